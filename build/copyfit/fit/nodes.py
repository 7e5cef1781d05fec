"""The boxes of a laid-out page as a tree that can be stacked again.

In: a `Layout`. Out: `Node`s: how each box's children stack, its paragraph, and how it touches its
neighbours. Next: `stack` asks them for other heights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from copyfit.fit.lines import Galley, SizeOf, paragraph
from copyfit.layout.boxes import Box, Layout, Run
from copyfit.measure.shape import extents, nearest_face

NEAR_PT = 0.3
"""Two edges this close are meant to be one."""
OUT_OF_FLOW = ("absolute", "fixed")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
Way = Literal["text", "rigid", "flow", "row", "grid"]


@dataclass(eq=False, slots=True)
class Node:
    """A box, how its children stack, and what its text would be in other words.

    `half_leading_pt` is the room below the last descender, `reach_em` the last line's ascent and descent,
    `pads_pt` what a cell adds to its content.
    """

    box: Box
    way: Way
    index: int
    parent: Node | None
    columns: tuple[str, ...]
    statement: str | None
    extra: str | None = None
    children: tuple[Node, ...] = ()
    text: Galley | None = None
    half_leading_pt: float = 0.0
    reach_em: float = 0.0
    pads_pt: float = 0.0
    _lines_pt: float | None = None
    _largest: Run | None = None
    _flow: tuple[Node, ...] | None = None
    _collapse: tuple[bool, bool] | None = None

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def floats(self) -> bool:
        """Whether the box stands beside the flow."""
        return self.box.layout == "float"

    @property
    def flow(self) -> tuple[Node, ...]:
        """The children that stack one below the other; asked for once the tree is whole."""
        if self._flow is None:
            self._flow = tuple(child for child in self.children if not child.floats)
        return self._flow

    @property
    def lines_pt(self) -> float:
        """The height of all lines of the paragraph."""
        if self._lines_pt is None:
            self._lines_pt = sum(line.height_pt for line in self.box.lines)
        return self._lines_pt

    @property
    def largest(self) -> Run | None:
        """The run of the largest type on the last line, if there is one."""
        if self._largest is None:
            self._largest = max(self.box.lines[-1].runs, key=lambda run: run.style.size_pt, default=None)
        return self._largest

    @property
    def collapse(self) -> tuple[bool, bool]:
        """Whether the margins above the first and below the last box inside are also the node's own."""
        if self._collapse is None:
            self._collapse = (_top_collapses(self), _bottom_collapses(self))
        return self._collapse

    @property
    def top_pt(self) -> float:
        """Border and padding above the content."""
        return self.box.border.top.width_pt + self.box.padding.top

    @property
    def bottom_pt(self) -> float:
        """Padding and border below the content."""
        return self.box.border.bottom.width_pt + self.box.padding.bottom


def grow(layout: Layout) -> tuple[Node, ...]:
    """Return every node of a laid-out page in document order, the root first."""
    nodes: list[Node] = []
    for page in layout.pages:
        _grow(page.body, None, layout, nodes)
    return tuple(nodes)


def _grow(box: Box, parent: Node | None, layout: Layout, nodes: list[Node]) -> Node:
    columns = parent.columns if parent else ()
    if "data-column" in box.attributes:
        columns = (box.attributes["data-column"], *columns)
    own = box.statement or box.attributes.get("data-part")
    statement = own or (parent.statement if parent else None) or _only_statement(box)
    extra = box.attributes.get("data-extra") or (parent.extra if parent else None)
    node = Node(box, _way(box), len(nodes), parent, columns, statement, extra)
    nodes.append(node)
    if box.lines:
        node.text = paragraph(box, layout.fonts)
        node.half_leading_pt, node.reach_em = _below_last(box, layout)
    node.children = tuple(
        _grow(child, node, layout, nodes) for child in box.children if child.layout not in OUT_OF_FLOW
    )
    if node.way == "row":
        least = min((child.top_pt + child.bottom_pt for child in node.children), default=0.0)
        for child in node.children:
            child.pads_pt = least
    return node


def _only_statement(box: Box) -> str | None:
    """Return the statement that all text of a paragraph belongs to, if there is one."""
    found = {run.statement for line in box.lines for run in line.runs}
    return found.pop() if len(found) == 1 else None


def _way(box: Box) -> Way:
    if box.lines:
        return "text"
    if not box.children:
        return "rigid"
    if box.kind == "row":
        return "row"
    side_by_side = box.layout in ("flex", "grid", "columns") and not _stacked(box.children)
    return "grid" if side_by_side else "flow"


def _stacked(children: Sequence[Box]) -> bool:
    """Return whether each child begins below the one before it."""
    return all(after.y_pt >= before.bottom_pt - NEAR_PT for before, after in pairwise(children))


def _below_last(box: Box, layout: Layout) -> tuple[float, float]:
    """Return the room below the last line's descender, in pt, and its ascent and descent, in em."""
    line = box.lines[-1]
    styles = [run.style for run in line.runs] or [box.style]
    style = max(styles, key=lambda style: style.size_pt)
    face = extents(layout.fonts[nearest_face(layout.fonts, (style.family, style.bold, style.italic))])
    room = line.bottom_pt - line.baseline_pt - face.descent_em * style.size_pt
    return room, face.ascent_em + face.descent_em


