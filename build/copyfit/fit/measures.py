"""Measure a laid-out page: where its text ends, how full it is, what each statement takes.

In: a `Layout`. Out: `TypeArea`, `Measured`. Next: `Fit`, budgets and reports quote these numbers.

The type area ends one body line above the bottom margin, and so far above the footer that one more of the
page's tallest lines has room there; that line is the slack for a person's small edit or another engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from copyfit.fit.prediction import Prediction
from copyfit.layout.boxes import Box, Layout, Line
from copyfit.measure.shape import Face, extents, nearest_face

NOISE_PT = 0.05
"""What rounding adds to a prediction at most; a page is planned to end this far above the foot."""
ROUNDED_PT = 1.5
"""What Word adds at most: whole twips, a rule's place, the line of a point that ends a page after a table."""
TALLEST_PT = 36.0
"""The tallest line that room is kept for: what is taller is a poster's, and nobody adds one."""
WITHOUT_FOOTER_PT = 36.0
"""How near to the paper's end text may come in Word where there is no footer: half an inch."""


@dataclass(frozen=True, slots=True)
class TypeArea:
    """The room for the body of a page, in pt from the sheet's top: from `top_pt` to the bottom margin.

    `least_pt` is kept free above the bottom margin, however narrow a body line is.
    """

    top_pt: float
    bottom_pt: float
    least_pt: float = 0.0

    def foot_pt(self, leading_pt: float) -> float:
        """Return where the type area ends: one body line above the bottom margin, or higher."""
        return self.bottom_pt - max(leading_pt, self.least_pt)

    def fill(self, ink_pt: float, leading_pt: float) -> float:
        """Return the share of the type area that is used when text ends at `ink_pt`."""
        return (ink_pt - self.top_pt) / (self.foot_pt(leading_pt) - self.top_pt)

    def overflow_pt(self, placed: Prediction, leading_pt: float) -> float:
        """Return by how much a predicted page is too long, in pt; below 0 is room that is left."""
        lowest = self.bottom_pt - max(self.least_pt, 0.0)
        return max(placed.ink_pt - self.foot_pt(leading_pt), placed.bottom_pt - lowest)

    def holds(self, placed: Prediction, leading_pt: float) -> bool:
        """Return whether a predicted page ends inside the type area."""
        return self.overflow_pt(placed, leading_pt) <= -NOISE_PT


@dataclass(frozen=True, slots=True)
class Measured:
    """A laid-out page: where its text ends, and where each column's text ends, in pt; how many pages."""

    ink_pt: float
    columns_pt: Mapping[str, float]
    pages: int
    words: int


def area_of(layout: Layout) -> TypeArea:
    """Return the room for the body on the sheet of `layout`."""
    return TypeArea(layout.sheet.content_top_pt, layout.sheet.content_bottom_pt, least_free_pt(layout))


def least_free_pt(layout: Layout) -> float:
    """Return what must be free above the bottom margin so that one of the tallest lines more has room.

    Below 0 where the margin has room enough: text that is added in Word may run down to the footer.
    """
    page = layout.pages[-1]
    tallest = max((box.leading_pt for box in page.body.walk() if _has_text(box)), default=0.0)
    return min(tallest, TALLEST_PT) + ROUNDED_PT - (_footer_top(layout) - layout.sheet.content_bottom_pt)


def _footer_top(layout: Layout) -> float:
    footer = [box for root in layout.pages[-1].footer for box in root.walk()]
    tops = [box.y_pt for box in footer if box.lines or box.border.top]
    return min(tops, default=layout.sheet.height_pt - WITHOUT_FOOTER_PT)


def _has_text(box: Box) -> bool:
    return any(line.runs for line in box.lines)


def measured(layout: Layout) -> Measured:
    """Measure the last page of `layout`: where everything ends."""
    body = layout.pages[-1].body
    columns: dict[str, float] = {}
    for box in body.walk():
        name = box.attributes.get("data-column")
        if name:
            columns[name] = max(columns.get(name, 0.0), ink_end(box, layout.fonts))
    words = sum(len(line.text.split()) for page in layout.pages for line in page.body.all_lines())
    return Measured(ink_end(body, layout.fonts), columns, len(layout.pages), words)


def ink_end(box: Box, fonts: Mapping[Face, bytes]) -> float:
    """Return how far down the text in `box` reaches, in pt: the lowest baseline plus its descent.

    A picture or an empty box with a height, such as a line to write on, counts with its lower edge.
    """
    ends = [box.y_pt]
    for inner in _in_flow(box):
        if inner.lines:
            ends.append(_descender(inner, inner.lines[-1], fonts))
        elif not inner.children:
            ends.append(inner.bottom_pt)
    return max(ends)


def _in_flow(box: Box) -> Iterator[Box]:
    yield box
    for child in box.children:
        if child.layout not in ("absolute", "fixed"):
            yield from _in_flow(child)


def _descender(box: Box, line: Line, fonts: Mapping[Face, bytes]) -> float:
    styles = [run.style for run in line.runs] or [box.style]
    style = max(styles, key=lambda style: style.size_pt)
    face = nearest_face(fonts, (style.family, style.bold, style.italic))
    return line.baseline_pt + extents(fonts[face]).descent_em * style.size_pt
