"""What is wrong between a chart and the columns of its data, which Vega-Lite would draw in silence.

In: a `Spec` and its tables. Out: problems: a column that is not there, a cell that is no number or no day
where one is drawn.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from copyfit.chart.names import column_of
from copyfit.chart.spec import Spec, parts_of
from copyfit.chart.tables import is_ambiguous, is_day
from copyfit.chart.vegalite import MADE
from copyfit.chart.views import CHILDREN, EXPRESSIONS, views_with_tables
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable, is_number

MAX_BAD_CELLS = 5
GUIDES = ("axis", "legend", "header")

_DATUM = re.compile(r"\bdatum(?:\.([A-Za-z_$][\w$]*)|\[\s*(['\"])(.+?)\2\s*\])")


def column_mistakes(spec: Spec, tables: Mapping[Path, CsvTable]) -> Iterator[Problem]:
    """Yield each column that is named and not there, then cells that are no number or no day."""
    made = _made(spec)
    if any(isinstance(value, dict) and "pivot" in value for _, value in spec.parts()):
        return
    for at, view, table in views_with_tables(spec.content, tables):
        if table is None:
            continue
        names = frozenset(table.columns) | made
        for place, name in _names_used(spec, at, view):
            if not _is_known(name, names):
                message = f"`{name}` is not a column of {table.path}"
                hint = near(name, names) or f"its columns are {', '.join(table.columns)}"
                yield Problem("chart-column", message, hint, place)
        yield from _words_for_numbers(view, table, made)
        yield from _no_days(spec, view, table, made)


def _made(spec: Spec) -> frozenset[str]:
    """Return the columns that transforms make."""
    made: set[str] = set()
    for at, value in spec.parts():
        if (at and at[-1] == "as" and isinstance(value, str)) or (
            len(at) > 1 and at[-2] == "as" and isinstance(value, str)
        ):
            made.add(value)
        elif isinstance(value, dict):
            made.update(name for key, names in MADE.items() if key in value for name in names)
            lookup = value.get("from")
            if isinstance(lookup, dict) and isinstance(lookup.get("fields"), list):
                made.update(str(name) for name in lookup["fields"])
    return frozenset(made)


def _names_used(spec: Spec, at: Path, view: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield each column that `view` itself names, with its place."""
    own = {key: value for key, value in view.items() if key not in (*CHILDREN, "spec", "data", "config")}
    for inner, value in parts_of(own, at):
        if not isinstance(value, str) or "from" in inner:
            continue
        key = inner[-1]
        in_list = len(inner) > 1 and isinstance(key, int) and inner[-2] in ("groupby", "fold", "flatten")
        if key in ("field", "lookup") or in_list:
            yield spec.of(inner), value
        elif key in EXPRESSIONS and not any(part in GUIDES for part in inner):
            for match in _DATUM.finditer(value):
                yield spec.of(inner), match[1] or match[3]


def _is_known(name: str, names: frozenset[str]) -> bool:
    """Return whether `name` is a column, a part of one, or one that an aggregate named after its source."""
    plain = name.replace("\\", "")
    base = re.split(r"[.\[]", plain, maxsplit=1)[0]
    return (
        column_of(name, names) is not None
        or base in names
        or plain in ("*", "datum")
        or plain.startswith("__")
        or any(plain.endswith(f"_{each}") for each in names)
    )


def _words_for_numbers(view: Mapping[str, Any], table: CsvTable, made: frozenset[str]) -> Iterator[Problem]:
    """Yield cells that are no numbers in columns that the chart draws as numbers."""
    for column in _columns_among(_drawn_as_numbers(view), table, made):
        cells = [(line, cell) for line, cell in table.cells(column) if cell]
        bad = [(line, cell) for line, cell in cells if not is_number(cell)]
        for line, cell in bad[:MAX_BAD_CELLS]:
            message = f"`{cell}` in column `{column}` is not a number, and the chart draws it as one"
            hint = "write digits with a point: 4000, 3.5; leave the cell empty where there is no number"
            yield Problem("chart-data", message, hint, Place(table.path, line))
        if table.delimiter == ";" and not bad and is_ambiguous(cell for _, cell in cells):
            line, cell = next((line, cell) for line, cell in cells if "." in cell)
            whole, part = cell.replace(".", ""), cell.replace(".", ",")
            message = f"`{cell}` in column `{column}` may be {whole} or {part}"
            hint = f"write {whole}, or {part} with a comma as in other cells of such files"
            yield Problem("chart-data", message, hint, Place(table.path, line))


def _no_days(spec: Spec, view: Mapping[str, Any], table: CsvTable, made: frozenset[str]) -> Iterator[Problem]:
    """Yield cells that are no days in columns drawn as times, unless the spec says how to read them."""
    own = _read_by_the_spec(spec, table)
    for column in _columns_among(_drawn_as_times(view), table, made | own):
        bad = [(line, cell) for line, cell in table.cells(column) if cell and not is_day(cell)]
        for line, cell in bad[:MAX_BAD_CELLS]:
            message = f"`{cell}` in column `{column}` is no day that a chart can read"
            yield Problem("chart-data", message, _as_a_day(cell), Place(table.path, line))


def _as_a_day(cell: str) -> str:
    """Return how a day that is written by points is written in data."""
    parts = cell.split(".")
    day = "-".join(part.zfill(2) for part in reversed(parts)) if len(parts) == 3 else ""
    return f"write {day}" if is_day(day) else "write year-month-day: 2024-02-13, 2024-02 or 2024"


def _read_by_the_spec(spec: Spec, table: CsvTable) -> frozenset[str]:
    """Return the columns for which the spec's `format.parse` says how they are read."""
    named: set[str] = set()
    for at, value in spec.parts():
        if at and at[-1] == "parse" and isinstance(value, dict):
            named.update(str(name) for name in value)
    return frozenset(column for name in named if (column := column_of(name, table.columns)))


def _columns_among(names: set[str], table: CsvTable, but: frozenset[str]) -> list[str]:
    """Return the table's columns that a spec means by `names`."""
    meant = {column_of(name, table.columns) for name in names}
    return [column for column in table.columns if column in meant and column not in but]


def _drawn_as_times(view: Mapping[str, Any]) -> set[str]:
    encoding = view.get("encoding")
    channels = encoding.values() if isinstance(encoding, dict) else ()
    return {
        channel["field"]
        for channel in channels
        if isinstance(channel, dict)
        and isinstance(channel.get("field"), str)
        and (channel.get("type") == "temporal" or "timeUnit" in channel)
    }


def _drawn_as_numbers(view: Mapping[str, Any]) -> set[str]:
    encoding = view.get("encoding")
    channels = encoding.values() if isinstance(encoding, dict) else ()
    return {
        channel["field"]
        for channel in channels
        if isinstance(channel, dict)
        and channel.get("type") == "quantitative"
        and isinstance(channel.get("field"), str)
        and channel.get("aggregate") not in ("count", "distinct", "valid", "missing")
    }


def near(word: str, known: Iterable[str]) -> str:
    """Return the question whether one of `known` was meant, or "" if none is like `word`."""
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else ""
