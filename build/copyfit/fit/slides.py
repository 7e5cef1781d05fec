"""Foretell a page whose break between two columns slides along the reading order.

In: a `Stack`, its `Prediction` at a setting, and by how many blocks the break slides. Out: the prediction
with these blocks in the other column. Next: `view` answers with it.

The template marks with `data-flow` what may stand in either column, and prints a heading with what stands
below it. A block that changes its column is broken anew in the other's measure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from copyfit.content.edition import Setting
from copyfit.fit.choice import Choice
from copyfit.fit.nodes import HEADINGS, NEAR_PT, Node
from copyfit.fit.prediction import Prediction
from copyfit.fit.scale import Scaling, gap_of
from copyfit.fit.stack import Stack, Texts
from copyfit.fit.widths import shared_out

INNER_SIDES = ("padding-top", "padding-bottom", "height")
"""Where a gap makes the box itself higher."""
LEVEL_PT = 4.75
"""What goes on from the column before begins so far below its top, level with a heading there."""


@dataclass(frozen=True, slots=True)
class FlowPart:
    """What stays together in a column, from a heading or a marked box to where the next begins.

    Its ends are in pt below the column's top: of its boxes and of its text. It `moves` if it is marked.
    """

    nodes: tuple[Node, ...]
    top_pt: float
    bottom_pt: float
    ink_pt: float
    moves: bool

    def walk(self) -> Iterator[Node]:
        """Yield every node in it."""
        for node in self.nodes:
            yield from node.walk()

    @property
    def is_headed(self) -> bool:
        """Whether it begins with a heading."""
        first = self.nodes[0]
        return first.box.tag in HEADINGS or bool(first.children and first.children[0].box.tag in HEADINGS)

    @property
    def height_pt(self) -> float:
        """From its upper to its lower edge."""
        return self.bottom_pt - self.top_pt


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two columns, with its blocks from the top."""

    name: str
    node: Node
    blocks: tuple[FlowPart, ...]


def columns_of(stack: Stack, placed: Prediction, flow: str) -> tuple[Side, ...]:
    """Return the columns that hold blocks of `flow`, in reading order, as predicted."""
    found = (node for node in stack.nodes if node.box.attributes.get("data-flow") == flow)
    marked = next((node for node in found if node.columns and not placed.gone[node.index]), None)
    column = next((one for one in stack.nodes if marked and _name(one) == marked.columns[-1]), None)
    beside = column.parent.children if column and column.parent else ()
    return tuple(Side(name, one, tuple(_blocks(one, placed, flow))) for one in beside if (name := _name(one)))


def _wider_in(block: FlowPart, by_pt: float) -> Iterator[tuple[Node, float]]:
    """Yield each box in a block, and by how much it becomes wider if the block does by so much."""
    waiting = [(node, by_pt) for node in block.nodes]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(shared_out(*one))


def _name(node: Node) -> str:
    return node.box.attributes.get("data-column", "")


def _blocks(column: Node, placed: Prediction, flow: str) -> Iterator[FlowPart]:
    """Yield the blocks of one column from its top."""
    held: list[tuple[Node, float]] = []
    marked = False
    for node, top in _pieces(column, placed, 0.0):
        mark = node.box.attributes.get("data-flow") == flow
        begins = node.box.tag in HEADINGS and held and held[-1][0].box.tag not in HEADINGS
        if begins or (mark and marked):
            yield _block(held, placed, moves=marked)
            held, marked = [], False
        held.append((node, top))
        marked |= mark
    if held:
        yield _block(held, placed, moves=marked)


def _pieces(node: Node, placed: Prediction, top: float) -> Iterator[tuple[Node, float]]:
    """Yield the boxes that a column is made of, and of a list its items, with their tops."""
    for child in node.children:
        if placed.gone[child.index]:
            continue
        at = top + placed.offsets_pt[child.index]
        if child.box.tag in ("ul", "ol"):
            yield from _pieces(child, placed, at)
        else:
            yield child, at


def _block(held: Sequence[tuple[Node, float]], placed: Prediction, *, moves: bool) -> FlowPart:
    last, top = held[-1]
    nodes = tuple(node for node, _ in held)
    bottom, ink = top + placed.heights_pt[last.index], top + placed.inks_pt[last.index]
    return FlowPart(nodes, held[0][1], bottom, ink, moves)


