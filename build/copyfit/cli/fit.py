"""`copyfit fit`: the room there is on a page, and what takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import click

from copyfit.account import Budget, ColumnRoom, Move, Room, Saving, Taken
from copyfit.build import Progress, Report, Result, weigh
from copyfit.cli.options import (
    ACCESSIBLE_OPTION,
    BRIEFS_ARGUMENT,
    JSON_OPTION,
    LANGUAGE_OPTION,
    ROWS_OPTION,
    VARIANT_OPTION,
    request,
    voice_options,
)
from copyfit.cli.output import echo, print_problems, run, styled
from copyfit.cli.series import lines_of, series_in
from copyfit.suggest import count

MOST_NEXT = 6
"""So many statements that would give way next are listed; `--json` has them all."""


@click.command("fit")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@ROWS_OPTION
@ACCESSIBLE_OPTION
@voice_options
@JSON_OPTION
def command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    rows: tuple[str, ...],
    accessible: bool,
    as_json: bool,
) -> int:
    """Print a budget for the writer of each BRIEF: words, lines and millimetres, page by page.

    How many words fit and how many there are, what each block and each statement takes, what would
    give way next, what could come back, and which short last lines could be won. Of a series: which rows
    are tightest, and with how many words all would fit; --only-rows NAME for one row. Nothing is written.
    Exit status: 0 every page fits, 1 one does not, or cannot be measured.
    """

    def work(shown: Progress) -> Report:
        return weigh(request(briefs, variants, languages, accessible=accessible, rows=rows), shown)

    return run(work, as_json, _print, _as_json)


def _print(report: Report, _seconds: float) -> None:
    series = series_in(report)
    in_series = {(one.brief, one.variant, one.language) for one in series}
    for result in report.results:
        page = result.id
        is_alone = not page.row or (page.brief, page.variant, page.language) not in in_series
        if isinstance(result.page, Budget) and is_alone:
            echo("\n".join(_lines(result, result.page)))
    for one in series:
        echo("\n".join(lines_of(one)))
    print_problems(report.problems)


def _as_json(report: Report) -> dict[str, Any]:
    """Return the object that `--json` prints."""
    pages = [
        _page_as_json(result, result.page) for result in report.results if isinstance(result.page, Budget)
    ]
    series = [one.as_json() for one in series_in(report)]
    return {
        "pages": pages,
        **({"series": series} if series else {}),
        "problems": [problem.as_json() for problem in report.problems],
    }


def _page_as_json(result: Result, budget: Budget) -> dict[str, Any]:
    problems = [problem.as_json() for problem in budget.problems]
    return {**result.id.as_json, **asdict(replace(budget, problems=())), "problems": problems}


def _lines(result: Result, budget: Budget) -> Iterator[str]:
    """Yield one page's budget as it is read on a terminal."""
    page = result.id
    yield styled(f"{page.subject} {page.variant} ({page.language})", bold=True) + f"  {_outcome(budget)}"
    yield f"  {budget.words} words; there is room for about {_room(budget.best)} and {_room(budget.floor)}"
    if budget.fit and budget.fit.why:
        yield f"  arranged as `{budget.fit.arrangement}`: {budget.fit.why}"
    yield from _list("columns, at the smallest type", [_column(column) for column in budget.columns])
    yield from _taken("blocks", budget.blocks)
    yield from _taken("statements", budget.statements)
    going = budget.going
    yield from _list("would give way next", [_move(move) for move in going[:MOST_NEXT]])
    if len(going) > MOST_NEXT:
        yield f"    … and {count(len(going) - MOST_NEXT, 'other')}"
    yield from _list("could come back", [_move(move) for move in budget.returning])
    yield from _list("lines to win", [_saving(saving) for saving in budget.winnable])
    yield ""


def _outcome(budget: Budget) -> str:
    fit = budget.fit
    if fit is None:
        return styled("does not fit", fg="red")
    return f"{fit.body_pt:g}/{fit.leading_pt:g} pt  {fit.fill:.0%}".replace("%", " % full")


def _room(room: Room) -> str:
    return f"{room.words} at {room.body_pt:g}/{room.leading_pt:g} pt"


def _taken(title: str, rows: Iterable[Taken]) -> Iterator[str]:
    """Yield a table of what takes room: lines, mm, words."""
    rows = list(rows)
    if not rows:
        return
    width = max(len(title), *(len(row.name) for row in rows)) + 2
    yield styled(f"  {title:{width}}  lines     mm  words", bold=True)
    for row in rows:
        state = "" if row.state == "full" else f"  {row.state}"
        yield f"    {row.name:{width}}{row.lines:5}  {row.mm:5.1f}  {row.words:5}{state}"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield styled(f"  {title}", bold=True)
        yield from (f"    {line}" for line in lines)


def _column(column: ColumnRoom) -> str:
    lines = count(abs(column.lines), "line")
    return f"{column.name}: {lines} {'free' if column.lines >= 0 else 'too long'}"


def _move(move: Move) -> str:
    how = "`short` wording" if move.how == "short" else "left out"
    return f"{move.statement}, {how}: {move.mm:.1f} mm"


def _saving(saving: Saving) -> str:
    characters = count(saving.characters, "character")
    return f"{saving.statement} ends “{saving.ending}”: {characters} fewer save a line"