def content_of(node: Node) -> list[Node]:
    """Return the children that make a box worth keeping: table heads and headings do not."""
    return [child for child in node.children if child.box.tag not in (*HEADINGS, "thead")]


def sections_of(node: Node) -> list[tuple[Node, list[Node]]]:
    """Return the headings among the children, each with what stands under it."""
    sections: list[tuple[Node, list[Node]]] = []
    for child in node.children:
        if child.box.tag in HEADINGS:
            sections.append((child, []))
        elif sections:
            sections[-1][1].append(child)
    return sections


def absent(nodes: Sequence[Node], dropped: Collection[str], without: Collection[str]) -> list[bool]:
    """Return for every node whether it is gone: left out, or a box and heading left without content.

    `dropped` are statements, `without` extras.
    """
    gone = [False] * len(nodes)
    if not dropped and not without:
        return gone
    for node in reversed(nodes):
        content = content_of(node)
        emptied = bool(content) and all(gone[child.index] for child in content)
        gone[node.index] = emptied or node.statement in dropped or node.extra in without
    for node in nodes:
        for heading, under in sections_of(node):
            gone[heading.index] |= bool(under) and all(gone[child.index] for child in under)
    return gone


def by_statement(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """Return the outermost boxes of each statement, such as its row or its paragraphs."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        if node.statement and not (node.parent and node.parent.statement == node.statement):
            found.setdefault(node.statement, []).append(node)
    return found


def paragraphs_of(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """Return the paragraphs of each statement, in document order."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        if node.text is not None and node.statement:
            found.setdefault(node.statement, []).append(node)
    return found


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes share a part of the page's width."""
    return one.x_pt < other.right_pt - NEAR_PT and other.x_pt < one.right_pt - NEAR_PT


def in_flow(node: Node, gone: Sequence[bool] | None = None) -> list[Node]:
    """Return the children that stack one below the other; `gone` ones left out."""
    return [child for child in node.flow if not (gone and gone[child.index])]


def first_in_flow(node: Node, gone: Sequence[bool] | None = None) -> Node | None:
    """Return the first child in the flow; `gone` ones left out."""
    if not gone:
        return node.flow[0] if node.flow else None
    return next((child for child in node.flow if not gone[child.index]), None)


def last_in_flow(node: Node, gone: Sequence[bool] | None = None) -> Node | None:
    """Return the last child in the flow; `gone` ones left out."""
    if not gone:
        return node.flow[-1] if node.flow else None
    return next((child for child in reversed(node.flow) if not gone[child.index]), None)


def next_in_flow(node: Node) -> Node | None:
    """Return the box that follows `node` in the flow of its parent."""
    siblings = node.parent.flow if node.parent else ()
    at = siblings.index(node) if node in siblings else len(siblings)
    return siblings[at + 1] if at + 1 < len(siblings) else None


def _collapsible(node: Node) -> bool:
    return node.way == "flow" and node.box.kind == "block" and node.box.layout in ("block", "relative")


def top_collapses(node: Node) -> bool:
    """Return whether the margin above the first box inside is also the margin above `node`."""
    return node.collapse[0]


def bottom_collapses(node: Node) -> bool:
    """Return whether the margin below the last box inside is also the margin below `node`."""
    return node.collapse[1]


def _top_collapses(node: Node) -> bool:
    first = first_in_flow(node)
    if not _collapsible(node) or first is None or node.top_pt > 0:
        return False
    return first.box.y_pt - node.box.y_pt < NEAR_PT


def _bottom_collapses(node: Node) -> bool:
    last = last_in_flow(node)
    if not _collapsible(node) or last is None or node.bottom_pt > 0:
        return False
    return node.box.bottom_pt - last.box.bottom_pt < NEAR_PT


def grown_half_pt(node: Node, size_of: SizeOf) -> float:
    """Return by how much larger type eats into the half-leading below the last line, in pt."""
    run = node.largest
    if run is None:
        return 0.0
    growth = size_of(run.role, run.style.size_pt) - run.style.size_pt
    return node.reach_em * growth / 2


def below_root_pt(node: Node, offsets: Sequence[float]) -> float:
    """Return how far a node stands below the root's top, each `offsets` below its parent's, in pt."""
    return offsets[node.index] + below_root_pt(node.parent, offsets) if node.parent else 0.0


def floats_above(node: Node) -> list[Node]:
    """Return what floats before `node` in its parent, whether it is gone or not."""
    siblings = node.parent.children if node.parent else ()
    return [other for other in siblings if other.floats and other.index < node.index]


def cleared_pt(before: Node | None, child: Node, floats: Sequence[Node]) -> float | None:
    """Return how far `child` stood below the floats that it cleared, in pt, or None if it cleared none."""
    if not floats:
        return None
    lowest = max(other.box.bottom_pt for other in floats)
    distance = child.box.y_pt - lowest
    top = before.box.bottom_pt if before else None
    if distance < -NEAR_PT or (top is not None and top > lowest):
        return None
    return distance
