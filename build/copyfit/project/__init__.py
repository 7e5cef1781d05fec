"""Where a project's folders are, and a snapshot of the files that one brief is made from.

In: a folder of the file system. Out: `Files`, which everything downstream reads instead of the
disk. Only regular files inside the project are taken, whatever a link says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from copyfit.errors import BriefError, Place, Problem, TemplateError, UsageError
from copyfit.project.folder import (
    MAX_FILE_BYTES,
    MAX_TOTAL_BYTES,
    Files,
    Reader,
    is_backup,
    regular_bytes,
)

__all__ = [
    "BRIEF",
    "BRIEFS",
    "BRIEF_JSON",
    "CONTENT",
    "FACTS",
    "MAX_FILE_BYTES",
    "MAX_TOTAL_BYTES",
    "PAGE",
    "SHARED",
    "TEMPLATES",
    "EditionId",
    "Files",
    "Shelf",
    "brief_file",
    "common_files",
    "find_root",
    "inputs_of",
    "is_name",
    "regular_bytes",
    "shelf",
    "slugs",
    "snapshot",
    "templates_of",
    "variants",
]


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


"""Path relative to the project's root, with "/", to the bytes of the file."""

BRIEFS = "briefs"
TEMPLATES = "templates"
SHARED = "shared"
PAGE = "page.html.j2"
BRIEF = "brief.yaml"
BRIEF_JSON = "brief.json"
CONTENT = "content.yaml"
FACTS = f"{BRIEFS}/facts.yaml"

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# Names that Windows keeps for devices: a file so called cannot be saved by its reader.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
_SOURCES = (".j2", ".css", ".yaml", ".html")


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
        elif is_backup(name):
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
    reader = Reader(root)
    reader.take(folder)
    if common is not None and reader.has_room_for(common):
        return dict(sorted({**reader.files, **common}.items()))
    _take_common(reader)
    if reader.problems:
        raise BriefError(reader.problems)
    return dict(sorted(reader.files.items()))


def common_files(root: Path) -> Files | None:
    """Return the files that all briefs share; None where each must say itself what is wrong with one."""
    reader = Reader(root)
    _take_common(reader)
    return None if reader.problems or reader.has_links else reader.files


def _take_common(reader: Reader) -> None:
    """Read what all briefs share."""
    reader.take(TEMPLATES)
    if os.path.lexists(reader.root / FACTS):  # a link to nothing is a mistake, not nothing
        reader.take(FACTS)


def templates_of(root: Path) -> Files:
    """Return every file of the project's templates. Raises BriefError as `snapshot` does."""
    reader = Reader(root)
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
