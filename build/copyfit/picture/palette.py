"""A picture of few colours, written with a palette: the same pixels in a third of the bytes.

In: a picture's bytes. Out: bytes that show the same, to the last pixel; of drawings with a few hundred
shades at their edges, all but the same. Next: `word` embeds them.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from itertools import chain
from typing import Any

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
    density = picture.info.get("dpi")
    pixels = picture.convert("RGBA")
    counted: Any = pixels.getcolors(DRAWN_COLOURS if drawn else MOST_COLOURS)
    if picture.mode == "P" or counted is None:
        return content
    nearest = _nearest(counted)
    colours = sorted(set(nearest.values()), key=lambda colour: (colour[3], colour))
    numbers: dict[Any, int] = {colour: colours.index(near) for colour, near in nearest.items()}
    made = Image.new("P", pixels.size)
    made.putdata([numbers[pixel] for pixel in pixels.get_flattened_data()])
    made.putpalette(list(chain.from_iterable(colour[:3] for colour in colours)))
    told: dict[str, Any] = {"dpi": density} if density else {}
    if colours[0][3] < 255:
        told["transparency"] = bytes(colour[3] for colour in colours)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True, **told)
    return out.getvalue() if out.tell() < len(content) else content


def _nearest(counted: Sequence[tuple[int, Colour]]) -> dict[Colour, Colour]:
    """Return for each colour the nearest of the 256 that most pixels have."""
    ranked = [colour for _, colour in sorted(counted, key=lambda one: (-one[0], one[1]))]
    kept = ranked[:MOST_COLOURS]
    near = {colour: colour for colour in kept}
    for colour in ranked[MOST_COLOURS:]:
        near[colour] = min(kept, key=lambda other: (math.dist(colour, other), other))
    return near
