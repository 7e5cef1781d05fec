"""An account of one page: how it was fitted, what room it has, what is said of it. Plain values with types.

In: nothing. Out: what a worker answers and what the manifest keeps. Next: `build` judges an `Account` on a
given day, and `cli` prints a `Budget`. Nothing heavy is imported: a build that has nothing to do reads them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from copyfit.errors import Place, Problem
from copyfit.origin import Origin
from copyfit.review import Review

State = Literal["full", "short", "left out"]


@dataclass(frozen=True, slots=True)
class Fit:
    """What was decided so that it is one page.

    `body_pt` and `leading_pt` are the body's; `fill` the used share of the type area; `layouts` how many
    times the page is laid out where nothing is known of it from before; `columns_pt` where each column's
    text ends, from the sheet's top; `break_margin_pt` the smallest distance of a line from breaking
    elsewhere, None while nobody measured it; `arrangement` the one that was taken, and `why` for what
    reason, "" where it is the design.
    """

    body_pt: float
    leading_pt: float
    fill: float
    layouts: int
    break_margin_pt: float | None = None
    shortened: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    columns_pt: Mapping[str, float] = field(default_factory=dict)
    arrangement: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact that stands on the page, and the last day on which it needs no review (None: never needed)."""

    id: str
    review_by: dt.date | None
    place: Place

    def is_stale(self, on: dt.date) -> bool:
        """Return whether the review was due before the day `on`."""
        return self.review_by is not None and self.review_by < on


@dataclass(frozen=True, slots=True)
class Account:
    """What is to be said of a page that was made.

    `over_without_fonts_pt` is by how much the Word file is longer than a page where embedded fonts are
    ignored. `as_of` is the day on which an archived brief stands still: it is judged as of then. None: it is
    judged on the day it is built. `origin` is what the files say of themselves, `sources` the ids
    of those that the page cites or lists, in order.
    """

    fit: Fit
    problems: tuple[Problem, ...] = ()
    facts: tuple[FactUse, ...] = ()
    review: Review = field(default_factory=Review)
    over_without_fonts_pt: float = 0.0
    as_of: dt.date | None = None
    origin: Origin | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How many words fit at one size of the body, in pt."""

    body_pt: float
    leading_pt: float
    words: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a block or a statement takes on the page; `name` is its heading or its id."""

    name: str
    lines: int
    mm: float
    words: int
    state: State = "full"


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """How many body lines more there is room for in one column; below 0, by how many it is too long."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Move:
    """What giving way would free, or coming back would take, in mm."""

    statement: str
    how: Literal["short", "left out"]
    mm: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What one text of a statement would have to lose: `characters` fewer give back `lines` lines.

    `ending` is its last line now; `short` says that the page already has the statement's short wording,
    so that this is the one to shorten.
    """

    statement: str
    characters: int
    lines: int
    ending: str
    short: bool = False

    @property
    def one_word(self) -> bool:
        """Whether a single word stands in the last line."""
        return len(self.ending.split()) == 1

    def __str__(self) -> str:
        lines = "a line" if self.lines == 1 else f"{self.lines} lines"
        subject = f"`{self.statement}`" + (" in its `short` wording" if self.short else "")
        ends = "ends in a line of one word" if self.one_word else "ends"
        return f"{subject} {ends}, “{self.ending}”: {self.characters} characters fewer save {lines}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a writer needs to know about one page.

    `going` is what would give way next, in order; `returning` what could come back, most important
    first; `winnable` are last lines of one word or hardly more; `columns` is the room in those that stand
    side by side, at the tightest setting with nothing given up. `fit` is None, and `problems` say why,
    where the page was refused.
    """

    name: str
    words: int
    best: Room
    floor: Room
    blocks: tuple[Taken, ...]
    statements: tuple[Taken, ...]
    going: tuple[Move, ...]
    returning: tuple[Move, ...]
    winnable: tuple[Saving, ...]
    fit: Fit | None
    problems: tuple[Problem, ...] = ()
    columns: tuple[ColumnRoom, ...] = ()
