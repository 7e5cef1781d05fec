"""`copyfit new`."""

from __future__ import annotations

import click

from copyfit.cli.options import project, today
from copyfit.cli.output import echo
from copyfit.starter import write_brief


@click.command("new", short_help="Write a new brief, ready to fill in.")
@click.argument("slug", metavar="NAME")
def command(slug: str) -> None:
    """Write briefs/NAME/brief.yaml, a small brief with comments that say what goes where.

    It builds at once in every variant. NAME becomes part of the files' names: small letters, digits
    and hyphens, such as trade-outlook. Nothing that is there already is changed.
    """
    root = project()
    path = write_brief(root, slug, today())
    echo(path.relative_to(root).as_posix())
    echo(f"next: write your text into it, then: copyfit build {slug}", err=True)
