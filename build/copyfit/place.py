"""Where in the project's files a mistake stands that was found on the laid-out page.

In: problems without a place, the edition and the job's files. Out: the same with a file, and a line where
it can be told: the statement in the brief, the style sheet, or the template that names a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from copyfit.content.edition import Edition
from copyfit.content.kinds import Figure
from copyfit.errors import Place, Problem
from copyfit.project import BRIEFS, PAGE, TEMPLATES, Files

LETTER = "letter-missing"
DATA = (".yaml", ".json", ".bib", ".csv")
IN_THE_STYLE = ("words-", "style-", "font-", "out-of-flow", "layout-", "not-one-page")
SOURCES = (".j2", ".css", ".html")


def placed(problems: Iterable[Problem], edition: Edition, files: Files) -> Iterator[Problem]:
    """Yield the problems, each with a place."""
    for problem in problems:
        yield problem if problem.place else replace(problem, place=_place_of(problem, edition, files))


def _place_of(problem: Problem, edition: Edition, files: Files) -> Place:
    folder = f"{TEMPLATES}/{edition.variant.name}"
    if problem.code == LETTER and problem.about:
        letter, statement = problem.about[0], problem.about[1:]
        own = edition.loaded.places.of_statement(statement) if statement else Place(edition.loaded.path)
        return _written(letter, own, files) or own
    if problem.code.startswith(IN_THE_STYLE):
        return Place(f"{folder}/style.css")
    found = _figure(problem.about, edition) or _line_with(problem.about, edition, files)
    return found or Place(f"{folder}/{PAGE}")


def _figure(address: str, edition: Edition) -> Place | None:
    """Return where the brief names the figure that has this address."""
    figures = f"asset:{BRIEFS}/{edition.slug}/"
    places = edition.loaded.places
    for figure in edition.loaded.brief.of_kind(Figure):
        if address == f"{figures}{figure.file}":
            return places.of(*places.statements[figure.id], "file")
    return None


def _written(letter: str, own: Place, files: Files) -> Place | None:
    """Return where a letter that no font has is written: in the brief, else in what it draws on.

    Such a letter is rare: the first place after its statement begins is the author's own.
    """
    folder = own.path.rsplit("/", 1)[0]
    others = [path for path in files if path.startswith(f"{BRIEFS}/") and path.endswith(DATA)]
    nearest = sorted(others, key=lambda path: (path != own.path, not path.startswith(f"{folder}/"), path))
    for path in nearest:
        lines = files[path].decode("utf-8", "replace").splitlines()
        found = [Place(path, n, line.index(letter) + 1) for n, line in enumerate(lines, 1) if letter in line]
        after = [place for place in found if path != own.path or place.line >= own.line]
        if found:
            return (after or found)[0]
    return None


def _line_with(text: str, edition: Edition, files: Files) -> Place | None:
    """Return the first place of `text` in the variant's templates, then in the shared ones."""
    if not text:
        return None
    own = f"{TEMPLATES}/{edition.variant.name}/"
    for path in sorted(files, key=lambda one: (not one.startswith(own), one)):
        if path.startswith(f"{TEMPLATES}/") and path.endswith(SOURCES):
            lines = files[path].decode("utf-8", "replace").splitlines()
            for number, line in enumerate(lines, start=1):
                if text in line:
                    return Place(path, number, line.index(text) + 1)
    return None
