"""A chart of one row of a series: its words name the row's cells, and its data are the row's.

In: a `Spec`, and what a row is. Out: the spec with the cells in its words. Next: it is drawn like any other.

A cell becomes a text of the drawing, or a number where one is placed (`datum`, a parameter's `value`). In a
Vega expression it would be code, so none is put there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from copyfit.chart.spec import Spec, read_spec
from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.file import Path

CELL = b"{row:"
"""What a spec holds that names cells."""
_ROW = re.compile(r"\{row:([^{}]{1,120})\}")
_CODE = ("filter", "calculate", "test", "expr", "labelExpr", "signal", "update")
_NUMBERS = ("datum", "value")


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class RowOfChart:
    """What a chart shows of a row: the rows of its data with these values, column by column, which the brief
    says at `place`; the cells that its words name, as they are written; and those that are numbers.
    """

    where: tuple[tuple[str, str], ...] = ()
    place: Place = NOWHERE
    written: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()


NO_ROW = RowOfChart()


@lru_cache(maxsize=64)
def cells_in(path: str, content: bytes) -> tuple[tuple[str, Place], ...]:
    """Return the columns whose cells a spec names, each with its place.

    Raises BriefError for a spec that cannot be read, and for a cell inside of an expression.
    """
    spec = read_spec(path, content)
    found = tuple(_cells(spec.content, ()))
    code = [at for at, _ in found if at and at[-1] in _CODE]
    if code:
        message = "a cell cannot stand in an expression, where it would be code"
        hint = 'give it to a parameter: "params": [{"name": "who", "value": "{row:name}"}], and name that'
        raise BriefError(Problem("chart-cell", message, hint, spec.of(at)) for at in code)
    return tuple((column, spec.of(at)) for at, column in found)


def _cells(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield from ((at, found[1].strip()) for found in _ROW.finditer(value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _cells(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _cells(inner, (*at, index))


def with_cells(spec: Spec, row: RowOfChart) -> Spec:
    """Return the spec with the row's cells in its words, and in the words that translate them."""
    if not row.written:
        return spec
    content = _filled(spec.content, dict(row.written), dict(row.numbers), "")
    return replace(spec, content=content)


def _filled(value: Any, written: Mapping[str, str], numbers: Mapping[str, float], key: str) -> Any:
    def said(text: str) -> str:
        return _ROW.sub(lambda found: written.get(found[1].strip(), found[0]), text)

    if isinstance(value, str):
        whole = _ROW.fullmatch(value)
        number = numbers.get(whole[1].strip()) if whole and key in _NUMBERS else None
        return said(value) if number is None else number
    if isinstance(value, dict):
        return {said(name): _filled(inner, written, numbers, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, written, numbers, key) for inner in value]
    return value
