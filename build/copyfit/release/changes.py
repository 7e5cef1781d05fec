"""What differs between two texts, said in words.

In: the words of what was and of what is. Out: sentences. This is the one place where texts are compared: a
comparison by statements may take its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

MOST = 12
"""More changes than these are counted, not told."""
_CONTEXT = 3
_LONGEST = 24
"""Words of a stretch that are quoted before it is cut."""


def changes(was: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Return what differs, each change a sentence; nothing if the words are the same."""
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    found = [
        _sentence(was[a:b], now[c:d], was[max(0, a - _CONTEXT) : a])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    if len(found) <= MOST:
        return tuple(found)
    return (*found[:MOST], f"and {len(found) - MOST} changes more")


def alike(was: Sequence[str], now: Sequence[str]) -> float:
    """Return how much of two texts is the same, 0 to 1."""
    return SequenceMatcher(None, was, now, autojunk=False).ratio()


def _sentence(was: Sequence[str], now: Sequence[str], before: Sequence[str]) -> str:
    where = f", after “{_quoted(before)}”" if before else ", at the beginning"
    if was and now:
        return f"“{_quoted(was)}” became “{_quoted(now)}”{where}"
    if was:
        return f"“{_quoted(was)}” was taken out{where}"
    return f"“{_quoted(now)}” was put in{where}"


def _quoted(words: Sequence[str]) -> str:
    if len(words) <= _LONGEST:
        return " ".join(words)
    half = _LONGEST // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
