"""Supervised processes that make editions: each with limits on time and memory, each replaceable.

In: a `Job`. Out: what it `Made`, or a CopyfitError. A process that loops ends when it has used its computing
time, one that does nothing is killed, one that crashes is a problem of the edition it was making, and the
next job gets a new process.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from copyfit.build.culprit import blamed
from copyfit.build.limits import too_large, too_long
from copyfit.build.scratch import remove, scratch_folder, sweep
from copyfit.errors import CopyfitError, LimitError, Problem, UsageError
from copyfit.protocol import Job, Made, OurFault, Task, line_from_job, made_from_line
from copyfit.scene import Glimpse

MAX_LOG_BYTES = 64 * 1024
LEAST_MEMORY_MIB = 256
"""With less no page can be made at all: the libraries alone take half of it."""
_GLANCE_SECONDS = 0.5
LEAST_URGENT = 10
"""How nice a process is to others, of 19, that stands back."""
_STACK = re.compile(r"^/|^[#=]+$|^=|^\d+: |^at /|\(\+0x[0-9a-f]+\)|^stack backtrace:|RUST_BACKTRACE")
_NO_MEMORY = "out of memory"
"""What the engine of charts says when an allocation is refused."""

# All that a worker may know of its surroundings: no secret of a CI job is among it.
_KEPT_VARIABLES = (
    "PATH",
    "HOME",
    "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)
_STARTER = ThreadPoolExecutor(1, "copyfit-starter")
"""The thread that starts processes: Linux ends a process with the thread that started it (man 2 prctl), and
others end with the build that they work for."""
_MEMORY_VARIABLES = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(16 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}
"""How glibc keeps a worker's memory (man 3 mallopt): the chart engine's threads have none of their own, and
what a page's pictures took is there for the next page's. To give it back each time takes 15 ms a page."""
_FIXED_VARIABLES = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one edition may take: `seconds` of computing time, and memory in MiB.

    The clock on the wall is only the last resort: a busy machine may take ten times as long. A process that
    does nothing at all for `idle_seconds` was stopped, or waits for what never comes.
    """

    seconds: float = 30.0
    memory_mib: int = 2048
    idle_seconds: float = 30.0

    @property
    def wall_seconds(self) -> float:
        """Return how long a job may take by the clock."""
        return 10 * self.seconds + 10

    @classmethod
    def from_environment(cls) -> Self:
        """Return the limits, as COPYFIT_SECONDS and COPYFIT_MEMORY_MIB change them for slow machines."""
        return cls(
            number_from_environment("COPYFIT_SECONDS", cls().seconds),
            int(number_from_environment("COPYFIT_MEMORY_MIB", cls().memory_mib, LEAST_MEMORY_MIB)),
        )


class Workers:
    """Idle processes, kept from job to job so that imports are paid for once; ended on exit."""

    def __init__(
        self, limits: Limits | None = None, make: str = Task.MAKE, *, stands_back: bool = False
    ) -> None:
        """Prepare for processes that `make` what they are told; others go before what `stands_back`."""
        self.limits = limits or Limits.from_environment()
        self._make = make
        self._stands_back = stands_back
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self._closed = False
        sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, count: int) -> None:
        """Start `count` processes ahead of the jobs, so that they import while others load."""
        for process in [self._take() for _ in range(count)]:
            self._give_back(process)

    def run(self, job: Job, glimpsed: Callable[[Glimpse], None] | None = None) -> Made:
        """Return what `job` made. May be called from many threads at once.

        `glimpsed` is called with a page that can be looked at before that.
        Raises CopyfitError for the job's own mistakes, limits and crashes, OurFault for ours.
        """
        process = self._take()
        try:
            made = process.run(job, glimpsed)
        except (LimitError, OurFault, _Ended):
            self._drop(process)
            raise
        except CopyfitError:
            self._give_back(process)
            raise
        except BaseException:
            self._drop(process)
            raise
        self._give_back(process)
        return made

    def close(self) -> None:
        """End every process, also those at work."""
        with self._lock:
            self._closed = True
            processes, self._all, self._idle = self._all, set(), []
        for process in processes:
            process.end()

    def _take(self) -> _Process:
        with self._lock:
            if self._closed:
                raise _Ended(Problem("interrupted", "the build was stopped", "run it again"))
            if self._idle:
                return self._idle.pop()
            process = _Process(self._make, self.limits)
            if self._stands_back:
                process.stand_back()
            self._all.add(process)
            return process

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(process)

    def _drop(self, process: _Process) -> None:
        with self._lock:
            self._all.discard(process)
        process.end()


class _Ended(LimitError):
    """The process was ended by a signal or by itself before it answered."""


