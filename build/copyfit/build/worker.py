"""The process that lays pages out.

One job per line comes in on standard input, one answer per line goes out on standard output.
Started by `workers` with the dotted name of the function to call, a limit on memory in MiB and the
parent's process id. Whatever a job does to this process, the parent only sees it end.
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

from copyfit.errors import CopyfitError, LimitError, Problem
from copyfit.protocol import Job, Made, job_from_line, line_from_error, line_from_fault, line_from_made

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def serve(jobs: BinaryIO, answers: BinaryIO, function: str) -> None:
    """Answer every job on `jobs` with `function`, "module:name", until there are no more."""
    make = _function(function)
    for line in jobs:
        answers.write(_answer(make, line))
        answers.flush()
        gc.collect()


def _answer(make: Callable[[Job], Made], line: bytes) -> bytes:
    """Return the answer to one job. Only what cannot be caught ends the process."""
    try:
        return line_from_made(make(job_from_line(line)))
    except CopyfitError as error:
        return line_from_error(error)
    except MemoryError:
        return line_from_error(
            LimitError(
                Problem(
                    "limit",
                    "making the page took more memory than it may",
                    "look for a template that repeats without end, or a picture of huge size",
                )
            )
        )
    except RecursionError:
        return line_from_error(
            LimitError(
                Problem(
                    "limit",
                    "making the page went deeper than it may",
                    "look for a macro that calls itself, or for elements nested hundreds deep",
                )
            )
        )
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
    function, memory_mib, parent = sys.argv[1:4]
    _limit(int(memory_mib), int(parent))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, function)


if __name__ == "__main__":
    main()
