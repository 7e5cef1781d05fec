"""Pages that were made before, here or on another machine, by what they were made from.

In: a folder. Out: what an earlier build made of the same inputs, if it is there whole. Next: the build puts
it in place like a page that it has made. A CI job that keeps the folder makes only what has changed.

An entry is one file, named by the page's key and read only if the digest in it is right and it says that it
is of this key: one that is damaged, cut off or renamed is removed, and the page is made. It is written under
another name and renamed, so that any number of builds may share a folder and any may be killed. The folder
may be emptied at any time; what was used longest ago is dropped when it grows above its bound.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from copyfit.account import Account
from copyfit.build.key import digest
from copyfit.errors import MachineError, Place, Problem
from copyfit.private import UNCHANGED_BY_OTHERS, distrust
from copyfit.project import regular_bytes
from copyfit.protocol import Artifacts

MAX_ENTRY_BYTES = 256 * 2**20
USUAL_MIB = 1024
_MAGIC = b"copyfit-cache-1\n"
_SUFFIX, _DRAFT = ".page", ".draft"
_DRAFT_SECONDS = 24 * 3600
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# Pages of copyfit; may be removed at any time.\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    files: Mapping[str, bytes]
    account: Account


_ENTRIES = msgspec.msgpack.Decoder(_Entry)


class Cache:
    """A folder of pages. What goes wrong with it stops no build: it is kept in `problems`."""

    def __init__(self, folder: Path, most_mib: float = USUAL_MIB) -> None:
        """Take a folder, made if it is not there. Raises MachineError if others can write to it."""
        self.folder = folder
        self.problems: list[Problem] = []
        self.hits = 0
        self._most_bytes = int(most_mib * 2**20)
        self._stored = False
        try:
            _make_private(folder)
        except OSError as error:
            raise _unusable(folder, (error.strerror or str(error)).lower()) from None

    def get(self, key: str, formats: tuple[str, ...]) -> Artifacts | None:
        """Return the files of these formats of the page with this key, None if they are not here."""
        for held in dict.fromkeys((formats, ("pdf", "docx"))):
            entry = self._read(_name(key, held))
            if entry and set(formats) <= set(entry.files):
                self.hits += 1
                return Artifacts({form: entry.files[form] for form in formats}, entry.account)
        return None

    def put(self, key: str, made: Artifacts) -> None:
        """Keep the files of a page. Where that cannot be, it is said once."""
        name = _name(key, tuple(made.files))
        payload = msgspec.msgpack.encode(_Entry(name, made.files, made.account))
        path = self._path(name)
        draft = path.with_name(f"{secrets.token_hex(8)}{_DRAFT}")
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                _write(self.folder / _TAG, _TAG_TEXT)
            try:
                _write(draft, _MAGIC + sha256(payload).digest() + payload)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
            self._stored = True
        except OSError as error:
            self._say_once(error)

    def close(self) -> None:
        """Drop what was used longest ago if there is too much, and drafts of builds that were killed."""
        if not self._stored:
            return
        files = sorted(self._files(), reverse=True)
        now, held = time.time(), 0
        for used, size, path in files:
            held += size
            is_draft = path.suffix == _DRAFT
            if held > self._most_bytes or (is_draft and now - used > _DRAFT_SECONDS):
                held -= size
                with contextlib.suppress(OSError):
                    path.unlink()

    def _read(self, name: str) -> _Entry | None:
        """Return an entry, None if there is none that can be trusted; one that cannot be is removed."""
        path = self._path(name)
        content = None if path.is_symlink() else regular_bytes(path, MAX_ENTRY_BYTES)
        if content is None:
            return None
        entry = _decoded(content)
        if entry is None or entry.key != name:
            message = f"{path.name[:12]}… in the cache is damaged: the page is made anew"
            self.problems.append(Problem("cache-damaged", message, "", Place(str(self.folder)), "notice"))
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # it was used
        return entry

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}{_SUFFIX}"

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield every file of ours: when it was used, its size, where it is."""
        for suffix in (_SUFFIX, _DRAFT):
            for path in self.folder.glob(f"??/*{suffix}"):
                with contextlib.suppress(OSError):
                    state = path.lstat()
                    if stat.S_ISREG(state.st_mode):
                        yield state.st_mtime, state.st_size, path

    def _say_once(self, error: OSError) -> None:
        if not any(one.code == "cache-unwritable" for one in self.problems):
            message = f"nothing can be kept in the cache: {(error.strerror or str(error)).lower()}"
            hint = "make room, or change its permissions; the pages themselves are made"
            place = Place(str(self.folder))
            self.problems.append(Problem("cache-unwritable", message, hint, place, "warning"))


def _name(key: str, formats: tuple[str, ...]) -> str:
    return digest([key, sorted(formats)])


def _decoded(content: bytes) -> _Entry | None:
    begin = len(_MAGIC) + 32
    payload = content[begin:]
    if not content.startswith(_MAGIC) or sha256(payload).digest() != content[len(_MAGIC) : begin]:
        return None
    try:
        return _ENTRIES.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _make_private(folder: Path) -> None:
    """Make `folder`, or see that nobody else can write to it: who could would decide what pages say."""
    if not folder.is_symlink():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if why := distrust(folder, UNCHANGED_BY_OTHERS):
        raise _unusable(folder, why)


def _unusable(folder: Path, why: str) -> MachineError:
    message = f"{folder}, for the cache, cannot be used: {why}"
    hint = f"name a folder of your own: --cache DIR; or make it yours alone: chmod go-w {folder}"
    return MachineError(Problem("cache-folder", message, hint))
