"""The paper that a page asks for, before it is laid out.

In: HTML and the files it may use. Out: width and height, in pt. Next: `fit` lays it out on a sheet as wide.
Read are the `@page` rules of its style sheets in their order, imports and print media among them
(CSS Paged Media 3, §7.1); pages with a name or a pseudo-class of their own are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

from copyfit.errors import About, LayoutError, Place, Problem
from copyfit.layout.boxes import Sides
from copyfit.layout.fetcher import asset_path
from copyfit.units import pt_from_mm, pt_from_px

SIZES_MM = {
    "a5": (148.0, 210.0),
    "a4": (210.0, 297.0),
    "a3": (297.0, 420.0),
    "b5": (176.0, 250.0),
    "b4": (250.0, 353.0),
    "jis-b5": (182.0, 257.0),
    "jis-b4": (257.0, 364.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "ledger": (279.4, 431.8),
}
A4 = SIZES_MM["a4"]
UNITS_PT = {
    "mm": pt_from_mm(1), "cm": pt_from_mm(10), "q": pt_from_mm(0.25), "in": 72.0, "pt": 1.0, "pc": 12.0,
    "px": pt_from_px(1),
}  # fmt: skip
SHEET = re.compile(
    r"""<link\b[^>]*?\bhref=["'](asset:[^"']+)["'] | <style\b[^>]*>(.*?)</style>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
MOST_IMPORTS = 20
LEAST_MM, MOST_MM = 40.0, 558.8
"""What a side of the paper may measure: room for a word, and the 22 inches that Word allows."""


LEAST_ROOM_MM = 20.0
"""What margins have to leave of it, each way."""


@dataclass(frozen=True, slots=True)
class _Size:
    """Width and height, in pt, and where they stand; of a style element in the page nothing is known."""

    width_pt: float
    height_pt: float
    place: Place | None


def paper_of(html: str, files: Mapping[str, bytes]) -> tuple[float, float]:
    """Return width and height, in pt, of the paper that the last `@page` rule asks for; A4 if none says.

    Raises LayoutError at the rule where nobody has such a paper.
    """
    found = [size for path, rules in _sheets(html, files) for size in _sizes(path, rules, files, 0)]
    if not found:
        return pt_from_mm(A4[0]), pt_from_mm(A4[1])
    last = found[-1]
    if not all(
        pt_from_mm(LEAST_MM) <= side <= pt_from_mm(MOST_MM) for side in (last.width_pt, last.height_pt)
    ):
        message = "the paper is of a size that nobody has"
        hint = f"write sides of {LEAST_MM:g} to {MOST_MM:g} mm, or a name: size: A4"
        raise LayoutError(Problem("paper-size", message, hint, last.place, about=About("style", "size")))
    return last.width_pt, last.height_pt


def prove_room(width_pt: float, height_pt: float, margin: Sides[float]) -> None:
    """Raise LayoutError if the margins leave too little of the paper for any text: no brief can mend that."""
    left = min(width_pt - margin.left - margin.right, height_pt - margin.top - margin.bottom)
    if left < pt_from_mm(LEAST_ROOM_MM):
        message = f"the margins of the paper leave less than {LEAST_ROOM_MM:g} mm between them"
        hint = "write smaller ones at `@page`"
        raise LayoutError(Problem("paper-size", message, hint, about=About("style", "margin")))


def _sheets(html: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the path and the rules of each style sheet that the page names, or holds: that has no path."""
    for address, text in SHEET.findall(html):
        path = asset_path(address) if address else ""
        yield path, _rules(files.get(path, b"").decode("utf-8", "replace") if address else text)


@lru_cache(maxsize=16)
def _rules(css: str) -> list[Any]:
    """Return the rules of a style sheet, which are only looked at; the same text is read once."""
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _sizes(path: str, rules: list[Any], files: Mapping[str, bytes], depth: int) -> Iterator[_Size]:
    """Yield the sizes that `@page` rules ask for, in their order."""
    for rule in rules:
        if rule.type != "at-rule":
            continue
        name = rule.lower_at_keyword
        prelude = tinycss2.serialize(rule.prelude).strip().lower()
        if name == "page" and not prelude and rule.content is not None:
            yield from _size_of(path, rule.content)
        elif name == "media" and prelude in ("print", "all") and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _sizes(path, inner, files, depth)
        elif name == "import" and depth < MOST_IMPORTS:
            named = next((token.value for token in rule.prelude if token.type in ("string", "url")), "")
            imported = files.get(asset_path(named), b"").decode("utf-8", "replace")
            yield from _sizes(asset_path(named), _rules(imported), files, depth + 1)


def _size_of(path: str, content: list[Any]) -> Iterator[_Size]:
    declarations = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for declaration in declarations:
        if declaration.type == "declaration" and declaration.lower_name == "size":
            size = _lengths([token for token in declaration.value if token.type != "whitespace"])
            if size:
                place = Place(path, declaration.source_line, declaration.source_column) if path else None
                yield _Size(*size, place)


def _lengths(tokens: list[Any]) -> tuple[float, float] | None:
    """Return what the value of `size` asks for: lengths, or a paper's name, and perhaps how it lies."""
    lengths = [
        token.value * (UNITS_PT[token.lower_unit] if token.type == "dimension" else 0.0)
        for token in tokens
        if (token.type == "dimension" and token.lower_unit in UNITS_PT)
        or (token.type == "number" and not token.value)
    ]
    words = [token.lower_value for token in tokens if token.type == "ident"]
    if lengths and len(lengths) == len(tokens) <= 2:
        return lengths[0], lengths[-1]
    named = next((SIZES_MM[word] for word in words if word in SIZES_MM), None)
    if named is None and not {"landscape", "portrait"} & set(words):
        return None
    width, height = sorted(pt_from_mm(side) for side in named or A4)
    return (height, width) if "landscape" in words else (width, height)
