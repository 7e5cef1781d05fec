"""What git knows of a project: the commit, its tags, and what of the inputs is not committed.

In: the project's folder. Out: a `Repository`, None where there is none. Next: `version` and `refusal`.
git is asked as a program: it is there wherever a project is under version control. Nothing that a
repository's own settings name is run.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from copyfit.errors import MachineError, Problem
from copyfit.git import ask
from copyfit.project import BRIEFS, TEMPLATES

_LINKED = "160000"
"""The mode of a repository inside the repository (gitmodules(5))."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A project's repository: `commit` is None before the first; `changed` are inputs that differ from it.

    `tags` are all that this clone has, by name, with the commit of each; a shallow clone may lack some.
    `remote` is the address it was cloned from, without a user's name or password, "" if there is none.
    """

    commit: str | None
    tags: dict[str, str]
    changed: tuple[str, ...]
    is_shallow: bool
    remote: str

    @property
    def tags_here(self) -> tuple[str, ...]:
        """The tags of the commit, in the order of their names."""
        return tuple(sorted(name for name, commit in self.tags.items() if commit == self.commit))


def repository(root: Path) -> Repository | None:
    """Return what git knows of the project at `root`; None if it is in no repository.

    Raises MachineError if there is a repository and no git, or if git refuses to read it.
    """
    if not _is_inside(root):
        return None
    git = _Git(root)
    if git.said("rev-parse", "--is-inside-work-tree", fails=True) != "true":
        raise MachineError(_unread(root, git.complaint))
    return Repository(
        git.said("rev-parse", "--verify", "--quiet", "HEAD", fails=True) or None,
        dict(_tags(git.said("show-ref", "--tags", "-d", fails=True))),
        _not_committed(git),
        git.said("rev-parse", "--is-shallow-repository") == "true",
        _without_user(git.said("config", "--get", "remote.origin.url", fails=True)),
    )


def _not_committed(git: _Git) -> tuple[str, ...]:
    """Return the inputs that are not as this repository's commit has them.

    What another repository inside holds is none of its own, and git is not sent there.
    """
    asked = ("--porcelain", "-z", "-uall", "--ignored", "--ignore-submodules=all", "--", BRIEFS, TEMPLATES)
    changed = _changed(git.said("status", *asked))
    listed = git.said("ls-files", "--stage", "-z", "--", BRIEFS, TEMPLATES).split("\0")
    linked = [entry.partition("\t")[2] for entry in listed if entry.startswith(_LINKED)]
    return tuple(sorted({*changed, *linked}))


def _is_inside(root: Path) -> bool:
    return any((folder / ".git").exists() for folder in (root, *root.parents))


class _Git:
    """git, asked in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.complaint = ""
        found = shutil.which("git")
        if not found:
            message = "this project is in a git repository, and there is no git to read it with"
            raise MachineError(Problem("no-git", message, "install git: apt-get install git"))
        self.program = found

    def said(self, *arguments: str, fails: bool = False) -> str:
        """Return what git prints; "" if it fails and `fails` says that it may.

        Raises MachineError if it fails otherwise, or takes a minute.
        """
        try:
            done = ask(self.program, self.root, *arguments)
        except subprocess.TimeoutExpired:
            raise MachineError(_unread(self.root, "it took more than a minute")) from None
        self.complaint = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if done.returncode and not fails:
            raise MachineError(_unread(self.root, self.complaint))
        return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape").strip("\n")


def _unread(root: Path, why: str) -> Problem:
    hint = "run `git status` in the project, and mend what it says"
    return Problem(
        "unreadable", f"git cannot read the repository of {root.name}/: {why or 'no reason given'}", hint
    )


def _tags(listed: str) -> list[tuple[str, str]]:
    """Return name and commit of each tag; an annotated one is listed twice, the commit last (`^{}`)."""
    pairs = [line.split(" ", 1) for line in listed.splitlines()]
    return [(name.removeprefix("refs/tags/").removesuffix("^{}"), commit) for commit, name in pairs]


def _changed(listed: str) -> list[str]:
    """Return the paths that differ from the commit, those included that git is told to ignore.

    A renamed file is followed by its old name. Hidden files and backups are no inputs.
    """
    entries = [entry for entry in listed.split("\0") if entry]
    paths = []
    while entries:
        entry = entries.pop(0)
        if entry[0] in "RC" and entries:
            entries.pop(0)
        paths.append(entry[3:].rstrip("/"))
    return sorted(
        path for path in paths if not any(part.startswith((".", "__pycache__")) for part in path.split("/"))
    )


def _without_user(address: str) -> str:
    """Return a remote's address without a user's name and password; "" for what is not an address."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http", "ssh", "git") or not parts.hostname:
        return ""
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
