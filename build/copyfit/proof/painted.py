"""A finished PDF read back with another program's eyes: one page, every word in the order of its tags.

In: a `Layout` and the bytes that were painted of it. Out: problems; none means proved.
The door to PDFium. What its tags say is what is read aloud (ISO 14289-1, §7.1).
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from copyfit.errors import Problem
from copyfit.layout.boxes import Layout
from copyfit.proof.expected import missing
from copyfit.proof.stretches import Stretch, stretches
from copyfit.proof.words import letters

SIZE_TOLERANCE_PT = 0.5
HYPHEN_AT_LINE_END = "\x02"
"""PDFium's sign for a hyphen that may have been put in to break a word."""


def painted_problems(layout: Layout, pdf: bytes) -> list[Problem]:
    """Return what keeps `pdf` from being `layout`: another sheet, lost words, fonts left out."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if len(document) != 1:
            return [Problem("not-one-page", f"the PDF has {len(document)} pages", "shorten the text")]
        page = document[0]
        return [*_sheet_problems(layout, page), *_word_problems(layout, page)]
    finally:
        document.close()


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
    problems = missing(body, [texts.get(mark, "") for mark in tagged], "pdf", rtl=rtl)
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
    wanted = Counter(letters("".join(stretch.text for stretch in running)))
    if not wanted - Counter(letters(untagged)):
        return []
    return missing(running, [untagged], "pdf")


def _texts_by_mark(page: Any) -> tuple[Mapping[int, str], set[str]]:
    """Return the text of each stretch of marked content by its number, and fonts that are not in the file."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    texts: dict[int, str] = {}
    unembedded: set[str] = set()
    for index in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mark = raw.FPDFPageObj_GetMarkedContentID(found)
        texts[mark] = texts.get(mark, "") + _text_of(found, text_page)
        font = raw.FPDFTextObj_GetFont(found)
        if not raw.FPDFFont_GetIsEmbedded(font):
            unembedded.add(_font_name(font))
    return texts, unembedded


def _marks_in_order(page: Any) -> tuple[list[int], list[int]]:
    """Return the numbers of marked content in the order of the structure tree, those of figures apart.

    What stands inside a figure is said by its alternative text (ISO 14289-1, §7.3).
    """
    from pypdfium2 import raw

    read: list[int] = []
    pictured: list[int] = []

    def note(element: Any, marks: list[int]) -> None:
        marks = pictured if _kind_of(element) == "Figure" else marks
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


def _kind_of(element: Any) -> str:
    from pypdfium2 import raw

    def read(buffer: Any, size: int) -> int:
        return int(raw.FPDF_StructElement_GetType(element, buffer, size))

    return _filled(read).decode("utf-16-le", "replace").rstrip("\0")


def _text_of(found: Any, text_page: Any) -> str:
    from pypdfium2 import raw

    def read(buffer: Any, size: int) -> int:
        wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None
        return int(raw.FPDFTextObj_GetText(found, text_page, wide, size))

    return _filled(read).decode("utf-16-le", "replace").rstrip("\0").replace(HYPHEN_AT_LINE_END, "-")


def _font_name(font: Any) -> str:
    from pypdfium2 import raw

    name = _filled(lambda buffer, size: int(raw.FPDFFont_GetBaseFontName(font, buffer, size)))
    return name.decode("utf-8", "replace").rstrip("\0")


def _filled(read: Callable[[Any, int], int]) -> bytes:
    """Return what a PDFium function writes that first tells how long it is."""
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(buffer, size)
    return buffer.raw[:size]
