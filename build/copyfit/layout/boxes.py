"""The laid-out page as frozen values: sheet, boxes, lines and runs.

Every length is in pt; every position is measured from the sheet's top-left corner, x to the
right and y downwards. A box's rectangle is its border box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from copyfit.language.hyphenation import Hyphenation

Kind = Literal["block", "table", "row-group", "row", "cell", "caption", "picture"]
Alignment = Literal["start", "end", "center", "justify"]
Shows = Literal["all", "inside", "nothing"]
T = TypeVar("T")

SOFT_HYPHEN = "\u00ad"
SHOWN_AT_THE_END = "-"
"""What a soft hyphen shows where a line ends in it."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of text is set. `raise_pt` is above 0 for a superscript, below for a subscript."""

    family: str
    size_pt: float
    bold: bool = False
    italic: bool = False
    color: str = "#000000"
    background: str | None = None
    letter_spacing_pt: float = 0.0
    underline: bool = False
    strike: bool = False
    raise_pt: float = 0.0
    language: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class RoleUse:
    """The role (`--<name>-size`, `--<name>-leading`) that text takes its size or leading from.

    `added`: a fixed length is added to it (`calc(var(--body-size) - 0.5pt)`); else it is multiplied.
    """

    name: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style on one line; `statement` is the id of the innermost statement around it.

    `role` is the role that the size follows; None if the style sheet fixes it. `alpha` is how little one
    sees through it, from 0 to 1: that of its colour and the `opacity` of all that it stands in.
    `hyphenation` is how its words are divided; None if they are not.
    """

    text: str
    style: TextStyle
    x_pt: float
    width_pt: float
    statement: str | None = None
    generated: bool = False
    role: RoleUse | None = None
    alpha: float = 1.0
    hyphenation: Hyphenation | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `ends_in_space`: the source has white space where the line was broken;
    `forced`: the author broke it; `divided`: it ends in a soft hyphen and its sign, which the source has not.
    """

    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    baseline_pt: float
    runs: tuple[Run, ...]
    ends_in_space: bool = True
    forced: bool = False
    divided: bool = False

    @property
    def text(self) -> str:
        """The line's text, runs joined."""
        return "".join(run.text for run in self.runs)

    @property
    def bottom_pt(self) -> float:
        """The line's lower edge."""
        return self.y_pt + self.height_pt


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a border."""

    width_pt: float = 0.0
    style: str = "none"
    color: str = "#000000"

    def __bool__(self) -> bool:
        return self.width_pt > 0 and self.style not in ("none", "hidden")


@dataclass(frozen=True, slots=True)
class Sides(Generic[T]):
    """A value for each side of a box."""

    top: T
    right: T
    bottom: T
    left: T


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """An image as it lies in the project, with the text that stands for it."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class GapUse:
    """A named gap (`--gap-<name>`) that a side of the box takes its length from."""

    name: str
    property: str


@dataclass(frozen=True, slots=True)
class WidthUse:
    """How a box came by its width: from `--width-<name>` if it is named, else it has one of its own."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A laid-out element: either `children` or `lines`, never both.

    `leading_role` is the role that the leading follows; None if the style sheet fixes it.
    `shows` says what of its content is painted: all, what lies inside the padding box (`overflow`),
    or nothing (`opacity: 0`, `clip`). `moved`: a transform paints it elsewhere than the box says.
    `own_width` is None for a box that fills the width of what it stands in.
    """

    kind: Kind
    tag: str
    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    margin: Sides[float]
    border: Sides[Edge]
    padding: Sides[float]
    style: TextStyle
    leading_pt: float
    alignment: Alignment = "start"
    direction: Literal["ltr", "rtl"] = "ltr"
    background: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    marker: Line | None = None
    picture: PlacedPicture | None = None
    columns: int = 1
    rows: int = 1
    gaps: tuple[GapUse, ...] = ()
    layout: str = "block"
    leading_role: RoleUse | None = None
    shows: Shows = "all"
    moved: bool = False
    own_width: WidthUse | None = None

    @property
    def right_pt(self) -> float:
        """The border box's right edge."""
        return self.x_pt + self.width_pt

    @property
    def bottom_pt(self) -> float:
        """The border box's lower edge."""
        return self.y_pt + self.height_pt

    @property
    def content_left_pt(self) -> float:
        """The content box's left edge."""
        return self.x_pt + self.border.left.width_pt + self.padding.left

    @property
    def content_right_pt(self) -> float:
        """The content box's right edge."""
        return self.right_pt - self.border.right.width_pt - self.padding.right

    @property
    def content_top_pt(self) -> float:
        """The content box's upper edge."""
        return self.y_pt + self.border.top.width_pt + self.padding.top

    @property
    def content_bottom_pt(self) -> float:
        """The content box's lower edge."""
        return self.bottom_pt - self.border.bottom.width_pt - self.padding.bottom

    @property
    def statement(self) -> str | None:
        """The id of the statement that made this box, if one did."""
        return self.attributes.get("data-statement")

    def walk(self) -> Iterator[Box]:
        """Yield this box and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_lines(self) -> Iterator[Line]:
        """Yield every line below this box, in document order, markers before their text."""
        if self.marker:
            yield self.marker
        yield from self.lines
        for child in self.children:
            yield from child.all_lines()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and the page's content area, in pt."""

    width_pt: float
    height_pt: float
    margin: Sides[float]

    @property
    def content_top_pt(self) -> float:
        """Where the body begins."""
        return self.margin.top

    @property
    def content_bottom_pt(self) -> float:
        """Where the bottom margin begins."""
        return self.height_pt - self.margin.bottom


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One laid-out page: the root element's box, and what stands in the margins."""

    body: Box
    header: tuple[Box, ...] = ()
    footer: tuple[Box, ...] = ()

    def walk(self) -> Iterator[Box]:
        """Yield every box: header, body, footer."""
        for root in (*self.header, self.body, *self.footer):
            yield from root.walk()


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along in a PDF: its name, its bytes, what it is, and what it is to the page.

    `relationship` is one of ISO 19005-3, annex E: `Data`, `Source`.
    """

    name: str
    content: bytes
    told: str
    relationship: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out document. `source` is the WeasyPrint document that `pdf` paints.

    `html` is what was laid out, `assets` the bytes of every file that was fetched, in the order in which the
    page names them. `facts` are the ids of the facts on it, each once. `origin` is what
    the files say of where they come from, by name; `attached` goes along in a PDF that is archival.
    """

    sheet: Sheet
    pages: tuple[PageLayout, ...]
    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    metadata: Mapping[str, str]
    html: str
    assets: Mapping[str, bytes]
    warnings: tuple[str, ...]
    source: Any
    fonts: Mapping[tuple[str, bool, bool], bytes]
    facts: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()
    is_archival: bool = False

    @property
    def style_sheets(self) -> tuple[str, ...]:
        """The paths of the style sheets that the page is set with."""
        return tuple(path for path in self.assets if path.endswith(".css"))

    @property
    def page(self) -> PageLayout:
        """The only page. A layout of more than one must not reach a writer."""
        assert len(self.pages) == 1, "a writer is given one page"
        return self.pages[0]
