"""What can go wrong, where it went wrong, and how the program ends.

A mistake in a brief, a template or the machine is a `Problem`: it says what is wrong and
how to mend it. Problems are collected, raised once as a `CopyfitError`, and printed only by
`cli`. A broken promise of the program itself is an `assert`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Severity = Literal["error", "warning", "notice"]
"""How grave a problem is: an error stops, a warning stops whoever is strict, a notice stops nobody."""

MOST_CHARACTERS = 2000
"""Longer messages are cut: no sentence of ours is so long, only what it quotes."""
_UNSHOWN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class ExitStatus(IntEnum):
    """How the command ended."""

    DONE = 0
    PROBLEM = 1
    USAGE = 2
    MACHINE = 3
    INTERRUPTED = 130


def shown(text: str) -> str:
    """Return `text` as every terminal and file can hold it: what has no look of its own is spelled out.

    That are control signs, halves of characters, and marks that turn the direction of what follows.
    """
    cut = text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
    return _UNSHOWN.sub(lambda found: ascii(found[0])[1:-1], cut)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: path relative to the project, line and column counted from 1 (0: not known)."""

    path: str
    line: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        if _UNSHOWN.search(self.path):
            object.__setattr__(self, "path", shown(self.path))

    def __str__(self) -> str:
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class About:
    """What a problem is about as long as its place is not known: where `place` is to look, and for what.

    `words`: for the text `name` in the statement `statement`, or in the whole brief. `text`: for the very
    letters `name` in all that the page was made from. `template`: for them in templates. `style`: for a
    declaration of the property `name`. `file`: for where the file with the address `name` is named.
    """

    kind: Literal["words", "text", "template", "style", "file"]
    name: str = ""
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong and how to mend it.

    `code` is a short stable word (`unknown-key`, `does-not-fit`) for machines; `message` and
    `hint` are sentences for people. `about` says where to look as long as the place is not known.
    """

    code: str
    message: str
    hint: str = ""
    place: Place | None = None
    severity: Severity = "error"
    about: About | None = None

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            text = getattr(self, name)
            if len(text) > MOST_CHARACTERS or _UNSHOWN.search(text):
                object.__setattr__(self, name, shown(text))

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.hint}" if self.hint else head

    def as_json(self) -> dict[str, str | int | None]:
        """Return the object that `--json` prints: severity, code, message, hint, file, line, column."""
        place = self.place
        return {
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "file": place.path if place else None,
            "line": (place.line or None) if place else None,
            "column": (place.column or None) if place else None,
        }


class CopyfitError(Exception):
    """One or more problems that stop the work at hand."""

    exit_status: ExitStatus = ExitStatus.PROBLEM

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        assert self.problems, "an error names at least one problem"
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[CopyfitError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class BriefError(CopyfitError):
    """The content of a brief, its facts or its sources cannot be used."""


class TemplateError(CopyfitError):
    """A template, its style sheet or its `fit.yaml` cannot be used."""


class FitError(CopyfitError):
    """What was to be on the page cannot all be on one page."""


class LayoutError(CopyfitError):
    """The laid-out page lost, clipped or misplaced something, or a picture could not be read."""


class LimitError(CopyfitError):
    """An edition took more time or memory than it may."""


class UsageError(CopyfitError):
    """The command was called with names that do not exist."""

    exit_status = ExitStatus.USAGE


class MachineError(CopyfitError):
    """This machine lacks a library or a right that the work needs."""

    exit_status = ExitStatus.MACHINE
