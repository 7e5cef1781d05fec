"""Entries → CSL items with the place of each part.

In: the entries of a file. Out: items, places by data path, and what is wrong. A field that CSL has no
name for is left out, as BibTeX does, unless it looks misspelt; an entry inherits from its `crossref` and
`xdata` as biblatex has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from copyfit.content.bibtex import fields as names
from copyfit.content.bibtex.dates import date_of, year_month_day
from copyfit.content.bibtex.entries import BibEntry, Written
from copyfit.content.bibtex.latex import LatexMistake, address_in, text_of
from copyfit.content.bibtex.people import literals_of, people_of
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Path

COMMAND_ADDRESS = re.compile(r"\\(?:url|href|nolinkurl)\s*\{\s*([^{}\s]{1,2000})\s*\}")
BARE_ADDRESS = re.compile(r"https?://[^\s{}]{1,2000}")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
ENDS = "?!.…:"
MAX_PARENTS = 5


def items_of(
    entries: list[BibEntry],
) -> tuple[list[dict[str, Any]], dict[Path, Place], dict[Path, Place], list[Problem]]:
    """Return the entries as CSL items, the places of their values and keys, and what is wrong."""
    known = {entry.name.lower(): entry for entry in entries}
    items: list[dict[str, Any]] = []
    values: dict[Path, Place] = {}
    keys: dict[Path, Place] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.kind == "xdata":
            continue
        maker = _Maker(_whole(entry, known, MAX_PARENTS), (len(items),))
        items.append(maker.item())
        values |= {maker.at: entry.place, (*maker.at, "id"): entry.name_place, **maker.values}
        keys |= maker.keys
        problems += maker.problems
        problems += _misspelt(entry)
    return items, values, keys, problems


def _misspelt(entry: BibEntry) -> Iterator[Problem]:
    """Yield a problem for each field that would be left out because its name is not quite one."""
    for name, said in entry.fields.items():
        if meant := names.misspelt(name):
            message = f"`{name}` is no field of BibTeX or biblatex"
            yield Problem("bibtex-field", message, f"did you mean `{meant}`?", said.key)


def _whole(entry: BibEntry, known: Mapping[str, BibEntry], left: int) -> BibEntry:
    """Return an entry with what it inherits."""
    fields = dict(entry.fields)
    for name in ("xdata", "crossref"):
        for parent in _parents(fields.get(name), known) if left else ():
            inherited = _whole(parent, known, left - 1)
            for field, said in _handed_down(inherited, entry.kind):
                fields.setdefault(field, said)
    return replace(entry, fields=fields)


def _parents(said: Written | None, known: Mapping[str, BibEntry]) -> Iterator[BibEntry]:
    for name in said.text.split(",") if said else ():
        if parent := known.get(name.strip().lower()):
            yield parent


def _handed_down(parent: BibEntry, kind: str) -> Iterator[tuple[str, Written]]:
    """Yield what an entry of type `kind` inherits; a book's title is the `booktitle` of what is in it."""
    renamed: dict[str, str] = {}
    if parent.kind == "xdata":
        yield from parent.fields.items()
        return
    if kind in names.WITHIN:
        whole = parent.kind.startswith("mv")
        outer = "main" if whole else "book"
        renamed = {"title": f"{outer}title", "subtitle": f"{outer}subtitle", "author": "bookauthor"}
        if "booktitle" in parent.fields and not whole:
            renamed.pop("title")
    elif parent.kind == "periodical":
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    elif parent.kind.startswith("mv"):
        renamed = {"title": "maintitle", "subtitle": "mainsubtitle"}
    for name, said in parent.fields.items():
        if name in names.NOT_INHERITED or (name == "title" and name not in renamed and kind in names.WITHIN):
            continue
        yield renamed.get(name, name), said
        if renamed.get(name) == "bookauthor" and kind in ("inbook", "bookinbook", "suppbook"):
            yield "author", said


