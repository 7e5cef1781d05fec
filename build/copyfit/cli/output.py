"""What the commands print: problems, results, and how far the work is.

Results go to standard output, everything else to standard error. Off a terminal there are plain
lines, no colours and nothing that moves. A reader who goes away ends the printing, not the work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copyfit.build.progress import Progress
from copyfit.build.report import Report, Result
from copyfit.cli.excerpt import excerpt
from copyfit.cli.lines import QUIET, VERBOSE, echo, flush, say, silence, styled, unwritten, voice
from copyfit.errors import CopyfitError, Problem, shown
from copyfit.runner import JSON, obeyed_by_none
from copyfit.suggest import count

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}
_GRAVITY = ("error", "warning", "notice")

__all__ = [
    "echo", "flush", "grouped", "print_json", "print_problems", "print_results", "progress", "run", "say",
    "silence", "styled", "unwritten", "voice",
]  # fmt: skip


def print_json(data: dict[str, Any]) -> None:
    """Print `data` as one JSON object, as the standard output can hold it."""
    encoding = (getattr(sys.stdout, "encoding", "") or "utf-8").lower().replace("-", "")
    echo(obeyed_by_none(json.dumps(data, indent=2, ensure_ascii=encoding != "utf8"), JSON))


def run(
    work: Callable[[Progress], Report],
    as_json: bool,
    show: Callable[[Report, float], None],
    json_of: Callable[[Report], dict[str, Any]] = Report.as_json,
) -> int:
    """Do the work and print what came of it; with `as_json` also what stopped it is in the object."""
    started = time.monotonic()
    try:
        with closing(Progress() if as_json else progress()) as told:
            report = work(told)
    except CopyfitError as error:
        if not as_json:
            raise
        print_json(json_of(Report((), error.problems)))
        return error.exit_status
    if as_json:
        print_json(json_of(report))
    else:
        show(report, time.monotonic() - started)
    return report.exit_status


def print_problems(problems: Iterable[Problem], *, to_stdout: bool = False, root: Path | None = None) -> None:
    """Print each problem with its place, and its hint on the next line; those of one file together.

    On a terminal, with the project's folder `root`, each file is named once, and the lines are shown.
    """
    if root and (sys.stdout if to_stdout else sys.stderr).isatty():
        _print_excerpts(grouped(problems), root, err=not to_stdout)
        return
    for problem in grouped(problems):
        severity = shown_severity(problem)
        where = f"{problem.place}: " if problem.place else ""
        hint = f"\n  {problem.hint}" if problem.hint else ""
        echo(f"{where}{severity}: {problem.message}{hint}", err=not to_stdout)


def shown_severity(problem: Problem) -> str:
    """Return how grave a problem is, in its colour."""
    return styled(problem.severity, fg=_COLOURS[problem.severity], bold=True)


def _print_excerpts(problems: Iterable[Problem], root: Path, *, err: bool) -> None:
    """Print what is wrong in each file below the file's name, with the lines themselves."""
    last = None
    listed = list(problems)
    files = list(dict.fromkeys(map(_file, listed)))
    for problem in sorted(listed, key=lambda one: files.index(_file(one))):
        path = _file(problem)
        if path != last:
            echo(styled(f"\n{path}" if path else "", bold=True), err=err)
            last = path
        severity = shown_severity(problem)
        line, column = _line(problem)
        at = f"{line}:{column}  " if column else f"{line}  " if line else ""
        echo(f"  {at}{severity}  {problem.message}", err=err)
        for shown_line in excerpt(root, problem):
            echo(styled(shown_line, dim=True), err=err)
        if problem.hint:
            echo(f"      {problem.hint}", err=err)


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, gravest first; of one gravity those of a file together, in the order of lines."""
    listed = list(problems)
    for severity in _GRAVITY:
        found = [problem for problem in listed if problem.severity == severity]
        files = list(dict.fromkeys(_file(problem) for problem in found))
        found.sort(key=lambda problem: files.index(_file(problem)))
        for _, group in groupby(found, _file):
            yield from sorted(group, key=_line)


def _file(problem: Problem) -> str:
    return problem.place.path if problem.place else ""


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


def print_results(report: Report) -> None:
    """Print one line per edition with its fit, and one per file; on a terminal several as a table."""
    if voice() == QUIET:
        return
    if sys.stdout.isatty() and len(report.results) > 1 and voice() != VERBOSE:
        from copyfit.cli.table import print_table

        print_table(report)
        return
    last = None
    width = max((len(result.id.variant) for result in report.results), default=0)
    for result in report.results:
        page = result.id
        if (page.subject, page.language) != last:
            language = f" ({page.language})" if page.language else ""
            echo(styled(shown(page.subject), bold=True) + language)
            last = (page.subject, page.language)
        if page.variant:
            echo(f"  {page.variant:{width}}  {_summary(result)}")
        for form in result.formats:
            artifact = (result.artifacts or {}).get(form)
            if artifact:
                echo(f"    {shown(result.folder)}{artifact.path}  {-(-artifact.bytes // 1024)} KB")


def _summary(result: Result) -> str:
    """Return how an edition came out: `9.5/12.5 pt  98 % full  2 shortened: a, b  as side-60`."""
    fit = result.fit
    if result.status == "failed" or fit is None:
        return styled("failed", fg="red")
    parts = [f"{fit.body_pt:g}/{fit.leading_pt:g} pt", f"{fit.fill:.0%}".replace("%", " % full")]
    parts += [
        _named(verb, ids) for verb, ids in (("shortened", fit.shortened), ("dropped", fit.dropped)) if ids
    ]
    if fit.why:
        parts.append(f"as {fit.arrangement}")
    if voice() == VERBOSE:
        parts += [count(fit.layouts, "layout"), f"break margin {fit.break_margin_pt} pt", fit.why]
    if result.status == "fresh":
        parts.append("unchanged")
    return "  ".join(filter(None, parts))


def _named(verb: str, ids: tuple[str, ...]) -> str:
    return styled(f"{len(ids)} {verb}: {', '.join(ids)}", fg="yellow")


def progress() -> Progress:
    """Return a progress that suits standard error: a bar on a terminal, else a line now and then."""
    if voice() == QUIET:
        return Progress()
    return _Bar() if sys.stderr and sys.stderr.isatty() else _Lines()


SIGN_OF_LIFE_SECONDS = 10.0
"""Off a terminal, long work says so often how far it is."""


class _Lines(Progress):
    """A plain line for what failed, and how far the work is every ten seconds; asked for more, each page."""

    def __init__(self) -> None:
        self._said = time.monotonic()
        self._all = self._done = 0

    def planned(self, stale: int, fresh: int) -> None:
        self._all = stale

    def waiting(self) -> None:
        echo("waiting for another build in the same folder to end", err=True)

    def finished(self, result: Result) -> None:
        self._done += 1
        now = time.monotonic()
        if voice() == VERBOSE or result.status == "failed":
            echo(f"{shown(' '.join(result.id.parts))}: {result.status}", err=True)
        elif now - self._said > SIGN_OF_LIFE_SECONDS and self._done < self._all:
            echo(f"{self._done} of {count(self._all, 'page')} made", err=True)
            self._said = now


class _Bar(Progress):
    """A bar that goes when the work is done."""

    def __init__(self) -> None:
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._started = 0.0
        self._done = 0

    def waiting(self) -> None:
        echo("waiting for another build in the same folder to end", err=True)

    def planned(self, stale: int, fresh: int) -> None:
        if not stale:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns: list[Any] = [
            TextColumn("making pages"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
        ]
        self._started = time.monotonic()
        self._bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=stale, rate="")
        self._bar.start()

    def finished(self, result: Result) -> None:
        if self._bar and self._task is not None:
            self._done += 1
            rate = self._done / max(time.monotonic() - self._started, 0.1)
            done = shown(" ".join(result.id.parts))
            self._bar.update(self._task, advance=1, description=done, rate=f"{rate:.1f}/s")

    def close(self) -> None:
        if self._bar:
            self._bar.stop()
