"""What the editorial rules and the calendar have to say of a page, before anyone judges it.

In: nothing. Out: `Review`, which `rules` writes in a worker, `build` judges on a given day and the
manifest keeps. Plain values: a build that has nothing to do reads them without the rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from copyfit.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A rule that the brief may break until the end of the day `expires`."""

    rule: str
    reason: str
    owner: str
    expires: dt.date
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure of this page that must be at least `by` below that of the variant `against`.

    The problem's message has `{own}` and `{other}` where the two numbers go.
    """

    measure: str
    against: str
    by: float
    problem: Problem


@dataclass(frozen=True, slots=True)
class Review:
    """`findings` are what the rules found, each with its rule's id as code; `measures` are by name.

    `translation` is what a translated brief says of itself: `of`, `status`, `by`.
    """

    findings: tuple[Problem, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    translation: Mapping[str, str] = field(default_factory=dict)
