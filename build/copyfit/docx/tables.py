"""Tables: rows whose height is made by their content, on a grid read from the laid-out cells.

Every cell is filled to the row's end by the space after its last paragraph, because engines do not
agree whether a row's minimum height includes its border (ECMA-376 Part 1, §17.4.80).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copyfit.docx.blocks import Cell, Columns, Row, Table
from copyfit.docx.flow import Area, Flow
from copyfit.docx.grid import Grid, grid_of
from copyfit.docx.spec import (
    BorderSpec,
    CellSpec,
    Item,
    ParagraphFormat,
    ParagraphSpec,
    RowSpec,
    TableSpec,
)
from copyfit.layout.boxes import Box, Edge
from copyfit.units import eighths_from_pt, twips_from_pt

EMPTY_LINE = 20


def add_table(flow: Flow, table: Table) -> None:
    """Add `table` to the flow where the page has it."""
    flow.leave_frame()
    flow.space_to(twips_from_pt(table.y_pt))
    grid = grid_of(table)
    rows = []
    for row in table.rows:
        spec, bottom = _row(flow, table, row, grid)
        rows.append(spec)
        flow.cursor = bottom
    rtl = table.direction == "rtl"
    indent_pt = flow.area.right_pt - grid.outer_pt if rtl else grid.outer_pt - flow.area.left_pt
    flow.items.append(
        TableSpec(
            width=sum(grid.widths),
            indent=twips_from_pt(indent_pt),
            grid=grid.widths,
            rows=tuple(rows),
            bidi=rtl,
            caption=table.caption,
            header=any(row.header for row in table.rows),
        )
    )


def as_layout_table(columns: Columns) -> Table:
    """Return columns that sections cannot express as a table of one row."""
    top = min(box.y_pt for box in columns.boxes)
    bottom = max(box.bottom_pt for box in columns.boxes)
    cells = []
    for index, (box, blocks) in enumerate(zip(columns.boxes, columns.columns, strict=True)):
        wide = _widened(columns.boxes, index, columns.direction)
        cells.append(Cell(replace(box, x_pt=wide[0], width_pt=wide[1] - wide[0]), blocks, header=False))
    left = min(box.x_pt for box in columns.boxes)
    right = max(box.right_pt for box in columns.boxes)
    row = Row(top, bottom - top, tuple(cells), header=False)
    return Table(left, top, right - left, (row,), columns.direction, layout=True)


def _widened(boxes: Sequence[Box], index: int, direction: str) -> tuple[float, float]:
    """Return the cell's edges: the gap beside a column belongs to the cell before it."""
    box = boxes[index]
    following = boxes[index + 1] if index + 1 < len(boxes) else None
    if following is None:
        return box.x_pt, box.right_pt
    if direction == "rtl":
        return following.right_pt, box.right_pt
    return box.x_pt, following.x_pt


def _row(flow: Flow, table: Table, row: Row, grid: Grid) -> tuple[RowSpec, int]:
    """Return the row and the y of its lower edge, in twips."""
    top = flow.cursor
    flows = [_cell_flow(flow, table, cell, top, grid) for cell in row.cells]
    below = max((twips_from_pt(cell.box.border.bottom.width_pt) for cell in row.cells), default=0)
    bottom = max(twips_from_pt(row.y_pt + row.height_pt), *(inner.cursor + below for inner in flows))
    cells = tuple(
        _cell(cell, inner, bottom - twips_from_pt(cell.box.border.bottom.width_pt), grid)
        for cell, inner in zip(row.cells, flows, strict=True)
    )
    borders = max((twips_from_pt(cell.box.border.top.width_pt) for cell in row.cells), default=0) + below
    return RowSpec(bottom - top - borders, cells, row.header and not table.layout), bottom


def _cell_flow(flow: Flow, table: Table, cell: Cell, top: int, grid: Grid) -> Flow:
    left_pt, right_pt = grid.room_pt(cell.box)
    area = Area(left_pt, right_pt, in_columns=True, direction=table.direction)
    inner = Flow(area, top + twips_from_pt(cell.box.border.top.width_pt), flow.fonts, flow.advice)
    inner.place(cell.blocks)
    if not inner.items or not isinstance(inner.items[-1], ParagraphSpec):
        inner.items.append(ParagraphSpec("Table Text", ParagraphFormat(line=EMPTY_LINE)))
        inner.cursor += EMPTY_LINE if len(inner.items) == 1 else 0
    return inner


def _cell(cell: Cell, inner: Flow, bottom: int, grid: Grid) -> CellSpec:
    items: list[Item] = list(inner.items)
    last = items[-1]
    if isinstance(last, ParagraphSpec) and bottom > inner.cursor:
        items[-1] = replace(
            last, format=replace(last.format, after=last.format.after + bottom - inner.cursor)
        )
    return CellSpec(
        width=sum(grid.part(cell.box)),
        items=tuple(items),
        span=cell.box.columns,
        shading=cell.box.background,
        borders=tuple(_cell_borders(cell.box, grid)),
    )


def _cell_borders(box: Box, grid: Grid) -> list[tuple[str, BorderSpec]]:
    """Return the cell's borders in the order of the schema (ECMA-376 Part 1, §17.4.66)."""
    start, end = grid.borders(box)
    sides = {"top": box.border.top, "start": start, "bottom": box.border.bottom, "end": end}
    return [(name, _spec(edge)) for name, edge in sides.items() if edge]


def _spec(edge: Edge) -> BorderSpec:
    return BorderSpec(eighths_from_pt(edge.width_pt), 0, edge.color)
