"""A finished PDF read back with another program's eyes: one page, every word in the order of its tags.

In: a `Layout` and the bytes that were painted of it. Out: problems; none means proved.
What its tags say is what is read aloud (ISO 14289-1, §7.1).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.errors import About, Problem
from copyfit.layout.boxes import Layout
from copyfit.proof.expected import missing
from copyfit.proof.links import file_link_problems
from copyfit.proof.pdfium import (
    addresses_of,
    attached_to,
    font_name,
    is_text,
    kind_of,
    objects_of,
    opened,
    text_of,
)
from copyfit.proof.stretches import Stretch, stretches
from copyfit.proof.words import letters

SIZE_TOLERANCE_PT = 0.5


def painted_problems(layout: Layout, pdf: bytes) -> list[Problem]:
    """Return what keeps `pdf` from being `layout`: another sheet, lost words, fonts left out, other links."""
    with opened(pdf) as document:
        if len(document) != 1:
            return [Problem("not-one-page", f"the PDF has {len(document)} pages", "shorten the text")]
        page = document[0]
        problems = [*_sheet_problems(layout, page), *_word_problems(layout, page)]
        problems += file_link_problems(addresses_of(document, page), "PDF")
        if attached_to(document) != {one.name: one.content for one in layout.attached}:
            hint = 'take `rel="attachment"` from the template; send the file beside the page'
            about = About("template", "attachment")
            problems.append(Problem("pdf-attachment", "the PDF carries a file", hint, about=about))
        return problems


def _sheet_problems(layout: Layout, page: Any) -> Iterator[Problem]:
    width, height = page.get_size()
    sheet = layout.sheet
    if max(abs(width - sheet.width_pt), abs(height - sheet.height_pt)) > SIZE_TOLERANCE_PT:
        message = f"the PDF's page measures {width:.0f} × {height:.0f} pt"
        hint = (
            f"it was laid out on {sheet.width_pt:.0f} × {sheet.height_pt:.0f} pt; set one `@page {{ size }}`"
        )
        yield Problem("pdf-other-sheet", message, hint)


def _word_problems(layout: Layout, page: Any) -> list[Problem]:
    texts, unembedded = _texts_by_mark(page)
    tagged, pictured = _marks_in_order(page)
    body = list(stretches(layout.page.body, markers=True))
    rtl = layout.direction == "rtl"
    problems = missing(body, [texts.get(mark, "") for mark in tagged if mark >= 0], "pdf", rtl=rtl)
    running = [
        stretch
        for root in (*layout.page.header, *layout.page.footer)
        for stretch in stretches(root, markers=True)
    ]
    untagged = "".join(text for mark, text in texts.items() if mark not in {*tagged, *pictured})
    problems += _running_problems(running, untagged)
    if unembedded:
        message = f"the PDF does not carry the font {min(unembedded)}"
        problems.append(Problem("pdf-font-missing", message, "set the text in one of the package's fonts"))
    return problems


def _running_problems(running: list[Stretch], untagged: str) -> list[Problem]:
    """Return what is lost of header and footer, which no tags put in order (ISO 14289-1, §7.8)."""
    wanted = Counter(_plain_letters("".join(stretch.text for stretch in running)))
    if not wanted - Counter(_plain_letters(untagged)):
        return []
    return missing(running, [untagged], "pdf")


def _plain_letters(text: str) -> str:
    """Return the letters of a text, signs that stand for several as those: readers give them back so."""
    return letters(unicodedata.normalize("NFKC", text))


def _texts_by_mark(page: Any) -> tuple[Mapping[int, str], set[str]]:
    """Return the text of each stretch of marked content by its number, and fonts that are not in the file."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    texts: dict[int, str] = {}
    unembedded: set[str] = set()
    for found, form in ((found, form) for found, form in objects_of(page) if is_text(found)):
        mark = raw.FPDFPageObj_GetMarkedContentID(found)
        if form and mark < 0:  # of a picture
            continue
        texts[mark] = texts.get(mark, "") + text_of(found, text_page)
        font = raw.FPDFTextObj_GetFont(found)
        if not raw.FPDFFont_GetIsEmbedded(font):
            unembedded.add(font_name(font))
    return texts, unembedded


def _marks_in_order(page: Any) -> tuple[list[int], list[int]]:
    """Return the numbers of marked content in the order of the structure tree, those of figures apart.

    What stands inside a figure is said by its alternative text (ISO 14289-1, §7.3).
    """
    from pypdfium2 import raw

    read: list[int] = []
    pictured: list[int] = []

    def note(element: Any, marks: list[int]) -> None:
        marks = pictured if kind_of(element) == "Figure" else marks
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                note(child, marks)
            else:
                marks.append(raw.FPDF_StructElement_GetChildMarkedContentID(element, index))

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return read, pictured
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            note(raw.FPDF_StructTree_GetChildAtIndex(tree, index), read)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return read, pictured
