"""`copyfit check`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

import click

from copyfit.account import Account
from copyfit.annotation import FORMS, prefix_of
from copyfit.build import Progress, Report, check
from copyfit.cli.options import (
    ACCESSIBLE_OPTION,
    AS_OF_OPTION,
    BRIEFS_ARGUMENT,
    JSON_OPTION,
    LANGUAGE_OPTION,
    ROWS_OPTION,
    STRICT_OPTION,
    VARIANT_OPTION,
    project,
    request,
    today,
    voice_options,
)
from copyfit.cli.output import echo, print_problems, print_results, run, say
from copyfit.errors import CopyfitError
from copyfit.suggest import count


@click.command("check")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@ROWS_OPTION
@STRICT_OPTION
@ACCESSIBLE_OPTION
@AS_OF_OPTION
@voice_options
@JSON_OPTION
@click.option(
    "--report",
    "form",
    type=click.Choice(tuple(FORMS)),
    help="Print the problems for another program: notes in a GitHub workflow, SARIF, or JUnit XML.",
)
def command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    rows: tuple[str, ...],
    strict: bool,
    accessible: bool,
    as_of: str | None,
    as_json: bool,
    form: str | None,
) -> int:
    """Make each BRIEF in memory and say what is wrong with content, facts, templates and fit.

    Nothing is written. Exit status: 0 nothing wrong (warnings allowed, unless --strict), 1 a problem,
    2 wrong usage, 3 this machine lacks something.
    """

    if form and as_json:
        raise click.UsageError("--json and --report are two forms of the same: choose one.")

    def work(shown: Progress) -> Report:
        asked = request(
            briefs, variants, languages, strict=strict, accessible=accessible, as_of=as_of, rows=rows
        )
        return check(asked, shown)

    on = None if as_of else today()
    if not form:
        return run(work, as_json, partial(_print, on))
    try:
        return run(work, False, partial(_print_report, form, on))
    except CopyfitError as error:
        _echo(FORMS[form](Report((), error.problems), ""))
        raise


def _echo(text: str) -> None:
    """Print a report, whose own commands are meant: what it quotes is spelled already."""
    if text:
        echo(text.rstrip("\n"), commands=True)


def _print_report(form: str, on: dt.date | None, report: Report, seconds: float) -> None:
    _echo(FORMS[form](report, prefix_of(project())))
    _print_summary(on, report, seconds)


def _print(on: dt.date | None, report: Report, seconds: float) -> None:
    print_results(report)
    print_problems(report.problems, to_stdout=True, root=project())
    _print_summary(on, report, seconds)


def due_on_archived(pages: Iterable[Account], on: dt.date) -> int:
    """Return how many facts on archived pages, which nobody keeps up, were due for review before `on`."""
    stale = {
        (fact.place.path, fact.id) for page in pages if page.as_of for fact in page.facts if fact.is_stale(on)
    }
    return len(stale)


def _print_summary(on: dt.date | None, report: Report, seconds: float) -> None:
    """Say how many pages and problems there were; with a day `on`, also what archived pages do not print."""
    counts = {
        noun: sum(problem.severity == noun for problem in report.problems)
        for noun in ("error", "warning", "notice")
    }
    pages = [result.page for result in report.results if isinstance(result.page, Account)]
    over = sum(page.over_without_fonts_pt > 0 for page in pages)
    if over:
        files = count(over, "Word file")
        say(f"{files} would be two pages long in programs that ignore embedded fonts")
    if on and (due := due_on_archived(pages, on)):
        say(f"{count(due, 'fact')} on archived pages due for review by {on}; --as-of DAY prints it on them")
    said = [count(number, noun) for noun, number in counts.items() if number or noun != "notice"]
    checked = count(len(report.results), "page")
    say(f"{checked} checked in {seconds:.1f} s: {', '.join(said)}")
