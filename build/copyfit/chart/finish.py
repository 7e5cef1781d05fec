"""A drawn SVG made small, exact in size and the same each time.

In: the SVG that Vega made. Out: one with the size of the page's frame, without the marks that only
a browser needs, with its own ids numbered from 1, and with coordinates of a thousandth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from copyfit.chart.picture import SVG, ink
from copyfit.units import mm_from_pt, pt_from_mm, pt_from_px, px_from_pt

DRAWN = tuple(SVG + name for name in ("path", "line", "rect", "text", "circle"))
MAX_SVG_BYTES = 1_000_000
MARGIN_PX = 60
TOLERANCE_PX = 1.5
DOT = 2.5
"""How much wider than its line a single point is."""

_NOISE = re.compile(r"^(aria-.*|role|class|pointer-events|version)$")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{4,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-\d+")
_LONE_POINT = re.compile(r"M(-?[\d.]+,-?[\d.]+)Z")
"""A point of a line between two gaps, which programs draw only if it has a length."""
_LENGTHS = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "dy", "r", "points")


def finished(svg: str, width_mm: float, height_mm: float) -> bytes:
    """Return `svg`, whose unit is the CSS px, as a picture of exactly `width_mm` × `height_mm`."""
    root = etree.fromstring(svg.encode(), safe_parser())
    _drop_noise(root)
    _split_lines(root)
    _number_ids(root)
    _show_lone_points(root)
    for element in root.iter():
        for name in _LENGTHS:
            if name in element.attrib:
                element.set(name, _LONG_NUMBER.sub(_rounded, element.get(name, "")))
    width_px, height_px = (_text(px_from_pt(pt_from_mm(length))) for length in (width_mm, height_mm))
    root.set("width", f"{width_mm:g}mm")
    root.set("height", f"{height_mm:g}mm")
    root.set("viewBox", f"0 0 {width_px} {height_px}")
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8"))


def drawn_size_mm(svg: str) -> tuple[float, float]:
    """Return the width and height that Vega took, in mm."""
    root = etree.fromstring(svg.encode(), safe_parser())
    width_px, height_px = (float(root.get(name, "0")) for name in ("width", "height"))
    return mm_from_pt(pt_from_px(width_px)), mm_from_pt(pt_from_px(height_px))


def draws_nothing(svg: str) -> bool:
    """Return whether no mark came of the data: no bar, no point, no label."""
    root = etree.fromstring(svg.encode(), safe_parser())
    marks = (group for group in root.iter(SVG + "g") if "role-mark" in group.get("class", "").split())
    return not any(
        mark.tag in DRAWN and (mark.get("d") != "" or mark.text) for group in marks for mark in group.iter()
    )


def cut_off(svg: bytes) -> Iterator[tuple[str, float]]:
    """Yield each edge that something is drawn beyond, and by how many mm."""
    root = etree.fromstring(svg, safe_parser())
    width, height = (float(part) for part in root.get("viewBox", "").split()[2:])
    around = (width + 2 * MARGIN_PX, height + 2 * MARGIN_PX)
    root.set("viewBox", f"{-MARGIN_PX} {-MARGIN_PX} {around[0]} {around[1]}")
    root.set("width", str(around[0]))
    root.set("height", str(around[1]))
    painted = ink(etree.tostring(root).decode())
    if painted is None:
        return
    left, top, right, bottom = painted
    beyond = {
        "left": MARGIN_PX - left,
        "top": MARGIN_PX - top,
        "right": right - MARGIN_PX - width,
        "bottom": bottom - MARGIN_PX - height,
    }
    for edge, length_px in beyond.items():
        if length_px > TOLERANCE_PX:
            yield edge, mm_from_pt(pt_from_px(length_px))


def safe_parser() -> etree.XMLParser:
    """Return a parser that follows no entity and no address."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def remove(element: etree._Element) -> None:
    """Take `element` out of its document."""
    parent = element.getparent()
    assert parent is not None, "the root is never removed"
    parent.remove(element)


def _words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()


def _drop_noise(root: etree._Element) -> None:
    """Remove what is for screen readers of web pages and pointers, and shapes that paint nothing."""
    for element in list(root.iter()):
        for name in [name for name in element.attrib if _NOISE.match(str(name))]:
            del element.attrib[name]
        if element.get("opacity") == "1":
            del element.attrib["opacity"]
        parent = element.getparent()
        unpainted = element.tag == SVG + "path" and not ({"fill", "stroke"} & set(element.attrib))
        unpainted |= element.tag == SVG + "text" and not _words(element)
        in_clip = parent is not None and parent.tag == SVG + "clipPath"
        if parent is not None and not in_clip and (unpainted or element.get("display") == "none"):
            remove(element)
    for group in reversed(list(root.iter(SVG + "g"))):
        if len(group) == 0:
            remove(group)


def _split_lines(root: etree._Element) -> None:
    """Give each line of a label a `text` of its own: not every program anchors lines one by one."""
    for label in list(root.iter(SVG + "text")):
        lines = list(label.iter(SVG + "tspan"))
        if not lines:
            continue
        down = 0.0
        for line in lines:
            down += float(line.get("dy", "0"))
            single = etree.Element(SVG + "text", {str(name): str(value) for name, value in label.items()})
            single.text = line.text
            if down:
                single.set("y", _text(down))
            label.addprevious(single)
        remove(label)


def _show_lone_points(root: etree._Element) -> None:
    """Draw each number of a line that stands between two gaps as a dot: by itself a point has no length."""
    for line in list(root.iter(SVG + "path")):
        points = _LONE_POINT.findall(line.get("d", ""))
        if points and line.get("stroke-linecap") == "round":
            dots = etree.Element(SVG + "path", {str(name): str(value) for name, value in line.items()})
            dots.set("d", "".join(f"M{point}h0.01" for point in points))
            dots.set("stroke-width", _text(float(line.get("stroke-width", "1")) * DOT))
            line.set("d", _LONE_POINT.sub("", line.get("d", "")))
            line.addnext(dots)


def _number_ids(root: etree._Element) -> None:
    """Number the ids in the order of the file: Vega goes on counting from one chart to the next."""
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    names = {f"url(#{old})": f"url(#p{number})" for number, old in enumerate(ids, start=1)}
    for element in root.iter():
        if element.get("id"):
            element.set("id", f"p{ids.index(element.get('id', '')) + 1}")
        for name, value in element.attrib.items():
            if value in names:
                element.set(name, names[value])


def _rounded(match: re.Match[str]) -> str:
    return _text(float(match[0]))


def _text(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".").replace("-0", "0" if abs(number) < 0.0005 else "-0")
