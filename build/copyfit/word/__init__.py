"""Write a laid-out page down as a native Word document.

In: a `Layout` of one page. Out: the bytes of a DOCX. boxes → blocks → story → OOXML: the story is told
once, and both the file and what is known of it come from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copyfit.layout.boxes import Layout
from copyfit.measure.margins import BreakReport, report

if TYPE_CHECKING:
    from copyfit.word.spec import Story


@dataclass(frozen=True, slots=True)
class Portability:
    """How safe the line breaks are, and how far the page runs over where the fonts are missing, in pt."""

    breaks: BreakReport
    over_without_fonts_pt: float


def told(layout: Layout) -> Story:
    """Return what the Word file of `layout` will say, paragraph by paragraph.

    The layout has exactly one page.
    """
    from copyfit.word.story import story_of

    return story_of(layout)


def write_docx(layout: Layout, story: Story | None = None) -> bytes:
    """Return `layout` as a DOCX with the same lines in the same places; `story`, if it was told already."""
    from copyfit.word.ooxml.document import build_document

    return build_document(layout, story or told(layout))


def portability(layout: Layout, story: Story | None = None) -> Portability:
    """Return how the Word file of `layout` fares in other programs; `story`, if it was told already."""
    from copyfit.word.substitutes import over_without_fonts_pt

    story = story or told(layout)
    return Portability(report(story.advice), over_without_fonts_pt(layout, story))
