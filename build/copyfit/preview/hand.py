"""A worker process that is kept warm for the preview, and replaced when it is stuck.

In: jobs, from the preview's threads. Out: what a worker made, or a CopyfitError. A template that loops ends
with its computing time; a newer save need not wait for that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from copyfit.build.fault import fault_problem
from copyfit.build.pool import Limits, Workers
from copyfit.errors import CopyfitError, LimitError
from copyfit.protocol import Job, Made, OurFault, Task
from copyfit.scene import Glimpse

MOST_SECONDS = 15.0
"""A page that takes longer is not waited for: nobody would look at it."""
STUCK_SECONDS, STUCK_TIMES = 4.0, 4.0
"""A job that has run so long, and so many times as long as those before, is given up for something newer."""
COLD_SECONDS = 30.0
"""The first job of a process waits for imports, which nothing newer would be spared."""


class GivenUp(Exception):
    """The job was ended because there is something newer to do: nothing is to be said of it."""


class Hand:
    """One process that makes pages, one at a time."""

    def __init__(self, task: str = Task.SHOW) -> None:
        limits = Limits.from_environment()
        self._limits = Limits(min(MOST_SECONDS, limits.seconds), limits.memory_mib, MOST_SECONDS)
        self._task = task
        self._lock = threading.Lock()
        self._workers = self._new()
        self._since: float | None = None
        self._usual: float | None = None

    def _new(self) -> Workers:
        """Return workers; what takes the room can be said later than what the page looks like."""
        return Workers(self._limits, self._task, stands_back=self._task == Task.WEIGH)

    def start(self) -> None:
        """Start the process ahead of its first job."""
        self._workers.start(1)

    def run(self, job: Job, glimpsed: Callable[[Glimpse], None] | None = None) -> Made:
        """Return what `job` made; `glimpsed` is called with a page that can be looked at before that.

        Raises CopyfitError, or GivenUp if something newer came meanwhile.
        """
        workers, started = self._workers, time.monotonic()
        self._since = started
        try:
            made = workers.run(job, glimpsed)
            if workers is self._workers:
                self._usual = time.monotonic() - started
            return made
        except LimitError:
            if workers is not self._workers:
                raise GivenUp from None
            raise
        except OurFault as fault:
            raise CopyfitError(fault_problem(str(fault), str(job.id))) from None
        finally:
            self._since = None

    def give_up(self) -> bool:
        """End the job at hand if it is stuck, and say whether it was: the next one gets a new process."""
        with self._lock:
            since = self._since
            patience = max(STUCK_SECONDS, STUCK_TIMES * self._usual) if self._usual else COLD_SECONDS
            if since is None or time.monotonic() - since < patience:
                return False
            self._usual = None
            old, self._workers = self._workers, self._new()
        old.close()
        return True

    def close(self) -> None:
        """End the process."""
        self._workers.close()
