"""Files appear whole or not at all, an edition's together.

In: bytes by path. Out: files below the output folder. Each is written beside its place under
another name, flushed to the disk, and renamed; a reader sees the old file or the new one. What is between
two renames of one edition is written down in a `journal` first.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from copyfit.build.journal import PREFIX, SUFFIX, Rename, resumed, together
from copyfit.errors import MachineError, Place, Problem
from copyfit.project import regular_bytes

_PATIENCE_SECONDS = 1.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

TO_OUT = ", or write elsewhere: --out DIR"
"""How a build's way out ends."""


def publish(out: Path, contents: Mapping[str, bytes], elsewhere: str = TO_OUT) -> None:
    """Put `contents`, by path relative to `out`, in place together; `elsewhere` is where else they could go.

    Raises MachineError if the folder cannot be written; then everything is as it was.
    """
    moves: list[Rename] = []
    try:
        for name, content in contents.items():
            target = out / name
            _make_folder(out, target.parent)
            temporary = write_beside(target, content)
            moves.append(Rename(temporary.relative_to(out).as_posix(), name))
        with signals_held():
            together(out, moves)
    except OSError as error:
        raise unwritable(out, error, elsewhere) from error
    finally:
        for move in moves:
            with contextlib.suppress(OSError):
                (out / move.temporary).unlink()
    for folder in {(out / move.name).parent for move in moves}:
        _sync_folder(folder)


def set_aside(target: Path, content: bytes) -> Path:
    """Keep what is in the file `target` under a name beside it that is free, and return it.

    `harbour-executive-en.docx` becomes `harbour-executive-en.edited.docx`, or `….edited-2.docx`.
    """
    for number in itertools.count(1):
        more = "" if number == 1 else f"-{number}"
        aside = target.with_name(f"{target.stem}.edited{more}{target.suffix}")
        if aside.is_symlink() or aside.exists():
            if regular_bytes(aside, len(content)) == content:
                return aside
            continue
        temporary = write_beside(aside, content)
        try:
            os.link(temporary, aside)
        except FileExistsError:
            continue
        except OSError:  # a file system without links; nobody else writes here meanwhile
            temporary.replace(aside)
        finally:
            temporary.unlink(missing_ok=True)
        return aside
    raise AssertionError("numbers do not end")


def unwritable(out: Path, error: OSError, elsewhere: str = TO_OUT) -> MachineError:
    """Return the error that says why nothing can be written below `out`; `elsewhere` ends the way out."""
    reason = error.strerror or str(error)
    where = _meant(error.filename) if isinstance(error.filename, str) else str(out)
    return MachineError(
        Problem(
            "unwritable",
            f"cannot write {where}: {reason[:1].lower()}{reason[1:]}",
            f"make room or change the folder's permissions{elsewhere}",
            Place(str(out)),
        )
    )


def _meant(path: str) -> str:
    """Return the file that was to be written where its temporary one could not be."""
    folder, _, name = path.rpartition("/")
    if not (name.startswith(PREFIX) and name.endswith(SUFFIX)):
        return path
    meant = re.sub(r"\.\d+(\.old)?$", "", name.removeprefix(PREFIX).removesuffix(SUFFIX))
    return f"{folder}/{meant}" if folder else meant


@contextlib.contextmanager
def held(out: Path, waiting: Callable[[], None]) -> Iterator[tuple[Problem, ...]]:
    """Keep other builds out of the folder `out` meanwhile; call `waiting` if that takes over a second.

    What an interrupted build had begun to put in place is finished, or taken back, and said.

    The lock is on the folder itself, so that nothing is left behind and the system lets go of it
    when the process dies. Where the file system has no such locks, builds only may do work twice.
    """
    existed = out.is_dir()
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        _lock(handle, waiting)
        remarks = resumed(out)
        sweep(out)
        yield remarks
    finally:
        os.close(handle)
        if not existed:
            with contextlib.suppress(OSError):
                out.rmdir()  # succeeds only if nothing was made


def sweep(out: Path) -> None:
    """Remove what an interrupted build of ours left behind; call it only while holding the folder."""
    for pattern in (f"{PREFIX}*{SUFFIX}", f"*/{PREFIX}*{SUFFIX}"):
        for stale in out.glob(pattern):
            if stale.parent == out or not stale.parent.is_symlink():
                with contextlib.suppress(OSError):
                    stale.unlink()


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Let Ctrl-C and termination wait until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before: dict[int, Any] = {
        number: signal.signal(number, lambda number, _: came.append(number)) for number in _SIGNALS
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def _lock(handle: int, waiting: Callable[[], None]) -> None:
    started = time.monotonic()
    said = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if not said and time.monotonic() - started > _PATIENCE_SECONDS:
                waiting()
                said = True
            time.sleep(0.05)
        except OSError:
            return


def _make_folder(out: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not folder.resolve().is_relative_to(out.resolve()):
        raise OSError(None, "it is a link that leads elsewhere", str(folder))


def write_beside(target: Path, content: bytes) -> Path:
    """Write `content`, flushed to the disk, into a new file beside `target`, and return that file."""
    temporary = target.with_name(f"{PREFIX}{target.name}.{os.getpid()}{SUFFIX}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
