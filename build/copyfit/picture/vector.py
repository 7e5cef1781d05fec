"""An SVG that people bring, as both files take it.

In: the bytes of an SVG. Out: a `Picture`: again an SVG if it is of shapes and plain colours, which every
program paints alike; else the pixels of one (a gradient is blank in some readers of PDF, a mask in others).
What acts, links, asks for files or depends on fonts is refused, with its line.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from copyfit.chart import raster
from copyfit.errors import LayoutError, Place, Problem
from copyfit.picture.kind import Prepared
from copyfit.picture.plain import plain_svg
from copyfit.picture.raster import prepared_raster
from copyfit.units import pt_from_mm, px_from_pt

NAMESPACE = "http://www.w3.org/2000/svg"
MAX_BYTES = 4_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 100
MAX_LENGTH_PX = 20_000.0
MAX_RATIO = 50.0
MAX_PIXELS = 16_000_000
DOTS_PER_INCH = 600

HINT_EMBED = "put what it needs into the picture itself; drawing programs call that embedding"
_ASKED = re.compile(r"url\(\s*[\"']?\s*(?!\#|data:)([^\"')\s]+)|@import\s+(?:url\()?[\"']?([^\"')\s;]+)")
_LENGTH = re.compile(r"^\s*\+?(\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*$")
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LETTERS = ("text", "foreignObject")
_MOVING = ("animate", "animateTransform", "animateMotion", "set")


def prepared_vector(path: str, content: bytes, width_mm: float | None) -> Prepared:
    """Return the SVG in the file `path` as one of plain shapes, or as PNG.

    Raises LayoutError, with lines in the file, if both files cannot show it as it is.
    """
    root = _parsed(path, content)
    problems = list(_refused(path, root))
    if problems:
        raise LayoutError(problems)
    width_px, height_px = _size_px(path, root)
    shown_px = width_px if width_mm is None else px_from_pt(pt_from_mm(width_mm))
    scale = shown_px / width_px
    plain = plain_svg(root, width_px, height_px, scale)
    if plain is None:
        plain = _pixels(path, root, width_px, height_px, scale)
    return Prepared(plain, width_px, height_px)


def _parsed(path: str, content: bytes) -> etree._Element:
    """Return the root of the drawing; nothing outside of the file is read, no entity is put in."""
    if len(content) > MAX_BYTES:
        message = f"the picture has {len(content) // 1_000_000} MB of shapes"
        raise LayoutError(_problem(path, 0, "broken-picture", message, "simplify it, or save it as PNG"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = content.count(b"\n", 0, mistake.start) + 1
        raise LayoutError(
            _problem(path, line, "broken-picture", "the picture is not UTF-8", "save it as UTF-8")
        ) from None
    if "<!ENTITY" in text:
        line = text[: text.index("<!ENTITY")].count("\n") + 1
        message, hint = "the picture declares entities", "save it as plain SVG from the drawing program"
        raise LayoutError(_problem(path, line, "broken-picture", message, hint))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml\s[^>]*\?>", _blank, text).encode(), parser)
    except etree.XMLSyntaxError as mistake:
        said = str(mistake.msg).split(", line")[0].lower()
        if "excessive depth" in said:
            raise LayoutError(_too_deep(path, mistake.lineno or 0)) from None
        message, hint = f"the picture is not XML: {said}", "save it again from a drawing program"
        raise LayoutError(_problem(path, mistake.lineno or 0, "broken-picture", message, hint)) from None
    if root.tag != f"{{{NAMESPACE}}}svg":
        hint = 'write <svg xmlns="http://www.w3.org/2000/svg" …>; drawing programs do'
        raise LayoutError(
            _problem(path, 1, "broken-picture", "the picture does not say that it is an SVG", hint)
        )
    return root


def _blank(declaration: re.Match[str]) -> str:
    """Return the lines of an XML declaration without its words: the text is decoded already."""
    return "\n" * declaration[0].count("\n")


def _refused(path: str, root: etree._Element) -> Iterator[Problem]:
    """Yield the first of each thing that one of the two files could not show, or that acts."""
    seen: set[str] = set()
    for sheet in root.itersiblings(etree.PI, preceding=True):
        yield _problem(path, _line(sheet), "file-refused", "the picture asks for a style sheet", HINT_EMBED)
    elements = list(root.iter(etree.Element))
    for element in elements:
        for code, message, hint in _wrong_with(element):
            if message not in seen:
                seen.add(message)
                yield _problem(path, _line(element), code, message, hint)
    if len(elements) > MAX_ELEMENTS:
        message = f"the picture has {len(elements)} shapes, more than {MAX_ELEMENTS}"
        yield _problem(path, 0, "broken-picture", message, "simplify it, or save it as PNG")
    deep = next((each for each in elements if _depth(each) > MAX_DEPTH), None)
    if deep is not None:
        yield _too_deep(path, _line(deep))


def _too_deep(path: str, line: int) -> Problem:
    message = f"groups are nested more than {MAX_DEPTH} deep"
    return _problem(path, line, "broken-picture", message, "ungroup it in the drawing program")


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in zip(element.iterancestors(), range(MAX_DEPTH + 1), strict=False))


def _wrong_with(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield code, message and hint of what an element may not be or have."""
    name = etree.QName(element).localname
    if name == "script":
        yield (
            "picture-acts",
            "the picture holds a script, which no reader of a page runs",
            "remove `<script>`",
        )
    elif name in _MOVING:
        yield "picture-acts", f"the picture moves (`<{name}>`), and a page does not", f"remove `<{name}>`"
    elif name == "a":
        hint = "remove `<a>`, and put the address into the figure's `note` or `source`"
        yield "picture-links", "the picture holds a link, which is lost in one of the two files", hint
    elif name in _LETTERS:
        message = f"the picture holds `<{name}>`, which looks otherwise where its font is missing"
        yield "picture-text", message, "turn its text into paths in the drawing program, and say it in `alt`"
    for attribute, value in element.attrib.items():
        yield from _wrong_in(name, etree.QName(str(attribute)).localname, str(value))
    if name == "style":
        yield from _asked(str(element.text or ""))


