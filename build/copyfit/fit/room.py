"""Find how many words a page has room for: its own texts made longer or shorter until it is just full.

In: the page in its arrangements, and a rung. Out: a number of words. Next: `budget` says it.

The words are spread over the statements, each of which gets a share, and are as long as those that are there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from copyfit.fit.ladder import MIN_AIR, Rung
from copyfit.fit.lines import Galley
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.nodes import Node
from copyfit.fit.stack import Texts
from copyfit.fit.view import View

FEWEST = 6
"""A text of fewer words is a name, a day or a term: it does not grow with the page."""
LONGEST = 8.0
"""A text is made up to so many times as long."""
PRECISION = 1 / 400
"""To this share of the page's words."""
SPARE, SPARE_GROWTH = 0.02, 0.005
"""So much of the page's words, and of what they grow by, is not offered: other words break otherwise."""
ORDERS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Where in its own words a text goes on when it is made longer: as many pages, each of which has to hold."""


def room_in_words(shapes: Sequence[View], rung: Rung) -> int:
    """Return by how many words all texts together could be longer on `rung`; below 0 they are too long."""
    bare = [view.bare(view.without | view.ladder.plan.optional_extras) for view in shapes]
    settings = {view.arrangement: view.setting(rung, MIN_AIR) for view in bare}
    grown = {id(view.stack): _growing(view) for view in bare}

    def holding(views: Sequence[View], share: float) -> list[View]:
        for order in ORDERS if share > 1 else ORDERS[:1]:
            scaled = {stack: _scaled(texts, share, order) for stack, texts in grown.items()}
            overflow = [
                (view, view.overflow_pt(settings[view.arrangement], scaled[id(view.stack)])) for view in views
            ]
            views = [view for view, over in overflow if over <= -NOISE_PT]
        return list(views)

    low, high, left = 0.0, LONGEST, bare
    while high - low > PRECISION:
        middle = (low + high) / 2
        found = holding(left, middle)
        low, high, left = (middle, high, found) if found else (low, middle, left)
    return _words(left[0], low - SPARE - SPARE_GROWTH * abs(low - 1))


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
