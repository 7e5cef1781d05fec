"""A sheet to draw on by hand, in the house's tokens: shapes and labels at places in CSS px.

In: shapes and labels, a `Theme`, a size. Out: an SVG such as charts are, letters as text, right-to-left ones
as shapes. Next: `band`, `locator` and `code` draw on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from copyfit.chart.outline import has_letter, width_of, with_outlines
from copyfit.chart.theme import Theme
from copyfit.errors import Place, Problem
from copyfit.units import pt_from_mm, px_from_pt

LINE = 1.25
"""A label's line, as a multiple of its size."""
Point = tuple[float, float]


class Sketch:
    """A drawing of `width` × `height` px; `mirrored` draws it from right to left."""

    def __init__(self, theme: Theme, width_mm: float, height_mm: float, *, mirrored: bool = False) -> None:
        self.theme = theme
        self.size_mm = (width_mm, height_mm)
        self.width, self.height = (px_from_pt(pt_from_mm(length)) for length in self.size_mm)
        self.text_px = round(px_from_pt(theme.text_pt), 3)
        self.line_px = self.text_px * LINE
        self.mirrored = mirrored
        self._parts: list[str] = []
        self._words: list[str] = []

    def measured(self, words: str, *, bold: bool = False) -> float:
        """Return the width of a label, in px."""
        return width_of(self.theme.family, words, self.text_px, bold=bold)

    def label(
        self, x: float, baseline: float, words: str, colour: str, *, bold: bool = False, anchor: str = "start"
    ) -> None:
        """Write a label whose start, middle or end is at `x`."""
        self._words.append(words)
        if self.mirrored:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{self._x(x)}" y="{_n(baseline)}" font-family="{escape(self.theme.family)}" '
            f'font-size="{_n(self.text_px)}px"{weight} text-anchor="{anchor}" '
            f'fill="{self.theme.colors[colour]}">{escape(words)}</text>'
        )

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a rectangle."""
        first = self._x(right if self.mirrored else left)
        size = f'width="{_n(right - left)}" height="{_n(bottom - top)}"'
        self._parts.append(f'<rect x="{first}" y="{_n(top)}" {size} fill="{self.theme.colors[colour]}"/>')

    def rule(self, start: Point, end: Point, colour: str, thick: float = 1) -> None:
        """Draw a straight line."""
        self._parts.append(
            f'<path d="M{self._at(start)}L{self._at(end)}" fill="none" '
            f'stroke="{self.theme.colors[colour]}" stroke-width="{_n(thick)}"/>'
        )

    def dot(self, centre: Point, radius: float, colour: str, around: str = "") -> None:
        """Draw a filled circle, with a rim of the colour `around` if one is named."""
        rim = f' stroke="{around}" stroke-width="1"' if around else ""
        x, y = self._at(centre).split(",")
        self._parts.append(
            f'<circle cx="{x}" cy="{y}" r="{_n(radius)}" fill="{self.theme.colors[colour]}"{rim}/>'
        )

    def shape(
        self, rings: Iterable[Iterable[Point]], fill: str, stroke: str = "", thick: float = 0.5
    ) -> None:
        """Fill closed outlines; `fill` and `stroke` are colours by name, or `#rrggbb`."""
        path = "".join("M" + "L".join(map(self._at, ring)) + "Z" for ring in rings)
        if path:
            edge = f' stroke="{self._colour(stroke)}" stroke-width="{_n(thick)}"' if stroke else ""
            self._parts.append(f'<path d="{path}" fill="{self._colour(fill)}"{edge}/>')

    def finished(self) -> bytes:
        """Return the SVG."""
        width, height = self.size_mm
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}">'
        )
        return with_outlines(f"{head}{''.join(self._parts)}</svg>".encode(), only_rtl=True)

    def missing_letters(self, place: Place) -> list[Problem]:
        """Return a problem at `place` for the letters of labels that no face of the family has."""
        lacking = sorted(
            {
                letter
                for letter in "".join(self._words)
                if not letter.isspace() and not has_letter(self.theme.family, letter)
            }
        )
        if not lacking:
            return []
        named = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in lacking[:3])
        message = f"no font of drawings has {named}"
        return [Problem("letter-missing", message, "write it with other letters", place)]

    def _colour(self, name: str) -> str:
        return name if name.startswith("#") else self.theme.colors[name]

    def _x(self, x: float) -> str:
        return _n(self.width - x if self.mirrored else x)

    def _at(self, point: Point) -> str:
        return f"{self._x(point[0])},{_n(point[1])}"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace("-0", "0" if abs(number) < 0.005 else "-0")
