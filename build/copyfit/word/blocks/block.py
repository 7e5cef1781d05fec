"""What Word has a means for: blocks with the places that they must reach.

A block is a paragraph, a picture, an empty paragraph that only shows a rule, a table or a row of
columns. Positions are pt from the sheet's top-left corner. `recognition` makes them of boxes; the
next step, `place`, gives each the space that carries it to its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.layout.boxes import Box, Edge, Line, Picture, Sides, TextStyle

NO_EDGE = Edge()
NO_EDGES = Sides(NO_EDGE, NO_EDGE, NO_EDGE, NO_EDGE)


@dataclass(frozen=True, slots=True)
class PanelFrame:
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


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Lines of text that one Word paragraph will hold.

    `statements` begin with it, and are bookmarked there; `statement` is the innermost that it belongs to.
    `general_name` is the style that it has if its own looks no different. Lines without runs are room to
    write in.
    """

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
    frame: PanelFrame | None = None
    item: ListItem | None = None
    statements: tuple[str, ...] = ()
    statement: str | None = None
    anchors: tuple[str, ...] = ()
    heading: int = 0
    general_name: str = ""

    @property
    def baseline_pt(self) -> float:
        """The first line's baseline."""
        return self.lines[0].baseline_pt


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture in a paragraph of its own."""

    picture: Picture
    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    frame: PanelFrame | None = None


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """An empty paragraph that shows a line at its foot: room to write on."""

    style_name: str
    x_pt: float
    right_pt: float
    y_pt: float
    bottom_pt: float
    edge: Edge


@dataclass(frozen=True, slots=True)
class CellBlock:
    """One table cell with its blocks; lengths as in `Box`."""

    box: Box
    blocks: tuple[Block, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class RowBlock:
    """One table row."""

    y_pt: float
    height_pt: float
    cells: tuple[CellBlock, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `layout` says that it only places things. `border` is around all of it."""

    x_pt: float
    y_pt: float
    width_pt: float
    rows: tuple[RowBlock, ...]
    direction: str
    caption: str = ""
    layout: bool = False
    border: Sides[Edge] = NO_EDGES
    statements: tuple[str, ...] = ()

    @property
    def bottom_pt(self) -> float:
        """The lower edge of the last row."""
        return self.rows[-1].y_pt + self.rows[-1].height_pt


@dataclass(frozen=True, slots=True)
class ColumnsBlock:
    """Blocks that stand side by side, first column first in reading order."""

    boxes: tuple[Box, ...]
    columns: tuple[tuple[Block, ...], ...]
    direction: str


Block = ParagraphBlock | PictureBlock | RuleBlock | TableBlock | ColumnsBlock
