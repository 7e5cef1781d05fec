"""Find the most readable setting at which everything fits, and spread what is left over the gaps.

In: a way to ask for the page at any setting, the `Ladder`, the `Area`. Out: a `Setting`. Next: it is
laid out and confirmed.

First the largest type, then the largest leading, then the widest gaps; then each column that ends
before its neighbour is opened up, within its bounds, until both end together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from copyfit.content.edition import Setting
from copyfit.fit.ladder import BEST_AIR, MAX_AIR, MIN_AIR, Ladder, Rung
from copyfit.fit.measures import NOISE_PT, Area
from copyfit.fit.nodes import Node
from copyfit.fit.stack import Placed, Stack

STEPS = 8
"""Halvings when a gap's air is sought: 1/256 of its range."""
GIVEN_BACK = 1 / 2**STEPS
"""How much air all gaps give back at a time for columns that open up."""
LEVEL_PT = 0.25
"""Two columns this close end together."""

Ask = Callable[[Setting], Placed]


@dataclass(frozen=True, slots=True)
class Search:
    """Everything a search for a setting needs: the page as a question, its ladder, its room."""

    ask: Ask
    ladder: Ladder
    area: Area
    bands: tuple[tuple[str, ...], ...] = ()

    def fits(self, rung: Rung, air: float) -> bool:
        """Return whether the page fits on `rung` with all gaps at `air`."""
        setting = self.ladder.setting(rung, air)
        return self.area.holds(self.ask(setting), setting.leading_pt)

    def most_readable(self) -> Rung | None:
        """Return the rung with the largest type, then the largest leading, that fits; None if none does."""
        for size in self.ladder.sizes_pt:
            rung = self.at_size(size, MIN_AIR)
            if rung is not None:
                return rung
        return None

    def at_size(self, size_pt: float, air: float) -> Rung | None:
        """Return the rung of one size with the largest leading at which the page fits; None if none does."""
        leadings = self.ladder.leadings_pt(size_pt)
        if not self.fits(Rung(size_pt, leadings[-1]), air):
            return None
        return next(Rung(size_pt, leading) for leading in leadings if self.fits(Rung(size_pt, leading), air))

    def grown(self, rung: Rung) -> Rung:
        """Return a larger rung if the page is too empty on the best one even with its widest gaps."""
        if rung.body_pt < self.ladder.sizes_pt[0] or not self.fits(rung, MAX_AIR):
            return rung
        for size in self.ladder.larger_pt:
            larger = self.at_size(size, BEST_AIR)
            if larger is not None:
                return larger
        return rung

    def spread(self, rung: Rung) -> Setting:
        """Return the setting of `rung` with its slack spread over the gaps, then column by column.

        A column that opens up can push down what follows, by what stands below its last line: then
        all gaps give a little back.
        """
        air = widest(lambda air: self.fits(rung, air))
        while air > MIN_AIR:
            setting = self.ladder.setting(rung, air, self._columns(rung, air))
            if self.area.holds(self.ask(setting), setting.leading_pt):
                return setting
            air = max(MIN_AIR, air - GIVEN_BACK)
        return self.ladder.setting(rung, air)

    def _columns(self, rung: Rung, air: float) -> Mapping[str, float]:
        """Return the air of every column that may open up to end beside its neighbour."""
        ends = self.ask(self.ladder.setting(rung, air)).columns_pt
        targets = {
            name: max(ends[other] for other in band if other in ends)
            for band in self.bands
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
            ends = self.ask(self.ladder.setting(rung, air, at)).columns_pt
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


def bands_of(stack: Stack) -> tuple[tuple[str, ...], ...]:
    """Return the columns that stand side by side, group by group from the top.

    A column inside another is left to its parent.
    """
    columns = [n for n in stack.nodes if "data-column" in n.box.attributes and len(n.columns) == 1]
    bands: list[list[Node]] = []
    for node in sorted(columns, key=lambda node: node.box.y_pt):
        if bands and any(_beside(node, other) for other in bands[-1]):
            bands[-1].append(node)
        else:
            bands.append([node])
    return tuple(tuple(_names(band)) for band in bands)


def _names(nodes: Iterable[Node]) -> dict[str, None]:
    return dict.fromkeys(node.box.attributes["data-column"] for node in nodes)


def _beside(one: Node, other: Node) -> bool:
    return one.box.y_pt < other.box.bottom_pt and other.box.y_pt < one.box.bottom_pt
