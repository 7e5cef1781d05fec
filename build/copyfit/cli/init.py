"""`copyfit init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from copyfit.cli.output import echo, say
from copyfit.errors import shown
from copyfit.starter import lay_out_project


@click.command("init", short_help="Lay out a project with a sample brief.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Lay out a project in DIR: templates/ and a sample brief that builds at once.

    Settings in .vscode/ let VS Code complete the keys of a brief and show mistakes. Nothing that is there
    already is changed.
    """
    for path in lay_out_project(folder):
        echo(f"{shown(str(path))}/")
    say(f"next: cd {shlex.quote(shown(str(folder)))} && copyfit build")
