"""git, asked without running what a repository names: its filters, hooks, monitors and transports.

In: a repository's folder and a question. Out: what git answers. Next: `diff` and `release` ask. A folder
that came from elsewhere may hold a `.git` of its own, whose settings name programs; those of the person who
asks, such as the filters of large files, are theirs and stay.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

from copyfit.errors import Problem

SECONDS = 60
_CALM = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.pager=cat", "-c", "core.quotePath=false", "--no-optional-locks"),
)
_SURROUNDINGS = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none"}
"""No transport: what a clone lacks is not fetched in passing."""
_FILTERING = frozenset(("archive", "status"))
"""What hands files to the filters of `.gitattributes` (gitattributes(5))."""
_OWN = frozenset(("system", "global"))
_OFF = (("smudge", ""), ("clean", ""), ("process", ""), ("required", "false"))


def ask(program: str, root: str | os.PathLike[str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Return what git answers in the folder `root`. Raises TimeoutExpired after `SECONDS`."""
    calm = _filters_off(program, root) if arguments[0] in _FILTERING else ()
    return _asked(program, root, *calm, *arguments)


def slow() -> Problem:
    """Return what is to be said of a git that does not answer."""
    return Problem("slow-git", f"git did not answer in {SECONDS} seconds", "run it again")


def _filters_off(program: str, root: str | os.PathLike[str]) -> Iterator[str]:
    """Yield the options under which no filter of the repository's own settings is run."""
    asked = ("config", "--includes", "--show-scope", "--name-only", "-z", "--get-regexp", r"^filter\.")
    fields = _asked(program, root, *asked).stdout.decode("utf-8", "surrogateescape").split("\0")
    for scope, name in zip(fields[::2], fields[1::2], strict=False):
        if scope not in _OWN:
            filter_name = name.rpartition(".")[0]
            for key, value in _OFF:
                yield from ("-c", f"{filter_name}.{key}={value}")


def _asked(program: str, root: str | os.PathLike[str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [program, *_CALM, "-C", os.fspath(root), *arguments],
        env=os.environ | _SURROUNDINGS,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
