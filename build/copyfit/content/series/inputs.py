"""What the pages of one row are made from: of the series its row, of other tables the rows that they show.

In: a brief's files, what the brief takes from tables, and a row. Out: the row's files, and where their lines
stand in the whole ones. Next: `build` keys an edition by them, so that a change of one row makes the pages of
that row anew and no others. Nothing heavy is imported: a build that has nothing to do comes by here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copyfit.content.series.table import rows_of, sheet_of
from copyfit.errors import Place, Problem
from copyfit.project import BRIEFS, Files
from copyfit.suggest import did_you_mean

if TYPE_CHECKING:
    from copyfit.yaml.sheet import Excerpt, RowTable, TableRow

CHART = ".vl.json"
_ROW = re.compile(r"\{row:([^{}]+)\}")
ROWS = "rows"
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table's or a chart's file, and for which rows of its data, column by column; () for all."""

    file: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class SeriesUse:
    """The table of a series, the column that names its pages, and what else of the brief reads tables.

    Files are named as in the brief, relative to its folder; where `where` names cells, so does this. `place`
    is where the brief names the table.
    """

    file: str
    slug: str
    uses: tuple[TableUse, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RowFiles:
    """The files that the pages of a row may read; `excerpts` are those of which it has a part, by path."""

    files: Files
    row: TableRow
    excerpts: Mapping[str, Excerpt] = field(default_factory=dict)

    def original(self, place: Place | None) -> Place | None:
        """Return where a place in these files stands in the project's own."""
        excerpt = self.excerpts.get(place.path) if place else None
        return excerpt.original(place) if excerpt and place else place


class SeriesFiles:
    """The files of a brief that is a series, and what of them each row has.

    Raises BriefError, when it is made, for a table that cannot be used.
    """

    def __init__(self, files: Files, slug: str, series: SeriesUse) -> None:
        self.files, self.folder, self.series = files, f"{BRIEFS}/{slug}/", series
        self.path = f"{self.folder}{series.file}"
        self.rows = rows_of(files, self.path, series.slug, series.place)
        self._numbers = {row.line: number for number, row in enumerate(self._sheet(self.path).rows)}
        self._groups: dict[tuple[str, str], dict[str, list[int]]] = {}
        self._shared = {path: content for path, content in files.items() if not self._is_of_a_row(path)}
        self._parted = dict(self._parted_tables())

    def of(self, slug: str) -> RowFiles:
        """Return the files of the row that is called `slug`."""
        row = self.rows[slug]
        excerpts = {path: self._excerpt(path, uses, row) for path, uses in self._parted.items()}
        own = {path: content for path, content in self.files.items() if self._row_of(path) == slug}
        parts = {path: excerpt.content for path, excerpt in excerpts.items()}
        return RowFiles(dict(sorted({**self._shared, **own, **parts}.items())), row, excerpts)

    def strays(self) -> Iterator[Problem]:
        """Yield a warning for the file of each row that the table does not have."""
        for path in self.files:
            name = self._row_of(path)
            if name and name not in self.rows:
                hint = did_you_mean(name, self.rows) or f"remove it, or add the row to {self.path}"
                yield Problem("unknown-row", f"{self.path} has no row `{name}`", hint, Place(path), "warning")

    # -- which file is whose --

    def _is_of_a_row(self, path: str) -> bool:
        return bool(self._row_of(path))

    def _row_of(self, path: str) -> str:
        """Return whose file of a row a path is, "" for other files."""
        folder = f"{self.folder}{ROWS}/"
        if not path.startswith(folder) or not path.endswith(".yaml"):
            return ""
        return path.removeprefix(folder).split(".")[0]

    # -- parts of tables --

    def _parted_tables(self) -> Iterator[tuple[str, tuple[Where, ...]]]:
        """Yield the tables of which a row has only a part, each with what it has of them."""
        for path in self.files:
            if not path.startswith(self.folder) or path.endswith(CHART):
                continue
            is_series = path == self.path
            if not is_series and not path.lower().endswith(".csv"):
                continue
            uses = tuple(self._uses_of(path))
            if all(uses) and (uses or is_series):
                yield path, uses

    def _uses_of(self, path: str) -> Iterator[Where]:
        """Yield for which rows each table and each chart takes a file: () for all of them."""
        name = path.removeprefix(self.folder)
        yield from (use.where for use in self.series.uses if use.file == name)
        charts: dict[str, list[Where]] = {}
        for use in self.series.uses:
            charts.setdefault(f"{self.folder}{use.file}", []).append(use.where)
        last = name.rpartition("/")[2].encode()
        for spec, content in self.files.items():
            if spec.startswith(self.folder) and spec.endswith(CHART) and last in content:
                yield from charts.get(spec, [()])

    def _excerpt(self, path: str, uses: tuple[Where, ...], row: TableRow) -> Excerpt:
        sheet = self._sheet(path)
        kept = {self._numbers[row.line]} if path == self.path else set()
        for where in uses:
            kept |= self._matching(sheet, where, row)
        return sheet.excerpt(kept)

    def _matching(self, sheet: RowTable, where: Where, row: TableRow) -> set[int]:
        found: set[int] | None = None
        for column, value in where:
            group = self._grouped(sheet, column).get(_filled(value, row), [])
            found = set(group) if found is None else found & set(group)
        return found or set()

    def _grouped(self, sheet: RowTable, column: str) -> dict[str, list[int]]:
        """Return the numbers of a table's rows by what their cell of a column holds."""
        known = self._groups.get((sheet.path, column))
        if known is None:
            known = {}
            for number, one in enumerate(sheet.rows):
                known.setdefault(one.cells.get(column, ""), []).append(number)
            self._groups[sheet.path, column] = known
        return known

    def _sheet(self, path: str) -> RowTable:
        return sheet_of(self.files, path)


def _filled(value: str, row: TableRow) -> str:
    """Return what `where` says for a row."""
    return _ROW.sub(lambda found: row.cells.get(found[1].strip(), ""), value).strip()
