"""A brief's sources file → CSL items by id, and everything that is wrong with them.

In: the file's bytes: CSL as YAML or JSON, or BibTeX. Out: items as `csl` takes them. Next: `citations`
prints them. The names are those of CSL 1.0.2 (docs.citationstyles.org, appendices III and IV), and two of
copyfit's own: `read_at`, the copy that was read, and `host: checked`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit.content.bibtex import read_bibtex
from copyfit.content.citations import Source
from copyfit.errors import BriefError, Place, Problem
from copyfit.language.characters import Forbidden, printable
from copyfit.yaml.file import Path, Places, read_yaml_value
from copyfit.yaml.json import read_json
from copyfit.yaml.schema import did_you_mean

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic "
    "collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing "
    "interview legal_case legislation manuscript map motion_picture musical_score pamphlet "
    "paper-conference patent performance periodical personal_communication post post-weblog regulation "
    "report review review-book software song speech standard thesis treaty webpage".split()
)
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator "
    "organizer original-author performer producer recipient reviewed-author script-writer "
    "series-creator translator".split()
)
DATES = frozenset("accessed available-date event-date issued original-date submitted".split())
TEXTS = frozenset(
    "id type title abstract annote archive archive-place archive_collection archive_location authority "
    "call-number chapter-number citation-key citation-label citation-number collection-number "
    "collection-title container-title container-title-short dimensions division DOI edition event "
    "event-place event-title first-reference-note-number genre ISBN ISSN issue jurisdiction keyword "
    "language license locator medium note number number-of-pages number-of-volumes original-publisher "
    "original-publisher-place original-title page page-first part-number part-title PMCID PMID "
    "printing-number publisher publisher-place references reviewed-genre reviewed-title scale section "
    "shortTitle source status supplement-number title-short URL version volume volume-title "
    "volume-title-short year-suffix journalAbbreviation collection-title-short read_at host".split()
)
IGNORED = frozenset("categories custom".split())
"""What programs write beside CSL's variables."""
NAME_PARTS = frozenset(
    "family given literal suffix dropping-particle non-dropping-particle comma-suffix static-ordering".split()
)
FLAGS = frozenset({"comma-suffix", "static-ordering"})
EXAMPLES = {
    "type": "type: webpage",
    "title": 'title: "What the source is called"',
    "issued": "issued: 2024-05-17",
    "author": 'author: [{family: Malouf, given: Anna}, {literal: "NATO"}]',
    "URL": 'URL: "https://www.nato.int/…"',
}
"""What a key looks like when it is right."""
DATE_PARTS = frozenset("date-parts literal raw season circa".split())

