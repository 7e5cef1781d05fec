"""A locator map: where places are, on the outlines of countries, with one arrow at most.

In: `Landmark`s, a `Theme`, a size. Out: an SVG. Next: `drawings` names it as a figure. The outlines are
Natural Earth's (public domain), 1:50 million; plate carrée, meridians as close as in the map's middle.
"""

from __future__ import annotations

import gzip
import json
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal

from copyfit.chart.sketch import Point, Sketch
from copyfit.chart.theme import Theme
from copyfit.errors import BriefError, Place, Problem

MARGIN = 0.22
"""The share of the map around its places, on each side."""
LEAST_DEGREES = 5.0
DOT_PX = 3.0
MINOR_PX = 2.0
NEAR_PX = 0.6
HEAD_PX = 7.0
AWAY_PX = 5.0
LONGEST_SHOWN = 60
EMPTY = frozenset(("Antarctica",))


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place with its name, in degrees east and north; `look` says how much of it is seen."""

    name: str
    east: float
    north: float
    look: Literal["place", "minor", "area"] = "place"


@dataclass(frozen=True, slots=True)
class Route:
    """Where an arrow leads, by the numbers of two spots."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed outline, in degrees, with its south-western and north-eastern corners."""

    easts: array[float]
    norths: array[float]
    least: Point
    most: Point

    @property
    def points(self) -> Iterator[Point]:
        """Its points in order: all countries' at once would take as much memory as a page."""
        return zip(self.easts, self.norths, strict=True)


def country_names() -> tuple[str, ...]:
    """Return the names of the countries that can be tinted, in English, as Natural Earth has them."""
    return tuple(_outlines())


def draw_locator(
    spots: Sequence[Landmark],
    route: Route | None,
    tinted: Sequence[str],
    theme: Theme,
    width_mm: float,
    height_mm: float,
    place: Place,
) -> bytes:
    """Draw the map, `width_mm` × `height_mm` large.

    Raises BriefError at `place` if a name has no room, or no letters.
    """
    sketch = Sketch(theme, width_mm, height_mm)
    view = _view(spots, sketch)
    sketch.bar(0, 0, sketch.width, sketch.height, "tint")
    for name, rings in _outlines().items():
        near = (ring.points for ring in rings if _is_near(ring, view, sketch))
        clipped = (_thinned(_clipped(list(map(view.at, points)), sketch)) for points in near)
        shown = [ring for ring in clipped if ring]
        sketch.shape(shown, "soft" if name in tinted else "#ffffff", "line")
    points = [view.at((spot.east, spot.north)) for spot in spots]
    if route:
        _arrow(sketch, points[route.start], points[route.end])
    for spot, point in zip(spots, points, strict=True):
        if spot.look == "place":
            sketch.dot(point, DOT_PX, "accent", "#ffffff")
        elif spot.look == "minor":
            sketch.dot(point, MINOR_PX, "second", "#ffffff")
    _names(sketch, spots, points, route, place)
    if problems := sketch.missing_letters(place):
        raise BriefError(problems)
    return sketch.finished()


@dataclass(frozen=True, slots=True)
class _View:
    """Which part of the world the map shows: its west and north edge, and px for a degree each way."""

    west: float
    north: float
    across: float
    down: float

    def at(self, place: Point) -> Point:
        """Return where a place in degrees lies on the map, in px."""
        return (place[0] - self.west) * self.across, (self.north - place[1]) * self.down


def _view(spots: Sequence[Landmark], sketch: Sketch) -> _View:
    """Return the view that has all spots well inside; names of areas stand where there is room."""
    spots = [spot for spot in spots if spot.look != "area"] or spots
    wests, norths = [spot.east for spot in spots], [spot.north for spot in spots]
    middle = ((min(wests) + max(wests)) / 2, (min(norths) + max(norths)) / 2)
    squeeze = max(math.cos(math.radians(middle[1])), 0.2)
    span = 1 - 2 * MARGIN
    wide = max((max(wests) - min(wests)) * squeeze / span, LEAST_DEGREES)
    high = max((max(norths) - min(norths)) / span, LEAST_DEGREES)
    down = min(sketch.width / wide, sketch.height / high)
    across = down * squeeze
    return _View(middle[0] - sketch.width / across / 2, middle[1] + sketch.height / down / 2, across, down)


def _arrow(sketch: Sketch, start: Point, end: Point) -> None:
    """Draw a straight arrow that stops short of both dots."""
    length = math.dist(start, end) or 1.0
    x, y = ((to - from_) / length for from_, to in zip(start, end, strict=True))
    first = (start[0] + x * (DOT_PX + 2), start[1] + y * (DOT_PX + 2))
    tip = (end[0] - x * (DOT_PX + 1.5), end[1] - y * (DOT_PX + 1.5))
    foot = (tip[0] - x * HEAD_PX, tip[1] - y * HEAD_PX)
    side = (-y * HEAD_PX * 0.45, x * HEAD_PX * 0.45)
    sketch.rule(first, foot, "accent", 1.75)
    head = [tip, (foot[0] + side[0], foot[1] + side[1]), (foot[0] - side[0], foot[1] - side[1])]
    sketch.shape([head], "accent")


