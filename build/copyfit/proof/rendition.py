"""A PDF's page as pixels, painted by PDFium as readers paint it.

In: the bytes of a PDF and how many pixels to a CSS px. Out: a PNG. Next: the preview shows it.
"""

from __future__ import annotations

import struct
import zlib
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
        image = page.render(scale=min(scale, most) * PX_PER_PT).to_pil().convert("RGB")
    width_px, height_px = image.size
    return _png(width_px, height_px, image.tobytes())


def _png(width: int, height: int, pixels: bytes) -> bytes:
    """Return pixels, red, green and blue in a byte each, as a PNG (ISO/IEC 15948, §5 and §11.2).

    Rows are neither filtered (§9.2, type 0) nor compressed: the picture goes no farther than a program on
    this machine, and to make it smaller takes longer than to send it.
    """
    row = 3 * width
    rows = b"".join(b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows, 0)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _PAINTING, opened(pdf) as document:
        return len(document)
