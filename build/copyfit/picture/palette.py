"""A picture of few colours, written with a palette: the same pixels in a third of the bytes.

In: a picture's bytes. Out: bytes that show the same, to the last pixel. Next: `word` embeds them.
"""

from __future__ import annotations

import io
import sys
from itertools import chain
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256


def in_palette(content: bytes) -> bytes:
    """Return `content`, if it is a PNG of no more than 256 colours, with these in a palette.

    Those that let the ground through count by how much they do (PNG, §11.3.1: `tRNS`).
    """
    from PIL import Image

    if not content.startswith(PNG):
        return content
    picture = Image.open(io.BytesIO(content), formats=["PNG"])
    density = picture.info.get("dpi")
    pixels = picture.convert("RGBA")
    counted: Any = pixels.getcolors(MOST_COLOURS)
    if picture.mode == "P" or counted is None:
        return content
    colours = sorted((colour for _, colour in counted), key=lambda colour: (colour[3], colour))
    numbers = {int.from_bytes(colour, sys.byteorder): number for number, colour in enumerate(colours)}
    numbered = bytes(map(numbers.__getitem__, memoryview(pixels.tobytes()).cast("I")))
    made = Image.frombytes("P", pixels.size, numbered)
    made.putpalette(list(chain.from_iterable(colour[:3] for colour in colours)))
    told: dict[str, Any] = {"dpi": density} if density else {}
    if colours[0][3] < 255:
        told["transparency"] = bytes(colour[3] for colour in colours)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True, **told)
    return out.getvalue() if out.tell() < len(content) else content
