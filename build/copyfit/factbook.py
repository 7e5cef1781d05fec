"""All facts of a project: how old each is, where it is used, and what is due.

In: the project's folder and a day. Out: `Listed` facts. Next: `cli` prints them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from copyfit.errors import Place
from copyfit.facts import Fact
from copyfit.loading import Loaded, languages_of, load_brief
from copyfit.project import FACTS, slugs, snapshot

_USE = re.compile(r"\{fact:\s*([a-z0-9-]+)\s*\}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A fact, where it stands, the brief and the statements that use it, and whether its review is due."""

    id: str
    brief: str
    language: str
    fact: Fact
    place: Place
    used_in: tuple[str, ...]
    age_days: int
    is_due: bool

    def as_json(self) -> dict[str, object]:
        """Return the object that `copyfit facts --json` prints for it."""
        return {
            "id": self.id,
            "brief": self.brief,
            "language": self.language,
            **self.fact.model_dump(mode="json"),
            "age_days": self.age_days,
            "due": self.is_due,
            "used_in": list(self.used_in),
            "file": self.place.path,
            "line": self.place.line or None,
        }


def list_facts(root: Path, on: dt.date) -> tuple[Listed, ...]:
    """Return the facts of every brief of the project at `root`, as they stand on the day `on`.

    Raises BriefError for a brief that cannot be read.
    """
    found: list[Listed] = []
    for slug in slugs(root):
        files = snapshot(root, slug)
        for language in languages_of(files, slug):
            found += _facts_of(load_brief(files, slug, language), slug, language, on)
    return tuple(found)


def place_of(loaded: Loaded, fact_id: str) -> Place:
    """Return where a fact stands: in the brief, or in the file that all briefs share."""
    return loaded.places.of("facts", fact_id) if fact_id in loaded.brief.facts else Place(FACTS)


def _facts_of(loaded: Loaded, slug: str, language: str, on: dt.date) -> Iterator[Listed]:
    uses: dict[str, list[str]] = {}
    for statement in loaded.brief.statements():
        for fact_id in dict.fromkeys(_USE.findall(statement.model_dump_json())):
            uses.setdefault(fact_id, []).append(statement.id)
    for fact_id, fact in loaded.facts.items():
        yield Listed(
            fact_id,
            slug,
            language,
            fact,
            place_of(loaded, fact_id),
            tuple(uses.get(fact_id, ())),
            (on - fact.as_of).days,
            fact.is_stale(on),
        )
