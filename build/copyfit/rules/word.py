"""What a template asks for and Word has no means for: said, never silently lost.

In: a `Layout` and the job's files. Out: warnings with file, line, selector, property and what will happen.
The table below is also the list in `docs/word.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from copyfit.errors import Place, Problem
from copyfit.layout.boxes import Box, Layout
from copyfit.project import TEMPLATES, Files

CODE = "not-in-word"
UNEVEN_PT = 0.5
LENGTH = re.compile(r"^([\d.]+)(pt|px)$")
NOTHING = ("none", "normal", "auto", "initial", "unset", "visible", "static", "0", "1", "0s")


@dataclass(frozen=True, slots=True)
class Carried:
    """Properties that the Word file has, and as what."""

    properties: tuple[str, ...]
    becomes: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A property that the Word file cannot have: for which values, what happens, what to do instead."""

    properties: tuple[str, ...]
    values: str
    happens: str
    instead: str
    concerns: Callable[[str], bool]


def _something(value: str) -> bool:
    return value not in NOTHING


def _holds(*words: str) -> Callable[[str], bool]:
    return lambda value: any(word in value for word in words)


def _other_weight(value: str) -> bool:
    return value.isdigit() and value not in ("400", "700")


def _no_half_points(value: str) -> bool:
    found = LENGTH.match(value)
    if not found:
        return False
    size_pt = float(found[1]) * (1 if found[2] == "pt" else 0.75)
    return abs(size_pt * 2 - round(size_pt * 2)) > 0.01


CARRIED = (
    Carried(("font-family", "font-size", "font-weight", "font-style"), "the style's font, embedded"),
    Carried(("color", "background-color"), "the run's colour; the shade of a paragraph, cell or run"),
    Carried(("line-height",), "an exact line pitch"),
    Carried(("letter-spacing",), "character spacing, in twentieths of a point"),
    Carried(("text-align", "text-indent", "direction"), "alignment, first-line or hanging indent, direction"),
    Carried(("text-decoration",), "underlined or struck through"),
    Carried(("vertical-align",), "a raised or lowered run; the space above the text of a cell"),
    Carried(("margin", "padding", "height"), "indents and the spaces before paragraphs"),
    Carried(("border",), "borders of paragraphs and tables; around a panel, of all its paragraphs"),
    Carried(("list-style-type", "counter-reset"), "Word's own numbering"),
    Carried(
        ("display: flex", "display: grid", "float"),
        "a section's columns, or two ends of one line",
    ),
    Carried(("display: table",), "a table; its header rows repeat and are announced"),
    Carried(("text-transform", "content"), "the words as they are shown"),
    Carried(
        ("hyphens", "hyphenate-character"), "soft hyphens, where the page has divided a word and nowhere else"
    ),
    Carried(("@page", "position: running()"), "paper and margins; header and footer"),
)
LIMITS = (
    Limit(
        ("transform", "rotate", "scale", "translate"),
        "any",
        "it stands where it would without",
        "move it with margins",
        _something,
    ),
    Limit(
        ("position",),
        "absolute, fixed, relative, sticky",
        "it follows the text before it",
        "let it take its place in the text, or float it",
        _holds("absolute", "fixed", "relative", "sticky"),
    ),
    Limit(
        ("background", "background-image"),
        "pictures and gradients",
        "the ground is plain",
        "use one colour",
        _holds("gradient(", "url("),
    ),
    Limit(("border-radius",), "above 0", "corners are square", "leave it out", _something),
    Limit(
        ("border-image", "outline", "box-shadow", "text-shadow"),
        "any",
        "it is not drawn",
        "use a border",
        _something,
    ),
    Limit(
        ("opacity", "filter", "mix-blend-mode", "clip-path", "mask"),
        "any",
        "it is painted in full",
        "use a paler colour",
        _something,
    ),
    Limit(
        ("overflow",),
        "hidden, clip",
        "nothing is cut off",
        "let the text have its room",
        _holds("hidden", "clip"),
    ),
    Limit(
        ("writing-mode", "text-orientation"),
        "vertical",
        "text runs from side to side",
        "set it horizontally",
        _holds("vertical", "sideways", "upright"),
    ),
    Limit(
        ("column-count", "columns"),
        "more than one",
        "a paragraph that goes on in the next column becomes two",
        "put side by side what belongs side by side",
        _something,
    ),
    Limit(
        ("font-weight",),
        "other than 400 and 700",
        "it is set in the nearer of the two",
        "write 400 or 700",
        _other_weight,
    ),
    Limit(
        ("font-size",),
        "not in half-points",
        "Word rounds it, and lines may break elsewhere",
        "write a multiple of 0.5pt",
        _no_half_points,
    ),
    Limit(
        ("font-variant", "font-variant-caps", "font-feature-settings", "font-stretch"),
        "other than ligatures and figures",
        "letters have their usual form",
        "choose another size or weight",
        lambda value: _something(value) and not _holds("ligatures", "nums")(value),
    ),
    Limit(
        ("word-spacing",),
        "any",
        "spaces have their usual width",
        "leave it out, but for list markers",
        _something,
    ),
    Limit(("list-style-image",), "a picture", "a bullet stands for it", "use list-style-type", _something),
)
_BY_PROPERTY: Mapping[str, Limit] = {name: limit for limit in LIMITS for name in limit.properties}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration of a style sheet: the selector as written, what it matches, and where it stands."""

    selector: str
    match: Any
    name: str
    value: str
    line: int
    column: int


def problems(layout: Layout, files: Files) -> tuple[Problem, ...]:
    """Return what of the page's looks the Word file will not have, as warnings."""
    found = (*_styles(layout, files), *_shapes(layout))
    return tuple(dict.fromkeys(found))


