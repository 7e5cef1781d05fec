"""Boxes → blocks: which of Word's means each box of the page will be written with, in reading order.

In: boxes of a `Layout`. Out: `block`s. Next: `place`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from statistics import fmean
from typing import Literal

from copyfit.layout.boxes import Box, Edge, Line, Sides
from copyfit.word.blocks.block import (
    NO_EDGES,
    Block,
    CellBlock,
    ColumnsBlock,
    ListItem,
    PanelFrame,
    ParagraphBlock,
    PictureBlock,
    RowBlock,
    RuleBlock,
    TableBlock,
)
from copyfit.word.blocks.held import held
from copyfit.word.blocks.names import HEADING_LEVELS, CellName, all_class_words, class_words, name_of
from copyfit.word.blocks.shapes import HAIR_PT, is_one_line, is_panel, stand_side_by_side

USUAL_BASELINE = 0.8
"""Where in its line a baseline lies, from the top (`place` sets all of them so)."""
DIGITS = re.compile(r"\d+")


@dataclass
class _Context:
    """What a box inherits from those around it while they are read."""

    style_name: str | None = None
    frame: PanelFrame | None = None
    item: ListItem | None = None
    statements: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    statement: str | None = None
    inside: str = ""
    panel: str = ""
    cell: CellName | None = None
    list_ids: Iterator[int] = field(default_factory=lambda: count(1))


def blocks_of(box: Box, inside: str = "") -> tuple[Block, ...]:
    """Return the blocks of `box` in reading order. `inside` is `header`, `footer` or empty."""
    return tuple(_read(box, _Context(inside=inside)))


def _read(box: Box, context: _Context) -> Iterator[Block]:
    if is_panel(box):
        yield from _panel(box, context)
    else:
        yield from _content(box, _entered(box, context))


def _content(box: Box, context: _Context) -> Iterator[Block]:
    """Yield the blocks of a box that is no panel, or of a panel's inside."""
    if box.kind == "table":
        yield from _captioned(box, context)
    elif box.kind == "picture":
        if box.picture:
            yield PictureBlock(box.picture, box.x_pt, box.y_pt, box.width_pt, box.height_pt, context.frame)
    elif box.lines:
        yield _paragraph(box, context)
    elif not box.children:
        yield from _rule(box, context)
    elif is_one_line(box.children):
        yield _paragraph(_joined(box), context)
    elif stand_side_by_side(box.children):
        yield _columns(box, context)
    else:
        yield from _framed(box, list(_read_children(box, context)))


def _panel(box: Box, context: _Context) -> Iterator[Block]:
    """Yield a panel's paragraphs, framed; or one cell, if it holds what a paragraph's frame cannot.

    What is in it is read once, so that panels in panels cost no more than their boxes.
    """
    inside, frame = replace(box, border=NO_EDGES, padding=_inset(box)), _frame(box)
    inner = replace(_entered(box, context), frame=frame, panel=class_words(box) or "Panel")
    blocks = tuple(_content(inside, inner))
    if not any(isinstance(block, TableBlock | ColumnsBlock) for block in blocks):
        yield from blocks
        return
    plain = tuple(_without(frame, block) for block in blocks)
    row = RowBlock(box.y_pt, box.height_pt, (CellBlock(box, plain),))
    yield TableBlock(box.x_pt, box.y_pt, box.width_pt, (row,), box.direction, layout=True)


def _without(frame: PanelFrame, block: Block) -> Block:
    """Return the block as it stands in a cell that is painted as the frame would be."""
    if isinstance(block, ColumnsBlock):
        columns = tuple(tuple(_without(frame, inner) for inner in column) for column in block.columns)
        return replace(block, columns=columns)
    if isinstance(block, ParagraphBlock | PictureBlock) and block.frame is frame:
        return replace(block, frame=None)
    return block


def _rule(box: Box, context: _Context) -> Iterator[RuleBlock]:
    """Yield what an empty box shows: a line to write on, a rule, or a bar in its background's colour."""
    if box.height_pt <= HAIR_PT:
        return
    edge, bottom = box.border.bottom, box.bottom_pt
    if box.border.top:
        edge, bottom = box.border.top, box.y_pt + box.border.top.width_pt
    elif box.background and not edge:
        edge = Edge(box.height_pt, "solid", box.background)
    if edge:
        yield RuleBlock(context.style_name or "Rule", box.x_pt, box.right_pt, box.y_pt, bottom, edge)


def _entered(box: Box, context: _Context) -> _Context:
    statements = (*context.statements, box.statement) if box.statement else context.statements
    anchor = box.attributes.get("id")
    return replace(
        context,
        statements=statements,
        anchors=(*context.anchors, anchor) if anchor else context.anchors,
        statement=box.statement or context.statement,
        style_name=box.attributes.get("data-style") or context.style_name,
    )


