"""What a good typesetter would not leave: a last line of one short word, a heading parted from its text.

In: a `Layout` and the place of each statement. Out: warnings. Next: they are among the problems of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from copyfit.errors import Place, Problem
from copyfit.layout.boxes import Box, Layout

SHORT_WORD, FEWEST_WORDS = 12, 5
"""A last word of fewer characters should not stand alone, in a text of so many words or more."""
DASHES = ("–", "—", "- ")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
APART_LINES = 2.0
"""A heading belongs to what begins within so many of its lines below it."""

PlaceOf = Callable[[str], Place]


def manners(layout: Layout, place_of: PlaceOf) -> tuple[Problem, ...]:
    """Return a warning for each rule that the page breaks."""
    body = layout.page.body
    return (*_lone_words(body, place_of), *_parted_headings(body))


def ends_alone(lines: Sequence[str]) -> bool:
    """Return whether a paragraph of so many lines ends in one of one short word."""
    last = lines[-1].strip() if len(lines) > 1 else ""
    alone = last and len(last.split()) == 1 and len(last) < SHORT_WORD
    return bool(alone) and sum(len(line.split()) for line in lines) >= FEWEST_WORDS


def begins_with_dash(lines: Sequence[str]) -> bool:
    """Return whether a line of a paragraph begins with a dash that stands behind words."""
    return any(line.lstrip().startswith(DASHES) for line in lines[1:])


def _lone_words(box: Box, place_of: PlaceOf, statement: str | None = None) -> Iterator[Problem]:
    """Yield a warning for each statement's text that ends in a line of one short word."""
    statement = box.statement or statement
    lines = [line.text for line in box.lines]
    if statement and ends_alone(lines):
        last = lines[-1].strip()
        message = f"`{statement}` ends in a line of one word, “{last}”"
        hint = f"{len(last) + 1} characters fewer save the line; a longer text fills it"
        yield Problem("one-word-line", message, hint, place_of(statement), "warning")
    for child in box.children:
        yield from _lone_words(child, place_of, statement)


def _parted_headings(box: Box) -> Iterator[Problem]:
    """Yield a warning for each heading under which no text begins."""
    for heading, after in pairwise((*box.children, None)):
        if heading and heading.tag in HEADINGS and not _belongs(heading, after):
            text = " ".join(line.text for line in heading.all_lines())
            message = f"the heading “{text}” is parted from its text"
            hint = "let the template print it together with what it is the heading of"
            yield Problem("parted-heading", message, hint, None, "warning")
    for child in box.children:
        yield from _parted_headings(child)


def _belongs(heading: Box, after: Box | None) -> bool:
    if after is None or after.tag in HEADINGS:
        return False
    apart = after.y_pt - heading.bottom_pt
    return apart + heading.leading_pt >= 0 and apart <= APART_LINES * heading.leading_pt
