"""What a build or a check came to as a table: for people at a terminal.

In: a `Report`. Out: a table on standard output, a line for each page. Imported on terminals alone.
"""

from __future__ import annotations

import os
from typing import Literal

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from copyfit.build.report import Report, Result
from copyfit.errors import shown

_COLOURS = {"failed": "red", "fresh": "bright_black", "built": "green", "checked": "green"}
_WORDS = {"fresh": "unchanged"}


_HEADS = ("page", "", "", "", "type", "full", "gave way", "files")
_RIGHT = ("type", "full", "files")
_SPARED = (_HEADS.index("files"), 3)
"""What a narrow terminal does without: the sizes of the files, then how each page came about."""
_MOST = 1000
"""Columns that no table takes."""


def print_table(report: Report) -> None:
    """Print a table of the pages: how each is set, how full it is, what gave way, how large its files are.

    A column in which nothing stands is left out. Each page has one line: where the terminal is too narrow for
    all, columns are spared, then long names cut.
    """
    rows = []
    last = ""
    for result in report.results:
        rows.append(_row(result, last))
        last = result.id.subject
    system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(color_system=system, highlight=False)
    told = [number for number in range(len(_HEADS)) if any(row[number].plain for row in rows)]
    table = _table(rows, told)
    for number in _SPARED:
        if Measurement.get(console, console.options.update(width=_MOST), table).maximum > console.width:
            told = [one for one in told if one != number]
            table = _table(rows, told)
    console.print(table)


def _table(rows: list[list[Text]], told: list[int]) -> Table:
    """Return a table of those columns that have these numbers."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number in told:
        table.add_column(
            _HEADS[number],
            justify="right" if _HEADS[number] in _RIGHT else "left",
            overflow="ellipsis",
            no_wrap=number > 1,  # the names of brief and variant are cut first
        )
    for row in rows:
        table.add_row(*(row[number] for number in told))
    return table


def _row(result: Result, last: str) -> list[Text]:
    page, fit = result.id, result.fit
    subject = "" if page.subject == last else shown(page.subject)
    status = Text(_WORDS.get(result.status, result.status), style=_COLOURS[result.status])
    row = [Text(subject), Text(page.variant), Text(page.language), status]
    if result.status == "failed" or fit is None:
        return [*row, *(Text(""),) * (len(_HEADS) - len(row))]
    gave = [f"{len(fit.shortened)} shortened"] if fit.shortened else []
    gave += [f"{len(fit.dropped)} left out"] if fit.dropped else []
    gave += [f"as {fit.arrangement}"] if fit.why else []
    sizes = [f"{one.format} {-(-one.bytes // 1024)} KB" for one in (result.artifacts or {}).values()]
    return [
        *row,
        Text(f"{fit.body_pt:g}/{fit.leading_pt:g} pt"),
        Text(f"{fit.fill:.0%}"),
        Text(", ".join(gave), "yellow"),
        Text(", ".join(sizes)),
    ]
