"""Measure text with HarfBuzz, in the fonts that the page was set in: the one door to it.

In: the bytes of the faces and a text. Out: its characters' advances, in em. Next: `fitting`
breaks lines with them at any size, since kerned text without hinting is linear in its size.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import uharfbuzz as hb

Face = tuple[str, bool, bool]
"""Family name, bold, italic."""
Direction = Literal["ltr", "rtl"]
RTL_BLOCKS = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Extents:
    """How far a face reaches above and below the baseline, in em."""

    ascent_em: float
    descent_em: float


def nearest_face(fonts: Mapping[Face, bytes], wanted: Face) -> Face:
    """Return `wanted`, or the face most like it: same family first, then same weight, then slope."""
    if wanted in fonts:
        return wanted
    return max(sorted(fonts), key=lambda face: tuple(a == b for a, b in zip(face, wanted, strict=True)))


def positions(font: bytes, text: str) -> tuple[float, ...]:
    """Return how far into `text` each character begins, in em, with the text's width at the end.

    Shape: `len(text) + 1` numbers that never fall, in the order of the text whatever its direction.
    """
    advances = [0.0] * len(text)
    start = 0
    for stretch, direction in _stretches(text):
        for cluster, advance in _shaped(font, stretch, direction):
            advances[start + cluster] += advance
        start += len(stretch)
    return (0.0, *accumulate(advances))


@functools.lru_cache(maxsize=64)
def extents(font: bytes) -> Extents:
    """Return the ascent and descent that the face declares (OpenType `hhea`)."""
    shaper = _font(font)
    metrics = shaper.get_font_extents("ltr")
    return Extents(metrics.ascender / shaper.face.upem, -metrics.descender / shaper.face.upem)


@functools.lru_cache(maxsize=64)
def characters_of(font: bytes) -> frozenset[int]:
    """Return the code points that the face has a glyph for (OpenType `cmap`)."""
    return frozenset(_font(font).face.unicodes)


@functools.lru_cache(maxsize=64)
def _font(font: bytes) -> hb.Font:
    return hb.Font(hb.Face(font))


@functools.lru_cache(maxsize=20_000)
def _shaped(font: bytes, text: str, direction: Direction) -> tuple[tuple[int, float], ...]:
    shaper = _font(font)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(shaper, buffer, {"kern": True, "liga": True})
    upem = shaper.face.upem
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return tuple((info.cluster, position.x_advance / upem) for info, position in pairs)


def _stretches(text: str) -> list[tuple[str, Direction]]:
    """Cut `text` where its direction changes; neutral characters go with those before them."""
    stretches: list[tuple[str, Direction]] = []
    for character in text:
        last = stretches[-1][1] if stretches else None
        strong = _direction(character)
        if stretches and (strong is None or strong == last):
            stretches[-1] = (stretches[-1][0] + character, stretches[-1][1])
        else:
            stretches.append((character, strong or "ltr"))
    return stretches


def reads_right_to_left(text: str) -> bool:
    """Return whether the first letter or figure of `text` runs from right to left."""
    return next((found for character in text if (found := _direction(character))), "ltr") == "rtl"


def _direction(character: str) -> Direction | None:
    code = ord(character)
    if any(low <= code <= high for low, high in RTL_BLOCKS):
        return "rtl"
    return "ltr" if character.isalnum() else None
