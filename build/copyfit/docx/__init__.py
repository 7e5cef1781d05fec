"""Write a laid-out page down as a native Word document.

In: a `Layout` of one page. Out: the bytes of a DOCX. boxes → blocks → story → OOXML.
"""

from __future__ import annotations

from copyfit.breaks import BreakReport, report
from copyfit.layout.boxes import Layout


def write_docx(layout: Layout) -> bytes:
    """Return `layout` as a DOCX with the same lines in the same places.

    The layout has exactly one page.
    """
    from copyfit.docx.document import build_document
    from copyfit.docx.story import story_of

    story, _ = story_of(layout)
    return build_document(layout, story)


def break_report(layout: Layout) -> BreakReport:
    """Return how safe the line breaks of the Word file of `layout` are in other programs."""
    from copyfit.docx.story import story_of

    _, advice = story_of(layout)
    return report(advice)
