"""Say why a page cannot be, by how much, and what its writer could do about it.

In: the page at the tightest setting with everything given up that may go. Out: `Saving`s, cheapest
first, and a `FitError`. Next: `cli` prints it; nothing is written.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import heapify, heappop, heappush

from copyfit.account import Saving
from copyfit.content.edition import Setting
from copyfit.errors import FitError, Place, Problem
from copyfit.fit.choice import Candidate, Choice
from copyfit.fit.lines import Galley
from copyfit.fit.nodes import paragraphs_of
from copyfit.fit.rank import eased
from copyfit.fit.scale import Scaling
from copyfit.fit.view import View
from copyfit.units import mm_from_pt

SPARE_PT, SPARE_SHARE, SURE_PT = 0.5, 0.03, 120.0
"""Savings are listed until so much is to spare, and this share of the overflow beyond `SURE_PT`: what is
foretold may be a fraction of a point off, and of many lines one. Of few, one more is one that need not go."""


MOST_NAMED = 6
"""So many statements that could be left out are named."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """By how much a page is too long, and the savings that together make it fit.

    `words` is about how many words are too many, if they stand as close as those that are there.
    """

    overflow_pt: float
    leading_pt: float
    savings: tuple[Saving, ...]
    suffices: bool
    words: int = 0

    @property
    def lines(self) -> int:
        """The overflow in body lines, rounded up."""
        return math.ceil(round(self.overflow_pt / self.leading_pt, 3))

    @property
    def mm(self) -> float:
        """The overflow in mm."""
        return mm_from_pt(self.overflow_pt)


def shortfall(view: View, others: Sequence[tuple[View, float]] = ()) -> Shortfall:
    """Return by how much the page is too long at its tightest, and what would make it fit.

    The savings are found by taking last lines away, the shortest first, where that helps; none is asked for
    without which the page would fit in one of the `others`, its arrangements that are not much longer, or
    with a column a little wider; with each comes by how much it is foretold wrongly, in pt.
    """
    setting = view.tightest()
    cuts = _Cuts(view, setting)
    total = cuts.overflow_pt({})
    enough_pt = -(SPARE_PT + SPARE_SHARE * max(total - SURE_PT, 0.0))
    lost = cuts.fewest(enough_pt)
    suffices = cuts.overflow_pt(lost) <= enough_pt
    if suffices:
        lost = cuts.fewer(lost, enough_pt, [cuts.moved_to(*other) for other in ((view, 0.0), *others)])
    words = cuts.words_in_pt(total)
    return Shortfall(total, setting.leading_pt, cuts.savings(lost), suffices, words)


Lost = Mapping[int, int]
"""How many last lines each paragraph has lost, by the index of its node."""


class _Cuts:
    """The lines that the paragraphs of statements could lose from their ends; the first line stays."""

    def __init__(self, view: View, setting: Setting) -> None:
        self.view = view
        self.setting = setting
        wider = view.stack.widened(setting)
        size_of = Scaling(view.stack.setting, setting).size_pt
        nodes = [node for node in view.stack.nodes if node.text is not None and node.statement]
        said = {node.index: view.stack.words_of(node, view.asked) for node in nodes}
        self.words = {index: words for index, words in said.items() if words is not None}
        self.statements = {node.index: node.statement for node in nodes if node.statement}
        self.broken = {index: words.broken(size_of, wider[index]) for index, words in self.words.items()}
        self.lines = {index: broken.lines for index, broken in self.broken.items()}

    def overflow_pt(self, lost: Lost) -> float:
        """Return by how much the page is too long with so many lines lost."""
        texts = {index: self._prefix(index, count) for index, count in lost.items() if count}
        return self.view.overflow_pt(self.setting, texts)

    def words_in_pt(self, overflow_pt: float) -> int:
        """Return about how many words stand in so much height of this page."""
        used = self.view.at(self.setting).ink_pt - self.view.area.top_pt
        words = sum(len(text.text.split()) for text in self.words.values())
        return math.ceil(words * max(overflow_pt, 0.0) / max(used, 1.0))

    def fewest(self, enough_pt: float) -> Lost:
        """Return what has to be lost until no more than `enough_pt` is over, or all that can be lost.

        The cheapest lines go first, as few as suffice; then those come back that did not help, the
        dearest first. Both are found by halving.
        """
        order = self._cheapest_first()
        suffices = partial(self._is_enough, enough_pt=enough_pt)
        count = _least(len(order), lambda many: suffices(_counted(order[:many])))
        lost = dict(_counted(order[:count]))
        if not suffices(lost):
            return lost
        for index in sorted(lost, key=self._dearness, reverse=True):
            kept = _least(lost[index], lambda many, index=index: suffices({**lost, index: many}))  # type: ignore[misc]
            lost[index] = kept
        return lost

    def moved_to(self, view: View, off_pt: float) -> Callable[[Lost], float]:
        """Return by how much the page is too long in another arrangement with the same words lost.

        In the widths that its columns may give; `off_pt` of it is not foretold.
        """
        setting, theirs = view.tightest(), paragraphs_of(view.stack.nodes)
        pairs = {
            one.index: other
            for statement, ours in paragraphs_of(self.view.stack.nodes).items()
            for one, other in zip(ours, theirs.get(statement, ()), strict=False)
        }

        def overflow_pt(lost: Lost) -> float:
            texts = {}
            for index, count in lost.items():
                other = pairs.get(index)
                if count and other is not None and other.text is not None:
                    words = self._prefix(index, count)
                    texts[other.index] = words.moved_to(other.text)
            return eased(view, view.overflow_pt(setting, texts) + off_pt, texts, off_pt=off_pt)[0]

        return overflow_pt

    def fewer(self, lost: Lost, enough_pt: float, others: Sequence[Callable[[Lost], float]]) -> Lost:
        """Return `lost` without each line that could stay because one of the `others` would hold the page."""
        kept = dict(lost)
        for index in sorted(lost, key=self._dearness, reverse=True):
            while kept[index]:
                less = {**kept, index: kept[index] - 1}
                if not any(overflow_pt(less) <= enough_pt for overflow_pt in others):
                    break
                kept = less
        return kept

    def _is_enough(self, lost: Lost, enough_pt: float) -> bool:
        return self.overflow_pt(lost) <= enough_pt

    def _cheapest_first(self) -> list[int]:
        """Return the paragraphs' indices in the order in which they lose a line, the shortest line first."""
        left = {index: len(lines) for index, lines in self.lines.items()}
        waiting = [(len(lines[-1]), index) for index, lines in self.lines.items() if len(lines) > 1]
        heapify(waiting)
        order = []
        while waiting:
            _, index = heappop(waiting)
            order.append(index)
            left[index] -= 1
            if left[index] > 1:
                heappush(waiting, (len(self.lines[index][left[index] - 1]), index))
        return order

    def _dearness(self, index: int) -> tuple[int, int]:
        return (len(self.lines[index][-1]), index)

    def _prefix(self, index: int, lost: int) -> Galley:
        """Return a paragraph without its last `lost` lines."""
        text = self.words[index]
        words = text.words[: self.broken[index].ends[-lost - 1]]
        return Galley(words, text.measure_pt, text.indent_pt, text.lines_now, text.slack_pt, text.more)

    def savings(self, lost: Lost) -> tuple[Saving, ...]:
        """Return what is taken from each statement, cheapest line first."""
        found = []
        for index, count in lost.items():
            statement = self.statements[index]
            if count:
                gone = self.lines[index][-count:]
                found.append(Saving(statement, sum(len(line) + 1 for line in gone), count, gone[-1]))
        return tuple(sorted(found, key=lambda saving: (saving.characters / saving.lines, saving.statement)))


