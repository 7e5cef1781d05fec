"""What somebody may have meant, and small words of every message.

In: a word and those that are known. Out: the end of a sentence. Nothing is imported but the standard
library: the commands use it before anything else is there.
"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the known word that is most like `word`, "" if none is like it by `least` of 1."""
    import difflib  # most commands have nothing to suggest

    near = difflib.get_close_matches(word[:100], sorted(known), 1, least)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint ``did you mean `x`?`` for the known word nearest to `word`, "" if none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def one_of(known: Iterable[str], limit: int = 12) -> str:
    """Return the known words as a list to choose from: `a`, `b` or `c`."""
    return either([f"`{word}`" for word in list(known)[:limit]])


def either(words: list[str]) -> str:
    """Return `words` as a list to choose from: a, b or c."""
    return _listed(words, " or ")


def joined(words: list[str]) -> str:
    """Return `words` as a list of all of them: a, b and c."""
    return _listed(words, " and ")


def _listed(words: list[str], last: str) -> str:
    return last.join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)


def count(number: int, noun: str) -> str:
    """Return `number` with its noun: 1 page, 2 pages."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
