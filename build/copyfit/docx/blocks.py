"""Boxes → blocks: what Word has a means for, in reading order, with the places it must reach.

A block is a paragraph, a picture, an empty paragraph that only shows a rule, a table or a row of
columns. Positions are pt from the sheet's top-left corner. The next step, `flow`, gives each block
the space that carries it to its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import fmean

from copyfit.layout.boxes import Box, Edge, Line, Picture, Sides, TextStyle

SIDE_BY_SIDE_PT = 1.0
HAIR_PT = 0.05
STYLE_BY_TAG = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "figcaption": "Caption",
    "caption": "Caption",
    "blockquote": "Quote",
    "th": "Table Heading",
    "td": "Table Text",
    "header": "Header",
    "footer": "Footer",
}
NO_EDGES = Sides(Edge(), Edge(), Edge(), Edge())


@dataclass(frozen=True, slots=True)
class Frame:
    """The shading and side borders that a panel gives to each of its paragraphs.

    `x_pt`, `right_pt`, `top_pt` and `bottom_pt` are the outer edges, the `text_` pair the inner ones.
    """

    background: str | None
    border: Sides[Edge]
    x_pt: float
    right_pt: float
    top_pt: float
    bottom_pt: float
    text_left_pt: float
    text_right_pt: float


@dataclass(frozen=True, slots=True)
class ListItem:
    """Which list a paragraph belongs to, and how its number or bullet looks and where it stands."""

    list_id: int
    ordered: bool
    start: int
    text: str
    style: TextStyle
    hang_pt: float
    numbered: bool = True


NO_EDGE = Edge()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that one Word paragraph will hold."""

    style_name: str
    lines: tuple[Line, ...]
    left_pt: float
    right_pt: float
    pitch_pt: float
    alignment: str
    direction: str
    text_style: TextStyle
    top: Edge = NO_EDGE
    top_space_pt: float = 0.0
    bottom: Edge = NO_EDGE
    bottom_space_pt: float = 0.0
    frame: Frame | None = None
    item: ListItem | None = None
    statements: tuple[str, ...] = ()
    anchor: str | None = None
    heading: int = 0
    tag: str = ""

    @property
    def baseline_pt(self) -> float:
        """The first line's baseline."""
        return self.lines[0].baseline_pt


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a paragraph of its own."""

    picture: Picture
    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """An empty paragraph that shows a line at its foot: room to write on."""

    style_name: str
    x_pt: float
    right_pt: float
    y_pt: float
    bottom_pt: float
    edge: Edge


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell with its blocks; lengths as in `Box`."""

    box: Box
    blocks: tuple[Block, ...]
    header: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One table row."""

    y_pt: float
    height_pt: float
    cells: tuple[Cell, ...]
    header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `layout` says that it only places things side by side."""

    x_pt: float
    y_pt: float
    width_pt: float
    rows: tuple[Row, ...]
    direction: str
    caption: str = ""
    layout: bool = False
    statements: tuple[str, ...] = ()

    @property
    def bottom_pt(self) -> float:
        """The lower edge of the last row."""
        return self.rows[-1].y_pt + self.rows[-1].height_pt


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks that stand side by side, first column first in reading order."""

    boxes: tuple[Box, ...]
    columns: tuple[tuple[Block, ...], ...]
    direction: str


Block = Paragraph | Image | Rule | Table | Columns


@dataclass
class _Context:
    """What a box inherits from those around it while they are read."""

    style_name: str | None = None
    frame: Frame | None = None
    item: ListItem | None = None
    statements: tuple[str, ...] = ()
    inside: str = ""
    lists: list[int] = field(default_factory=lambda: [0])


def blocks_of(box: Box, inside: str = "") -> tuple[Block, ...]:
    """Return the blocks of `box` in reading order. `inside` is `header`, `footer` or empty."""
    return tuple(_read(box, _Context(inside=inside)))


def _read(box: Box, context: _Context) -> Iterator[Block]:
    context = _entered(box, context)
    if box.kind == "table":
        yield _table(box, context)
    elif box.kind == "picture":
        if box.picture:
            yield Image(box.picture, box.x_pt, box.y_pt, box.width_pt, box.height_pt, context.frame)
    elif box.lines:
        yield _paragraph(box, context)
    elif not box.children:
        if box.border.bottom and box.height_pt > HAIR_PT:
            yield Rule(
                context.style_name or "Rule",
                box.x_pt,
                box.right_pt,
                box.y_pt,
                box.bottom_pt,
                box.border.bottom,
            )
    elif _stand_side_by_side(box.children):
        yield _columns(box, context)
    else:
        yield from _framed(box, list(_read_children(box, context)))


def _entered(box: Box, context: _Context) -> _Context:
    statements = (*context.statements, box.statement) if box.statement else context.statements
    style = box.attributes.get("data-style") or context.style_name
    frame = _frame(box) if _is_panel(box) else context.frame
    return replace(context, statements=statements, style_name=style, frame=frame)


def _read_children(box: Box, context: _Context) -> Iterator[Block]:
    """Yield the children's blocks; what belongs to the first only (statement, number) goes to the first."""
    if box.tag in ("ol", "ul"):
        yield from _read_list(box, context)
        return
    first = True
    for child in box.children:
        inner = context if first else replace(context, statements=(), item=_continued(context.item))
        for block in _read(child, inner):
            first = False
            yield block


