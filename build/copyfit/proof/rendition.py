"""A PDF's page as pixels, painted by PDFium as readers paint it.

In: the bytes of a PDF and how many pixels to a CSS px. Out: a picture. Next: the preview shows it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import Lock

from copyfit.proof.pdfium import opened

PX_PER_PT = 96 / 72
MOST_PIXELS = 40_000_000
MOST_PLAIN_PIXELS = 6_000_000
"""A picture of so many pixels is sent as it is: packing takes twice as long as painting."""
_PAINTING = Lock()
"""PDFium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture of a page as a file: BMP, or PNG if it is large."""

    content: bytes
    media_type: str


def rendition(pdf: bytes, scale: float) -> Rendition:
    """Return the first page with `scale` pixels to a CSS px (1/96 in), fewer if it would be huge."""
    with _PAINTING, opened(pdf) as document:
        page = document[0]
        width, height = (length * PX_PER_PT for length in page.get_size())
        most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
        bitmap = page.render(scale=min(scale, most) * PX_PER_PT)
        image = bitmap.to_pil()
    written = io.BytesIO()
    form = "BMP" if image.width * image.height <= MOST_PLAIN_PIXELS else "PNG"
    image.save(written, form, **({"compress_level": 1} if form == "PNG" else {}))
    return Rendition(written.getvalue(), f"image/{form.lower()}")


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _PAINTING, opened(pdf) as document:
        return len(document)
