"""The room of all rows of a series: which are tightest, and with how many words all of them would fit.

In: a `Report` of budgets. Out: a `SeriesRoom` for each page of a series, and its lines. Next: `fit` prints
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from copyfit.account import Budget, Room
from copyfit.build import Report
from copyfit.cli.output import styled
from copyfit.suggest import count

MOST_ROWS = 8
"""So many of the tightest rows are listed; `--json` has them all."""


@dataclass(frozen=True, slots=True)
class SeriesRoom:
    """One page of a series over its rows: `rows` are names and budgets, those with the least room first.

    `failed` are rows that could not be measured. A row's room is by how many words it could grow at the
    smallest type.
    """

    brief: str
    variant: str
    language: str
    rows: tuple[tuple[str, Budget], ...]
    failed: tuple[str, ...]

    @property
    def too_long(self) -> tuple[str, ...]:
        """The rows that do not fit."""
        return tuple(name for name, budget in self.rows if budget.fit is None)

    @property
    def floor(self) -> Room:
        """With so many words every row fits, at the smallest type."""
        return min((budget.floor for _, budget in self.rows), key=lambda room: room.words)

    @property
    def best(self) -> Room:
        """With so many words every row fits at the largest type."""
        return min((budget.best for _, budget in self.rows), key=lambda room: room.words)

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints of it."""
        return {
            "brief": self.brief,
            "variant": self.variant,
            "language": self.language,
            "rows": len(self.rows) + len(self.failed),
            "too_long": list(self.too_long),
            "failed": list(self.failed),
            "tightest": [
                {"row": name, "words": budget.words, "room": room_of(budget)} for name, budget in self.rows
            ],
            "words": {"largest_type": self.best.words, "smallest_type": self.floor.words},
        }


def room_of(budget: Budget) -> int:
    """Return how many words more a page has room for at its smallest type; below 0, how many are too many."""
    return budget.floor.words - budget.words


def series_in(report: Report) -> tuple[SeriesRoom, ...]:
    """Return each page that was measured for two rows or more."""
    found: dict[tuple[str, str, str], tuple[list[tuple[str, Budget]], list[str]]] = {}
    for result in report.results:
        one = result.id
        if one.row:
            rows, failed = found.setdefault((one.brief, one.variant, one.language), ([], []))
            if isinstance(result.page, Budget):
                rows.append((one.row, result.page))
            else:
                failed.append(one.row)
    return tuple(
        SeriesRoom(*page, tuple(sorted(rows, key=lambda row: (room_of(row[1]), row[0]))), tuple(failed))
        for page, (rows, failed) in found.items()
        if len(rows) > 1
    )


def lines_of(series: SeriesRoom) -> Iterator[str]:
    """Yield what is read on a terminal: the tightest rows, and the budget for all of them."""
    over, every = len(series.too_long), len(series.rows) + len(series.failed)
    said = [
        styled("all fit", fg="green") if not over and not series.failed else "",
        styled(f"{count(over, 'row')} too long", fg="red") if over else "",
        styled(f"{count(len(series.failed), 'row')} not measured", fg="red") if series.failed else "",
    ]
    head = styled(f"{series.brief} {series.variant} ({series.language})", bold=True)
    yield f"{head}  {count(every, 'row')}, {', '.join(filter(None, said))}"
    width = max(len("tightest"), *(len(name) for name, _ in series.rows)) + 2
    yield styled(f"  {'tightest':{width}}  words   room  type", bold=True)
    for name, budget in series.rows[:MOST_ROWS]:
        fit = budget.fit
        shown = f"{fit.body_pt:g}/{fit.leading_pt:g} pt" if fit else styled("does not fit", fg="red")
        yield f"    {name:{width}}{budget.words:5}  {room_of(budget):5}  {shown}"
    if len(series.rows) > MOST_ROWS:
        yield f"    … and {count(len(series.rows) - MOST_ROWS, 'row')} with more room"
    best, floor = series.best, series.floor
    yield (
        f"  every row would fit with {floor.words} words at {floor.body_pt:g}/{floor.leading_pt:g} pt, "
        f"and with {best.words} at {best.body_pt:g}/{best.leading_pt:g} pt"
    )
    yield ""