def _read_children(box: Box, context: _Context) -> Iterator[Block]:
    """Yield the children's blocks; what is the first's only (its name, its number) it alone has."""
    if box.tag in ("ol", "ul"):
        yield from _read_list(box, context)
        return
    first = True
    for child in box.children:
        inner = (
            context if first else replace(context, statements=(), anchors=(), item=_continued(context.item))
        )
        for block in _read(child, inner):
            first = False
            yield block


def _continued(item: ListItem | None) -> ListItem | None:
    return replace(item, numbered=False) if item else None


def _read_list(box: Box, context: _Context) -> Iterator[Block]:
    list_id = next(context.list_ids)
    start = _first_number(box)
    for child in box.children:
        item = None
        if child.marker:
            item = ListItem(
                list_id=list_id,
                ordered=box.tag == "ol",
                start=start,
                text=child.marker.text.strip(),
                style=child.marker.runs[0].style,
                hang_pt=_hang_pt(child),
            )
        yield from _read(child, replace(context, item=item))


def _first_number(box: Box) -> int:
    """Return the number that the list's first marker shows, whatever made it so."""
    first = next((child.marker.text for child in box.children if child.marker), "")
    digits = DIGITS.search(first)
    return int(digits[0]) if digits else 1


def _hang_pt(box: Box) -> float:
    """Return how far the number stands before its text."""
    assert box.marker
    run = box.marker.runs[0]
    if box.direction == "rtl":
        return run.x_pt + run.width_pt - box.content_right_pt
    return box.content_left_pt - run.x_pt


def _frame(box: Box) -> PanelFrame:
    return PanelFrame(
        background=box.background,
        border=box.border,
        x_pt=box.x_pt,
        right_pt=box.right_pt,
        top_pt=box.y_pt,
        bottom_pt=box.bottom_pt,
        text_left_pt=box.content_left_pt,
        text_right_pt=box.content_right_pt,
    )


def _framed(box: Box, blocks: list[Block]) -> Iterator[Block]:
    """Give a container's own top and bottom border to its first and last paragraph."""
    if box.border.top and blocks and isinstance(blocks[0], ParagraphBlock) and not is_panel(box):
        first = blocks[0]
        top = first.lines[0].y_pt
        blocks[0] = replace(
            first, top=box.border.top, top_space_pt=max(top - box.y_pt - box.border.top.width_pt, 0)
        )
    if box.border.bottom and blocks and isinstance(blocks[-1], ParagraphBlock) and not is_panel(box):
        last = blocks[-1]
        below = box.bottom_pt - box.border.bottom.width_pt - last.lines[-1].bottom_pt
        blocks[-1] = replace(last, bottom=box.border.bottom, bottom_space_pt=max(below, 0))
    yield from blocks


def _paragraph(box: Box, context: _Context) -> ParagraphBlock:
    name, general = _style_names(box, context)
    return ParagraphBlock(
        style_name=name,
        general_name=general,
        lines=held(box.lines),
        left_pt=box.content_left_pt,
        right_pt=box.content_right_pt,
        pitch_pt=_pitch_pt(box),
        alignment=box.alignment,
        direction=box.direction,
        text_style=box.style,
        top=box.border.top,
        top_space_pt=box.padding.top,
        bottom=box.border.bottom,
        bottom_space_pt=box.padding.bottom,
        frame=context.frame,
        item=context.item,
        statements=context.statements,
        anchors=context.anchors,
        statement=context.statement,
        heading=HEADING_LEVELS.get(box.tag, 0),
    )


def _style_names(box: Box, context: _Context) -> tuple[str, str]:
    """Return the name of the paragraph's style, and the one that it has if its looks are no others."""
    if context.style_name:
        return context.style_name, ""
    if context.cell and not context.item and box.tag not in HEADING_LEVELS:
        return context.cell.specific(class_words(box)), context.cell.general
    kind: Literal["", "number", "bullet", "more"] = ""
    if context.item:
        kind = ("number" if context.item.ordered else "bullet") if context.item.numbered else "more"
    return name_of(box, inside=context.inside, panel=context.panel, item=kind), ""


def _pitch_pt(box: Box) -> float:
    """Return the distance of the lines' baselines; of a single line, its leading."""
    if len(box.lines) < 2:
        return box.leading_pt
    steps = [
        after.baseline_pt - before.baseline_pt
        for before, after in zip(box.lines, box.lines[1:], strict=False)
    ]
    return fmean(steps)


def _joined(box: Box) -> Box:
    """Return a box of one line that holds the lines of both children."""
    first, second = (child.lines[0] for child in box.children)
    line = replace(first, runs=(*first.runs, *second.runs), width_pt=box.width_pt)
    return replace(box, children=(), lines=(line,), style=box.children[0].style, alignment="start")