class _Process:
    """One worker process. Its log holds what libraries and the system wrote while it ran."""

    def __init__(self, make: str, limits: Limits) -> None:
        self._limits = limits
        self._folder = scratch_folder()
        self._log: IO[bytes] = (self._folder / "log").open("w+b")  # closed by end()
        self._popen = _STARTER.submit(
            subprocess.Popen[bytes],
            # -P: a project's own folder is not searched for modules.
            [
                *(sys.executable, "-P", "-m", "copyfit.build.worker", make),
                *(str(limits.seconds), str(limits.memory_mib), str(os.getpid())),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=surroundings() | {"TMPDIR": str(self._folder)},
            start_new_session=True,
        ).result()
        self._why = ""
        self._at = ""

    def stand_back(self) -> None:
        """Let other processes go before this one, also where the system shares its time among sessions."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._popen.pid, LEAST_URGENT)
        with suppress(OSError):
            Path(f"/proc/{self._popen.pid}/autogroup").write_text(str(LEAST_URGENT), encoding="ascii")

    def run(self, job: Job, glimpsed: Callable[[Glimpse], None] | None) -> Made:
        """Return what `job` made, or raise what it raised; kill the process when it does not come back."""
        self._at = ""
        done = threading.Event()
        threading.Thread(target=self._watch, args=(done,), daemon=True).start()
        try:
            return self._made(job, glimpsed)
        except LimitError as error:
            at = self._at
            problems = (blamed(one, job.files, job.slug, job.variant, at) for one in error.problems)
            raise type(error)(problems) from None
        finally:
            done.set()

    def end(self) -> None:
        """Kill the process and all that it started, and let go of its pipes."""
        self._kill()
        self._popen.wait()
        for stream in (self._popen.stdin, self._popen.stdout, self._log):
            with suppress(OSError, ValueError):  # nobody reads what was still to be written, or it is closed
                if stream:
                    stream.close()
        remove(self._folder)

    def _made(self, job: Job, glimpsed: Callable[[Glimpse], None] | None) -> Made:
        """Return what answers `job`; lines before the answer say what the work has come to."""
        assert self._popen.stdin and self._popen.stdout
        try:
            self._popen.stdin.write(line_from_job(job))
            self._popen.stdin.flush()
            while (line := self._popen.stdout.readline()).endswith(b"\n"):
                answer = made_from_line(line)
                if isinstance(answer, Glimpse):
                    if glimpsed:
                        glimpsed(answer)
                elif isinstance(answer, str):
                    self._at = answer
                else:
                    return answer
        except OSError:
            pass  # the process is gone, which is told like an answer that never came
        except ValueError:
            if not self._popen.stdin.closed:  # else its pipes were let go of while they were read
                raise
        raise self._ended()

    def _watch(self, done: threading.Event) -> None:
        """Kill the process if the job is not `done` in time by the clock, or if it does nothing for long."""
        started = active = time.monotonic()
        used = computing_seconds(self._popen.pid)
        while not done.wait(_GLANCE_SECONDS):
            now, uses = time.monotonic(), computing_seconds(self._popen.pid)
            active = now if uses != used or uses is None else active
            used = uses
            if now - started > self._limits.wall_seconds:
                self._why = (
                    f"making the page took more than {self._limits.wall_seconds:g} seconds by the clock"
                )
            elif now - active > self._limits.idle_seconds:
                self._why = f"the process that made the page did nothing for {self._limits.idle_seconds:g} s"
            if self._why and not done.is_set():
                self._kill()
                return

    def _kill(self) -> None:
        if self._popen.poll() is None:
            try:
                os.killpg(self._popen.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._popen.kill()

    def _ended(self) -> CopyfitError | OurFault:
        """Return why the process ended before it answered."""
        self._kill()
        status = self._popen.wait()
        if self._why:
            hint = "was it stopped, or is the machine very busy? then build again"
            return _Ended(Problem("limit", self._why, hint))
        if status == -signal.SIGVTALRM:
            return _Ended(too_long(self._limits.seconds).problems)
        if self._last_words() == MemoryError.__name__:
            return _Ended(too_large(None).problems)
        if status < 0:
            message = f"the process that made the page was ended by {_signal_name(-status)}"
            hint = (
                f"was memory short? else a font or picture may be broken: {self._last_words() or 'try again'}"
            )
            if _NO_MEMORY in self._read_log():
                hint = "the system gave it too little memory: allow it more, such as by ulimit -v unlimited"
            return _Ended(Problem("crashed", message, hint))
        return OurFault(f"the worker ended with status {status}\n{self._read_log()}")

    def _last_words(self) -> str:
        """Return the last line of the log that is a sentence, not a step of a library's stack."""
        lines = [line.strip() for line in self._read_log().splitlines() if line.strip()]
        said = [line for line in lines if not _STACK.search(line)]
        return said[-1][:200] if said else ""

    def _read_log(self) -> str:
        try:
            size = self._log.seek(0, os.SEEK_END)
            self._log.seek(max(0, size - MAX_LOG_BYTES))
            return self._log.read().decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""


def computing_seconds(pid: int) -> float | None:
    """Return the computing time that a process has used, None where the system does not say it.

    Linux says it in /proc/PID/stat, fields 14 and 15 (man 5 proc_pid_stat).
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return None


def number_from_environment(variable: str, default: float, least: float = 0.0) -> float:
    """Return the number that an environment variable holds, or `default` if it is not set.

    It must be above 0, and not below `least`. Raises UsageError if it holds something else.
    """
    text = os.environ.get(variable)
    try:
        value = float(text) if text else default
    except ValueError:
        value = 0.0
    if not (0 < value < 1e7 and value >= least):
        bound = f"of at least {least:g}" if least else "above 0"
        hint = f"it must be a number {bound}, such as {default:g}, or not set"
        raise UsageError(Problem("limit", f"{variable} is `{text}`", hint))
    return value


def surroundings() -> dict[str, str]:
    """Return the variables of a worker: the few that it needs, and the same locale and zone everywhere."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    package_root = str(Path(__file__).resolve().parents[2])
    path = [
        str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry
    ]
    if package_root not in path and "site-packages" not in package_root:
        path.append(package_root)
    return (
        kept | _FIXED_VARIABLES | _MEMORY_VARIABLES | ({"PYTHONPATH": os.pathsep.join(path)} if path else {})
    )


def _signal_name(number: int) -> str:
    try:
        return f"{signal.Signals(number).name} (signal {number})"
    except ValueError:
        return f"signal {number}"
