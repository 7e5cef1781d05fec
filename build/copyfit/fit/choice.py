"""What may give way on a page, and what does.

In: the statements, figures and tables of an edition. Out: `Candidate`s and `Choice`s. Next: `stack`
predicts the page with a choice made, `omission` looks for the one that gives up least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copyfit.errors import Place

SHORT = "short"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement, figure or table that may give way, and how: `short` if it has fewer words to offer.

    `wordings` is whether it could have any: a figure has none.
    """

    id: str
    priority: int = 3
    optional: bool = False
    short: bool = False
    place: Place | None = None
    wordings: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """Which statements are said in fewer words, and which are left out; none is both."""

    shortened: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()

    def short(self, ids: Iterable[str]) -> Choice:
        """Return the choice with `ids` shortened too, but for what is left out."""
        return Choice(self.shortened | frozenset(ids) - self.dropped, self.dropped)

    def without(self, ids: Iterable[str]) -> Choice:
        """Return the choice with `ids` left out too, shortened or not."""
        gone = frozenset(ids)
        return Choice(self.shortened - gone, self.dropped | gone)

    def in_full(self, one: str) -> Choice:
        """Return the choice with one statement back, in all its words."""
        return Choice(self.shortened - {one}, self.dropped - {one})

    def in_few_words(self, one: str) -> Choice:
        """Return the choice with one statement back, in its `short` wording."""
        return Choice(self.shortened | {one}, self.dropped - {one})


NOTHING = Choice()
"""The choice to give up nothing."""


def unlike(one: Choice, other: Choice) -> int:
    """Return in how many things two choices differ."""
    return len(one.dropped ^ other.dropped) + len(one.shortened ^ other.shortened)
