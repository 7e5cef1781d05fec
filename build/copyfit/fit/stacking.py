"""One prediction of a page: widths and positions from the root down, heights from the leaves up.

In: the `Node`s of one layout, what each says, what is gone, and the `Scaling` to another setting. Out: a
`Prediction`. Next: `stack` answers with it.

The observed position of a box is kept, and only what changes is modelled: lines by breaking again,
gaps by the boxes that use them, margins by their collapsing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from copyfit.content.edition import Breaks
from copyfit.fit.lines import Galley
from copyfit.fit.nodes import (
    NEAR_PT,
    Node,
    below_root_pt,
    bottom_collapses,
    cleared_pt,
    first_in_flow,
    floats_above,
    grown_half_pt,
    last_in_flow,
    next_in_flow,
    overlap,
    top_collapses,
)
from copyfit.fit.prediction import Prediction
from copyfit.fit.runs import ListRun, by_count, most_even, moved, parted
from copyfit.fit.scale import Scaling, gap_of
from copyfit.fit.widths import widened


class Stacking:
    """One prediction: widths and positions from the root down, heights from the leaves up."""

    def __init__(
        self,
        nodes: Sequence[Node],
        runs: Sequence[ListRun],
        scaling: Scaling,
        words: Callable[[Node], Galley | None],
        gone: list[bool],
        breaks: Breaks | None = None,
    ) -> None:
        self.nodes = nodes
        self.scaling = scaling
        self.words = words
        count = len(nodes)
        self.heights = [0.0] * count
        self.inks = [0.0] * count
        self.offsets = [0.0] * count
        self.lines = [0] * count
        self.gone = gone
        self.runs = {run.band: run for run in runs if run.left(gone)}
        for run in self.runs.values():
            run.restore(gone)
        self._absent_now = gone if any(gone) else None
        self.wider = widened(nodes, scaling)
        self.asked = breaks
        self.breaks: dict[str, tuple[int, ...]] = {}
        self.moved = moved(tuple(self.runs.values()), breaks, gone) if breaks is not None else {}

    def placed(self) -> Prediction:
        """Stack everything and read the ends off."""
        root = self.nodes[0]
        self._stack(root)
        columns: dict[str, float] = {}
        for node in self.nodes:
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
            breaks=self.breaks,
        )

    def _present(self, node: Node) -> Sequence[Node]:
        gone = self._absent_now
        return [child for child in node.children if not gone[child.index]] if gone else node.children

    # -- heights -------------------------------------------------------------------------

    def _growth(self, node: Node, *sides: str) -> float:
        if not node.box.gaps:
            return 0.0
        return self.scaling.growth_pt(node.box.gaps, sides, node.columns, self.moved.get(node.index))

    def _stack(self, node: Node) -> None:
        if node.way == "text":
            self._stack_text(node)
            return
        for child in self._present(node):
            self._stack(child)
        if node.index in self.runs:
            self._part(self.runs[node.index])
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
        box, text = node.box, self.words(node)
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
        if box.gaps and any(use.property == "height" for use in box.gaps):
            self.heights[node.index] = box.height_pt + growth + self._growth(node, "height")

    def _stack_row(self, node: Node) -> None:
        """A table row is as high as its tallest cell; cells without text are as high as their row."""
        cells = self._present(node)
        for cell in cells:
            self.offsets[cell.index] = cell.box.y_pt - node.box.y_pt
        whole = [cell for cell in cells if cell.box.rows == 1]
        full = [cell for cell in whole if cell.way != "rigid"] or whole
        tallest = max((self.heights[cell.index] for cell in full), default=0.0)
        self.heights[node.index] = tallest
        for cell in whole:
            if cell.way == "rigid":
                self.heights[cell.index] = self.inks[cell.index] = tallest
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

    def _part(self, run: ListRun) -> None:
        """Part the list of a run among its columns, each of which ends where its last item does."""
        items, pair = run.left(self.gone), run.neighbours(self.gone)
        if pair is None:  # there is one way only
            return
        gaps = [self._gap_in(column.columns, *pair) for column in run.columns]
        usual = by_count(len(items), len(run.columns))
        if self.asked is None:
            breaks = most_even([self.heights[item.index] for item in items], gaps[0], len(run.columns))
        else:
            breaks = self.asked.get(run.name, usual)
        if breaks != usual:
            self.breaks[run.name] = breaks
        full = next(one for one in run.lists if self._present(one))
        shown = self._present(full)
        top, below = self.offsets[shown[0].index], self.heights[full.index] - self._end(shown[-1])
        for one, part, gap in zip(run.lists, parted(items, breaks), gaps, strict=True):
            if part and list(self._present(one)) != list(part):
                self._fill(one, part, top, gap, below)

    def _gap_in(self, columns: tuple[str, ...], before: Node, child: Node) -> float:
        """Return the room between two items that follow each other in a list, were they in these columns."""
        moved = self.moved
        self.moved = {node.index: columns for one in (before, child) for node in one.walk()}
        gap = self._gap(before, child)
        self.moved = moved
        return gap

    def _fill(self, part: Node, items: Sequence[Node], top: float, gap: float, below: float) -> None:
        """Stack items in a part of the list, and have its column end where it does."""
        before = self.heights[part.index]
        for item in items:
            self.offsets[item.index] = top
            top = self._end(item) + gap
        self.heights[part.index] = self._end(items[-1]) + below
        self.inks[part.index] = max(self.offsets[item.index] + self.inks[item.index] for item in items)
        column = part.parent
        assert column is not None, "a part of a run stands in its column"
        self.heights[column.index] += self.heights[part.index] - before
        self.inks[column.index] = self.offsets[part.index] + self.inks[part.index]

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

    def _first(self, node: Node) -> Node | None:
        """Return the first box in the flow, or the one whose place it takes, since that is gone."""
        first = first_in_flow(node)
        if self._absent_now is None or first is None:
            return first
        shown = first_in_flow(node, self._absent_now)
        return first if shown and first.box.tag == shown.box.tag else shown

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
        box = node.box
        own = box.margin.top if side == "top" else box.margin.bottom
        if box.gaps:
            name = f"margin-{side}"
            uses = [use for use in box.gaps if use.property == name]
            if uses and own == 0.0:
                own = sum(gap_of(self.scaling.before, use.name, node.columns) for use in uses)
            if after and uses:
                own += self.scaling.growth_pt(uses, (name,), node.columns, self.moved.get(node.index))
        gone = self._absent_now
        if side == "top":
            inner = self._first(node) if top_collapses(node) else None
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
        if node.box.gaps and any(use.property in ("height", "min-height") for use in node.box.gaps):
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
