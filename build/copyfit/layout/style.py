"""Computed style → what copyfit keeps of it: roles, gaps, placing, paint and type.

In: WeasyPrint's boxes and styles, whose private names this package alone knows. Out: plain values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar

from copyfit.language.hyphenation import Hyphenation, dictionary_of
from copyfit.layout.boxes import Alignment, GapUse, RoleUse, Shows, TextStyle, WidthUse
from copyfit.units import pt_from_px

GAP = re.compile(r"var\(\s*--gap-([\w-]+)")
WIDTH = re.compile(r"var\(\s*--width-([\w-]+)")
ROLE = {
    "font_size": re.compile(r"(calc\()?var\(\s*--([\w-]+?)-size\b"),
    "line_height": re.compile(r"(calc\()?var\(\s*--([\w-]+?)-leading\b"),
}
GAP_PROPERTIES = ("margin_top", "margin_bottom", "padding_top", "padding_bottom", "height", "min_height")
BOLD_FROM = 600
F = TypeVar("F", bound=Callable[..., Any])


def once(function: F) -> F:
    """Return `function` of a computed style, and perhaps more, asked once a style: none changes."""
    name = f"_read_{function.__name__}"

    @functools.wraps(function)
    def known(style: Any, *more: Any) -> Any:
        found = style.__dict__.setdefault(name, {})
        if more not in found:
            found[more] = function(style, *more)
        return found[more]

    return known  # type: ignore[return-value]


@once
def gaps_of(style: Any) -> tuple[GapUse, ...]:
    """Return the named gaps (`--gap-<name>`) that sides of a box take their length from."""
    return tuple(_gaps_of(getattr(style, "cascaded", None) or {}))


def _gaps_of(cascaded: Any) -> Iterator[GapUse]:
    for name in GAP_PROPERTIES:
        value = cascaded.get(name, (None, None))[0]
        tokens = getattr(value, "tokens", None)
        if tokens:
            css = "".join(token.serialize() for token in tokens)
            yield from (GapUse(match, name.replace("_", "-")) for match in GAP.findall(css))


@once
def own_width_of(style: Any) -> WidthUse | None:
    """Return how a box came by a width that does not follow from what it stands in; None if it has none."""
    cascaded = getattr(style, "cascaded", None) or {}
    tokens = getattr(cascaded.get("width", (None, None))[0], "tokens", None)
    if tokens:
        found = WIDTH.search("".join(token.serialize() for token in tokens))
        if found:
            return WidthUse(found[1])
    width = style["width"]
    if width == "auto":
        floats = placing_of(style) in ("float", "inline-block", "absolute", "fixed")
        return WidthUse() if floats else None
    return None if getattr(width, "unit", "") == "%" else WidthUse()


@once
def role_of(style: Any, name: Literal["font_size", "line_height"]) -> RoleUse | None:
    """Return the role whose custom property a size or leading comes from, directly or inherited.

    A relative value (`0.8em`, `1.3`) follows the role of what it is relative to.
    """
    while style is not None:
        value = (getattr(style, "cascaded", None) or {}).get(name, (None, None))[0]
        tokens = getattr(value, "tokens", None)
        if tokens:
            css = "".join(token.serialize() for token in tokens)
            found = ROLE[name].search(css)
            return RoleUse(found[2], added=bool(found[1])) if found else None
        if value is not None and not _is_relative(value):
            return None
        if value is not None and name == "line_height":
            return role_of(style, "font_size")
        style = style.parent_style
    return None


def _is_relative(value: Any) -> bool:
    """Return whether a cascaded size or leading is a multiple of the font size around it."""
    if value in ("inherit", "smaller", "larger"):
        return True
    unit = getattr(value, "unit", "")
    kind = value[0] if isinstance(value, tuple) and value else ""
    return str(unit).lower() in ("em", "%") or kind == "NUMBER"


@once
def placing_of(style: Any) -> str:
    """Return how the box was placed: block, float, flex, grid, absolute, columns or inline-block."""
    if style["float"] in ("left", "right"):
        return "float"
    if style["position"] in ("absolute", "fixed", "relative"):
        return str(style["position"])
    display = " ".join(style["display"]) if isinstance(style["display"], tuple) else str(style["display"])
    for word in ("flex", "grid"):
        if word in display:
            return word
    if style["column_count"] != "auto" or style["column_width"] != "auto":
        return "columns"
    return "inline-block" if display.startswith("inline") and "flow-root" in display else "block"


def shown_of(box: Any) -> Shows:
    """Return how much of the content of `box` is painted.

    As WeasyPrint paints it: `overflow` cuts at the padding box, `clip` only absolute boxes.
    """
    style = box.style
    matrix = getattr(box, "transformation_matrix", None)
    flattened = matrix is not None and not matrix.determinant
    if flattened or style["opacity"] == 0 or (box.is_absolutely_positioned() and style["clip"]):
        return "nothing"
    return "all" if style["overflow"] == "visible" else "inside"


def is_painted(box: Any) -> bool:
    """Return whether the text of `box`, a text box, leaves any ink."""
    style = box.style
    return bool(style["visibility"] == "visible" and style["font_size"] > 0 and style["color"].alpha > 0)


@once
def alpha_of(style: Any) -> float:
    """Return how little one sees through text: the alpha of its colour times every opacity around it."""
    alpha = float(style["color"].alpha)
    while style is not None:
        alpha *= style["opacity"]
        style = style.parent_style
    return round(alpha, 4)


@once
def alignment_of(style: Any) -> Alignment:
    """Return how lines are aligned, told from the start of the line."""
    value = style["text_align_all"]
    left, right = ("start", "end") if style["direction"] == "ltr" else ("end", "start")
    names: dict[str, Alignment] = {"left": left, "right": right, "start": "start", "end": "end"}  # type: ignore[dict-item]
    return names.get(value, value if value in ("center", "justify") else "start")


@once
def leading_pt(style: Any) -> float:
    """Return the computed line height, in pt."""
    value = style["line_height"]
    if value == "normal":
        return pt_from_px(style["font_size"]) * 1.2
    if isinstance(value, int | float):
        return pt_from_px(style["font_size"] * value)
    assert value.unit == "px", "a computed line height is `normal`, a number or a length"
    return pt_from_px(value.value)


def color(value: Any, style: Any) -> str | None:
    """Return a computed CSS colour as `#rrggbb`, or None if it is fully transparent."""
    if value == "currentcolor":
        value = style["color"]
    if value is None or value.alpha == 0:
        return None
    red, green, blue = (round(channel * 255) for channel in value.to("srgb").coordinates)
    return f"#{red:02x}{green:02x}{blue:02x}"


@once
def color_of(style: Any, name: str) -> str | None:
    """Return the computed colour of a property as `#rrggbb`, or None if it is fully transparent."""
    return color(style[name], style)


@once
def text_style(
    style: Any, raise_pt: float = 0.0, href: str | None = None, background: str | None = None
) -> TextStyle:
    """Return the part of a computed style that says how text is set, on a `background` of its own."""
    spacing = style["letter_spacing"]
    line = style["text_decoration_line"]
    return TextStyle(
        family=style["font_family"][0],
        size_pt=round(pt_from_px(style["font_size"]), 4),
        bold=style["font_weight"] >= BOLD_FROM,
        italic=style["font_style"] != "normal",
        color=color_of(style, "color") or "#000000",
        background=background,
        letter_spacing_pt=pt_from_px(spacing) if isinstance(spacing, int | float) else 0.0,
        underline="underline" in line if line != "none" else False,
        strike="line-through" in line if line != "none" else False,
        raise_pt=raise_pt,
        language=style["lang"] or "",
        href=href,
    )


@once
def hyphenation_of(style: Any) -> Hyphenation | None:
    """Return how words of this style are divided at the ends of lines; None if they are not."""
    if style["hyphens"] != "auto" or style["white_space"] not in ("normal", "pre-wrap", "pre-line"):
        return None
    dictionary = dictionary_of(style["lang"] or "")
    zone, (word, before, after) = style["hyphenate_limit_zone"], style["hyphenate_limit_chars"]
    if dictionary is None:
        return None
    is_share = getattr(zone, "unit", "") == "%"
    length = float(getattr(zone, "value", 0.0))
    zone_pt, share = (0.0, length / 100) if is_share else (pt_from_px(length), 0.0)
    return Hyphenation(dictionary, word, before, after, zone_pt, share, style["hyphenate_character"])


def direction_of(style: Any) -> Literal["ltr", "rtl"]:
    """Return the computed direction."""
    return "rtl" if style["direction"] == "rtl" else "ltr"
