"""Cut the static faces that `copyfit/faces` holds from the variable fonts that they come from.

    pip install fontpkg-noto-sans fontpkg-noto-serif fontpkg-arimo && python build/cut_faces.py

Run once for each new version of those packages, never by a build: the files that it writes are part of
the program, so that pages stay the same whatever the machine has. With the same versions of the packages
and of fontTools it writes the same bytes.

*Companion* faces have the letters and signs that the page's own family lacks: Greek, Cyrillic, the rest
of Latin from Noto; signs from Arimo, which has what Noto lacks; a few drawn here that none of them has.
They are 4 % smaller than Noto, as wide as Plex, and stand on lines as tall as Plex's. *Arimo* is as wide
as Arial, letter by letter.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent / "copyfit/faces"
TIME = 3818448000  # 2025-01-01, in seconds since 1904 (OpenType, head): never the clock
STYLES = {"Regular": (400, False), "Bold": (700, False), "Italic": (400, True), "BoldItalic": (700, True)}
LETTERS = (
    (0x20, 0x7E), (0xA0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x214F),
    (0x2150, 0x218B),
)  # fmt: skip
SIGNS = ((0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x2302), (0x25A0, 0x25FF), (0x2600, 0x267F))
ARIAL = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1FA, 0x1FF), (0x218, 0x21B), (0x2C6, 0x2C7),
    (0x2C9, 0x2C9), (0x2D8, 0x2DD), (0x37E, 0x37E), (0x384, 0x38A), (0x38C, 0x38C),
    (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x401, 0x40C), (0x40E, 0x45C), (0x45E, 0x45F),
    (0x490, 0x491), (0x1E80, 0x1E85), (0x2013, 0x2015), (0x2017, 0x201E), (0x2020, 0x2022),
    (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x203C, 0x203C),
    (0x203E, 0x203E), (0x2044, 0x2044), (0x20A3, 0x20A4), (0x20A7, 0x20A7), (0x20AC, 0x20AC),
    (0x2105, 0x2105), (0x2113, 0x2113), (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126),
    (0x212E, 0x212E), (0x215B, 0x215E), (0x2190, 0x2195), (0x21A8, 0x21A8), (0x2202, 0x2202),
    (0x2206, 0x2206), (0x220F, 0x220F), (0x2211, 0x2212), (0x2215, 0x2215), (0x2219, 0x221A),
    (0x221E, 0x221F), (0x2229, 0x2229), (0x222B, 0x222B), (0x2248, 0x2248), (0x2260, 0x2261),
    (0x2264, 0x2265), (0x25A0, 0x25A1), (0x25AA, 0x25AC), (0x25B2, 0x25B2), (0x25BA, 0x25BA),
    (0x25BC, 0x25BC), (0x25C4, 0x25C4), (0x25CA, 0x25CB), (0x25CF, 0x25CF), (0x25E6, 0x25E6),
    (0xFB01, 0xFB02),
)  # fmt: skip
"""What every Arial has and Liberation Sans has as wide (Windows Glyph List 4 without its boxes, and
Romanian). Other letters are lent by a companion, which a Word file can bring."""
AS_WIDE_AS_ARIAL = {0xB5: 1180, 0x129: 569, 0x12B: 569, 0x12D: 569}
"""The advances of µ ĩ ī ĭ, which some of Arimo's faces have narrower or wider than Arial."""
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
COMPANION_EM = 1040
PLEX_ASCENT, PLEX_DESCENT = 1.025, 0.275
SPACES = {0x2000: 2, 0x2001: 1, 0x2002: 2, 0x2003: 1, 0x2004: 3, 0x2005: 4, 0x2006: 6, 0x2009: 5, 0x200A: 16}
"""The parts of an em that these spaces are, where HarfBuzz makes them for a face that has none."""


def main() -> None:
    """Write every face."""
    (HERE / "files").mkdir(exist_ok=True)
    for style, (weight, italic) in STYLES.items():
        arimo = static("arimo", italic, wght=weight)
        for family, package, plex, axes in (
            ("Companion Sans", "noto_sans", "sans_condensed", {"wdth": 85}),
            ("Companion Serif", "noto_serif", "serif", {"wdth": 100}),
        ):
            face = companion(static(package, italic, wght=weight, **axes), arimo, plex_face(plex, style))
            save(named(face, family, style), family, style)
        for code, width in AS_WIDE_AS_ARIAL.items():
            arimo["hmtx"][arimo.getBestCmap()[code]] = (width, arimo["hmtx"][arimo.getBestCmap()[code]][1])
        save(cut(arimo, ARIAL, [*FEATURES, "lnum", "tnum"]), "Arimo", style)
    for package in ("arimo", "noto_sans"):
        licence = files_of(package).parent / "LICENSE"
        (HERE / "files" / f"OFL-{package.split('_')[0]}.txt").write_bytes(licence.read_bytes())