def _wrong_in(name: str, attribute: str, value: str) -> Iterator[tuple[str, str, str]]:
    if attribute.lower().startswith("on"):
        message = f"the picture acts on `{attribute}`, and no reader of a page does"
        yield "picture-acts", message, f"remove `{attribute}`"
    elif attribute in ("href", "src") and name != "a":
        address = value.strip()
        if address.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):
            yield from _wrong_inside(address)
        elif address and not address.startswith("#"):
            yield "file-refused", f"the picture asks for {_short(address)}", HINT_EMBED
    else:
        yield from _asked(value)


def _wrong_inside(address: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with pixels inside of the drawing, which would be left out in silence."""
    try:
        prepared_raster("a picture in it", base64.b64decode(address.partition(",")[2]))
    except (LayoutError, ValueError) as mistake:
        said = mistake.problems[0].message if isinstance(mistake, LayoutError) else "a picture in it is cut"
        yield "broken-picture", said, "embed it again in the drawing program, as PNG or JPEG"


def _asked(style: str) -> Iterator[tuple[str, str, str]]:
    for found in _ASKED.finditer(style):
        address = next(part for part in found.groups() if part)
        yield "file-refused", f"the picture asks for {_short(address)}", HINT_EMBED


def _short(address: str) -> str:
    return address if len(address) <= 80 else address[:79] + "…"


def _size_px(path: str, root: etree._Element) -> tuple[float, float]:
    """Return width and height as the drawing says them, or else as its view box has them."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip()) if root.get("viewBox") else []
    numbers = [_number(part) for part in box]
    if box and (len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0):
        raise LayoutError(_bad_size(path, root, f"its view box is `{root.get('viewBox', '')[:40]}`"))
    own = [_LENGTH.match(root.get(name, "")) for name in ("width", "height")]
    lengths = [float(match[1]) * _PX[match[2]] if match else None for match in own]
    said = [root.get(name) for name in ("width", "height")]
    wrong = [
        text
        for text, length in zip(said, lengths, strict=True)
        if text and length is None and "%" not in text
    ]
    if wrong or 0 in lengths:
        raise LayoutError(_bad_size(path, root, f"its size is `{(wrong or ['0'])[0][:40]}`"))
    width, height = lengths
    if width is None or height is None:
        if not numbers:
            raise LayoutError(_bad_size(path, root, "it says no size"))
        ratio = numbers[3] / numbers[2]
        width = width or (height / ratio if height else numbers[2])
        height = height or width * ratio
    if max(width, height) > MAX_LENGTH_PX or max(width / height, height / width) > MAX_RATIO:
        raise LayoutError(_bad_size(path, root, f"it is {width:g} × {height:g} px large"))
    return width, height


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _bad_size(path: str, root: etree._Element, why: str) -> Problem:
    message = f"the picture has no size that a page can take: {why}"
    hint = 'give `<svg>` a width, a height and a view box: width="200" height="120" viewBox="0 0 200 120"'
    return _problem(path, _line(root), "broken-picture", message, hint)


def _pixels(path: str, root: etree._Element, width_px: float, height_px: float, scale: float) -> bytes:
    """Return the drawing as PNG of 600 pixels to the inch where it is shown, if that is not too many."""
    dots = scale * DOTS_PER_INCH / 96
    dots = min(dots, math.sqrt(MAX_PIXELS / (width_px * height_px)))
    root.set("width", f"{width_px:g}")
    root.set("height", f"{height_px:g}")
    try:
        return raster(etree.tostring(root), dots)
    except (RuntimeError, ValueError, OSError):
        message = "the picture cannot be drawn"
        hint = "open it in a drawing program, and save it again as plain SVG or as PNG"
        raise LayoutError(_problem(path, 1, "broken-picture", message, hint)) from None


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return line or 1


def _problem(path: str, line: int, code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, hint, Place(path, line))
