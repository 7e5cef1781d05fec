"""The CSV files behind a chart.

In: the address that a spec gives as `data.url`, and the project's files. Out: a `Table`. Only
files of the brief are read; any other address is a problem.
"""

from __future__ import annotations

import datetime as dt
import difflib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml import separated
from copyfit.yaml.separated import CsvTable

_OTHER_ADDRESS = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:|[/\\])")
_COMMA_NUMBER = re.compile(r"^[-−]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$")
_GROUPED = re.compile(r"^-?\d{1,3}\.\d{3}$")
_DAY = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?Z?)?)?)?$")


def is_ambiguous(cells: Iterable[str]) -> bool:
    """Return whether each number with a point may be a whole number with its thousands parted: `1.180`."""
    pointed = [cell for cell in cells if "." in cell]
    return bool(pointed) and all(map(_GROUPED.match, pointed))


def is_day(cell: str) -> bool:
    """Return whether `cell` is a year, a month, a day or a time as data has it (ISO 8601): `2024-02-13`."""
    match = _DAY.match(cell)
    if not match:
        return False
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups())
    try:
        dt.datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=dt.UTC)
    except ValueError:
        return False
    return True


def read_table(path: str, content: bytes) -> CsvTable:
    """Return the CSV file at `path` that holds `content`.

    Where semicolons or tabs part the cells, numbers may have a decimal comma; here they have a point.
    """
    table = separated.read_table(path, content)
    return table if table.delimiter == "," else replace(table, rows=_with_points(table.rows))


def find_table(url: str, spec_path: str, files: Mapping[str, bytes], place: Place) -> CsvTable:
    """Return the CSV that `url` names, relative to the spec's folder or to the brief's.

    Raises BriefError, at `place`, if it names anything else than one of the brief's CSV files.
    """
    if _OTHER_ADDRESS.match(url) or ".." in re.split(r"[/\\]", url) or "\\" in url:
        message = f"`{url}` is not a file of the brief, and a chart may read no other address"
        raise BriefError(Problem("chart-address", message, "save the data as CSV beside the chart", place))
    if not url.lower().endswith(".csv"):
        message = f"`{url}` is not a CSV file"
        raise BriefError(
            Problem("chart-address", message, "save the data as CSV, with a row of names", place)
        )
    folders = _folders(spec_path)
    found = table_path(url, spec_path, files)
    if found:
        return read_table(found, files[found])
    known = [path for path in files if path.endswith(".csv") and path.startswith(folders[-1])]
    names = {posixpath.basename(path): posixpath.relpath(path, folders[-1]) for path in known}
    near = difflib.get_close_matches(posixpath.basename(url), sorted(names), n=1)
    hint = f"did you mean `{names[near[0]]}`?" if near else f"save it in `{folders[0]}`"
    raise BriefError(Problem("chart-data-missing", f"`{url}` does not exist", hint, place))


def table_path(url: str, spec_path: str, files: Mapping[str, bytes]) -> str:
    """Return the path of the CSV that `url` names, beside the spec or above, "" if there is none."""
    paths = (posixpath.normpath(posixpath.join(folder, url)) for folder in _folders(spec_path))
    return next((path for path in paths if path in files), "")


def _folders(spec_path: str) -> list[str]:
    """Return the folders that data is looked for in: the spec's, then those around it up to the brief's."""
    folder = posixpath.dirname(spec_path)
    folders = [folder]
    while folder.count("/") > 1:
        folder = posixpath.dirname(folder)
        folders.append(folder)
    return folders


def _with_points(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with decimal commas as points, in columns that hold nothing but numbers so written."""
    columns = list(zip(*rows, strict=True))
    for index, cells in enumerate(columns):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if any("," in cell for cell in filled) and all(map(_COMMA_NUMBER.match, filled)):
            columns[index] = tuple(
                cell.replace(".", "").replace(",", ".").replace("−", "-") for cell in cells
            )
    return tuple(zip(*columns, strict=True))
