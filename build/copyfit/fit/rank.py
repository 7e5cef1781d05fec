"""Compare the ways in which one page could stand: larger type, evener columns, better lines.

In: `View`s of one page in its arrangements. Out: those that hold it, the most readable first, each with its
`Stand`. Next: `search` and `giving` lay the first one out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copyfit.content.edition import Setting
from copyfit.content.leeway import given
from copyfit.fit.choice import NOTHING
from copyfit.fit.climb import Stand, climb
from copyfit.fit.ladder import MIN_AIR, Rung
from copyfit.fit.manners import begins_with_dash, ends_alone
from copyfit.fit.scale import Scaling
from copyfit.fit.slack import most_readable
from copyfit.fit.stack import NO_TEXTS, Texts
from copyfit.fit.view import View
from copyfit.measure.margins import TIGHT_PT

EXTRA_PT = 0.5
"""An extra block that has its room is worth so much type, in pt: it is something to read."""
LEVEL_LINES = 2.0
"""Columns that end within so many lines of each other are even."""
MOST_LINES = 4.0
"""Where words were given up, no column may end more lines above its neighbour if it can be helped."""
FINALISTS = 5
"""So many arrangements are climbed in full: the best by what is foretold at their tightest gaps."""

EVEN = 4
"""So many of the things that pages are compared by, the first, are asked where columns are to end evenly."""

WIDER_PT = 40.0
"""A page that is longer by so much is not held by a column that is some millimetres wider."""

Standing = tuple[View, Stand]


def ranked(views: Sequence[View]) -> list[Standing]:
    """Return the pages that stand, the most readable first; of many only those that could be it.

    Compared are, where words were given up, whether a column ends far above its neighbour; then the type, how
    evenly columns end, the texts with a line that reads badly, and the order of `views`.
    """
    rungs = [(view, rung) for view in views if (rung := most_readable(_bare(view))) is not None]
    if not rungs:
        return []
    order = {id(view): number for number, view in enumerate(views)}
    least = max(rung.body_pt for _, rung in rungs) - (EXTRA_PT if views[0].ladder.plan.extras else 0.0)
    large = [one for one in rungs if one[1].body_pt >= least or one[0].choice != NOTHING]
    if len(large) > FINALISTS:
        first = large[:1]  # the design, if it is as large
        large.sort(key=lambda one: (*_roughly(*one), order[id(one[0])]))
        large = [*first, *(one for one in large[:FINALISTS] if one is not first[0])]
    stands = [(view, stand) for view, _ in large if (stand := climb(view, view.ladder.plan.extras))]
    return sorted(stands, key=lambda one: (*rank(*one), order[id(one[0])]))


def rank(view: View, stand: Stand) -> tuple[float, ...]:
    """Return what a page is compared by, the less the better."""
    size = stand.setting.body_pt + EXTRA_PT * len(stand.extras)
    page, before_opening = shown(view, stand), replace(stand.setting, column_gaps_pt={})
    return (
        _is_lopsided(page, before_opening),
        -size,
        stand.yielded,
        _unevenness(page, before_opening),
        bad_lines(page, stand.setting),
    )


def shown(view: View, stand: Stand) -> View:
    """Return the page with the extras that it stands with."""
    return view.bare(view.without | view.stack.extras - stand.extras)


def blank_lines(view: View, stand: Stand) -> float:
    """Return by how many lines a column ends above its neighbour, at most, before it opens up."""
    return _blank_lines(shown(view, stand), replace(stand.setting, column_gaps_pt={}))


def evened(view: View, stand: Stand) -> View:
    """Return the page in widths that give a little, if its columns end more evenly so; else as it is."""
    best, least = view, rank(view, stand)[:EVEN]
    for way in _given(view, stand):
        blank = _blank_lines(shown(way, stand), _in_widths_of(way, stand))
        found = climb(way, way.ladder.plan.extras) if blank < blank_lines(view, stand) else None
        if found and (ranks := rank(way, found)[:EVEN]) < least:
            best, least = way, ranks
        if best is way and blank <= LEVEL_LINES:
            break
    return best


def _given(view: View, stand: Stand) -> Iterator[View]:
    """Yield the page with a column wider that ends far below the one beside it, mm by mm."""
    ends = shown(view, stand).at(_in_widths_of(view, stand)).columns_pt
    return _wider(view, ends, LEVEL_LINES * stand.setting.leading_pt)


def eased(
    view: View, over_pt: float, texts: Texts = NO_TEXTS, rung: Rung | None = None, off_pt: float = 0.0
) -> tuple[float, View]:
    """Return by how much a page is too long in the widths that its columns may give, and the page in them.

    Tried is the column that makes it too long, mm by mm wider until it holds. `over_pt` is how much too long
    it is as it stands at `rung`, or at the floor, of which `off_pt` are not foretold. Where it holds, or
    lacks far more than widths give, that is the answer.
    """
    best, rung = (over_pt, view), rung or view.ladder.floor()
    if 0 < over_pt < WIDER_PT:
        setting = view.setting(rung, MIN_AIR)
        for wider in _wider(view, view.at(setting, texts).columns_pt, setting.leading_pt / 2):
            tight = wider.setting(rung, MIN_AIR)
            over = wider.overflow_pt(tight, texts) + off_pt
            if over < best[0] and wider.is_roomy(tight):
                best = over, wider
            if best[0] <= 0:
                break
    return best


def _wider(view: View, ends: Mapping[str, float], least_pt: float) -> Iterator[View]:
    """Yield the page with a column wider that ends by `least_pt` below the one beside it, mm by mm."""
    for give in () if view.ladder.pin.arrangement else view.ladder.plan.gives:
        low, high = sorted(give.columns, key=lambda name: -ends.get(name, 0.0))
        if high in ends and ends[low] - ends[high] > least_pt:
            for by in range(1, give.by + 1):
                yield view.arranged(given(view.arrangement, low, by))


def _in_widths_of(view: View, stand: Stand) -> Setting:
    """Return the setting of a page before its columns open up, as wide as another arrangement has them."""
    widths = view.ladder.widths_pt(view.arrangement)
    own = {name: width for name, width in widths.items() if name not in view.ladder.plan.cells}
    widths_pt = {**stand.setting.widths_pt, **own}
    return replace(stand.setting, column_gaps_pt={}, widths_pt=widths_pt)


def bad_lines(page: View, setting: Setting) -> int:
    """Return how many faults the lines of statements' texts would have.

    Counted are texts that end in a line of one short word, in which a line begins with a dash, and in which a
    line is so tight that another program may break it elsewhere.
    """
    size_of, wider = Scaling(page.stack.setting, setting).size_pt, page.stack.widened(setting)
    gone = page.at(setting).gone
    count = 0
    for node in page.stack.nodes:
        words = page.stack.words_of(node, page.asked) if node.statement and not gone[node.index] else None
        if words is not None:
            broken = words.broken(size_of, wider[node.index])
            lines = broken.lines
            count += ends_alone(lines) + begins_with_dash(lines) + (broken.margin_pt < TIGHT_PT)
    return count


def _bare(view: View) -> View:
    return view.bare(view.without | view.ladder.plan.optional_extras)


def _roughly(view: View, rung: Rung) -> tuple[float, ...]:
    page = _bare(view)
    setting = page.setting(rung, MIN_AIR)
    return (
        _is_lopsided(page, setting),
        -rung.body_pt,
        rung.yielded,
        _unevenness(page, setting),
        bad_lines(page, setting),
    )


def _is_lopsided(page: View, setting: Setting) -> bool:
    """Return whether words were given up beside a column that is far from full."""
    return page.choice != NOTHING and _blank_lines(page, setting) > MOST_LINES


def _unevenness(page: View, setting: Setting) -> float:
    lines = _blank_lines(page, setting)
    return 0.0 if lines <= LEVEL_LINES else round(lines, 1)


def _blank_lines(page: View, setting: Setting) -> float:
    ends = page.at(setting).columns_pt
    bands = [[ends[name] for name in band if name in ends] for band in page.bands]
    return max((max(band) - min(band) for band in bands if band), default=0.0) / setting.leading_pt