def files_of(package: str) -> Path:
    """Return the folder of a font package's files."""
    return Path(importlib.import_module(f"fontpkg_{package}").ROOT) / "files"


def plex_face(name: str, style: str) -> TTFont:
    """Return the face that a companion stands beside."""
    return TTFont(next(files_of(f"ibm_plex_{name}").glob(f"*-{style}.ttf")))


def static(package: str, italic: bool, **axes: float) -> TTFont:
    """Return the variable font of `package` at a point of its axes, without hints."""
    paths = (path for path in files_of(package).glob("*.ttf") if ("Italic" in path.name) == italic)
    font = instancer.instantiateVariableFont(TTFont(next(paths)), axes, updateFontNames=False)
    for table in ("prep", "gasp", "fpgm", "cvt ", "STAT", "MVAR", "HVAR", "avar"):
        if table in font:
            del font[table]
    return font


def cut(font: TTFont, ranges: tuple[tuple[int, int], ...], features: list[str]) -> TTFont:
    """Return `font` with the letters of `ranges` and the named features only."""
    options = subset.Options(
        layout_features=features, name_IDs=["*"], notdef_outline=True, glyph_names=False, hinting=False
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    cutter.subset(font)
    return font


def companion(noto: TTFont, arimo: TTFont, plex: TTFont) -> TTFont:
    """Return Noto cut to letters, with signs, and with the spaces that HarfBuzz makes for Plex."""
    font = cut(noto, LETTERS, FEATURES)
    font["head"].unitsPerEm = COMPANION_EM
    for code, outline, width in (*borrowed(font, arimo), *drawn(font)):
        add(font, code, outline, width)
    for code, width in spaces(plex).items():
        add(font, code, None, round(width * COMPANION_EM))
    ascent, descent = round(PLEX_ASCENT * COMPANION_EM), round(PLEX_DESCENT * COMPANION_EM)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, -descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, descent
    return font


def borrowed(font: TTFont, arimo: TTFont) -> Iterator[tuple[int, Any, int]]:
    """Yield the signs that `font` lacks and Arimo has: code point, recorded outline, width."""
    scale = COMPANION_EM / arimo["head"].unitsPerEm
    has, glyphs, cmap = font.getBestCmap(), arimo.getGlyphSet(), arimo.getBestCmap()
    for code in (code for first, last in (*LETTERS, *SIGNS) for code in range(first, last + 1)):
        if code not in has and code in cmap:
            record = DecomposingRecordingPen(glyphs)
            glyphs[cmap[code]].draw(TransformPen(record, Transform(scale, 0, 0, scale, 0, 0)))
            yield code, record, round(glyphs[cmap[code]].width * scale)


def spaces(plex: TTFont) -> Mapping[int, float]:
    """Return the widths, in em, of the spaces that Plex has not."""
    cmap, widths, em = plex.getBestCmap(), plex["hmtx"], plex["head"].unitsPerEm
    found = {code: 1 / parts for code, parts in SPACES.items()}
    found[0x202F] = widths[cmap[0x20]][0] / em / 2
    found[0x2007] = widths[cmap[0x30]][0] / em
    found[0x2008] = widths[cmap[0x2E]][0] / em
    found[0x205F] = 4 / 18
    return found


def add(font: TTFont, code: int, outline: Any, width: int) -> None:
    """Give `font` a glyph for `code`, or another one if it has one."""
    name = f"uni{code:04X}"
    pen = TTGlyphPen(None)
    if outline is not None:
        outline.replay(pen)
    glyph = pen.glyph(round=round)
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


# -- signs that neither Noto nor Arimo has, in em --

Point = tuple[float, float]
BOX = (0.09, 0.0, 0.73, 0.64)


def drawn(font: TTFont) -> Iterator[tuple[int, Any, int]]:
    """Yield ∅ ⇒ ⇔ ★ ◆ ☐ ☑ ✓ ✗: code point, recorded outline, width."""
    line = 0.085 if font["OS/2"].usWeightClass > 500 else 0.06
    left, bottom, right, top = BOX
    box = [
        rectangle(left, bottom, right, top),
        rectangle(left + line, bottom + line, right - line, top - line)[::-1],
    ]
    tick = path([(0.2, 0.34), (0.36, 0.16), (0.66, 0.54)], line)
    star = [
        (0.41 + r * math.sin(k * math.pi / 5), 0.33 + r * math.cos(k * math.pi / 5))
        for k, r in enumerate((0.4, 0.16) * 5)
    ]
    signs: dict[int, tuple[list[list[Point]], float]] = {
        0x2205: ([*ring(0.36, 0.335, 0.27, line), bar((0.1, 0.02), (0.62, 0.65), line)], 0.72),
        0x21D2: ([rectangle(0.06, 0.22, 0.72, 0.22 + line), rectangle(0.06, 0.42, 0.72, 0.42 + line),
                  *path([(0.6, 0.08), (0.86, 0.35), (0.6, 0.62)], line)], 0.94),
        0x21D4: ([rectangle(0.16, 0.22, 0.96, 0.22 + line), rectangle(0.16, 0.42, 0.96, 0.42 + line),
                  *path([(0.84, 0.08), (1.06, 0.35), (0.84, 0.62)], line),
                  *path([(0.28, 0.62), (0.06, 0.35), (0.28, 0.08)], line)], 1.12),
        0x2605: ([star], 0.82),
        0x25C6: ([[(0.41, 0.03), (0.09, 0.35), (0.41, 0.67), (0.73, 0.35)]], 0.82),
        0x2610: (box, 0.82),
        0x2611: ([*box, *tick], 0.82),
        0x2713: (path([(0.1, 0.3), (0.29, 0.06), (0.64, 0.64)], line), 0.74),
        0x2717: ([bar((0.1, 0.05), (0.58, 0.62), line), bar((0.1, 0.62), (0.58, 0.05), line)], 0.68),
    }  # fmt: skip
    for code, (contours, width) in signs.items():
        if code not in font.getBestCmap():
            yield code, recorded(contours), round(width * COMPANION_EM)


def recorded(contours: list[list[Point]]) -> Any:
    """Return a pen that has recorded the contours, given in em."""
    record = DecomposingRecordingPen({})
    for points in contours:
        scaled = [(x * COMPANION_EM, y * COMPANION_EM) for x, y in points]
        record.moveTo(scaled[0])
        for point in scaled[1:]:
            record.lineTo(point)
        record.closePath()
    return record


def rectangle(left: float, bottom: float, right: float, top: float) -> list[Point]:
    """Return a rectangle, clockwise as TrueType fills it."""
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def bar(start: Point, end: Point, line: float) -> list[Point]:
    """Return a straight stroke from `start` to `end`, clockwise."""
    length = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / length * line / 2, (end[1] - start[1]) / length * line / 2
    return [
        (start[0] - dy, start[1] + dx), (end[0] - dy, end[1] + dx),
        (end[0] + dy, end[1] - dx), (start[0] + dy, start[1] - dx),
    ]  # fmt: skip


def path(points: list[Point], line: float) -> list[list[Point]]:
    """Return the strokes between the points, each a little longer so that they meet."""
    return [bar(*pair, line) for pair in pairwise(points)]


def ring(x: float, y: float, radius: float, line: float) -> list[list[Point]]:
    """Return a circle of the given line, as two polygons of 64 sides."""
    turns = [-2 * math.pi * step / 64 for step in range(64)]
    outer = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
    inner = [(x + (radius - line) * math.cos(turn), y + (radius - line) * math.sin(turn)) for turn in turns]
    return [outer, inner[::-1]]


# -- names --


def named(font: TTFont, family: str, style: str) -> TTFont:
    """Return `font` with a name of its own: cut, filled up and scaled it is no longer Noto."""
    spaced = {"BoldItalic": "Bold Italic"}.get(style, style)
    table = font["name"]
    keep = {record.nameID: record.toUnicode() for record in table.names if record.nameID in (0, 13, 14)}
    table.names = []
    entries = {
        **keep, 1: family, 2: spaced, 3: f"copyfit: {family} {spaced}", 4: f"{family} {spaced}",
        5: "Version 1.0; cut from Noto and Arimo", 6: f"{family.replace(' ', '')}-{style}",
    }  # fmt: skip
    for number, text in sorted(entries.items()):
        table.setName(text, number, 3, 1, 0x409)
    return font


def save(font: TTFont, family: str, style: str) -> None:
    """Write `font`, its dates fixed, its weight and slope said wherever a reader may look."""
    bold, italic = STYLES[style][0] == 700, STYLES[style][1]
    if family == "Arimo":
        font = named_arimo(font, style)
    selection = (0x20 if bold else 0) | (0x01 if italic else 0) or 0x40
    font["OS/2"].fsSelection = selection
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].usWidthClass = 5
    font["OS/2"].fsType = 0
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    font["head"].created = font["head"].modified = TIME
    font.recalcTimestamp = False
    font["post"].formatType = 3.0
    font.save(HERE / "files" / f"{family.replace(' ', '')}-{style}.ttf", reorderTables=True)


def named_arimo(font: TTFont, style: str) -> TTFont:
    """Return Arimo's face with the name of its style."""
    spaced = {"BoldItalic": "Bold Italic"}.get(style, style)
    table = font["name"]
    keep = {record.nameID: record.toUnicode() for record in table.names if record.nameID in (0, 5, 13, 14)}
    table.names = []
    entries = {
        **keep,
        1: "Arimo",
        2: spaced,
        3: f"copyfit: Arimo {spaced}",
        4: f"Arimo {spaced}",
        6: f"Arimo-{style}",
    }
    for number, text in sorted(entries.items()):
        table.setName(text, number, 3, 1, 0x409)
    return font


if __name__ == "__main__":
    main()