def _columns(box: Box, context: _Context) -> ColumnsBlock:
    boxes = tuple(child for child in box.children if child.height_pt > HAIR_PT)
    columns = []
    for index, child in enumerate(boxes):
        inner = context if index == 0 else replace(context, statements=(), anchors=())
        columns.append(tuple(_read(child, inner)))
    return ColumnsBlock(boxes, tuple(columns), box.direction)


def _captioned(box: Box, context: _Context) -> Iterator[Block]:
    """Yield a table and its caption, the upper one first."""
    captions = [part for part in box.children if part.kind == "caption" and part.lines]
    caption = " ".join(line.text for part in captions for line in part.lines)
    rows = tuple(_rows(box, context))
    above = [part for part in captions if not rows or part.y_pt < rows[0].y_pt]
    yield from (_paragraph(part, context) for part in above)
    if rows:
        yield TableBlock(
            x_pt=box.x_pt,
            y_pt=rows[0].y_pt,
            width_pt=box.width_pt,
            rows=rows,
            direction=box.direction,
            caption=caption,
            border=box.border,
        )
    yield from (_paragraph(part, context) for part in captions if part not in above)


def _rows(box: Box, context: _Context) -> Iterator[RowBlock]:
    for part in box.children:
        if part.kind != "caption":
            for row in part.children:
                yield _row(row, part.tag == "thead", class_words(box), context)


def _row(row: Box, header: bool, table: str, context: _Context) -> RowBlock:
    cells = []
    for index, cell in enumerate(row.children):
        heading = cell.tag == "th"
        words = all_class_words(cell) or ("Last" if 0 < index == len(row.children) - 1 else "")
        name = CellName(table, ("Heading" if header else "Row Heading") if heading else "Text", words)
        inner = _Context(cell=name, statement=row.statement or context.statement, list_ids=context.list_ids)
        if index == 0 and row.statement:
            inner.statements = (row.statement,)
        cells.append(CellBlock(cell, tuple(_read_cell(cell, inner)), heading))
    return RowBlock(row.y_pt, row.height_pt, _with_room_to_write(cells), header)


def _with_room_to_write(cells: list[CellBlock]) -> tuple[CellBlock, ...]:
    """Give each empty cell that is tall enough a line to write on, level with its neighbours'."""
    first = next(
        (cell.blocks[0] for cell in cells if cell.blocks and isinstance(cell.blocks[0], ParagraphBlock)), None
    )
    foot = min(cell.box.padding.bottom for cell in cells) if cells else 0.0
    return tuple(
        cell if cell.blocks or not _has_room(cell.box, foot) else replace(cell, blocks=(_blank(cell, first),))
        for cell in cells
    )


def _has_room(box: Box, foot_pt: float) -> bool:
    """Return whether a line fits into an empty cell, whose padding the layout has made fill it."""
    top, bottom = box.border.top.width_pt + box.padding.top, box.border.bottom.width_pt + foot_pt
    return box.height_pt - min(top, bottom) - bottom > box.leading_pt - HAIR_PT


def _blank(cell: CellBlock, beside: ParagraphBlock | None) -> ParagraphBlock:
    """Return a paragraph without words that looks as the cell's text would."""
    box = cell.box
    baseline = beside.baseline_pt if beside else box.content_top_pt + USUAL_BASELINE * box.leading_pt
    name = beside.style_name if beside else "Table Text"
    line = Line(
        x_pt=box.content_left_pt,
        y_pt=box.content_top_pt,
        width_pt=0.0,
        height_pt=box.leading_pt,
        baseline_pt=baseline,
        runs=(),
    )
    return ParagraphBlock(
        style_name=name,
        general_name=beside.general_name if beside else "",
        lines=(line,),
        left_pt=box.content_left_pt,
        right_pt=box.content_right_pt,
        pitch_pt=beside.pitch_pt if beside else box.leading_pt,
        alignment=box.alignment,
        direction=box.direction,
        text_style=beside.text_style if beside else box.style,
    )


def _read_cell(cell: Box, context: _Context) -> Iterator[Block]:
    """Yield the blocks of a cell, whose borders belong to the table and whose background to the cell."""
    plain = replace(cell, border=NO_EDGES, padding=_inset(cell), background=None, kind="block")
    yield from _read(plain, context)


def _inset(box: Box) -> Sides[float]:
    """Return how far the content is from each edge of the box."""
    return Sides(
        box.padding.top + box.border.top.width_pt,
        box.padding.right + box.border.right.width_pt,
        box.padding.bottom + box.border.bottom.width_pt,
        box.padding.left + box.border.left.width_pt,
    )
