"""What the engine finds out of a style again for each line and box, found out once a style.

In: WeasyPrint's functions. Out: the same font descriptions, contexts of Pango, line heights and used lengths.
A style is not changed any more once something is laid out in it: where the engine sets a value, it takes a
copy first, which knows nothing yet.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

RELATIVE = (
    *(f"margin_{side}" for side in ("left", "right", "top", "bottom")),
    *(f"padding_{side}" for side in ("left", "right", "top", "bottom")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
"""Lengths that may be percentages of the box around."""
SQUARE = {f"border_{y}_{x}_radius": (0, 0) for y in ("top", "bottom") for x in ("left", "right")}
VARIANTS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
TYPES = "told_types"
"""Where a configuration of fonts has the types that were told of."""
MOST_TYPES = 512
TOLD = (
    *("direction", "lang", "font_language_override", "font_family", "font_style", "font_stretch"),
    *("font_weight", "font_size", "font_variation_settings", "font_kerning", "font_feature_settings"),
    *(f"font_variant_{name}" for name in VARIANTS),
)
"""All that a type is made of, beside whether it is underlined."""
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def tell_once(line_break: Any, percent: Any, users: Iterable[ModuleType]) -> None:
    """Put what remembers in the place of functions of `text.line_break` and `layout.percent`.

    `users` are the modules that have imported them by name.
    """
    described = _once(line_break.get_font_description, "_told_description")
    line_break.get_font_description = described
    line_break.Layout.setup = _in_one_context(line_break.Layout.setup, line_break)
    replaced = {
        line_break.strut: _of_a_type(line_break.strut, line_break),
        percent.resolve_percentages: _at_a_glance(percent.resolve_percentages, percent),
    }
    for module in users:
        for name, value in list(vars(module).items()):
            if isinstance(value, type(tell_once)) and value in replaced:
                setattr(module, name, replaced[value])


def tell_at_once(boxes: Any, background: Any) -> None:
    """Let boxes of plain styles be passed by, in `formatting_structure.boxes` and `layout.background`."""
    boxes.Box.is_in_normal_flow = _mostly(boxes.Box.is_in_normal_flow)
    background.layout_box_backgrounds = _passing_by(background.layout_box_backgrounds)


def _mostly(is_in_normal_flow: Any) -> Any:
    """Return `is_in_normal_flow`, which asks a style five things, made to ask one that flows two."""

    @functools.wraps(is_in_normal_flow)
    def flows(box: Any) -> bool:
        style = box.style
        if style["float"] == "none" and style["position"] == "static":
            return True
        return bool(is_in_normal_flow(box))

    return flows


def _passing_by(lay: Any) -> Any:
    """Return `lay`, which lays out the backgrounds of a box and what it holds, made to pass by bare boxes."""

    @functools.wraps(lay)
    def laid(page: Any, box: Any, images: Any, layout_children: bool = True, style: Any = None) -> None:
        own = box.style
        is_bare = own.__dict__.get("_told_bare")
        if is_bare is None:
            is_bare = own.__dict__["_told_bare"] = _is_bare(own)
        if not is_bare or box is page or style is not None:
            lay(page, box, images, layout_children, style)
            return
        box.__dict__.update(SQUARE)
        box.background = None
        for child in box.all_children() if layout_children else ():
            laid(page, child, images)

    return laid


def _is_bare(style: Any) -> bool:
    """Return whether boxes of a style have square corners, and nothing painted behind what they hold."""
    colour = style["background_color"]
    return (
        (style["color"] if colour == "currentcolor" else colour).alpha == 0
        and all((0, "px") in style[corner] for corner in SQUARE)
        and not any(image or kind == "url" for kind, image in style["background_image"])
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and not style["box_shadow"]
        and style["visibility"] != "hidden"
    )


def _once(function: Any, name: str) -> Any:
    """Return `function` of a style, which is called once for each."""

    @functools.wraps(function)
    def known(style: Any) -> Any:
        found = style.__dict__.get(name)
        if found is None:
            found = style.__dict__[name] = function(style)
        return found

    return known


def _of_a_type(strut: Any, line_break: Any) -> Any:
    """Return `strut`, which finds how high the lines of a style are, asked once for each type and height."""

    @functools.wraps(strut)
    def known(style: Any) -> Any:
        found = style.__dict__.get("_told_strut")
        if found is None:
            type_ = style.__dict__.get("_told_type")
            if type_ is None:
                type_ = style.__dict__["_told_type"] = _shared_type(style, line_break)
            height = style["line_height"]
            try:
                found = type_.struts.get(height)
            except TypeError:
                found = strut(style)
            if found is None:
                found = type_.struts[height] = strut(style)
            style.__dict__["_told_strut"] = found
        return found

    return known


@dataclass(frozen=True, slots=True)
class _Type:
    """What Pango is told of a style: its context, language, font and features, and where its lines lie."""

    context: Any
    language: Any
    font: Any
    features: bytes
    lines: tuple[float | None, ...]
    struts: dict[Any, tuple[float, float]] = field(default_factory=dict, compare=False)
    """The used height of lines, and the baseline in it, by the computed line height."""


LINES = (
    *("ascent", "underline_position", "strikethrough_position"),
    *("underline_thickness", "strikethrough_thickness"),
)


def _in_one_context(setup: Any, line_break: Any) -> Any:
    """Return `setup`, which prepares a layout of Pango's, with one context for all layouts of a style.

    The list of a layout's features is let go of with the layout; the engine keeps each for good.
    """
    pango, ffi, gobject = line_break.pango, line_break.ffi, line_break.gobject

    @functools.wraps(setup)
    def prepared(self: Any, style: Any) -> None:
        found = style.__dict__.get("_told_type")
        if found is None:
            found = style.__dict__["_told_type"] = _shared_type(style, line_break)
        self.style, self.first_line_direction, self.language = style, 0, found.language
        self.layout = ffi.gc(pango.pango_layout_new(found.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, found.font)
        self.ascent, self.underline_position, self.strikethrough_position = found.lines[:3]
        if found.lines[0] is not None:
            self.underline_thickness, self.strikethrough_thickness = found.lines[3:]
        if found.features:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(found.features))
            pango.pango_layout_set_attributes(self.layout, attributes)
            pango.pango_attr_list_unref(attributes)

    return prepared


def _shared_type(style: Any, line_break: Any) -> _Type:
    """Return what Pango is told of a style, the same for all styles that say the same of type.

    It is kept with the fonts, from page to page, until a style sheet brings more of them.
    """
    types = style.font_config.__dict__.setdefault(TYPES, {})
    key = tuple(style[name] for name in TOLD), style["text_decoration_line"] != "none"
    try:
        found: _Type | None = types.get(key)
    except TypeError:
        return _type_of(style, line_break)
    if found is None:
        if len(types) >= MOST_TYPES:
            types.clear()
        found = types[key] = _type_of(style, line_break)
    style.__dict__["_told_description"] = found.font
    return found


def _type_of(style: Any, line_break: Any) -> _Type:
    """Return what Pango is told of a style, as `Layout.setup` tells it."""
    pango, ffi, gobject = line_break.pango, line_break.ffi, line_break.gobject
    created = pango.pango_font_map_create_context(style.font_config.font_map)
    context = ffi.gc(created, gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    override, said = style["font_language_override"], style["lang"]
    if override != "normal":
        said = line_break.LST_TO_ISO.get(override.lower(), override)
    if said:
        pointer, _text = line_break.unicode_to_char_p(said)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    font = line_break.get_font_description(style)
    lines: tuple[float | None, ...] = (None, None, None)
    if style["text_decoration_line"] != "none":
        metrics = ffi.gc(
            pango.pango_context_get_metrics(context, font, language), pango.pango_font_metrics_unref
        )
        units = line_break.FROM_UNITS
        lines = tuple(units * getattr(pango, f"pango_font_metrics_get_{name}")(metrics) for name in LINES)
    named = ("kerning", *(f"variant_{name}" for name in VARIANTS), "feature_settings")
    features = line_break.font_features(*(style[f"font_{name}"] for name in named))
    text = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    return _Type(context, language, font, text, lines)


def _at_a_glance(resolve: Any, percent: Any) -> Any:
    """Return `resolve`, which sets the used lengths of a box, made to set those of a style at once.

    Tables of collapsed borders, whose cells have settled theirs, and boxes with a percentage go the long way.
    """

    @functools.wraps(resolve)
    def resolved(box: Any, containing_block: Any) -> None:
        style = box.style
        found = style.__dict__.get("_told_lengths")
        if found is None:
            found = style.__dict__["_told_lengths"] = _lengths_of(style)
        if not found:
            resolve(box, containing_block)
            return
        box.__dict__.update(found)
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")

    return resolved


def _lengths_of(style: Any) -> dict[str, Any]:
    """Return the used lengths of all boxes of a style, none if they differ."""
    lengths: dict[str, Any] = {}
    if style["border_collapse"] == "collapse":
        return lengths
    for name in RELATIVE:
        value = style[name]
        if value is None or value == "auto":
            lengths[name] = 0 if value == "auto" and name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return {}
    return {**lengths, **{name: style[name] for name in BORDERS}}
