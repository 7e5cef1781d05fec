"""What differs between two files, said in words.

In: the passages of what was and of what is. Out: sentences. `diff` compares; here it is told to a reader who
has no colours: each change with the words before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copyfit.diff.changes import changes_of
from copyfit.diff.difference import Change, Portion
from copyfit.sight import SeenPassage
from copyfit.suggest import count

MOST = 12
"""More changes than these are counted, not told."""
_CONTEXT = 3
_LONGEST = 24
"""Words of a stretch that are quoted before it is cut."""


def changes(was: Sequence[SeenPassage], now: Sequence[SeenPassage]) -> tuple[str, ...]:
    """Return what differs, each change a sentence; nothing if the words are the same."""
    found = [said for change in changes_of(was, now) for said in _sentences(change)]
    if len(found) <= MOST:
        return tuple(found)
    return (*found[:MOST], f"and {count(len(found) - MOST, 'change')} more")


def _sentences(change: Change) -> Iterator[str]:
    where = f"{change.where}: " if change.where else ""
    if change.kind == "moved":
        yield f"{where}“{_quoted(change.pieces[0].text)}” stands elsewhere"
        return
    before = ""
    for gone, come, same in _turns(change.pieces):
        if gone.strip() or come.strip():
            after = f", after “{' '.join(before.split()[-_CONTEXT:])}”" if before.strip() else ""
            yield f"{where}{_said(gone, come)}{after}"
        before = same or before
    if change.also_moved:
        yield f"{where}the passage stands elsewhere"


def _turns(pieces: Sequence[Portion]) -> Iterator[tuple[str, str, str]]:
    """Yield what went, what came in its stead, and what stays behind it, from the first change on."""
    turn = {"gone": "", "come": "", "same": ""}
    for piece in pieces:
        if turn["same"] or turn[piece.kind]:
            yield turn["gone"], turn["come"], turn["same"]
            turn = {"gone": "", "come": "", "same": ""}
        turn[piece.kind] = piece.text
    yield turn["gone"], turn["come"], turn["same"]


def _said(gone: str, come: str) -> str:
    if gone.strip() and come.strip():
        return f"“{_quoted(gone)}” became “{_quoted(come)}”"
    return f"“{_quoted(gone)}” was taken out" if gone.strip() else f"“{_quoted(come)}” was put in"


def _quoted(text: str) -> str:
    words = text.split()
    if len(words) <= _LONGEST:
        return " ".join(words)
    half = _LONGEST // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
