"""Why a page took more than it may: what of all that it is made from is large, or goes round in circles.

In: the problem that a worker or its supervisor met, the edition's files, and where the work stood. Out: the
problem with its place and a way out. Next: the report.

The amount is looked at first: what is many times what one page can hold is named, whatever was at work. Only
a page all of whose files are of ordinary size is said to go round in circles; where its words were being
fitted, it is the brief that is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from copyfit.errors import Place, Problem
from copyfit.project import BRIEF, BRIEFS, FACTS, PAGE, TEMPLATES, Files

_KIB = 1024
_ORDINARY = (
    (".vl.json", 64 * _KIB, "a chart's spec", "draw less in it, or move its numbers to a CSV file"),
    (".csv", 256 * _KIB, "a chart's table", "keep the rows that the chart shows"),
    (".bib", 128 * _KIB, "a list of sources", "keep the sources that the brief cites"),
    (".csl", 128 * _KIB, "a citation style", "use one from the CSL project as it comes"),
    (".css", 64 * _KIB, "a style sheet", "remove what the page does not use"),
    (".j2", 48 * _KIB, "a template", "remove what the page does not use"),
    (".svg", 256 * _KIB, "a drawing", "simplify its paths, or export it as PNG"),
    (".png", 4096 * _KIB, "a picture", "scale it to twice the width that it has on the page"),
    (".jpg", 4096 * _KIB, "a picture", "scale it to twice the width that it has on the page"),
    (".jpeg", 4096 * _KIB, "a picture", "scale it to twice the width that it has on the page"),
    (".yaml", 40 * _KIB, "a file of one page's content", "a page holds about 10 KB of text: shorten it"),
    (".json", 64 * _KIB, "a file of one page's content", "a page holds about 10 KB of text: shorten it"),
)
"""Endings of files, the size they stay below in practice, what they are, what to do about larger ones."""

_SLOW = "; on a slow machine set COPYFIT_SECONDS"
_FITTING = f"comparing the ways in which its words could stand took too long: shorten them{_SLOW}"
_DOCUMENT = (
    "it holds too much for one page, or goes too deep: save the part that the brief is to say as a file"
)
_CIRCLES = "nothing it is made from is large: look for a loop or a macro that does not end"


@dataclass(frozen=True, slots=True)
class Large:
    """A file that is larger than files of its kind are, and by how much: 1.0 is just ordinary."""

    path: str
    bytes: int
    ratio: float
    kind: str
    remedy: str


def blamed(problem: Problem, files: Files, slug: str, variant: str, at: str = "") -> Problem:
    """Return `problem`, a limit that was met, with the place that caused it and what to do.

    `at` is the file that was being read or drawn then, "" where that is not known. Where no page is made yet,
    it is the document that a first brief is made from.
    """
    document = next((path for path in files if "/" not in path), "")
    if document and not variant:
        return replace(problem, place=Place(document), hint=_DOCUMENT)
    large = largest(files, slug, variant)
    if large and not problem.hint:
        size = f"{large.bytes // _KIB} KB is large for {large.kind}"
        place = problem.place if problem.place and problem.place.path == large.path else Place(large.path)
        return replace(problem, place=place, hint=f"{size}: {large.remedy}{_if_slow(problem)}")
    if problem.about and problem.about.kind == "words":
        return replace(problem, place=Place(f"{BRIEFS}/{slug}/{BRIEF}"), about=None, hint=_FITTING)
    place = problem.place or Place(at or f"{TEMPLATES}/{variant}/{PAGE}")
    return replace(problem, place=place, hint=problem.hint or f"{_CIRCLES}{_if_slow(problem)}")


def largest(files: Files, slug: str, variant: str) -> Large | None:
    """Return the file that is most above the ordinary, None if all are of ordinary size."""
    found = max(_large(files, slug, variant), key=lambda one: one.ratio, default=None)
    return found if found and found.ratio > 1.0 else None


def _large(files: Files, slug: str, variant: str) -> Iterator[Large]:
    folders = (f"{BRIEFS}/{slug}/", f"{TEMPLATES}/{variant}/", f"{TEMPLATES}/shared/")
    for path, content in files.items():
        if path == FACTS or path.startswith(folders):
            for ending, ordinary, kind, remedy in _ORDINARY:
                if path.lower().endswith(ending):
                    yield Large(path, len(content), len(content) / ordinary, kind, remedy)
                    break


def _if_slow(problem: Problem) -> str:
    return _SLOW if "seconds" in problem.message else ""
