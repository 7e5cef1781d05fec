"""Find the most readable setting at which everything fits, and spread what is left over the gaps.

In: a `View`. Out: a `Setting`. Next: it is laid out and confirmed.

First the largest type, then the largest leading, then the widest gaps; then each column that ends
before its neighbour is opened up, within its bounds, until both end together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from copyfit.content.edition import Setting
from copyfit.fit.ladder import BEST_AIR, MAX_AIR, MIN_AIR, Ladder, Rung
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.prediction import Prediction

STEPS = 8
"""Halvings when a gap's air is sought: 1/256 of its range."""
GIVEN_BACK = 1 / 2**STEPS
"""How much air all gaps give back at a time for columns that open up."""
LEVEL_PT = 0.25
"""Two columns this close end together."""


class Predicted(Protocol):
    """A page that can be asked for at any setting."""

    @property
    def ladder(self) -> Ladder:
        """The rungs that it may stand on."""

    @property
    def bands(self) -> tuple[tuple[str, ...], ...]:
        """The columns that stand side by side, group by group."""

    def setting(self, rung: Rung, air: float, columns: Mapping[str, float] | None = None) -> Setting:
        """Return the setting of a rung, gaps at `air`, some columns at an air of their own."""

    def at(self, setting: Setting) -> Prediction:
        """Return the page as it would be."""

    def holds(self, setting: Setting) -> bool:
        """Return whether everything would be on the page."""


def fits(page: Predicted, rung: Rung, air: float) -> bool:
    """Return whether the page fits on `rung` with all gaps at `air`."""
    return page.holds(page.setting(rung, air))


def most_readable(page: Predicted) -> Rung | None:
    """Return the rung with the largest type, then the largest leading, that fits; None if none does."""
    steps = ((size, share) for size in page.ladder.sizes_pt for share in page.ladder.yielded(size))
    return next((rung for step in steps if (rung := at_size(page, step[0], MIN_AIR, step[1]))), None)


def at_size(page: Predicted, size_pt: float, air: float, yielded: float = 0.0) -> Rung | None:
    """Return the rung of one size with the largest leading at which the page fits; None if none does."""
    rungs = [Rung(size_pt, leading, yielded) for leading in page.ladder.leadings_pt(size_pt)]
    if not fits(page, rungs[-1], air):
        return None
    return next(rung for rung in rungs if fits(page, rung, air))


def grown(page: Predicted, rung: Rung) -> Rung:
    """Return a larger rung if the page is too empty on the best one even with its widest gaps."""
    if rung.body_pt < page.ladder.sizes_pt[0] or not fits(page, rung, MAX_AIR):
        return rung
    for size in page.ladder.larger_pt:
        larger = at_size(page, size, BEST_AIR)
        if larger is not None:
            return larger
    return rung


def spread(page: Predicted, rung: Rung) -> Setting:
    """Return the setting of `rung` with its slack spread over the gaps, then column by column.

    A column that opens up can push down what follows, by what stands below its last line: then
    all gaps give a little back.
    """
    air = widest(lambda air: fits(page, rung, air))
    while air > MIN_AIR:
        setting = page.setting(rung, air, _columns(page, rung, air))
        if page.holds(setting):
            return setting
        air = max(MIN_AIR, air - GIVEN_BACK)
    return page.setting(rung, air)


def _columns(page: Predicted, rung: Rung, air: float) -> Mapping[str, float]:
    """Return the air of every column that may open up to end beside its neighbour."""
    ends = page.at(page.setting(rung, air)).columns_pt
    targets = {
        name: max(ends[other] for other in band if other in ends)
        for band in page.bands
        for name in band
        if name in ends
    }
    short = [name for name, target in targets.items() if ends[name] < target - LEVEL_PT]
    if not short:
        return {}
    low: dict[str, float | None] = dict.fromkeys(short)
    high = dict.fromkeys(short, MAX_AIR)
    at = dict(high)
    for _ in range(STEPS):
        ends = page.at(page.setting(rung, air, at)).columns_pt
        for name in short:
            if ends[name] <= targets[name] + NOISE_PT:
                low[name] = at[name]
            else:
                high[name] = at[name]
            bottom = low[name]
            at[name] = ((air if bottom is None else bottom) + high[name]) / 2
    return {name: value for name, value in low.items() if value is not None}


def widest(fits: Callable[[float], bool]) -> float:
    """Return the largest air from 0 to 1, in steps of 1/256, at which the page fits; 0 if none does."""
    if fits(MAX_AIR):
        return MAX_AIR
    low, high = MIN_AIR, MAX_AIR
    for _ in range(STEPS):
        middle = (low + high) / 2
        if fits(middle):
            low = middle
        else:
            high = middle
    return low
