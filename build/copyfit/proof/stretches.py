"""The texts of a laid-out page, run by run, each with the statement around it.

In: a box. Out: `Stretch`es in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copyfit.layout.boxes import Box, Run


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text as it was laid out, and the statement that it belongs to."""

    text: str
    statement: str | None


def stretches(root: Box, *, markers: bool, statement: str | None = None) -> Iterator[Stretch]:
    """Yield the runs below `root` in reading order; `markers` says whether list markers are among them."""
    statement = root.statement or statement
    for line in (*((root.marker,) if root.marker and markers else ()), *root.lines):
        for run in _whole(line.runs):
            yield Stretch(run.text, run.statement or statement)
    for child in root.children:
        yield from stretches(child, markers=markers, statement=statement)


def _whole(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs, those that only the faces of their letters part as one: they are painted in one go."""
    pending: Run | None = None
    for run in runs:
        if pending is not None and _parted_by_face(pending, run):
            pending = replace(pending, text=pending.text + run.text, style=run.style)
        else:
            if pending is not None:
                yield pending
            pending = run
    if pending is not None:
        yield pending


def _parted_by_face(before: Run, run: Run) -> bool:
    alike = replace(before.style, family=run.style.family) == run.style
    return alike and before.style.family != run.style.family and before.statement == run.statement