class _Maker:
    """Makes one CSL item; keeps places and what is wrong."""

    def __init__(self, entry: BibEntry, at: Path) -> None:
        self.entry = entry
        self.at = at
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def item(self) -> dict[str, Any]:
        """Return the item."""
        kind = self.entry.kind
        item: dict[str, Any] = {"id": self.entry.name, "type": names.type_of(kind)}
        self._texts(item)
        for name, csl in names.LISTS.items():
            self._set(item, csl, name, literals_of)
        for name, csl in names.PEOPLE.items():
            self._set(item, self._role(name, csl), name, people_of)
        self._dates(item)
        self._kinds(item)
        self._link(item)
        return item

    def _said(self, name: str) -> Written | None:
        said = self.entry.fields.get(name)
        return said if said and said.text.strip() else None

    def _set(self, item: dict[str, Any], csl: str, name: str, read: Callable[[str], Any]) -> None:
        """Put the field `name` into the item, unless another was put there."""
        said = self._said(name)
        if said is None or csl in item:
            return
        self.keys[*self.at, csl], self.values[*self.at, csl] = said.key, said.value
        try:
            value = read(said.text)
        except LatexMistake as mistake:
            hint = "write it as plain text; \\$ and \\% are the signs themselves"
            self.problems.append(Problem("bibtex-syntax", str(mistake), hint, said.value))
            value = "…"
        if value:
            item[csl] = value

    def _texts(self, item: dict[str, Any]) -> None:
        for name, csl in names.FIELDS.items():
            whole = name == "booktitle" and self.entry.kind in names.WHOLE
            if name not in ("url", "doi") and not whole:
                self._set(item, csl, name, self._reader_of(name))
        self._set(item, names.number_of(self.entry.kind), "number", text_of)
        self._set(item, "page", "eid", text_of)
        if "maintitle" in self.entry.fields:
            self._set(item, "container-title", "maintitle", self._reader_of("maintitle"))
        if "title" not in item:
            for name in ("issuetitle", "maintitle", "booktitle"):
                self._set(item, "title", name, self._reader_of(name))

    def _reader_of(self, name: str) -> Callable[[str], str]:
        below = {**names.SUBTITLES, "maintitle": "mainsubtitle", "issuetitle": "issuesubtitle"}.get(name, "")
        under = self._said(below) if below else None
        if under is None:
            if name == "series":
                return lambda text: names.SERIES.get(text.strip().lower()) or text_of(text)
            return _without_addresses if name in ("note", "howpublished", "addendum") else text_of
        subtitle = under.text

        def joined(text: str) -> str:
            title = text_of(text)
            return f"{title}{'' if title[-1:] in ENDS else ':'} {text_of(subtitle)}"

        return joined

    def _role(self, name: str, csl: str) -> str:
        kind = self._said(f"{name}type")
        return names.EDITORS.get(kind.text.strip().lower(), csl) if kind else csl

    def _dates(self, item: dict[str, Any]) -> None:
        for name, csl in names.DATES.items():
            if name in ("year", "month", "day"):
                continue
            self._set(item, csl, name, lambda text: date_of(text_of(text)))
        year, month, day = (self._said(name) for name in ("year", "month", "day"))
        if year and "issued" not in item:
            rest = [part.text if part else "" for part in (month, day)]
            self._set(item, "issued", "year", lambda text: _dated(*map(text_of, (text, *rest))))

    def _kinds(self, item: dict[str, Any]) -> None:
        """Set what depends on the type of the entry: its genre, its subtype, its language."""
        kind = self.entry.kind
        self._set(item, "genre", "type", lambda text: names.GENRES.get(text.strip().lower()) or text_of(text))
        if "genre" not in item and kind in ("phdthesis", "mastersthesis"):
            item["genre"] = names.GENRES[kind]
        if item.get("genre") in ("Computer software", "Data CD", "Audio CD") and kind == "manual":
            item.pop("genre")
        subtype = self._said("entrysubtype")
        if subtype and subtype.text.lower() in ("newspaper", "magazine"):
            item["type"] = f"article-{subtype.text.lower()}"
        language = self._said("langid") or self._said("hyphenation")
        if language and language.text.strip().lower() in names.LANGUAGES:
            item["language"] = names.LANGUAGES[language.text.strip().lower()]
            options = self._said("langidopts")
            if options and "american" in options.text:
                item["language"] = "en-US"

    def _link(self, item: dict[str, Any]) -> None:
        """Set where the source leads: its address, the one in a note, or that of its archive."""
        self._set(item, "DOI", "doi", lambda text: DOI.sub("", address_in(text)).strip())
        self._set(item, "URL", "url", address_in)
        for name in ("howpublished", "note", "addendum"):
            said = self._said(name)
            found = _address_within(said.text) if said else ""
            if found and "URL" not in item:
                self._set(item, "URL", name, lambda _, found=found: found)  # type: ignore[misc]
        number = self._said("eprint")
        kind = self._said("eprinttype") or self._said("archiveprefix")
        form = names.ARCHIVES.get(kind.text.strip().lower()) if kind else None
        if number and form and "URL" not in item and "DOI" not in item:
            self._set(item, "URL", "eprint", lambda text: form.format(address_in(text)))


def _dated(year: str, month: str, day: str) -> Any:
    dated = year_month_day(year, month, day)
    return date_of(year) if "literal" in (dated or {}) and re.match(r"-?\d{4}", year) else dated


def _address_within(latex: str) -> str:
    found = COMMAND_ADDRESS.search(latex)
    if found:
        return address_in(found[0])
    bare = BARE_ADDRESS.search(latex)
    return address_in(bare[0].rstrip(".,;)")) if bare else ""


def _without_addresses(latex: str) -> str:
    """Return a note without the address that the whole entry leads to; nothing if it says no more."""
    found = re.search(r"\\href\s*\{[^{}]{1,2000}\}", latex)
    text = latex.replace(found[0], "") if found else COMMAND_ADDRESS.sub("", latex)
    text = text_of(BARE_ADDRESS.sub("", text)).strip(" ,;:.")
    return (
        "" if text.lower() in ("", "available at", "url", "online", "see", "available from", "at") else text
    )
