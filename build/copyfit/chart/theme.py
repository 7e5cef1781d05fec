"""The house's colours, family and size, as a chart takes them.

In: the house's style sheet. Out: a `Theme`, and the Vega-Lite configuration made of it, so that an
organisation that changes its tokens in one place changes its charts too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
import tinycss2.color4

from copyfit.errors import Problem, TemplateError
from copyfit.units import px_from_pt

COLOURS = ("accent", "ink", "second", "soft", "line", "tint")
FAMILY_PROPERTY = "sans"
SIZE_PROPERTY = "note-size"
OWN_SIZE_PROPERTY = "chart-size"
MAX_REFERENCES = 8

_ROOT = re.compile(r"^(?::root|html)(?::lang\(\s*[\"']?([\w-]+)[\"']?\s*\))?$")
_SIZE = re.compile(r"^(\d+(?:\.\d+)?)pt$")
_REFERENCE = re.compile(r"^var\(\s*--([\w-]+)\s*\)$")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a house lends its charts: colours by name as `#rrggbb`, a family, and the size of text in pt."""

    colors: Mapping[str, str]
    family: str
    text_pt: float


def theme_from_css(css: str, language: str) -> Theme:
    """Return the theme that the custom properties on `:root` in `css` declare for `language`.

    Read are `--accent`, `--ink`, `--second`, `--soft`, `--line`, `--tint`, `--sans` and
    `--note-size`, or `--chart-size` if there is one; what `:root:lang(…)` declares for the language goes
    before what `:root` does.
    Raises TemplateError that names every token which is missing or no colour, family or size.
    """
    tokens = _tokens(css, language)
    problems: list[Problem] = []
    colors: dict[str, str] = {}
    for name in COLOURS:
        colour = _hexadecimal(tokens.get(name, ""))
        if colour is None:
            problems.append(_bad_token(name, tokens, "a colour", "#0b4f6c"))
        else:
            colors[name] = colour
    family = tokens.get(FAMILY_PROPERTY, "").split(",")[0].strip().strip("\"'")
    if not family:
        problems.append(_bad_token(FAMILY_PROPERTY, tokens, "a family", '"IBM Plex Sans Condensed"'))
    size = _SIZE.match(tokens.get(OWN_SIZE_PROPERTY) or tokens.get(SIZE_PROPERTY, ""))
    if not size:
        problems.append(_bad_token(SIZE_PROPERTY, tokens, "a size in pt", "8pt"))
    if problems or not size:
        raise TemplateError(problems)
    return Theme(colors, family, float(size[1]))


def configuration(theme: Theme) -> dict[str, Any]:
    """Return the `config` that dresses a Vega-Lite chart in `theme`; lengths in CSS px."""
    size = round(px_from_pt(theme.text_pt), 3)
    colour = theme.colors
    words = {"fontSize": size, "fontWeight": "normal", "color": colour["ink"]}
    labels = {
        "labelFontSize": size,
        "labelColor": colour["second"],
        "titleFontSize": size,
        "titleFontWeight": "normal",
        "titleColor": colour["second"],
    }
    heading = {"fontSize": size, "fontWeight": "bold", "color": colour["ink"], "anchor": "start", "offset": 4}
    return {
        "font": theme.family,
        "aria": False,
        "background": None,
        # Vega leaves no room for what hangs below the baseline of the lowest label.
        "padding": {"left": 0, "top": 0, "right": 0, "bottom": math.ceil(size * 0.2)},
        "view": {"stroke": None},
        "title": {**heading, "subtitleFontSize": size, "subtitleColor": colour["second"]},
        "axis": {**labels, **_rules(colour), "labelPadding": 3, "titlePadding": 4},
        "axisX": {"labelAngle": 0},
        "axisY": {"domain": False, "ticks": False, "grid": True},
        "legend": {**labels, "symbolStrokeWidth": 0, "symbolSize": 60},
        "header": labels,
        # A row without its number stays on the axis, and a line has a gap there, not a bridge.
        "mark": {"color": colour["accent"], "invalid": "break-paths-show-domains"},
        "text": {**words, "lineHeight": round(size * 1.125, 3)},
        "rule": {"color": colour["ink"], "strokeWidth": 1},
        "line": {"strokeWidth": 1.75, "strokeCap": "round"},
        "point": {"filled": True, "opacity": 1, "size": 40},
        "range": {
            "category": [colour[name] for name in ("accent", "second", "soft", "line", "ink")],
            "ordinal": [colour["soft"], colour["accent"]],
            "ramp": [colour["tint"], colour["accent"]],
            "heatmap": [colour["tint"], colour["accent"]],
        },
    }


def _rules(colour: Mapping[str, str]) -> dict[str, Any]:
    """Return the lines of an axis: thin, and drawn only where they help."""
    return {
        "domainColor": colour["ink"],
        "domainWidth": 1,
        "tickColor": colour["ink"],
        "tickWidth": 1,
        "tickSize": 4,
        "grid": False,
        "gridColor": colour["line"],
        "gridWidth": 0.5,
    }


def _tokens(css: str, language: str) -> dict[str, str]:
    """Return the custom properties on `:root`, the language's own last, with references followed."""
    general: dict[str, str] = {}
    special: dict[str, str] = {}
    for wanted, declarations in _root_rules(css):
        if wanted is None:
            general |= declarations
        elif f"{language.lower()}-".startswith(f"{wanted.lower()}-"):
            special |= declarations
    tokens = general | special
    return {name: _followed(value, tokens) for name, value in tokens.items()}


def _root_rules(css: str) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Yield the language that a rule for the root is limited to, if any, and its custom properties."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = {
            part.name.removeprefix("--"): _value(part.value)
            for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if part.type == "declaration" and part.name.startswith("--")
        }
        for selector in tinycss2.serialize(rule.prelude).split(","):
            match = _ROOT.match(selector.strip())
            if match:
                yield match[1], declarations


def _value(tokens: list[Any]) -> str:
    return str(tinycss2.serialize([token for token in tokens if token.type != "comment"]).strip())


def _followed(value: str, tokens: Mapping[str, str]) -> str:
    """Return `value`, or what it stands for if it is `var(--another)`."""
    for _ in range(MAX_REFERENCES):
        reference = _REFERENCE.match(value)
        if not reference:
            return value
        value = tokens.get(reference[1], "")
    return ""


def _hexadecimal(value: str) -> str | None:
    """Return a CSS colour as `#rrggbb`, None if it is no opaque colour."""
    colour = tinycss2.color4.parse_color(value)
    if colour is None or isinstance(colour, str) or colour.alpha != 1:
        return None
    parts = [min(max(part, 0.0), 1.0) for part in colour.to("srgb").coordinates]
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _bad_token(name: str, tokens: Mapping[str, str], kind: str, example: str) -> Problem:
    value = tokens.get(name)
    what = f"`--{name}` is `{value}`, not {kind}" if value else f"the house's style sheet sets no `--{name}`"
    return Problem("house-token", what, f"write `--{name}: {example};` in `:root`, for example")
