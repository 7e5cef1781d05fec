"""The line that a problem is about, with a caret below the spot: for people at a terminal.

In: the project's folder and a `Problem`. Out: lines to print, none where there is nothing to show.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from copyfit.errors import Problem, shown
from copyfit.project import MAX_FILE_BYTES, regular_bytes

WIDTH = 88
"""So many signs of a line are shown, around the spot."""


def excerpt(root: Path, problem: Problem) -> Iterator[str]:
    """Yield the line of the file that the problem names, and where it has a column a caret below it."""
    place = problem.place
    if not place or not place.line:
        return
    path = root / place.path
    if not path.resolve().is_relative_to(root.resolve()):
        return
    content = regular_bytes(path, MAX_FILE_BYTES)
    lines = content.decode("utf-8", "replace").splitlines() if content else []
    if place.line > len(lines):
        return
    line, column = lines[place.line - 1], max(place.column - 1, 0)
    start = max(0, min(column - WIDTH // 2, len(line) - WIDTH))
    head, tail = ("…" if start else ""), ("…" if start + WIDTH < len(line) else "")
    gutter = f"{place.line:>6} │ "
    yield f"{gutter}{head}{shown(line[start : start + WIDTH].expandtabs(1))}{tail}"
    if place.column:
        before = head + shown(line[start:column].expandtabs(1))
        yield f"{' ' * (len(gutter) - 2)}│ {' ' * _cells(before)}^"


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: wide signs take two, marks above others none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
