"""`copyfit fit`: the room there is on a page, and what takes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

import click

from copyfit.build import Progress, Result, check
from copyfit.cli.build import (
    ACCESSIBLE_OPTION,
    BRIEFS_ARGUMENT,
    JSON_OPTION,
    LANGUAGE_OPTION,
    VARIANT_OPTION,
    request,
)
from copyfit.cli.output import count, print_problems, progress, styled
from copyfit.machine import libraries, missing_libraries

WEIGH = "copyfit.make:weigh"
MOST_NEXT = 6
"""So many statements that would give way next are listed; `--json` has them all."""


@click.command("fit", short_help="Say how much room a page has, and what takes it.")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@ACCESSIBLE_OPTION
@JSON_OPTION
def fit_command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    accessible: bool,
    as_json: bool,
) -> int:
    """Print a budget for the writer of each BRIEF: words, lines and millimetres, page by page.

    How many words fit and how many there are, what each block and each statement takes, what would
    give way next, what could come back, and which short last lines could be won. Nothing is written.
    Exit status: 0 every page fits, 1 one does not, or cannot be measured.
    """
    missing = missing_libraries(libraries())
    if missing:
        raise missing
    asked = request(briefs, variants, languages, accessible=accessible)
    with closing(Progress() if as_json else progress()) as shown:
        report = check(asked, shown, WEIGH)
    if as_json:
        pages = [_as_json(result) for result in report.results if result.fit]
        problems = [problem.as_json() for problem in report.problems]
        click.echo(json.dumps({"pages": pages, "problems": problems}, indent=2, ensure_ascii=False))
        return report.exit_status
    print_problems(report.problems)
    for result in report.results:
        if result.fit:
            click.echo("\n".join(_lines(result, result.fit)))
    return report.exit_status


def _as_json(result: Result) -> dict[str, Any]:
    slug, variant, language = result.names
    return {"brief": slug, "variant": variant, "language": language, **(result.fit or {})}


def _lines(result: Result, budget: Mapping[str, Any]) -> Iterator[str]:
    """Yield one page's budget as it is read on a terminal."""
    slug, variant, language = result.names
    yield styled(f"{slug} {variant} ({language})", bold=True) + f"  {_outcome(budget)}"
    yield f"  {_words(budget)}"
    yield from _taken("blocks", budget["blocks"])
    yield from _taken("statements", budget["statements"])
    going = budget["going"]
    yield from _list("would give way next", [_move(move) for move in going[:MOST_NEXT]])
    if len(going) > MOST_NEXT:
        yield f"    … and {count(len(going) - MOST_NEXT, 'other')}"
    yield from _list("could come back", [_move(move) for move in budget["returning"]])
    yield from _list("lines to win", [_saving(saving) for saving in budget["winnable"]])
    yield ""


def _outcome(budget: Mapping[str, Any]) -> str:
    fit = budget["fit"]
    if fit is None:
        return styled("does not fit", fg="red")
    return f"{fit['body_pt']:g}/{fit['leading_pt']:g} pt  {fit['fill']:.0%}".replace("%", " % full")


def _words(budget: Mapping[str, Any]) -> str:
    best, floor = (_room(budget[name]) for name in ("best", "floor"))
    return f"{budget['words']} words; there is room for about {best} and {floor}"


def _room(room: Mapping[str, Any]) -> str:
    return f"{room['words']} at {room['body_pt']:g}/{room['leading_pt']:g} pt"


def _taken(title: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table of what takes room: lines, mm, words."""
    rows = list(rows)
    if not rows:
        return
    width = max(len(title), *(len(row["name"]) for row in rows)) + 2
    yield styled(f"  {title:{width}}  lines     mm  words", bold=True)
    for row in rows:
        state = "" if row["state"] == "full" else f"  {row['state']}"
        yield f"    {row['name']:{width}}{row['lines']:5}  {row['mm']:5.1f}  {row['words']:5}{state}"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield styled(f"  {title}", bold=True)
        yield from (f"    {line}" for line in lines)


def _move(move: Mapping[str, Any]) -> str:
    how = "`short` wording" if move["how"] == "short" else "left out"
    return f"{move['statement']}, {how}: {move['mm']:.1f} mm"


def _saving(saving: Mapping[str, Any]) -> str:
    characters = count(saving["characters"], "character")
    return f"{saving['statement']} ends “{saving['ending']}”: {characters} fewer save a line"
