"""The grid of a table: where its lines stand in Word, who has which border, what room is left to the text.

A border belongs to one cell on the page and to two in Word, which draws it around the grid line
between them. So the line is put in the border's middle, and both neighbours get the border. Every
engine keeps text away from it by half its width, but for the border before the text of an inner cell,
which some do not count: there text is set between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from copyfit.layout.boxes import Box, Edge
from copyfit.units import twips_from_pt
from copyfit.word.blocks.block import NO_EDGE, CellBlock, RowBlock, TableBlock

SAME_PT = 0.3
"""Edges this close are one grid line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The vertical lines from left to right, in pt, and the border that is widest on each."""

    lines_pt: tuple[float, ...]
    borders: tuple[Edge, ...]
    boxes: tuple[Box, ...]
    around: tuple[Edge, Edge]
    rtl: bool

    @property
    def widths(self) -> tuple[int, ...]:
        """The columns' widths in twips, in reading order; lines are rounded, so that nothing adds up."""
        marks = [twips_from_pt(line - self.lines_pt[0]) for line in self.lines_pt]
        widths = tuple(after - before for before, after in pairwise(marks))
        return widths[::-1] if self.rtl else widths

    @property
    def outer_pt(self) -> float:
        """The table's outer edge where reading starts, which mode 15 indents (ECMA-376 Part 1, §17.4.50)."""
        if self.rtl:
            return self.lines_pt[-1] + self.borders[-1].width_pt / 2
        return self.lines_pt[0] - self.borders[0].width_pt / 2

    def edges(self, box: Box) -> tuple[int, int]:
        """Return the numbers of the lines at the left and right edge of the cell `box`."""
        return self._nearest(box.x_pt), self._nearest(box.right_pt)

    def _nearest(self, x_pt: float) -> int:
        return min(range(len(self.lines_pt)), key=lambda number: abs(self.lines_pt[number] - x_pt))

    def first_column(self, box: Box) -> int:
        """Return the number of the cell's first column, in reading order."""
        left, right = self.edges(box)
        return len(self.lines_pt) - 1 - right if self.rtl else left

    def part(self, box: Box) -> tuple[int, ...]:
        """Return the widths of the columns that the cell spans, in twips, in reading order."""
        left, right = self.edges(box)
        first = self.first_column(box)
        return self.widths[first : first + right - left]

    def room_pt(self, box: Box) -> tuple[float, float]:
        """Return the left and right edge that the cell's paragraphs are indented from."""
        left, right = self.edges(box)
        at_left, at_right = self.borders_of(box)
        inner_start = right < len(self.lines_pt) - 1 if self.rtl else left > 0
        from_left, from_right = at_left.width_pt / 2, at_right.width_pt / 2
        if inner_start and self.rtl:
            from_right /= 2 if at_left else 4
        elif inner_start:
            from_left /= 2 if at_right else 4
        return self.lines_pt[left] + from_left, self.lines_pt[right] - from_right

    def borders_of(self, box: Box) -> tuple[Edge, Edge]:
        """Return the borders at the cell's left and right, those of its neighbours and the table included."""
        left, right = self.edges(box)
        beside = [
            other for other in self.boxes if _overlap(other.y_pt, other.bottom_pt, box.y_pt, box.bottom_pt)
        ]
        before = [other.border.right for other in beside if self.edges(other)[1] == left]
        after = [other.border.left for other in beside if self.edges(other)[0] == right]
        before += [self.around[0]] if left == 0 else []
        after += [self.around[1]] if right == len(self.lines_pt) - 1 else []
        return joined(_widest(before), box.border.left), joined(box.border.right, _widest(after))


def grid_of(table: TableBlock) -> Grid:
    """Return the grid of `table`, read from the edges of all its cells."""
    boxes = tuple(cell.box for row in table.rows for cell in row.cells)
    marks = _marks(edge for box in boxes for edge in (box.x_pt, box.right_pt))
    around = (table.border.left, table.border.right)
    lines, borders = [], []
    for index, mark in enumerate(marks):
        ends = [box.border.right for box in boxes if abs(box.right_pt - mark) < SAME_PT]
        begins = [box.border.left for box in boxes if abs(box.x_pt - mark) < SAME_PT]
        ends += [around[0]] if index == 0 else []
        begins += [around[1]] if index == len(marks) - 1 else []
        before, after = _widest(ends), _widest(begins)
        lines.append(mark + (after.width_pt - before.width_pt) / 2)
        borders.append(joined(before, after))
    return Grid(tuple(lines), tuple(borders), boxes, around, table.direction == "rtl")


