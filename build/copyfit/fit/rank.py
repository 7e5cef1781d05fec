"""Compare the ways in which one page could stand: larger type, evener columns, better lines.

In: `View`s of one page in its arrangements. Out: those that hold it, the most readable first, each with its
`Stand`. Next: `search` and `giving` lay the first one out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copyfit.content.edition import Setting
from copyfit.fit.climb import Stand, climb
from copyfit.fit.ladder import MIN_AIR, Rung
from copyfit.fit.manners import ends_alone
from copyfit.fit.scale import Scaling
from copyfit.fit.slack import most_readable
from copyfit.fit.view import View

EXTRA_PT = 0.5
"""An extra block that has its room is worth so much type, in pt: it is something to read."""
LEVEL_LINES = 2.0
"""Columns that end within so many lines of each other are even."""
FINALISTS = 5
"""So many arrangements are climbed in full: the best by what is foretold at their tightest gaps."""

Standing = tuple[View, Stand]


def ranked(views: Sequence[View]) -> list[Standing]:
    """Return the pages that stand, the most readable first; of many only those that could be it.

    Compared are the type, how evenly columns end, the texts that end in a line of one word, and the order of
    `views`.
    """
    rungs = [(view, rung) for view in views if (rung := most_readable(_bare(view))) is not None]
    if not rungs:
        return []
    order = {id(view): number for number, view in enumerate(views)}
    least = max(rung.body_pt for _, rung in rungs) - (EXTRA_PT if views[0].ladder.plan.extras else 0.0)
    large = [one for one in rungs if one[1].body_pt >= least]
    if len(large) > FINALISTS:
        first = large[:1]  # the design, if it is as large
        large.sort(key=lambda one: (*_roughly(*one), order[id(one[0])]))
        large = [*first, *(one for one in large[:FINALISTS] if one is not first[0])]
    stands = [(view, stand) for view, _ in large if (stand := climb(view, view.ladder.plan.extras))]
    return sorted(stands, key=lambda one: (*rank(*one), order[id(one[0])]))


def rank(view: View, stand: Stand) -> tuple[float, ...]:
    """Return what a page is compared by, the less the better."""
    size = stand.setting.body_pt + EXTRA_PT * len(stand.extras)
    page = shown(view, stand)
    return (-size, _unevenness(page, stand.setting), lone_words(page, stand.setting))


def shown(view: View, stand: Stand) -> View:
    """Return the page with the extras that it stands with."""
    return view.bare(view.without | view.stack.extras - stand.extras)


def blank_lines(view: View, stand: Stand) -> float:
    """Return by how many lines a column ends above its neighbour, at most, before it opens up."""
    return _blank_lines(shown(view, stand), replace(stand.setting, column_gaps_pt={}))


def lone_words(page: View, setting: Setting) -> int:
    """Return how many statements' texts would end in a line of one short word."""
    size_of, wider = Scaling(page.stack.setting, setting).size_pt, page.stack.widened(setting)
    gone = page.at(setting).gone
    count = 0
    for node in page.stack.nodes:
        words = page.stack.words_of(node, page.asked) if node.statement and not gone[node.index] else None
        if words is not None and ends_alone(words.broken(size_of, wider[node.index]).lines):
            count += 1
    return count


def _bare(view: View) -> View:
    return view.bare(view.without | view.ladder.plan.optional_extras)


def _roughly(view: View, rung: Rung) -> tuple[float, ...]:
    page = _bare(view)
    setting = page.setting(rung, MIN_AIR)
    return (-rung.body_pt, _unevenness(page, setting), lone_words(page, setting))


def _unevenness(page: View, setting: Setting) -> float:
    lines = _blank_lines(page, setting)
    return 0.0 if lines <= LEVEL_LINES else round(lines, 1)


def _blank_lines(page: View, setting: Setting) -> float:
    ends = page.at(setting).columns_pt
    bands = [[ends[name] for name in band if name in ends] for band in page.bands]
    return max((max(band) - min(band) for band in bands if band), default=0.0) / setting.leading_pt