_ID = re.compile(r"[^\s{}\[\]@;,\"]{1,200}")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S{1,500})", re.IGNORECASE)
"""One character of JSON that is written as two."""
_CHEATER = re.compile(r"(?:\{:)?([A-Za-z][A-Za-z _.-]{1,40}):\s*(\S[^}]*?)\}?\s*")
"""A line of a note that says a variable: `original-date: 1954`, as Zotero's "Extra" has it."""
_ADDRESS = re.compile(r"https?://[^\s]+$")
_WHEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a brief may cite. `complete` is False if the file could not be read to its end.

    `places` says where each source and each of its values stands: by id and name, the source itself by "".
    """

    items: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()
    complete: bool = True
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)


def read_sources(path: str, content: bytes) -> Sources:
    """Return the sources in the file `path`, with what is wrong with them."""
    try:
        data, places, problems = _read(path, content)
    except BriefError as error:
        return Sources({}, error.problems, complete=False)
    at: Path = ("references",) if isinstance(data, dict) else ()
    items = data.get("references") if isinstance(data, dict) else data
    if not isinstance(items, list):
        hint = "write a list of CSL items: - {id: nato-2024, type: webpage, title: …}"
        return Sources({}, (Problem("wrong-type", "the sources are not a list", hint, places.of()),), False)
    found: dict[str, Source] = {}
    standing: dict[tuple[str, str], Place] = {}
    complete = not problems
    for index, item in enumerate(items):
        checked = _Item(item, places, (*at, index), exported=path.endswith(".json"))
        problems += checked.problems(found)
        if checked.id:
            found.setdefault(checked.id, checked.as_csl())
            standing |= {(checked.id, name): place for name, place in checked.places_of_values()}
    complete = complete and all(problem.code != "missing-key" for problem in problems)
    return Sources(found, tuple(problems), complete, standing)


def _read(path: str, content: bytes) -> tuple[Any, Places, list[Problem]]:
    if path.endswith(".bib"):
        data, places, problems = read_bibtex(path, content)
        return data, places, list(problems)
    return *(read_json if path.endswith(".json") else read_yaml_value)(path, content), []


class _Item:
    """One item as it was written, and where it stands."""

    def __init__(self, data: Any, places: Places, at: Path, *, exported: bool = False) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.places = places
        self.at = at
        self.exported = exported
        name = self.data.get("id")
        self.id = str(name) if isinstance(name, str | int) and not isinstance(name, bool) else ""

    def as_csl(self) -> Source:
        """Return the item as CSL writes it: dates in parts, a DOI without its address, a note that is one."""
        found = {**self.data, "id": self.id}
        if isinstance(found.get("note"), str):
            found = _without_cheaters(found)
        for name in DATES & set(found):
            found[name] = _date(found[name])
        doi = _DOI.fullmatch(str(found.get("DOI") or "").strip())
        return {**found, "DOI": doi[1]} if doi else found

    def places_of_values(self) -> Iterator[tuple[str, Place]]:
        """Yield the name of each value and its place; "" is the source itself."""
        yield "", self.places.of(*self.at)
        for name in self.data:
            yield name, self.places.of(*self.at, name)

    def problems(self, known: Mapping[str, Source]) -> Iterator[Problem]:
        """Yield what is wrong with the item; `known` are those before it."""
        if not self.id:
            yield Problem(
                "missing-key", "a source has no `id`", "write id: nato-2024", self.places.of(*self.at)
            )
            return
        if not _ID.fullmatch(self.id):
            hint = "use letters, digits and : . / - without spaces; it is written [@{id}]"
            yield self._problem("wrong-form", "id", "cannot be cited by this name", hint)
        if self.id in known:
            hint = "give each source an id of its own"
            yield self._problem("duplicate-id", "id", "is there twice", hint)
        for name in ("type", "title"):
            if self.data.get(name) in (None, ""):
                place = self.places.of(*self.at)
                message = f"`{name}` is missing in the source `{self.id}`"
                yield Problem("missing-key", message, f"write {EXAMPLES[name]}", place)
        for name, value in self.data.items():
            yield from self._value_problems(name, value)

    def _value_problems(self, name: str, value: Any) -> Iterator[Problem]:
        if name in NAMES and not (name == "host" and isinstance(value, str)):
            yield from self._name_problems(name, value)
        elif name in DATES:
            yield from self._date_problems(name, value)
        elif name in IGNORED or (self.exported and name not in TEXTS):
            return
        elif name not in TEXTS:
            place = self.places.of_key(*self.at, name)
            hint = did_you_mean(name, TEXTS | NAMES | DATES) or "remove it; CSL knows no such variable"
            yield Problem("unknown-key", f"unknown key `{name}` in the source `{self.id}`", hint, place)
        elif isinstance(value, dict | list | bool) or hasattr(value, "isoformat"):
            yield self._problem("wrong-type", name, "must be text", f'put it in quotes: {name}: "…"')
        else:
            yield from self._text_problems(name, "" if value is None else str(value))

    def _text_problems(self, name: str, text: str) -> Iterator[Problem]:
        try:
            printable(text)
        except Forbidden as error:
            yield self._problem("forbidden-character", name, str(error), "type the word again")
        if name == "type" and text and text not in TYPES:
            hint = did_you_mean(text, TYPES) or "write webpage, report, article-journal or article-newspaper"
            yield self._problem("unknown-value", name, f"cannot be `{text[:40]}`", hint)
        if name in ("URL", "read_at") and text and not _ADDRESS.match(text):
            yield self._problem("wrong-form", name, "is no address of the web", f"write {EXAMPLES['URL']}")
        if name == "DOI" and text and not _DOI.fullmatch(text.strip()):
            yield self._problem("wrong-form", name, "is no DOI", "write DOI: 10.1000/182")
        if name == "host" and text != "checked":
            yield self._problem("unknown-value", name, f"cannot be `{text[:40]}`", "write host: checked")

    def _date_problems(self, name: str, value: Any) -> Iterator[Problem]:
        if not _date_parts(value) and not _literal_date(value):
            yield self._problem("wrong-value", name, "is no date", f"write {EXAMPLES['issued']}")
            return
        for part in ("literal", "raw", "season"):
            said = value.get(part) if isinstance(value, dict) else None
            if isinstance(said, dict | list | bool):
                hint = f'put it in quotes: {part}: "…"'
                yield self._problem("wrong-type", (name, part), "must be text", hint)
            elif said is not None:
                yield from self._text_problems(name, str(said))

    def _name_problems(self, name: str, value: Any) -> Iterator[Problem]:
        people = value if isinstance(value, list) else [None]
        for index, person in enumerate(people):
            at = (name, index) if isinstance(value, list) else (name,)
            if not isinstance(person, dict) or not (person.get("family") or person.get("literal")):
                hint = f"write {EXAMPLES['author']}"
                yield self._problem("wrong-type", at, "must be a list of names", hint)
                continue
            for part, said in person.items():
                if part not in NAME_PARTS:
                    hint = did_you_mean(part, NAME_PARTS) or f"write {EXAMPLES['author']}"
                    yield self._problem("unknown-key", (*at, part), "is no part of a name", hint)
                elif isinstance(said, str):
                    yield from self._text_problems(name, said)
                elif not isinstance(said, bool) or part not in FLAGS:
                    yield self._problem(
                        "wrong-type", (*at, part), "must be text", f'put it in quotes: {part}: "…"'
                    )

    def _problem(self, code: str, at: str | Path, says: str, hint: str) -> Problem:
        path = (at,) if isinstance(at, str) else at
        named = next(part for part in reversed(path) if isinstance(part, str))
        place = self.places.of(*self.at, *path)
        return Problem(code, f"`{named}` of the source `{self.id}` {says}", hint, place)


def _without_cheaters(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with the variables that its note begins with as its own, as Zotero has them."""
    lines = str(item["note"]).split("\n")
    found = dict(item)
    while lines and (match := _CHEATER.fullmatch(lines[0][:500])):
        name, said = match[1].strip(), match[2].strip()
        csl = name if name in TEXTS | DATES else name.lower().replace(" ", "-")
        is_new = csl in TEXTS | DATES and (csl in ("type", "container-title") or not found.get(csl))
        if not name.startswith("tex.") and (not is_new or (csl == "URL" and not _ADDRESS.match(said))):
            break
        if is_new:
            found[csl] = said
        lines.pop(0)
    if found.get("type") not in TYPES:
        found["type"] = item.get("type")
    return {**found, "note": "\n".join(lines)} if lines else {k: v for k, v in found.items() if k != "note"}


