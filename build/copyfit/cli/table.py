"""What a build or a check came to as a table: for people at a terminal.

In: a `Report`. Out: a table on standard output, a line for each page. Imported on terminals alone.
"""

from __future__ import annotations

import os
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from copyfit.build.report import Report, Result
from copyfit.errors import shown

_COLOURS = {"failed": "red", "fresh": "bright_black", "built": "green", "checked": "green"}
_WORDS = {"fresh": "unchanged"}


def print_table(report: Report) -> None:
    """Print a table of the pages: how each is set, how full it is, what gave way, how large its files are."""
    table = Table(box=None, pad_edge=False, header_style="bold", collapse_padding=True)
    for name, justify in (
        ("page", "left"),
        ("", "left"),
        ("type", "right"),
        ("full", "right"),
        ("gave way", "left"),
    ):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    if any(result.artifacts for result in report.results):
        table.add_column("files", justify="right")
    last = ""
    for result in report.results:
        table.add_row(*_row(result, last))
        last = result.id.subject
    system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    Console(color_system=system, highlight=False).print(table)


def _row(result: Result, last: str) -> list[Text]:
    page, fit = result.id, result.fit
    subject = shown(page.subject)
    name = (
        f"{'' if page.subject == last else subject:{len(subject)}}  {page.variant} {page.language}".rstrip()
    )
    status = Text(_WORDS.get(result.status, result.status), style=_COLOURS[result.status])
    row = [Text(name), status]
    if result.status == "failed" or fit is None:
        return [*row, Text(""), Text(""), Text("")]
    gave = [f"{len(fit.shortened)} shortened"] if fit.shortened else []
    gave += [f"{len(fit.dropped)} left out"] if fit.dropped else []
    gave += [f"as {fit.arrangement}"] if fit.why else []
    row += [
        Text(f"{fit.body_pt:g}/{fit.leading_pt:g} pt"),
        Text(f"{fit.fill:.0%}"),
        Text(", ".join(gave), "yellow"),
    ]
    sizes = [f"{one.format} {-(-one.bytes // 1024)} KB" for one in (result.artifacts or {}).values()]
    return [*row, Text(", ".join(sizes))] if sizes else row