Box = tuple[float, float, float, float]


def _names(
    sketch: Sketch, spots: Sequence[Landmark], points: Sequence[Point], route: Route | None, place: Place
) -> None:
    """Write each name beside its dot, on the first side where it meets no other name, dot or arrow.

    Names of areas come first: they have one place, the others four sides.
    """
    taken: list[Box] = [
        (x, y, x, y) if spot.look == "area" else (x - 4, y - 4, x + 4, y + 4)
        for spot, (x, y) in zip(spots, points, strict=True)
    ]
    if route:
        (x1, y1), (x2, y2) = points[route.start], points[route.end]
        steps = [step / 24 for step in range(2, 23)]
        taken += [
            (x - 1, y - 1, x + 1, y + 1) for x, y in ((x1 + (x2 - x1) * s, y1 + (y2 - y1) * s) for s in steps)
        ]
    areas_first = sorted(enumerate(zip(spots, points, strict=True)), key=lambda one: one[1][0].look != "area")
    for number, (spot, point) in areas_first:
        others = [box for index, box in enumerate(taken) if index != number]
        found = next((one for one in _sides(sketch, spot, point) if _is_free(one[0], others, sketch)), None)
        if found is None:
            hint = "write a shorter name, or fewer places"
            name = spot.name if len(spot.name) <= LONGEST_SHOWN else f"{spot.name[:LONGEST_SHOWN]}…"
            message = f"the map has no room for the name “{name}”"
            raise BriefError(Problem("map-full", message, hint, place))
        box, x, baseline, anchor = found
        taken.append(box)
        is_main = spot.look == "place"
        sketch.label(x, baseline, spot.name, "ink" if is_main else "second", bold=is_main, anchor=anchor)


def _sides(sketch: Sketch, spot: Landmark, point: Point) -> Iterator[tuple[Box, float, float, str]]:
    """Yield where a name may stand: right of its dot, left, above, below; an area's on its place."""
    width, size = sketch.measured(spot.name, bold=spot.look == "place"), sketch.text_px
    x, y = point
    level = y + size * 0.35
    if spot.look == "area":
        x = max(min(x, sketch.width - width / 2 - 2), width / 2 + 2)
        for down in (0.0, -size, size, -2 * size, 2 * size):
            at = level + down
            yield (x - width / 2, at - size * 0.8, x + width / 2, at + size * 0.25), x, at, "middle"
        return
    for left, baseline, at, anchor in (
        (x + AWAY_PX, level, x + AWAY_PX, "start"),
        (x - AWAY_PX - width, level, x - AWAY_PX, "end"),
        (x - width / 2, y - AWAY_PX - 1, x, "middle"),
        (x - width / 2, y + AWAY_PX + size * 0.8, x, "middle"),
    ):
        yield (left, baseline - size * 0.8, left + width, baseline + size * 0.25), at, baseline, anchor


def _is_free(box: Box, others: Sequence[Box], sketch: Sketch) -> bool:
    left, top, right, bottom = box
    inside = left >= 1 and top >= 1 and right <= sketch.width - 1 and bottom <= sketch.height - 1
    return inside and all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3] for other in others
    )


def _thinned(ring: list[Point]) -> list[Point]:
    """Return an outline without the points that lie on one another on paper; nothing of a speck."""
    kept = ring[:1]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) >= NEAR_PX:
            kept.append(point)
    return kept if len(kept) > 2 else []


def _is_near(ring: Ring, view: _View, sketch: Sketch) -> bool:
    """Return whether the rectangle around an outline meets the map: few countries do."""
    (left, bottom), (right, top) = view.at(ring.least), view.at(ring.most)
    return left <= sketch.width and right >= 0 and top <= sketch.height and bottom >= 0


def _clipped(ring: list[Point], sketch: Sketch) -> list[Point]:
    """Return the part of a closed outline inside of the map (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in ((0, 0.0, 1), (0, sketch.width, -1), (1, 0.0, 1), (1, sketch.height, -1)):
        along = [point[axis] for point in ring]
        if min(along) >= edge if sign > 0 else max(along) <= edge:
            continue
        kept: list[Point] = []
        for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
            is_in, is_next_in = ((point[axis] - edge) * sign >= 0 for point in (one, other))
            if is_in:
                kept.append(one)
            if is_in != is_next_in:
                share = (edge - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share))
        ring = kept
        if not ring:
            break
    return ring


@cache
def _outlines() -> Mapping[str, tuple[Ring, ...]]:
    """Return the outlines of each country by its name."""
    packed = json.loads(gzip.decompress(files("copyfit.chart").joinpath("outlines.json.gz").read_bytes()))
    return {name: tuple(map(_ring, rings)) for name, rings in packed.items() if name not in EMPTY}


def _ring(steps: Sequence[int]) -> Ring:
    """Return the ring that is packed as steps east and north by turns, in hundredths of a degree."""
    easts = array("d", [east / 100 for east in accumulate(steps[::2])])
    norths = array("d", [north / 100 for north in accumulate(steps[1::2])])
    return Ring(easts, norths, (min(easts), min(norths)), (max(easts), max(norths)))
