"""Where a project's folders are, and a snapshot of the files that one brief is made from.

In: a folder of the file system. Out: `Files`, which everything downstream reads instead of the
disk. Only regular files inside the project are taken, whatever a link says.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from copyfit.errors import BriefError, Place, Problem, TemplateError, UsageError


@dataclass(frozen=True, slots=True, order=True)
class EditionId:
    """What tells one page from all others: its brief, variant and language; "" for what is not known yet.

    `row` is the row that it is made for if the brief is a series, else "".
    """

    brief: str
    variant: str = ""
    language: str = ""
    row: str = ""

    def __str__(self) -> str:
        return ", ".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names that are known, in order."""
        return tuple(filter(None, (self.brief, self.row, self.variant, self.language)))

    @property
    def as_json(self) -> dict[str, str]:
        """The names by what they are the names of; a page that is made for no row says none."""
        names = {"brief": self.brief, "variant": self.variant, "language": self.language}
        return {**names, "row": self.row} if self.row else names

    @property
    def subject(self) -> str:
        """What the page is about: its brief, and the row of a series behind a slash."""
        return f"{self.brief}/{self.row}" if self.row else self.brief


Files = Mapping[str, bytes]
"""Path relative to the project's root, with "/", to the bytes of the file."""

BRIEFS = "briefs"
TEMPLATES = "templates"
SHARED = "shared"
PAGE = "page.html.j2"
BRIEF = "brief.yaml"
BRIEF_JSON = "brief.json"
CONTENT = "content.yaml"
FACTS = f"{BRIEFS}/facts.yaml"

MAX_FILE_BYTES = 20 * 2**20
MAX_SOURCE_BYTES = 128 * 2**10
"""The largest template or style sheet: ten times what the starter's are."""
MAX_TOTAL_BYTES = 64 * 2**20
MAX_FILES = 2000
MAX_DEPTH = 16

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# Names that Windows keeps for devices: a file so called cannot be saved by its reader.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
_BACKUPS = ("~", ".bak", ".old", ".orig", ".tmp", ".swp")
_SOURCES = (".j2", ".css", ".yaml", ".html")
_CODE = (".j2", ".css", ".html")


def is_name(name: str) -> bool:
    """Return whether `name` can be the name of a brief or a variant."""
    return bool(_NAME.fullmatch(name)) and name not in _DEVICES


