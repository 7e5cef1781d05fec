"""What a worker process is asked to make and what it answers, and both as lines of JSON.

JSON, not pickle: an answer may come from a process that a hostile template has taken over.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit import errors
from copyfit.errors import CopyfitError, Place, Problem
from copyfit.project import Files
from copyfit.review import Review, problem_from_json, review_from_json

ACCESSIBLE = "accessible"
"""The option, `yes` or absent, that sets nothing smaller than 12 pt."""


@dataclass(frozen=True, slots=True)
class Job:
    """One edition to be made, with every file that it may read.

    `variants` are the names of all variants of the project, those included whose files it may not read.
    """

    files: Files
    slug: str
    variant: str
    language: str
    formats: tuple[str, ...]
    variants: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact that stands on the page, and the last day on which it needs no review ("" for never)."""

    id: str
    review_by: str
    place: Place


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: the files' bytes by format, how the page was fitted, what is to be said."""

    artifacts: Mapping[str, bytes]
    fit: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    facts: tuple[FactUse, ...] = ()
    review: Review = field(default_factory=Review)


class OurFault(Exception):
    """The program broke a promise of its own; the text is the traceback."""


def line_from_job(job: Job) -> bytes:
    """Return `job` as one line."""
    return _line(
        {
            "files": _texts_from_bytes(job.files),
            "slug": job.slug,
            "variant": job.variant,
            "language": job.language,
            "formats": job.formats,
            "variants": job.variants,
            "options": dict(job.options),
        }
    )


def job_from_line(line: bytes) -> Job:
    """Return the job that `line_from_job` wrote."""
    data = json.loads(line)
    data["files"] = _bytes_from_texts(data["files"])
    data |= {name: tuple(data[name]) for name in ("formats", "variants")}
    return Job(**data)


def line_from_made(made: Made) -> bytes:
    """Return `made` as one line."""
    return _line(
        {
            "artifacts": _texts_from_bytes(made.artifacts),
            "fit": dict(made.fit),
            "problems": [problem.as_json() for problem in made.problems],
            "facts": [fact_as_json(fact) for fact in made.facts],
            "review": made.review.as_json(),
        }
    )


def line_from_error(error: CopyfitError) -> bytes:
    """Return `error` as one line."""
    return _line(
        {"error": type(error).__name__, "problems": [problem.as_json() for problem in error.problems]}
    )


def line_from_fault(traceback: str) -> bytes:
    """Return a failure of the program itself as one line."""
    return _line({"fault": traceback})


def line_from_step(path: str) -> bytes:
    """Return the file that the work has come to as one line, which may stand before an answer."""
    return _line({"at": path})


def step_from_line(line: bytes) -> str:
    """Return the file that `line_from_step` named, "" if the line is something else."""
    if not line.startswith(b'{"at": '):
        return ""
    path = json.loads(line)["at"]
    return path if isinstance(path, str) else ""


def made_from_line(line: bytes) -> Made:
    """Return what a worker made.

    Raises the CopyfitError that the worker met, or OurFault.
    """
    data = json.loads(line)
    if "fault" in data:
        raise OurFault(data["fault"])
    problems = tuple(problem_from_json(problem) for problem in data["problems"])
    if "error" in data:
        raise _kind(data["error"])(problems)
    facts = tuple(fact_from_json(fact) for fact in data["facts"])
    review = review_from_json(data["review"])
    return Made(_bytes_from_texts(data["artifacts"]), data["fit"], problems, facts, review)


def _kind(name: str) -> type[CopyfitError]:
    """Return the kind of error that is called `name`: one of ours, whatever an answer says."""
    kind = getattr(errors, name, None)
    return kind if isinstance(kind, type) and issubclass(kind, CopyfitError) else CopyfitError


def fact_as_json(fact: FactUse) -> dict[str, str | int]:
    """Return `fact` as plain data."""
    place = fact.place
    return {
        "id": fact.id,
        "review_by": fact.review_by,
        "file": place.path,
        "line": place.line,
        "column": place.column,
    }


def fact_from_json(data: Mapping[str, Any]) -> FactUse:
    """Return the fact that `fact_as_json` wrote."""
    return FactUse(data["id"], data["review_by"], Place(data["file"], data["line"], data["column"]))


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def _texts_from_bytes(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode() for name, content in contents.items()}


def _bytes_from_texts(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in texts.items()}