def _continued(item: ListItem | None) -> ListItem | None:
    return replace(item, numbered=False) if item else None


def _read_list(box: Box, context: _Context) -> Iterator[Block]:
    context.lists[0] += 1
    list_id = context.lists[0]
    start = int(box.attributes.get("start", "1") or 1)
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


def _hang_pt(box: Box) -> float:
    """Return how far the number stands before its text."""
    assert box.marker
    run = box.marker.runs[0]
    if box.direction == "rtl":
        return run.x_pt + run.width_pt - box.content_right_pt
    return box.content_left_pt - run.x_pt


def _is_panel(box: Box) -> bool:
    if box.kind in ("cell", "row", "row-group", "table"):
        return False
    return bool(box.background or box.border.left or box.border.right)


def _frame(box: Box) -> Frame:
    return Frame(
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
    if box.border.top and blocks and isinstance(blocks[0], Paragraph) and not _is_panel(box):
        first = blocks[0]
        top = _line_top(first)
        blocks[0] = replace(
            first, top=box.border.top, top_space_pt=max(top - box.y_pt - box.border.top.width_pt, 0)
        )
    if box.border.bottom and blocks and isinstance(blocks[-1], Paragraph) and not _is_panel(box):
        last = blocks[-1]
        below = box.bottom_pt - box.border.bottom.width_pt - last.lines[-1].bottom_pt
        blocks[-1] = replace(last, bottom=box.border.bottom, bottom_space_pt=max(below, 0))
    yield from blocks


def _line_top(paragraph: Paragraph) -> float:
    return paragraph.lines[0].y_pt


def _paragraph(box: Box, context: _Context) -> Paragraph:
    return Paragraph(
        style_name=_style_name(box, context),
        lines=box.lines,
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
        anchor=box.attributes.get("id"),
        heading=int(box.tag[1]) if box.tag in ("h1", "h2", "h3", "h4") else 0,
        tag=box.tag,
    )


def _style_name(box: Box, context: _Context) -> str:
    if context.style_name:
        return context.style_name
    if context.inside:
        return context.inside.capitalize()
    if context.item:
        if not context.item.numbered:
            return "List Continue"
        return "List Number" if context.item.ordered else "List Bullet"
    return STYLE_BY_TAG.get(box.tag, "Body Text")


def _pitch_pt(box: Box) -> float:
    """Return the distance of the lines' baselines; of a single line, its leading."""
    if len(box.lines) < 2:
        return box.leading_pt
    steps = [
        after.baseline_pt - before.baseline_pt
        for before, after in zip(box.lines, box.lines[1:], strict=False)
    ]
    return fmean(steps)


def _stand_side_by_side(children: tuple[Box, ...]) -> bool:
    """Return whether the children share their height instead of following one another."""
    tall = [child for child in children if child.height_pt > HAIR_PT and child.width_pt > HAIR_PT]
    if len(tall) < 2:
        return False
    first, second = tall[0], tall[1]
    apart = first.right_pt <= second.x_pt + SIDE_BY_SIDE_PT or second.right_pt <= first.x_pt + SIDE_BY_SIDE_PT
    overlap = min(first.bottom_pt, second.bottom_pt) - max(first.y_pt, second.y_pt)
    return apart and overlap > SIDE_BY_SIDE_PT


def _columns(box: Box, context: _Context) -> Columns:
    boxes = tuple(child for child in box.children if child.height_pt > HAIR_PT)
    columns = []
    for index, child in enumerate(boxes):
        inner = context if index == 0 else replace(context, statements=())
        columns.append(tuple(_read(child, inner)))
    return Columns(boxes, tuple(columns), box.direction)


def _table(box: Box, context: _Context) -> Table:
    rows: list[Row] = []
    caption = ""
    for part in box.children:
        if part.kind == "caption":
            caption = " ".join(line.text for line in part.all_lines())
            continue
        rows.extend(_row(row, part.tag == "thead", context) for row in part.children)
    return Table(
        x_pt=box.x_pt,
        y_pt=rows[0].y_pt,
        width_pt=box.width_pt,
        rows=tuple(rows),
        direction=box.direction,
        caption=caption,
    )


def _row(row: Box, header: bool, context: _Context) -> Row:
    cells = []
    for index, cell in enumerate(row.children):
        inner = _Context(inside="", lists=context.lists)
        if index == 0 and row.statement:
            inner.statements = (row.statement,)
        cells.append(Cell(cell, tuple(_read_cell(cell, inner)), cell.tag == "th"))
    return Row(row.y_pt, row.height_pt, tuple(cells), header)


def _read_cell(cell: Box, context: _Context) -> Iterator[Block]:
    """Yield the blocks of a cell, whose borders belong to the table and whose background to the cell."""
    inset = Sides(
        *(
            padding + edge.width_pt
            for padding, edge in (
                (cell.padding.top, cell.border.top),
                (cell.padding.right, cell.border.right),
                (cell.padding.bottom, cell.border.bottom),
                (cell.padding.left, cell.border.left),
            )
        )
    )
    plain = replace(cell, border=NO_EDGES, padding=inset, background=None, kind="block")
    yield from _read(plain, context)
