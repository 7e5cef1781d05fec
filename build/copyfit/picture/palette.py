"""A picture of few colours, written with a palette: the same pixels in a third of the bytes.

In: a picture's bytes. Out: bytes that show the same, to the last pixel; of drawings with a few hundred
shades at their edges, all but the same. Next: `word` embeds them.
"""

from __future__ import annotations

import functools
import io
import math
import sys
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from copyfit.chart import painted

PNG = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
DRAWN_COLOURS = 2048
"""Where letters and shapes meet, a drawing has so many shades at most; a photograph has more."""

Colour = tuple[int, ...]


def in_palette(content: bytes, *, drawn: bool = False) -> bytes:
    """Return `content`, if it is a PNG of no more than 256 colours, with these in a palette.

    Those that let the ground through count by how much they do (PNG, §11.3.1: `tRNS`). `drawn`: it is a
    drawing of ours, whose rarest shades may give way to the nearest of the others.
    """
    from PIL import Image

    if not content.startswith(PNG):
        return content
    picture = Image.open(io.BytesIO(content), formats=["PNG"])
    if picture.mode == "P":
        return content
    made = _paletted(
        picture.convert("RGBA"), DRAWN_COLOURS if drawn else MOST_COLOURS, picture.info.get("dpi")
    )
    return made if made and len(made) < len(content) else content


@functools.lru_cache(maxsize=16)
def drawn_in_palette(svg: bytes) -> bytes:
    """Return a drawing of ours as PNG of 300 pixels to the inch, in a palette if its shades are few.

    Its rarest shades may give way to the nearest of the others. Raises RuntimeError or ValueError if it
    cannot be drawn.
    """
    picture = painted(svg)
    made = _paletted(picture, DRAWN_COLOURS)
    if made is None:
        out = io.BytesIO()
        picture.save(out, "PNG")
        made = out.getvalue()
    return made


def _paletted(pixels: Any, most: int, density: tuple[float, float] | None = None) -> bytes | None:
    """Return an RGBA picture as PNG with a palette, None if it has more than `most` colours."""
    from PIL import Image

    counted = pixels.getcolors(most)
    if counted is None:
        return None
    nearest = _nearest(counted)
    colours = sorted(set(nearest.values()), key=lambda colour: (colour[3], colour))
    places = {colour: place for place, colour in enumerate(colours)}
    numbers = {colour: places[near] for colour, near in nearest.items()}
    made = Image.frombytes("P", pixels.size, _numbered(pixels, numbers))
    made.putpalette(list(chain.from_iterable(colour[:3] for colour in colours)))
    told: dict[str, Any] = {"dpi": density} if density else {}
    if colours[0][3] < 255:
        told["transparency"] = bytes(colour[3] for colour in colours)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True, **told)
    return out.getvalue()


def _numbered(pixels: Any, numbers: Mapping[Colour, int]) -> bytes:
    """Return a byte for each pixel, the number of its colour; rows that are alike are looked at once."""
    numbered = {int.from_bytes(bytes(colour), sys.byteorder): number for colour, number in numbers.items()}
    content, length = memoryview(pixels.tobytes()), 4 * pixels.width
    rows: dict[bytes, bytes] = {}
    found = []
    for start in range(0, len(content), length):
        row = bytes(content[start : start + length])
        if row not in rows:
            rows[row] = bytes(map(numbered.__getitem__, memoryview(row).cast("I")))
        found.append(rows[row])
    return b"".join(found)


def _nearest(counted: Sequence[tuple[int, Colour]]) -> dict[Colour, Colour]:
    """Return for each colour the nearest of the 256 that most pixels have."""
    ranked = [colour for _, colour in sorted(counted, key=lambda one: (-one[0], one[1]))]
    near = {colour: colour for colour in ranked[:MOST_COLOURS]}
    kept = sorted(near)
    for colour in ranked[MOST_COLOURS:]:
        near[colour] = _nearest_of(kept, colour)
    return near


def _nearest_of(kept: Sequence[Colour], colour: Colour) -> Colour:
    """Return the colour nearest to one, of `kept` in their order; sought on from where it would stand."""
    red, green, blue, alpha = colour
    at = bisect(kept, colour)
    nearest: tuple[float, Colour] = (math.inf, colour)
    for side in (range(at, len(kept)), range(at - 1, -1, -1)):
        for place in side:
            other = kept[place]
            along = (other[0] - red) ** 2
            if along > nearest[0]:
                break
            far = along + (other[1] - green) ** 2 + (other[2] - blue) ** 2 + (other[3] - alpha) ** 2
            nearest = min(nearest, (far, other))
    return nearest[1]
