"""What fitting decided, for the writers.

In: nothing. Out: `Fitted`. Next: `make` writes the files and gives an account of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.account import Fit
from copyfit.content.edition import Edition, Setting
from copyfit.errors import Problem
from copyfit.layout.boxes import Layout


@dataclass(frozen=True, slots=True)
class Fitted:
    """One page that holds everything: how it is laid out, what was decided, what must be said."""

    layout: Layout
    fit: Fit
    setting: Setting
    edition: Edition
    problems: tuple[Problem, ...] = ()
