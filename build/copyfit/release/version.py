"""How a release is called: as asked, as its tag says, or by the next number.

In: what was asked for, the releases that are there, and what git knows. Out: a version. Next: `folder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from copyfit.errors import CopyfitError, Problem, UsageError
from copyfit.release.repository import Repository

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}")
_TAG = re.compile(r"v?([0-9][0-9A-Za-z._+-]{0,63})")
_NUMBER = re.compile(r"v?([0-9]{1,9})(?![0-9])")


def version_of(asked: str | None, out: Path, known: Repository | None) -> str:
    """Return the version of the release that is to be made in `out`.

    That is the one asked for; else the commit's own tag, without its `v`; else the number after the highest
    of the releases in `out` and of the tags. Raises UsageError for a name that cannot be one, and for one
    that is taken: by a folder in `out`, or by the tag of another commit; CopyfitError if the commit has two
    tags, or if the next number cannot be known in a shallow clone.
    """
    if asked is not None:
        return _free(_plain(asked), out, known)
    tags = [found[1] for name in (known.tags_here if known else ()) if (found := _TAG.fullmatch(name))]
    if len(tags) > 1:
        message = f"the commit has the tags {' and '.join(tags)}, and a release has one version"
        raise CopyfitError(Problem("two-versions", message, f"say which: --version {tags[-1]}"))
    if tags:
        return _free(tags[0], out, known)
    if known and known.is_shallow:
        message = "this is a shallow clone: which releases there were before cannot be known"
        hint = "say a version: --version 2; or fetch the rest: git fetch --unshallow --tags"
        raise CopyfitError(Problem("shallow-clone", message, hint))
    return str(1 + max(_numbers(out, known), default=0))


def _plain(asked: str) -> str:
    version = asked.removeprefix("v") if _TAG.fullmatch(asked) else asked
    if not _VERSION.fullmatch(version) or version.endswith((".", "-")):
        message = f"`{asked}` cannot name a release"
        hint = "use up to 64 letters a-z, digits, dots and hyphens, such as 3, 2026.1 or 2026-03-23"
        raise UsageError(Problem("misnamed", message, hint))
    return version


def _free(version: str, out: Path, known: Repository | None) -> str:
    """Return `version` if nothing else is called so."""
    if (out / version).exists() or (out / version).is_symlink():
        message = f"the release {version} is there already, in {(out / version).as_posix()}"
        hint = "a release is never changed: commit what is new, or say another version"
        raise UsageError(Problem("exists", message, hint))
    for tag in (version, f"v{version}"):
        commit = known.tags.get(tag) if known else None
        if known and commit and commit != known.commit:
            message = f"the tag {tag} exists, and is of another commit, {commit[:12]}"
            hint = f"check that commit out (git checkout {tag}), or say another version"
            raise UsageError(Problem("exists", message, hint))
    return version


def _numbers(out: Path, known: Repository | None) -> Iterable[int]:
    names = [*(known.tags if known else ()), *(path.name for path in out.glob("*") if path.is_dir())]
    return (int(found[1]) for name in names if (found := _NUMBER.match(name)))
