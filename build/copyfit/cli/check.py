"""`copyfit check`."""

from __future__ import annotations

import click

from copyfit.account import Account
from copyfit.build import Progress, Report, check
from copyfit.cli.options import (
    ACCESSIBLE_OPTION,
    AS_OF_OPTION,
    BRIEFS_ARGUMENT,
    JSON_OPTION,
    LANGUAGE_OPTION,
    STRICT_OPTION,
    VARIANT_OPTION,
    request,
)
from copyfit.cli.output import print_problems, print_results, run
from copyfit.suggest import count


@click.command("check", short_help="Say everything that is wrong, and write nothing.")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@STRICT_OPTION
@ACCESSIBLE_OPTION
@AS_OF_OPTION
@JSON_OPTION
def command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    strict: bool,
    accessible: bool,
    as_of: str | None,
    as_json: bool,
) -> int:
    """Make each BRIEF in memory and say what is wrong with content, facts, templates and fit.

    Nothing is written. Exit status: 0 nothing wrong (warnings allowed, unless --strict), 1 a problem,
    2 wrong usage, 3 this machine lacks something.
    """

    def work(shown: Progress) -> Report:
        asked = request(briefs, variants, languages, strict=strict, accessible=accessible, as_of=as_of)
        return check(asked, shown)

    return run(work, as_json, _print)


def _print(report: Report, seconds: float) -> None:
    print_results(report)
    print_problems(report.problems, to_stdout=True)
    counts = {
        noun: sum(problem.severity == noun for problem in report.problems)
        for noun in ("error", "warning", "notice")
    }
    pages = [result.page for result in report.results if isinstance(result.page, Account)]
    over = sum(page.over_without_fonts_pt > 0 for page in pages)
    if over:
        files = count(over, "Word file")
        click.echo(f"{files} would be two pages long in programs that ignore embedded fonts", err=True)
    said = [count(number, noun) for noun, number in counts.items() if number or noun != "notice"]
    checked = count(len(report.results), "page")
    click.echo(f"{checked} checked in {seconds:.1f} s: {', '.join(said)}", err=True)
