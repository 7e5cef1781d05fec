"""What is known of a page from the last time: how it looked when it was measured, and how it stood at last.

In: a page's `Recollection`, kept from one making of it to the next. Out: the view that a new first layout
would give, told from the layout at the old setting, and a press that knows that layout. Next: `search`
decides on it as on any other view: what comes of it is what comes of a page of which nothing is known.

An edit changes words and seldom how a page stands. So it is laid out as it stood; its new words are read from
that, and put into the first layout of then. Only what can be told for certain is told: where an element, a
style, a picture, an order of columns or a line so near its end is another that a first layout might show it
otherwise, there is no view, and the page is fitted as if it were new.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from copyfit.content.edition import Setting
from copyfit.fit.choice import NOTHING
from copyfit.fit.copy import Copy
from copyfit.fit.lines import Galley, same_size, words_in
from copyfit.fit.measures import least_free_pt
from copyfit.fit.nodes import OUT_OF_FLOW, Node, below_root_pt
from copyfit.fit.prediction import Prediction
from copyfit.fit.press import PaperSize, Press, Said
from copyfit.fit.runs import runs_of
from copyfit.fit.scale import Scaling
from copyfit.fit.stack import Stack
from copyfit.fit.trial import Outcome
from copyfit.fit.view import View
from copyfit.layout.boxes import Box, Layout
from copyfit.project import TEMPLATES, Files

SAME_PT = 0.01
"""Lengths this near to each other are the same."""
CALIBRATED_PT = 0.06
"""By so much wider or narrower, a paragraph's lines must be the same: the engine may be that much off."""
ASKED_PT = 0.01
"""The same for every measure that a search has asked about: so much may signs differ that begin a line."""
ORDERS_PT = (-0.3, -0.001, 0.001, 0.3)
"""Two edges are above, at or below each other by these bounds."""
MOST_GROWN = 150
"""A page with so many more characters needs another setting for certain."""
MOST_PAGES = 6
MOST_NAMES = 256
_TOKEN = re.compile(r"(<[^>]*>)")
_VOID = re.compile(r"<(?:!|br|img|hr|wbr|meta|link|input|col|/)", re.IGNORECASE)


class Unforeseen(Exception):
    """The page needs more than its old layout can tell: it is to be fitted as if it were new."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a page stood: its setting, and what it said."""

    setting: Setting
    said: Said


@dataclass(frozen=True, slots=True)
class Recollection:
    """A page as it was: its first layout as a `view`, its words then, and how it stood at last.

    `free_pt` is what was kept free above its bottom margin as it stood; `templates` tells apart the files
    that were not the brief's.
    """

    view: View
    words: str
    step: Stance
    free_pt: float
    templates: bytes


@dataclass(slots=True)
class Memory:
    """The records of the pages that come again and again, the last ones only. It never changes a page."""

    _records: OrderedDict[tuple[object, ...], Recollection] = field(default_factory=OrderedDict)
    _names: OrderedDict[tuple[object, ...], None] = field(default_factory=OrderedDict)

    def record(self, name: tuple[object, ...]) -> Recollection | None:
        """Return what is known of a page."""
        return self._records.get(name)

    def comes_again(self, name: tuple[object, ...]) -> bool:
        """Return whether a page was asked about before: of a batch that is made once, nothing is kept."""
        known = name in self._names
        self._names[name] = None
        self._names.move_to_end(name)
        while len(self._names) > MOST_NAMES:
            self._names.popitem(last=False)
        return known

    def keep(self, name: tuple[object, ...], record: Recollection | None) -> None:
        """Keep a record instead of the one before; None forgets it."""
        self._records.pop(name, None)
        if record is not None:
            self._records[name] = record
        while len(self._records) > MOST_PAGES:
            self._records.popitem(last=False)


def templates_of(files: Files) -> bytes:
    """Return a digest that is another where a file of the templates is another."""
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.startswith(f"{TEMPLATES}/")):
        digest.update(hashlib.sha256(path.encode()).digest() + hashlib.sha256(files[path]).digest())
    return digest.digest()


# -- from a page that was fitted -------------------------------------------------------------


def recorded(copy: Copy, view: View, words: str, outcome: Outcome, templates: bytes) -> Recollection | None:
    """Return a record of a page that was just fitted from its first layout, `view`.

    None where the page is not its design with all words on it, or is not to the hundredth of a point what
    was foretold of it: nothing could be told of it for certain.
    """
    design = copy.ladder.arrangements[0]
    plain = outcome.choice == NOTHING and outcome.arrangement == view.arrangement == design
    if not plain or outcome.layouts != 2 or copy.ladder.accessible:
        return None
    step = Stance(outcome.setting, outcome.said)
    bare = replace(view, stack=_without_engine(view.stack))
    record = Recollection(bare, words, step, least_free_pt(outcome.layout), templates)
    pairs = _paired(record, copy, outcome.layout)
    if pairs is None or any(_reads_otherwise(node, box, outcome.layout) for node, box in pairs):
        return None
    return record if _is_as_foretold(record.view, copy, step, pairs) else None


