"""What the commands print: problems, results, and how far the work is.

Results go to standard output, everything else to standard error. Off a terminal there are plain
lines, no colours and nothing that moves.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from copyfit.build.progress import Progress
from copyfit.build.report import Report, Result
from copyfit.errors import Problem

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_COLOURS = {"error": "red", "warning": "yellow"}


def styled(text: str, **style: Any) -> str:
    """Return `text` in a colour; plain if NO_COLOR is set (no-color.org). Off a terminal click drops it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def print_problems(problems: Iterable[Problem], *, to_stdout: bool = False) -> None:
    """Print each problem with its place, and its hint on the next line."""
    for problem in problems:
        severity = styled(problem.severity, fg=_COLOURS[problem.severity], bold=True)
        where = f"{problem.place}: " if problem.place else ""
        hint = f"\n  {problem.hint}" if problem.hint else ""
        click.echo(f"{where}{severity}: {problem.message}{hint}", err=not to_stdout)


def print_fault(error: Exception) -> None:
    """Say that the program itself failed, and where the details are."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="copyfit-", suffix=".log", delete=False) as file:
        file.write("".join(traceback.format_exception(error)))
    click.echo(
        f"copyfit itself failed: {type(error).__name__}: {error}\n"
        f"  this is a mistake in copyfit, not in your brief; please report it, with {file.name}",
        err=True,
    )


def print_results(report: Report) -> None:
    """Print one line per edition with its fit, and one per file."""
    last = None
    width = max((len(result.names[1]) for result in report.results), default=0)
    for result in report.results:
        slug, variant, language = result.names
        if (slug, language) != last:
            click.echo(styled(slug, bold=True) + (f" ({language})" if language else ""))
            last = (slug, language)
        if variant:
            click.echo(f"  {variant:{width}}  {_summary(result)}")
        for form in result.formats:
            artifact = (result.artifacts or {}).get(form)
            if artifact:
                click.echo(f"    {result.folder}{artifact.path}  {-(-artifact.bytes // 1024)} KB")


def _summary(result: Result) -> str:
    """Return how an edition came out: `9.5/12.5 pt  98 % full  2 shortened: a, b`."""
    if result.status == "failed" or result.fit is None:
        return styled("failed", fg="red")
    fit = result.fit
    parts = [f"{fit['body_pt']:g}/{fit['leading_pt']:g} pt", f"{fit['fill']:.0%}".replace("%", " % full")]
    parts += [_named(verb, fit[verb]) for verb in ("shortened", "dropped") if fit[verb]]
    if result.status == "fresh":
        parts.append("unchanged")
    return "  ".join(parts)


def _named(verb: str, ids: list[str]) -> str:
    return styled(f"{len(ids)} {verb}: {', '.join(ids)}", fg="yellow")


def count(number: int, noun: str) -> str:
    """Return `number` with its noun: 1 page, 2 pages."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def progress() -> Progress:
    """Return a progress that suits standard error: a bar on a terminal, else plain lines."""
    return _Bar() if sys.stderr.isatty() else _Lines()


class _Lines(Progress):
    """One plain line per step that takes time."""

    def waiting(self) -> None:
        click.echo("waiting for another build in the same folder to end", err=True)

    def finished(self, result: Result) -> None:
        click.echo(f"{' '.join(filter(None, result.names))}: {result.status}", err=True)


class _Bar(Progress):
    """A bar that goes when the work is done."""

    def __init__(self) -> None:
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def waiting(self) -> None:
        click.echo("waiting for another build in the same folder to end", err=True)

    def planned(self, stale: int, fresh: int) -> None:
        if not stale:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        columns: list[Any] = [
            TextColumn("making pages"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
        ]
        self._bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=stale)
        self._bar.start()

    def finished(self, result: Result) -> None:
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, description=" ".join(result.names))

    def close(self) -> None:
        if self._bar:
            self._bar.stop()
