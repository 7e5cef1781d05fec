"""Supervised processes that make editions: each with limits on time and memory, each replaceable.

In: a `Job`. Out: what it `Made`, or a CopyfitError. A process that loops is killed at its deadline,
one that crashes is a problem of the edition it was making, and the next job gets a new process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from copyfit.errors import CopyfitError, LimitError, Problem, UsageError
from copyfit.protocol import Job, Made, OurFault, line_from_job, made_from_line

MAKE = "copyfit.make:make"
MAX_LOG_BYTES = 64 * 1024

# All that a worker may know of its surroundings: no secret of a CI job is among it.
_KEPT_VARIABLES = (
    "PATH",
    "HOME",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)
_FIXED_VARIABLES = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one edition may take. `seconds` of wall time counts from the job's start, memory is in MiB."""

    seconds: float = 30.0
    memory_mib: int = 2048

    @classmethod
    def from_environment(cls) -> Self:
        """Return the limits, as COPYFIT_SECONDS and COPYFIT_MEMORY_MIB change them for slow machines."""
        return cls(
            _number("COPYFIT_SECONDS", cls().seconds), int(_number("COPYFIT_MEMORY_MIB", cls().memory_mib))
        )


class Workers:
    """Idle processes, kept from job to job so that imports are paid for once; ended on exit."""

    def __init__(self, limits: Limits | None = None, make: str = MAKE) -> None:
        self.limits = limits or Limits.from_environment()
        self._make = make
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, count: int) -> None:
        """Start `count` processes ahead of the jobs, so that they import while others load."""
        for process in [self._take() for _ in range(count)]:
            self._give_back(process)

    def run(self, job: Job) -> Made:
        """Return what `job` made. May be called from many threads at once.

        Raises CopyfitError for the job's own mistakes, limits and crashes, OurFault for ours.
        """
        process = self._take()
        try:
            made = process.run(job, self.limits.seconds)
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
            process = _Process(self._make, self.limits.memory_mib)
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

    def __init__(self, make: str, memory_mib: int) -> None:
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by end()
        self._popen = subprocess.Popen(
            # -P: a project's own folder is not searched for modules.
            [sys.executable, "-P", "-m", "copyfit.build.worker", make, str(memory_mib), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(),
            start_new_session=True,
        )
        self._late = False

    def run(self, job: Job, seconds: float) -> Made:
        """Return what `job` made, or raise what it raised; kill the process after `seconds`."""
        assert self._popen.stdin and self._popen.stdout
        watch = threading.Timer(seconds, self._kill_late)
        watch.daemon = True
        watch.start()
        try:
            self._popen.stdin.write(line_from_job(job))
            self._popen.stdin.flush()
            answer = self._popen.stdout.readline()
        except OSError:
            answer = b""
        finally:
            watch.cancel()
        if not answer.endswith(b"\n"):
            raise self._ended(seconds)
        return made_from_line(answer)

    def end(self) -> None:
        """Kill the process and all that it started, and let go of its pipes."""
        self._kill()
        self._popen.wait()
        for stream in (self._popen.stdin, self._popen.stdout, self._log):
            try:
                if stream:
                    stream.close()
            except OSError:
                continue

    def _kill_late(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        if self._popen.poll() is None:
            try:
                os.killpg(self._popen.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._popen.kill()

    def _ended(self, seconds: float) -> CopyfitError | OurFault:
        """Return why the process ended before it answered."""
        self._kill()
        status = self._popen.wait()
        if self._late:
            return _Ended(
                Problem(
                    "limit",
                    f"making the page took more than {seconds:g} seconds",
                    "look for an endless loop in the template; on a slow machine set COPYFIT_SECONDS",
                )
            )
        if status < 0:
            return _Ended(
                Problem(
                    "crashed",
                    f"the process that made the page was ended by {_signal_name(-status)}",
                    "was memory short? else a font or picture may be broken: "
                    + (self._last_words() or "try again"),
                )
            )
        return OurFault(f"the worker ended with status {status}\n{self._read_log()}")

    def _last_words(self) -> str:
        lines = [line.strip() for line in self._read_log().splitlines() if line.strip()]
        return lines[-1][:200] if lines else ""

    def _read_log(self) -> str:
        try:
            size = self._log.seek(0, os.SEEK_END)
            self._log.seek(max(0, size - MAX_LOG_BYTES))
            return self._log.read().decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""


def _number(variable: str, default: float) -> float:
    """Return the number above 0 that an environment variable holds, or `default` if it is not set.

    Raises UsageError if it holds something else.
    """
    text = os.environ.get(variable)
    try:
        value = float(text) if text else default
    except ValueError:
        value = 0.0
    if not 0 < value < 1e7:
        raise UsageError(
            Problem(
                "limit",
                f"{variable} is `{text}`",
                f"it must be a number above 0, such as {default:g}, or not set",
            )
        )
    return value


def _environment() -> dict[str, str]:
    """Return the variables of a worker: the few that it needs, and the same locale and zone everywhere."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    package_root = str(Path(__file__).resolve().parents[2])
    path = [
        str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry
    ]
    if package_root not in path and "site-packages" not in package_root:
        path.append(package_root)
    return kept | _FIXED_VARIABLES | ({"PYTHONPATH": os.pathsep.join(path)} if path else {})


def _signal_name(number: int) -> str:
    try:
        return f"{signal.Signals(number).name} (signal {number})"
    except ValueError:
        return f"signal {number}"
