"""One CSV file as rows of text, with the line of each; the door to spreadsheets.

In: the bytes of a file that a spreadsheet or a script has written. Out: a `CsvTable` of cells as they stand.
Next: `chart` draws it, and `content` takes a table's rows from it.

Cells are parted by commas (RFC 4180), or by semicolons or tabs, as spreadsheets in many languages write them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from copyfit.errors import BriefError, Place, Problem
from copyfit.language.characters import printable
from copyfit.suggest import did_you_mean, one_of

MAX_CSV_BYTES = 1_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 100
DELIMITERS = (",", ";", "\t")

_NUMBER = re.compile(r"^-?(0|[1-9]\d*)?(\.\d+)?([eE][-+]?\d{1,3})?$")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its columns' names, and its rows with the line on which each begins.

    `delimiter` is what parts its cells: a comma, a semicolon or a tab.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str = ","

    def as_csv(self, name: Callable[[str], str] = str) -> str:
        """Return the table as plain CSV, every row of the same length, its columns named by `name`."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(name, self.columns))
        writer.writerows(self.rows)
        return out.getvalue()

    def is_numeric(self, column: str) -> bool:
        """Return whether each filled cell of `column` is a number, and at least one is filled."""
        cells = [cell for _, cell in self.cells(column) if cell]
        return bool(cells) and all(is_number(cell) for cell in cells)

    def cells(self, column: str) -> Iterator[tuple[int, str]]:
        """Yield the line and the text of each cell of `column`."""
        index = self.columns.index(column)
        for line, row in zip(self.lines, self.rows, strict=True):
            yield line, row[index].strip()


def is_number(cell: str) -> bool:
    """Return whether `cell` is a number as data has it: `-1234.5`, without separators or unit."""
    return bool(cell) and any(map(str.isdigit, cell)) and bool(_NUMBER.match(cell))


def read_table(path: str, content: bytes) -> CsvTable:
    """Return the CSV file at `path` that holds `content` (RFC 4180; UTF-8).

    Raises BriefError with the line of every row that has too many or too few cells.
    """
    text = _text(path, content)
    delimiter = _delimiter(text)
    rows = list(_rows(path, text, delimiter))
    if not rows or not any(cell.strip() for cell in rows[0][1]):
        raise BriefError(_problem(path, 1, "the file is empty", "the first row names the columns"))
    columns = tuple(cell.strip() for cell in rows[0][1])
    problems = [*_bad_names(path, columns), *_ragged(path, columns, rows[1:])]
    if problems:
        raise BriefError(problems)
    cells = tuple(row for _, row in rows[1:])
    return CsvTable(path, columns, cells, tuple(line for line, _ in rows[1:]), delimiter)


def only_where(table: CsvTable, where: Mapping[str, str], place: Place) -> CsvTable:
    """Return the table with those rows only that have in each column of `where` what it says.

    Raises BriefError, at `place`, if there is no such column, or no such row.
    """
    unknown = [name for name in where if name not in table.columns]
    if unknown:
        near = (
            did_you_mean(name, table.columns) or f"it has {one_of(table.columns, 20)}" for name in unknown
        )
        raise BriefError(
            Problem("unknown-column", f"{table.path} has no column `{name}`", hint, place)
            for name, hint in zip(unknown, near, strict=True)
        )
    asked = [(table.columns.index(name), value.strip()) for name, value in where.items()]
    kept = [
        number
        for number, row in enumerate(table.rows)
        if all(row[index].strip() == value for index, value in asked)
    ]
    if not kept:
        said = " and ".join(f"{name} `{value}`" for name, value in where.items())
        message = f"{table.path} has no row with {said}"
        raise BriefError(Problem("no-row", message, "add one there, or correct `where`", place))
    rows = tuple(table.rows[number] for number in kept)
    return replace(table, rows=rows, lines=tuple(table.lines[number] for number in kept))


def _delimiter(text: str) -> str:
    """Return what parts the cells: what parts the names in the first row, a comma before others."""
    first = text.split("\n", 1)[0]
    return next((sign for sign in DELIMITERS if len(next(csv.reader([first], delimiter=sign), ())) > 1), ",")


def _text(path: str, content: bytes) -> str:
    if len(content) > MAX_CSV_BYTES:
        message = f"a CSV file may have {MAX_CSV_BYTES // 1000} kB, this has {len(content) // 1000}"
        raise BriefError(_problem(path, 0, message, "keep the rows and columns that are shown"))
    try:
        return printable(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} is not UTF-8"
        raise BriefError(_problem(path, line, message, "save the file as CSV UTF-8")) from None
    except ValueError as error:
        raise BriefError(
            _problem(path, 0, f"the file {error}", "delete the cell, and type it again")
        ) from None


def _rows(path: str, text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row that holds anything, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for count, row in enumerate(reader):
            if count > MAX_ROWS:
                message = f"a CSV file may have {MAX_ROWS} rows of data, this has more"
                raise BriefError(_problem(path, line, message, "add up or leave out what is not shown"))
            if row:
                yield line, tuple(row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BriefError(
            _problem(path, line, f"this row cannot be read: {error}", "check its quotes")
        ) from None


def _bad_names(path: str, columns: tuple[str, ...]) -> Iterator[Problem]:
    if len(columns) > MAX_COLUMNS:
        yield _problem(
            path, 1, f"{len(columns)} columns are more than {MAX_COLUMNS}", "keep those that are shown"
        )
        return
    for index, name in enumerate(columns):
        if not name:
            yield _problem(path, 1, f"column {index + 1} has no name", "name it in the first row")
        elif name in columns[:index]:
            yield _problem(path, 1, f"two columns are named `{name}`", "rename one")


def _ragged(
    path: str, columns: tuple[str, ...], rows: Iterable[tuple[int, tuple[str, ...]]]
) -> Iterator[Problem]:
    for line, row in rows:
        if len(row) != len(columns):
            message = f"cells in this row: {len(row)}; columns that the first row names: {len(columns)}"
            yield _problem(path, line, message, "put a cell that holds a comma between double quotes")


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem("chart-data", message, hint, Place(path, line))