def _counted(order: Sequence[int]) -> Lost:
    return Counter(order)


def _least(most: int, suffices: Callable[[int], bool]) -> int:
    """Return the least number from 0 to `most` that suffices, if more is always as good; `most` if none."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if suffices(middle):
            high = middle
        else:
            low = middle + 1
    return low


def leave_out(view: View, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return what would have to be left out besides, least important first, so that the page fits; () if all.

    What the page has without it is not asked for: what is `optional` is gone already.
    """
    setting = view.tightest()
    staying = [one for one in candidates if one.id not in view.choice.dropped]
    order = [one.id for one in sorted(staying, key=lambda one: -one.priority)]

    def suffices(count: int) -> bool:
        fewer = view.with_choice(view.asked.without(order[:count]))
        return fewer.overflow_pt(setting) <= -SPARE_PT

    count = _least(len(order), suffices)
    return tuple(order[:count]) if count < len(order) else ()


def refusal(
    name: str, view: View, short: Shortfall, candidates: Sequence[Candidate], pinned: str | None = None
) -> FitError:
    """Return the error that says by how much `name` is too long and what could be shortened.

    `view` shows it with everything given up that may go, in its arrangement, that is `pinned` or nearest.
    """
    given, setting = view.choice, view.tightest()
    places = {candidate.id: candidate.place for candidate in candidates}
    head = Problem(
        "does-not-fit",
        f"{name} is {_count(short.lines, 'line')} ({short.mm:.1f} mm) too long even at its smallest setting,"
        f" {setting.body_pt:g}/{setting.leading_pt:g} pt{_given_up(given)}",
        _pinned(pinned) + _advice(short, view, candidates),
        next((Place(place.path) for place in places.values() if place), None),
    )
    told = [replace(saving, short=saving.statement in given.shortened) for saving in short.savings]
    savings = [Problem("shorten", str(saving), "", places.get(saving.statement)) for saving in told]
    return FitError([head, *savings, *_without_short(short, candidates)])


def _given_up(given: Choice) -> str:
    """Return what was given up, as the end of a sentence."""
    parts = []
    if given.shortened:
        parts.append(_count(len(given.shortened), "short wording"))
    if given.dropped:
        parts.append(f"{_count(len(given.dropped), 'optional statement')} left out")
    return f", with {' and '.join(parts)}" if parts else ""


def _pinned(arrangement: str | None) -> str:
    return f"let it take another arrangement than `{arrangement}`; or " if arrangement else ""


def _advice(short: Shortfall, view: View, candidates: Sequence[Candidate]) -> str:
    characters = sum(saving.characters for saving in short.savings)
    if not short.savings:
        return "shorten the text, or give statements a `short` wording or mark them `optional`"
    if short.suffices:
        return f"the savings listed make it fit: about {characters} characters in all"
    gone = leave_out(view, candidates)
    names = ", ".join(f"`{one}`" for one in gone[:MOST_NAMED]) + (" …" if len(gone) > MOST_NAMED else "")
    advice = f"shortening alone is not enough: about {_count(short.words, 'word')} must go in all"
    advice += f"; without {names} it would fit" if gone else ""
    return advice + ("" if any(one.optional for one in candidates) else "; nothing is marked `optional`")


def _without_short(short: Shortfall, candidates: Sequence[Candidate]) -> Iterator[Problem]:
    named = {saving.statement for saving in short.savings}
    for candidate in candidates:
        if candidate.wordings and not candidate.short and candidate.id in named:
            yield Problem(
                "no-short",
                f"`{candidate.id}` has no `short` wording",
                "add one, and it is used before anything is refused",
                candidate.place,
                "warning",
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
