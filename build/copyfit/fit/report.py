"""Say what fitting did: nothing is shortened, left out or left white in silence.

In: an `Outcome` and the candidates. Out: `Fit` and warnings. Next: terminal, preview, manifest, `--json`.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.account import Fit
from copyfit.errors import Place, Problem
from copyfit.fit.copy import Copy
from copyfit.fit.trial import Outcome
from copyfit.units import mm_from_pt

HONESTLY_SHORT = 0.85
"""Below this fill a page is reported as short."""


def fit_of(outcome: Outcome, copy: Copy) -> Fit:
    """Return what was decided, ids in the order of the brief."""
    order = [candidate.id for candidate in copy.candidates]
    return Fit(
        body_pt=outcome.setting.body_pt,
        leading_pt=outcome.setting.leading_pt,
        fill=round(fill_of(outcome), 4),
        layouts=outcome.layouts,
        shortened=tuple(one for one in order if one in outcome.choice.shortened),
        dropped=tuple(one for one in order if one in outcome.choice.dropped),
        extras=tuple(e.name for e in copy.ladder.plan.extras if e.name in outcome.extras),
        columns_pt={name: round(end, 2) for name, end in outcome.measured.columns_pt.items()},
        arrangement=outcome.arrangement,
        why=outcome.why,
    )


def fill_of(outcome: Outcome) -> float:
    """Return the used share of the type area."""
    return outcome.area.fill(outcome.measured.ink_pt, outcome.setting.leading_pt)


def room_in_words(outcome: Outcome) -> int:
    """Return about how many words more would fill the page, if they stood as close as those on it."""
    used = outcome.measured.ink_pt - outcome.area.top_pt
    free = outcome.area.foot_pt(outcome.setting.leading_pt) - outcome.measured.ink_pt
    return round(max(free, 0.0) / max(used, 1.0) * outcome.measured.words)


def warnings(outcome: Outcome, copy: Copy, brief: Place | None = None) -> tuple[Problem, ...]:
    """Return everything that must be said about a page that fits."""
    return (*_given_up(outcome, copy), *_short(outcome, copy, brief))


def _given_up(outcome: Outcome, copy: Copy) -> Iterator[Problem]:
    for candidate in copy.candidates:
        mm = mm_from_pt(outcome.given_pt.get(candidate.id, 0.0))
        if candidate.id in outcome.choice.dropped:
            message = f"`{candidate.id}` is left out of {copy.name}, which gives back {mm:.0f} mm"
            hint = "shorten other statements to bring it back, or raise its priority"
            yield Problem("left-out", message, hint, candidate.place, "warning")
        elif candidate.id in outcome.choice.shortened:
            message = f"`{candidate.id}` is said in its `short` wording in {copy.name}"
            hint = f"which gives back {mm:.0f} mm"
            yield Problem("shortened", message, hint, candidate.place, "warning")


def _short(outcome: Outcome, copy: Copy, brief: Place | None) -> Iterator[Problem]:
    fill = fill_of(outcome)
    if fill >= HONESTLY_SHORT:
        return
    message = f"{copy.name} is only {fill:.0%} full at its largest type and widest gaps"
    hint = f"there is room for about {room_in_words(outcome)} words more"
    yield Problem("page-short", message, hint, brief, "warning")