def _date(value: Any) -> Any:
    """Return a date as CSL writes it: in parts, both ends of a range, or in words."""
    if isinstance(value, dict) and isinstance(value.get("date-parts"), list):
        ends = [parts for end in value["date-parts"][:2] if (parts := _date_parts({"date-parts": [end]}))]
        return {**value, "date-parts": [list(parts) for parts in ends]} if ends else value
    if parts := _date_parts(value):
        return {"date-parts": [list(parts)]}
    if isinstance(value, dict) and isinstance(value.get("raw"), str) and (parts := _date_parts(value["raw"])):
        return {"date-parts": [list(parts)]}
    return value if isinstance(value, dict) else {"literal": str(value)}


def _date_parts(value: Any) -> tuple[int, ...]:
    """Return year, month and day, as far as they are said, of a day, a year or a CSL date; nothing if not."""
    if isinstance(value, dt.date):
        return (value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool):
        return (value,) if 0 < value < 10_000 else ()
    if isinstance(value, str):
        match = _WHEN.fullmatch(value.strip())
        return _of_calendar([int(part) for part in match.groups() if part]) if match else ()
    parts = value.get("date-parts") if isinstance(value, dict) and set(value) <= DATE_PARTS else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not all(re.fullmatch(r"-?\d{1,5}", str(part)) for part in first):
        return ()
    return _of_calendar([int(part) for part in first])


def _of_calendar(parts: list[int]) -> tuple[int, ...]:
    year, month, day = (*parts[:3], 1, 1, 1)[:3]
    if parts and len(parts) == 2 and 21 <= month <= 24:
        month = 1
    try:
        dt.date(year if 0 < year < 10_000 else 2000, month, day)
    except (ValueError, TypeError, OverflowError):
        return ()
    return tuple(parts[:3]) if parts and year else ()


def _literal_date(value: Any) -> bool:
    """Return whether a CSL date is said in words."""
    if not isinstance(value, dict) or not set(value) <= DATE_PARTS:
        return False
    return any(isinstance(value.get(name), str) and value[name] for name in ("literal", "raw"))
