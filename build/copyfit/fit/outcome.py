"""What fitting decided, for reports, the manifest and the writers.

In: nothing. Out: `Fit` and `Fitted`. Next: `make` writes the files and `--json` prints the fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit.content.edition import Edition, Setting
from copyfit.errors import Problem
from copyfit.layout.boxes import Layout


@dataclass(frozen=True, slots=True)
class Fit:
    """What was decided so that it is one page.

    `fill` is the used share of the type area; `layouts` how many times the page was laid out;
    `columns_pt` where each column's text ends, from the sheet's top; `break_margin_pt` the smallest
    distance of a line from breaking elsewhere, None while nobody measured it. `arrangement` is the one
    that was taken, and `why` says for what reason, "" where it is the design.
    """

    setting: Setting
    fill: float
    layouts: int
    shortened: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    columns_pt: Mapping[str, float] = field(default_factory=dict)
    break_margin_pt: float | None = None
    arrangement: str = ""
    why: str = ""

    @property
    def body_pt(self) -> float:
        """The body's size."""
        return self.setting.body_pt

    @property
    def leading_pt(self) -> float:
        """The body's leading."""
        return self.setting.leading_pt

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` and the manifest hold."""
        return {
            "body_pt": self.body_pt,
            "leading_pt": self.leading_pt,
            "fill": round(self.fill, 4),
            "layouts": self.layouts,
            "break_margin_pt": self.break_margin_pt,
            "shortened": list(self.shortened),
            "dropped": list(self.dropped),
            "extras": list(self.extras),
            "arrangement": self.arrangement,
            "why": self.why,
            "columns_pt": {name: round(end, 2) for name, end in self.columns_pt.items()},
        }


@dataclass(frozen=True, slots=True)
class Fitted:
    """One page that holds everything: how it is laid out, what was decided, what must be said."""

    layout: Layout
    fit: Fit
    edition: Edition
    problems: tuple[Problem, ...] = ()
