"""Tables: rows whose height is made by their content, on a grid read from the laid-out cells.

Every cell is filled to the row's end by the space after its last paragraph, because engines do not
agree whether a row's minimum height includes its border (ECMA-376 Part 1, §17.4.80).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from copyfit.layout.boxes import Box, Edge
from copyfit.measure.margins import BreakAdvice
from copyfit.units import eighths_from_pt, twips_from_pt
from copyfit.word.blocks.block import (
    NO_EDGE,
    Block,
    CellBlock,
    ParagraphBlock,
    RowBlock,
    TableBlock,
)
from copyfit.word.place.extent import Extent, Filling, top_of
from copyfit.word.place.grid import Grid, grid_of
from copyfit.word.place.panel import BASELINE_SHARE
from copyfit.word.spec import (
    SPACER,
    BorderSpec,
    CellSpec,
    Item,
    ParagraphFormat,
    ParagraphSpec,
    RowSpec,
    TableSpec,
)

EMPTY_LINE = 20

Fill = Callable[[Extent, int, Sequence[Block]], Filling]
"""How the blocks of a cell are placed, from a y in twips."""


def place_table(table: TableBlock, top: int, extent: Extent, fill: Fill) -> Filling:
    """Return `table` placed from `top` down, in twips; `fill` places what is in a cell."""
    starts = [row_start(row) for row in table.rows]
    grid = grid_of(table)
    spans = _Spans(grid)
    rows: list[RowSpec] = []
    advice: list[BreakAdvice] = []
    for index, row in enumerate(table.rows):
        end = starts[index + 1] if index + 1 < len(starts) else _end(row)
        begun = [(cell, _cell_filling(table, cell, top, grid, fill)) for cell in row.cells]
        advice.extend(one for _, filling in begun for one in filling.advice)
        spec, top = _row(table, row, begun, spans, top, end)
        rows.append(spec)
    indent_pt = extent.right_pt - grid.outer_pt if grid.rtl else grid.outer_pt - extent.left_pt
    made = TableSpec(
        width=sum(grid.widths),
        indent=twips_from_pt(indent_pt),
        grid=grid.widths,
        rows=tuple(rows),
        bidi=grid.rtl,
        caption=table.caption,
        header=any(row.header for row in table.rows) and not table.layout,
        row_headings=_has_row_headings(table),
    )
    return Filling((made,), top, tuple(advice))


def _has_row_headings(table: TableBlock) -> bool:
    """Return whether each row of data begins with its heading."""
    rows = [row for row in table.rows if not row.header and row.cells]
    return bool(rows) and all(row.cells[0].header for row in rows)


def row_start(row: RowBlock) -> int:
    """Return where a row begins, in twips: higher than on the page if its first lines need the room.

    Word sets the first baseline of widely spaced lines lower than CSS does.
    """
    tops = [
        top_of(cell.blocks[0]) - twips_from_pt(cell.box.border.top.width_pt)
        for cell in row.cells
        if cell.blocks
    ]
    return min(twips_from_pt(row.y_pt), *tops) if tops else twips_from_pt(row.y_pt)


def _end(row: RowBlock) -> int:
    """Return where the last row ends at least, in twips: nowhere if nothing is painted at its foot."""
    painted = any(cell.box.background or cell.box.border.bottom for cell in row.cells)
    return twips_from_pt(row.y_pt + row.height_pt) if painted else 0


class _Spans:
    """Cells that reach into the rows below: where they are, and how far they have come."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.open: list[tuple[CellBlock, Filling, int]] = []

    def continued(self) -> list[tuple[int, CellBlock, Filling, int]]:
        """Return what goes on in this row: column, cell, its flow, and how many rows are left with this."""
        return [(self.grid.first_column(cell.box), cell, filling, left) for cell, filling, left in self.open]

    def advance(self, begun: Sequence[tuple[CellBlock, Filling]]) -> None:
        """Go on to the next row; `begun` are the cells that start in this one."""
        going = [(cell, filling, left - 1) for cell, filling, left in self.open if left > 1]
        self.open = going + [
            (cell, filling, cell.box.rows - 1) for cell, filling in begun if cell.box.rows > 1
        ]


