"""What each Word element will say: frozen values between `flow`, which places, and the writers of XML.

Lengths are in twips (1/20 pt) unless a name says otherwise, because Word counts in them and their
rounding must be known while places are added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from copyfit.layout.boxes import PlacedPicture, TextStyle
from copyfit.measure.margins import BreakAdvice

SPACER = "Spacer"
"""The style of paragraphs that are there for their height alone."""
PAD = "Spacer Panel"
"""The style of those that are a panel's padding, with its shade and its indents."""
SPACERS = (SPACER, PAD)


@dataclass(frozen=True, slots=True)
class BorderSpec:
    """One border of a paragraph or cell: width in eighths of a point, distance in whole points."""

    size_eighths: int
    space_pt: int
    color: str
    style: str = "single"


@dataclass(frozen=True, slots=True)
class RunSpec:
    """Text of one style, or one of Word's special runs."""

    text: str = ""
    style: TextStyle | None = None
    special: Literal["", "tab", "line-break", "column-break", "picture", "filler"] = ""
    picture: PlacedPicture | None = None
    width_pt: float = 0.0
    height_pt: float = 0.0
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab stop, measured from the column's leading edge."""

    position: int
    kind: Literal["start", "end"] = "start"


@dataclass(frozen=True, slots=True)
class NumberSpec:
    """Which list a paragraph is numbered in; `digits_end`: numbers are aligned at their last digit.

    `hanging` is where the number starts before the text, or its middle if it is `centred` there.
    """

    list_id: int
    ordered: bool
    start: int
    text: str
    style: TextStyle
    hanging: int
    digits_end: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """The end of a section: its columns as pairs of width and the gap after it."""

    columns: tuple[tuple[int, int], ...] = ()
    first: bool = False
    bidi: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """The paragraph properties that a style can hold. `line` 0 means as tall as its content."""

    before: int = 0
    after: int = 0
    line: int = 240
    start: int = 0
    end: int = 0
    first: int = 0
    alignment: str = "start"
    bidi: bool = False
    shading: str | None = None
    borders: tuple[tuple[str, BorderSpec], ...] = ()
    tabs: tuple[TabSpec, ...] = ()

    @property
    def sides(self) -> tuple[int, int, int]:
        """Start and end indent, and the first line's own."""
        return self.start, self.end, self.first


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    """One Word paragraph, ready to be written.

    `general_name` is the style that it has if its own looks no different. `heading`: its level, 0 for none.
    `calibration` is the part of its start and end indent that keeps its line breaks, and no style has.
    `begins`: it follows a heading, or stands at a column's top. `statements` and `anchors` name the place.
    """

    style_name: str
    format: ParagraphFormat
    runs: tuple[RunSpec, ...] = ()
    base: TextStyle | None = None
    number: NumberSpec | None = None
    heading: int = 0
    statements: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    section: SectionSpec | None = None
    general_name: str = ""
    calibration: tuple[int, int] = (0, 0)
    begins: bool = False

    @property
    def is_spacer(self) -> bool:
        """Whether it is there for its height alone."""
        return self.style_name in SPACERS

    @property
    def styled_format(self) -> ParagraphFormat:
        """The format without its calibration: what a style can have."""
        start, end = self.calibration
        return replace(self.format, start=self.format.start - start, end=self.format.end - end)


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A paragraph style: its name for people, what it is based on, and what it says.

    `heading` is its level, 0 for none. `list_id`: the list that it numbers, if it numbers.
    """

    name: str
    format: ParagraphFormat
    text: TextStyle
    based_on: str = ""
    heading: int = 0
    list_id: int | None = None

    @property
    def style_id(self) -> str:
        """The name without spaces, as Word makes it."""
        return "".join(letter for letter in self.name if letter.isalnum()) or "Style"


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell: its width, what is in it, and how it looks; `align` is where in it its content stands.

    `foot` is the room that it keeps below its last line.
    """

    width: int
    items: tuple[Item, ...]
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""
    shading: str | None = None
    borders: tuple[tuple[str, BorderSpec], ...] = ()
    foot: int = 0
    align: Literal["top", "center", "bottom"] = "top"


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One row; `height` is a minimum, 0 for none.

    `splits`: it may go on on the next page, each of its cells beside the others.
    """

    height: int
    cells: tuple[CellSpec, ...]
    header: bool = False
    splits: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One Word table."""

    width: int
    indent: int
    grid: tuple[int, ...]
    rows: tuple[RowSpec, ...]
    bidi: bool = False
    caption: str = ""
    header: bool = False
    row_headings: bool = False


Item = ParagraphSpec | TableSpec


def paragraphs_of(items: Iterable[Item]) -> Iterator[ParagraphSpec]:
    """Yield every paragraph, in reading order, those in tables too."""
    for item in items:
        if isinstance(item, TableSpec):
            for row in item.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.items)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Story:
    """The whole document: body, header and footer, where the body begins, and the others' distances.

    The body reaches down to `end`; edited, it may reach as near to the paper's foot as `bottom_margin`.
    `advice` is what keeps the line breaks of its paragraphs as they are on the page; `styles` are those
    that they wear, by name, in order of first use.
    """

    body: tuple[Item, ...]
    header: tuple[Item, ...] = ()
    footer: tuple[Item, ...] = ()
    header_distance: int = 0
    footer_distance: int = 0
    bottom_margin: int = 0
    final_section: SectionSpec = SectionSpec()
    top: int = 0
    end: int = 0
    advice: tuple[BreakAdvice, ...] = ()
    styles: Mapping[str, NamedStyle] = field(default_factory=dict)
