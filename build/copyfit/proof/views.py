"""One painted page seen in three ways, so that ink and ground can be told apart.

In: the bytes of a PDF. Out: `Views`. Next: `legibility` compares them. Whatever colours the page has: painted
with black text and with white it differs exactly where ink of text is seen, and nowhere else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

from copyfit.proof.pdfium import is_text, objects_of, opened

SCALE = 2.0
"""Pixels per pt: 144 dots per inch."""


@dataclass(frozen=True, slots=True)
class Views:
    """Three pictures of one page, at `SCALE`.

    `ground` (RGB) is the page without its text; `ink` (L, 0 to 255) is how much of each pixel the letters
    cover if nothing else is painted, `seen` (L) how much of that is left on the page.
    """

    ground: Image.Image
    ink: Image.Image
    seen: Image.Image


def views_of(pdf: bytes) -> Views:
    """Return the views of the first page of `pdf`."""
    from pypdfium2 import raw

    with opened(pdf) as document:
        page = document[0]
        objects = list(objects_of(page))
        texts = [found for found, _ in objects if is_text(found)]
        _colour(texts, 0)
        dark = _painted(page, grey=True)
        _colour(texts, 255)
        seen = ImageChops.subtract(_painted(page, grey=True), dark)
        with _invisible(texts):
            ground = _painted(page, grey=False)
        _colour(texts, 0)
        for found, form in objects:
            if not is_text(found):
                raw.FPDFFormObj_RemoveObject(form, found) if form else raw.FPDFPage_RemoveObject(page, found)
                raw.FPDFPageObj_Destroy(found)
        ink = ImageChops.invert(_painted(page, grey=True))
        return Views(ground, ink, seen)


def _painted(page: Any, *, grey: bool) -> Image.Image:
    picture: Image.Image = page.render(scale=SCALE, grayscale=grey).to_pil()
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _colour(texts: list[Any], level: int) -> None:
    """Give every text one grey, and keep how far one sees through it."""
    from pypdfium2 import raw

    for found in texts:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(found, red, green, blue, alpha)
        raw.FPDFPageObj_SetFillColor(found, level, level, level, alpha)


@contextmanager
def _invisible(texts: list[Any]) -> Iterator[None]:
    """Take all text from the page while open."""
    from pypdfium2 import raw

    modes = [raw.FPDFTextObj_GetTextRenderMode(found) for found in texts]
    for found in texts:
        raw.FPDFTextObj_SetTextRenderMode(found, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    try:
        yield
    finally:
        for found, mode in zip(texts, modes, strict=True):
            raw.FPDFTextObj_SetTextRenderMode(found, mode)
