"""The vertical lines of a table: where they stand in Word, and what room they leave to the text.

A border belongs to one cell on the page and to two in Word, which draws it around the grid line
between them. So the line is put in the border's middle, and both neighbours get the border. Every
engine keeps text away from it by half its width, but for the border before the text of an inner cell,
which some do not count: there text is set between the two, a quarter of the width from either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copyfit.docx.blocks import Table
from copyfit.layout.boxes import Box, Edge
from copyfit.units import twips_from_pt

NO_EDGE = Edge()


@dataclass(frozen=True, slots=True)
class Grid:
    """Grid lines in reading order, in pt, one more than there are columns, and the border on each."""

    lines_pt: tuple[float, ...]
    borders_at: tuple[Edge, ...]
    rtl: bool

    @property
    def widths(self) -> tuple[int, ...]:
        """The columns' widths in twips; the lines are rounded, not the widths, so that nothing adds up."""
        marks = [twips_from_pt(abs(line - self.lines_pt[0])) for line in self.lines_pt]
        return tuple(after - before for before, after in pairwise(marks))

    @property
    def outer_pt(self) -> float:
        """The table's outer edge where reading starts, which mode 15 indents (ECMA-376 Part 1, §17.4.50)."""
        half = self.borders_at[0].width_pt / 2
        return self.lines_pt[0] + (half if self.rtl else -half)

    def index(self, box: Box) -> int:
        """Return the number of the column in which the cell `box` starts."""
        start = box.right_pt if self.rtl else box.x_pt
        return min(range(len(self.lines_pt) - 1), key=lambda number: abs(self.lines_pt[number] - start))

    def span(self, box: Box) -> tuple[int, int]:
        """Return the numbers of the grid lines at which the cell starts and ends."""
        start = self.index(box)
        return start, min(start + box.columns, len(self.lines_pt) - 1)

    def part(self, box: Box) -> tuple[int, ...]:
        """Return the widths of the columns that the cell spans, in twips."""
        start, end = self.span(box)
        return self.widths[start:end]

    def room_pt(self, box: Box) -> tuple[float, float]:
        """Return the left and right edge that the cell's paragraphs are indented from."""
        start, end = self.span(box)
        first, last = self.borders(box)
        away = -1 if self.rtl else 1
        edges = (
            self.lines_pt[start] + away * first.width_pt / (4 if start else 2),
            self.lines_pt[end] - away * last.width_pt / 2,
        )
        return min(edges), max(edges)

    def borders(self, box: Box) -> tuple[Edge, Edge]:
        """Return the borders at the cell's start and end, those of its neighbours' included."""
        start, end = self.span(box)
        own = (box.border.right, box.border.left) if self.rtl else (box.border.left, box.border.right)
        return own[0] or self._shared(start), own[1] or self._shared(end)

    def _shared(self, line: int) -> Edge:
        inner = 0 < line < len(self.lines_pt) - 1
        return self.borders_at[line] if inner else NO_EDGE


def grid_of(table: Table) -> Grid:
    """Return the grid of `table`, read from its row of most cells."""
    rtl = table.direction == "rtl"
    boxes = [cell.box for cell in max(table.rows, key=lambda row: len(row.cells)).cells]
    starts = [box.right_pt if rtl else box.x_pt for box in boxes]
    last = boxes[-1].x_pt if rtl else boxes[-1].right_pt
    pairs = _meeting(boxes, rtl=rtl)
    away = -1 if rtl else 1
    lines = []
    for index, (mark, (ends, begins)) in enumerate(zip((*starts, last), pairs, strict=True)):
        inner = 0 < index < len(boxes)
        shift = (begins.width_pt - ends.width_pt) / 2
        lines.append(mark + away * shift if inner or begins or ends else mark)
    borders = tuple(_joined(ends, begins) for ends, begins in pairs)
    return Grid(tuple(lines), borders, rtl)


def _meeting(boxes: Sequence[Box], *, rtl: bool) -> list[tuple[Edge, Edge]]:
    """Return, for each grid line, the border of the cell that ends at it and of the one that begins."""
    sides = [
        (box.border.right, box.border.left) if rtl else (box.border.left, box.border.right) for box in boxes
    ]
    ends = [NO_EDGE, *(end for _, end in sides)]
    begins = [*(start for start, _ in sides), NO_EDGE]
    return list(zip(ends, begins, strict=True))


def _joined(ends: Edge, begins: Edge) -> Edge:
    """Return one border for two that touch."""
    wider = begins if begins.width_pt >= ends.width_pt else ends
    return Edge(ends.width_pt + begins.width_pt, wider.style, wider.color) if ends and begins else wider
