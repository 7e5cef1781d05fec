"""Words on the page → the line and column of the brief that says them.

In: the job's files and an `Edition`. Out: `Place`s. A folded YAML text begins lines before the words in
question, so the file itself is searched, Markdown, citations and line ends allowed between the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from copyfit.content.edition import Edition
from copyfit.errors import Place
from copyfit.project import Files
from copyfit.yaml.file import Path

_GAP = r"(?:[^\w\[{]|\[[^\]]*@[^\]]*\])*"
_WORD = re.compile(r"\w+")
LONGEST, SHORTEST = 5, 2
"""How many words are looked for together, at first and at last."""
MOST_SKIPPED = 3
"""So many words at the beginning may have come from a fact."""


class Locator:
    """Finds where an edition's texts stand."""

    def __init__(self, files: Files, edition: Edition) -> None:
        self.files = files
        self.edition = edition
        self.places = edition.loaded.places
        self._read: dict[str, list[str]] = {}

    def place(self, statement: str | None, text: str) -> Place:
        """Return the place of `text` inside a statement, or in the whole brief if there is none."""
        found = self.found(statement, text)
        return found or self.places.of(*self.places.statements.get(statement or "", ()))

    def found(self, statement: str | None, text: str) -> Place | None:
        """Return the place of `text` inside a statement, or anywhere in the brief; None if nowhere."""
        regions = (region for prefix in self._prefixes(statement) for region in self._regions(prefix))
        return next((place for start, end in regions if (place := self._found(text, start, end))), None)

    def _prefixes(self, statement: str | None) -> Iterator[Path]:
        """Yield the data paths to look under, the likeliest first."""
        variant = self.edition.variant.name
        if statement is None:
            yield "overrides", variant
            yield ()
            return
        yield "overrides", variant, "statements", statement
        path = self.places.statements.get(statement, ())
        first = (
            "short" if self.edition.choices.get(statement) == "short" else self.edition.variant.plan.prefer
        )
        yield (*path, first)
        yield path

    def _regions(self, prefix: Path) -> Iterator[tuple[Place, Place]]:
        """Yield where each text below `prefix` begins and the next value begins."""
        starts = sorted(place for path, place in self.places.values.items() if path[: len(prefix)] == prefix)
        everything = self._starts
        for start in starts:
            index = everything.index(start) + 1
            following = everything[index] if index < len(everything) else None
            same = following is not None and following.path == start.path
            yield start, following if same and following else Place(start.path, 10**9, 1)

    @cached_property
    def _starts(self) -> list[Place]:
        return sorted(set(self.places.values.values()))

    def _lines(self, path: str) -> list[str]:
        if path not in self._read:
            self._read[path] = self.files.get(path, b"").decode("utf-8", "replace").splitlines()
        return self._read[path]

    def _found(self, text: str, start: Place, end: Place) -> Place | None:
        """Return where the first words of `text` stand between two places of a file."""
        lines = self._lines(start.path)
        region = "\n".join(lines[start.line - 1 : min(end.line, len(lines))])
        for wanted in _beginnings(_WORD.findall(text)):
            found = re.search(_GAP.join(map(re.escape, wanted)), region)
            if found:
                before = region[: found.start()]
                line = start.line + before.count("\n")
                return Place(start.path, line, found.start() - (before.rfind("\n") + 1) + 1)
        return None


def _beginnings(words: list[str]) -> Iterator[list[str]]:
    """Yield the first words of a text, many, then fewer; then those behind what a fact may have printed."""
    for skipped in range(MOST_SKIPPED + 1):
        rest = words[skipped:]
        for count in range(min(LONGEST, len(rest)), SHORTEST - 1, -1):
            yield rest[:count]
