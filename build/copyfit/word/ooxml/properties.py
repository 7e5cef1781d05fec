"""Paragraph and run properties as XML: `w:pPr` and `w:rPr`, children in the order of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copyfit.faces import ARABIC
from copyfit.language.locale import direction_of
from copyfit.language.regions import with_region
from copyfit.layout.boxes import TextStyle
from copyfit.units import half_points, twips_from_pt
from copyfit.word.fonts import name_in_word
from copyfit.word.ooxml.element import element, hex_color, shading, valued
from copyfit.word.spec import BorderSpec, ParagraphFormat, SectionSpec, TabSpec

LINK_STYLE = "LinkinText"
RAISED_FROM_PT = 1.0
RAISED_SHARE, TALL_RAISED_SHARE = 0.87, 0.7
"""Word raises by what it is told (§17.3.2.24), LibreOffice by as much more as a face is taller than its size:
by a third, or by half in Arabic. Between the two."""
ALIGNMENTS = {"start": "left", "end": "right", "center": "center", "justify": "both"}
"""`left` is where reading starts, from right to left, too: not all programs know `start` (§17.3.1.13)."""


def format_children(own: ParagraphFormat, base: ParagraphFormat | None) -> Iterator[Any]:
    """Yield what `own` says beyond `base`, as children of `w:pPr` (§17.3.1.26)."""

    def differs(*names: str) -> bool:
        return base is None or any(getattr(own, name) != getattr(base, name) for name in names)

    if differs("borders") and (own.borders or base is not None):
        yield _paragraph_borders(own, base)
    if differs("shading") and (own.shading or base is not None):
        yield shading(own.shading or "auto")
    if own.tabs and not (base and set(own.tabs) <= set(base.tabs)):
        yield element("w:tabs", children=[_tab(tab) for tab in own.tabs])
    if differs("bidi") and (own.bidi or base is not None):
        yield element("w:bidi") if own.bidi else valued("w:bidi", "0")
    if differs("before", "after", "line"):
        yield spacing(own, base)
    if differs("start", "end", "first"):
        yield indent(own, base)
    if differs("alignment"):
        yield valued("w:jc", ALIGNMENTS[own.alignment])


def _paragraph_borders(own: ParagraphFormat, base: ParagraphFormat | None) -> Any:
    """Return `w:pBdr`; a side that the style has and the paragraph has not is switched off (§17.3.1.24)."""
    sides = dict(own.borders)
    off = {side for side, _ in base.borders} - set(sides) if base else set()
    nothing = [element(f"w:{side}", {"val": "nil"}) for side in off]
    return element("w:pBdr", children=[*border_children(own.borders), *nothing])


def spacing(own: ParagraphFormat, base: ParagraphFormat | None) -> Any:
    """Return `w:spacing` with what differs; a line of 0 is as tall as its content (§17.3.1.33)."""
    said: dict[str, str | int] = {}
    if base is None or own.before != base.before:
        said["before"] = own.before
    if base is None or own.after != base.after:
        said["after"] = own.after
    if base is None or own.line != base.line:
        said |= {"line": own.line or 240, "lineRule": "exact" if own.line else "auto"}
    return element("w:spacing", said)


def indent(own: ParagraphFormat, base: ParagraphFormat | None) -> Any:
    """Return `w:ind` with what differs (§17.3.1.12)."""
    said: dict[str, str | int] = {}
    if base is None or own.start != base.start:
        said["left"] = own.start
    if base is None or own.end != base.end:
        said["right"] = own.end
    if base is None or own.first != base.first:
        said["hanging" if own.first < 0 else "firstLine"] = abs(own.first)
    return element("w:ind", said)


def _tab(tab: TabSpec) -> Any:
    return element("w:tab", {"val": "left" if tab.kind == "start" else "right", "pos": tab.position})


def border_children(specs: tuple[tuple[str, BorderSpec], ...]) -> Iterator[Any]:
    """Yield one element for each side, as `w:pBdr` and `w:tcBorders` hold them."""
    for side, spec in specs:
        look: dict[str, str | int] = {"val": spec.style, "sz": spec.size_eighths, "space": spec.space_pt}
        yield element(f"w:{side}", {**look, "color": hex_color(spec.color)})


def run_properties(own: TextStyle, base: TextStyle | None, *, rtl: bool = False, link: bool = False) -> Any:
    """Return `w:rPr` with what `own` says beyond `base` (§17.3.2.28); None if that is nothing."""
    changed = {name for name in own.__slots__ if base is None or getattr(own, name) != getattr(base, name)}
    first = base is None
    children = [
        *([valued("w:rStyle", LINK_STYLE)] if link else ()),
        *_letterform(own, changed, first),
        *_measure(own, changed, first),
        *([element("w:rtl")] if rtl else ()),
        *([language(own.language)] if own.language and "language" in changed else ()),
        *([element("w14:ligatures", {"val": "standard"})] if first else ()),
    ]
    return element("w:rPr", children=children) if children else None


def _letterform(own: TextStyle, changed: set[str], first: bool) -> Iterator[Any]:
    """Yield family, weight, slope and strike; a plain face is said only where it undoes another."""
    if "family" in changed:
        yield fonts(own.family)
    if "bold" in changed and (own.bold or not first):
        yield from (_switch(name, own.bold) for name in ("w:b", "w:bCs"))
    if "italic" in changed and (own.italic or not first):
        yield from (_switch(name, own.italic) for name in ("w:i", "w:iCs"))
    if own.strike:
        yield element("w:strike")


def _measure(own: TextStyle, changed: set[str], first: bool) -> Iterator[Any]:
    """Yield colour, spacing, kerning, size, underline and shading."""
    if "color" in changed:
        yield valued("w:color", hex_color(own.color))
    if "letter_spacing_pt" in changed and (own.letter_spacing_pt or not first):
        yield valued("w:spacing", twips_from_pt(own.letter_spacing_pt))
    if first:
        yield valued("w:kern", 1)
    if abs(own.raise_pt) >= RAISED_FROM_PT:
        share = TALL_RAISED_SHARE if own.family == ARABIC else RAISED_SHARE
        yield valued("w:position", half_points(own.raise_pt * share))
    if "size_pt" in changed:
        yield from (valued(name, half_points(own.size_pt)) for name in ("w:sz", "w:szCs"))
    if own.underline:
        yield valued("w:u", "single")
    if own.background:
        yield shading(own.background)


def _switch(name: str, on: bool) -> Any:
    return element(name) if on else valued(name, "0")


def fonts(family: str) -> Any:
    """Return `w:rFonts`, the same family for every script (§17.3.2.26)."""
    return element("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), name_in_word(family)))


def language(tag: str) -> Any:
    """Return `w:lang` for the script of `tag`, with the region that checking needs (§17.3.2.20)."""
    name = "bidi" if direction_of(tag) == "rtl" else "val"
    return element("w:lang", {name: with_region(tag)})


def section_properties(section: SectionSpec, sheet: dict[str, int], references: list[Any]) -> Any:
    """Return `w:sectPr`, children in the order of §17.6.17."""
    children = list(references)
    if not section.first:
        children.append(valued("w:type", "continuous"))
    children.append(element("w:pgSz", {"w": sheet["width"], "h": sheet["height"]}))
    names = ("top", "right", "bottom", "left", "header", "footer")
    children.append(element("w:pgMar", {**{name: sheet[name] for name in names}, "gutter": 0}))
    if section.columns:
        parts = [element("w:col", {"w": width, "space": gap}) for width, gap in section.columns]
        children.append(element("w:cols", {"num": len(parts), "equalWidth": "0", "space": 0}, parts))
    else:
        children.append(element("w:cols", {"space": 0}))
    if section.bidi:
        children.append(element("w:bidi"))
    return element("w:sectPr", children=children)
