"""BibTeX → CSL items with the place of each, as `yamlfile` gives them for CSL in YAML.

In: the bytes of a `.bib` file, as BibTeX, biblatex, Zotero and JabRef write it. Out: data and `Places`.
Read are entries with their fields, `@string` abbreviations and LaTeX's accents; commands beyond them are
refused rather than printed. The grammar is that of btparse (BibTeX 0.99).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.file import MAX_BYTES, Path, Places

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
}
FIELDS: Mapping[str, str] = {
    "address": "publisher-place",
    "booktitle": "container-title",
    "doi": "DOI",
    "edition": "edition",
    "howpublished": "medium",
    "institution": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "issue": "issue",
    "journal": "container-title",
    "journaltitle": "container-title",
    "location": "publisher-place",
    "note": "note",
    "number": "issue",
    "organization": "publisher",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "series": "collection-title",
    "shorttitle": "title-short",
    "subtitle": "subtitle",
    "title": "title",
    "url": "URL",
    "version": "version",
    "volume": "volume",
}
PEOPLE = ("author", "editor", "translator")
MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
NEWSPAPERS = ("newspaper", "magazine")

_SKIP = re.compile(r"[^@]*")
_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
_KEY = re.compile(r"\s*([^\s,{}()=\"#%]+)\s*(,|(?=[})]))")
_NAME = re.compile(r"\s*([A-Za-z][\w:.+-]*)\s*=\s*")
_BARE = re.compile(r"[\w.:+-]+")
_ACCENT = re.compile(r"\{?\\([`'^\"~=.ucvHrkd])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))\}?")
_COMBINING = dict(
    zip(
        "`'^\"~=.ucvHrkd",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u0327\u030c\u030b\u030a\u0328\u0323",
        strict=True,
    )
)
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ", "textendash": "–", "textemdash": "—", "ldots": "…",
}  # fmt: skip
_LETTER = re.compile(
    r"\{?\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|\s)?\}?"
)
_STYLE = re.compile(r"\\(?:emph|textit|textbf|textsc|mkbibquote|enquote|url|href)\s*(?=\{)")
_COMMAND = re.compile(r"\\[A-Za-z]+|\$")
_ESCAPED = re.compile(r"\\([&%$#_{}])")


def read_bibtex(path: str, content: bytes) -> tuple[list[dict[str, Any]], Places]:
    """Return the items in `content`, the bytes of the file `path`, and where their parts stand.

    Raises BriefError, with line and column, for what is no BibTeX.
    """
    reader = _Reader(path, _text(path, content))
    items = list(reader.items())
    return items, Places(path, reader.values, reader.keys)


def _text(path: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content) // 1024} KB; at most {MAX_BYTES // 1024} KB are read"
        raise BriefError(
            Problem("file-too-large", message, "keep only the sources of this brief", Place(path))
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as mistake:
        line = content.count(b"\n", 0, mistake.start) + 1
        problem = Problem("not-utf-8", "the file is not UTF-8 text", "save it as UTF-8", Place(path, line))
        raise BriefError(problem) from None


class _Reader:
    """Reads entries from left to right; keeps where each and its fields stand."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.at = 0
        self.strings: dict[str, str] = {name: str(number) for name, number in MONTHS.items()}
        self.values: dict[Path, Place] = {(): Place(path, 1, 1)}
        self.keys: dict[Path, Place] = {}

    def items(self) -> Iterator[dict[str, Any]]:
        """Yield every entry as a CSL item."""
        count = 0
        while True:
            self.at = _match(_SKIP, self.text, self.at).end()
            if self.at >= len(self.text):
                return
            start = self.at
            head = _HEAD.match(self.text, self.at)
            if not head:
                self._fail("an entry begins with @ and its type", "write @article{nato-2024, title = {…}}")
            kind, self.at = head[1].lower(), head.end()
            if kind in ("comment", "preamble"):
                self._value_in(head[2])
            elif kind == "string":
                self.strings |= dict(self._fields((), "}" if head[2] == "{" else ")"))
            else:
                yield self._entry(kind, (count,), "}" if head[2] == "{" else ")", start)
                count += 1

    def _entry(self, kind: str, at: Path, end: str, start: int) -> dict[str, Any]:
        key = _KEY.match(self.text, self.at)
        if not key:
            self._fail("an entry has no name", "write it after the bracket: @article{nato-2024, …}")
        self.values[at] = self._place(start)
        self.values[*at, "id"] = self._place(key.start(1))
        self.at = key.end()
        if kind not in TYPES:
            known = ", ".join(sorted(TYPES))
            self.at = start
            self._fail(f"unknown type of entry `@{kind}`", f"write one of {known}")
        return _item(kind, key[1], dict(self._fields(at, end)))

    def _fields(self, at: Path, end: str) -> Iterator[tuple[str, str]]:
        """Yield the fields up to the bracket that ends the entry."""
        while not self._ends(end):
            name = _NAME.match(self.text, self.at)
            if not name:
                self._fail("a field has no `name =`", "write title = {…}, with a comma after each field")
            field = name[1].lower()
            csl = "issued" if field in ("date", "year") else FIELDS.get(field, field)
            self.keys[*at, csl] = self._place(name.start(1))
            self.values[*at, csl] = self._place(name.end())
            self.at = name.end()
            text = self._joined()
            left = _COMMAND.search(_spelt(text)) if field in FIELDS or field in PEOPLE else None
            if left and FIELDS.get(field) != "URL":
                self.at = name.end()
                self._fail(f"`{left[0]}` is a LaTeX command that cannot be printed", "write it as plain text")
            yield field, text
            self._blank()
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1

    def _ends(self, end: str) -> bool:
        self._blank()
        if self.at >= len(self.text):
            self._fail("an entry is never closed", f"close it with {end}")
        if self.text[self.at] == end:
            self.at += 1
            return True
        return False

    def _joined(self) -> str:
        """Return a value: texts in brackets or quotation marks, numbers and abbreviations, joined by #."""
        parts = [self._part()]
        self._blank()
        while self.text[self.at : self.at + 1] == "#":
            self.at += 1
            self._blank()
            parts.append(self._part())
            self._blank()
        return "".join(parts)

    def _part(self) -> str:
        sign = self.text[self.at : self.at + 1]
        if sign in ("{", '"'):
            self.at += 1
            return self._value_in(sign)
        bare = _BARE.match(self.text, self.at)
        if not bare:
            self._fail("a field has no value", "write it in brackets: title = {…}")
        self.at = bare.end()
        return bare[0] if bare[0].isdecimal() else self.strings.get(bare[0].lower(), bare[0])

    def _value_in(self, opening: str) -> str:
        """Return the text up to the bracket or quotation mark that closes it."""
        closing, start, depth = {"{": "}", "(": ")"}.get(opening, '"'), self.at, 0
        while depth or self.text[self.at : self.at + 1] != closing:
            if self.at >= len(self.text):
                self.at = start
                self._fail("a bracket or quotation mark is never closed", "close it at the end of the text")
            sign = self.text[self.at]
            self.at += 2 if sign == "\\" else 1
            depth += (sign == "{") - (sign == "}")
        self.at += 1
        return self.text[start : self.at - 1]

    def _blank(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def _place(self, at: int) -> Place:
        line = self.text.count("\n", 0, at)
        return Place(self.path, line + 1, at - self.text.rfind("\n", 0, at))

    def _fail(self, message: str, hint: str) -> NoReturn:
        raise BriefError(Problem("bibtex-syntax", message, hint, self._place(self.at)))


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    assert found, "the pattern matches anything"
    return found


def _item(kind: str, key: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return an entry as a CSL item. Fields that CSL has no name for are left out, as BibTeX does."""
    item: dict[str, Any] = {"id": key, "type": TYPES[kind]}
    for name, text in fields.items():
        csl = FIELDS.get(name)
        if csl == "URL":
            item[csl] = text.replace("\\", "").strip()
        elif csl:
            item[csl] = _plain(text)
        elif name in PEOPLE:
            item[name] = [_person(person) for person in _people(text)]
        elif name == "urldate":
            item["accessed"] = _plain(text)
    if fields.get("entrysubtype", "").lower() in NEWSPAPERS:
        item["type"] = f"article-{fields['entrysubtype'].lower()}"
    if "subtitle" in item:
        item["title"] = f"{item.get('title', '')}: {item.pop('subtitle')}"
    if issued := _issued(fields):
        item["issued"] = issued
    return item


def _issued(fields: Mapping[str, str]) -> Any:
    """Return the date: biblatex's `date`, or `year` with `month` and `day`."""
    if "date" in fields:
        return _plain(fields["date"]).split("/")[0]
    year = _plain(fields.get("year", ""))
    if not year.isdecimal():
        return {"literal": year} if year else None
    month = _plain(fields.get("month", "")).lower()
    number = int(month) if month.isdecimal() else MONTHS.get(month[:3], 0)
    day = _plain(fields.get("day", ""))
    parts = [int(year), number, int(day) if day.isdecimal() else 0]
    return {"date-parts": [parts[: 1 if not parts[1] else 3 if parts[2] else 2]]}


def _people(text: str) -> list[str]:
    """Cut a list of names at its `and`s, those in brackets left alone."""
    return [part.strip() for part in re.split(r"\s+and\s+(?![^{}]*\})", text.strip()) if part.strip()]


def _person(name: str) -> dict[str, str]:
    """Return a name in its parts: `Family, Given`, `Given Family`, or whole in brackets."""
    if re.fullmatch(r"\{[^{}]*\}", name) or name.lower() == "others":
        return {"literal": "et al." if name.lower() == "others" else _plain(name)}
    if "," in name:
        family, _, given = (part.strip() for part in name.rpartition(","))
        return {"family": _plain(family), "given": _plain(given)}
    given, _, family = _plain(name).rpartition(" ")
    return {"family": family, **({"given": given} if given else {})}


def _plain(text: str) -> str:
    """Return LaTeX as text: accents and letters made, brackets and styles taken off."""
    return " ".join(re.sub(r"[{}]", "", _spelt(text)).split(" ")).strip()


def _spelt(text: str) -> str:
    """Return LaTeX with its accents, letters, dashes and quotation marks as characters."""

    def accented(match: re.Match[str]) -> str:
        letter = (match[2] or match[3]).removeprefix("\\")
        return unicodedata.normalize("NFC", letter + _COMBINING[match[1]])

    text = _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(accented, text))
    text = _ESCAPED.sub(r"\1", _STYLE.sub("", text))
    for written, meant in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0")):
        text = text.replace(written, meant)
    return text
