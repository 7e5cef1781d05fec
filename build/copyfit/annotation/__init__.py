"""What a check found, in the forms that other programs show beside the lines: GitHub, SARIF, JUnit.

In: a `Report` and where the project lies in its repository. Out: text. Next: `cli` prints it. Nothing is
looked up: what is said is what `copyfit check` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from copyfit.annotation.github import github
from copyfit.annotation.junit import junit
from copyfit.annotation.sarif import sarif
from copyfit.build import Report

FORMS: Mapping[str, Callable[[Report, str], str]] = {"github": github, "sarif": sarif, "junit": junit}
"""By name, what writes a report; its second argument stands before every path."""


def prefix_of(root: Path) -> str:
    """Return what stands before the paths of a project in its repository, such as `x/y/`; "" at its top."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