def _row(
    table: TableBlock,
    row: RowBlock,
    begun: Sequence[tuple[CellBlock, Filling]],
    spans: _Spans,
    top: int,
    end: int,
) -> tuple[RowSpec, int]:
    """Return the row, which reaches down to `end` at least, and the y of its lower edge, in twips."""
    grid = spans.grid
    continued = spans.continued()
    ending = [(cell, filling) for cell, filling in begun if cell.box.rows == 1]
    ending += [(cell, filling) for _, cell, filling, left in continued if left == 1]
    below = max((twips_from_pt(cell.box.border.bottom.width_pt) for cell, _ in ending), default=0)
    reached = [filling.end + below for _, filling in ending]
    bottom = max(end, *reached, top + 1)
    filled = not table.layout or any(_is_painted(cell.box) for cell in row.cells)
    cells = {
        grid.first_column(cell.box): _cell(
            cell, filling, bottom - below if filled else 0, grid, _foot(cell, row)
        )
        for cell, filling in begun
    }
    cells |= {column: _merged(cell, grid, ends=left == 1) for column, cell, _, left in continued}
    above = max((twips_from_pt(cell.box.border.top.width_pt) for cell in row.cells), default=0)
    spans.advance(begun)
    ordered = tuple(cells[column] for column in sorted(cells))
    height = bottom - top - above - below if filled else 0
    return RowSpec(height, ordered, row.header and not table.layout, splits=table.layout), bottom


def _is_painted(box: Box) -> bool:
    """Return whether one sees how tall a cell is."""
    border = box.border
    return bool(box.background or border.top or border.right or border.bottom or border.left)


def _cell_filling(table: TableBlock, cell: CellBlock, top: int, grid: Grid, fill: Fill) -> Filling:
    """Return what is in a cell; it must end in a paragraph (ECMA-376 Part 1, §17.4.65)."""
    left_pt, right_pt = grid.room_pt(cell.box)
    extent = Extent(left_pt, right_pt, in_columns=True, direction=table.direction, is_cell=True)
    filling = fill(extent, top + twips_from_pt(cell.box.border.top.width_pt), cell.blocks)
    filling = replace(filling, items=tuple(_further(item, index) for index, item in enumerate(filling.items)))
    if filling.items and isinstance(filling.items[-1], ParagraphSpec):
        return filling
    closing = ParagraphSpec(SPACER, ParagraphFormat(line=EMPTY_LINE, bidi=table.direction == "rtl"))
    end = filling.end if filling.items else filling.end + EMPTY_LINE
    return replace(filling, items=(*filling.items, closing), end=end)


def _cell(cell: CellBlock, filling: Filling, bottom: int, grid: Grid, foot: int) -> CellSpec:
    """Return a cell that is filled to `bottom`, if it ends there: the row's end less its widest border."""
    items: list[Item] = list(filling.items)
    last = items[-1]
    room = bottom - filling.end
    if isinstance(last, ParagraphSpec) and room > 0 and cell.box.rows == 1:
        items[-1] = replace(last, format=replace(last.format, after=last.format.after + room))
    part = grid.part(cell.box)
    return CellSpec(
        width=sum(part),
        items=tuple(items),
        span=len(part),
        merge="restart" if cell.box.rows > 1 else "",
        shading=cell.box.background,
        borders=_borders(cell.box, grid, bottom=cell.box.rows == 1),
        foot=foot,
    )


def _further(item: Item, index: int) -> Item:
    """Return a cell's item; what follows the first one looks different by where it stands."""
    return replace(item, general_name="") if index and isinstance(item, ParagraphSpec) else item


def _foot(cell: CellBlock, row: RowBlock) -> int:
    """Return what a cell has below its last line if it is as tall as its content, in twips.

    The layout makes the padding of shorter cells larger, so the row's smallest is taken for its own.
    """
    last = cell.blocks[-1] if cell.blocks else None
    if not isinstance(last, ParagraphBlock):
        return 0
    line = last.lines[-1]
    below = line.bottom_pt - (line.baseline_pt + (1 - BASELINE_SHARE) * last.pitch_pt)
    padding = min(other.box.padding.bottom for other in row.cells)
    return max(twips_from_pt(padding + below), 0)


def _merged(cell: CellBlock, grid: Grid, *, ends: bool) -> CellSpec:
    """Return the part in a further row of a cell that spans rows (ECMA-376 Part 1, §17.4.84)."""
    part = grid.part(cell.box)
    return CellSpec(
        width=sum(part),
        items=(ParagraphSpec(SPACER, ParagraphFormat(line=1, bidi=grid.rtl)),),
        span=len(part),
        merge="continue",
        shading=cell.box.background,
        borders=_borders(cell.box, grid, top=False, bottom=ends),
    )


def _borders(
    box: Box, grid: Grid, *, top: bool = True, bottom: bool = True
) -> tuple[tuple[str, BorderSpec], ...]:
    """Return the cell's borders in the order of the schema (ECMA-376 Part 1, §17.4.66)."""
    left, right = grid.borders_of(box)
    start, end = (right, left) if grid.rtl else (left, right)
    sides = {
        "top": box.border.top if top else NO_EDGE,
        "start": start,
        "bottom": box.border.bottom if bottom else NO_EDGE,
        "end": end,
    }
    return tuple((name, _spec(edge)) for name, edge in sides.items() if edge)


def _spec(edge: Edge) -> BorderSpec:
    return BorderSpec(eighths_from_pt(edge.width_pt), 0, edge.color)
