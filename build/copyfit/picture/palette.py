"""A picture of few colours, written with a palette: the same to the eye in a third of the bytes.

In: a picture's bytes. Out: bytes that show the same: a picture that somebody gave, to the last pixel; the
pixels that stand in for a drawing where a program cannot draw, to a few of the 256 levels. Next: `word`.
"""

from __future__ import annotations

import io
import sys
from itertools import chain
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
NEAR = 4
"""How many of the 256 levels of red, green or blue nobody sees."""


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


def drawn_in_palette(content: bytes) -> bytes:
    """Return a drawing's pixels in a palette, where no level of red, green or blue is off by more than NEAR.

    A curve's smooth edge mixes more colours than a palette has; the nearest ones do for them.
    """
    from PIL import Image, ImageChops

    exact = in_palette(content)
    picture = Image.open(io.BytesIO(exact), formats=["PNG"])
    least: Any = picture.convert("RGBA").getchannel("A").getextrema()[0]
    if picture.mode == "P" or least < 255:
        return exact
    plain = picture.convert("RGB")
    few = plain.quantize(MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    off: Any = ImageChops.difference(plain, few.convert("RGB")).getextrema()
    if max(most for _, most in off) > NEAR:
        return exact
    density = picture.info.get("dpi")
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True, **({"dpi": density} if density else {}))
    return out.getvalue() if out.tell() < len(exact) else exact
