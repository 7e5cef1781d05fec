"""A PDF opened with another program's eyes: its objects, texts, tags and links; the door to PDFium.

In: the bytes of a PDF. Out: what PDFium finds on its first page. Next: `painted` and `legibility` judge it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

HYPHEN_AT_LINE_END = "\x02"
"""PDFium's sign for a hyphen that may have been put in to break a word."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open a PDF, and close it again."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def objects_of(page: Any) -> Iterator[tuple[Any, Any | None]]:
    """Yield every object that the page paints, and the form around it, if it stands in one.

    What is painted as one group, such as text with `opacity`, stands in a form (ISO 32000-1, §8.10); forms
    themselves are not yielded.
    """
    from pypdfium2 import raw

    def inside(form: Any) -> Iterator[tuple[Any, Any | None]]:
        for index in range(raw.FPDFFormObj_CountObjects(form)):
            yield from of(raw.FPDFFormObj_GetObject(form, index), form)

    def of(found: Any, form: Any | None) -> Iterator[tuple[Any, Any | None]]:
        if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_FORM:
            yield from inside(found)
        else:
            yield found, form

    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from of(raw.FPDFPage_GetObject(page, index), None)


def is_text(found: Any) -> bool:
    """Return whether an object of the page is text."""
    from pypdfium2 import raw

    return bool(raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_TEXT)


def text_of(found: Any, text_page: Any) -> str:
    """Return what a text object says."""
    from pypdfium2 import raw

    def read(buffer: Any, size: int) -> int:
        wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None
        return int(raw.FPDFTextObj_GetText(found, text_page, wide, size))

    return filled(read).decode("utf-16-le", "replace").rstrip("\0").replace(HYPHEN_AT_LINE_END, "-")


def font_name(font: Any) -> str:
    """Return the name of a font in the file."""
    from pypdfium2 import raw

    name = filled(lambda buffer, size: int(raw.FPDFFont_GetBaseFontName(font, buffer, size)))
    return name.decode("utf-8", "replace").rstrip("\0")


def kind_of(element: Any) -> str:
    """Return the type of an element of the structure tree, such as `Figure`."""
    from pypdfium2 import raw

    def read(buffer: Any, size: int) -> int:
        return int(raw.FPDF_StructElement_GetType(element, buffer, size))

    return filled(read).decode("utf-16-le", "replace").rstrip("\0")


def addresses_of(document: Any, page: Any) -> Iterator[str]:
    """Yield what each link of the page that leads out of the file leads to; a kind of action that is no link.

    ISO 32000-1, §12.6.4: URI actions have an address; actions of any other kind but a jump within the
    file (launching a program, running a script) are named by their number.
    """
    from pypdfium2 import raw

    within = (raw.PDFACTION_UNSUPPORTED, raw.PDFACTION_GOTO)
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_GOTO
        if kind == raw.PDFACTION_URI:
            yield filled(_address_reader(document, action)).decode("utf-8", "replace").rstrip("\0")
        elif kind not in within:
            yield f"an action of kind {kind}"


def attached_to(document: Any) -> dict[str, bytes]:
    """Return the files that a PDF carries, by name (ISO 32000-1, §7.11.4)."""
    files = (document.get_attachment(index) for index in range(document.count_attachments()))
    return {file.get_name(): bytes(file.get_data()) for file in files}


def _address_reader(document: Any, action: Any) -> Callable[[Any, int], int]:
    from pypdfium2 import raw

    return lambda buffer, size: int(raw.FPDFAction_GetURIPath(document, action, buffer, size))


def filled(read: Callable[[Any, int], int]) -> bytes:
    """Return what a PDFium function writes that first tells how long it is."""
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(buffer, size)
    return buffer.raw[:size]


def read_text(pdf: bytes, names: tuple[str, ...] = ()) -> tuple[str, dict[str, str]]:
    """Return the text of a PDF's pages, and those of the `names` that its information dictionary has.

    Raises ValueError for what PDFium cannot open: a broken file, or one that asks for a password.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        with opened(pdf) as document:
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
            found = {name: filled(_entry_reader(raw, document, name)) for name in names}
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"it is a broken or a locked PDF: {error}") from None
    values = {name: value.decode("utf-16-le", "replace").rstrip("\0") for name, value in found.items()}
    said = text.replace(HYPHEN_AT_LINE_END, "-").replace("\r\n", "\n")
    return said, {name: value for name, value in values.items() if value}


def _entry_reader(raw: Any, document: Any, name: str) -> Callable[[Any, int], int]:
    return lambda buffer, size: int(raw.FPDF_GetMetaText(document, name.encode(), buffer, size))


def drawn(pdf: bytes, width_px: int) -> bytes:
    """Return the first page of a PDF of ours as a PNG, `width_px` wide, without a time or a machine in it."""
    import io

    with opened(pdf) as document:
        page = document[0]
        picture = page.render(scale=width_px / page.get_width()).to_pil()
    stream = io.BytesIO()
    picture.convert("RGB").quantize(128).save(stream, "PNG", optimize=True)
    return stream.getvalue()
