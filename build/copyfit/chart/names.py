"""Names of columns, whatever signs are in them: Vega-Lite takes a dot or a bracket in one for a path.

In: a spec's values and the columns of its tables. Out: the same with other signs in the place of those, which
no font has and no file may hold; and, when all is drawn, the signs that were meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

SIGNS = ".[]'\"\\"
"""What a name in Vega-Lite cannot hold as it is (vega.github.io/vega-lite/docs/field.html)."""
STAND_INS = {sign: chr(0xE000 + index) for index, sign in enumerate(SIGNS)}

_TO_SAFE = str.maketrans(STAND_INS)
_FROM_SAFE = str.maketrans({stand_in: escape(sign, {'"': "&quot;"}) for sign, stand_in in STAND_INS.items()})
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_BRACKETED = re.compile(r"^\[(['\"])(.*)\1\]$", re.DOTALL)


def safe(name: str) -> str:
    """Return a column's name with stand-ins for the signs that Vega-Lite would read."""
    return name.translate(_TO_SAFE)


def restored(svg: str) -> str:
    """Return a drawn picture with the signs that the stand-ins stand for."""
    return svg.translate(_FROM_SAFE)


def column_of(name: str, columns: Iterable[str]) -> str | None:
    """Return the column that a spec means by `name`: as it is, with backslashes, or in brackets."""
    bracketed = _BRACKETED.match(name)
    for spelling in (name, re.sub(r"\\(.)", r"\1", name), bracketed[2] if bracketed else name):
        if spelling in columns:
            return spelling
    return None


def with_safe_names(value: Any, columns: frozenset[str]) -> Any:
    """Return a part of a spec in which each of `columns` has its safe name, in expressions too.

    Data that is put in as text is left alone.
    """
    if isinstance(value, Mapping):
        return {
            safe(key) if key in columns else key: with_safe_names(inner, columns)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [with_safe_names(inner, columns) for inner in value]
    if not isinstance(value, str):
        return value
    column = column_of(value, columns)
    if column is not None:
        return safe(column)
    return _QUOTED.sub(lambda quoted: _safely_quoted(quoted, columns), value) if "datum" in value else value


def _in_part(key: str, value: Any, columns: frozenset[str]) -> Any:
    return value if key == "values" and isinstance(value, str) else with_safe_names(value, columns)


def _safely_quoted(quoted: re.Match[str], columns: frozenset[str]) -> str:
    column = column_of(quoted[1] if quoted[1] is not None else quoted[2], columns)
    return quoted[0] if column is None else f"'{safe(column)}'"
