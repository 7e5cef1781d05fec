"""`rows: figures/fares.csv`: a table whose rows stand in a CSV file of the brief.

In: a brief's data, the model that it follows, and the job's files. Out: the data with the rows filled in,
each with its line of the CSV file, and what is wrong with the file or the names of its columns. Next: `load`
checks it; a cell is read as one that stands in the brief. With `where` only those rows are taken whose cells
in these columns are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from copyfit.content.brief import Brief
from copyfit.content.fields import item_of, member, model_in
from copyfit.content.kinds import Table
from copyfit.errors import BriefError, Place, Problem
from copyfit.project import BRIEFS, Files
from copyfit.yaml.file import Path, Places, YamlFile
from copyfit.yaml.schema import did_you_mean, one_of
from copyfit.yaml.separated import CsvTable, only_where, read_table

ROWS = "rows"
WHERE = "where"


def with_rows(
    raw: YamlFile, model: type[Brief], files: Files, slug: str
) -> tuple[YamlFile, tuple[Problem, ...]]:
    """Return `raw` with the rows of every table that names a file for them, and the problems met."""
    filling = _Filling(raw.places, files, f"{BRIEFS}/{slug}/")
    data = {name: filling.value(value, (name,), member(model, name)) for name, value in raw.data.items()}
    places = replace(raw.places, values=filling.values, keys=filling.keys)
    return replace(raw, data=data, places=places), tuple(filling.problems)


class _Filling:
    """Fills in one brief's tables and keeps where each row stands; a table that cannot be has no rows."""

    def __init__(self, places: Places, files: Files, folder: str) -> None:
        self.places, self.files, self.folder = places, files, folder
        self.values: dict[Path, Place] = dict(places.values)
        self.keys: dict[Path, Place] = dict(places.keys)
        self.problems: list[Problem] = []

    def value(self, value: Any, at: Path, kind: Any) -> Any:
        """Return a block's value with the rows of its tables."""
        if isinstance(value, list):
            return [self.value(item, (*at, index), member(kind, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict) or model_in(item_of(kind)) is not Table:
            return value
        columns = value.get("columns")
        named = [
            (index, column["field"])
            for index, column in enumerate(columns if isinstance(columns, list) else ())
            if isinstance(column, dict) and isinstance(column.get("field"), str)
        ]
        if isinstance(value.get(ROWS), str):
            return {**value, ROWS: self._rows(value[ROWS], at, columns, named, value.get(WHERE))}
        if value.get(WHERE):
            message = "`where` chooses among the rows of a file, and the rows stand here"
            place = self.places.of_key(*at, WHERE)
            self.problems.append(Problem("contradiction", message, "remove `where`", place))
        for index, name in named:
            message = f"the column `{name}` is one of a file, and the rows stand here"
            place = self.places.of_key(*at, "columns", index, "field")
            self.problems.append(Problem("contradiction", message, "remove `field`", place))
        return value

    def _rows(
        self, name: str, at: Path, columns: Any, named: Sequence[tuple[int, str]], where: Any
    ) -> list[list[str]]:
        table = self._table(name, self.places.of(*at, ROWS))
        if table is None:
            return []
        problems = list(self._misnamed(table, at, columns, named)) if isinstance(columns, list) else []
        if isinstance(where, dict) and not problems:
            asked = {name: str(value) for name, value in where.items()}
            try:
                table = only_where(table, asked, self.places.of(*at, WHERE))
            except BriefError as error:
                problems += error.problems
        if problems:
            self.problems += problems
            return []
        taken = [table.columns.index(field) for _, field in named] or range(len(table.columns))
        for number, line in enumerate(table.lines):
            place = Place(table.path, line)
            for path in ((*at, ROWS, number), *((*at, ROWS, number, cell) for cell in range(len(taken)))):
                self.values[path] = self.keys[path] = place
        return [[row[index] for index in taken] for row in table.rows]

    def _table(self, name: str, place: Place) -> CsvTable | None:
        """Return the CSV file that a table names; say so if there is none, or what is wrong with it."""
        path = f"{self.folder}{name}"
        if path not in self.files:
            near = [one.removeprefix(self.folder) for one in self.files if one.startswith(self.folder)]
            hint = did_you_mean(name, [one for one in near if one.endswith(".csv")])
            hint = hint or f"put it into {self.folder}figures/, or write a list of rows"
            self.problems.append(Problem("missing-file", f"there is no {path}", hint, place))
            return None
        if not name.lower().endswith(".csv"):
            hint = "save the data as CSV, with a row of names"
            self.problems.append(Problem("wrong-value", f"`{name}` is not a CSV file", hint, place))
            return None
        try:
            table = read_table(path, self.files[path])
        except BriefError as error:
            self.problems += error.problems
            return None
        if not table.rows:
            message = "the file has no row below the names of its columns"
            self.problems.append(Problem("empty-value", message, "add one", Place(path, 1)))
            return None
        return table

    def _misnamed(
        self, table: CsvTable, at: Path, columns: Sequence[Any], named: Sequence[tuple[int, str]]
    ) -> Iterator[Problem]:
        """Yield the columns that the file does not have, or that do not say which of its columns they are."""
        for index, name in named:
            if name not in table.columns:
                hint = did_you_mean(name, table.columns) or f"it has {one_of(table.columns, 20)}"
                place = self.places.of(*at, "columns", index, "field")
                yield Problem("unknown-column", f"{table.path} has no column `{name}`", hint, place)
        if not named and len(columns) != len(table.columns):
            message = f"columns in {table.path}: {len(table.columns)}; columns of the table: {len(columns)}"
            hint = f"say of each which it is: {{head: …, field: {table.columns[0]}}}"
            yield Problem("wrong-row", message, hint, self.places.of(*at, "columns"))
        for index in sorted(set(range(len(columns))) - {index for index, _ in named}) if named else ():
            hint = f"write field: {one_of(table.columns, 20)}"
            message = f"column {index + 1} does not say which column of {table.path} it is"
            yield Problem("missing-key", message, hint, self.places.of(*at, "columns", index))
