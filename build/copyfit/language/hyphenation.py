"""Where a word may be divided at a line's end, by the dictionary of its language; the door to pyphen.

In: a word, its language and how many letters must stay together. Out: the lengths of the beginnings that may
stand before a hyphen. Next: `layout` says which text is divided so, `fit` predicts where.

The layout engine divides with the same dictionaries (those of LibreOffice) and by the same rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How words of a text are divided (CSS Text 4, §6.3).

    The dictionary; the fewest letters of a word, before the hyphen and after it; a line that has no more than
    `zone_pt`, and `zone_share` of its measure, left is not filled up; `sign` is shown at its end.
    """

    dictionary: str
    word: int = 5
    before: int = 2
    after: int = 2
    zone_pt: float = 0.0
    zone_share: float = 0.0
    sign: str = "-"

    def cuts(self, word: str) -> tuple[int, ...]:
        """Return how many letters of `word` may stand before the hyphen, most first; none of a short word."""
        if len(word) < self.word:
            return ()
        return _cuts(self.dictionary, self.before, self.after, word)


def dictionary_of(language: str) -> str | None:
    """Return the name of the dictionary that divides words of `language`, None if there is none."""
    if not language:
        return None
    import pyphen

    found = pyphen.language_fallback(language)
    return str(found) if found else None


@lru_cache(maxsize=20_000)
def _cuts(dictionary: str, before: int, after: int, word: str) -> tuple[int, ...]:
    """Return the cuts of `word`; one that would change its letters is left out."""
    parts = _opened(dictionary, before, after).iterate(word)
    return tuple(len(start) for start, _ in parts if word.startswith(start))


@lru_cache(maxsize=16)
def _opened(dictionary: str, before: int, after: int) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=dictionary, left=before, right=after)
