"""Lay an edition out at a setting, on its own sheet or on one without end.

In: an `Edition` and the job's files. Out: `Layout`s. Next: `stacking` reads them.

On an endless sheet nothing is broken over pages, so that heights can be read even where the text is
three times too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from copyfit.content.edition import Edition, Setting
from copyfit.fit.omission import SHORT, Choice
from copyfit.layout import lay_out
from copyfit.layout.boxes import Layout
from copyfit.project import Files
from copyfit.units import pt_from_mm, pt_from_px

ENDLESS_PT = 140_000.0
"""As good as endless: some two hundred pages; only a forced break makes a second sheet."""
SIZES_MM = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
UNITS_PT = {"mm": pt_from_mm(1), "cm": pt_from_mm(10), "in": 72.0, "pt": 1.0, "pc": 12.0, "px": pt_from_px(1)}
PAGE_SIZE = re.compile(r"@page[^{}]*\{[^{}]*?\bsize\s*:\s*([^;{}]+)", re.IGNORECASE)
LENGTH = re.compile(r"([\d.]+)(mm|cm|in|pt|pc|px)\b", re.IGNORECASE)
SHEETS = re.compile(r"""<link\b[^>]*\bhref=["']asset:([^"']+\.css)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width and height of the paper, in pt."""

    width_pt: float
    height_pt: float

    def is_like(self, layout: Layout) -> bool:
        """Return whether `layout` is on paper of this size."""
        sheet = layout.sheet
        return abs(sheet.width_pt - self.width_pt) < 0.5 and abs(sheet.height_pt - self.height_pt) < 0.5


class Press(Protocol):
    """Something that lays the same page out again and again, otherwise."""

    def lay_out(
        self, setting: Setting, choice: Choice, extras: frozenset[str], endless: Sheet | None
    ) -> Layout:
        """Return the page at `setting`; on a sheet of the width of `endless` that never ends, if given."""

    def sheet(self, setting: Setting) -> Sheet:
        """Return the paper that the style sheets ask for."""


@dataclass(frozen=True, slots=True)
class EditionPress:
    """Lays one edition out."""

    edition: Edition
    files: Files

    def chosen(self, choice: Choice, extras: frozenset[str]) -> Edition:
        """Return the edition with a choice made."""
        choices = {**dict.fromkeys(choice.shortened, SHORT), **dict.fromkeys(choice.dropped, "dropped")}
        return replace(self.edition.with_choices(choices), extras=extras)

    def lay_out(
        self, setting: Setting, choice: Choice, extras: frozenset[str], endless: Sheet | None
    ) -> Layout:
        """Return the page at `setting`; on a sheet of the width of `endless` that never ends, if given."""
        html = self._composed(setting, choice, extras)
        return lay_out(html_on(endless, html) if endless else html, self.files)

    def sheet(self, setting: Setting) -> Sheet:
        """Return the paper that the style sheets ask for."""
        return sheet_of(self._composed(setting, Choice(), frozenset()), self.files)

    def _composed(self, setting: Setting, choice: Choice, extras: frozenset[str]) -> str:
        from copyfit.page import compose

        return compose(self.chosen(choice, extras), setting, self.files)


def html_on(sheet: Sheet, html: str) -> str:
    """Return `html` on a sheet as wide as `sheet` that never ends."""
    style = f"<style>@page {{ size: {sheet.width_pt:.4f}pt {ENDLESS_PT:g}pt }}</style>"
    at = html.lower().find("</head>")
    return html[:at] + style + html[at:] if at >= 0 else style + html


def sheet_of(html: str, files: Files) -> Sheet:
    """Return the paper that the last `@page` of the document asks for; A4 if none says."""
    found = [size for css in _style_sheets(html, files) for size in PAGE_SIZE.findall(css)]
    return _sheet(found[-1]) if found else _sheet("a4")


def _style_sheets(html: str, files: Files) -> Iterator[str]:
    for path in SHEETS.findall(html):
        yield files.get(path, b"").decode("utf-8", "replace")
    yield html


def _sheet(size: str) -> Sheet:
    lengths = [float(number) * UNITS_PT[unit.lower()] for number, unit in LENGTH.findall(size)]
    if lengths:
        return Sheet(lengths[0], lengths[-1])
    words = size.lower().split()
    width, height = next((SIZES_MM[word] for word in words if word in SIZES_MM), SIZES_MM["a4"])
    if "landscape" in words:
        width, height = height, width
    return Sheet(pt_from_mm(width), pt_from_mm(height))
