"""A crew on other machines: the same jobs, made by the workers of a Dask cluster.

In: jobs, and the address of a scheduler. Out: what came of each, as on one machine. Next: `build` publishes
it. What jobs are made from travels once, by what it holds; bytes come back; no disk is shared. Each worker
makes a page in a supervised process of its own, with the limits that it would have here.
"""

from __future__ import annotations

import queue
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import astuple, replace
from typing import Any, Self

from copyfit.build.crew import Outcome, Results
from copyfit.build.key import environment_digest
from copyfit.build.pool import Limits
from copyfit.cluster import task
from copyfit.cluster.agreement import disagreements
from copyfit.cluster.connection import connected, lost
from copyfit.errors import CopyfitError, LimitError, MachineError, Problem
from copyfit.project import Files
from copyfit.protocol import Job, OurFault, Step, line_from_job, made_from_line

PATIENCE_SECONDS = 60.0
"""How long a cluster may have no worker at all before the build gives up."""
_GLANCE_SECONDS = 1.0
_AHEAD = 2
"""How many jobs a worker's thread has before it: the next is there when one is done."""
_KEPT = 64
"""How many bundles stay with the cluster although no job that was handed over needs them."""


class RemoteCrew:
    """The workers that a scheduler has: as many as there are, whether they come or go."""

    def __init__(self, client: Any, limits: Limits | None = None, patience: float = PATIENCE_SECONDS) -> None:
        self._client = client
        self._limits = limits or Limits.from_environment()
        self._patience = patience
        self._bundles: OrderedDict[str, Any] = OrderedDict()
        self.sent_bytes = 0

    @classmethod
    def at(cls, address: str, patience: float = PATIENCE_SECONDS) -> Self:
        """Return the cluster whose scheduler is at `address`, such as tcp://10.0.0.5:8786.

        Raises UsageError for what is no address, MachineError if Dask is not installed, nobody answers, there
        is no worker, or one would not make the same bytes as this machine.
        """
        client = connected(address)
        try:
            found = disagreements(client, address)
            if found:
                raise MachineError(found)
            return cls(client, patience=patience)
        except BaseException:
            client.close(timeout=_GLANCE_SECONDS)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def threads(self) -> int:
        """How many pages can be made at once."""
        return sum(self._client.nthreads().values())

    def close(self) -> None:
        """Leave the cluster; what is queued there for this build is dropped."""
        self._client.close(timeout=_GLANCE_SECONDS)

    def made(self, jobs: Iterable[Job], make: str) -> Results:
        """Yield the place of each job with what came of it, as they are done.

        Only so many are handed over as keep the workers busy. Raises MachineError if the cluster is lost.
        """
        waiting = enumerate(jobs)
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        pending: dict[Any, int] = {}
        watch = _Watch(self._client, self._patience)
        try:
            while True:
                for place, job in waiting:
                    future = self._submit(job, make)
                    pending[future.key] = place
                    future.add_done_callback(done.put)
                    if len(pending) >= watch.threads * _AHEAD + 1:
                        break
                if not pending:
                    return
                future = self._next(done, watch)
                yield pending.pop(future.key), _outcome(future)
        finally:
            if pending:
                self._client.close(timeout=_GLANCE_SECONDS)  # which drops what is queued

    def _next(self, done: queue.SimpleQueue[Any], watch: _Watch) -> Any:
        while True:
            try:
                return done.get(timeout=_GLANCE_SECONDS)
            except queue.Empty:
                watch.look()

    def _submit(self, job: Job, make: str) -> Any:
        bundles = [self._bundle(files) for files in bundles_of(job.files).values()]
        header = line_from_job(replace(job, files={}))
        self.sent_bytes += len(header)
        return self._client.submit(
            task.press,
            header,
            make,
            astuple(self._limits),
            environment_digest(),
            tuple(digest for digest, _ in bundles),
            *(future for _, future in bundles),
            pure=False,
        )

    def _bundle(self, files: Files) -> tuple[str, Any]:
        """Return the digest of some files and what stands for them in the cluster; they are sent once."""
        digest = task.bundle_digest(files)
        future = self._bundles.get(digest)
        if future is None or future.status in ("cancelled", "error", "lost"):
            future = self._bundles[digest] = self._client.submit(task.hold, files, key=f"copyfit-{digest}")
            self.sent_bytes += sum(map(len, files.values()))
        self._bundles.move_to_end(digest)
        while len(self._bundles) > _KEPT:
            self._bundles.popitem(last=False)
        return digest, future


def bundles_of(files: Files) -> dict[str, dict[str, bytes]]:
    """Return the files by the folder that they lie in: a brief's own, each variant's, the shared."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        found.setdefault("/".join(path.split("/")[:2]), {})[path] = content
    return found


class _Watch:
    """Looks now and then whether the cluster is still there, and how large it is."""

    def __init__(self, client: Any, patience: float) -> None:
        self._client = client
        self._patience = patience
        self._seen = time.monotonic()
        self.threads = 1
        self.look()

    def look(self) -> None:
        """Raise MachineError if nobody answers, or if there was no worker for too long."""
        try:
            workers = self._client.nthreads()
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise lost(f"{error}") from None
        if workers:
            self.threads, self._seen = sum(workers.values()), time.monotonic()
        elif time.monotonic() - self._seen > self._patience:
            raise lost("it has no worker any more")


def _outcome(future: Any) -> Outcome:
    """Return what became of a job. Raises MachineError if the cluster is lost."""
    from distributed.scheduler import KilledWorker

    if future.status == "cancelled":
        raise lost("the scheduler is gone, or has dropped the work")
    error = future.exception()
    if isinstance(error, KilledWorker):
        message = "the workers that made the page were ended, one after the other"
        hint = (
            "was their memory short? dask worker says so in its log; else a font or a picture may be broken"
        )
        return LimitError(Problem("crashed", message, hint))
    if error is not None:
        return OurFault(f"{type(error).__name__}: {error}")
    line = future.result()
    try:
        made = made_from_line(line if isinstance(line, bytes) else b"")
    except (CopyfitError, OurFault) as failure:
        return failure
    return OurFault("the worker's answer is none") if isinstance(made, Step) else made
