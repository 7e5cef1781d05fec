"""The brief of one row, from what is the same for all rows.

In: a brief's data, and the files of a job. Out: the row's cells and the data of its brief. Next: `load`
checks that. What does not depend on the row is done once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from copyfit.content.brief import Brief, Series
from copyfit.content.series.cells import RowCells
from copyfit.content.series.filling import RowBrief, Slots, for_row, slots_of
from copyfit.content.series.inputs import SeriesUse, TableUse
from copyfit.content.series.override import overridden
from copyfit.content.series.table import rows_of
from copyfit.errors import BriefError, Problem
from copyfit.project import BRIEFS, Files
from copyfit.suggest import did_you_mean, one_of
from copyfit.yaml.file import Path, Places, YamlFile
from copyfit.yaml.schema import checked

SERIES = "series"


def series_of(raw: YamlFile) -> Series | None:
    """Return what a brief says of its series, None if it is none. Raises BriefError if it cannot be used."""
    said = raw.data.get(SERIES)
    if said is None:
        return None
    return checked(
        Series, {"file": said} if isinstance(said, str) else said, raw.places, BriefError, (SERIES,)
    )


def row_cells(raw: YamlFile, files: Files, slug: str, row: str) -> RowCells | None:
    """Return the cells of a brief's row, the first for "", None if the brief is no series.

    Raises BriefError if the series cannot be read, or has no such row.
    """
    series = series_of(raw)
    if series is None:
        return None
    path = f"{BRIEFS}/{slug}/{series.file}"
    rows = rows_of(files, path, series.slug, raw.places.of(SERIES, "file"))
    problems = list(_unknown_columns(series, next(iter(rows.values())).cells, raw.places))
    if problems:
        raise BriefError(problems)
    if row and row not in rows:
        hint = did_you_mean(row, rows) or f"it has {one_of(rows)}"
        raise BriefError(Problem("unknown-row", f"{path} has no row `{row}`", hint, raw.places.of(SERIES)))
    name = row or next(iter(rows))
    language = raw.data.get("language")
    return RowCells(
        name,
        rows[name],
        frozenset(series.numbers),
        frozenset(series.days),
        language if isinstance(language, str) else "en",
    )


def _unknown_columns(series: Series, known: Mapping[str, str], places: Places) -> Iterator[Problem]:
    for key in ("numbers", "days"):
        for index, name in enumerate(getattr(series, key)):
            if name not in known:
                hint = did_you_mean(name, known) or f"it has {one_of(known, 20)}"
                message = f"{series.file} has no column `{name}`"
                yield Problem("unknown-column", message, hint, places.of(SERIES, key, index))
    for index, name in enumerate(series.days):
        if name in series.numbers:
            message = f"`{name}` is a column of numbers and of days"
            yield Problem("contradiction", message, "remove it from one", places.of(SERIES, "days", index))


def row_brief(
    raw: YamlFile, statements: Mapping[str, Path], model: type[Brief], cells: RowCells, own: YamlFile | None
) -> RowBrief:
    """Return the data of the brief of a row; `own` is what the row's file says, None if there is none."""
    if own is None:
        return for_row(raw, _slots(SameFile(raw), model), model, cells)
    changed, problems = overridden(raw, own, statements)
    if problems:
        return RowBrief(changed, problems)
    return for_row(changed, slots_of(changed.data, model), model, cells)


class SameFile:
    """A file that was read once, compared by what it is and not by what is in it."""

    __slots__ = ("file",)

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def __hash__(self) -> int:
        return id(self.file.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameFile) and other.file.data is self.file.data


@lru_cache(maxsize=16)
def _slots(same: SameFile, model: type[Brief]) -> Slots:
    return slots_of(same.file.data, model)


def series_use(raw: YamlFile) -> SeriesUse | None:
    """Return what a brief takes from tables, None if it is no series.

    What cannot be used is passed over: loading tells. Raises BriefError for a `series` that is none.
    """
    series = series_of(raw)
    if series is None:
        return None
    uses = tuple(_uses(raw.data, ()))
    return SeriesUse(series.file, series.slug, uses, raw.places.of(SERIES, "file"))


def _uses(data: Any, at: Path) -> Iterator[TableUse]:
    """Yield every file that a table or a figure below `data` names, and for which rows of its data."""
    if isinstance(data, dict):
        where = data.get("where")
        asked = (
            tuple((str(name), str(value)) for name, value in where.items()) if isinstance(where, dict) else ()
        )
        for key in ("rows", "file"):
            if isinstance(data.get(key), str) and at and at[0] != SERIES:
                yield TableUse(data[key], asked)
        for key, value in data.items():
            yield from _uses(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _uses(value, (*at, index))
