"""The entries of a `.bib` file, their fields in LaTeX as written; the door to bibtexparser.

In: the file's text. Out: an `Entry` for each, abbreviations written out and `#` joined, with places, and what
is wrong. The grammar is that of btparse (BibTeX 0.99).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from copyfit.errors import Place, Problem

MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
NO_SOURCE = frozenset({"set", "xdata", "bibnote"})
"""Types of biblatex that hold no source of their own."""
SIGNS = re.compile(r"[{}\"#]|(?<!\\)\\.", re.DOTALL)
MAX_VALUE, MAX_PARTS = 20_000, 100
"""Characters that an abbreviation may stand for, and texts that may be joined by #."""
MAX_REPORTED = 20
BARE = re.compile(r"[^\s{}\"#,=]+")


@dataclass(frozen=True, slots=True)
class Written:
    """The LaTeX of a field, and where its name and its text stand."""

    text: str
    key: Place
    value: Place


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: its type in small letters, the name it is cited by, its fields by name in small letters."""

    kind: str
    name: str
    place: Place
    name_place: Place
    fields: Mapping[str, Written] = field(default_factory=dict)


def read_entries(path: str, text: str) -> tuple[list[BibEntry], list[Problem]]:
    """Return the entries of `text`, the file `path`, and what is wrong with it, all at once."""
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = Splitter(text).split()
    reader = _Reader(path, text)
    entries: list[BibEntry] = []
    for string in library.strings:
        reader.abbreviate(string.key, string.value, string.start_line or 0)
    for block in library.blocks:
        entry = reader.read(block)
        if entry is not None:
            entries.append(entry)
    return entries, reader.problems[:MAX_REPORTED]


class _Reader:
    """Reads blocks; keeps abbreviations and what is wrong."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.strings = {name: name for name in MONTHS}
        self.problems: list[Problem] = []

    def place(self, line: int, word: str = "", after: int = 0) -> Place:
        """Return the place of `word` in a line, counted from 0."""
        said = self.lines[line] if 0 <= line < len(self.lines) else ""
        column = said.find(word, after) if word else 0
        return Place(self.path, line + 1, max(column, 0) + 1)

    def abbreviate(self, name: str, value: str, line: int) -> None:
        """Keep what a `@string` stands for."""
        place = self.place(line, name.strip())
        text = self._joined(value, place)
        if len(text) > MAX_VALUE:
            self._problem(
                f"an abbreviation stands for {len(text)} characters", "write it where it is used", place
            )
            text = ""
        self.strings[name.strip().lower()] = text

    def read(self, block: object) -> BibEntry | None:
        """Return an entry; None for what is none, with a problem where it should be one."""
        from bibtexparser import model

        if isinstance(block, model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.ParsingFailedBlock):
            self._failed(block)
            return None
        if not isinstance(block, model.Entry):
            return None
        start = block.start_line or 0
        kind, name = block.entry_type.lower(), block.key.strip()
        place = self.place(start, "@")
        if kind in NO_SOURCE and kind != "xdata":
            return None
        if not name or re.search(r"[\s{}()=\"#%]", name):
            hint = "write it after the bracket: @article{nato-2024, …}"
            self._problem("an entry has no name", hint, place)
            return None
        at = self.place(start, name, place.column)
        return BibEntry(kind, name, place, at, dict(self._fields(block)))

    def _fields(self, block: object) -> Iterator[tuple[str, Written]]:
        for each in getattr(block, "fields", ()):
            name = each.key.strip()
            line = each.start_line or 0
            key = self.place(line, name)
            if not re.fullmatch(r"[^\W\d][\w:.+-]*", name):
                hint = "write title = {…}, with a comma after each field"
                self._problem(f"`{name.split(chr(10))[0][:40]}` is no name of a field", hint, key)
                continue
            after = self.lines[line].find("=", key.column - 1) if line < len(self.lines) else -1
            value = self.place(line, each.value[:1], after + 1) if after >= 0 else key
            if not each.value.strip():
                self._problem("a field has no value", f"write it in brackets: {name} = {{…}}", key)
                continue
            yield name.lower(), Written(self._joined(each.value, value), key, value)

    def _joined(self, value: str, place: Place) -> str:
        """Return a value: texts in brackets or quotation marks, numbers and abbreviations, joined by #."""
        parts: list[str] = []
        at, end = 0, len(value)
        while at < end:
            sign = value[at]
            if sign in '{"':
                close = _closing(value, at)
                if close < 0:
                    self._problem(
                        "a bracket or quotation mark is never closed", "close it after the text", place
                    )
                    return "".join(parts)
                parts.append(value[at + 1 : close])
                at = close + 1
            elif sign.isspace() or sign == "#":
                at += 1
            else:
                bare = BARE.match(value, at)
                word = bare[0] if bare else sign
                parts.append(self.strings.get(word.lower(), word))
                at += len(word)
            if len(parts) > MAX_PARTS:
                self._problem(f"more than {MAX_PARTS} texts are joined by #", "write them as one", place)
                return ""
        return "".join(parts)

    def _failed(self, block: object) -> None:
        from bibtexparser import model

        start = getattr(block, "start_line", 0) or 0
        place = self.place(start, "@")
        if isinstance(block, model.DuplicateFieldKeyBlock):
            names = ", ".join(f"`{name}`" for name in sorted(block.duplicate_keys))
            self._problem(f"the field {names} is there twice", "keep one of the two", place)
            return
        said = str(getattr(getattr(block, "error", None), "abort_reason", ""))
        if "Expected a `=`" in said:
            line = start + str(getattr(block, "raw", "")).count("\n")
            place = self.place(line, self.lines[line].strip()[:1]) if line < len(self.lines) else place
            self._problem(
                "a field has no `name =`", "write title = {…}, with a comma after each field", place
            )
        else:
            self._problem("an entry is never closed", "each bracket that opens has one that closes", place)

    def _problem(self, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem("bibtex-syntax", message, hint, place))


def _closing(value: str, at: int) -> int:
    """Return where the bracket or quotation mark at `at` closes; -1 if it never does."""
    quoted = value[at] == '"'
    depth = 0
    for sign in SIGNS.finditer(value, at + 1):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}" and (depth or quoted):
            depth -= 1
        elif sign[0] == ('"' if quoted else "}") and not depth:
            return sign.start()
    return -1
