"""A budget for writers: how many words there is room for, and what each statement takes.

In: what was `Found`. Out: a `Budget`. Next: `copyfit fit` prints it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from copyfit.account import Budget, ColumnRoom, Move, Room, Saving, State, Taken
from copyfit.content.edition import Setting
from copyfit.fit.choice import NOTHING, Candidate
from copyfit.fit.ladder import Rung
from copyfit.fit.nodes import HEADINGS, Node, by_statement, paragraphs_of, sections_of
from copyfit.fit.prediction import Prediction
from copyfit.fit.report import fit_of
from copyfit.fit.room import room_in_words
from copyfit.fit.scale import Scaling
from copyfit.fit.search import Found
from copyfit.fit.stack import stack_of
from copyfit.fit.trial import Outcome
from copyfit.fit.view import View
from copyfit.units import mm_from_pt

SHORT_LINE = 12
"""A last line of fewer characters could be won."""


def budget_of(found: Found) -> Budget:
    """Return the budget of a page that was searched for, whether it was found or refused."""
    outcome, error = found.outcome, found.refused
    view, setting = _seen(found)
    placed = view.at(setting)
    ladder, whole = found.whole.ladder, found.whole
    best, floor = ladder.rungs()[0], ladder.floor()
    return Budget(
        name=found.copy.name,
        words=_words(whole),
        best=_room(found, replace(best, leading_pt=ladder.leadings_pt(best.body_pt)[-1])),
        floor=_room(found, floor),
        blocks=tuple(_blocks(view, placed)),
        statements=tuple(_statements(found.copy.candidates, view, placed, outcome)),
        going=tuple(_going(found)),
        returning=tuple(_returning(found.copy.candidates, outcome)),
        winnable=tuple(_winnable(view, setting)),
        fit=fit_of(outcome, found.copy) if outcome else None,
        problems=error.problems if error else (),
        columns=tuple(_columns(whole)),
    )


def _seen(found: Found) -> tuple[View, Setting]:
    """Return the page as it is, and its setting: the one that fits, or the whole text at the floor."""
    outcome = found.outcome
    if outcome is None:
        return found.whole, found.whole.tightest()
    stack = stack_of(outcome.layout, outcome.setting)
    own = replace(found.whole, stack=stack, area=outcome.area, arrangement=outcome.arrangement)
    return replace(own, made=outcome.choice, asked=NOTHING, without=frozenset()), outcome.setting


def _columns(view: View) -> Iterator[ColumnRoom]:
    """Yield the room in each column: what the page has left, or lacks, and the blank below it."""
    bare, setting = view.bare(view.ladder.plan.optional_extras), view.tightest()
    placed = bare.at(setting)
    room_pt = -bare.area.overflow_pt(placed, setting.leading_pt)
    for band in bare.bands:
        ends = {name: placed.columns_pt[name] for name in band if name in placed.columns_pt}
        for name, end in ends.items():
            free = (room_pt + max(ends.values()) - end) / setting.leading_pt
            yield ColumnRoom(name, math.floor(free + 0.001))


def _words(view: View) -> int:
    return sum(_words_of(node) for node in view.stack.nodes if node.extra is None)


def _words_of(node: Node) -> int:
    return len(node.text.text.split()) if node.text else 0


def _room(found: Found, rung: Rung) -> Room:
    """Return how many words fit on a rung with the narrowest gaps, if they are as long as those there are."""
    words, more = _words(found.whole), room_in_words(found.shapes, rung)
    is_whole = found.outcome is not None and found.outcome.choice == NOTHING
    if is_whole and rung == found.whole.ladder.floor():
        more = max(more, 0)
    return Room(rung.body_pt, rung.leading_pt, max(words + more, 0))


def _blocks(view: View, placed: Prediction) -> Iterator[Taken]:
    """Yield what stands under each heading below the title, up to the next block."""
    found = [section for node in view.stack.nodes for section in sections_of(node)]
    for heading, under in sorted(found, key=lambda section: section[0].index):
        if heading.box.tag != "h1":
            nodes = [heading, *takewhile(lambda one: not _is_block(one), under)]
            yield _taken(heading.text.text if heading.text else "", nodes, placed)


def _is_block(node: Node) -> bool:
    return any(inner.box.tag in HEADINGS for inner in node.walk())


def _taken(name: str, nodes: Sequence[Node], placed: Prediction, state: State = "full") -> Taken:
    lines = sum(_lines(node, placed) for node in nodes)
    height = sum(placed.heights_pt[node.index] for node in nodes)
    words = sum(_words_of(inner) for node in nodes for inner in node.walk())
    return Taken(name, lines, round(mm_from_pt(height), 1), words, state)


def _lines(node: Node, placed: Prediction) -> int:
    """Return how many lines stand one below the other in a box; a table row has those of its fullest cell."""
    inner = [_lines(child, placed) for child in node.children]
    return placed.lines[node.index] + (max(inner, default=0) if node.way == "row" else sum(inner))


def _statements(
    candidates: Sequence[Candidate], view: View, placed: Prediction, outcome: Outcome | None
) -> Iterator[Taken]:
    nodes = by_statement(view.stack.nodes)
    for candidate in candidates:
        own = nodes.get(candidate.id, [])
        state: State = "full"
        if outcome and candidate.id in outcome.choice.dropped:
            state = "left out"
        elif outcome and candidate.id in outcome.choice.shortened:
            state = "short"
        if own or state == "left out":
            yield _taken(candidate.id, own, placed, state)


def _going(found: Found) -> Iterator[Move]:
    """Yield what would give way next: short wordings first, then omissions, least important first."""
    candidates, weigher, outcome = found.candidates, found.weigh(), found.outcome
    gone = outcome.choice.dropped if outcome else frozenset()
    said = outcome.choice.shortened if outcome else frozenset()
    shorts = [(-c.priority, weigher.shortening_pt(c.id), c.id) for c in candidates if c.short]
    for _, gain, one in sorted(shorts):
        if gain > 0 and one not in said | gone:
            yield Move(one, "short", round(mm_from_pt(gain), 1))
    drops = [(-c.priority, weigher.dropping_pt(c.id), c.id) for c in candidates if c.optional]
    for _, gain, one in sorted(drops):
        if one not in gone:
            yield Move(one, "left out", round(mm_from_pt(gain), 1))


def _returning(candidates: Sequence[Candidate], outcome: Outcome | None) -> Iterator[Move]:
    if outcome is None:
        return
    for candidate in sorted(candidates, key=lambda c: (c.priority, c.id)):
        mm = round(mm_from_pt(outcome.given_pt.get(candidate.id, 0.0)), 1)
        if candidate.id in outcome.choice.dropped:
            yield Move(candidate.id, "left out", mm)
        elif candidate.id in outcome.choice.shortened:
            yield Move(candidate.id, "short", mm)


def _winnable(view: View, setting: Setting) -> Iterator[Saving]:
    """Yield the paragraphs that end in a line of one word or in a very short one, the shortest first."""
    size_of = Scaling(view.stack.setting, setting).size_pt
    found = []
    for statement, nodes in paragraphs_of(view.stack.nodes).items():
        for node in nodes:
            lines = node.text.broken(size_of).lines if node.text else ()
            if len(lines) > 1 and (len(lines[-1].split()) == 1 or len(lines[-1]) < SHORT_LINE):
                found.append(Saving(statement, len(lines[-1]) + 1, 1, lines[-1]))
    yield from sorted(found, key=lambda saving: (saving.characters, saving.statement))