def find_root(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds briefs/ and templates/.

    Raises UsageError if there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / BRIEFS).is_dir() and (folder / TEMPLATES).is_dir():
            return folder
    raise UsageError(
        Problem(
            "no-project",
            f"no project here: neither {start} nor a folder above it holds {BRIEFS}/ and {TEMPLATES}/",
            "change to your project's folder, or make a new one: copyfit init my-briefings",
        )
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in briefs/: the names of the briefs, and what is wrong with other folders, by name.

    A folder that an editor or a person keeps beside the briefs, hidden or as a backup, is a notice; one that
    cannot be read, or whose name no file can have, is an error of its own and stops no other.
    """

    slugs: tuple[str, ...]
    strays: Mapping[str, Problem]


def shelf(root: Path) -> Shelf:
    """Return what stands in the project's briefs/.

    Raises BriefError if the folder itself cannot be read.
    """
    try:
        names = sorted(path.name for path in (root / BRIEFS).iterdir())
    except OSError as error:
        raise BriefError(_unreadable(BRIEFS, error)) from None
    found: list[str] = []
    strays: dict[str, Problem] = {}
    for name in names:
        try:
            there = [file for file in (BRIEF, BRIEF_JSON) if _exists(root / BRIEFS / name / file)]
        except PermissionError as error:
            strays[name] = _unreadable(f"{BRIEFS}/{name}", error)
            continue
        if not there:
            continue
        if is_name(name):
            found.append(name)
        elif _is_backup(name):
            strays[name] = _passed_over(name)
        else:
            strays[name] = _misnamed(f"{BRIEFS}/{name}")
    return Shelf(tuple(found), strays)


def _exists(path: Path) -> bool:
    """Return whether something is there. Raises PermissionError if nobody may look."""
    try:
        path.lstat()
    except PermissionError:
        raise
    except OSError:
        return False
    return True


def slugs(root: Path) -> tuple[str, ...]:
    """Return the names of all briefs, sorted.

    Raises BriefError if briefs/ cannot be read.
    """
    return shelf(root).slugs


def variants(files: Files) -> tuple[str, ...]:
    """Return the names of the variants, sorted: folders in templates/ that hold a page template.

    Raises TemplateError for a folder whose name cannot be used, or if there is no variant.
    """
    parts = [path.split("/") for path in files]
    found = sorted(
        p[1] for p in parts if len(p) == 3 and p[0] == TEMPLATES and p[2] == PAGE and p[1] != SHARED
    )
    wrong = [name for name in found if not is_name(name)]
    if wrong:
        raise TemplateError(_misnamed(f"{TEMPLATES}/{name}") for name in wrong)
    if not found:
        raise TemplateError(
            Problem(
                "no-variant",
                f"no folder in {TEMPLATES}/ holds {PAGE}, so there is no page to make",
                "lay out the starter templates in a new folder and copy them: copyfit init DIR",
                Place(TEMPLATES),
            )
        )
    return tuple(found)


def snapshot(root: Path, slug: str, common: Files | None = None) -> Files:
    """Return every file that the brief `slug` can use: its folder, the shared facts, all templates.

    `common` are the files that all briefs share, as `common_files` read them a moment ago; else they are
    read. Hidden files and editors' backups are left out. Raises BriefError for links that lead out of
    the project, for what is not a regular file, and for files too large to be meant.
    """
    folder = f"{BRIEFS}/{slug}"
    there = [name for name in (BRIEF, BRIEF_JSON) if os.path.lexists(root / folder / name)]
    if not there:
        message, hint = f"there is no {folder}/{BRIEF}", f"write one with: copyfit new {slug}"
        raise BriefError(Problem("no-brief", message, hint, Place(folder)))
    if len(there) > 1:
        message = f"{slug} has both {BRIEF} and {BRIEF_JSON}, and only one can be the brief"
        hint = "keep the one that is written, and remove the other"
        raise BriefError(Problem("two-briefs", message, hint, Place(f"{folder}/{BRIEF_JSON}")))
    reader = _Reader(root)
    reader.take(folder)
    if common is not None and reader.has_room_for(common):
        return dict(sorted({**reader.files, **common}.items()))
    reader.take_common()
    if reader.problems:
        raise BriefError(reader.problems)
    return dict(sorted(reader.files.items()))


def common_files(root: Path) -> Files | None:
    """Return the files that all briefs share; None where each must say itself what is wrong with one."""
    reader = _Reader(root)
    reader.take_common()
    return None if reader.problems or reader.has_links else reader.files


def templates_of(root: Path) -> Files:
    """Return every file of the project's templates. Raises BriefError as `snapshot` does."""
    reader = _Reader(root)
    reader.take(TEMPLATES)
    if reader.problems:
        raise BriefError(reader.problems)
    return dict(sorted(reader.files.items()))


def brief_file(files: Files, slug: str) -> str:
    """Return the path of the brief `slug` in `files`: its YAML, or the JSON that another program wrote."""
    paths = (f"{BRIEFS}/{slug}/{name}" for name in (BRIEF, BRIEF_JSON))
    return next((path for path in paths if path in files), f"{BRIEFS}/{slug}/{BRIEF}")


def inputs_of(files: Files, variant: str) -> Files:
    """Return the part of `files` that one variant may read.

    That is everything but the folders of other variants, unless a template names one of them
    ("executive/page.html.j2"), so that an edit to one variant leaves the others' files alone. What
    others declare of a brief is read by all.
    """
    sources = tuple(
        (path, content)
        for path, content in files.items()
        if path.startswith(f"{TEMPLATES}/") and path.endswith(_SOURCES)
    )
    names = {path.split("/")[1] for path in files if path.startswith(f"{TEMPLATES}/") and path.count("/") > 1}
    wanted = _wanted(variant, frozenset(names), sources)
    unwanted = tuple(f"{TEMPLATES}/{name}/" for name in names - wanted)
    return {
        path: content
        for path, content in files.items()
        if path.endswith(f"/{CONTENT}") or not path.startswith(unwanted or ("\0",))
    }


@lru_cache(maxsize=16)
def _wanted(variant: str, names: frozenset[str], sources: tuple[tuple[str, bytes], ...]) -> frozenset[str]:
    """Return the folders of templates that one variant reads; `sources` are their texts, by path."""
    wanted: set[str] = set()
    new = {variant, SHARED} & names
    while new:
        wanted |= new
        read = b"\n".join(content for path, content in sources if path.split("/")[1] in new)
        new = {name for name in names - wanted if f"{name}/".encode() in read}
    return frozenset(wanted)


def regular_bytes(path: Path, most: int) -> bytes | None:
    """Return what a regular file of at most `most` bytes holds, None if there is none that can be read.

    Never waits: a pipe that nobody writes to, or a device without an end, is no regular file.
    """
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to must not wait.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_size > most:
                return None
            return file.read(most)
    except OSError:
        return None


def _misnamed(path: str) -> Problem:
    return Problem(
        "misnamed",
        f"the folder's name `{Path(path).name}` cannot be used in file names everywhere",
        "use up to 64 small letters a-z, digits and hyphens, such as trade-outlook",
        Place(path),
    )


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem("unreadable", f"{path} cannot be read: {reason}", "check its permissions", Place(path))


def _passed_over(name: str) -> Problem:
    message = f"{BRIEFS}/{name} is passed over: its name is that of a hidden folder or a backup"
    hint = "rename it if it is a brief, or move it out of briefs/"
    return Problem("passed-over", message, hint, Place(f"{BRIEFS}/{name}"), "notice")


class _Reader:
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

    def take_common(self) -> None:
        """Read what all briefs share."""
        self.take(TEMPLATES)
        if (self.root / FACTS).exists():
            self.take(FACTS)

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
        elif not Path(real).exists():
            self._refuse("dangling", relative, "is a link to nothing", "remove the link, or mend it")
        else:
            self._read(relative, real)

    def _take_all(self, relative: str, folder: str) -> None:
        try:
            entries = _visible(folder)
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
            reason = (error.strerror or "").lower()
            self._refuse("unreadable", relative, f"cannot be read: {reason}", "check its permissions")
        if len(self.files) == MAX_FILES:
            self._refuse("too-many", relative, f"is file number {MAX_FILES}", "move what is not used away")

    def _refuse(self, code: str, relative: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, f"{relative} {message}", hint, Place(relative)))


def _is_plain(name: str) -> bool:
    """Return whether a file's name can be printed, and is no part of a template's code."""
    return name.isprintable() and not set(name) & set("{}")


def _visible(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        entries = [one for one in found if not _is_backup(one.name)]
    return sorted(entries, key=lambda one: one.name)


def _is_backup(name: str) -> bool:
    """Return whether a name is that of a hidden file, or of what editors and people keep as a backup."""
    return name.startswith((".", "#", "~", "__pycache__")) or name.lower().endswith(_BACKUPS)
