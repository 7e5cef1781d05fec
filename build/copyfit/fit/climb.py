"""Decide how a page stands: which rung of the ladder, which extras, which gaps.

In: a `Stack` with its room and ladder, as a `View`. Out: a `Stand`. Next: `engine` lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from copyfit.content.edition import Setting
from copyfit.content.leeway import Extra
from copyfit.fit.ladder import BEST_AIR, MIN_AIR, Ladder, Rung
from copyfit.fit.measures import Area
from copyfit.fit.omission import NOTHING, Choice
from copyfit.fit.slack import Search, bands_of
from copyfit.fit.stack import Placed, Question, Stack


@dataclass(frozen=True, slots=True)
class View:
    """A laid-out page as it would be with less on it.

    `made` is the choice that the layout already shows, `asked` what is predicted on top of it;
    `without` are the extras that are left out.
    """

    stack: Stack
    area: Area
    ladder: Ladder
    made: Choice = NOTHING
    asked: Choice = NOTHING
    without: frozenset[str] = frozenset()

    @property
    def choice(self) -> Choice:
        """Everything that gives way."""
        return self.made.short(self.asked.shortened).without(self.asked.dropped)

    def ask(self, setting: Setting) -> Placed:
        """Return the page as it would be at `setting`."""
        wordings, absent = self.asked.question_parts()
        return self.stack.ask(Question(setting, wordings, absent, self.without))

    def overflow_pt(self, setting: Setting) -> float:
        """Return by how much the page would be too long at `setting`, in pt; below 0 is room left."""
        return self.area.overflow_pt(self.ask(setting), setting.leading_pt)

    def tightest(self) -> Setting:
        """Return the setting at the floor of the ladder, with the narrowest gaps."""
        return self.ladder.setting(self.ladder.floor(), MIN_AIR)

    def search(self) -> Search:
        """Return the search for this page's setting."""
        return Search(self.ask, self.ladder, self.area, bands_of(self.stack))


@dataclass(frozen=True, slots=True)
class Stand:
    """How a page is to be laid out: its setting, and the extras that are on it."""

    setting: Setting
    extras: frozenset[str]


def climb(view: View, extras: tuple[Extra, ...]) -> Stand | None:
    """Return the most readable way for the page to stand, or None if it does not fit at the floor.

    Extras come in, most important first, where the type they would stand beside stays as large.
    """
    removable = {node.extra for node in view.stack.nodes}
    names = [extra.name for extra in extras]
    absent = frozenset(name for name in names if name in removable) | view.without
    bare = replace(view, without=absent)
    rung = bare.search().most_readable()
    if rung is None:
        return None
    for extra in extras:
        fuller = replace(view, without=absent - {extra.name})
        if extra.name not in view.without and _has_room(fuller, rung, extra):
            absent = fuller.without
    search = replace(view, without=absent).search()
    settled = search.at_size(rung.body_pt, MIN_AIR)
    assert settled is not None, "extras come in only where they fit"
    setting = search.spread(search.grown(settled))
    return Stand(setting, frozenset(names) - absent)


def _has_room(view: View, rung: Rung, extra: Extra) -> bool:
    air = MIN_AIR if extra.air == "min" else BEST_AIR
    return view.search().at_size(rung.body_pt, air) is not None
