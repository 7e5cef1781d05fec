"""`copyfit facts`, `copyfit schema` and `copyfit doctor`."""

from __future__ import annotations

import json

import click

from copyfit.errors import ExitStatus
from copyfit.machine import Check, checks


@click.command("schema", short_help="Print the JSON Schema of a brief.")
def schema_command() -> None:
    """Print the JSON Schema of brief.yaml, from which editors complete keys and show mistakes.

    In VS Code with the YAML extension: copyfit schema > brief.schema.json, then begin a brief with
    the line: # yaml-language-server: $schema=../../brief.schema.json
    """
    from copyfit.brief import Brief

    click.echo(json.dumps(Brief.model_json_schema(), indent=2, ensure_ascii=False))


@click.command("doctor", short_help="Say whether this machine is ready.")
@click.option("--quiet", is_flag=True, help="Print only what is missing.")
def doctor_command(quiet: bool) -> int:
    """Say whether this machine has all that copyfit needs, and if not, the command to run.

    Exit status: 0 ready, 3 something is missing.
    """
    found = checks()
    width = max(len(check.name) for check in found)
    for check in found:
        if not (quiet and check.version):
            click.echo(_line(check, width))
    return ExitStatus.DONE if all(check.version for check in found) else ExitStatus.MACHINE


def _line(check: Check, width: int) -> str:
    if check.version:
        return f"{click.style('ok     ', fg='green')}  {check.name:{width}}  {check.version}"
    word = click.style("missing", fg="red")
    return f"{word}  {check.name:{width}}  {check.why}\n         run: {check.remedy}"


@click.command("facts", short_help="List all facts: age, use, and what is due.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def facts_command(as_json: bool) -> None:
    """List every fact of the project: its value, how old it is, where it is used, and what is due."""
    from copyfit.cli.facts import all_facts, fact_lines

    found = all_facts()
    if as_json:
        click.echo(json.dumps({"facts": [fact.as_json() for fact in found]}, indent=2, ensure_ascii=False))
        return
    for line in fact_lines(found):
        click.echo(line)
    due = sum(fact.is_due for fact in found)
    click.echo(f"{len(found)} facts, {due} due for review", err=True)
