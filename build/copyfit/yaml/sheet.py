"""A table of which every row makes something of its own: its cells as typed, and where each stands.

In: the bytes of a CSV or a JSON file. Out: a `RowTable` of `TableRow`s, and an `Excerpt`, the same file with
a few of its rows. Next: `content` makes one page for each row.

A cell is text. A number in JSON keeps its digits (`1.50`, not 1.5), `null` is an empty cell, true and false
are the words. A line end inside a cell is a space.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from copyfit.errors import BriefError, Place, Problem
from copyfit.language.characters import is_seen, printable
from copyfit.yaml.separated import MAX_COLUMNS, MAX_CSV_BYTES, MAX_ROWS, read_table

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells by column, the line on which it begins, and its text in the file.

    `delimiter` is what parts the cells of the text, "" in JSON; `column` is the text's first, from 1.
    """

    path: str
    line: int
    cells: Mapping[str, str]
    text: str
    delimiter: str
    column: int = 1

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return Place(self.path, self.line)

    def place_of(self, column: str) -> Place:
        """Return where the cell of a column stands; the row's place for one that is not written."""
        starts = self._starts_in_csv() if self.delimiter else self._starts_in_json()
        found = starts.get(column)
        if found is None:
            return self.place
        before = self.text[:found]
        shift = 0 if "\n" in before else self.column - 1
        return Place(self.path, self.line + before.count("\n"), found - (before.rfind("\n") + 1) + 1 + shift)

    def _starts_in_csv(self) -> dict[str, int]:
        quoted, starts = False, [0]
        for index, sign in enumerate(self.text):
            if sign == '"':
                quoted = not quoted
            elif sign == self.delimiter and not quoted:
                starts.append(index + 1)
        return dict(zip(self.cells, starts, strict=False))

    def _starts_in_json(self) -> dict[str, int]:
        starts: dict[str, int] = {}
        for string in _STRING.finditer(self.text):
            behind = re.compile(r"\s*:\s*").match(self.text, string.end())
            if behind:
                starts[json.loads(string[0])] = behind.end()
        return starts


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of rows, and the names of its columns; `head` is the text before the first row."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    head: str = ""

    def excerpt(self, kept: Collection[int]) -> Excerpt:
        """Return the file with the rows of these numbers, from 0, and no others."""
        rows = [self.rows[number] for number in sorted(kept)]
        texts = [self.head or "[", *(row.text for row in rows)]
        joint = "\n" if self.head else ",\n"
        content = (
            self.head + "\n" + "\n".join(texts[1:]) if self.head else "[\n" + joint.join(texts[1:]) + "\n]"
        )
        line = texts[0].count("\n") + 2
        lines = []
        for row in rows:
            lines.append((line, row.line, row.column - 1))
            line += row.text.count("\n") + 1
        return Excerpt(content.encode() + b"\n", tuple(lines))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a file: its bytes, and of each row its line here and there, and how far it is moved."""

    content: bytes
    lines: tuple[tuple[int, int, int], ...]

    def original(self, place: Place) -> Place:
        """Return where a place in the part stands in the whole file."""
        for here, there, shift in reversed(self.lines):
            if place.line >= here:
                column = place.column + shift if place.column and place.line == here else place.column
                return Place(place.path, there + place.line - here, column)
        return place


def is_sheet(path: str) -> bool:
    """Return whether a file of that name can be read as a sheet."""
    return path.lower().endswith((".csv", ".json"))


@lru_cache(maxsize=64)
def read_sheet(path: str, content: bytes) -> RowTable:
    """Return the CSV or JSON file at `path` that holds `content`.

    JSON is a list of objects, each a row (RFC 8259); the columns are the keys, in the order in which they
    come. Raises BriefError with the line of what cannot be read.
    """
    return _from_json(path, content) if path.lower().endswith(".json") else _from_csv(path, content)


def _from_csv(path: str, content: bytes) -> RowTable:
    table = read_table(path, content)
    lines = printable(content.decode("utf-8-sig")).split("\n")
    ends = [*(line - 1 for line in table.lines[1:]), len(lines)]
    rows = [
        TableRow(
            path,
            line,
            {name: _cell(cell) for name, cell in zip(table.columns, cells, strict=True)},
            "\n".join(lines[line - 1 : end]).rstrip("\n"),
            table.delimiter,
        )
        for line, end, cells in zip(table.lines, ends, table.rows, strict=False)
    ]
    first = table.lines[0] if table.lines else len(lines) + 1
    return RowTable(path, table.columns, tuple(rows), "\n".join(lines[: first - 1]).rstrip("\n"))


def _cell(text: str) -> str:
    """Return a cell as it is printed: in one line; nothing if it shows nothing."""
    found = _LINE_END.sub(" ", text).strip()
    return found if is_seen(found) else ""


# -- JSON ---------------------------------------------------------------------------------------


def _from_json(path: str, content: bytes) -> RowTable:
    text = _json_text(path, content)
    rows: list[TableRow] = []
    columns: dict[str, None] = {}
    for start, end, cells in _objects(path, text):
        before = text[:start]
        line = before.count("\n") + 1
        columns |= dict.fromkeys(cells)
        rows.append(TableRow(path, line, cells, text[start:end], "", start - (before.rfind("\n") + 1) + 1))
    if len(columns) > MAX_COLUMNS or len(rows) > MAX_ROWS:
        message = f"a series may have {MAX_ROWS} rows of {MAX_COLUMNS} columns, this has more"
        raise BriefError(_problem(path, 1, message, "keep what the pages show"))
    missing = dict.fromkeys(columns, "")
    whole = [TableRow(row.path, row.line, {**missing, **row.cells}, row.text, "", row.column) for row in rows]
    return RowTable(path, tuple(columns), tuple(whole))


def _json_text(path: str, content: bytes) -> str:
    if len(content) > MAX_CSV_BYTES:
        message = f"a JSON file of rows may have {MAX_CSV_BYTES // 1000} kB, this has {len(content) // 1000}"
        raise BriefError(_problem(path, 0, message, "keep what the pages show"))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BriefError(_problem(path, line, "the file is not UTF-8 text", "save it as UTF-8")) from None


def _objects(path: str, text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield where each object of the list begins and ends, and its cells."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_pairs, parse_float=str, parse_int=str, parse_constant=_refuse, strict=True
    )
    at = 0
    try:
        at = _BETWEEN.match(text).end()  # type: ignore[union-attr]
        whole = json.loads(text, parse_int=str, parse_constant=_refuse)
        if not isinstance(whole, list):
            raise ValueError("a series is a list of objects, between `[` and `]`")
        at = text.index("[") + 1
        for number in range(len(whole)):
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            value, end = decoder.raw_decode(text, at)
            if not isinstance(value, _Row):
                raise ValueError(f'row {number + 1} is no object, such as {{"name": "Alder Bay"}}')
            yield at, end, {_named(name): _json_cell(name, cell) for name, cell in value.pairs}
            at = end
    except json.JSONDecodeError as mistake:
        place = Place(path, mistake.lineno, mistake.colno)
        message = f"this is no valid JSON: {mistake.msg[0].lower()}{mistake.msg[1:]}"
        hint = "an editor that knows JSON shows where it goes wrong"
        raise BriefError(Problem("series-data", message, hint, place)) from None
    except (ValueError, RecursionError) as mistake:
        line = text.count("\n", 0, at) + 1
        said = "the values are nested too deeply" if isinstance(mistake, RecursionError) else f"{mistake}"
        raise BriefError(_problem(path, line, said, "write text, numbers, true, false or null")) from None


@dataclass(frozen=True, slots=True)
class _Row:
    pairs: tuple[tuple[str, Any], ...]


def _pairs(pairs: Iterable[tuple[str, Any]]) -> _Row:
    found = tuple(pairs)
    twice = next((name for name, number in Counter(name for name, _ in found).items() if number > 1), None)
    if twice is not None:
        raise ValueError(f"the key `{twice}` is there twice")
    return _Row(found)


def _named(name: str) -> str:
    if not name.strip():
        raise ValueError("a column has no name")
    return printable(name)


def _json_cell(name: str, value: Any) -> str:
    if isinstance(value, _Row | list):
        raise ValueError(f"`{name}` holds more than one value")
    said = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return _cell(printable(said))


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON has")


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem("series-data", message, hint, Place(path, line))
