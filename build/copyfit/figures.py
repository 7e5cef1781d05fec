"""An edition's figures as both files take them: charts drawn, pictures prepared, each in its own shape.

In: an `Edition` and the job's files. Out: `Drawn`: the edition with each picture's frame in its shape, the
files with what was drawn, and what is to be said of it. Next: `fit` composes and lays out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from copyfit import trace
from copyfit.chart import CELL, RowOfChart, Theme, cells_in, draw, is_plain, outlined, raster, theme_from_css
from copyfit.content.edition import Edition
from copyfit.content.kinds import Figure, Illustration
from copyfit.content.series.cells import CellMistake
from copyfit.content.series.filling import used_at
from copyfit.drawings import DRAWN, drawings_of
from copyfit.errors import BriefError, CopyfitError, LayoutError, Place, Problem
from copyfit.faces import Face, adopted
from copyfit.layout.boxes import Layout
from copyfit.page.house import read_house
from copyfit.picture import Prepared, is_picture, prepared
from copyfit.project import BRIEFS, TEMPLATES, Files
from copyfit.units import mm_from_pt, pt_from_mm

CHART = ".vl.json"
SCALE_600_DPI = 600 / 96
SAME_SHAPE = 0.02
"""A frame may differ from its picture's shape by as much without a word: it then follows the picture."""
TOLERANCE_MM = 0.3
SOURCES = (".j2", ".html", ".css", ".yaml")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edition ready to be composed: figures in their shape, files with charts and prepared pictures."""

    edition: Edition
    files: Files
    warnings: tuple[Problem, ...] = ()


def drawn(edition: Edition, files: Files) -> Drawn:
    """Return the edition with its charts drawn and its pictures prepared.

    Raises CopyfitError with every mistake in a chart or a picture, each with its place.
    """
    problems: list[Problem] = []
    charts: dict[str, bytes] = {}
    pictures: dict[str, Prepared] = {}
    try:
        charts = charts_of(edition, files)
    except CopyfitError as error:
        problems += error.problems
    try:
        pictures = pictures_of(edition, files)
    except CopyfitError as error:
        problems += error.problems
    if problems:
        raise LayoutError(problems)
    warnings = [
        replace(warning, place=place)
        for path, picture in pictures.items()
        for warning in picture.warnings
        if (place := _named_at(path, edition, files))
    ]
    figures = edition.brief.of_kind(Figure)
    shaped = [_shaped(figure, pictures.get(_path_of(figure, edition))) for figure in figures]
    warnings += [_reshaped(old, new, edition) for old, new in zip(figures, shaped, strict=True)
                 if not _is_alike(old, new)]  # fmt: skip
    bytes_of = {path: picture.content for path, picture in pictures.items()}
    return Drawn(_with(edition, shaped), {**files, **charts, **bytes_of}, tuple(warnings))


def chart_path(figure: Figure) -> str:
    """Return where the drawing of a chart stands among the files of its page."""
    return f"chart/{figure.id}.svg"


def narrowed(page: Drawn, layout: Layout) -> Drawn:
    """Return the page with each figure that stands beyond its column's edge as wide as the column.

    `layout` is what the page was laid out as; the same page is returned if all of it has room.
    Raises LayoutError if it is a template's own picture that has none.
    """
    rooms, others = _rooms(layout)
    if others:
        raise LayoutError([_too_wide(address, room, page) for address, room in others.items()])
    wide = [figure for figure in page.edition.brief.of_kind(Illustration) if figure.id in rooms]
    if not wide:
        return page
    narrow = {figure.id: _narrow(figure, rooms[figure.id]) for figure in wide}
    edition = _with(page.edition, narrow.values())
    warnings = [_narrower(figure, narrow[figure.id], page.edition) for figure in wide]
    return Drawn(edition, {**page.files, **charts_of(edition, page.files)}, (*page.warnings, *warnings))


def _rooms(layout: Layout) -> tuple[dict[str, float], dict[str, float]]:
    """Return the room in mm of each picture that is wider: of figures by id, of others by address."""
    figures: dict[str, float] = {}
    others: dict[str, float] = {}
    for box in (box for one in layout.pages for box in one.walk()):
        room_pt = box.content_right_pt - box.content_left_pt
        for child in box.children:
            if child.picture and child.width_pt > room_pt + pt_from_mm(TOLERANCE_MM):
                figure = box.attributes.get("data-part", "")
                where = figures if figure else others
                where[figure or child.picture.source] = math.floor(mm_from_pt(room_pt) * 10 + 0.01) / 10
    return figures, others


def _narrow(figure: Illustration, room_mm: float) -> Illustration:
    """Return the figure as wide as its column; a picture keeps its shape, what is drawn its height."""
    height = figure.height_mm
    if isinstance(figure, Figure) and not figure.file.endswith(CHART):
        height = round(height * room_mm / figure.width_mm, 2)
    return figure.model_copy(update={"width_mm": room_mm, "height_mm": height})


def _narrower(old: Illustration, new: Illustration, edition: Edition) -> Problem:
    message = (
        f"{_name_of(old)} is {old.width_mm:g} mm wide and its column {new.width_mm:g} mm; "
        f"it stands there as wide as the column"
    )
    place = _place_of(old, "width_mm", edition)
    return Problem("figure-wide", message, f"write width_mm: {new.width_mm:g}", place, "warning")


def _name_of(figure: Illustration) -> str:
    return figure.file if isinstance(figure, Figure) else f"`{figure.id}`"


def _too_wide(address: str, room_mm: float, page: Drawn) -> Problem:
    path = address.removeprefix("asset:")
    message = f"the picture {path} stands beyond the edge of its column, which is {room_mm:g} mm wide"
    hint = "give it a width in the style sheet: max-width: 100%"
    return Problem("figure-wide", message, hint, _named_at(path, page.edition, page.files) or Place(path))


# -- charts --


def charts_of(edition: Edition, files: Files) -> dict[str, bytes]:
    """Return the edition's charts as pictures, by the names that a page knows them by.

    A chart is an SVG; one with gradients is pixels, since readers of PDF differ in those.
    """
    charts = [figure for figure in edition.brief.of_kind(Figure) if figure.file.endswith(CHART)]
    if not charts and not any(edition.brief.of_kind(kind) for kind in DRAWN):
        return {}
    css = _style_sheets(edition, files)
    theme = _theme(css, edition.language)
    drawn: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        drawn |= drawings_of(edition, theme)
    except CopyfitError as error:
        problems += error.problems
    for figure in charts:
        path, size = _path_of(figure, edition), (figure.width_mm, figure.height_mm)
        trace.at(path)
        try:
            svg = _chart(path, files, css, size, edition.language, _row_of(figure, path, edition, files))
        except CopyfitError as error:
            problems += error.problems
            continue
        drawn[chart_path(figure)] = svg if is_plain(svg) else raster(outlined(svg), SCALE_600_DPI)
    if problems:
        raise LayoutError(dict.fromkeys(problems))
    return drawn


def _row_of(figure: Figure, path: str, edition: Edition, files: Files) -> RowOfChart:
    """Return what a chart shows of a row: which rows of its data, and the cells that its words name.

    Raises BriefError for a cell that is not there, or is empty.
    """
    places = edition.loaded.places
    where = tuple((name, str(value)) for name, value in figure.where.items())
    at = places.of_key(*places.statements.get(figure.id, ()), "where")
    cells = edition.loaded.row
    if cells is None or CELL not in files.get(path, b""):
        return RowOfChart(where, at)
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for column, place in cells_in(path, files[path]):
        try:
            found[column] = cells.written(column)
        except CellMistake as mistake:
            problems.append(used_at(mistake.problem, place))
    if problems:
        raise BriefError(problems)
    numbers = {name: float(cells.filled(name)) for name in found if name in cells.numbers}
    return RowOfChart(where, at, tuple(found.items()), tuple(numbers.items()))


def _chart(
    path: str, files: Files, css: str, size: tuple[float, float], language: str, row: RowOfChart
) -> bytes:
    """Return a chart as SVG. One of the same spec, data, colours and faces is drawn once in a process."""
    folder = "/".join(path.split("/")[:2])
    read = {
        name: content
        for name, content in files.items()
        if name == path or (name.endswith(".csv") and name.startswith(f"{folder}/"))
    }
    if path not in read:
        return draw(path, files, _theme(css, language), *size, language, row).svg
    return _chart_of(path, tuple(read.items()), css, size, language, row, tuple(adopted().items()))


@lru_cache(maxsize=32)
def _chart_of(
    path: str,
    files: tuple[tuple[str, bytes], ...],
    css: str,
    size: tuple[float, float],
    language: str,
    row: RowOfChart,
    _faces: tuple[tuple[Face, bytes], ...],
) -> bytes:
    return draw(path, dict(files), _theme(css, language), *size, language, row).svg


@lru_cache(maxsize=8)
def _theme(css: str, language: str) -> Theme:
    return theme_from_css(css, language)


def _style_sheets(edition: Edition, files: Files) -> str:
    """Return the house's style sheet and the variant's, where the colours and sizes are set."""
    style = read_house(files).data["style"]
    paths = dict.fromkeys(
        f"{TEMPLATES}/{name}"
        for name in ("shared/house.css", f"shared/{style}", f"{edition.variant.name}/style.css")
    )
    return "\n".join(files.get(path, b"").decode("utf-8", "replace") for path in paths)


def _path_of(figure: Figure, edition: Edition) -> str:
    return f"{BRIEFS}/{edition.slug}/{figure.file}"


# -- pictures --


def pictures_of(edition: Edition, files: Files) -> dict[str, Prepared]:
    """Return the pictures that a page may show, prepared: the brief's and the templates'.

    Raises LayoutError with what is wrong with those that the brief or a template names; one that nobody
    names is left out.
    """
    widths = _widths(edition)
    pictures: dict[str, Prepared] = {}
    problems: list[Problem] = []
    for path, content in sorted(files.items()):
        if path not in widths and not is_picture(path, content):
            continue
        trace.at(path)
        try:
            pictures[path] = prepared(path, content, widths.get(path))
        except LayoutError as error:
            place = _named_at(path, edition, files)
            problems += [one if one.place else replace(one, place=place) for one in error.problems if place]
            pictures[path] = Prepared(b"", 0, 0)
    if problems:
        raise LayoutError(problems)
    return pictures


def _widths(edition: Edition) -> Mapping[str, float]:
    """Return the widths in mm of the frames that the brief's pictures stand in, the widest of each."""
    widths: dict[str, float] = {}
    for figure in edition.brief.of_kind(Figure):
        if not figure.file.endswith(CHART):
            path = _path_of(figure, edition)
            widths[path] = max(figure.width_mm, widths.get(path, 0))
    return widths


