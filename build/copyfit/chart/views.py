"""The views of a chart: one, or several in layers, side by side, or in facets.

In: a spec's content and the tables that it names. Out: each view with its path and the table it draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.chart.spec import Spec
from copyfit.chart.vegalite import COMPOSED
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable

CHILDREN = ("layer", "hconcat", "vconcat", "concat")
EXPRESSIONS = ("filter", "calculate", "test", "expr")


def expressions(spec: Spec) -> Iterator[tuple[Path, str]]:
    """Yield each Vega expression with its path."""
    for at, value in spec.parts():
        if isinstance(value, str) and at and at[-1] in (*EXPRESSIONS, "labelExpr"):
            yield at, value


def is_composed(view: Mapping[str, Any]) -> bool:
    """Return whether `view` holds several charts, whose size Vega-Lite cannot be given from outside."""
    encoding = view.get("encoding")
    faceted = isinstance(encoding, dict) and any(key in encoding for key in ("facet", "row", "column"))
    return faceted or any(key in view for key in COMPOSED)


def views(view: Any, at: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each view of a chart with its path, outermost first."""
    for path, inner, _ in views_with_tables(view, {}, at):
        yield path, inner


def views_with_tables(
    view: Any, tables: Mapping[Path, CsvTable], at: Path = (), table: CsvTable | None = None
) -> Iterator[tuple[Path, Mapping[str, Any], CsvTable | None]]:
    """Yield each view with its path and the table it draws, its own or that of the view around it."""
    if not isinstance(view, dict):
        return
    if "data" in view:
        table = tables.get((*at, "data"))
    yield at, view, table
    for key in CHILDREN:
        children = view.get(key)
        for index, child in enumerate(children if isinstance(children, list) else ()):
            yield from views_with_tables(child, tables, (*at, key, index), table)
    if "spec" in view:
        yield from views_with_tables(view["spec"], tables, (*at, "spec"), table)
