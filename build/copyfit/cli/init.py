"""`copyfit init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from copyfit.cli.output import echo, say
from copyfit.errors import shown
from copyfit.starter import holds_project, lay_out_project
from copyfit.starter.pipeline import PLACES, Forge, lay_out_pipeline


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ci",
    "forge",
    type=click.Choice(tuple(PLACES)),
    help="Write a workflow that checks, builds and releases, also into a project that is there already.",
)
def command(folder: Path, forge: Forge | None) -> None:
    """Lay out a project in DIR: templates/ and a sample brief that builds at once.

    Settings in .vscode/ let VS Code complete the keys of a brief and show mistakes. Nothing that is there
    already is changed.
    """
    is_new = not (forge and holds_project(folder))
    for path in lay_out_project(folder) if is_new else ():
        echo(f"{shown(str(path))}/")
    for path in lay_out_pipeline(folder, forge) if forge else ():
        echo(shown(str(path)))
    if is_new:
        say(f"next: cd {shlex.quote(shown(str(folder)))} && copyfit build")
    else:
        say("next: git add -A && git commit, and push it")
