"""`copyfit facts`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import click

from copyfit.cli.options import project, today
from copyfit.cli.output import echo, print_json, styled
from copyfit.errors import shown
from copyfit.project import FACTS
from copyfit.suggest import count

if TYPE_CHECKING:
    from copyfit.content.factbook import Listed


@click.command("facts")
@click.option(
    "--due",
    "days",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Only those whose review is past or due within so many days; archived briefs have none.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "ics")),
    default="table",
    help="table: lines (the default). json: one object. ics: a calendar of the reviews.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(days: int | None, form: str, as_json: bool) -> None:
    """List every fact of the project: its value, how old it is, where it is used, and what is due."""
    from copyfit.content.factbook import list_facts

    found = list_facts(project(), today())
    if days is not None:
        from copyfit.release.calendar import due_within

        found = due_within(found, days, today())
    if as_json or form == "json":
        print_json({"facts": [fact.as_json() for fact in found]})
        return
    if form == "ics":
        from copyfit.release.calendar import calendar_bytes

        echo(calendar_bytes(fact for fact in found if not fact.is_archived).decode().rstrip("\r\n"))
        return
    _print(found)
    due = sum(listed.is_due for listed in found)
    echo(f"{count(len(found), 'fact')}, {due} due for review", err=True)


def _print(found: tuple[Listed, ...]) -> None:
    """Print a paragraph for each fact, those that are due first in each brief."""
    for brief, group in itertools.groupby(found, lambda listed: listed.brief):
        echo(styled(brief, bold=True) if brief else f"{styled(FACTS, bold=True)}, which all briefs share")
        for listed in sorted(group, key=lambda one: not one.is_due):
            fact = listed.fact
            due = styled("due ", fg="yellow") if listed.is_due else "    "
            used = ", ".join(listed.used_in) or "nowhere"
            review = "never" if fact.review_by == "never" else f"by {fact.review_by}"
            where = listed.row or _language(listed.place.path)
            said = f" ({shown(where)})" if where else ""
            echo(f"  {due}{shown(listed.id)}{said}: {shown(str(fact.value))}")
            echo(f"      as of {fact.as_of}, {_age(listed.age_days)} old; review {review}; used in {used}")
            if listed.is_due and fact.note:
                echo(f"      {shown(fact.note)}")


def _language(path: str) -> str:
    """Return the language of a translation's file, `fr` of `briefs/harbour/brief.fr.yaml`; else ""."""
    _, *between, _ = path.rpartition("/")[2].split(".")
    return between[0] if between else ""


def _age(days: int) -> str:
    """Return an age as people say it: days at first, then months, then years."""
    if days < 90:
        return count(days, "day")
    return count(days * 12 // 365, "month") if days < 730 else count(days // 365, "year")
