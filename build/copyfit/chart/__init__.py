"""Charts: a Vega-Lite spec and its CSV → a vector picture, dressed in the house's tokens.

In: a spec's path, the project's files, a `Theme`, a size. Out: `Chart`, an SVG of exactly that
size, the same bytes each time. Next: `composing` puts it on the page, `docx` embeds it beside its
`raster`. A leaf: it knows no brief, no page and no format, and imports its engine only to draw.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.chart.dress import dressed
from copyfit.chart.mistakes import mistakes
from copyfit.chart.names import restored
from copyfit.chart.row import CELL, NO_ROW, RowOfChart, cells_in, with_cells
from copyfit.chart.spec import Spec, read_spec
from copyfit.chart.tables import find_table
from copyfit.chart.theme import Theme, configuration, theme_from_css
from copyfit.chart.views import expressions
from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable, only_where

__all__ = [
    "CELL", "Chart", "RowOfChart", "Theme", "cells_in", "draw", "is_plain", "outlined", "painted",
    "raster", "theme_from_css",
]  # fmt: skip

_NOT_PLAIN = re.compile(
    rb"<(linearGradient|radialGradient|pattern|mask|filter|image)\b|"
    rb'<(?=[^>]*\sstroke-opacity="0?\.)(?=[^>]*\sfill="(?!none))[^>]*>'
)
"""Gradients, and borders that let their own shape through (ISO 32000-1, §11.7.4.4)."""

SCALE_300_DPI = 300 / 96
"""Pixels of a raster for each CSS px of its picture, for 300 to the inch."""
SIZE_TOLERANCE_MM = 0.2


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: SVG with its size in mm, its text as text in the theme's family.

    Labels with right-to-left letters are shapes, since no engine sets them rightly inside an SVG.
    """

    svg: bytes


def draw(
    spec_path: str,
    files: Mapping[str, bytes],
    theme: Theme,
    width_mm: float,
    height_mm: float,
    language: str,
    row: RowOfChart = NO_ROW,
) -> Chart:
    """Draw the spec at `spec_path`, with the CSV that it names in `files`, `width_mm` × `height_mm` large.

    Of a series it is the chart of one `row`. Raises BriefError with every mistake in spec and data, each with
    its place.
    """
    spec = with_cells(_spec(spec_path, files), row)
    tables, problems = _tables(spec, files, row)
    problems = [*problems, *mistakes(spec, tables, theme)]
    if problems:
        raise BriefError(problems)
    content = dressed(spec, tables, theme, width_mm, height_mm, language)
    svg = restored(_drawn(spec, content, theme, language))
    return Chart(_checked(spec, tables, svg, theme.family, width_mm, height_mm))


def raster(svg: bytes, scale: float = SCALE_300_DPI) -> bytes:
    """Return an `svg` as PNG with `scale` pixels for each CSS px (1/96 in).

    Raises RuntimeError or ValueError if it cannot be drawn.
    """
    from copyfit.chart.picture import pixels

    return pixels(svg.decode(), scale)


def painted(svg: bytes, scale: float = SCALE_300_DPI) -> Any:
    """Return an `svg` as a picture of Pillow's, as large as its `raster`. Raises as that does."""
    from copyfit.chart.picture import painted as picture_of

    return picture_of(svg.decode(), scale)


def is_plain(svg: bytes) -> bool:
    """Return whether a chart is of shapes, letters and plain colours, which all programs paint alike."""
    return not _NOT_PLAIN.search(svg)


def outlined(svg: bytes) -> bytes:
    """Return a chart's `svg` with its letters as shapes, for programs that may lack the family."""
    from copyfit.chart.outline import with_outlines

    return with_outlines(svg)


