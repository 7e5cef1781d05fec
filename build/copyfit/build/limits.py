"""What one job may take of the computer, counted in the process that does it.

In: seconds of computing time. Out: `OutOfTime` in the midst of the job when they are spent, so that the line
that was at work can be told; a job that does not let itself be stopped so is ended a little later by the
system. Time that others took on a busy machine does not count. Next: `worker` answers with a `LimitError`.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn

from copyfit.errors import About, LimitError, Place, Problem
from copyfit.project import TEMPLATES

GRACE_SECONDS = 2.0
"""Computing time that a library has to come back to where it can be stopped."""


class OutOfTime(BaseException):
    """The job has used the computing time that it may use."""


@contextlib.contextmanager
def counted(seconds: float) -> Iterator[None]:
    """Stop the block when it has used so many seconds of computing time. Raises OutOfTime from within it."""
    signal.signal(signal.SIGPROF, _out_of_time)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds + GRACE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _out_of_time(_number: int, _frame: FrameType | None) -> NoReturn:
    raise OutOfTime


def too_long(seconds: float, at: TracebackType | None = None) -> LimitError:
    """Return the error of a job that took more than `seconds`, with the line of the template it was at."""
    message = f"making the page took more than {seconds:g} seconds of computing time"
    line = template_line(at)
    about = About("words") if line is None and _is_fitting(at) else None
    return LimitError(Problem("limit", message, "", line, about=about))


def too_large(at: TracebackType | None) -> LimitError:
    """Return the error of a job that took more memory than it may."""
    message = "making the page took more memory than it may"
    return LimitError(Problem("limit", message, "", template_line(at)))


def too_deep(at: TracebackType | None) -> LimitError:
    """Return the error of a job whose functions called each other without end."""
    message = "making the page went deeper than it may"
    return LimitError(Problem("limit", message, "", template_line(at)))


def _is_fitting(at: TracebackType | None) -> bool:
    """Return whether the ways in which the words could stand were being compared, and nothing laid out."""
    innermost = ""
    while at:
        name = str(at.tb_frame.f_globals.get("__name__"))
        innermost = name if name.startswith("copyfit.") else innermost
        at = at.tb_next
    return innermost.startswith("copyfit.fit.")


def template_line(at: TracebackType | None) -> Place | None:
    """Return the innermost line of a template that was at work, None if none was."""
    found = None
    while at:
        # Jinja keeps the template among the names of the code that it makes of it.
        template: Any = at.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.name:
            line = template.get_corresponding_lineno(at.tb_lineno)
            found = Place(f"{TEMPLATES}/{template.name}", line)
        at = at.tb_next
    return found
