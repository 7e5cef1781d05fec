"""What OLD and NEW may be: a revision, a project's folder, finished files in a folder, or one file.

In: what somebody named. Out: a `ComparedSide`. Next: `pages` makes or reads the pages of it. What is neither
a path nor a revision is a problem that says what there is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from copyfit.diff.revision import revision, unpacked
from copyfit.errors import Problem, UsageError
from copyfit.project import BRIEFS, TEMPLATES

FORMATS = (".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of two things that are compared: `name` as it is told, `path` where it is.

    A `project` is made with this program; of a folder of `files`, and of a `file`, what is there is read.
    """

    name: str
    kind: Literal["project", "files", "file"]
    path: Path


@contextmanager
def opened_side(root: Path, asked: str) -> Iterator[ComparedSide]:
    """Find out what `asked` means, "" being the project itself as it stands, and yield it.

    A path comes before a revision of the same name. A revision is unpacked into a folder that goes when the
    block ends. Raises UsageError for what there is not, MachineError if git is missing.
    """
    path = Path(asked) if asked else root
    if os.path.isdir(path):  # noqa: PTH112 - says no of what is no path at all
        yield _folder(asked or "the working tree", path)
    elif os.path.isfile(path):  # noqa: PTH113
        yield _file(asked, path)
    elif path.suffix.lower() in FORMATS:
        raise UsageError(Problem("no-such-side", f"there is no file or folder {asked}", "check its name"))
    else:
        commit = revision(root, asked)
        with unpacked(root, commit, asked) as folder:
            yield ComparedSide(_told(asked, commit), "project", folder)


def _told(asked: str, commit: str) -> str:
    return asked if commit.startswith(asked) else f"{asked} ({commit[:8]})"


def _folder(name: str, path: Path) -> ComparedSide:
    if (path / BRIEFS).is_dir() and (path / TEMPLATES).is_dir():
        return ComparedSide(name, "project", path)
    if any(one.suffix.lower() in FORMATS for one in path.rglob("*")):
        return ComparedSide(name, "files", path)
    message = f"{name} is neither a project nor a folder with finished pages"
    hint = f"name a folder with {BRIEFS}/ and {TEMPLATES}/, or one with PDF or Word files"
    raise UsageError(Problem("no-such-side", message, hint))


def _file(name: str, path: Path) -> ComparedSide:
    if path.suffix.lower() not in FORMATS:
        hint = "name a PDF, a DOCX, a folder or a git revision"
        raise UsageError(Problem("no-such-side", f"{name} is neither a PDF nor a Word file", hint))
    return ComparedSide(name, "file", path)