@dataclass(frozen=True, slots=True)
class SlidBreak:
    """The break of one stack slid by `step` blocks, below 0 for back, at one setting, with a choice made.

    `texts` are paragraphs in other words, by the index of their node.
    """

    stack: Stack
    setting: Setting
    choice: Choice
    flow: str
    step: int
    texts: Texts = field(default_factory=dict)

    def slid(self, placed: Prediction) -> Prediction:
        """Return `placed` with the break slid; a page without end if it cannot slide so far."""
        columns = columns_of(self.stack, placed, self.flow)
        if len(columns) != 2:
            return replace(placed, ink_pt=math.inf)
        first, second = columns
        blocks = len(first.blocks) + self.step
        is_empty = not 0 < blocks < len(first.blocks) + len(second.blocks) or not (
            first.blocks and second.blocks
        )
        if is_empty or not all(block.moves for block in self._moving(first, second)):
            return replace(placed, ink_pt=math.inf)
        one, other = self._ends(first, second, placed)
        return self._moved(placed, first, second, (one, other))

    def cramped_pt(self, placed: Prediction) -> float:
        """Return by how much a word or a picture that moves would be wider than its new column, at most."""
        columns = columns_of(self.stack, placed, self.flow)
        if len(columns) != 2:
            return 0.0
        wider = self._wider(*columns, placed)
        size_of = Scaling(self.stack.setting, self.setting).size_pt
        most = 0.0
        for node, by in (pair for block in self._moving(*columns) for pair in _wider_in(block, wider)):
            if node.text is not None:
                room = node.text.measure_pt + max(node.text.slack_pt, 0.0) + placed.wider_pt[node.index]
                most = max(most, node.text.widest_pt(size_of) - room - by)
            elif node.box.own_width and node.parent and node.box.kind != "cell":
                around = node.parent.box
                room = around.content_right_pt - around.content_left_pt + placed.wider_pt[node.parent.index]
                most = max(most, node.box.width_pt + placed.wider_pt[node.index] - room - wider)
        return most

    def _moving(self, first: Side, second: Side) -> tuple[FlowPart, ...]:
        return first.blocks[self.step :] if self.step < 0 else second.blocks[: self.step]

    def _wider(self, first: Side, second: Side, placed: Prediction) -> float:
        """Return how much wider the column is that blocks come into than the one that they leave."""
        widths = [one.node.box.width_pt + placed.wider_pt[one.node.index] for one in (first, second)]
        return widths[1] - widths[0] if self.step < 0 else widths[0] - widths[1]

    def _ends(
        self, first: Side, second: Side, placed: Prediction
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return how far both columns reach down, their boxes and their text, in pt below their top."""
        moving, wider = self._moving(first, second), self._wider(first, second, placed)
        now = second if self.step < 0 else first
        grown = [self._grown_pt(block, placed, wider, now) for block in moving]
        if self.step < 0:
            staying = first.blocks[self.step - 1]
            gaps = sum(self._gap_pt(*pair, second) for pair in pairwise((*moving, second.blocks[0])))
            down = self._level_pt(moving[0]) + sum(grown) + gaps - second.blocks[0].top_pt
            last = second.blocks[-1]
            return (staying.bottom_pt, staying.ink_pt), (last.bottom_pt + down, last.ink_pt + down)
        last, after = first.blocks[-1], second.blocks[self.step]
        gaps = sum(self._gap_pt(*pair, first) for pair in pairwise((last, *moving)))
        end = last.bottom_pt + gaps + sum(grown)
        up = self._level_pt(after) - after.top_pt
        bottom = second.blocks[-1]
        below = moving[-1].bottom_pt - moving[-1].ink_pt
        return (end, end - below), (bottom.bottom_pt + up, bottom.ink_pt + up)

    def _grown_pt(self, block: FlowPart, placed: Prediction, wider_pt: float, now: Side) -> float:
        """Return how high a block is in the column `now`, whose measure is `wider_pt` wider, in pt."""
        height = block.height_pt - (LEVEL_PT if self._is_level(block) else 0.0)
        height += self._opened_pt(block, now) if self.setting.column_gaps_pt else 0.0
        if abs(wider_pt) < NEAR_PT:
            return height
        return height + sum(self._longer_pt(node, placed, wider_pt) for node in block.nodes)

    def _longer_pt(self, node: Node, placed: Prediction, wider_pt: float) -> float:
        """Return by how much a box becomes higher in a measure that is `wider_pt` wider, in pt."""
        words = self.texts.get(node.index, self.stack.words_of(node, self.choice))
        own = 0.0
        if words is not None:
            scaling = Scaling(self.stack.setting, self.setting)
            count = words.broken(scaling.size_pt, placed.wider_pt[node.index] + wider_pt).count
            leading = scaling.leading_pt(node.box.leading_role, node.box.leading_pt)
            own = (count - placed.lines[node.index]) * leading
        if node.box.kind != "table":
            return own + sum(self._longer_pt(child, placed, by) for child, by in shared_out(node, wider_pt))
        rows: dict[int, list[tuple[float, float]]] = {}
        for cell, by in shared_out(node, wider_pt):
            if cell.way != "rigid" and cell.parent and not placed.gone[cell.index]:
                longer = self._longer_pt(cell, placed, by)
                rows.setdefault(cell.parent.index, []).append((placed.heights_pt[cell.index], longer))
        return own + sum(
            max(high + longer for high, longer in cells) - max(high for high, _ in cells)
            for cells in rows.values()
        )

    def _opened_pt(self, block: FlowPart, now: Side) -> float:
        """Return by how much more the gaps inside a block open in the column `now` than where it stood."""
        first = {block.nodes[0].index, *(node.index for node in block.nodes[0].children[:1])}
        return sum(self._opened_in_pt(node, now, first) for node in block.nodes)

    def _opened_in_pt(self, node: Node, now: Side, first: set[int]) -> float:
        sides = INNER_SIDES if node.index in first else ("margin-top", *INNER_SIDES)
        own = sum(
            gap_of(self.setting, use.name, (now.name,)) - gap_of(self.setting, use.name, node.columns)
            for use in node.box.gaps
            if use.property in sides
        )
        inner = [self._opened_in_pt(child, now, first) for child in node.children]
        return own + (max(inner, default=0.0) if node.way == "row" else sum(inner))

    def _is_level(self, block: FlowPart) -> bool:
        """Return whether a block begins its column without a heading, and so a little lower."""
        return not block.is_headed and block.top_pt < NEAR_PT and block.nodes[0].box.padding.top > NEAR_PT

    def _level_pt(self, block: FlowPart) -> float:
        return 0.0 if block.is_headed else LEVEL_PT

    def _gap_pt(self, above: FlowPart, block: FlowPart, column: Side) -> float:
        """Return the room between two blocks in a column, in pt."""
        name = "section" if block.is_headed else "item" if block.nodes[0].box.tag == "li" else "paragraph"
        return max(gap_of(self.setting, name, (column.name,)), above.nodes[-1].box.margin.bottom)

    def _moved(
        self,
        placed: Prediction,
        first: Side,
        second: Side,
        ends: tuple[tuple[float, float], tuple[float, float]],
    ) -> Prediction:
        """Return the prediction with the columns ending there, and what stands below them moved along."""
        before = max(column.blocks[-1].bottom_pt for column in (first, second))
        down = max(bottom for bottom, _ in ends) - before
        tops = {
            column.name: placed.columns_pt[column.name] - column.blocks[-1].ink_pt
            for column in (first, second)
        }
        foot = max(tops.values()) + max(before, *(column.blocks[-1].ink_pt for column in (first, second)))
        inks = {
            column.name: tops[column.name] + end[1] for column, end in zip((first, second), ends, strict=True)
        }
        columns = {
            name: inks.get(name, end + down if end > foot else end) for name, end in placed.columns_pt.items()
        }
        ink = placed.ink_pt + down if placed.ink_pt > foot + NEAR_PT else max(inks.values())
        return replace(placed, ink_pt=ink, bottom_pt=placed.bottom_pt + down, columns_pt=columns)
