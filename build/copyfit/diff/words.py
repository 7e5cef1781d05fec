"""Which passages of two texts are the same one, and which words of it changed.

In: passages, or words. Out: pairs, and stretches of words that stayed, went or came. Next: `diff` tells
them, `redline` tracks them. Nothing is imported but the standard library.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from copyfit.sight import SeenPassage

Passages = Sequence[SeenPassage]

ALIKE = 0.5
"""Two passages at the same place are one that was changed if so much of them is the same."""
MOVED = 0.8
"""Two passages at different places are one that was moved if so much of them is the same."""
SHORTEST_MOVE = 4
"""A passage of fewer words is not said to be moved: `Yes` stands in many cells."""

_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage's place in the old and in the new text, None where it has none; `moved`: past others."""

    old: int | None
    new: int | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class TokenRange:
    """Words that stayed, went or came, with the places in both lists of tokens that they take."""

    kind: Literal["same", "changed"]
    old: tuple[int, int]
    new: tuple[int, int]


def tokens(text: str) -> list[str]:
    """Return the words of a text and the spaces between them."""
    return _TOKEN.findall(text)


def spans(old: Sequence[str], new: Sequence[str]) -> tuple[TokenRange, ...]:
    """Return how one list of tokens becomes the other; changes with only a space between are one."""
    found: list[TokenRange] = []
    matcher = SequenceMatcher(None, list(map(_plain, old)), list(map(_plain, new)), autojunk=False)
    for kind, *at in matcher.get_opcodes():
        before, after = (at[0], at[1]), (at[2], at[3])
        same = kind == "equal"
        if same and not (_is_blank(old[slice(*before)]) and found and before[1] < len(old)):
            found.append(TokenRange("same", before, after))
        elif found and found[-1].kind == "changed":
            last = found.pop()
            found.append(TokenRange("changed", (last.old[0], before[1]), (last.new[0], after[1])))
        else:
            found.append(TokenRange("same" if same else "changed", before, after))
    return tuple(found)


def _plain(token: str) -> str:
    """Return a token as it is compared: that words are tied together or not is no change of words."""
    return token if token.strip() else " "


def _is_blank(some: Sequence[str]) -> bool:
    return not "".join(some).strip()


def aligned(old: Passages, new: Passages) -> tuple[Pair, ...]:
    """Return every passage once, in the new text's order, those that are gone after what stood before them.

    A statement is the same one whatever it says; other passages are by their words and their place.
    """
    partner = dict(_same_statements(old, new))
    partner |= _same_places(old, new, partner)
    partner |= _same_words(old, new, partner)
    steady = _rising([partner[index] for index in sorted(partner)])
    pairs = {of: Pair(index, of, of not in steady) for index, of in partner.items()}
    return tuple(_in_order(len(old), len(new), partner, pairs))


def _same_statements(old: Passages, new: Passages) -> Iterator[tuple[int, int]]:
    places: dict[str, int] = {}
    for index, passage in enumerate(new):
        if passage.statement:
            places.setdefault(passage.statement, index)
    for index, passage in enumerate(old):
        if passage.statement in places:
            yield index, places.pop(passage.statement)


def _same_places(old: Passages, new: Passages, partner: dict[int, int]) -> dict[int, int]:
    """Pair the passages that are left, in order: those that are equal, then those alike between them.

    What is about the same statement, or stands below the same heading, may say something else altogether.
    """
    taken = set(partner.values())
    left = [index for index in range(len(old)) if index not in partner]
    right = [index for index in range(len(new)) if index not in taken]
    found: dict[int, int] = {}
    matcher = SequenceMatcher(
        None, [old[index].text for index in left], [new[index].text for index in right], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found |= dict(zip(left[a:b], right[c:d], strict=True))
        elif kind == "replace":
            free = right[c:d]
            for index in left[a:b]:
                of = next((one for one in free if _alike(old[index], new[one]) >= ALIKE), None)
                if of is None and free and _stand_alike(old[index], new[free[0]]):
                    of = free[0]
                if of is not None:
                    found[index] = of
                    free = free[free.index(of) + 1 :]
    return found


def _same_words(old: Passages, new: Passages, partner: dict[int, int]) -> dict[int, int]:
    """Pair what went with what came elsewhere in nearly the same words."""
    free = [index for index in range(len(new)) if index not in set(partner.values())]
    found: dict[int, int] = {}
    for index, passage in enumerate(old):
        if index in partner or len(passage.text.split()) < SHORTEST_MOVE:
            continue
        best = max(free, key=lambda one: _alike(passage, new[one]), default=None)
        if best is not None and _alike(passage, new[best]) >= MOVED:
            found[index] = best
            free.remove(best)
    return found


def _stand_alike(one: SeenPassage, other: SeenPassage) -> bool:
    """Return whether two passages that are next belong to one thing: then one took the other's place."""
    return bool(one.about) and one.about == other.about


def _alike(one: SeenPassage, other: SeenPassage) -> float:
    return shared(one.text.split(), other.text.split())


def shared(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how much of two lists of words is the same, 0 to 1."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _rising(places: Sequence[int]) -> set[int]:
    """Return the longest rising part of a list: what stands in the same order as before."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    steady: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        steady.add(last)
        last = before[last]
    return steady


def _in_order(olds: int, news: int, partner: dict[int, int], pairs: dict[int, Pair]) -> Iterator[Pair]:
    gone: dict[int, list[int]] = {}
    after = -1
    for index in range(olds):
        if index not in partner:
            gone.setdefault(after, []).append(index)
        elif not pairs[partner[index]].moved:
            after = partner[index]
    yield from (Pair(index, None) for index in gone.get(-1, ()))
    for of in range(news):
        yield pairs.get(of, Pair(None, of))
        yield from (Pair(index, None) for index in gone.get(of, ()))
