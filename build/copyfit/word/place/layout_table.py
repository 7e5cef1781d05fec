"""Columns that sections cannot express → a table of one row, which only places things.

A section's columns part where the page runs over: the line too many goes to the top of the next column,
and what stands in that to the next page. The cells of a row go on beside one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copyfit.layout.boxes import Box
from copyfit.measure.margins import LARGEST_SHIFT_PT
from copyfit.word.blocks.block import (
    NO_EDGES,
    Block,
    CellBlock,
    ColumnsBlock,
    RowBlock,
    TableBlock,
)

BEYOND_PT = LARGEST_SHIFT_PT
"""How far a table may stand out of the text's edge, which nobody sees."""


def as_layout_table(columns: ColumnsBlock, beyond_pt: float = 0.0) -> TableBlock:
    """Return columns as the cells of one row, each with the gap that follows it.

    The last stands out of the text's edge by `beyond_pt`: so its lines can be given room as those of the
    others are.
    """
    rtl = columns.direction == "rtl"
    cells = list(_from_the_right(columns, beyond_pt) if rtl else _from_the_left(columns, beyond_pt))
    left, right = min(cell.box.x_pt for cell in cells), max(cell.box.right_pt for cell in cells)
    top = min(box.y_pt for box in columns.boxes)
    row = RowBlock(top, max(box.bottom_pt for box in columns.boxes) - top, tuple(cells))
    return TableBlock(left, top, right - left, (row,), columns.direction, layout=True)


def _from_the_left(columns: ColumnsBlock, beyond_pt: float) -> Iterator[CellBlock]:
    ends = [box.x_pt for box in columns.boxes[1:]] + [columns.boxes[-1].right_pt + beyond_pt]
    for box, blocks, end in zip(columns.boxes, columns.columns, ends, strict=True):
        yield _bare_cell(box, box.x_pt, end, blocks)


def _from_the_right(columns: ColumnsBlock, beyond_pt: float) -> Iterator[CellBlock]:
    """Yield the cells from the right, the gap beside a column of tables as a cell of its own.

    LibreOffice puts a right-to-left table at the left of what it stands in: a table in a column must be as
    wide as its cell, and one that is wider than the text must be so on both sides.
    """
    first = columns.boxes[0]
    if beyond_pt:
        yield _bare_cell(_emptied(first), first.right_pt, first.right_pt + beyond_pt)
    ends = [box.right_pt for box in columns.boxes[1:]] + [columns.boxes[-1].x_pt - beyond_pt]
    for box, blocks, end in zip(columns.boxes, columns.columns, ends, strict=True):
        if not any(isinstance(block, TableBlock) for block in blocks):
            yield _bare_cell(box, end, box.right_pt, blocks)
            continue
        yield _bare_cell(box, box.x_pt, box.right_pt, blocks)
        if end < box.x_pt:
            yield _bare_cell(_emptied(box), end, box.x_pt)


def _emptied(box: Box) -> Box:
    return replace(box, children=(), lines=(), height_pt=0.0)


def _bare_cell(box: Box, left_pt: float, right_pt: float, blocks: tuple[Block, ...] = ()) -> CellBlock:
    """Return a cell between two edges; what is painted of a column, its blocks paint."""
    bare = replace(box, background=None, border=NO_EDGES, x_pt=left_pt, width_pt=right_pt - left_pt)
    return CellBlock(bare, blocks)
