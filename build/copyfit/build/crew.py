"""Who makes editions: this machine's processes, or those of other machines.

In: jobs. Out: the place of each in their order, with what came of it, as they are done. Next: `build`
publishes it.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Protocol

from copyfit.build.pool import Workers
from copyfit.errors import CopyfitError
from copyfit.protocol import Job, Made, OurFault

Outcome = Made | CopyfitError | OurFault
Results = Generator[tuple[int, Outcome], None, None]
"""What came of jobs, by their places in the order given, as they are done; closing it stops the work.

Not by their editions: two versions of one page may be made side by side.
"""


class Crew(Protocol):
    """Makes jobs. What is wrong with one of them is its outcome, and no other's."""

    def made(self, jobs: Iterable[Job], make: str) -> Results:
        """Yield the place of each job with what came of it, as they are done."""


class OneMachine:
    """As many processes as there are processors here; `kept` workers go on living."""

    def __init__(self, kept: Workers | None = None) -> None:
        self._kept = kept

    def made(self, jobs: Iterable[Job], make: str) -> Results:
        """Yield the place of each job with what came of it, as they are done."""
        todo = list(jobs)
        count = min(len(todo), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
        workers = self._kept or Workers(make=make)
        executor = ThreadPoolExecutor(max(count, 1))
        try:
            futures = {executor.submit(workers.run, job): place for place, job in enumerate(todo)}
            for future in as_completed(futures):
                error = future.exception()
                if error is not None and not isinstance(error, CopyfitError | OurFault):
                    raise error
                yield futures[future], error or future.result()
        finally:
            if self._kept is None:
                workers.close()
            executor.shutdown(wait=True, cancel_futures=True)
