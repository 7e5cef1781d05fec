"""Find how many words a page has room for: its own texts made longer or shorter until it is just full.

In: the page in its arrangements, and a rung. Out: a number of words. Next: `budget` says it.

The words are spread over the statements, each of which gets a share, and are as long as those that are there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from statistics import fmean

from copyfit.fit.ladder import MIN_AIR, Rung
from copyfit.fit.lines import Galley
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.nodes import Node
from copyfit.fit.rank import eased
from copyfit.fit.stack import Texts
from copyfit.fit.view import View

FEWEST = 6
"""A text of fewer words is a name, a day or a term: it does not grow with the page."""
LONGEST = 8.0
"""A text is made up to so many times as long."""
PRECISION = 1 / 400
"""To this share of the page's words."""
SPARE = 0.035
"""So much of the longer texts is not offered: other words break otherwise."""
ORDERS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Where in its own words a text goes on when it is made longer: as many pages, whose mean is taken."""
NEAREST = 5
"""So many arrangements, those that hold most, are tried in all orders."""


def room_in_words(shapes: Sequence[View], rung: Rung) -> int:
    """Return by how many words all texts together could be longer on `rung`; below 0 they are too long."""
    views = [view.bare(view.without | view.ladder.plan.optional_extras) for view in shapes]
    lengths = _Lengths(views, rung, ORDERS[0])
    fullest = lengths.fullest()
    if fullest > 1:  # texts that have to be shorter are the same in every order
        views = sorted(views, key=partial(lengths.overflow_pt, fullest))[:NEAREST]
        fullest = fmean(_Lengths(views, rung, order, gives=True).fullest() for order in ORDERS)
    return _words(views[0], fullest * (1 - SPARE))


class _Lengths:
    """A page in some arrangements, its texts going on in one order, in widths that give or not."""

    def __init__(self, views: Sequence[View], rung: Rung, order: float, *, gives: bool = False) -> None:
        self.views = views
        self.gives, self.rung = gives, rung
        self.settings = {id(view): view.setting(rung, MIN_AIR) for view in views}
        self.texts = {id(view.stack): _growing(view) for view in views}
        self.order = order
        self.scaled: dict[tuple[int, float], Texts] = {}

    def fullest(self) -> float:
        """Return how many times as long the texts may be, in the arrangement that holds most."""
        low, high, left = 0.0, LONGEST, list(self.views)
        while high - low > PRECISION:
            middle = (low + high) / 2
            holding = [view for view in left if self.overflow_pt(middle, view) <= -NOISE_PT]
            low, high, left = (middle, high, holding) if holding else (low, middle, left)
        return low

    def overflow_pt(self, share: float, view: View) -> float:
        """Return by how much the page is too long with texts so many times as long."""
        key = (id(view.stack), share)
        if key not in self.scaled:
            self.scaled[key] = _scaled(self.texts[key[0]], share, self.order)
        setting, texts = self.settings[id(view)], self.scaled[key]
        over_pt = view.overflow_pt(setting, texts)
        return eased(view, over_pt, texts, self.rung)[0] if self.gives else over_pt


def _words(view: View, share: float) -> int:
    texts = _growing(view).values()
    before, words = sum(len(text.words) for text in texts), sum(len(text.text.split()) for text in texts)
    return math.floor((sum(_count(text, share) for text in texts) - before) * words / max(before, 1))


def _nodes(view: View) -> list[Node]:
    nodes = (node for node in view.stack.nodes if node.text is not None and node.statement)
    return [node for node in nodes if node.extra is None and node.text and _said(node.text) >= FEWEST]


def _said(text: Galley) -> int:
    """Return how many words a text has, not counting the day that hangs out beside it."""
    return len(text.words) - any(word.stop_pt for word in text.words)


def _growing(view: View) -> dict[int, Galley]:
    return {node.index: node.text for node in _nodes(view) if node.text}


def _count(text: Galley, share: float) -> int:
    return max(1, round(len(text.words) * share))


def _scaled(texts: dict[int, Galley], share: float, order: float) -> Texts:
    return {index: _lengthened(text, _count(text, share), order) for index, text in texts.items()}


def _lengthened(text: Galley, count: int, order: float) -> Galley:
    """Return a paragraph of `count` of its own words, gone on with from `order` of it, over and over."""
    space = next((word.space for word in text.words if word.space), None)
    own = (*text.words[:-1], replace(text.words[-1], space=space))
    begin = int(order * len(own))
    more = (own[begin:] + own[:begin]) * (count // len(own) + 1)
    words = (own + more)[:count]
    return Galley(words, text.measure_pt, text.indent_pt, text.lines_now, text.slack_pt, text.more)
