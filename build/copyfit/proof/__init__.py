"""Prove that one page holds everything, and that each file made of it says the same.

In: a `Layout`, and the bytes that the writers made of it. Out: problems; none means proved.
A page count is no proof: a layout engine can report one page and have lost the last block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copyfit.errors import LayoutError, Problem
from copyfit.layout.boxes import Layout
from copyfit.proof.complaints import complaint_problems
from copyfit.proof.legibility import legibility_problems
from copyfit.proof.links import link_problems
from copyfit.proof.painted import painted_problems
from copyfit.proof.pictures import picture_problems
from copyfit.proof.places import place_problems
from copyfit.proof.words import word_problems
from copyfit.proof.written import written_problems

READERS: Mapping[str, Callable[[Layout, bytes], list[Problem]]] = {
    "pdf": painted_problems,
    "docx": written_problems,
}


def completeness(layout: Layout) -> list[Problem]:
    """Return what keeps `layout` from being one whole page.

    Nothing is returned only if there is one page, every word of the HTML is on it, in document
    order, inside its edges, unclipped, on nothing else, and in a face that has its letters; and
    the engine had nothing to complain about.
    """
    problems = [*complaint_problems(layout), *picture_problems(layout), *link_problems(layout)]
    if any(problem.code in ("file-refused", "broken-picture") for problem in problems):
        return problems  # without a picture or a style sheet the words stand otherwise
    return [*word_problems(layout), *place_problems(layout), *problems]


def prove_letters(layout: Layout) -> None:
    """Raise LayoutError if some letter is in none of the page's faces, with all that the engine said.

    No setting mends that, and a page with empty boxes for letters is not as it was foretold.
    """
    problems = complaint_problems(layout)
    if any(problem.code == "letter-missing" for problem in problems):
        raise LayoutError([problem for problem in problems if problem.severity == "error"])


def prove_files(layout: Layout, artifacts: Mapping[str, bytes]) -> None:
    """Read the finished files back, by format.

    Raises LayoutError unless each is one page that says every word of `layout`, in order.
    """
    problems = [problem for form, content in artifacts.items() for problem in READERS[form](layout, content)]
    if problems:
        raise LayoutError(problems)


def prove_legible(layout: Layout, pdf: bytes) -> tuple[Problem, ...]:
    """Look at the painted page, and return as warnings what is hard to read on it.

    Raises LayoutError for words that nobody can read.
    """
    problems = legibility_problems(layout, pdf)
    unreadable = [problem for problem in problems if problem.severity == "error"]
    if unreadable:
        raise LayoutError(unreadable)
    return tuple(problems)
