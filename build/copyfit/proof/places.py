"""Every line of a layout lies where a reader sees it: inside the page, unclipped, on no other text.

In: a `Layout`. Out: problems that name the first words that do not, and their statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copyfit.errors import About, Problem
from copyfit.layout.boxes import Box, Layout, Line, PageLayout, Run, Sheet
from copyfit.measure.shape import reads_right_to_left
from copyfit.proof.words import of_statement, quoted
from copyfit.units import mm_from_pt

ASCENT_EM, DESCENT_EM = 0.72, 0.22
"""How far most letters reach above and below the baseline; what is beyond may be cut unseen."""
SPACE_EM = 0.3
"""How wide a space is, near enough."""
TOLERANCE_PT = 1.0
OUT_OF_FLOW = ("absolute", "fixed", "float", "inline-block")
GROSS_OVERLAP = 0.3
"""The share of a line's height that may lie on another line before both are hard to read."""
GROSS_OVERLAP_PT = 2.0
_OPENING, _CLOSING = "([{«»“”„‘’‚‹›\"'¿¡", ")]}«»“”„‘’‚‹›\"'.,:;!?/—"
_BREAK = re.compile(
    rf"(?<![{re.escape(_OPENING)}])[ \t\n\u2000-\u2006\u2008-\u200a\u205f\u3000]+(?![{re.escape(_CLOSING)}])"
)
"""A space that a line may end at: none behind what opens or before what closes (UAX #14, LB13 to LB17)."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, in pt from the sheet's top-left corner."""

    left_pt: float
    top_pt: float
    right_pt: float
    bottom_pt: float

    def within(self, other: Area) -> Area:
        """Return the part of this area that lies inside `other`."""
        return Area(
            max(self.left_pt, other.left_pt),
            max(self.top_pt, other.top_pt),
            min(self.right_pt, other.right_pt),
            min(self.bottom_pt, other.bottom_pt),
        )

    def overshoot_pt(self, limit: Area) -> float:
        """Return how far this area reaches out of `limit`, at most; 0 or less if it lies inside."""
        return max(
            limit.left_pt - self.left_pt,
            limit.top_pt - self.top_pt,
            self.right_pt - limit.right_pt,
            self.bottom_pt - limit.bottom_pt,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of text, the area its letters cover and what limits it.

    `too_long_pt` is by how much its line is too long for its box though it has but one word.
    """

    run: Run
    line: Line
    statement: str | None
    area: Area
    window: Area
    painted: bool
    moved: bool
    rtl: bool = False
    too_long_pt: float = 0.0


def place_problems(layout: Layout) -> list[Problem]:
    """Return a problem for each way in which text of `layout` is not where a reader sees it.

    Body text belongs inside the page's margins, running headers and footers on the sheet.
    """
    sheet = layout.sheet
    problems: list[Problem] = []
    for page in layout.pages:
        body = list(_placed(page.body, _everywhere(sheet)))
        margins = [
            placed for root in (*page.header, *page.footer) for placed in _placed(root, _everywhere(sheet))
        ]
        problems += _first(body, lambda placed: _outside(placed, _content_area(sheet)))
        problems += _first(margins, lambda placed: _outside(placed, _sheet_area(sheet)))
        problems += _first([*body, *margins], _hidden)
        problems += _overlaps([*body, *margins])
        problems += _upward_reading(page)
        problems += _out_of_flow(page)
    return problems


def placed_on(layout: Layout) -> Iterator[Placed]:
    """Yield every run of the page that shows letters, in reading order."""
    for page in layout.pages:
        for root in (*page.header, page.body, *page.footer):
            yield from _placed(root, _everywhere(layout.sheet))


def _placed(
    box: Box, window: Area, statement: str | None = None, painted: bool = True, moved: bool = False
) -> Iterator[Placed]:
    """Yield every run below `box` that shows letters; `window` is what clipping boxes leave to see."""
    statement = box.statement or statement
    painted = painted and box.shows != "nothing"
    moved = moved or box.moved
    if box.shows == "inside":
        window = window.within(_padding_area(box))
    for line in (*((box.marker,) if box.marker else ()), *box.lines):
        too_long_pt = _too_long_pt(line, box)
        for run in line.runs:
            if run.text.strip():
                owner, rtl = run.statement or statement, reads_right_to_left(run.text)
                yield Placed(run, line, owner, _ink(line, run), window, painted, moved, rtl, too_long_pt)
    for child in box.children:
        yield from _placed(child, window, statement, painted, moved)


def _too_long_pt(line: Line, box: Box) -> float:
    """Return by how much a line of one word is wider than its box; 0 for a line that could be broken."""
    if line is box.marker or not line.runs or _BREAK.search(line.text.strip()):
        return 0.0
    right = max(run.x_pt + run.width_pt for run in line.runs)
    left = min(run.x_pt for run in line.runs)
    return max(right - box.content_right_pt, box.content_left_pt - left, 0.0)


def _too_long(placed: Placed) -> Problem:
    word = placed.line.text.strip()
    return Problem(
        "word-too-long",
        f"{quoted([word])}{of_statement(placed.statement)} is {mm_from_pt(placed.too_long_pt):.1f} mm too "
        "long for its line, and has no place to break it",
        "put a soft hyphen (U+00AD) where it may be broken, or shorten it; in a table, give its column more "
        "`width_mm`",
        about=About("words", word, placed.statement),
    )


def _ink(line: Line, run: Run) -> Area:
    """Return the area that the letters of `run` cover, near enough; spaces at its end show nothing."""
    baseline, size = line.baseline_pt - run.style.raise_pt, run.style.size_pt
    unseen = min(SPACE_EM * size * (len(run.text) - len(run.text.rstrip())), run.width_pt)
    left, right = (unseen, 0.0) if reads_right_to_left(run.text) else (0.0, unseen)
    left, right = run.x_pt + left, run.x_pt + run.width_pt - right
    return Area(left, baseline - ASCENT_EM * size, right, baseline + DESCENT_EM * size)


def _padding_area(box: Box) -> Area:
    border = box.border
    return Area(
        box.x_pt + border.left.width_pt,
        box.y_pt + border.top.width_pt,
        box.right_pt - border.right.width_pt,
        box.bottom_pt - border.bottom.width_pt,
    )


def _everywhere(sheet: Sheet) -> Area:
    far = 1000 * (sheet.width_pt + sheet.height_pt)
    return Area(-far, -far, far, far)


def _sheet_area(sheet: Sheet) -> Area:
    return Area(0.0, 0.0, sheet.width_pt, sheet.height_pt)


def _content_area(sheet: Sheet) -> Area:
    margin = sheet.margin
    return Area(margin.left, margin.top, sheet.width_pt - margin.right, sheet.height_pt - margin.bottom)


def _first(placed: Sequence[Placed], judge: Callable[[Placed], Problem | None]) -> list[Problem]:
    """Return what `judge` says of the first text it finds fault with."""
    return next(([problem] for each in placed if (problem := judge(each))), [])


def _outside(placed: Placed, limit: Area) -> Problem | None:
    overshoot_pt = placed.area.overshoot_pt(limit)
    if overshoot_pt <= TOLERANCE_PT:
        return None
    if placed.too_long_pt > TOLERANCE_PT:
        return _too_long(placed)
    return Problem(
        "words-outside",
        f"{named(placed)} stands {mm_from_pt(overshoot_pt):.1f} mm outside the page's margins",
        "shorten the text, or take the fixed height, the offset or the negative margin from the style sheet",
        about=About("style"),
    )


def _hidden(placed: Placed) -> Problem | None:
    if not placed.painted:
        return Problem(
            "words-hidden",
            f"{named(placed)} is laid out but not painted",
            "take `opacity: 0` or `clip` from the style sheet; `hidden` takes an element out on purpose",
            about=About("style", "opacity"),
        )
    if placed.moved:
        return Problem(
            "words-moved",
            f"{named(placed)} is moved by a transform, so nobody can say where it stands in the Word file",
            "take `transform` from the style sheet",
            about=About("style", "transform"),
        )
    if placed.area.overshoot_pt(placed.window) > TOLERANCE_PT:
        return Problem(
            "words-clipped",
            f"{named(placed)} is cut off by a box with `overflow: hidden`",
            "let the box grow with its text: no fixed height, no `overflow`",
            about=About("style", "overflow"),
        )
    return None


def _overlaps(placed: Sequence[Placed]) -> list[Problem]:
    """Return the first two texts of which one lies on the other."""
    by_top = sorted(placed, key=lambda each: each.area.top_pt)
    open_above: list[Placed] = []
    for lower in by_top:
        open_above = [upper for upper in open_above if upper.area.bottom_pt > lower.area.top_pt]
        for upper in open_above:
            if _lies_on(upper, lower):
                longest = max((upper, lower), key=lambda each: each.too_long_pt)
                if longest.too_long_pt > TOLERANCE_PT:
                    return [_too_long(longest)]
                return [
                    Problem(
                        "words-overlap",
                        f"{named(lower)} lies on {named(upper)}",
                        "take the fixed height, the offset or the negative margin from the style sheet",
                        about=About("style"),
                    )
                ]
        open_above.append(lower)
    return []


def _lies_on(one: Placed, other: Placed) -> bool:
    shared = one.area.within(other.area)
    heights = [each.area.bottom_pt - each.area.top_pt for each in (one, other)]
    allowed_pt = GROSS_OVERLAP * min(heights) if one.line is not other.line else 0.0
    return shared.right_pt - shared.left_pt > GROSS_OVERLAP_PT and shared.bottom_pt - shared.top_pt > max(
        allowed_pt, TOLERANCE_PT
    )


def _upward_reading(page: PageLayout) -> list[Problem]:
    """Return the first text that stands right above the text it is to be read after."""
    for box in page.walk():
        in_flow = [child for child in box.children if any(True for _ in child.all_lines())]
        for earlier, later in pairwise(in_flow):
            beside = later.x_pt >= earlier.right_pt or later.right_pt <= earlier.x_pt
            if later.bottom_pt <= earlier.y_pt + TOLERANCE_PT and not beside:
                return [_upward(next(_placed(later, _everywhere_of(page))))]
    return []


def _out_of_flow(page: PageLayout) -> list[Problem]:
    """Return the box around all of the text that is out of the flow: such a box loses what is too long."""
    box = page.body
    while True:
        if box.layout in OUT_OF_FLOW:
            return [
                Problem(
                    "out-of-flow",
                    f"all of the page's text is in `{box.tag}`, which the style sheet takes out of the flow "
                    f"({box.layout})",
                    "let `html`, `body` and `main` be plain blocks; place what stands inside them",
                    about=About(
                        "style",
                        "float"
                        if box.layout == "float"
                        else "position"
                        if box.layout != "inline-block"
                        else "display",
                    ),
                )
            ]
        within = [child for child in box.children if any(True for _ in child.all_lines())]
        if len(within) != 1:
            return []
        box = within[0]


def _everywhere_of(page: PageLayout) -> Area:
    body = page.body
    return Area(body.x_pt, body.y_pt, body.right_pt, body.bottom_pt)


def _upward(placed: Placed) -> Problem:
    return Problem(
        "words-disordered",
        f"{named(placed)} stands above what comes before it in the text",
        "move it in the template, not with the style sheet, so that it is read aloud in the order seen",
        about=About("style"),
    )


def named(placed: Placed) -> str:
    """Return the words from this run to the end of its line, and their statement."""
    runs = placed.line.runs
    text = "".join(run.text for run in runs[runs.index(placed.run) :])
    return f"{quoted(text.split())}{of_statement(placed.statement)}"
