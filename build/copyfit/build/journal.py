"""The files of one edition change together, whatever happens between the first and the last of them.

In: files that are written already, beside their places. Out: they are in their places, all or none. What is
to be done is written down before the first rename; who finds that note later finishes the work, or takes it
back where it cannot be finished. Next: `publication`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from copyfit.errors import Place, Problem
from copyfit.project import regular_bytes

PREFIX = ".copyfit-"
SUFFIX = ".tmp"
JOURNAL = ".copyfit-journal"
MAX_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Rename:
    """A file that is written as `temporary` and is to be `name`; `before` keeps what was there before.

    `before` is "" if nothing was. All are paths relative to the output folder.
    """

    temporary: str
    name: str
    before: str = ""


_MOVES = msgspec.json.Decoder(tuple[Rename, ...])


def together(out: Path, moves: Sequence[Rename]) -> None:
    """Put the files in their places, all or, with an OSError, none.

    A single file needs no note: a rename is whole by itself.
    """
    if len(moves) == 1:
        (out / moves[0].temporary).replace(out / moves[0].name)
        return
    kept: list[Rename] = []
    try:
        kept.extend(_kept(out, move) for move in moves)
        _write(out, kept)
        for move in kept:
            (out / move.temporary).replace(out / move.name)
    except OSError:
        _undo(out, kept)
        raise
    finally:
        _clear(out, kept)


def is_interrupted(out: Path) -> bool:
    """Return whether a build was ended while it put the files of an edition in their places."""
    return (out / JOURNAL).is_file()


def interrupted(out: Path) -> tuple[Problem, ...]:
    """Return the warning that two files in `out` may not belong together, nothing if all is well."""
    if not is_interrupted(out):
        return ()
    message = "a build was ended while it put two files of a page in place: one may be older than the other"
    return (Problem("interrupted-publication", message, "run: copyfit build", Place(str(out)), "warning"),)


def resumed(out: Path) -> tuple[Problem, ...]:
    """Finish what an ended build had written down, or take it back; return what was done, to be said.

    Call it only while holding the folder.
    """
    content = regular_bytes(out / JOURNAL, MAX_BYTES)
    if content is None:
        return ()
    try:
        moves = _MOVES.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        moves = ()
    moves = tuple(move for move in moves if _is_ours(out, move))
    done = _finish(out, moves)
    if not done:
        _undo(out, moves)
    _clear(out, moves)
    if not moves:
        return ()
    names = " and ".join(move.name for move in moves)
    what = "is finished now" if done else "is taken back"
    message = f"a build was ended while it put {names} in place; that {what}"
    return (Problem("resumed-publication", message, "", Place(str(out)), "notice"),)


def leads_out(out: Path, path: str) -> bool:
    """Return whether a path that stands in a note in the folder `out` is of no file below it, links followed.

    The note may be a stranger's, as all of a project that was sent.
    """
    if path.startswith("/") or ".." in path.split("/") or "\0" in path:
        return True
    return not Path(os.path.realpath((out / path).parent)).is_relative_to(os.path.realpath(out))


def _is_ours(out: Path, move: Rename) -> bool:
    """Return whether a move is one that a build writes down: beside its place, under names of its own."""
    aside = [path.rpartition("/") for path in (move.temporary, move.before) if path]
    folder = move.name.rpartition("/")[0]
    named = all(at == folder and _is_temporary(name) for at, _, name in aside)
    return named and bool(move.temporary) and not leads_out(out, move.name)


def _is_temporary(name: str) -> bool:
    return name.startswith(PREFIX) and name.endswith(SUFFIX)


def _kept(out: Path, move: Rename) -> Rename:
    """Return `move` with a second name for what is in its place now, so that it can come back."""
    target = out / move.name
    if target.is_symlink() or not target.is_file():
        return move
    before = target.with_name(f"{PREFIX}{target.name}.{os.getpid()}.old{SUFFIX}")
    before.unlink(missing_ok=True)
    try:
        os.link(target, before)
    except OSError:  # a file system without links
        before.write_bytes(target.read_bytes())
    return Rename(move.temporary, move.name, before.relative_to(out).as_posix())


def _write(out: Path, moves: Sequence[Rename]) -> None:
    handle = os.open(out / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(moves))
        file.flush()
        os.fsync(file.fileno())


def _finish(out: Path, moves: Sequence[Rename]) -> bool:
    """Return whether every file is in its place now."""
    if any(_was_undone(out, move) for move in moves):
        return False
    try:
        for move in moves:
            if (out / move.temporary).is_file():
                (out / move.temporary).replace(out / move.name)
    except OSError:
        return False
    return True


def _was_undone(out: Path, move: Rename) -> bool:
    """Return whether somebody had begun to take the work back, and had come past this file."""
    if (out / move.temporary).exists():
        return False
    return not (out / (move.before or move.name)).exists()


def _undo(out: Path, moves: Sequence[Rename]) -> None:
    """Put back what was there, where the new file has taken its place."""
    for move in moves:
        if (out / move.temporary).exists():
            continue  # never put in place
        with contextlib.suppress(OSError):
            if move.before:
                (out / move.before).replace(out / move.name)
            else:
                (out / move.name).unlink(missing_ok=True)


def _clear(out: Path, moves: Sequence[Rename]) -> None:
    """Remove the note, then what it spoke of."""
    with contextlib.suppress(OSError):
        (out / JOURNAL).unlink(missing_ok=True)
    for move in moves:
        for path in filter(None, (move.before, move.temporary)):
            with contextlib.suppress(OSError):
                (out / path).unlink(missing_ok=True)
