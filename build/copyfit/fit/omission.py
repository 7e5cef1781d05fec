"""Choose which statements give way: the least important first, and no more of them than is needed.

In: two layouts of one page, with full and with short wordings, and the statements as `Candidate`s.
Out: a `Choice`. Next: the edition is composed with it and confirmed.

Short wordings come before omissions. Within one priority the choice gives up the fewest mm. What there is
room for after that comes back, the most important first: no one thing given up would fit again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from copyfit.fit.choice import NOTHING, Candidate, Choice
from copyfit.fit.nodes import by_statement
from copyfit.fit.prediction import Prediction
from copyfit.fit.stack import Stack

LEAST_IMPORTANT, MOST_IMPORTANT = 5, 1
MOST_LEVELS = LEAST_IMPORTANT - MOST_IMPORTANT + 1
FEW = 6
"""Up to this many statements of one priority, every combination is tried."""

Overflow = Callable[["Choice"], float]
"""By how much the page is too long with a choice, in pt."""


@dataclass(frozen=True, slots=True)
class Weigher:
    """What each statement takes at one setting, in full and in few words, in pt."""

    stack: Stack
    full: Prediction
    short: Prediction

    def shortening_pt(self, statement: str) -> float:
        """Return the height that saying `statement` in few words gives up, in pt."""
        return self._height_pt(statement, self.full) - self._height_pt(statement, self.short)

    def dropping_pt(self, statement: str) -> float:
        """Return the height that leaving `statement` out gives up, in pt."""
        return self._height_pt(statement, self.full)

    def burden(self, candidates: Sequence[Candidate], choice: Choice) -> tuple[float, ...]:
        """Return what a choice gives up, to compare with others: first omissions, most important first."""
        dropped, shortened = [0.0] * MOST_LEVELS, [0.0] * MOST_LEVELS
        for candidate in candidates:
            level = candidate.priority - MOST_IMPORTANT
            if candidate.id in choice.dropped:
                dropped[level] += self.dropping_pt(candidate.id)
            elif candidate.id in choice.shortened:
                shortened[level] += self.shortening_pt(candidate.id)
        return (*dropped, *shortened)

    def _height_pt(self, statement: str, placed: Prediction) -> float:
        nodes = by_statement(self.stack.nodes).get(statement, [])
        return sum(placed.heights_pt[node.index] for node in nodes)


def choose(candidates: Sequence[Candidate], overflow: Overflow, weigher: Weigher) -> Choice:
    """Return the choice that lets the page fit and gives up least, or all there is to give if none does."""
    chosen = _shorten(candidates, overflow, weigher)
    if overflow(chosen) > 0:
        chosen = _drop(candidates, chosen, overflow, weigher)
    return chosen if overflow(chosen) > 0 else _restored(candidates, chosen, overflow, weigher)


def all_shortened(candidates: Sequence[Candidate], weigher: Weigher) -> Choice:
    """Return the choice to say everything in few words that is shorter for it."""
    return NOTHING.short(c.id for c in candidates if c.short and weigher.shortening_pt(c.id) > 0)


def all_given_up(candidates: Sequence[Candidate], weigher: Weigher) -> Choice:
    """Return the choice to leave out all that may be, and to say the rest in few words."""
    return all_shortened(candidates, weigher).without(c.id for c in candidates if c.optional)


def _shorten(candidates: Sequence[Candidate], overflow: Overflow, weigher: Weigher) -> Choice:
    chosen = NOTHING
    for level in _levels(candidates):
        ids = [c.id for c in level if c.short and weigher.shortening_pt(c.id) > 0]
        if not ids:
            continue
        everything = chosen.short(ids)
        if overflow(everything) <= 0:
            enough = partial(_overflow_with, overflow, chosen.short)
            return chosen.short(_cheapest(ids, weigher.shortening_pt, enough))
        chosen = everything
    return chosen


def _drop(candidates: Sequence[Candidate], chosen: Choice, overflow: Overflow, weigher: Weigher) -> Choice:
    for level in _levels(candidates):
        ids = [c.id for c in level if c.optional]
        if not ids:
            continue
        everything = chosen.without(ids)
        if overflow(everything) <= 0:
            enough = partial(_overflow_with, overflow, chosen.without)
            return chosen.without(_cheapest(ids, weigher.dropping_pt, enough))
        chosen = everything
    return chosen


def _overflow_with(overflow: Overflow, less: Callable[[Iterable[str]], Choice], ids: Iterable[str]) -> float:
    return overflow(less(ids))


def _restored(
    candidates: Sequence[Candidate], chosen: Choice, overflow: Overflow, weigher: Weigher
) -> Choice:
    """Return `chosen` with everything back that there is room for, the most important first.

    There may be: statements that give way are lumps, and one in a shorter column gives back nothing.
    """
    kept = chosen
    for level in reversed(_levels(candidates)):
        kept = _with_dropped_back([c for c in level if c.id in kept.dropped], kept, overflow, weigher)
    for level in reversed(_levels(candidates)):
        ids = [c.id for c in level if c.id in kept.shortened]
        others = Choice(kept.shortened - frozenset(ids), kept.dropped)
        enough = partial(_overflow_with, overflow, others.short)
        kept = others.short(_cheapest(ids, weigher.shortening_pt, enough))
    return kept


def _with_dropped_back(
    level: Sequence[Candidate], chosen: Choice, overflow: Overflow, weigher: Weigher
) -> Choice:
    """Return `chosen` with those of one level back that there is room for, in few words if not in full."""
    kept = chosen
    for candidate in sorted(level, key=lambda c: (-weigher.dropping_pt(c.id), c.id)):
        ways = [kept.in_full(candidate.id)]
        if candidate.short:
            ways.append(kept.in_few_words(candidate.id))
        kept = next((way for way in ways if overflow(way) <= 0), kept)
    return kept


def put_back(candidates: Sequence[Candidate], choice: Choice) -> Iterator[Choice]:
    """Yield the choice with each one thing back that was given up, the most important first."""
    for candidate in sorted(candidates, key=lambda c: (c.id not in choice.dropped, c.priority)):
        if candidate.id in choice.dropped | choice.shortened:
            yield choice.in_full(candidate.id)
        if candidate.id in choice.dropped and candidate.short:
            yield choice.in_few_words(candidate.id)


def _levels(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    levels = range(LEAST_IMPORTANT, MOST_IMPORTANT - 1, -1)
    return [[c for c in candidates if c.priority == priority] for priority in levels]


def _cheapest(
    ids: Sequence[str], cost: Callable[[str], float], overflow: Callable[[Iterable[str]], float]
) -> tuple[str, ...]:
    """Return the subset of `ids` that suffices and costs least; all of them are known to suffice."""
    if len(ids) <= FEW:
        subsets = [some for size in range(len(ids) + 1) for some in combinations(ids, size)]
        subsets.sort(key=lambda some: (round(sum(map(cost, some)), 3), len(some)))
        return next((some for some in subsets if overflow(some) <= 0), tuple(ids))
    kept = list(ids)
    for one in sorted(ids, key=lambda one: (-cost(one), one)):
        fewer = [other for other in kept if other != one]
        if overflow(fewer) <= 0:
            kept = fewer
    return tuple(kept)
