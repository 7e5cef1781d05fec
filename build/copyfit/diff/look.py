"""Two versions of one page, read and looked at: what a worker does for a comparison.

In: a job whose files are `old.pdf`, `old.docx`, `new.pdf`, `new.docx`, as far as there are such. Out: a
`SeenPages`. Next: `diff` says what changed. The files may be a stranger's: they are opened here alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageChops

from copyfit.diff.document import Unreadable, parts_of, passages_of
from copyfit.diff.redline import redlined
from copyfit.proof.pdfium import opened
from copyfit.protocol import Job
from copyfit.sight import SeenPages, SeenPassage

PICTURES, REDLINE = "pictures", "redline"
"""What may be asked for beside the words, as formats of the job."""

DPI = 110
LARGEST_PIXELS = 6_000_000
NOTABLE = 24
"""A pixel that differs by less, of 255, is the same to a reader."""


def look(job: Job) -> SeenPages:
    """Return what the two versions in the job say, and how they look."""
    unread: list[str] = []
    sides = [_Side(job.files, name, unread) for name in ("old", "new")]
    old, new = sides
    alike = old.picture is not None and new.picture is not None and _are_alike(old.picture, new.picture)
    pictures = _pictures(old.picture, new.picture) if PICTURES in job.formats else {}
    redline, untracked = None, ""
    if REDLINE in job.formats and old.parts and new.parts:
        try:
            redline = redlined(old.parts, new.parts)
        except Unreadable as reason:
            untracked = str(reason)
    return SeenPages(old.passages, new.passages, alike, pictures, redline, tuple(unread), untracked)


class _Side:
    """One version: its passages, from the Word file if there is one, and its picture, from the PDF."""

    def __init__(self, files: Mapping[str, bytes], name: str, unread: list[str]) -> None:
        self.parts: Mapping[str, bytes] = {}
        self.passages: tuple[SeenPassage, ...] = ()
        self.picture: Image.Image | None = None
        pdf, docx = files.get(f"{name}.pdf"), files.get(f"{name}.docx")
        try:
            if docx is not None:
                self.parts = parts_of(docx)
                self.passages = passages_of(self.parts)
        except Unreadable as reason:
            self.parts = {}
            unread.append(f"the {name} Word file: {reason}")
        try:
            if pdf is not None:
                text, self.picture = _painted(pdf)
                self.passages = self.passages or text
        except Unreadable as reason:
            unread.append(f"the {name} PDF: {reason}")


def _painted(pdf: bytes) -> tuple[tuple[SeenPassage, ...], Image.Image]:
    """Return what a PDF's first page says and shows. Raises Unreadable for what is no PDF."""
    from pypdfium2 import PdfiumError

    try:
        with opened(pdf) as document:
            page = document[0]
            width, height = page.get_size()
            scale = min(DPI / 72, (LARGEST_PIXELS / max(width * height, 1)) ** 0.5)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            text = page.get_textpage().get_text_bounded()
    except (PdfiumError, IndexError, ValueError, OverflowError) as error:
        raise Unreadable(f"it is no PDF that can be opened: {error}") from None
    return tuple(SeenPassage(line.strip()) for line in text.splitlines() if line.strip()), picture


def _are_alike(old: Image.Image, new: Image.Image) -> bool:
    return old.size == new.size and ImageChops.difference(old, new).getbbox() is None


def _pictures(old: Image.Image | None, new: Image.Image | None) -> dict[str, bytes]:
    found = {name: one for name, one in (("before", old), ("after", new)) if one is not None}
    if old is not None and new is not None:
        found["overlay"] = _overlay(old, new)
    return {name: _png(picture) for name, picture in found.items()}


def _overlay(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return both versions on one sheet: grey where they agree, red the old alone, blue the new."""
    size = (max(old.width, new.width), max(old.height, new.height))
    before, after = (_on_sheet(picture, size) for picture in (old, new))
    gone = ImageChops.subtract(after, before).point(_plain)
    came = ImageChops.subtract(before, after).point(_plain)
    both = ImageChops.lighter(before, after).point(lambda value: 128 + value // 2)
    # What went takes green and blue away and leaves red; what came leaves blue.
    red = ImageChops.subtract(both, came)
    green = ImageChops.subtract(both, ImageChops.lighter(gone, came).point(lambda value: value * 3 // 4))
    blue = ImageChops.subtract(both, gone)
    return Image.merge("RGB", (red, green, blue))


def _plain(value: int) -> int:
    return value if value > NOTABLE else 0


def _on_sheet(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size, 255)
    sheet.paste(picture.convert("L"))
    return sheet


def _png(picture: Image.Image) -> bytes:
    """Return a picture as a small PNG; an octree keeps colours that few pixels have."""
    stream = io.BytesIO()
    few = picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()