def _spec(path: str, files: Mapping[str, bytes]) -> Spec:
    if path in files:
        return read_spec(path, files[path])
    known = [name for name in files if name.endswith(".json")]
    near = difflib.get_close_matches(path, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "a chart is a file that ends in `.vl.json`"
    raise BriefError(Problem("chart-missing", f"{path} does not exist", hint, Place(path)))


def _tables(
    spec: Spec, files: Mapping[str, bytes], row: RowOfChart
) -> tuple[dict[Path, CsvTable], list[Problem]]:
    """Return the table of each `data` that names a file, by the path of that `data`, and what is wrong."""
    tables: dict[Path, CsvTable] = {}
    problems: list[Problem] = []
    for at, value in spec.parts():
        if not (at and at[-1] == "data" and isinstance(value, dict) and "url" in value):
            continue
        place = spec.of((*at, "url"))
        if not isinstance(value["url"], str):
            hint = 'write `"url": "data.csv"`'
            problems.append(Problem("chart-address", "`url` is not a text", hint, place))
            continue
        problems.extend(_unread_format(spec, at, value.get("format", {})))
        try:
            table = find_table(value["url"], spec.path, files, place)
            tables[at] = only_where(table, dict(row.where), row.place) if row.where else table
        except BriefError as error:
            problems.extend(error.problems)
    return tables, problems


def _unread_format(spec: Spec, at: Path, given: object) -> Iterator[Problem]:
    """Yield what in a `format` is not for CSV."""
    kind = given.get("type", "csv") if isinstance(given, dict) else "csv"
    if kind != "csv":
        hint = "remove `format.type`"
        yield Problem("chart-address", "data in files is CSV only", hint, spec.of((*at, "format", "type")))
    parse = given.get("parse") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not (parse is None or isinstance(parse, dict)):
        message = "`format` says how columns are read"
        hint = 'write `"format": {"parse": {"staff": "number"}}`, or leave it out'
        yield Problem("chart-spec", message, hint, spec.of((*at, "format")))


def _drawn(spec: Spec, content: Mapping[str, object], theme: Theme, language: str) -> str:
    from copyfit.chart.picture import vector

    house = configuration(theme)
    try:
        return vector(content, house, theme.family, language)
    except ValueError as error:
        place = _blamed(spec, theme, language) or Place(spec.path)
        message = f"Vega-Lite cannot draw this: {error}"
        hint = "the editor at https://vega.github.io/editor shows more"
        raise BriefError(Problem("chart-spec", message, hint, place)) from None


def _blamed(spec: Spec, theme: Theme, language: str) -> Place | None:
    """Return the place of the first expression that Vega cannot read, if that is what is wrong."""
    from copyfit.chart.picture import vector

    for at, text in expressions(spec):
        probe = {"data": {"values": [{}]}, "transform": [{"filter": text}], "mark": "point"}
        try:
            vector(probe, {}, theme.family, language)
        except ValueError:
            return spec.of(at)
    return None


def _checked(
    spec: Spec, tables: Mapping[Path, CsvTable], svg: str, family: str, width_mm: float, height_mm: float
) -> bytes:
    """Return the finished picture.

    Raises BriefError if it is empty, too large, has something beyond its edges, or letters of no face.
    """
    from copyfit.chart.finish import MAX_SVG_BYTES, drawn_size_mm, draws_nothing, finished
    from copyfit.chart.letters import missing_letters
    from copyfit.chart.outline import with_outlines

    place = Place(spec.path, 1, 1)
    if len(svg) > MAX_SVG_BYTES:
        raise BriefError(Problem("chart-large", "the chart has too many marks", "draw fewer rows", place))
    if draws_nothing(svg):
        hint = "does a `filter` leave any row, and is each `field` filled in?"
        raise BriefError(Problem("chart-empty", "the chart shows nothing of its data", hint, place))
    if "NaN" in svg:
        hint = "a calculation or a column gives something that is not a number; which one does `field` name?"
        raise BriefError(Problem("chart-number", "a mark has no place in the chart", hint, place))
    width, height = drawn_size_mm(svg)
    if width > width_mm + SIZE_TOLERANCE_MM or height > height_mm + SIZE_TOLERANCE_MM:
        message = (
            f"the chart takes {width:.1f} × {height:.1f} mm, and its frame is {width_mm:g} × {height_mm:g} mm"
        )
        hint = "set `width` and `height` of each chart in it (1 mm is 3.78 px), or `height_mm` in the brief"
        raise BriefError(Problem("chart-size", message, hint, place))
    bare = finished(svg, width_mm, height_mm)
    picture = with_outlines(bare, only_rtl=True)
    problems = [
        *missing_letters(bare, spec, tables, family),
        *_beyond_edges(picture, place),
    ]
    if problems:
        raise BriefError(problems)
    return picture


def _beyond_edges(picture: bytes, place: Place) -> list[Problem]:
    from copyfit.chart.finish import cut_off

    return [
        Problem(
            "chart-cut-off",
            f"something in the chart stands {length_mm:.1f} mm beyond its {edge} edge",
            "shorten or move the label, or widen the scale's domain",
            place,
        )
        for edge, length_mm in cut_off(outlined(picture))
    ]
