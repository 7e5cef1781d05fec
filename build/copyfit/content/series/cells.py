"""The row that a page is made for: its cells as a text prints them.

In: a row of a sheet, what the brief says of its columns, and the page's language. Out: `RowCells`. Next:
`filling` puts them into the brief's data.

A cell is printed as it was typed: 007, 1,5 and 2026-04-17 stay what they are. Only columns that the brief
names under `numbers` or `days` are written as the language writes numbers and days.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from copyfit.errors import Place, Problem
from copyfit.language.locale import long_date, number
from copyfit.language.numerals import Decimal, Whole
from copyfit.suggest import did_you_mean, one_of
from copyfit.yaml.sheet import TableRow

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
"""A number as data has it: no separators, no sign but a minus, no zero before others."""


class CellMistake(Exception):
    """A cell that a text needs and cannot have: the problem, but for where it is needed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, eq=False)
class RowCells:
    """One row of a series, by the name of its pages, and how its columns are written."""

    slug: str
    row: TableRow
    numbers: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    language: str = "en"

    def raw(self, column: str) -> str:
        """Return a cell as it was typed, "" if it is empty. Raises CellMistake for an unknown column."""
        found = self.row.cells.get(column)
        if found is None:
            known = tuple(self.row.cells)
            hint = did_you_mean(column, known) or f"it has {one_of(known, 20)}"
            message = f"{self.row.path} has no column `{column}`"
            raise CellMistake(Problem("unknown-column", message, hint))
        return found

    def filled(self, column: str) -> str:
        """Return a cell as it was typed. Raises CellMistake if it is empty, too."""
        found = self.raw(column)
        if not found:
            hint = f'fill it in, or say of what uses it when: {_named(column)} != ""'
            raise CellMistake(
                Problem("empty-cell", f"the cell `{column}` is empty", hint, self.place_of(column))
            )
        return found

    def value(self, column: str) -> str | int | float | dt.date:
        """Return what a cell stands for: a number or a day in a column of such. Raises CellMistake."""
        text = self.filled(column)
        if column in self.numbers:
            if not NUMBER.fullmatch(text):
                message = f"`{text[:40]}` stands in the column `{column}`, and is no number as data has it"
                hint = "write 1234.5, without separators and unit, or take the column out of `numbers`"
                raise CellMistake(Problem("wrong-cell", message, hint, self.place_of(column)))
            return Decimal(float(text), text) if "." in text else Whole(int(text), text)
        if column in self.days:
            try:
                if len(text) != 10:
                    raise ValueError(text)
                return dt.date.fromisoformat(text)
            except ValueError:
                message = f"`{text[:40]}` stands in the column `{column}`, and is no day of the calendar"
                hint = "write 2026-04-17, or take the column out of `days`"
                raise CellMistake(Problem("wrong-cell", message, hint, self.place_of(column))) from None
        return text

    def written(self, column: str) -> str:
        """Return a cell as the page's language writes it. Raises CellMistake."""
        found = self.value(column)
        if isinstance(found, dt.date):
            return long_date(found, self.language)
        return number(found, self.language) if isinstance(found, int | float) else found

    def place_of(self, column: str) -> Place:
        """Return where the cell of a column stands."""
        return self.row.place_of(column)


def _named(column: str) -> str:
    return column if re.fullmatch(r"[\w.+-]+", column) else f"`{column}`"