def _styles(layout: Layout, files: Files) -> Iterator[Problem]:
    elements = _elements(layout.html)
    for path in layout.style_sheets:
        for declaration in _declarations(files.get(path, b"").decode("utf-8", "replace")):
            if any(declaration.match(element) for element in elements):
                place = Place(path, declaration.line, declaration.column)
                yield _problem(declaration.name, declaration.value, f"`{declaration.selector}`", place)
    for element in elements:
        for name, value in _inline(element.etree_element.get("style", "")):
            yield _problem(name, value, f"<{element.local_name} style>", None)


def _problem(name: str, value: str, where: str, place: Place | None) -> Problem:
    limit = _BY_PROPERTY[name]
    message = f"{where} has `{name}: {value}`, which Word cannot: {limit.happens}"
    return Problem(CODE, message, limit.instead, place, "warning")


def _elements(html: str) -> list[Any]:
    import cssselect2
    from lxml import html as parser

    root = cssselect2.ElementWrapper.from_html_root(parser.document_fromstring(html))
    return [element for element in root.iter_subtree() if isinstance(element.etree_element.tag, str)]


@lru_cache(maxsize=8)
def _declarations(css: str) -> tuple[Declaration, ...]:
    """Return the declarations of a style sheet that Word cannot carry."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(found for rule in rules if rule.type == "qualified-rule" for found in _of_rule(rule))


def _of_rule(rule: Any) -> Iterator[Declaration]:
    import cssselect2
    import tinycss2

    try:
        selectors = [one for one in cssselect2.compile_selector_list(rule.prelude) if not one.pseudo_element]
    except cssselect2.SelectorError:
        return
    written = " ".join(tinycss2.serialize(rule.prelude).split())
    for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue
        value = tinycss2.serialize(one.value).strip().lower()
        if _cannot(one.lower_name, value):
            matching = tuple(selector.test for selector in selectors)
            yield Declaration(
                written, _any(matching), one.lower_name, value, one.source_line, one.source_column
            )


def _any(tests: tuple[Callable[[Any], bool], ...]) -> Callable[[Any], bool]:
    return lambda element: any(test(element) for test in tests)


def _inline(style: str) -> Iterator[tuple[str, str]]:
    import tinycss2

    for one in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration":
            value = tinycss2.serialize(one.value).strip().lower()
            if _cannot(one.lower_name, value):
                yield one.lower_name, value


def _cannot(name: str, value: str) -> bool:
    limit = _BY_PROPERTY.get(name)
    running = name == "position" and "running(" in value
    return limit is not None and not running and "var(" not in value and limit.concerns(value)


# -- what only the laid-out page shows --


def _shapes(layout: Layout) -> Iterator[Problem]:
    for page in layout.pages:
        for box in page.walk():
            if _is_uneven(box):
                words = " ".join(box.lines[0].text.split()[:4])
                message = f"the lines of “{words} …” are not equally far apart, as Word sets them"
                hint = "give what is raised or larger in it `line-height: 0`"
                yield Problem(CODE, message, hint, Place(TEMPLATES), "warning")
    yield from _layout_tables(layout)


def _is_uneven(box: Box) -> bool:
    steps = [after.baseline_pt - before.baseline_pt for before, after in pairwise(box.lines)]
    return bool(steps) and max(steps) - min(steps) > UNEVEN_PT


def _layout_tables(layout: Layout) -> Iterator[Problem]:
    """Yield the tables that only place things; unequal right-to-left columns have no other means."""
    from copyfit.word.blocks.layout_tables import layout_table_places

    if layout.direction == "rtl":
        return
    for page in layout.pages:
        for words in layout_table_places(page.body):
            message = f"“{words} …” stands in a layout table in the Word file"
            hint = "put columns and tables side by side on the page itself, not inside a panel or cell"
            yield Problem(CODE, message, hint, Place(TEMPLATES), "warning")


def markdown() -> str:
    """Return the list of `docs/word.md`: what carries over, and what does not."""
    lines = ["| CSS | In Word |", "|---|---|"]
    lines += [f"| {_names(one.properties)} | {one.becomes} |" for one in CARRIED]
    lines += ["", "| CSS | Values | What happens in Word | Instead |", "|---|---|---|---|"]
    lines += [
        f"| {_names(one.properties)} | {one.values} | {one.happens} | {one.instead} |" for one in LIMITS
    ]
    return "\n".join(lines)


def _names(properties: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in properties)
