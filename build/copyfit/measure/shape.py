"""Measure text with HarfBuzz, in the fonts that the page was set in: the one door to it.

In: the bytes of the faces and a text. Out: its characters' advances, in em. Next: `fit` breaks
lines with them at any size, since kerned text without hinting is linear in its size; `margins`
asks how wide a text is where another engine kerns it or joins its letters, or does not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import uharfbuzz as hb

Face = tuple[str, bool, bool]
"""Family name, bold, italic."""
Fonts = Mapping[Face, bytes]
"""The TrueType file of each face."""
Direction = Literal["ltr", "rtl"]
MODES = tuple({"kern": kern, "liga": liga, "clig": liga} for kern in (True, False) for liga in (True, False))
"""What engines differ in: kerning and ligatures on and off. The first has both."""
RTL_BLOCKS = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
RTL = re.compile(f"[{''.join(f'{chr(low)}-{chr(high)}' for low, high in RTL_BLOCKS)}]")


@dataclass(frozen=True, slots=True)
class Extents:
    """How far a face reaches above and below the baseline, in em."""

    ascent_em: float
    descent_em: float


def nearest_face(fonts: Fonts, wanted: Face) -> Face:
    """Return `wanted`, or the face most like it: same family first, then same weight, then slope."""
    if wanted in fonts:
        return wanted
    return max(sorted(fonts), key=lambda face: tuple(a == b for a, b in zip(face, wanted, strict=True)))


@functools.lru_cache(maxsize=4096)
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


def widths(text: str, face: Face, fonts: Fonts) -> tuple[float, ...]:
    """Return the width of `text` in em, in each of `MODES`, set in `face` or in the nearest to it."""
    return _widths(text, _Data(fonts[nearest_face(fonts, face)]))


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


class _Data:
    """Font bytes that compare by identity, so that a cache need not hash megabytes."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Data) and other.data is self.data


@functools.lru_cache(maxsize=64)
def _font(font: bytes) -> hb.Font:
    return hb.Font(hb.Face(font))


@functools.lru_cache(maxsize=20_000)
def _widths(text: str, data: _Data) -> tuple[float, ...]:
    font = _font(data.data)
    stretches = _stretches(text)
    return tuple(
        sum(_advance(font, *one, features) for one in stretches) / font.face.upem for features in MODES
    )


def _advance(font: hb.Font, text: str, direction: Direction, features: dict[str, bool]) -> int:
    """Return the width of text of one direction, in the font's units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(font, buffer, features)
    return sum(position.x_advance for position in buffer.glyph_positions)


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
    if text and not RTL.search(text):
        return [(text, "ltr")]
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
