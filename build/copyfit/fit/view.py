"""A laid-out page as it would be otherwise: at another setting, in other widths, with less on it.

In: a `Stack` with its room, its ladder and its arrangement. Out: `Prediction`s. Next: `climb` decides how
the page stands, `omission` what gives way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from copyfit.content.edition import Setting
from copyfit.content.leeway import Cell, step_of
from copyfit.fit.choice import NOTHING, Choice
from copyfit.fit.ladder import GAP_STEP_PT, MIN_AIR, Ladder, Rung
from copyfit.fit.measures import TypeArea
from copyfit.fit.nodes import Node
from copyfit.fit.prediction import Prediction
from copyfit.fit.press import PaperSize
from copyfit.fit.slides import SlidBreak
from copyfit.fit.stack import NO_TEXTS, Stack, Texts
from copyfit.units import pt_from_mm

CELL_SPARE_PT = 0.1
"""How much wider than its widest word a column of a table is made."""


@dataclass(frozen=True, slots=True)
class View:
    """A laid-out page as it would be otherwise.

    `made` is the choice that the layout already shows, `asked` what is predicted on top of it;
    `without` are the extras that are left out; `cramped_pt` is by how much a word or a picture may be wider
    than its column, because it is so in the design; `step` is by how many blocks the break between two
    columns slides from where the layout has it, below 0 for back.
    """

    stack: Stack
    area: TypeArea
    ladder: Ladder
    paper: PaperSize
    arrangement: str
    made: Choice = NOTHING
    asked: Choice = NOTHING
    without: frozenset[str] = frozenset()
    cramped_pt: float = math.inf
    step: int = 0

    @property
    def choice(self) -> Choice:
        """Everything that gives way."""
        return self.made.short(self.asked.shortened).without(self.asked.dropped)

    @property
    def bands(self) -> tuple[tuple[str, ...], ...]:
        """The columns that stand side by side, group by group from the top."""
        return bands_of(self.stack)

    def arranged(self, name: str) -> View:
        """Return the page in another arrangement of the same form: other widths, or a break that slides."""
        laid_out = step_of(self.arrangement) - self.step
        return replace(self, arrangement=name, step=step_of(name) - laid_out)

    def with_choice(self, asked: Choice) -> View:
        """Return the page with that much given up."""
        return replace(self, asked=asked)

    def bare(self, extras: frozenset[str]) -> View:
        """Return the page without these extras."""
        return replace(self, without=extras)

    def setting(self, rung: Rung, air: float, columns: Mapping[str, float] | None = None) -> Setting:
        """Return the setting of a rung in this arrangement, every table's columns as wide as their words."""
        setting = self.ladder.setting(rung, air, columns, self.arrangement)
        cells = self.ladder.plan.cells
        if not cells:
            return setting
        needed = self.stack.cell_widths_pt(setting)
        wider = {name: _clamped(width, cells[name]) for name, width in needed.items() if name in cells}
        return replace(setting, widths_pt={**setting.widths_pt, **wider})

    def at(self, setting: Setting, texts: Texts = NO_TEXTS) -> Prediction:
        """Return the page as it would be at `setting`, some paragraphs in other words."""
        placed = self.stack.at(setting, self.asked, self.without, texts)
        slide = self._slide(setting, texts)
        return slide.slid(placed) if slide else placed

    def _slide(self, setting: Setting, texts: Texts = NO_TEXTS) -> SlidBreak | None:
        slide = self.ladder.plan.slide
        if not slide or not self.step:
            return None
        return SlidBreak(self.stack, setting, self.asked, slide.flow, self.step, texts)

    def overflow_pt(self, setting: Setting, texts: Texts = NO_TEXTS) -> float:
        """Return by how much the page would be too long at `setting`, in pt; below 0 is room left."""
        return self.area.overflow_pt(self.at(setting, texts), setting.leading_pt)

    def holds(self, setting: Setting) -> bool:
        """Return whether everything would be on the page at `setting`, every word in its column."""
        return self.area.holds(self.at(setting), setting.leading_pt) and self.is_roomy(setting)

    def is_roomy(self, setting: Setting) -> bool:
        """Return whether no word or picture is wider than its column by more than may be."""
        if self.cramped_pt == math.inf:
            return True
        slide = self._slide(setting)
        moved = slide.cramped_pt(self.stack.at(setting, self.asked, self.without)) if slide else 0.0
        return max(self.stack.cramped_pt(setting), moved) <= self.cramped_pt

    def tightest(self) -> Setting:
        """Return the setting at the floor of the ladder, with the narrowest gaps."""
        return self.setting(self.ladder.floor(), MIN_AIR)


def _clamped(needed_pt: float, cell: Cell) -> float:
    """Return the width of a table's column: a multiple of 0.05 pt that holds its words, within its bounds."""
    width = math.ceil((needed_pt + CELL_SPARE_PT) / GAP_STEP_PT) * GAP_STEP_PT
    return min(max(round(width, 2), pt_from_mm(cell.min)), pt_from_mm(cell.max))


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