def _named_at(path: str, edition: Edition, files: Files) -> Place | None:
    """Return where the picture at `path` is named: by a figure of the brief, or else by a template."""
    for figure in edition.brief.of_kind(Figure):
        if _path_of(figure, edition) == path:
            return _place_of(figure, "file", edition)
    return next(_lines_with(path.rpartition("/")[2], files), None)


def _lines_with(name: str, files: Files) -> Iterator[Place]:
    for path, content in sorted(files.items()):
        if path.startswith(f"{TEMPLATES}/") and path.endswith(SOURCES):
            lines = content.decode("utf-8", "replace").splitlines() if name.encode() in content else []
            for number, line in enumerate(lines, start=1):
                if name in line:
                    yield Place(path, number, line.index(name) + 1)


def _with(edition: Edition, figures: Iterable[Illustration]) -> Edition:
    """Return the edition with these figures where those of the same ids stand."""
    by_id = {figure.id: figure for figure in figures}
    changes = {
        name: tuple(_exchanged(item, by_id) for item in value)
        if isinstance(value, tuple)
        else _exchanged(value, by_id)
        for name, value in edition.brief.blocks()
    }
    return replace(edition, brief=edition.brief.model_copy(update=changes))


def _exchanged(item: Any, figures: Mapping[str, Illustration]) -> Any:
    return figures.get(item.id, item) if isinstance(item, Illustration) else item


