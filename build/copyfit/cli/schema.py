"""`copyfit schema`."""

from __future__ import annotations

import click

from copyfit.cli.output import print_json


@click.command("schema", short_help="Print the JSON Schema of a brief.")
def command() -> None:
    """Print the JSON Schema of brief.yaml, from which editors complete keys and show mistakes.

    In VS Code with the YAML extension: copyfit schema > brief.schema.json, then begin a brief with
    the line: # yaml-language-server: $schema=../../brief.schema.json
    """
    from copyfit.content.brief import Brief

    print_json(Brief.model_json_schema())
