"""`copyfit verify`."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copyfit.cli.options import JSON_OPTION, project, today
from copyfit.cli.output import echo, grouped, print_json, shown_severity, styled
from copyfit.cli.release import OUT
from copyfit.errors import CopyfitError, ExitStatus, shown

if TYPE_CHECKING:
    from copyfit.release.verification import Verdict


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--release",
    "releases",
    type=click.Path(path_type=Path),
    metavar="PATH",
    multiple=True,
    help="Judge a single file by the release in this folder or zip; else by those in release/.",
)
@click.option(
    "--signers",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Count only the signatures of those in this file (allowed_signers of ssh-keygen).",
)
@JSON_OPTION
def command(path: Path, releases: tuple[Path, ...], signers: Path | None, as_json: bool) -> int:
    """Say whether PATH is what was released: a release's folder or zip, or one PDF or Word file.

    A single file that is not, is compared with the page that it comes from, and what was edited is said in
    words. Exit status: 0 it is proved to be what was released, 1 it is not, 2 wrong usage, 3 this machine
    lacks something. Facts that are past their review today are warnings.
    """
    from copyfit.release.verification import verify

    try:
        verdict = verify(path, releases or _own_releases(), signers, today())
    except CopyfitError as error:
        if not as_json:
            raise
        print_json({"verdict": None, "problems": [problem.as_json() for problem in error.problems]})
        return error.exit_status
    if as_json:
        print_json(verdict.as_json())
    else:
        _print(verdict)
    return ExitStatus.DONE if verdict.is_good else ExitStatus.PROBLEM


def _print(verdict: Verdict) -> None:
    colour = {"intact": "green", "unproved": "yellow"}.get(verdict.state, "red")
    for index, line in enumerate(verdict.said):
        echo(styled(shown(line), fg=colour, bold=True) if not index else f"  {shown(line)}")
    for change in verdict.changes:
        echo(f"  - {shown(change)}")
    listed = list(grouped(verdict.problems))
    for problem, after in zip_longest(listed, listed[1:]):
        echo(f"{shown_severity(problem)}: {shown(problem.message)}")
        if problem.hint and (after is None or after.hint != problem.hint):
            echo(f"  {shown(problem.hint)}")


def _own_releases() -> tuple[Path, ...]:
    """Return the releases of the project around the current folder, if there is one."""
    try:
        folder = project() / OUT
    except CopyfitError:
        return ()
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(one for one in found if (one / "manifest.json").is_file()))
