"""Files in the output folder that are not as a build left them, or that no brief makes any more.

In: the manifest and the folder. Out: what a person changed is kept beside; what a brief that is gone has
left is named, or removed. Next: the report. A file that is not in the manifest is somebody else's: nobody
touches it, but one that is named as pages are is named too, since a reader would take it for one.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Container, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from copyfit.build.journal import leads_out
from copyfit.build.manifest import Artifact, Entry
from copyfit.build.publication import set_aside, unwritable
from copyfit.build.request import FORMATS
from copyfit.errors import Place, Problem
from copyfit.project import regular_bytes

MAX_BYTES = 256 * 2**20
MOST_NAMED = 4
"""So many files that are gone are named; of others the number is told."""
_OUR_DAY = (1980, 1, 1)
"""The day of every part of a Word file of ours; another program writes the real one."""


def kept_aside(out: Path, path: str, made: Artifact | None, new: bytes) -> Problem | None:
    """Keep what a person changed in the file `path` before `new` takes its place; return the warning.

    `made` is what a build of ours wrote there. Nothing is kept of a file that is as it was made, or is like
    the new one. Raises MachineError if there is no room to keep it.
    """
    target = out / path
    is_elsewhere = target.is_symlink() or leads_out(out, path)
    content = None if is_elsewhere else regular_bytes(target, MAX_BYTES)
    if content is None or content == new or _is_ours(content, made):
        return None
    try:
        aside = set_aside(target, content)
    except OSError as error:
        raise unwritable(out, error) from error
    message = f"{path} was changed by hand; what it held is kept in {aside.name}"
    hint = "take over into the brief what is to last, then remove that file"
    return Problem("edited-file", message, hint, Place(str(aside)), "warning")


def _is_ours(content: bytes, made: Artifact | None) -> bool:
    """Return whether a file is as a build wrote it; what no manifest knows tells by the days in it."""
    if made:
        return sha256(content).hexdigest() == made.sha256
    if not content.startswith(b"PK"):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return all(part.date_time[:3] == _OUR_DAY for part in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True


def left_over(out: Path, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for each brief or page that is gone and whose files are still in the folder.

    Rows of a series that went together are told together.
    """
    there: dict[str, list[str]] = {}
    for entry in entries:
        name = f"{entry.brief}/" if entry.row else str(entry.id)
        there.setdefault(name, []).extend(_there(out, entry))
    for paths in filter(None, there.values()):
        hint = "remove what is left over: copyfit build --prune"
        yield Problem(
            "left-over", f"no brief makes {_listed(paths)} any more", hint, Place(str(out)), "notice"
        )


def _there(out: Path, entry: Entry) -> list[str]:
    """Return the paths of an entry's files that are in the folder as they were made."""
    return [one.path for one in entry.artifacts if not leads_out(out, one.path) and one.is_there(out)]


def unknown_files(out: Path, known: Container[str]) -> Iterator[Problem]:
    """Yield a notice for each folder with files named as pages are, of which no build knows.

    So are those of a manifest that was lost, or that another version wrote. `known` are the paths that
    pages have or will have.
    """
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and not path.is_symlink()):
        named = re.compile(rf"{re.escape(folder.name)}-[\w-]+\.(?:{'|'.join(FORMATS)})")
        paths = sorted(
            path.relative_to(out).as_posix() for path in folder.iterdir() if named.fullmatch(path.name)
        )
        strangers = [path for path in paths if path not in known]
        if strangers:
            one = len(strangers) == 1
            message = (
                f"{_listed(strangers)} {'is' if one else 'are'} called as pages are, and no brief makes "
            )
            hint = (
                f"remove {'it' if one else 'them'} by hand: no build knows who made {'it' if one else 'them'}"
            )
            yield Problem(
                "unknown-file", message + ("it" if one else "them"), hint, Place(str(out)), "notice"
            )


def _listed(paths: list[str]) -> str:
    """Return paths as a sentence names them, the first ones of many."""
    if len(paths) <= MOST_NAMED:
        return " and ".join(paths)
    return f"{' and '.join(paths[:MOST_NAMED])} and {len(paths) - MOST_NAMED} other files"


def pruned(out: Path, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Remove the files of pages that are gone, and yield what was removed.

    A file that was changed by hand stays, and is no longer ours.
    """
    for entry in entries:
        gone = _there(out, entry)
        for path in gone:
            try:
                (out / path).unlink()
            except OSError as error:
                raise unwritable(out, error) from error
            with contextlib.suppress(OSError):
                (out / path).parent.rmdir()  # succeeds only if nothing else is in it
        if gone:
            yield Problem("pruned", f"removed {' and '.join(gone)}", "", Place(str(out)), "notice")
