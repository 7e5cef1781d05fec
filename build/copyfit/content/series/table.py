"""The rows of a series by the names of their pages.

In: a brief's files and what it says of its series. Out: `TableRow`s by name. Next: `inputs` says what each
row's pages are made from. Nothing heavy is imported: a build that has nothing to do reads the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from copyfit.errors import BriefError, Place, Problem
from copyfit.project import Files, is_name
from copyfit.suggest import did_you_mean

if TYPE_CHECKING:
    from copyfit.yaml.sheet import RowTable, TableRow

SLUG = "slug"
"""The column that names the pages' files, unless the brief says another."""


def sheet_of(files: Files, path: str, place: Place | None = None) -> RowTable:
    """Return the table of a series, which the brief names at `place`.

    Raises BriefError if there is no such file, or it cannot be read.
    """
    from copyfit.yaml.sheet import is_sheet, read_sheet

    if path not in files:
        folder = path[: path.index("/", path.index("/") + 1) + 1]
        near = [one.removeprefix(folder) for one in files if one.startswith(folder) and is_sheet(one)]
        hint = did_you_mean(path.removeprefix(folder), near) or f"put it into {folder}, beside the brief"
        raise BriefError(Problem("missing-file", f"there is no {path}", hint, place))
    if not is_sheet(path):
        hint = "save the rows as CSV, with a row of names, or as a JSON list of objects"
        raise BriefError(Problem("wrong-value", f"{path} is neither CSV nor JSON", hint, place))
    return read_sheet(path, files[path])


def rows_of(
    files: Files, path: str, column: str = SLUG, place: Place | None = None
) -> Mapping[str, TableRow]:
    """Return the rows of a series by the names of their pages, in the order of the file.

    Raises BriefError for a table that cannot be read or has no row, and for names that are missing, not
    safe in file names everywhere, or there twice: each at its cell.
    """
    return _named(sheet_of(files, path, place), column, place)


def _named(sheet: RowTable, column: str, place: Place | None) -> Mapping[str, TableRow]:
    if not sheet.rows:
        message = "the series has no row"
        raise BriefError(Problem("empty-value", message, "add one below the names", Place(sheet.path, 1)))
    if column not in sheet.columns:
        near = did_you_mean(column, sheet.columns)
        hint = near or f"say which column names the files: series: {{file: …, slug: {sheet.columns[0]}}}"
        message = f"{sheet.path} has no column `{column}`, which names the pages' files"
        raise BriefError(Problem("unknown-column", message, hint, place or Place(sheet.path, 1)))
    problems = list(_misnamed(sheet, column))
    if problems:
        raise BriefError(problems)
    return {row.cells[column]: row for row in sheet.rows}


def _misnamed(sheet: RowTable, column: str) -> Iterator[Problem]:
    first: dict[str, TableRow] = {}
    for row in sheet.rows:
        name = row.cells[column]
        if not name:
            message = f"the cell `{column}` is empty, and names the row's files"
            yield Problem("empty-cell", message, "write a name such as alder-bay", row.place_of(column))
        elif not is_name(name):
            message = f"`{name[:80]}` cannot be used in file names everywhere"
            hint = f"write up to 64 small letters a-z, digits and hyphens{_such_as(name)}"
            yield Problem("misnamed", message, hint, row.place_of(column))
        elif name in first:
            message = f"`{name}` names two rows, and their pages would be one file"
            hint = f"it also names the row at line {first[name].line}; give each its own"
            yield Problem("duplicate-id", message, hint, row.place_of(column))
        first.setdefault(name, row)


def _such_as(name: str) -> str:
    """Return the name that a file could have, as the end of a hint."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    near = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64]
    return f": {near}" if is_name(near) else ", such as alder-bay"
