"""The runs of a paragraph, cut where words begin and end (ECMA-376 Part 1, §17.3.2.25).

In: a paragraph and places in its text. Out: runs that begin and end there. Next: `redline` puts them into
what came, or copies them into what went.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from copyfit.diff.document import W, spoken_in

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def spans_of(paragraph: Any) -> Iterator[tuple[Any, int, int]]:
    """Yield each run that says something, with where its text begins and ends in the paragraph's."""
    at = 0
    spans: dict[Any, tuple[int, int]] = {}
    for element, text in spoken_in(paragraph):
        run = element.getparent()
        start = spans[run][0] if run in spans else at
        at += len(text)
        spans[run] = (start, at)
    yield from [(run, start, end) for run, (start, end) in spans.items()]


def runs_between(paragraph: Any, start: int, end: int) -> list[Any]:
    """Return the runs whose text lies between two places; `cut` was told of both before."""
    return [run for run, begins, ends in spans_of(paragraph) if start <= begins < ends <= end]


def cut(paragraph: Any, places: Iterable[int]) -> None:
    """Cut the runs of a paragraph such that one begins at each of `places`; it says the same after it."""
    wanted = sorted(set(places))
    for run, start, end in list(spans_of(paragraph)):
        inside = [place - start for place in wanted if start < place < end]
        for place in reversed(inside):
            _cut_run(run, place)


def _cut_run(run: Any, place: int) -> None:
    """Move what stands behind `place` in a run's text into a run of its own."""
    rest = copy.copy(run)
    for child in list(rest):
        if child.tag != f"{W}rPr":
            rest.remove(child)
    run.addnext(rest)
    at = 0
    for element, text in _spoken(run):
        if at >= place:
            rest.append(element)
        elif at + len(text) > place:
            behind = copy.copy(element)
            element.text, behind.text = text[: place - at], text[place - at :]
            for one in (element, behind):
                one.set(_SPACE, "preserve")
            rest.append(behind)
        at += len(text)


def _spoken(run: Any) -> list[tuple[Any, str]]:
    """Return what a run says, and what it holds beside, which goes with the words before it."""
    paragraph = next(run.iterancestors(f"{W}p"))
    spoken = dict(spoken_in(paragraph))
    return [(child, spoken.get(child, "")) for child in list(run) if child.tag != f"{W}rPr"]
