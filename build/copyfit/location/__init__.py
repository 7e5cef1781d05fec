"""Where in the project's files a mistake stands that was found on the laid-out page.

In: problems that say what they are about, the edition and the job's files. Out: the same with a file, and a
line where it can be told: the words in the brief, the declaration in the style sheet, or the template that
names a file. Whoever finds a problem says where to look for its cause; here it is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from copyfit.content.edition import Edition
from copyfit.content.kinds import Figure
from copyfit.errors import About, Place, Problem
from copyfit.location.words import Locator
from copyfit.project import BRIEFS, FACTS, PAGE, SHARED, TEMPLATES, Files

TEMPLATE_FILES = (".j2", ".css", ".html")
TEXT_FILES = (".yaml", ".yml", ".json", ".bib", ".csv")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def placed(problems: Iterable[Problem], edition: Edition, files: Files) -> Iterator[Problem]:
    """Yield the problems, each with a place."""
    search = _Search(edition, files)
    for problem in problems:
        yield problem if problem.place else replace(problem, place=search.place(problem.about), about=None)


class _Search:
    """Looks for causes in the files that one page was made from."""

    def __init__(self, edition: Edition, files: Files) -> None:
        self.edition = edition
        self.files = files
        self.folder = f"{TEMPLATES}/{edition.variant.name}/"

    def place(self, about: About | None) -> Place:
        """Return where the cause stands; at least the file that it must be in."""
        page = Place(f"{self.folder}{PAGE}")
        if about is None:
            return page
        return WAYS[about.kind](self, about) or page

    def words(self, about: About) -> Place | None:
        """Return where a text stands in the brief, or in a template or a label."""
        locator = Locator(self.files, self.edition)
        found = locator.found(about.statement, about.name) if about.name else None
        if found or about.statement:
            return found or self.edition.loaded.places.of_statement(about.statement or "")
        return self.text(about)

    def text(self, about: About) -> Place | None:
        """Return the first place of the letters: in the statement, in the brief's folder, or elsewhere."""
        paths = [*self._contents(), *self._labels(), *self._templates()]
        if not about.statement:
            return self._first(about.name, paths) or self._source(about.name)
        start = self.edition.loaded.places.of_statement(about.statement)
        below = (place for place in self._matches(_literal(about.name), start.path) if place >= start)
        return next(below, None) or self._first(about.name, paths) or start

    def _source(self, letters: str) -> Place | None:
        """Return the value of a source that says the letters, though its file has them in other signs."""
        loaded = self.edition.loaded
        said = ((place, loaded.sources[name].get(key)) for (name, key), place in loaded.source_places.items())
        return next((place for place, value in said if letters and letters in str(value or "")), None)

    def template(self, about: About) -> Place | None:
        """Return the first place of the letters in the templates."""
        return self._first(about.name, self._templates())

    def style(self, about: About) -> Place:
        """Return the only declaration of a property in the style sheets, or else the variant's sheet."""
        own = f"{self.folder}style.css"
        declared = re.compile(rf"(?<![\w-]){re.escape(about.name)}(?=\s*:)") if about.name else None
        for folder in (self.folder, f"{TEMPLATES}/{SHARED}/"):
            sheets = [path for path in self._templates() if path.startswith(folder) and path.endswith(".css")]
            found = [place for path in sheets for place in self._matches(declared, path)] if declared else []
            if found:
                return found[0] if len(found) == 1 else Place(found[0].path)
        return Place(own)

    def file(self, about: About) -> Place | None:
        """Return where the brief names a figure's file, or a template any other."""
        figures = f"asset:{BRIEFS}/{self.edition.slug}/"
        places = self.edition.loaded.places
        for figure in self.edition.loaded.brief.of_kind(Figure):
            if about.name == f"{figures}{figure.file}":
                return places.of(*places.statements[figure.id], "file")
        return self.template(about)

    def _contents(self) -> list[str]:
        """Return what staff wrote for this page: its own language first, then the rest of its folder."""
        own, folder = self.edition.loaded.path, f"{BRIEFS}/{self.edition.slug}/"
        paths = [path for path in self.files if path.startswith(folder) or path == FACTS]
        return sorted(
            (path for path in paths if path.endswith(TEXT_FILES)), key=lambda one: (one != own, one)
        )

    def _labels(self) -> list[str]:
        languages = (self.edition.language, self.edition.language.split("-", maxsplit=1)[0])
        return [
            path for one in languages if (path := f"{TEMPLATES}/{SHARED}/labels/{one}.yaml") in self.files
        ]

    def _templates(self) -> list[str]:
        """Return the variant's own templates and style sheets, then the others'."""
        paths = [path for path in self.files if path.startswith(f"{TEMPLATES}/")]
        suited = [path for path in paths if path.endswith(TEMPLATE_FILES)]
        shared = f"{TEMPLATES}/{SHARED}/"
        return sorted(
            suited, key=lambda one: (not one.startswith(self.folder), not one.startswith(shared), one)
        )

    def _first(self, letters: str, paths: Iterable[str]) -> Place | None:
        return next((place for path in paths for place in self._matches(_literal(letters), path)), None)

    def _matches(self, wanted: re.Pattern[str] | None, path: str) -> Iterator[Place]:
        """Yield every place of `wanted` in a file; comments of a style sheet are not looked at."""
        text = self.files.get(path, b"").decode("utf-8", "replace")
        if path.endswith(".css"):
            text = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for found in wanted.finditer(text) if wanted else ():
            before = text[: found.start()]
            yield Place(path, before.count("\n") + 1, found.start() - before.rfind("\n"))


def _literal(letters: str) -> re.Pattern[str] | None:
    return re.compile(re.escape(letters)) if letters else None


WAYS: Mapping[str, Callable[[_Search, About], Place | None]] = {
    "words": _Search.words,
    "text": _Search.text,
    "template": _Search.template,
    "style": _Search.style,
    "file": _Search.file,
}
