"""A git revision as a folder: the project as it was, unpacked where nobody else looks.

In: a repository and the name of a revision. Out: a folder that goes when the block ends. Next: `pages` makes
its pages. Nothing of the working tree, the index or the branches is touched. What a revision holds may be a
stranger's: links and names that lead out of the folder are refused.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copyfit.build.scratch import remove, scratch_folder
from copyfit.errors import BriefError, MachineError, Problem, UsageError
from copyfit.git import ask, slow
from copyfit.project import BRIEFS, MAX_TOTAL_BYTES, TEMPLATES

_LARGEST = 8 * MAX_TOTAL_BYTES


def revision(root: Path, name: str) -> str:
    """Return the commit that `name` stands for.

    Raises UsageError if there is none, MachineError without git.
    """
    if _git(root, "rev-parse", "--git-dir").returncode:
        message = f"there is no file or folder {name}, and the project is in no git repository"
        hint = "name two files or folders to compare, or keep the project in git: git init, then commit"
        raise UsageError(Problem("no-repository", message, hint))
    # --end-of-options: a name that begins with a hyphen is no option of git's.
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    raise UsageError(_unknown(root, name))


def _unknown(root: Path, name: str) -> Problem:
    message = f"`{name}` is no file, no folder and no git revision here"
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        hint = "commit first: git add -A && git commit; or name two files or folders"
        return Problem("no-revision", "the repository has no commit yet", hint)
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        message += "; this clone holds only the latest commits"
        return Problem("shallow-clone", message, "fetch the others: git fetch --unshallow")
    return Problem("no-revision", message, "the last commits are listed by: git log --oneline -5")


def names_of_revisions(root: Path) -> tuple[str, ...]:
    """Return the names of branches and tags, none without a repository. Raises MachineError without git."""
    found = _git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags")
    return tuple(found.stdout.decode("utf-8", "replace").split())


@contextmanager
def unpacked(root: Path, commit: str, name: str) -> Iterator[Path]:
    """Yield a folder with the project as it was at `commit`; `name` is what the revision is called.

    Raises BriefError if there was no project then, or if it holds what must not be unpacked.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "replace").strip()
    packed = _git(root, "archive", "--format=tar", f"{commit}:{prefix}", BRIEFS, TEMPLATES)
    if packed.returncode:
        message = f"at {name} there is no project here: it lacks {BRIEFS}/ or {TEMPLATES}/"
        raise BriefError(Problem("no-project-then", message, "name a later revision"))
    if len(packed.stdout) > _LARGEST:
        hint = "keep large files out of the repository"
        raise BriefError(Problem("too-large", f"the project at {name} is too large to compare", hint))
    folder = scratch_folder()
    try:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield folder
    except tarfile.TarError as error:
        message = f"the project at {name} cannot be unpacked: {error}"
        hint = "it holds a link or a name that leads elsewhere; name another revision"
        raise BriefError(Problem("unsafe-revision", message, hint)) from None
    finally:
        remove(folder)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        hint = "install git, or name two files or folders to compare"
        raise MachineError(Problem("no-git", "this machine lacks git, which keeps the revisions", hint))
    try:
        return ask(git, root, *arguments)
    except subprocess.TimeoutExpired as late:
        raise MachineError(slow()) from late
