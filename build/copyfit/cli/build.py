"""`copyfit build` and `copyfit check`."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from copyfit.build import FORMATS, Progress, Report, Request, build, check
from copyfit.cli.output import count, print_problems, print_results, progress
from copyfit.errors import CopyfitError, Problem, UsageError
from copyfit.project import BRIEF, BRIEFS, find_root
from copyfit.protocol import ACCESSIBLE

OUT = "dist"

BRIEFS_ARGUMENT = click.argument("briefs", metavar="[BRIEF]...", nargs=-1)
VARIANT_OPTION = click.option(
    "--variant",
    "variants",
    metavar="NAME",
    multiple=True,
    help="Only this variant, such as executive. May be repeated.",
)
LANGUAGE_OPTION = click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    help="Only this language, such as en. May be repeated.",
)
STRICT_OPTION = click.option("--strict", is_flag=True, help="Take warnings as errors.")
ACCESSIBLE_OPTION = click.option(
    "--accessible",
    is_flag=True,
    help="Set nothing on the page smaller than 12 pt; words give way instead.",
)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")


@click.command("build", short_help="Make what is out of date in dist/.")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="Only this format. May be repeated.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write here instead of dist/.",
)
@STRICT_OPTION
@ACCESSIBLE_OPTION
@JSON_OPTION
def build_command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    strict: bool,
    accessible: bool,
    as_json: bool,
) -> int:
    """Make one-page files of each BRIEF, a name such as nato-iraq; of all without a name.

    Only what is out of date is made. A page that cannot be one page is refused, and the file of
    before stays. Exit status: 0 done, 1 a problem in a brief or template, 2 wrong usage, 3 this
    machine lacks something.
    """
    chosen = tuple(form for form in FORMATS if form in formats or not formats)

    def work(shown: Progress) -> Report:
        asked = request(briefs, variants, languages, chosen, out, strict=strict, accessible=accessible)
        return build(asked, shown)

    return _run(work, as_json, _print_build)


@click.command("check", short_help="Say everything that is wrong, and write nothing.")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@STRICT_OPTION
@ACCESSIBLE_OPTION
@JSON_OPTION
def check_command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    strict: bool,
    accessible: bool,
    as_json: bool,
) -> int:
    """Make each BRIEF in memory and say what is wrong with content, facts, templates and fit.

    Nothing is written. Exit status: 0 nothing wrong (warnings allowed, unless --strict), 1 a problem,
    2 wrong usage, 3 this machine lacks something.
    """

    def work(shown: Progress) -> Report:
        return check(request(briefs, variants, languages, strict=strict, accessible=accessible), shown)

    return _run(work, as_json, _print_check)


def request(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...] = FORMATS,
    out: Path | None = None,
    *,
    strict: bool = False,
    accessible: bool = False,
) -> Request:
    """Return what the options ask for, in the project around the current folder.

    Raises UsageError if there is none, or if its output folder leads out of it.
    """
    root = find_root(Path.cwd())
    if out is None:
        out = root / OUT
        if not out.resolve().is_relative_to(root):
            raise UsageError(
                Problem(
                    "outside",
                    f"{OUT} is a link that leads out of the project",
                    "remove it, or say where: --out DIR",
                )
            )
    names = tuple(dict.fromkeys(_slug(name) for name in briefs))
    options = {ACCESSIBLE: "yes"} if accessible else {}
    return Request(root, out, today(), names, variants, languages, formats, strict, options)


def _slug(name: str) -> str:
    """Return the brief that is meant: by its name, its folder or its file, as completion gives them."""
    parts = [part for part in Path(name).parts if part != BRIEF]
    return parts[-1] if len(parts) > 1 and BRIEFS in parts[:-1] else name


def today() -> str:
    """Return the day that facts are judged on, an ISO date: SOURCE_DATE_EPOCH's, or today's.

    Raises UsageError if SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch else None))
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            Problem(
                "source-date-epoch",
                f"SOURCE_DATE_EPOCH is `{epoch}`",
                "it must be a whole number of seconds since 1970-01-01, or not set",
            )
        ) from error


def _run(work: Callable[[Progress], Report], as_json: bool, show: Callable[[Report, float], None]) -> int:
    """Do the work and print what came of it; with `as_json` also what stopped it is in the object."""
    started = time.monotonic()
    try:
        with closing(Progress() if as_json else progress()) as shown:
            report = work(shown)
    except CopyfitError as error:
        if not as_json:
            raise
        _print_json({"artifacts": [], "problems": [problem.as_json() for problem in error.problems]})
        return error.exit_status
    if as_json:
        _print_json(report.as_json())
    else:
        show(report, time.monotonic() - started)
    return report.exit_status


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _print_build(report: Report, seconds: float) -> None:
    """Print what was made and what is wrong; of the rules' advice only how much there is."""
    advice = set(report.advice)
    print_problems(problem for problem in report.problems if problem not in advice)
    print_results(report)
    if advice:
        click.echo(f"{count(len(advice), 'editorial warning')}: copyfit check says them", err=True)
    by_status = {
        status: sum(len(result.formats) for result in report.results if result.status == status)
        for status in ("built", "fresh", "failed")
    }
    said = [
        f"{count(by_status['built'], 'file')} built in {seconds:.1f} s" if by_status["built"] else "",
        f"{count(by_status['fresh'], 'file')} up to date" if by_status["fresh"] else "",
        f"{count(by_status['failed'], 'file')} failed, left as before" if by_status["failed"] else "",
    ]
    click.echo(", ".join(filter(None, said)), err=True)


def _print_check(report: Report, seconds: float) -> None:
    print_problems(report.problems, to_stdout=True)
    print_results(report)
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    pages = count(len(report.results), "page")
    over = sum(bool((result.fit or {}).get("over_without_fonts_pt")) for result in report.results)
    if over:
        files = count(over, "Word file")
        click.echo(f"{files} would be two pages long in programs that ignore embedded fonts", err=True)
    click.echo(
        f"{pages} checked in {seconds:.1f} s: {count(errors, 'error')}, {count(warnings, 'warning')}",
        err=True,
    )
