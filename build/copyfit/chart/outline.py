"""A chart's letters as shapes, so that it looks the same where the house's family is not installed.

In: a finished SVG, one line to each `text`. Out: the same picture without `text`. Fonts embedded
in a DOCX serve its paragraphs, not the pictures in it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from lxml import etree

from copyfit.chart.finish import remove, safe_parser
from copyfit.chart.picture import SVG
from copyfit.chart.relative import in_steps
from copyfit.faces import Face, adopted, covers, face_bytes, parted

RTL = ("R", "AL")
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
WORD_GRAIN = 10
"""To how many hundredths of a px right-to-left letters are rounded in a Word file: nobody sees a tenth."""
PAINT = ("transform", "fill", "opacity", "fill-opacity", "stroke", "stroke-width")

_SIZE = re.compile(r"^([\d.]+)px$")
_IN_PLACES = re.compile(r"(?:[MLHVQCZ]|-?\d+(?:\.\d{1,2})?(?![\d.])|[ ,])+")
_NUMBER = re.compile(r"[+−-]?\d[\d.,٫٬\u00a0]*\d%?|\d%?")


def with_outlines(svg: bytes, only_rtl: bool = False) -> bytes:
    """Return `svg` with each `text` as a `path` of the same place, size and colour.

    With `only_rtl` only those that hold right-to-left letters, which WeasyPrint 70.0 sets apart and
    in the wrong order inside an SVG, and which resvg takes for parts of a left-to-right line. The last ones
    are known, since a chart is looked at when it is drawn, and put into the Word file.
    """
    return _with_outlines(svg, only_rtl, tuple(adopted().items()))


@functools.lru_cache(maxsize=16)
def _with_outlines(svg: bytes, only_rtl: bool, _faces: tuple[tuple[Face, bytes], ...]) -> bytes:
    root = etree.fromstring(svg, safe_parser())
    for path in () if only_rtl else root.iter(SVG + "path"):
        if _IN_PLACES.fullmatch(path.get("d", "")):  # right-to-left letters that were made shapes before
            path.set("d", in_steps(path.get("d", ""), grain=WORD_GRAIN))
    for label in list(root.iter(SVG + "text")):
        if only_rtl and not any(unicodedata.bidirectional(each) in RTL for each in label.text or ""):
            continue
        shape = etree.Element(SVG + "path", {name: label.get(name, "") for name in PAINT if label.get(name)})
        shape.set("d", _outline(label) if only_rtl else in_steps(_outline(label)))
        label.addprevious(shape)
        remove(label)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _outline(label: etree._Element) -> str:
    """Return the shapes of a label's letters, anchored as its `text` is (SVG 1.1, §10.9.1)."""
    match = _SIZE.match(label.get("font-size", ""))
    assert match, "Vega gives sizes in px"
    face = (
        label.get("font-family", ""),
        label.get("font-weight") in ("bold", "700"),
        label.get("font-style") == "italic",
    )
    size = float(match[1])
    glyphs = [glyph for run in _visual_runs(label.text or "") for glyph in _set(face, size, *run)]
    width = sum(glyph.advance for glyph in glyphs)
    x = float(label.get("x", "0")) - ANCHORS[label.get("text-anchor", "start")] * width
    y = float(label.get("y", "0"))
    pen = SVGPathPen(None, ntos="{:.2f}".format)
    for glyph in glyphs:
        scale = glyph.scale
        # in whole tenths: the same letter is then the same steps everywhere
        right, up = round(x + glyph.right * scale, 1), round(y - glyph.up * scale, 1)
        place = (scale, 0, 0, -scale, right, up)
        glyph.font.draw_glyph_with_pen(glyph.number, TransformPen(pen, place))
        x += glyph.advance
    return str(pen.getCommands())


def width_of(family: str, words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a label of `size` px is, in px."""
    face = (family, bold, False)
    return sum(glyph.advance for run in _visual_runs(words) for glyph in _set(face, size, *run))


class _Glyph(NamedTuple):
    """A glyph of a face: its advance in px, its shifts in font units, and the px that one of these is."""

    font: hb.Font
    scale: float
    number: int
    advance: float
    right: int
    up: int


def _set(face: Face, size: float, text: str, is_rtl: bool) -> Iterator[_Glyph]:
    """Yield the glyphs of text of one direction from left to right, each of the face that has it."""
    parts = parted(text, face)
    for part, lent in parts[::-1] if is_rtl else parts:
        font = _font(face_bytes(lent))
        scale = size / font.face.upem
        for number, advance, right, up in _shaped(font, part, is_rtl):
            yield _Glyph(font, scale, number, advance * scale, right, up)


def _shaped(font: hb.Font, text: str, is_rtl: bool) -> Iterator[tuple[int, int, int, int]]:
    """Yield each glyph of `text` from left to right: its number, advance and shifts, in font units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    hb.shape(font, buffer)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, position.x_advance, position.x_offset, position.y_offset


def _visual_runs(text: str) -> list[tuple[str, bool]]:
    """Return the runs of one direction from left to right, and whether each runs right to left.

    The simple case of the bidirectional algorithm (Unicode Annex 9): one embedding level, numbers
    kept together, spaces and punctuation going with the line.
    """
    strong = [unicodedata.bidirectional(character) for character in text]
    base_rtl = next((kind in RTL for kind in strong if kind in ("L", "R", "AL")), False)
    if not base_rtl and not any(kind in RTL for kind in strong):
        return [(text, False)]
    in_number = {index for match in _NUMBER.finditer(text) for index in range(*match.span())}
    sides = [
        False if index in in_number or kind == "L" else True if kind in RTL else None
        for index, kind in enumerate(strong)
    ]
    runs: list[tuple[str, bool]] = []
    for index, character in enumerate(text):
        side = sides[index]
        if side is None:
            before = next((each for each in reversed(sides[:index]) if each is not None), base_rtl)
            after = next((each for each in sides[index:] if each is not None), base_rtl)
            side = before if before == after else base_rtl
        if runs and runs[-1][1] == side:
            runs[-1] = (runs[-1][0] + character, side)
        else:
            runs.append((character, side))
    return runs[::-1] if base_rtl else runs


def has_letter(family: str, letter: str) -> bool:
    """Return whether a face of `family`, or one that lends it letters, draws `letter`."""
    return covers(family, letter) or unicodedata.category(letter) in ("Cf", "Mn")


@functools.lru_cache(maxsize=16)
def _font(data: bytes) -> hb.Font:
    return hb.Font(hb.Face(data))
