"""The process that lays pages out.

One job per line comes in on standard input, one answer per line goes out on standard output.
Started by `pool` with the dotted name of the function to call, limits on computing time in seconds and on
memory in MiB, and the parent's process id. Whatever a job does to this process, the parent only sees it end.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

from copyfit import trace
from copyfit.build.limits import OutOfTime, counted, too_deep, too_large, too_long
from copyfit.errors import CopyfitError
from copyfit.protocol import (
    Job,
    Made,
    job_from_line,
    line_from_error,
    line_from_fault,
    line_from_made,
    line_from_step,
)

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_NEW_OBJECTS = 150_000
"""So many are made before garbage is looked for: a page keeps most of what it makes to its end."""
_PAGES = 10
"""After so many pages all is looked through that pages have left; after each, what the page has."""


def serve(jobs: BinaryIO, answers: BinaryIO, function: str, seconds: float) -> None:
    """Answer every job on `jobs` with `function`, "module:name", until there are no more.

    Each may use so many `seconds` of computing time. Before an answer there may be lines that say what the
    work has come to.
    """
    gc.set_threshold(_NEW_OBJECTS)
    make = _function(function)
    trace.listen(lambda step: _tell(answers, step))
    for made, line in enumerate(jobs, start=1):
        answers.write(_answer(make, line, seconds))
        answers.flush()
        tidy(made)


def tidy(made: int) -> None:
    """Give back what a page leaves in circles. So many were `made`.

    What stays is put aside: to look through imports and what is kept, after each page, takes a tenth of it.
    """
    if made % _PAGES == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def _tell(answers: BinaryIO, step: trace.Step) -> None:
    answers.write(line_from_step(step))
    answers.flush()


def _answer(make: Callable[[Job], Made], line: bytes, seconds: float) -> bytes:
    """Return the answer to one job. Only what cannot be caught ends the process."""
    try:
        with counted(seconds):
            made = make(job_from_line(line))
        return line_from_made(made)
    except CopyfitError as error:
        return line_from_error(error)
    except OutOfTime as late:
        return line_from_error(too_long(seconds, late.__traceback__))
    except MemoryError as full:
        return line_from_error(too_large(full.__traceback__))
    except RecursionError as deep:
        return line_from_error(too_deep(deep.__traceback__))
    except BaseException:  # noqa: BLE001 - libraries raise BaseException too; all of it must reach the parent
        return line_from_fault(traceback.format_exc())


def _function(name: str) -> Callable[[Job], Made]:
    module, _, attribute = name.partition(":")

    def make(job: Job) -> Made:
        made: Made = getattr(importlib.import_module(module), attribute)(job)
        return made

    with contextlib.suppress(Exception):  # what is wrong with it is told in answer to the first job
        importlib.import_module(module)
    return make


def _limit(memory_mib: int, parent: int) -> None:
    """Bound this process's memory and tie its life to its parent's."""
    # RLIMIT_DATA, not RLIMIT_AS: the chart engine reserves tens of gigabytes of addresses it never uses.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory_mib << 20, memory_mib << 20))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def main() -> None:
    """Serve the parent on the inherited pipes; what libraries print goes to standard error."""
    function, seconds, memory_mib, parent = sys.argv[1:5]
    _limit(int(memory_mib), int(parent))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, function, float(seconds))


if __name__ == "__main__":
    main()
