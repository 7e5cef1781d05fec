"""`copyfit new`."""

from __future__ import annotations

import click

from copyfit.cli.options import VARIANT_NAMES, project, today
from copyfit.cli.output import echo, say
from copyfit.starter import write_brief


@click.command("new")
@click.argument("slug", metavar="NAME")
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME",
    shell_complete=VARIANT_NAMES,
    help="Only for this variant, such as executive. May be repeated.",
)
def command(slug: str, variants: tuple[str, ...]) -> None:
    """Write briefs/NAME/brief.yaml, a small brief with comments that say what goes where.

    It has an example of every block that the variants declare, and builds at once in each of them.
    NAME becomes part of the files' names: small letters, digits and hyphens, such as trade-outlook.
    Nothing that is there already is changed.
    """
    root = project()
    path = write_brief(root, slug, today(), variants)
    echo(path.relative_to(root).as_posix())
    say(f"write your text into it; next: copyfit build {slug}")
