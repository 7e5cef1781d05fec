"""`copyfit schema`."""

from __future__ import annotations

import click

from copyfit.cli.options import project
from copyfit.cli.output import print_json
from copyfit.project import templates_of


@click.command("schema", short_help="Print the JSON Schema of a brief.")
def command() -> None:
    """Print the JSON Schema of a brief of this project, from which editors complete keys and show mistakes.

    In VS Code with the YAML extension: copyfit schema > brief.schema.json, then begin a brief with
    the line: # yaml-language-server: $schema=../../brief.schema.json
    """
    from copyfit.content.declaration import declarations
    from copyfit.content.schema import brief_schema

    print_json(brief_schema(declarations(templates_of(project())).model))
