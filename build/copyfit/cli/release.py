"""`copyfit release`."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from copyfit.build import FORMATS, Progress
from copyfit.cli.options import (
    ARCHIVAL_OPTION,
    BRIEFS_ARGUMENT,
    EMBED_BRIEF_OPTION,
    JSON_OPTION,
    checked_out,
    project,
    request,
)
from copyfit.cli.output import echo, print_json, print_problems, progress
from copyfit.errors import CopyfitError, ExitStatus, Problem, shown
from copyfit.suggest import count

OUT = "release"


@click.command("release")
@BRIEFS_ARGUMENT
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep releases here instead of in release/.",
)
@click.option(
    "--version",
    metavar="NAME",
    help="Call it so, such as 3 or 2026.1; else as the commit's tag says, or by the next number.",
)
@click.option("--dirty", is_flag=True, help="Allow inputs that are not committed; the release says so.")
@click.option(
    "--unreviewed",
    metavar="NAMES",
    multiple=True,
    help="Let unreviewed translations pass: harbour.fr,harbour.ar. May be repeated.",
)
@click.option(
    "--since",
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Say what changed since the release in this folder or zip; else since the last one.",
)
@click.option(
    "--sign",
    "key",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="KEY",
    help="Sign it with the SSH key in this file.",
)
@ARCHIVAL_OPTION
@EMBED_BRIEF_OPTION
@JSON_OPTION
def command(
    briefs: tuple[str, ...],
    out: Path | None,
    version: str | None,
    dirty: bool,
    unreviewed: tuple[str, ...],
    since: Path | None,
    key: Path | None,
    archival: bool,
    embed_brief: bool,
    as_json: bool,
) -> int:
    """Make a release of each BRIEF, or of all: a folder with the files and what accounts for them.

    Refused are problems of `copyfit check --strict`, changes that are not committed, briefs that are neither
    approved nor drafts, and translations that nobody has signed. A release is made whole or not at all, and
    never changed. Exit status: 0 done, 1 refused, 2 wrong usage, 3 this machine lacks something.
    """
    from copyfit.release.publication import Asked, release

    names = tuple(dict.fromkeys(name for given in unreviewed for name in given.split(",") if name))
    started = time.monotonic()
    try:
        root = project()
        asked = Asked(
            request(briefs, (), (), FORMATS, strict=True, archival=archival, embed_brief=embed_brief),
            checked_out(root, out, OUT),
            version,
            dirty,
            names,
            since,
            key,
            dict(os.environ),
        )
        with closing(Progress() if as_json else progress()) as told:
            made = release(asked, told)
    except CopyfitError as error:
        if not as_json:
            raise
        print_json(_json(None, error.problems))
        return error.exit_status
    status = max(made.report.exit_status, ExitStatus.DONE if made.folder else ExitStatus.PROBLEM)
    if as_json:
        print_json(_json(made, made.problems))
        return status
    print_problems(made.problems)
    if made.folder and made.manifest:
        _print(made.folder, made.manifest, time.monotonic() - started)
    else:
        errors = sum(problem.severity == "error" for problem in made.problems)
        echo(f"not released: {count(errors, 'problem')}; nothing was written", err=True)
    return status


def _json(made: Any, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Return the object that `--json` prints: the release, null if it was refused, and the problems."""
    found = None
    if made and made.folder:
        told = made.manifest
        found = {
            "version": told.version,
            "path": made.folder.as_posix(),
            "commit": told.commit.id if told.commit else None,
            "pages": len(told.pages),
            "drafts": sum(page.is_draft for page in told.pages),
            "next_review": told.next_review.isoformat() if told.next_review else None,
        }
    return {"release": found, "problems": [problem.as_json() for problem in problems]}


def _print(folder: Path, told: Any, seconds: float) -> None:
    echo(f"{shown(folder.as_posix())}/")
    files = sum(len(page.files) for page in told.pages)
    drafts = sum(page.is_draft for page in told.pages)
    said = [
        f"release {told.version}: {count(len(told.pages), 'page')}",
        f"{count(files, 'file')} in {seconds:.1f} s",
        f"{count(drafts, 'draft')}" if drafts else "",
        f"next review due on {told.next_review}" if told.next_review else "no review is due",
    ]
    echo(", ".join(filter(None, said)), err=True)
    if told.commit and not told.commit.tags:
        echo(f"next: git tag v{told.version} && git push origin v{told.version}", err=True)
