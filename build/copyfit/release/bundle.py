"""The files of a release, in a folder or in a zip, by their paths.

In: where it is. Out: a `Bundle`. Files that come from elsewhere are read with limits: no link is followed out
of a folder, no entry of a zip may be larger than what a release can hold.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from copyfit.project import regular_bytes

MAX_FILE_BYTES = 256 * 2**20
MAX_FILES = 20_000
MAX_GROWTH = 20
"""A zip holds so many times its own bytes at most, and what is small anyway: pages hardly shrink."""
_SMALL_BYTES = 64 * 2**20
EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


class Bundle(Protocol):
    """Files by their paths, with "/"."""

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes; None if it is not there, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk."""

    root: Path

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted; hidden ones too.

        Links are what they are, those to folders too, and a folder that cannot be read counts as a file.
        """
        found: list[Path] = []
        unread: list[OSError] = []
        for folder, folders, names in os.walk(self.root, onerror=unread.append):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            found += [Path(folder) / name for name in (*names, *links)]
            if len(found) > MAX_FILES:
                break
        found += [Path(error.filename) for error in unread]
        return tuple(sorted(one.relative_to(self.root).as_posix() for one in found))

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes; None if it is not there, is no regular file, or is a link that leads out."""
        if "\0" in path:
            return None
        real = Path(os.path.realpath(self.root / path))
        if not real.is_relative_to(os.path.realpath(self.root)):
            return None
        return regular_bytes(real, MAX_FILE_BYTES)


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip, read into memory: `files` by path inside its one folder, `broken` those that cannot be read."""

    content: bytes
    top: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return tuple(sorted((*self.files, *self.broken)))

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes; None if it is not there, or cannot be read."""
        return self.files.get(path)

    @property
    def is_canonical(self) -> bool:
        """Whether it is, byte for byte, what `zipped` makes of its files."""
        return not self.broken and not self.outside and zipped(self.top, self.files) == self.content


def opened(path: Path) -> Bundle | None:
    """Return the files at `path`; None if there is neither a folder nor a zip."""
    if path.is_dir():
        return Folder(path)
    content = regular_bytes(path, MAX_FILE_BYTES * 4)
    return unzipped(content) if content else None


def unzipped(content: bytes) -> Zip | None:
    """Return what a zip holds; None if it is none at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = [entry.filename for entry in entries]
            tops = [name.partition("/")[0] for name in names if "/" in name]
            top = max(set(tops), key=tops.count) if tops else ""
            files: dict[str, bytes] = {}
            broken = []
            room = _SMALL_BYTES + MAX_GROWTH * len(content)
            for entry in entries[:MAX_FILES]:
                path = entry.filename.removeprefix(f"{top}/")
                try:
                    room -= entry.file_size
                    if entry.file_size > MAX_FILE_BYTES or room < 0:
                        raise zipfile.BadZipFile(path)
                    files[path] = archive.read(entry)
                except Exception:  # noqa: BLE001 - a stranger's zip makes any function of its reader fail
                    broken.append(path)
            outside = tuple(name for name in names if not name.startswith(f"{top}/"))
            return Zip(content, top, files, tuple(broken), outside)
    except Exception:  # noqa: BLE001 - as above
        return None


def zipped(top: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip of `files` in the folder `top`, whose bytes depend on names and contents alone.

    Nothing is compressed: what is large is compressed already, and no version of zlib leaves its mark.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{path}", EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, files[path])
    return stream.getvalue()
