"""Write a laid-out page down as a native Word document.

In: a `Layout` of one page. Out: the bytes of a DOCX. boxes → blocks → story → OOXML.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.layout.boxes import Layout
from copyfit.measure.margins import BreakReport, report


@dataclass(frozen=True, slots=True)
class Portability:
    """How safe the line breaks are, and how far the page runs over where the fonts are missing, in pt."""

    breaks: BreakReport
    over_without_fonts_pt: float


def write_docx(layout: Layout) -> bytes:
    """Return `layout` as a DOCX with the same lines in the same places.

    The layout has exactly one page.
    """
    from copyfit.word.document import build_document
    from copyfit.word.story import story_of

    story, _ = story_of(layout)
    return build_document(layout, story)


def portability(layout: Layout) -> Portability:
    """Return how the Word file of `layout` fares in other programs."""
    from copyfit.word.story import story_of
    from copyfit.word.substitutes import over_without_fonts_pt

    story, advice = story_of(layout)
    return Portability(report(advice), over_without_fonts_pt(layout, story))
