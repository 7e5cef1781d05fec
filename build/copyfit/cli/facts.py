"""`copyfit facts`, `copyfit schema` and `copyfit doctor`."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copyfit.cli.build import today
from copyfit.cli.output import count, styled
from copyfit.errors import ExitStatus
from copyfit.machine import Check, checks
from copyfit.project import FACTS, find_root, templates_of

if TYPE_CHECKING:
    from copyfit.content.factbook import Listed


@click.command("schema", short_help="Print the JSON Schema of a brief.")
def schema_command() -> None:
    """Print the JSON Schema of a brief of this project, from which editors complete keys and show mistakes.

    In VS Code with the YAML extension: copyfit schema > brief.schema.json, then begin a brief with
    the line: # yaml-language-server: $schema=../../brief.schema.json
    """
    from copyfit.content.declaration import declarations

    model = declarations(templates_of(find_root(Path.cwd()))).model
    click.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))


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
        return f"{styled('ok     ', fg='green')}  {check.name:{width}}  {check.version}"
    word = styled("missing", fg="red")
    return f"{word}  {check.name:{width}}  {check.why}\n         run: {check.remedy}"


@click.command("facts", short_help="List all facts: age, use, and what is due.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def facts_command(as_json: bool) -> None:
    """List every fact of the project: its value, how old it is, where it is used, and what is due."""
    from copyfit.content.factbook import list_facts

    found = list_facts(find_root(Path.cwd()), dt.date.fromisoformat(today()))
    if as_json:
        click.echo(json.dumps({"facts": [fact.as_json() for fact in found]}, indent=2, ensure_ascii=False))
        return
    _print_facts(found)
    due = sum(listed.is_due for listed in found)
    click.echo(f"{count(len(found), 'fact')}, {due} due for review", err=True)


def _print_facts(found: tuple[Listed, ...]) -> None:
    """Print a paragraph for each fact, those that are due first in each brief."""
    for brief, group in itertools.groupby(found, lambda listed: listed.brief):
        click.echo(
            styled(brief, bold=True) if brief else f"{styled(FACTS, bold=True)}, which all briefs share"
        )
        for listed in sorted(group, key=lambda one: not one.is_due):
            fact = listed.fact
            due = styled("due ", fg="yellow") if listed.is_due else "    "
            used = ", ".join(listed.used_in) or "nowhere"
            review = "never" if fact.review_by == "never" else f"by {fact.review_by}"
            click.echo(f"  {due}{listed.id}: {fact.value}")
            age = count(listed.age_days, "day")
            click.echo(f"      as of {fact.as_of}, {age} old; review {review}; used in {used}")
            if listed.is_due and fact.note:
                click.echo(f"      {fact.note}")
