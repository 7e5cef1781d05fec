"""What each Word element will say: frozen values between `flow`, which places, and the writers of XML.

Lengths are in twips (1/20 pt) unless a name says otherwise, because Word counts in them and their
rounding must be known while places are added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from copyfit.layout.boxes import Picture, TextStyle
from copyfit.measure.margins import BreakAdvice


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
    picture: Picture | None = None
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
    """One Word paragraph, ready to be written."""

    style_name: str
    format: ParagraphFormat
    runs: tuple[RunSpec, ...] = ()
    base: TextStyle | None = None
    number: NumberSpec | None = None
    heading: int = 0
    bookmarks: tuple[str, ...] = ()
    section: SectionSpec | None = None


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell: its width, what is in it, and how it looks."""

    width: int
    items: tuple[Item, ...]
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""
    shading: str | None = None
    borders: tuple[tuple[str, BorderSpec], ...] = ()


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One row; `height` is a minimum."""

    height: int
    cells: tuple[CellSpec, ...]
    header: bool = False


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


Item = ParagraphSpec | TableSpec


@dataclass(frozen=True, slots=True)
class Story:
    """The whole document: body, header and footer, where the body begins, and the others' distances.

    `advice` is what keeps the line breaks of its paragraphs as they are on the page.
    """

    body: tuple[Item, ...]
    header: tuple[Item, ...]
    footer: tuple[Item, ...]
    header_distance: int
    footer_distance: int
    final_section: SectionSpec
    top: int
    end: int
    advice: tuple[BreakAdvice, ...] = ()
