"""A check as commands of a GitHub workflow: each becomes a note beside its line in a pull request.

In: a `Report`. Out: one line per problem. GitHub takes a line of output that begins with `::error`, and shows
ten of each kind per step; gravest come first.
"""

from __future__ import annotations

from copyfit.build import Report
from copyfit.errors import Problem

_GRAVITY = ("error", "warning", "notice")


def github(report: Report, prefix: str) -> str:
    """Return the problems as workflow commands."""
    found = sorted(report.problems, key=lambda problem: _GRAVITY.index(problem.severity))
    return "".join(f"{_command(problem, prefix)}\n" for problem in found)


def _command(problem: Problem, prefix: str) -> str:
    values = {"title": problem.code}
    if problem.place:
        values |= {"file": prefix + problem.place.path}
        values |= {"line": str(problem.place.line)} if problem.place.line else {}
        values |= {"col": str(problem.place.column)} if problem.place.column else {}
    said = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {said}::{_text(text)}"


def _text(text: str) -> str:
    """Return a text as the runner reads it: whole lines, with its own sign escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
