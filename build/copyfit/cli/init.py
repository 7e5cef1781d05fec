"""`copyfit init` and `copyfit new`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from copyfit.cli.build import today
from copyfit.project import find_root
from copyfit.starter import lay_out_project, write_brief


@click.command("init", short_help="Lay out a project with a sample brief.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init_command(folder: Path) -> None:
    """Lay out a project in DIR: templates/ and a sample brief that builds at once.

    Nothing that is there already is changed.
    """
    for path in lay_out_project(folder):
        click.echo(f"{path}/")
    click.echo(f"next: cd {folder} && copyfit build", err=True)


@click.command("new", short_help="Write a new brief, ready to fill in.")
@click.argument("slug", metavar="NAME")
def new_command(slug: str) -> None:
    """Write briefs/NAME/brief.yaml, a small brief with comments that say what goes where.

    It builds at once in every variant. NAME becomes part of the files' names: small letters, digits
    and hyphens, such as trade-outlook. Nothing that is there already is changed.
    """
    root = find_root(Path.cwd())
    path = write_brief(root, slug, dt.date.fromisoformat(today()))
    click.echo(path.relative_to(root))
    click.echo(f"next: write your text into it, then: copyfit build {slug}", err=True)
