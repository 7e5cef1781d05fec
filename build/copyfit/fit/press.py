"""Lay an edition out at a setting, on its own sheet or on one without end.

In: an `Edition` and the job's files. Out: `Layout`s. Next: `stack` reads them.

On an endless sheet nothing is broken over pages, so that heights can be read even where the text is
three times too long.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Protocol

from copyfit.content.edition import Breaks, Edition, Setting
from copyfit.errors import FitError, Place, Problem
from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.layout import lay_out
from copyfit.layout.boxes import Layout
from copyfit.project import Files

MOST_LAYOUTS = 100
NO_SETTING = Setting(0.0, 0.0)
ENDLESS_PT = 140_000.0
"""As good as endless: some two hundred pages; only a forced break makes a second sheet."""

STYLE_END = "</style>"


@dataclass(frozen=True, slots=True)
class PaperSize:
    """Width and height of the paper, in pt."""

    width_pt: float
    height_pt: float

    def is_like(self, layout: Layout) -> bool:
        """Return whether `layout` is on paper of this size."""
        sheet = layout.sheet
        return abs(sheet.width_pt - self.width_pt) < 0.5 and abs(sheet.height_pt - self.height_pt) < 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says, whatever its sizes: what gave way, which extras are on it, how it is arranged.

    `breaks` part its lists that run on from column to column.
    """

    choice: Choice = NOTHING
    extras: frozenset[str] = frozenset()
    arrangement: str = ""
    breaks: Breaks = field(default_factory=dict)


_Asked = tuple[Setting, Said, PaperSize | None]


class Press(Protocol):
    """Something that lays the same page out again and again, otherwise."""

    def lay_out(self, setting: Setting, said: Said, endless: PaperSize | None) -> Layout:
        """Return the page at `setting`; on a sheet of the width of `endless` that never ends, if given."""

    def sheet(self, setting: Setting, said: Said) -> PaperSize:
        """Return the paper that the style sheets of the page ask for."""

    def words(self, said: Said) -> str:
        """Return the page's HTML without a setting."""


@dataclass(frozen=True, slots=True)
class EditionPress:
    """Lays one edition out."""

    edition: Edition
    files: Files

    def chosen(self, said: Said) -> Edition:
        """Return the edition as it says that."""
        choices = {
            **dict.fromkeys(said.choice.shortened, SHORT),
            **dict.fromkeys(said.choice.dropped, "dropped"),
        }
        edition = self.edition.with_choices(choices)
        return replace(edition, extras=said.extras, arrangement=said.arrangement, breaks=said.breaks)

    def lay_out(self, setting: Setting, said: Said, endless: PaperSize | None) -> Layout:
        """Return the page at `setting`; on a sheet of the width of `endless` that never ends, if given."""
        html = self._composed(setting, said)
        return lay_out(html_on(endless, html) if endless else html, self.files)

    def sheet(self, setting: Setting, said: Said) -> PaperSize:
        """Return the paper that the style sheets of the page ask for."""
        return sheet_of(self._composed(setting, said), self.files)

    def words(self, said: Said) -> str:
        """Return the page's HTML without a setting."""
        return self._composed(NO_SETTING, said)

    def _composed(self, setting: Setting, said: Said) -> str:
        from copyfit.page import compose

        return compose(self.chosen(said), setting, self.files)


class CountingPress:
    """Another press, and how many pages it has laid out."""

    def __init__(self, press: Press, layouts: int = 0) -> None:
        self.press = press
        self.layouts = layouts

    def lay_out(self, setting: Setting, said: Said, endless: PaperSize | None) -> Layout:
        """Return the page at `setting`, and count it."""
        self.layouts += 1
        return self.press.lay_out(setting, said, endless)

    def sheet(self, setting: Setting, said: Said) -> PaperSize:
        """Return the paper that the style sheets of the page ask for."""
        return self.press.sheet(setting, said)

    def words(self, said: Said) -> str:
        """Return the page's HTML without a setting."""
        return self.press.words(said)


class BoundedPress(CountingPress):
    """Another press, for a page that has to be found in `MOST_LAYOUTS`: a usual one takes three to twenty.

    A search that goes back and forth between two settings gets what was laid out at each before.
    """

    def __init__(self, press: Press, place: Place) -> None:
        super().__init__(press)
        self.place = place
        self._last: deque[tuple[_Asked, Layout]] = deque(maxlen=2)

    def lay_out(self, setting: Setting, said: Said, endless: PaperSize | None) -> Layout:
        """Return the page at `setting`. Raises FitError where no setting settles the page."""
        if self.layouts >= MOST_LAYOUTS:
            message = f"no setting of the page was found in {MOST_LAYOUTS} layouts"
            hint = "long runs of signs without spaces are hard to fit: shorten a text by some words"
            raise FitError(Problem("fit-unsettled", message, hint, self.place))
        asked = (setting, said, endless)
        known = next((layout for one, layout in self._last if one == asked), None)
        if known is not None:
            self.layouts += 1
            return known
        layout = super().lay_out(setting, said, endless)
        self._last.append((asked, layout))
        return layout


def html_on(sheet: PaperSize, html: str) -> str:
    """Return `html` on a sheet as wide as `sheet` that never ends.

    It is said at the end of the last style sheet, so that there is no other element on the page.
    """
    rule = f"@page {{ size: {sheet.width_pt:.4f}pt {ENDLESS_PT:g}pt }}"
    at = max(html.lower().find("</head>"), 0)
    before = html[:at].rstrip()
    if before.endswith(STYLE_END):
        return before.removesuffix(STYLE_END) + rule + STYLE_END + html[len(before) :]
    return f"{html[:at]}<style>{rule}</style>{html[at:]}"


def sheet_of(html: str, files: Files) -> PaperSize:
    """Return the paper that the last `@page` of the document asks for; A4 if none says."""
    from copyfit.layout.paper import paper_of

    return PaperSize(*paper_of(html, files))
