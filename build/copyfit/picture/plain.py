"""A drawing reduced to shapes and plain colours, if that is all it has.

In: the root of an SVG without anything that acts or asks. Out: the bytes of a small SVG that all programs
paint alike, with nothing in it that is not seen (no author, no path of the machine it was drawn on); or None,
if it takes more than that to draw it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
NAMES: Any = {None: SVG.strip("{}")}
SHAPES = frozenset("g path rect circle ellipse line polyline polygon".split())
SILENT = frozenset("title desc metadata namedview RDF".split())
GEOMETRY = frozenset("d x y cx cy r rx ry x1 y1 x2 y2 width height points".split())
KEPT = GEOMETRY | frozenset(
    "transform fill stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "stroke-dashoffset fill-rule fill-opacity opacity".split()
)
WITHOUT_EFFECT: Mapping[str, tuple[str, ...]] = {
    "display": ("inline", "block"),
    "visibility": ("visible", "inherit"),
    "overflow": ("visible", "hidden", "auto"),
    "clip-rule": ("nonzero", "evenodd"),
    "paint-order": ("normal",),
    "mix-blend-mode": ("normal",),
    "isolation": ("auto",),
    "vector-effect": ("none",),
    "space": ("preserve", "default"),
    # A border that lets its own shape through is painted otherwise in PDF (ISO 32000-1, §11.7.4.4).
    "stroke-opacity": ("1", "1.0"),
    **dict.fromkeys(
        ("filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end"), ("none",)
    ),
}
"""Values that change nothing of how a shape looks."""
OF_TEXT = re.compile(
    r"^(font|text|letter|word|line|writing|baseline|dominant|direction|unicode|white-space|color|solid|stop|flood|"
    r"lighting|enable-background|image|shape|pointer-events|cursor|role|id|class|data-|aria-|version|baseProfile|tabindex|"
    r"focusable|-inkscape|nodetypes|label|insensitive|groupmode|connector|collect|docname|export|pageopacity|pageshadow)"
)
"""Attributes and properties of letters, of programs and of readers: nothing that a shape shows."""
_COLOUR = re.compile(r"^(none|#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-z]+|rgb\(\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\))$")
_NOT_PLAIN_WORDS = frozenset(
    "inherit currentcolor context-fill context-stroke initial unset revert transparent".split()
)
_NUMBERS = re.compile(r"^[-+\d.eE,\s]*$")
_PATH = re.compile(r"^[-+\d.eE,\sMmLlHhVvCcSsQqTtAaZz]*$")
_TRANSFORM = re.compile(
    r"^\s*+(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\([-+\d.eE,\s]*+\)\s*+,?\s*+)*+$"
)
_WORD = re.compile(r"^[a-z]+$")
_PX = re.compile(r"(?<=\d)px\b")


def plain_svg(root: etree._Element, width_px: float, height_px: float, scale: float) -> bytes | None:
    """Return the drawing, `scale` times as large as `width_px` × `height_px`, as a plain SVG.

    None if it takes more than shapes and plain colours.
    """
    box = [
        float(part)
        for part in re.split(r"[\s,]+", root.get("viewBox", f"0 0 {width_px} {height_px}").strip())
    ]
    if abs(box[2] / box[3] - width_px / height_px) > 0.001 * width_px / height_px:
        return None
    if root.get("preserveAspectRatio", "xMidYMid") not in ("xMidYMid", "xMidYMid meet"):
        return None
    attributes = _attributes(root, ("width", "height", "x", "y"))
    made = etree.Element(f"{SVG}svg", nsmap=NAMES)
    made.set("width", f"{width_px * scale:.6g}")
    made.set("height", f"{height_px * scale:.6g}")
    made.set("viewBox", " ".join(f"{number:.10g}" for number in box))
    if attributes is None or not _took(made, root):
        return None
    for name, value in attributes.items():
        made.set(name, value)
    return bytes(etree.tostring(made, encoding="utf-8"))


def _took(parent: etree._Element, drawn: etree._Element) -> bool:
    """Put what `drawn` holds into `parent`; return whether all of it was plain."""
    for element in drawn.iterchildren(etree.Element):
        name = etree.QName(element).localname
        if name in SILENT or (name == "defs" and len(element) == 0):
            continue
        attributes = _attributes(element) if element.tag == f"{SVG}{name}" and name in SHAPES else None
        if attributes is None:
            return False
        made = etree.SubElement(parent, f"{SVG}{name}")
        for key, value in attributes.items():
            made.set(key, value)
        if not _took(made, element):
            return False
    return True


def _attributes(element: etree._Element, but: tuple[str, ...] = ()) -> dict[str, str] | None:
    """Return what an element shows, its `style` as attributes, or None if it takes more than that."""
    given = {etree.QName(str(name)).localname: str(value) for name, value in element.attrib.items()}
    style = given.pop("style", "")
    for declaration in filter(str.strip, style.split(";")):
        name, colon, value = declaration.partition(":")
        if not colon or "!" in value:
            return None
        given[name.strip()] = value.strip()
    kept: dict[str, str] = {}
    for name, value in given.items():
        if name in but or name in ("viewBox", "preserveAspectRatio") or OF_TEXT.match(name):
            continue
        if name in WITHOUT_EFFECT and value in WITHOUT_EFFECT[name]:
            continue
        if name not in KEPT or not _is_plain(name, value):
            return None
        kept[name] = _PX.sub("", value)
    return kept


def _is_plain(name: str, value: str) -> bool:
    if name in ("fill", "stroke"):
        return bool(_COLOUR.match(value)) and value.lower() not in _NOT_PLAIN_WORDS
    if name == "d":
        return bool(_PATH.match(value))
    if name == "transform":
        return bool(_TRANSFORM.match(value))
    if name in ("stroke-linecap", "stroke-linejoin", "fill-rule"):
        return bool(_WORD.match(value))
    return value == "none" or bool(_NUMBERS.match(_PX.sub("", value)))
