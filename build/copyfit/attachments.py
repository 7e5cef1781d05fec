"""What an archival PDF carries beside its page: data of charts and tables, sources, on request the brief.

In: an edition that was drawn and the ids of its sources. Out: files by name. Only what stands on this page is
among them: a brief may hold what is for other readers, so it goes along by its own option alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from copyfit.chart.tables import table_path
from copyfit.content.kinds import Figure, Table
from copyfit.figures import CHART, Drawn
from copyfit.layout.boxes import Attached
from copyfit.project import BRIEFS, Files
from copyfit.yaml.json import read_json


def attachments(
    page: Drawn, files: Files, sources: Sequence[str], shown: frozenset[str], *, with_brief: bool
) -> tuple[Attached, ...]:
    """Return what goes along with a page; `shown` are the ids of the figures and tables on it.

    `files` are those that the edition was made from, charts not yet drawn.
    """
    found = {one.name: one for one in (*_rows(page, files, shown), *_tables(page, files, shown))}
    items = [dict(page.edition.loaded.sources[name]) for name in sources]
    if items:
        content = json.dumps(items, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
        told = "The sources that this page cites or lists, as CSL JSON"
        found["sources.json"] = Attached("sources.json", content.encode(), told, "Data")
    if with_brief:
        path = page.edition.loaded.path
        found["brief.yaml"] = Attached(
            path.rpartition("/")[2], files[path], "The brief that this page was made from", "Source"
        )
    return tuple(found[name] for name in sorted(found))  # as a name tree wants them (ISO 32000-1, §7.9.6)


def _rows(page: Drawn, files: Files, shown: frozenset[str]) -> Iterator[Attached]:
    """Yield the CSV files in which the rows of the tables stand that are shown."""
    loaded = page.edition.loaded
    for table in page.edition.brief.of_kind(Table):
        if table.id in shown:
            path = loaded.places.of(*loaded.places.statements[table.id], "rows", 0).path
            if path != loaded.path and path in files:
                told = f"The rows of the table {table.id}"
                yield Attached(path.rpartition("/")[2], files[path], told, "Data")


def _tables(page: Drawn, files: Files, shown: frozenset[str]) -> Iterator[Attached]:
    """Yield the CSV files behind the charts that are shown."""
    folder = f"{BRIEFS}/{page.edition.slug}/"
    for figure in page.edition.brief.of_kind(Figure):
        if figure.id in shown and figure.file.endswith(CHART):
            spec = folder + figure.file
            for url in _addresses(read_json(spec, files[spec])[0]):
                path = table_path(url, spec, files)
                if path:
                    told = f"The data of the figure {figure.id}"
                    yield Attached(path.rpartition("/")[2], files[path], told, "Data")


def _addresses(value: object) -> Iterator[str]:
    """Yield the address of every table that a chart reads."""
    if isinstance(value, Mapping):
        data = value.get("data")
        if isinstance(data, Mapping) and isinstance(data.get("url"), str):
            yield data["url"]
        for part in value.values():
            yield from _addresses(part)
    elif isinstance(value, list):
        for part in value:
            yield from _addresses(part)
