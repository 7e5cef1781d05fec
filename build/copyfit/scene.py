"""What one sees of a page, and what one may ask to see: plain values between a worker and the preview.

In: nothing. Out: a `Look`, which asks for a page as it stood or as it might stand, and a `Showing`, which
answers with the painted page and where on it each thing stands. Lengths are in pt from the sheet's top-left
corner. Next: `protocol` carries both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from copyfit.account import Account
from copyfit.errors import Place, Problem

Rectangle = tuple[float, float, float, float]
"""Left, top, width and height, in pt."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page was set when it last fitted: enough to set it so again without fitting it anew.

    Lengths are in pt, as in the setting that the fit chose; `shortened` and `dropped` are what gave way.
    """

    body_pt: float
    leading_pt: float
    roles: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    gaps_pt: Mapping[str, float] = field(default_factory=dict)
    column_gaps_pt: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    widths_pt: Mapping[str, float] = field(default_factory=dict)
    shortened: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    arrangement: str = ""
    breaks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """A setting to try: the body's size and leading in pt, and all gaps at `air`, 0 (tight) to 1 (wide)."""

    body_pt: float
    leading_pt: float
    air: float


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be shown of an edition.

    Without a `pose` the page is fitted. With one it is set as it stood then, in one layout; with a `wish`
    too, at the sizes wished for.
    """

    pose: Pose | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One type size of the ladder, in pt, and the leadings that go with it, largest first."""

    body_pt: float
    leadings_pt: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A fact on the page: its value as written, and the days that say how old it is."""

    id: str
    value: str
    as_of: dt.date
    review_by: dt.date | None
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class SeenStatement:
    """A statement on the page, or one that was left out of it: then `areas` is empty.

    `wording` is the one that is printed: text, short, plain, or left out. `citations` are titles of sources
    by their keys.
    """

    id: str
    block: str
    kind: str
    text: str
    wording: str
    priority: int
    optional: bool
    place: Place
    areas: tuple[Rectangle, ...] = ()
    lines: int = 0
    citations: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of text, and by how many pt it misses breaking elsewhere in Word; None if nobody asked."""

    area: Rectangle
    baseline_pt: float
    text: str
    margin_pt: float | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class WordRun:
    """Text of one style in the Word file, where it would stand; `raised_pt` above its line, as notes are."""

    x_pt: float
    width_pt: float
    text: str
    family: str
    size_pt: float
    bold: bool
    italic: bool
    color: str
    rtl: bool = False
    raised_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line as the Word file's own numbers place it."""

    baseline_pt: float
    runs: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class WordRule:
    """A shade, a border or a picture's frame in the Word file; `picture` names a part of the file."""

    area: Rectangle
    color: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class WordPage:
    """The Word file's page, read back from the file: what a word processor would make of its numbers.

    `same_lines` of `lines` of the PDF have the same words; the farthest of them is `off_pt` away.
    """

    lines: tuple[WordLine, ...]
    rules: tuple[WordRule, ...] = ()
    pages: int = 1
    same_lines: int = 0
    all_lines: int = 0
    off_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Where on the sheet everything stands, and how it may be set. `area` is where the body's text may be.

    `fill` is the used share of the type area, above 1 where the text is too long for it.
    """

    width_pt: float
    height_pt: float
    area: Rectangle
    pages: int
    fill: float
    pose: Pose
    steps: tuple[TypeStep, ...]
    statements: tuple[SeenStatement, ...]
    lines: tuple[SeenLine, ...]
    facts: tuple[SeenFact, ...] = ()
    word: WordPage | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A page ahead of all that is known of it: a PDF to be looked at, with the marks that the page has."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class Showing:
    """A page to be looked at: `files` by format, its scene, and, if it was fitted, the account of it.

    `problems` are what kept a page that was not fitted from being whole.
    """

    files: Mapping[str, bytes]
    scene: Scene
    account: Account | None = None
    problems: tuple[Problem, ...] = ()