def _shaped(figure: Figure, picture: Prepared | None) -> Figure:
    """Return the figure with a frame in its picture's shape, inside of the one that the brief gives it."""
    if picture is None or not picture.height:
        return figure
    ratio = picture.width / picture.height
    width, height = figure.width_mm, figure.width_mm / ratio
    if height > figure.height_mm * (1 + SAME_SHAPE):
        width, height = figure.height_mm * ratio, figure.height_mm
    return figure.model_copy(update={"width_mm": round(width, 2), "height_mm": round(height, 2)})


def _is_alike(old: Figure, new: Figure) -> bool:
    width, height = new.width_mm / old.width_mm, new.height_mm / old.height_mm
    return max(abs(width - 1), abs(height - 1)) <= SAME_SHAPE


def _reshaped(old: Figure, new: Figure, edition: Edition) -> Problem:
    fitting = round(old.width_mm * new.height_mm / new.width_mm, 1)
    message = (
        f"{old.file} has another shape than its frame of {old.width_mm:g} × {old.height_mm:g} mm; "
        f"it stands there {new.width_mm:g} × {new.height_mm:g} mm large"
    )
    hint = f"write height_mm: {fitting:g}, which fits its width of {old.width_mm:g} mm"
    return Problem("picture-shape", message, hint, _place_of(old, "height_mm", edition), "warning")


def _place_of(figure: Illustration, key: str, edition: Edition) -> Place:
    """Return where the brief gives the figure its `key`, or else its file."""
    places = edition.loaded.places
    at = places.statements.get(figure.id, ())
    return places.of(*at, key if (*at, key) in places.values else "file")
