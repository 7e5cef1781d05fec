"""The texts of a laid-out page, run by run, each with the statement around it.

In: a box. Out: `Stretch`es in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copyfit.layout.boxes import Box


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text as it was laid out, and the statement that it belongs to."""

    text: str
    statement: str | None


def stretches(root: Box, *, markers: bool, statement: str | None = None) -> Iterator[Stretch]:
    """Yield the runs below `root` in reading order; `markers` says whether list markers are among them."""
    statement = root.statement or statement
    for line in (*((root.marker,) if root.marker and markers else ()), *root.lines):
        for run in line.runs:
            yield Stretch(run.text, run.statement or statement)
    for child in root.children:
        yield from stretches(child, markers=markers, statement=statement)
