"""The files below a folder, read as they are at one moment: regular ones inside the project, within limits.

In: a project's folder. Out: `Files`, and what could not be taken, as problems. Hidden files and backups
are left out.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from copyfit.errors import Place, Problem

Files = Mapping[str, bytes]

MAX_FILE_BYTES = 20 * 2**20
MAX_SOURCE_BYTES = 128 * 2**10
"""The largest template or style sheet: ten times what the starter's are."""
MAX_TOTAL_BYTES = 64 * 2**20
MAX_FILES = 2000
MAX_DEPTH = 16

_BACKUPS = ("~", ".bak", ".old", ".orig", ".tmp", ".swp")
_CODE = (".j2", ".css", ".html")


def regular_bytes(path: Path | str, most: int) -> bytes | None:
    """Return what a regular file of at most `most` bytes holds, None if there is none that can be read.

    Never waits: a pipe that nobody writes to, or a device without an end, is no regular file.
    """
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to must not wait.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_size > most:
                return None
            return file.read(min(most, state.st_size))
    except (OSError, ValueError):  # ValueError: no path can be so written
        return None


class Reader:
    """Collects files below a root, and the problems met on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.has_links = False
        self._inside = f"{self.root}/" if self.root.name else "/"
        self._total = 0
        self._seen: set[str] = set()

    def has_room_for(self, files: Files) -> bool:
        """Return whether `files` can be added as if they were read now: nothing was linked or refused."""
        total = self._total + sum(map(len, files.values()))
        is_plain = not self.has_links and not self.problems
        return is_plain and total <= MAX_TOTAL_BYTES and len(self.files) + len(files) < MAX_FILES

    def take(self, relative: str) -> None:
        """Read the file or folder at `relative`, a path from the root."""
        path = self.root / relative
        real = os.path.realpath(path)  # a link that leads to itself stays one, and is nowhere
        self.has_links |= real != str(path)
        self._take(relative, real, is_folder=Path(real).is_dir())

    def _take(self, relative: str, real: str, *, is_folder: bool) -> None:
        name = relative.rpartition("/")[2]
        if relative.count("/") > MAX_DEPTH:
            self._refuse("too-deep", relative, f"is more than {MAX_DEPTH} folders deep", "move it up")
        elif not _is_plain(name):
            shown = relative.encode("ascii", "backslashreplace").decode()
            self._refuse("bad-name", shown, "has a name with characters that cannot be used", "rename it")
        elif not f"{real}/".startswith(self._inside):
            self._refuse(
                "outside", relative, "is a link that leads out of the project", "put the file itself here"
            )
        elif is_folder:
            if real not in self._seen:
                self._seen.add(real)
                self._take_all(relative, real)
        else:
            self._read(relative, real)

    def _take_all(self, relative: str, folder: str) -> None:
        try:
            entries = visible(folder)
        except OSError as error:
            reason = (error.strerror or "").lower()
            self._refuse("unreadable", relative, f"cannot be read: {reason}", "check its permissions")
            return
        for entry in entries:
            inner = f"{relative}/{entry.name}"
            if entry.is_symlink():
                self.take(inner)
            else:
                self._take(inner, entry.path, is_folder=entry.is_dir(follow_symlinks=False))

    def _refuse_absent(self, relative: str) -> None:
        if (self.root / relative).is_symlink():
            self._refuse("dangling", relative, "is a link to nothing", "remove the link, or mend it")
        else:
            self._refuse("vanished", relative, "was there a moment ago, and is gone", "build again")

    def _read(self, relative: str, real: str) -> None:
        if len(self.files) >= MAX_FILES:
            return
        try:
            # O_NONBLOCK: opening a pipe that nobody writes to must not wait.
            with os.fdopen(os.open(real, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
                state = os.fstat(file.fileno())
                if not stat.S_ISREG(state.st_mode):
                    self._refuse("not-a-file", relative, "is not a regular file", "remove it")
                elif relative.endswith(_CODE) and state.st_size > MAX_SOURCE_BYTES:
                    limit = f"a template or style sheet may have {MAX_SOURCE_BYTES >> 10} KB"
                    self._refuse("too-large", relative, f"is too large: {limit}", "remove what no page uses")
                elif state.st_size > MAX_FILE_BYTES or self._total + state.st_size > MAX_TOTAL_BYTES:
                    limit = (
                        f"a file may have {MAX_FILE_BYTES >> 20} MB, all together {MAX_TOTAL_BYTES >> 20} MB"
                    )
                    self._refuse(
                        "too-large", relative, f"is too large: {limit}", "make it smaller, or move it away"
                    )
                else:
                    self.files[relative] = file.read(MAX_FILE_BYTES)
                    self._total += state.st_size
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ELOOP):  # gone, or a link that leads to itself
                self._refuse_absent(relative)
                return
            reason = (error.strerror or "").lower()
            self._refuse("unreadable", relative, f"cannot be read: {reason}", "check its permissions")
        if len(self.files) == MAX_FILES:
            self._refuse("too-many", relative, f"is file number {MAX_FILES}", "move what is not used away")

    def _refuse(self, code: str, relative: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, f"{relative} {message}", hint, Place(relative)))


def _is_plain(name: str) -> bool:
    """Return whether a file's name can be printed, and is no part of a template's code."""
    return name.isprintable() and not set(name) & set("{}")


def visible(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder, by name, but for hidden files and backups."""
    with os.scandir(folder) as found:
        entries = [one for one in found if not is_backup(one.name)]
    return sorted(entries, key=lambda one: one.name)


def is_backup(name: str) -> bool:
    """Return whether a name is that of a hidden file, or of what editors and people keep as a backup."""
    return name.startswith((".", "#", "~", "__pycache__")) or name.lower().endswith(_BACKUPS)
