"""All facts of a project: how old each is, where it is used, and what is due.

In: the project's folder and a day. Out: `Listed` facts. Next: `cli` prints them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from copyfit.content.facts import Fact
from copyfit.content.fields import Part, natures
from copyfit.content.load import load_brief
from copyfit.content.loaded import Loaded
from copyfit.content.readership import languages_of, series_in
from copyfit.content.series.table import rows_of
from copyfit.content.text import facts_in
from copyfit.errors import BriefError, Place
from copyfit.project import BRIEFS, FACTS, Files, slugs, snapshot
from copyfit.yaml.file import read_yaml
from copyfit.yaml.schema import checked


@dataclass(frozen=True, slots=True)
class Listed:
    """A fact, where it stands and is used, and whether its review is due.

    `brief` is the brief that has it, "" if all share it; `row` the row of a series whose cells it holds;
    `is_archived` says that nobody keeps that brief up to date. A shared fact's uses begin with the brief's
    name; a use is a statement's id, or the key that the text stands under.
    """

    id: str
    brief: str
    fact: Fact
    place: Place
    used_in: tuple[str, ...]
    age_days: int
    is_due: bool
    is_archived: bool = False
    row: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the object that `copyfit facts --json` prints for it."""
        return {
            "id": self.id,
            "brief": self.brief or None,
            **({"row": self.row} if self.row else {}),
            **self.fact.model_dump(mode="json"),
            "age_days": self.age_days,
            "due": self.is_due,
            "used_in": list(self.used_in),
            "file": self.place.path,
            "line": self.place.line or None,
        }


def list_facts(root: Path, on: dt.date) -> tuple[Listed, ...]:
    """Return the facts of the project at `root`, as they stand on the day `on`: briefs', then shared.

    A fact that a translation takes over from its brief is listed once. Raises BriefError for a brief that
    cannot be read.
    """
    found: dict[tuple[str, Place, str], Listed] = {}
    for slug in slugs(root):
        files = snapshot(root, slug)
        for language in languages_of(files, slug):
            for loaded in _briefs(files, slug, language):
                uses = _uses_of(loaded)
                for fact_id, fact in loaded.facts.items():
                    brief = slug if fact_id in loaded.brief.facts else ""
                    where = tuple(use if brief else f"{slug}/{use}" for use in uses.get(fact_id, ()))
                    listed = _listed(fact_id, brief, fact, place_of(loaded, fact_id, files), where, on)
                    archived = bool(brief) and loaded.brief.archived
                    row = _row_of(loaded, fact_id) if brief else ""
                    _add(found, replace(listed, is_archived=archived, row=row))
    for fact_id, fact, place in _shared(root):
        _add(found, _listed(fact_id, "", fact, place, (), on))
    return tuple(sorted(found.values(), key=lambda listed: listed.brief or "\uffff"))


def _briefs(files: Files, slug: str, language: str) -> Iterator[Loaded]:
    """Yield a brief in a language; of a series the brief of every row."""
    series = series_in(files, slug)
    path = f"{BRIEFS}/{slug}/{series.file}" if series else ""
    rows = rows_of(files, path, series.slug, series.place) if series else ("",)
    yield from (load_brief(files, slug, language, row=row) for row in rows)


def _row_of(loaded: Loaded, fact_id: str) -> str:
    """Return the row whose cells a fact of the brief holds, "" if it holds none."""
    if loaded.row is None:
        return ""
    table = loaded.row.row.path
    keys = ("value", "unit", "as_of", "review_by", "source", "note")
    written = (loaded.places.of("facts", fact_id, key) for key in keys)
    is_filled = any(place.path == table for place in written)
    return loaded.row.slug if is_filled else ""


def place_of(loaded: Loaded, fact_id: str, files: Files) -> Place:
    """Return where a fact stands: in the brief, or in the file that all briefs share."""
    if fact_id in loaded.brief.facts:
        return loaded.places.of("facts", fact_id)
    return read_yaml(FACTS, files[FACTS]).places.of_key(fact_id) if FACTS in files else Place(FACTS)


def _add(found: dict[tuple[str, Place, str], Listed], listed: Listed) -> None:
    """Add a fact, or its uses if it is there already."""
    key = (listed.id, listed.place, listed.row)
    before = found.get(key)
    used = tuple(dict.fromkeys((*(before.used_in if before else ()), *listed.used_in)))
    found[key] = replace(listed, used_in=used)


def _listed(
    fact_id: str, brief: str, fact: Fact, place: Place, used_in: tuple[str, ...], on: dt.date
) -> Listed:
    return Listed(fact_id, brief, fact, place, used_in, (on - fact.as_of).days, fact.is_stale(on))


def _shared(root: Path) -> Iterator[tuple[str, Fact, Place]]:
    """Yield the facts of the file that briefs share, those included that no brief uses."""
    path = root / FACTS
    if path.is_file():
        raw = read_yaml(FACTS, path.read_bytes())
        for fact_id in raw.data:
            fact = checked(Fact, raw.data[fact_id], raw.places, BriefError, (fact_id,))
            yield fact_id, fact, raw.places.of_key(fact_id)


def _uses_of(loaded: Loaded) -> Mapping[str, tuple[str, ...]]:
    """Return where each fact is used, in the order of the brief."""
    uses: dict[str, dict[str, None]] = {}
    for text, where in _texts(loaded.brief, ""):
        for fact_id in facts_in(text):
            uses.setdefault(fact_id, {})[where] = None
    return {fact_id: tuple(where) for fact_id, where in uses.items()}


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text below `value` that may use facts, with the id or the key that it stands under."""
    if isinstance(value, str):
        yield value, where
    elif isinstance(value, Part):
        own = getattr(value, "id", where)
        for name, nature in natures(type(value)).items():
            part = getattr(value, name)
            if nature.inline or not isinstance(part, str):
                yield from _texts(part, own or name)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, str(key))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, where)
