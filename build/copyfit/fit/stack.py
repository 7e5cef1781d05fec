"""Predict a page at another setting from one laid-out page: how high every box would be, and where.

In: a `Layout` and the `Setting` it was made with. Out: `Stack`, which answers for any other setting,
with other wordings and with statements left out. Next: `slack` and `omission` ask it.

The observed position of a box is kept, and only what changes is modelled: lines by breaking again,
gaps by the boxes that use them, margins by their collapsing. So a prediction for the setting that
was laid out is exact, and near it almost so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from copyfit.content.edition import Setting
from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.fit.lines import Galley, running
from copyfit.fit.nodes import (
    NEAR_PT,
    Node,
    below_root_pt,
    bottom_collapses,
    cleared_pt,
    content_of,
    first_in_flow,
    floats_above,
    grow,
    grown_half_pt,
    last_in_flow,
    next_in_flow,
    overlap,
    paragraphs_of,
    sections_of,
    top_collapses,
)
from copyfit.fit.prediction import Prediction, key_of
from copyfit.fit.scale import Scaling, gap_of
from copyfit.fit.widths import cramped_pt, needed_pt, widened
from copyfit.layout.boxes import Layout

Texts = Mapping[int, Galley | None]
"""Paragraphs by the index of their node; None where the other words have no such paragraph."""
NO_TEXTS: Texts = MappingProxyType({})


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """The boxes of one layout, ready to be stacked again.

    `others` are the paragraphs in other words: wording → index of the node → its words, None for no
    paragraph.
    """

    layout: Layout
    setting: Setting
    nodes: tuple[Node, ...]
    others: Mapping[str, Texts] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Prediction] = field(default_factory=dict, repr=False)

    @property
    def statements(self) -> frozenset[str]:
        """The statements that stand on the page."""
        return frozenset(node.statement for node in self.nodes if node.statement)

    @property
    def extras(self) -> frozenset[str]:
        """The extras that stand on the page."""
        return frozenset(node.extra for node in self.nodes if node.extra)

    def with_wordings(self, wording: str, other: Stack, full: Stack | None = None) -> Stack:
        """Return the stack knowing how its statements read in the words that `other` shows.

        The other page may be arranged otherwise: its words are broken in the measures of this one. `full` is
        that page in its usual words: what a text here has before these, such as its lead, it keeps.
        """
        theirs, usual = paragraphs_of(other.nodes), paragraphs_of((full or self).nodes)
        texts: dict[int, Galley | None] = {}
        for statement, ours in paragraphs_of(self.nodes).items():
            said = [node.text for node in theirs.get(statement, []) if node.text]
            if len(ours) == 1 and said and ours[0].text:
                before = [node.text for node in usual.get(statement, []) if node.text]
                said = [running(said, ours[0].text, sum(len(text.words) for text in before))]
            for number, node in enumerate(ours):
                words = said[number] if number < len(said) else None
                texts[node.index] = words.moved_to(node.text) if words and node.text else None
        return replace(self, others={**self.others, wording: texts}, _known={})

    def at(
        self,
        setting: Setting,
        choice: Choice = NOTHING,
        without: frozenset[str] = frozenset(),
        texts: Texts = NO_TEXTS,
    ) -> Prediction:
        """Return the page as it would be at `setting`, with a choice made and extras left out.

        `texts` are paragraphs in yet other words, by the index of their node.
        """
        if texts:
            return _Stacking(self, setting, choice, without, texts).placed()
        known = (*key_of(setting), choice, without)
        if known not in self._known:
            self._known[known] = _Stacking(self, setting, choice, without, texts).placed()
        return self._known[known]

    def words_of(self, node: Node, choice: Choice) -> Galley | None:
        """Return the words of a node with a choice made."""
        if node.statement in choice.shortened:
            return self.others.get(SHORT, {}).get(node.index, node.text)
        return None if node.statement in choice.dropped else node.text

    def widened(self, setting: Setting) -> Sequence[float]:
        """Return for each node by how much its box would be wider, in pt."""
        return widened(self.nodes, Scaling(self.setting, setting))

    def cell_widths_pt(self, setting: Setting) -> dict[str, float]:
        """Return how wide each named column of a table would have to be for its widest word, in pt."""
        return needed_pt(self.nodes, Scaling(self.setting, setting))

    def cramped_pt(self, setting: Setting) -> float:
        """Return by how much a word or a picture would be wider than where it stands, at most, in pt."""
        return cramped_pt(self.nodes, Scaling(self.setting, setting))


def stack_of(layout: Layout, setting: Setting) -> Stack:
    """Return the boxes of a layout that was made at `setting`."""
    return Stack(layout, setting, grow(layout))


class _Stacking:
    """One prediction: widths and positions from the root down, heights from the leaves up."""

    def __init__(
        self, stack: Stack, setting: Setting, choice: Choice, without: frozenset[str], texts: Texts
    ) -> None:
        self.stack = stack
        self.choice = choice
        self.without = without
        self.texts = texts
        self.scaling = Scaling(stack.setting, setting)
        count = len(stack.nodes)
        self.heights = [0.0] * count
        self.inks = [0.0] * count
        self.offsets = [0.0] * count
        self.lines = [0] * count
        self.gone = self._absent()
        self._absent_now = self.gone if any(self.gone) else None
        self.wider = widened(stack.nodes, self.scaling)

    def placed(self) -> Prediction:
        """Stack everything and read the ends off."""
        root = self.stack.nodes[0]
        self._stack(root)
        columns: dict[str, float] = {}
        for node in self.stack.nodes:
            name = node.box.attributes.get("data-column")
            if name and not self.gone[node.index]:
                columns[name] = max(
                    columns.get(name, 0.0),
                    root.box.y_pt + below_root_pt(node, self.offsets) + self.inks[node.index],
                )
        return Prediction(
            ink_pt=root.box.y_pt + self.inks[0],
            bottom_pt=root.box.y_pt + self.heights[0],
            columns_pt=columns,
            heights_pt=tuple(self.heights),
            lines=tuple(self.lines),
            inks_pt=tuple(self.inks),
            offsets_pt=tuple(self.offsets),
            wider_pt=tuple(self.wider),
            gone=tuple(self.gone),
        )

    # -- what is absent ------------------------------------------------------------------

    def _absent(self) -> list[bool]:
        """Return for every node whether it is gone: left out, or a box and heading left without content."""
        gone = [False] * len(self.stack.nodes)
        absent, without = self.choice.dropped, self.without
        if not absent and not without:
            return gone
        for node in reversed(self.stack.nodes):
            content = content_of(node)
            emptied = bool(content) and all(gone[child.index] for child in content)
            gone[node.index] = emptied or node.statement in absent or node.extra in without
        for node in self.stack.nodes:
            for heading, under in sections_of(node):
                gone[heading.index] |= bool(under) and all(gone[child.index] for child in under)
        return gone

    def _present(self, node: Node) -> Sequence[Node]:
        gone = self._absent_now
        return [child for child in node.children if not gone[child.index]] if gone else node.children

    # -- heights -------------------------------------------------------------------------

    def _growth(self, node: Node, *sides: str) -> float:
        if not node.box.gaps:
            return 0.0
        return self.scaling.growth_pt(node.box.gaps, sides, node.columns)

    def _stack(self, node: Node) -> None:
        if node.way == "text":
            self._stack_text(node)
            return
        for child in self._present(node):
            self._stack(child)
        if node.way == "rigid":
            self._stack_rigid(node)
        elif node.way == "row":
            self._stack_row(node)
        elif node.way == "grid":
            self._stack_grid(node)
        else:
            self._stack_flow(node)

    def _stack_rigid(self, node: Node) -> None:
        growth = self._growth(node, "height", "min-height", "padding-top", "padding-bottom")
        self.heights[node.index] = node.box.height_pt + growth
        self.inks[node.index] = self.heights[node.index]

    def _stack_text(self, node: Node) -> None:
        box, text = node.box, self._words(node)
        if text is None:
            return
        before = node.text
        assert before is not None, "a box of text has its words"
        count = text.broken(self.scaling.size_pt, self.wider[node.index]).count
        leading = self.scaling.leading_pt(box.leading_role, box.leading_pt)
        extra = (node.lines_pt - box.leading_pt * before.lines_now) / before.lines_now
        fixed = node.pads_pt if box.kind == "cell" else box.height_pt - node.lines_pt
        growth = self._growth(node, "padding-top", "padding-bottom")
        self.lines[node.index] = count
        content = count * (leading + extra)
        self.heights[node.index] = content + fixed + growth
        below = (
            node.half_leading_pt + (leading - box.leading_pt) / 2 - grown_half_pt(node, self.scaling.size_pt)
        )
        self.inks[node.index] = node.top_pt + self._growth(node, "padding-top") + content - below
        if any(use.property == "height" for use in box.gaps):
            self.heights[node.index] = box.height_pt + growth + self._growth(node, "height")

    def _words(self, node: Node) -> Galley | None:
        if node.index in self.texts:
            return self.texts[node.index]
        return self.stack.words_of(node, self.choice)

    def _stack_row(self, node: Node) -> None:
        """A table row is as high as its tallest cell."""
        cells = self._present(node)
        for cell in cells:
            self.offsets[cell.index] = cell.box.y_pt - node.box.y_pt
        tallest = max((self.heights[cell.index] for cell in cells if cell.box.rows == 1), default=0.0)
        self.heights[node.index] = tallest
        self.inks[node.index] = max((self.inks[cell.index] for cell in cells), default=0.0)

    def _stack_grid(self, node: Node) -> None:
        """Flex and grid items: each stands below whatever it stood below, at the same distance."""
        items = self._present(node)
        for number, item in enumerate(items):
            above = [other for other in items[:number] if other.box.bottom_pt <= item.box.y_pt + NEAR_PT]
            if not above:
                top = item.box.y_pt - node.box.y_pt
                self.offsets[item.index] = top + self._growth(node, "padding-top")
                continue
            lowest = max(other.box.bottom_pt for other in above)
            gap = item.box.y_pt - lowest + self._growth(item, "margin-top")
            self.offsets[item.index] = gap + max(self._end(other) for other in above)
        bottom = max((self._end(item) for item in items), default=0.0)
        growth = self._growth(node, "padding-bottom")
        self.heights[node.index] = bottom + node.bottom_pt + growth
        self._set_ink(node)

    def _end(self, node: Node) -> float:
        return self.offsets[node.index] + self.heights[node.index]

    def _set_ink(self, node: Node) -> None:
        self.inks[node.index] = max(
            (self.offsets[child.index] + self.inks[child.index] for child in self._present(node)), default=0.0
        )

    # -- normal flow ---------------------------------------------------------------------

    def _stack_flow(self, node: Node) -> None:
        before: Node | None = None
        floats: list[Node] = []
        for child in self._present(node):
            if child.floats:
                self.offsets[child.index] = self._float_offset(node, child, before, floats)
                floats.append(child)
            else:
                self.offsets[child.index] = self._flow_offset(node, child, before, floats)
                before = child
        self.heights[node.index] = self._flow_height(node, before, floats)
        self._set_ink(node)

    def _float_offset(self, node: Node, child: Node, before: Node | None, floats: Sequence[Node]) -> float:
        own = self._growth(child, "margin-top")
        for other in reversed(floats):
            if other.box.bottom_pt <= child.box.y_pt + NEAR_PT and overlap(other.box, child.box):
                return self._end(other) + child.box.y_pt - other.box.bottom_pt + own
        if before is not None:
            return self._end(before) + child.box.y_pt - before.box.bottom_pt + own
        return child.box.y_pt - node.box.y_pt + self._growth(node, "padding-top") + own

    def _flow_offset(self, node: Node, child: Node, before: Node | None, floats: Sequence[Node]) -> float:
        offset = self._end(before) + self._gap(before, child) if before else self._first_offset(node, child)
        cleared = cleared_pt(before, child, floats_above(child)) if floats else None
        return offset if cleared is None else max(offset, cleared + max(map(self._end, floats)))

    def _first_offset(self, node: Node, child: Node) -> float:
        growth = self._growth(node, "padding-top")
        if cleared_pt(None, child, floats_above(child)) is not None:
            return node.top_pt + growth + self._margin(child, "top", after=True)
        first = first_in_flow(node)
        if first is not None and first.box.tag == child.box.tag:
            child = first  # which it is, or whose place it takes
        if child is not first:
            own = 0.0 if top_collapses(node) else self._margin(child, "top", after=True)
            return node.top_pt + growth + own
        observed = child.box.y_pt - node.box.y_pt
        if top_collapses(node):
            return observed + growth
        change = self._margin(child, "top", after=True) - self._margin(child, "top", after=False)
        return observed + growth + change

    def _gap(self, before: Node, child: Node) -> float:
        """Return the room between two boxes that follow each other, in pt.

        Where the box between them is gone and was of the same kind, `child` takes its place.
        """
        neighbour = next_in_flow(before)
        if neighbour is None or neighbour.box.tag != child.box.tag:
            return self._between(before, child, after=True)
        after = self._between(before, neighbour, after=True)
        was = self._between(before, neighbour, after=False)
        observed = neighbour.box.y_pt - before.box.bottom_pt
        siblings = child.parent.children if child.parent else ()
        if observed > was + NEAR_PT and any(sibling.floats for sibling in siblings):
            observed = was  # the rest is clearance, which `cleared_pt` answers for
        return observed + after - was

    def _between(self, before: Node, child: Node, *, after: bool) -> float:
        return max(self._margin(before, "bottom", after=after), self._margin(child, "top", after=after))

    def _margin(self, node: Node, side: Literal["top", "bottom"], *, after: bool) -> float:
        """Return the margin of a box, collapsed with those of the first or last boxes in it."""
        name = f"margin-{side}"
        own = node.box.margin.top if side == "top" else node.box.margin.bottom
        uses = [use for use in node.box.gaps if use.property == name] if node.box.gaps else []
        if uses and own == 0.0:
            own = sum(gap_of(self.scaling.before, use.name, node.columns) for use in uses)
        if after and uses:
            own += self.scaling.growth_pt(uses, (name,), node.columns)
        gone = self._absent_now
        if side == "top":
            inner = first_in_flow(node, gone) if top_collapses(node) else None
        else:
            inner = last_in_flow(node, gone) if bottom_collapses(node) else None
        return own if inner is None else max(own, self._margin(inner, side, after=after))

    def _flow_height(self, node: Node, last: Node | None, floats: Sequence[Node]) -> float:
        if node.box.kind == "cell":
            content = self._end(last) - node.top_pt if last else 0.0
            return content + node.pads_pt + self._growth(node, "padding-bottom")
        heights = [node.top_pt + self._growth(node, "padding-top") + node.bottom_pt]
        growth = self._growth(node, "padding-bottom")
        if last is not None:
            heights.append(self._end(last) + self._below(node, last, floats) + growth)
        if all(other.box.bottom_pt <= node.box.bottom_pt + NEAR_PT for other in floats):
            heights.extend(self._end(other) + node.bottom_pt + growth for other in floats)
        tall = max(heights)
        if any(use.property in ("height", "min-height") for use in node.box.gaps):
            return max(tall, node.box.height_pt + self._growth(node, "height", "min-height"))
        return tall

    def _below(self, node: Node, last: Node, floats: Sequence[Node]) -> float:
        """Return the room from the last box in the flow to the parent's lower edge."""
        if bottom_collapses(node):
            return node.bottom_pt
        margin = self._margin(last, "bottom", after=True)
        if last is not last_in_flow(node) or floats:
            return node.bottom_pt + margin
        observed = node.box.bottom_pt - last.box.bottom_pt
        return observed + margin - self._margin(last, "bottom", after=False)
