"""What a comparison comes to: plain values, page by page.

In: nothing. Out: `Difference`. Next: `cli` prints it as lines or JSON, `html` draws it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from copyfit.account import Fit
from copyfit.errors import ExitStatus, Problem
from copyfit.project import EditionId

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Portion:
    """Words that stand in both versions, went, or came."""

    kind: Literal["same", "gone", "come"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage: its words, those that stayed among them. `where` is what it belongs to."""

    kind: Kind
    where: str
    pieces: tuple[Portion, ...]
    also_moved: bool = False

    @property
    def gone(self) -> int:
        """How many words went."""
        return sum(_words(piece.text) for piece in self.pieces if piece.kind == "gone")

    @property
    def come(self) -> int:
        """How many words came."""
        return sum(_words(piece.text) for piece in self.pieces if piece.kind == "come")


@dataclass(frozen=True, slots=True)
class FactState:
    """What is said of a fact at one time."""

    value: str
    as_of: dt.date
    review_by: str
    source: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that changed; `brief` is "" for one that all share. None: it was not there, or is gone."""

    brief: str
    id: str
    old: FactState | None
    new: FactState | None


@dataclass(frozen=True, slots=True)
class Touch:
    """A file of the templates that changed, and the pages that are made from it."""

    path: str
    editions: tuple[EditionId, ...]


@dataclass(frozen=True, slots=True)
class VersionedPage:
    """One page in both versions. `alike`: not one pixel of it differs.

    `pictures` are PNG by name: `before`, `after`, `overlay`. `redline` is the new Word file with the changes
    tracked. Both are there only if they were asked for.
    """

    id: EditionId
    status: Literal["same", "changed", "added", "removed", "failed"]
    changes: tuple[Change, ...] = ()
    alike: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    redline: bytes | None = None
    problems: tuple[Problem, ...] = ()
    old_fit: Fit | None = None
    new_fit: Fit | None = None

    @property
    def gives_way(self) -> Mapping[str, tuple[str, ...]]:
        """What the page gives up now and did not before, and what came back: ids by how."""
        old, new = self.old_fit, self.new_fit
        if not old or not new:
            return {}
        found = {
            "now shortened": _beside(new.shortened, old.shortened),
            "now left out": _beside(new.dropped, old.dropped),
            "in full again": tuple(
                one for one in _beside(old.shortened, new.shortened) if one not in new.dropped
            ),
            "on the page again": _beside(old.dropped, new.dropped),
        }
        if new.arrangement != old.arrangement:
            found["now arranged as"] = (new.arrangement or "the design has it",)
        return {how: ids for how, ids in found.items() if ids}

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints of the page."""
        return {
            **self.id.as_json,
            "status": self.status,
            "visible": not self.alike and self.status != "same",
            "changes": [asdict(change) for change in self.changes],
            "gives_way": {how: list(ids) for how, ids in self.gives_way.items()},
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed. `same` are the pages that are made from the same inputs in both versions."""

    old: str
    new: str
    pages: tuple[VersionedPage, ...]
    same: tuple[EditionId, ...] = ()
    facts: tuple[FactChange, ...] = ()
    touches: tuple[Touch, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem once."""
        return tuple(dict.fromkeys(problem for page in self.pages for problem in page.problems))

    @property
    def exit_status(self) -> ExitStatus:
        """PROBLEM if a new page could not be made or read; that something changed is no problem."""
        failed = any(problem.severity == "error" for problem in self.problems)
        return ExitStatus.PROBLEM if failed else ExitStatus.DONE

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints."""
        return {
            "old": self.old,
            "new": self.new,
            "pages": [page.as_json() for page in self.pages],
            "same": [one.as_json for one in self.same],
            "facts": [_fact_as_json(fact) for fact in self.facts],
            "templates": [
                {"file": one.path, "pages": [page.as_json for page in one.editions]} for one in self.touches
            ],
            "problems": [problem.as_json() for problem in self.problems],
        }


def _words(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _beside(ids: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in ids if one not in others)


def _fact_as_json(fact: FactChange) -> dict[str, Any]:
    def state(of: FactState | None) -> dict[str, str] | None:
        return {**asdict(of), "as_of": of.as_of.isoformat()} if of else None

    return {"brief": fact.brief or None, "id": fact.id, "old": state(fact.old), "new": state(fact.new)}
