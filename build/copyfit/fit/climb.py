"""Decide how a page stands: which rung of the ladder, which extras, which gaps.

In: a `View`. Out: a `Stand`. Next: `search` lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from copyfit.content.edition import Breaks, Setting
from copyfit.content.leeway import Extra
from copyfit.fit.ladder import BEST_AIR, MIN_AIR, Rung
from copyfit.fit.slack import at_size, grown, most_readable, spread
from copyfit.fit.view import View


@dataclass(frozen=True, slots=True)
class Stand:
    """How a page is to be laid out: its setting, the extras that are on it, what titles have `yielded`.

    `breaks` part the lists that run on from column to column.
    """

    setting: Setting
    extras: frozenset[str]
    yielded: float = 0.0
    breaks: Breaks = field(default_factory=dict)


def climb(view: View, extras: tuple[Extra, ...]) -> Stand | None:
    """Return the most readable way for the page to stand, or None if it does not fit at the floor.

    Extras come in, most important first, where the type they would stand beside stays as large; those that
    are required stand there from the beginning.
    """
    names = [extra.name for extra in extras]
    optional = frozenset(extra.name for extra in extras if not extra.require)
    absent = optional & view.stack.extras | view.without
    rung = most_readable(view.bare(absent))
    if rung is None:
        return None
    for extra in (extra for extra in extras if extra.name in optional):
        fuller = view.bare(absent - {extra.name})
        if extra.name not in view.without and _has_room(fuller, rung, extra):
            absent = fuller.without
    page = view.bare(absent)
    settled = at_size(page, rung.body_pt, MIN_AIR, rung.yielded)
    assert settled is not None, "extras come in only where they fit"
    setting = spread(page, grown(page, settled))
    return Stand(setting, frozenset(names) - absent, settled.yielded, page.at(setting).breaks)


def _has_room(view: View, rung: Rung, extra: Extra) -> bool:
    air = MIN_AIR if extra.air == "min" else BEST_AIR
    return at_size(view, rung.body_pt, air, rung.yielded) is not None
