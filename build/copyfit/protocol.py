"""What a worker process is asked to make and what it answers, and both as lines of JSON.

JSON against declared types, not pickle: an answer may come from a process that a hostile template has taken
over. What is not of the declared form is a fault, and nothing of it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from copyfit import errors
from copyfit.account import Account, Budget
from copyfit.draft import Draft
from copyfit.errors import CopyfitError, Problem
from copyfit.language.numerals import plain
from copyfit.project import EditionId, Files
from copyfit.scene import Glimpse, Look, Showing
from copyfit.sight import SeenPages

AS_OF = "as_of"
"""The option, a day such as 2026-11-25, that archived pages say the age of their facts for."""
ACCESSIBLE = "accessible"
"""The option, `yes` or absent, that sets nothing smaller than 12 pt."""
ARCHIVAL = "archival"
"""The option, `yes` or absent, for a PDF that is PDF/A-3a too, and carries its data and its sources."""
EMBED_BRIEF = "embed-brief"
"""The option, `yes` or absent, that puts the brief into such a PDF as well."""


class Task(StrEnum):
    """What a worker can be asked for: the functions that it calls, named here and nowhere else."""

    MAKE = "copyfit.make:make"
    WEIGH = "copyfit.make:weigh"
    SHOW = "copyfit.show:show"
    LOOK = "copyfit.diff.look:look"
    TRANSCRIBE = "copyfit.intake.transcribe:transcribe"


@dataclass(frozen=True, slots=True)
class Job:
    """One edition to be made, with every file that it may read.

    `variants` are the names of all variants of the project, those included whose files it may not read.
    `look` says what is to be shown, if it is to be shown and not made; `row` is the row of a series.
    """

    files: Files
    slug: str
    variant: str
    language: str
    formats: tuple[str, ...]
    variants: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    look: Look | None = None
    row: str = ""

    @property
    def id(self) -> EditionId:
        """The edition that is to be made."""
        return EditionId(self.slug, self.variant, self.language, self.row)


@dataclass(frozen=True, slots=True)
class Artifacts:
    """What came of making a page: the files' bytes by format, and what is to be said of it."""

    files: Mapping[str, bytes]
    account: Account


Made = Artifacts | Budget | Showing | SeenPages | Draft


Step = str | Glimpse
"""What a worker says before it is done: the path of the file that it has come to, or a page."""


class OurFault(Exception):
    """The program broke a promise of its own; the text is the traceback."""


class _Answer(msgspec.Struct, frozen=True, tag_field="is"):
    """One line that a worker writes."""


class _At(_Answer, frozen=True, tag="at"):
    path: str


class _Glimpsed(_Answer, frozen=True, tag="glimpsed"):
    page: Glimpse


class _Made(_Answer, frozen=True, tag="made"):
    page: Artifacts


class _Weighed(_Answer, frozen=True, tag="weighed"):
    page: Budget


class _Shown(_Answer, frozen=True, tag="shown"):
    page: Showing


class _Seen(_Answer, frozen=True, tag="seen"):
    page: SeenPages


class _Drafted(_Answer, frozen=True, tag="drafted"):
    page: Draft


class _Refused(_Answer, frozen=True, tag="refused"):
    kind: str
    problems: tuple[Problem, ...]


class _Failed(_Answer, frozen=True, tag="failed"):
    traceback: str


_JOBS = msgspec.json.Decoder(Job)
_ANSWERS = msgspec.json.Decoder(
    _At | _Glimpsed | _Made | _Weighed | _Shown | _Seen | _Drafted | _Refused | _Failed
)


def line_from_job(job: Job) -> bytes:
    """Return `job` as one line."""
    return _line(job)


def job_from_line(line: bytes) -> Job:
    """Return the job that `line_from_job` wrote."""
    return _JOBS.decode(line)


def line_from_step(step: Step) -> bytes:
    """Return what the work has come to as one line, which may stand before an answer."""
    return _line(_At(step) if isinstance(step, str) else _Glimpsed(step))


def line_from_made(made: Made) -> bytes:
    """Return `made` as one line."""
    if isinstance(made, Showing):
        return _line(_Shown(made))
    if isinstance(made, SeenPages):
        return _line(_Seen(made))
    if isinstance(made, Draft):
        return _line(_Drafted(made))
    return _line(_Weighed(made) if isinstance(made, Budget) else _Made(made))


def line_from_error(error: CopyfitError) -> bytes:
    """Return `error` as one line."""
    return _line(_Refused(type(error).__name__, error.problems))


def line_from_fault(traceback: str) -> bytes:
    """Return a failure of the program itself as one line."""
    return _line(_Failed(traceback.encode("utf-8", "backslashreplace").decode()))


def made_from_line(line: bytes) -> Made | Step:
    """Return what a worker made; if it is not done yet, the path of the file that it has come to, or a page.

    Raises the CopyfitError that the worker met, or OurFault.
    """
    try:
        answer = _ANSWERS.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as mistake:
        raise OurFault(f"the worker's answer is none: {mistake}") from None
    if isinstance(answer, _At):
        return answer.path
    if isinstance(answer, _Made | _Glimpsed | _Weighed | _Shown | _Seen | _Drafted):
        return answer.page
    if isinstance(answer, _Failed):
        raise OurFault(answer.traceback)
    if not answer.problems:
        raise OurFault("the worker refused the page and said nothing")
    raise _kind(answer.kind)(answer.problems)


def _kind(name: str) -> type[CopyfitError]:
    """Return the kind of error that is called `name`: one of ours, whatever an answer says."""
    kind = getattr(errors, name, None)
    return kind if isinstance(kind, type) and issubclass(kind, CopyfitError) else CopyfitError


def _line(data: Job | _Answer) -> bytes:
    return msgspec.json.encode(data, enc_hook=plain) + b"\n"