def _marks(edges: Iterable[float]) -> tuple[float, ...]:
    marks: list[float] = []
    for edge in sorted(edges):
        if not marks or edge - marks[-1] > SAME_PT:
            marks.append(edge)
    return tuple(marks)


def _widest(edges: Sequence[Edge]) -> Edge:
    return max(edges, key=lambda edge: edge.width_pt, default=NO_EDGE)


def joined(before: Edge, after: Edge) -> Edge:
    """Return one border for two that touch: as wide as both, in the colour of the wider that has one.

    Of a collapsed border the table has a half that says no more than its width.
    """
    wider = max(after, before, key=lambda edge: (bool(edge), edge.width_pt))
    return replace(wider, width_pt=before.width_pt + after.width_pt)


def _overlap(start: float, end: float, other_start: float, other_end: float) -> bool:
    return min(end, other_end) - max(start, other_start) > SAME_PT


# -- horizontal borders --


def with_single_rules(table: TableBlock) -> TableBlock:
    """Return `table` with one border where the lower one of a row touches the upper one of the next.

    Word shows one of two that touch; here the lower row gets both as its upper border.
    """
    rows = list(table.rows)
    if rows and table.border.top.width_pt:
        rows[0] = _row_below(rows[0], table.border.top.width_pt, [table.border.top] * len(rows[0].cells))
    for index, (upper, lower) in enumerate(pairwise(rows)):
        touching = list(_touching(upper, lower))
        if all(touching) and all(cell.box.border.top for cell in lower.cells) and _is_even(touching):
            rows[index] = _row_above(rows[index], touching[0].width_pt)
            rows[index + 1] = _row_below(lower, touching[0].width_pt, touching)
    if rows and table.border.bottom.width_pt:
        rows[-1] = _row_with_foot(rows[-1], table.border.bottom)
    return replace(table, rows=tuple(rows))


def _touching(upper: RowBlock, lower: RowBlock) -> Iterator[Edge]:
    """Yield the border above each cell of `lower`."""
    for cell in lower.cells:
        above = [
            other.box.border.bottom
            for other in upper.cells
            if _overlap(other.box.x_pt, other.box.right_pt, cell.box.x_pt, cell.box.right_pt)
        ]
        yield _widest(above)


def _is_even(edges: Sequence[Edge]) -> bool:
    return len({edge.width_pt for edge in edges}) == 1


def _row_above(row: RowBlock, width_pt: float) -> RowBlock:
    """Return the row without its lower borders, shorter by them."""
    cells = tuple(_with_border(cell, bottom=NO_EDGE, height=-width_pt) for cell in row.cells)
    return replace(row, cells=cells, height_pt=row.height_pt - width_pt)


def _row_below(row: RowBlock, width_pt: float, above: Sequence[Edge]) -> RowBlock:
    """Return the row with the borders above it as its own, taller by them."""
    cells = tuple(
        _with_border(cell, top=joined(edge, cell.box.border.top), up=width_pt, height=width_pt)
        for cell, edge in zip(row.cells, above, strict=True)
    )
    return replace(row, cells=cells, y_pt=row.y_pt - width_pt, height_pt=row.height_pt + width_pt)


def _row_with_foot(row: RowBlock, edge: Edge) -> RowBlock:
    cells = tuple(
        _with_border(cell, bottom=joined(cell.box.border.bottom, edge), height=edge.width_pt)
        for cell in row.cells
    )
    return replace(row, cells=cells, height_pt=row.height_pt + edge.width_pt)


def _with_border(
    cell: CellBlock,
    *,
    top: Edge | None = None,
    bottom: Edge | None = None,
    up: float = 0.0,
    height: float = 0.0,
) -> CellBlock:
    box = cell.box
    border = replace(
        box.border,
        top=box.border.top if top is None else top,
        bottom=box.border.bottom if bottom is None else bottom,
    )
    moved = replace(box, border=border, y_pt=box.y_pt - up, height_pt=box.height_pt + height)
    return replace(cell, box=moved)
