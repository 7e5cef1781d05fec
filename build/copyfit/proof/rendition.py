"""A PDF's page as pixels, painted by PDFium as readers paint it.

In: the bytes of a PDF and how many pixels to a CSS px. Out: a PNG. Next: the preview shows it.
"""

from __future__ import annotations

import io
from threading import Lock

from copyfit.proof.pdfium import opened

PX_PER_PT = 96 / 72
MOST_PIXELS = 40_000_000
_PAINTING = Lock()
"""PDFium may be used by one thread at a time."""


def rendition(pdf: bytes, scale: float) -> bytes:
    """Return the first page as a PNG with `scale` pixels to a CSS px (1/96 in), fewer if it would be huge."""
    with _PAINTING, opened(pdf) as document:
        page = document[0]
        width, height = (length * PX_PER_PT for length in page.get_size())
        most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
        bitmap = page.render(scale=min(scale, most) * PX_PER_PT)
        image = bitmap.to_pil()
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _PAINTING, opened(pdf) as document:
        return len(document)
