"""Say why a page cannot be, by how much, and what its writer could do about it.

In: the page at the tightest setting with everything given up that may go. Out: `Saving`s, cheapest
first, and a `FitError`. Next: `cli` prints it; nothing is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copyfit.account import Saving
from copyfit.content.edition import Setting
from copyfit.errors import FitError, Place, Problem
from copyfit.fit.lines import Paragraph
from copyfit.fit.nodes import Node
from copyfit.fit.omission import Candidate, Choice
from copyfit.fit.scale import Scaling
from copyfit.fit.stack import Question, Stack
from copyfit.units import mm_from_pt

CUT = "cut"
"""The wording of a paragraph that lost its last lines."""
SPARE_PT, SPARE_SHARE = 1.0, 0.03
"""Savings are listed until so much is to spare, and this share of the overflow: what is foretold may be a
fraction of a point off, and of many lines one."""
NOISE_PT = 0.05
MOST = 400
"""How many lines a suggestion may take away before it stops counting."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """By how much a page is too long, and the savings that together make it fit."""

    overflow_pt: float
    leading_pt: float
    savings: tuple[Saving, ...]
    suffices: bool

    @property
    def lines(self) -> int:
        """The overflow in body lines, rounded up."""
        return math.ceil(round(self.overflow_pt / self.leading_pt, 3))

    @property
    def mm(self) -> float:
        """The overflow in mm."""
        return mm_from_pt(self.overflow_pt)


def shortfall(stack: Stack, setting: Setting, overflow: Callable[[Question], float]) -> Shortfall:
    """Return by how much the page of `stack` is too long at `setting`, and what would make it fit.

    The savings are found by taking last lines away, the shortest first, where that helps.
    """
    total = overflow(Question(setting))
    cuts = _Cuts(stack, setting, overflow)
    enough_pt = -(SPARE_PT + SPARE_SHARE * max(total, 0.0))
    left = cuts.cut_until(total, enough_pt)
    return Shortfall(total, setting.leading_pt, cuts.savings(), left <= enough_pt)


class _Cuts:
    """Paragraphs that lose their last lines one by one, the cheapest first."""

    def __init__(self, stack: Stack, setting: Setting, overflow: Callable[[Question], float]) -> None:
        self.overflow = overflow
        self.setting = setting
        self.size_of = Scaling(stack.setting, setting).size_pt
        self.nodes = [node for node in stack.nodes if node.text is not None and node.statement]
        self.lines = {node.index: list(self._text(node).broken(self.size_of).lines) for node in self.nodes}
        self.lost: dict[int, list[str]] = {node.index: [] for node in self.nodes}
        self.useless: set[int] = set()

    def cut_until(self, left: float, enough_pt: float) -> float:
        """Take lines away until no more than `enough_pt` is over; return what is left over, in pt."""
        for _ in range(MOST):
            if left <= enough_pt:
                break
            helped = next(self._helpful(left), None)
            if helped is None:
                break
            left = helped
        return left

    def _helpful(self, left: float) -> Iterator[float]:
        """Yield the overflow after the cheapest cut that lowers it; a cut that does not help is put back."""
        for node in sorted(self.nodes, key=self._price):
            lines = self.lines[node.index]
            if len(lines) < 2 or node.index in self.useless:
                continue
            self.lost[node.index].append(lines.pop())
            node.others[CUT] = self._prefix(node, len(lines))
            now = self.overflow(Question(self.setting, self._wordings()))
            if now < left - NOISE_PT:
                self.useless.clear()
                yield now
                return
            lines.append(self.lost[node.index].pop())
            node.others[CUT] = self._prefix(node, len(lines))
            self.useless.add(node.index)

    def _price(self, node: Node) -> tuple[int, int]:
        lines = self.lines[node.index]
        return (len(lines[-1]) if lines else 0, node.index)

    def _wordings(self) -> Mapping[str, str]:
        return {node.statement: CUT for node in self.nodes if node.statement}

    def _prefix(self, node: Node, count: int) -> Paragraph:
        """Return the paragraph without its lines after `count`."""
        text = self._text(node)
        if count == text.broken(self.size_of).count:
            return text
        wanted = sum(len(line.replace(" ", "")) for line in self.lines[node.index][:count])
        words, length = [], 0
        for word in text.words:
            if length >= wanted:
                break
            words.append(word)
            length += len(word.text.replace(" ", ""))
        return Paragraph(tuple(words), text.measure_pt, text.indent_pt, text.lines_now, text.slack_pt)

    def _text(self, node: Node) -> Paragraph:
        assert node.text is not None, "only paragraphs are cut"
        return node.text

    def savings(self) -> tuple[Saving, ...]:
        """Return what was taken from each statement, cheapest line first."""
        found = []
        for node in self.nodes:
            lost = self.lost[node.index]
            if lost and node.statement:
                characters = sum(len(line) + 1 for line in lost)
                found.append(Saving(node.statement, characters, len(lost), lost[0]))
        return tuple(sorted(found, key=lambda saving: (saving.characters / saving.lines, saving.statement)))


def refusal(
    name: str, short: Shortfall, setting: Setting, candidates: Sequence[Candidate], given: Choice
) -> FitError:
    """Return the error that says by how much `name` is too long and what could be shortened.

    `given` is what was given up before it was refused.
    """
    places = {candidate.id: candidate.place for candidate in candidates}
    head = Problem(
        "does-not-fit",
        f"{name} is {_count(short.lines, 'line')} ({short.mm:.1f} mm) too long even at its smallest setting,"
        f" {setting.body_pt:g}/{setting.leading_pt:g} pt{_given_up(given)}",
        _advice(short),
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


def _advice(short: Shortfall) -> str:
    characters = sum(saving.characters for saving in short.savings)
    if not short.savings:
        return "shorten the text, or give statements a `short` wording or mark them `optional`"
    if not short.suffices:
        return "shorten every statement listed, and leave some out: even that many lines fewer are not enough"
    return f"the savings listed make it fit: about {characters} characters in all"


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
