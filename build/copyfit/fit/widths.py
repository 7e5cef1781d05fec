"""How much wider or narrower every box would be, where an arrangement or a table's words ask for it.

In: the `Node`s of one layout and a `Scaling`. Out: for each node, the change of its width in pt. Next:
`stack` breaks paragraphs in the measures that this makes.

What is modelled is what style sheets for pages do: a box fills what it stands in, or has a width of its
own; tables are of fixed layout (CSS 2.1, §17.5.2.1), where the cells of the first row say it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copyfit.fit.nodes import Node
from copyfit.fit.scale import Scaling

SPARE_PT = 2.0
"""How much wider than its widest word a column is, so that no program breaks the word."""


def widened(nodes: Sequence[Node], scaling: Scaling) -> list[float]:
    """Return for each node by how much its box becomes wider, in pt; below 0 is narrower."""
    wider = [0.0] * len(nodes)
    if dict(scaling.before.widths_pt) == dict(scaling.after.widths_pt):
        return wider
    for node in nodes:
        if node.parent is None or node.box.kind != "cell":
            wider[node.index] = _own(node, scaling, wider[node.parent.index] if node.parent else 0.0)
        if node.box.kind == "table":
            _widen_cells(node, wider, scaling)
    return wider


def _own(node: Node, scaling: Scaling, around_pt: float) -> float:
    """Return the change of a box that is not a cell, `around_pt` being that of what it stands in."""
    if node.box.own_width is None:
        return 0.0 if node.box.kind == "picture" else around_pt
    return _named(node, scaling)


def _named(node: Node, scaling: Scaling) -> float:
    name = node.box.own_width.name if node.box.own_width else None
    before, after = scaling.before.widths_pt, scaling.after.widths_pt
    return after[name] - before[name] if name and name in before and name in after else 0.0


def _widen_cells(table: Node, wider: list[float], scaling: Scaling) -> None:
    """Share the change of a table among its columns: what has no width of its own takes what is left."""
    first = next(iter(rows_of(table)), None)
    if first is None:
        return
    changes: list[float | None] = []
    for cell in first.children:
        own = _named(cell, scaling) if cell.box.own_width else None
        changes += [own if own is None else own / cell.box.columns] * cell.box.columns
    columns = _shared(changes, wider[table.index])
    for row in rows_of(table):
        at = 0
        for cell in row.children:
            wider[cell.index] = sum(columns[at : at + cell.box.columns])
            at += cell.box.columns


def _shared(changes: Sequence[float | None], by_pt: float) -> list[float]:
    """Return the change of each column of a table that changes by so much, in pt: none is said of some."""
    free = sum(change is None for change in changes)
    left = by_pt - sum(change or 0.0 for change in changes)
    if free:
        return [left / free if change is None else change for change in changes]
    return [(change or 0.0) + left / len(changes) for change in changes]


def shared_out(node: Node, by_pt: float) -> Iterator[tuple[Node, float]]:
    """Yield each child of a box that becomes wider by so much, and by how much the child does, in pt."""
    first = next(iter(rows_of(node)), None) if node.box.kind == "table" else None
    if first is None:
        for child in node.children:
            fills = child.box.own_width is None and child.box.kind != "picture"
            yield child, by_pt if fills else 0.0
        return
    changes = [
        None if cell.box.own_width is None else 0.0
        for cell in first.children
        for _ in range(cell.box.columns)
    ]
    columns = _shared(changes, by_pt)
    for row in rows_of(node):
        at = 0
        for cell in row.children:
            yield cell, sum(columns[at : at + cell.box.columns])
            at += cell.box.columns


def rows_of(table: Node) -> list[Node]:
    """Return the rows of a table in document order."""
    return [row for group in table.children for row in group.children if row.box.kind == "row"]


def needed_pt(nodes: Sequence[Node], scaling: Scaling) -> dict[str, float]:
    """Return how wide its widest word would have each named column of a table, a little spared, in pt."""
    needed: dict[str, float] = {}
    for name, cells in _named_cells(nodes):
        if name not in scaling.before.widths_pt:
            continue
        beside = cells[0].box.width_pt - scaling.before.widths_pt[name]
        for cell in cells:
            for node in cell.walk():
                if node.text is not None:
                    pads = cell.box.width_pt - node.text.measure_pt
                    width = node.text.widest_pt(scaling.size_pt) + pads - beside + SPARE_PT
                    needed[name] = max(needed.get(name, 0.0), width)
    return needed


def _named_cells(nodes: Sequence[Node]) -> Iterator[tuple[str, list[Node]]]:
    """Yield the cells that stand in each column whose width has a name, the first row's first."""
    for table in (node for node in nodes if node.box.kind == "table"):
        rows = rows_of(table)
        for number, cell in enumerate(rows[0].children if rows else ()):
            name = cell.box.own_width.name if cell.box.own_width else None
            if name:
                cells = [row.children[number] for row in rows if len(row.children) > number]
                yield name, [cell, *(one for one in cells if one is not cell and one.box.columns == 1)]


def cramped_pt(nodes: Sequence[Node], scaling: Scaling) -> float:
    """Return by how much a word, or a box of its own width, is wider than where it stands; at most, in pt."""
    wider = widened(nodes, scaling)
    most = 0.0
    for node in nodes:
        if node.text is not None:
            room = node.text.measure_pt + max(node.text.slack_pt, 0.0) + wider[node.index]
            most = max(most, node.text.widest_pt(scaling.size_pt, divided=True) - room)
        elif node.box.own_width and node.parent and node.box.kind != "cell":
            around = node.parent.box
            room = around.content_right_pt - around.content_left_pt + wider[node.parent.index]
            most = max(most, node.box.width_pt + wider[node.index] - room)
    return most