def _without_engine(stack: Stack) -> Stack:
    """Return the stack without what the engine made it from, which takes most of its memory."""
    return Stack(replace(stack.layout, source=None), stack.setting, stack.nodes, runs=stack.runs)


# -- to the same page after an edit ----------------------------------------------------------


def is_alike(record: Recollection, copy: Copy, words: str, templates: bytes) -> bool:
    """Return whether a page differs from its record in words alone, and not by many more."""
    if record.templates != templates or record.view.ladder != copy.ladder:
        return False
    if len(words) > len(record.words) + MOST_GROWN:
        return False
    before, now = _tokens(record.words), _tokens(words)
    return len(before) == len(now) and all(
        old == new or new.is_free for old, new in zip(before, now, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag or a text of HTML; it `is_free` to change if it is a text outside of blocks that come and go."""

    text: str
    is_free: bool = field(compare=False)


def _tokens(html: str) -> list[_Token]:
    """Return the tags and texts of a page."""
    tokens, inside = [], 0
    for text in _TOKEN.split(html):
        is_tag = text.startswith("<")
        if is_tag and (inside or "data-extra=" in text):
            inside += -1 if text.startswith("</") else 0 if _VOID.match(text) else 1
        is_free = text.startswith("<meta ") if is_tag else not inside
        tokens.append(_Token(text, is_free))
    return tokens


def retold(record: Recollection, copy: Copy, layout: Layout) -> View | None:
    """Return the view that a first layout of the page would give, told from its `layout` as it stood.

    None where that cannot be told for certain.
    """
    if len(layout.pages) > 1 or abs(least_free_pt(layout) - record.free_pt) > SAME_PT:
        return None
    if not record.view.paper.is_like(layout):
        return None
    pairs = _paired(record, copy, layout)
    if pairs is None:
        return None
    texts: dict[int, Galley] = {}
    for node, box in pairs:
        if _reads_otherwise(node, box, layout):
            galley = _reset(node, box, layout, Scaling(record.step.setting, record.view.stack.setting))
            if galley is None:
                return None
            texts[node.index] = galley
    old = record.view.stack
    nodes = _copied(old.nodes, texts)
    runs = tuple(runs_of(nodes, record.view.ladder.plan.runs))
    view = replace(record.view, stack=Stack(old.layout, old.setting, nodes, runs=runs))
    if not _is_as_foretold(view, copy, record.step, pairs) or not _is_in_order(old, view.stack):
        return None
    return view


def is_certain(view: View, record: Recollection) -> bool:
    """Return whether no line of the new words was so near its end, in all that was asked, that it may end so.

    `view` is what `retold` returned for `record`, after the search.
    """
    pairs = zip(view.stack.nodes, record.view.stack.nodes, strict=True)
    edited = (new.text for new, old in pairs if new.text is not None and new.text is not old.text)
    return all(galley.is_settled(ASKED_PT) for galley in edited)


class KnownPress:
    """A press that has one layout at hand, and lays out one more at most. Anything else is `Unforeseen`."""

    def __init__(self, press: Press, step: Stance, layout: Layout) -> None:
        self.press = press
        self.step = step
        self.layout = layout
        self.others = 0

    def lay_out(self, setting: Setting, said: Said, endless: PaperSize | None) -> Layout:
        """Return the page at `setting`. Raises Unforeseen for one without end, and for a third setting."""
        if endless is None and Stance(setting, said) == self.step:
            return self.layout
        self.others += 1
        if endless is not None or self.others > 1:
            raise Unforeseen
        return self.press.lay_out(setting, said, None)

    def sheet(self, setting: Setting, said: Said) -> PaperSize:
        """Raise Unforeseen: whoever asks about paper looks at the page anew."""
        raise Unforeseen

    def words(self, said: Said) -> str:
        """Raise Unforeseen: whoever asks about words rearranges the page."""
        raise Unforeseen


# -- the parts ---------------------------------------------------------------------------------


def _absent(copy: Copy, step: Stance) -> frozenset[str]:
    return copy.extras - step.said.extras


def _paired(record: Recollection, copy: Copy, layout: Layout) -> list[tuple[Node, Box]] | None:
    """Return every node of the first layout with its box on the page as it stood; None if they are others."""
    step, view = record.step, record.view.bare(_absent(copy, record.step))
    placed, stack = view.at(step.setting), view.stack
    shown = {node.index: [one for one in node.children if not placed.gone[one.index]] for node in stack.nodes}
    for run in stack.runs:
        shown |= {one.index: list(part) for one, part in run.parts(placed.gone, step.said.breaks)}
    pairs: list[tuple[Node, Box]] = []
    return pairs if _pair(stack.nodes[0], layout.pages[0].body, shown, pairs) else None


def _pair(node: Node, box: Box, shown: Mapping[int, list[Node]], pairs: list[tuple[Node, Box]]) -> bool:
    mine = shown[node.index]
    theirs = [child for child in box.children if child.layout not in OUT_OF_FLOW]
    same = (node.box.tag, node.box.kind, node.box.layout) == (box.tag, box.kind, box.layout)
    if not same or len(mine) != len(theirs) or bool(node.box.lines) != bool(box.lines):
        return False
    pairs.append((node, box))
    return all(_pair(child, other, shown, pairs) for child, other in zip(mine, theirs, strict=True))


def _reads_otherwise(node: Node, box: Box, layout: Layout) -> bool:
    """Return whether a paragraph has other words than in the first layout."""
    if node.text is None:
        return False
    before = [(word.text, word.space is None, word.forced) for word in node.text.words]
    return before != [(word.text, word.space is None, word.forced) for word in words_in(box, layout.fonts)]


def _reset(node: Node, box: Box, layout: Layout, back: Scaling) -> Galley | None:
    """Return the words of `box` in the place of those of `node`, in the sizes of the first layout.

    None if the first layout could break them otherwise than is foretold.
    """
    before = node.text
    assert before is not None, "only words are reset"
    sizes = {(run.role, run.style.size_pt) for line in node.box.lines for run in line.runs}
    lines = []
    for line in box.lines:
        runs = []
        for run in line.runs:
            size_pt = back.size_pt(run.role, run.style.size_pt)
            near = [size for role, size in sizes if role == run.role and abs(size - size_pt) < SAME_PT]
            if not near:
                return None
            runs.append(replace(run, style=replace(run.style, size_pt=near[0])))
        lines.append(replace(line, runs=tuple(runs)))
    words = tuple(words_in(replace(box, lines=tuple(lines)), layout.fonts))
    galley = Galley(words, before.measure_pt, before.indent_pt, before.lines_now)
    now = galley.broken(same_size)
    hangs = before.indent_pt < 0 or before.measure_pt > _content_pt(node.box) + SAME_PT
    if hangs and (now.count == 1) != (before.lines_now == 1):
        return None
    return galley if galley.is_settled(CALIBRATED_PT) else None


def _content_pt(box: Box) -> float:
    return box.content_right_pt - box.content_left_pt


def _copied(nodes: Sequence[Node], texts: Mapping[int, Galley]) -> tuple[Node, ...]:
    """Return the nodes anew, with other words."""
    made = [
        Node(
            *(node.box, node.way, node.index, None, node.columns, node.statement, node.extra),
            text=texts.get(node.index, node.text),
            half_leading_pt=node.half_leading_pt,
            reach_em=node.reach_em,
            pads_pt=node.pads_pt,
        )
        for node in nodes
    ]
    for node, new in zip(nodes, made, strict=True):
        new.parent = made[node.parent.index] if node.parent else None
        new.children = tuple(made[child.index] for child in node.children)
    return tuple(made)


def _is_as_foretold(view: View, copy: Copy, step: Stance, pairs: Sequence[tuple[Node, Box]]) -> bool:
    """Return whether every box stands where the first layout foretells it, with as many lines."""
    placed = view.bare(_absent(copy, step)).at(step.setting)
    top = view.stack.nodes[0].box.y_pt
    nodes = view.stack.nodes
    moving = {node.index for run in view.stack.runs for item in run.items for node in item.walk()}
    for old, box in pairs:
        node = nodes[old.index]
        y_pt = top + below_root_pt(node, placed.offsets_pt)
        off_pt = 0.0 if box.kind == "cell" else placed.heights_pt[node.index] - box.height_pt
        if abs(off_pt) > SAME_PT or abs(y_pt - box.y_pt) > SAME_PT:
            return False  # of a cell, which is as high as its row, the row answers for the height
        if node.text is not None and placed.lines[node.index] != len(box.lines):
            return False
        stays = node.text is None and not node.children and node.index not in moving
        if stays and abs(node.box.x_pt - box.x_pt) > SAME_PT:
            return False
    return True


def _is_in_order(old: Stack, new: Stack) -> bool:
    """Return whether, in the first layout, boxes beside each other end above the same boxes as before."""
    before, after = old.at(old.setting), new.at(old.setting)
    beside = (
        node
        for node in old.nodes
        if node.box.layout in ("flex", "grid", "columns") or any(child.floats for child in node.children)
    )
    return all(_orders(node, before) == _orders(node, after) for node in beside)


def _orders(node: Node, placed: Prediction) -> list[int]:
    """Return how the edges of all children stand to each other."""
    tops = [placed.offsets_pt[child.index] for child in node.children]
    ends = [placed.offsets_pt[child.index] + placed.heights_pt[child.index] for child in node.children]
    return [
        sum(end - edge > bound for bound in ORDERS_PT)
        for number, end in enumerate(ends)
        for other, edge in enumerate(chain(tops, ends))
        if other % len(tops) != number
    ]
