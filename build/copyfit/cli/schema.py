"""`copyfit schema`."""

from __future__ import annotations

import click

from copyfit.cli.options import project
from copyfit.cli.output import print_json
from copyfit.project import templates_of


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a brief of this project, from which editors complete keys and show mistakes.

    `copyfit init` wires it into VS Code; write it anew when the pages take other blocks than before:
    copyfit schema > .vscode/brief.schema.json. Where that file is not wired in, begin a brief with the
    line: # yaml-language-server: $schema=../../.vscode/brief.schema.json
    """
    from copyfit.content.declaration import declarations
    from copyfit.content.schema import brief_schema

    print_json(brief_schema(declarations(templates_of(project())).model))
