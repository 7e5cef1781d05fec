"""A band of time to scale: spans as bars on one line, gaps left empty, events on leader lines.

In: `Moment`s, a `Theme`, a size. Out: an SVG. Next: `drawings` names it as a figure of the page.

Each label begins at its moment, or ends there on a page that runs from right to left. The scale ends where
the last label still has room, and a label stands above all whose leader would cross it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from copyfit.chart.sketch import Sketch
from copyfit.chart.theme import Theme
from copyfit.errors import BriefError, Place, Problem
from copyfit.units import mm_from_pt, pt_from_px

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
BAR_PX = 8.0
LANE_PX = 10.0
LEADER_PX = 5.0
GUTTER_PX = 8.0
INSET_PX = 3.0
EDGE_PX = 2.0
"""How far the last label stays from the edge: a letter may reach a little beyond its width."""
LEAST_SHARE = 0.4
"""How much of its width the band has at least for its scale; the rest is the last labels'."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened, and when: in years with their fraction; a span has an `end`, an event none."""

    start: float
    end: float | None
    when: str
    label: str


def draw_band(
    moments: Sequence[Moment],
    theme: Theme,
    width_mm: float,
    height_mm: float,
    place: Place,
    *,
    mirrored: bool,
) -> bytes:
    """Draw moments to scale, `width_mm` × `height_mm` large.

    Raises BriefError at `place` if the labels have no room, or no letters.
    """
    sketch = Sketch(theme, width_mm, height_mm, mirrored=mirrored)
    moments = sorted(moments, key=lambda one: (one.start, one.end or one.start))
    first, last = math.floor(moments[0].start), max(one.end or one.start for one in moments)
    widths = [_width(sketch, one) for one in moments]
    scale = _scale(sketch, moments, widths, first, last)
    if scale * (last - first) < sketch.width * LEAST_SHARE:
        longest = max(zip(widths, moments, strict=True), key=lambda pair: pair[0])[1]
        message = f"the band of time has no room for its labels: “{longest.label}” is too long"
        raise BriefError(Problem("band-full", message, "say it in fewer words", place))
    starts = [INSET_PX + (one.start - first) * scale for one in moments]
    rows = _rows(starts, widths)
    lanes = lanes_of(moments)
    axis = sketch.height - sketch.line_px - 4
    top = axis - (max(lanes, default=0) + 1) * LANE_PX + (LANE_PX - BAR_PX)
    needed = sketch.line_px * (max(rows) + 1) + LEADER_PX + sketch.height - top
    if needed > sketch.height + 0.5:
        least = math.ceil(mm_from_pt(pt_from_px(needed)))
        message = f"the labels of the band of time take {least} mm, and it is {height_mm:g} mm high"
        raise BriefError(Problem("band-full", message, f"write height_mm: {least}, or fewer events", place))
    _axis(sketch, axis, first, last, scale)
    for one, start, lane in zip(moments, starts, lanes, strict=True):
        base = axis - lane * LANE_PX
        if one.end is not None:
            right = INSET_PX + (one.end - first) * scale
            sketch.bar(start, base - BAR_PX, max(right, start + 1), base, "accent" if lane == 0 else "second")
    for one, start, row, lane in zip(moments, starts, rows, lanes, strict=True):
        baseline = top - LEADER_PX - row * sketch.line_px - sketch.text_px * 0.25
        foot = axis - lane * LANE_PX - (BAR_PX if one.end is not None else 0)
        sketch.rule((start, baseline + 2), (start, foot), "second", 0.5)
        if one.end is None:
            sketch.dot((start, axis), 2.75, "accent", "#ffffff")
        sketch.label(start, baseline, one.when, "accent", bold=True)
        after = start + sketch.measured(f"{one.when} ", bold=True)
        sketch.label(after, baseline, one.label, "ink")
    if problems := sketch.missing_letters(place):
        raise BriefError(problems)
    return sketch.finished()


def _width(sketch: Sketch, one: Moment) -> float:
    return sketch.measured(f"{one.when} ", bold=True) + sketch.measured(one.label)


def _scale(
    sketch: Sketch, moments: Sequence[Moment], widths: Sequence[float], first: float, last: float
) -> float:
    """Return px for a year: as many as leave each label its room at the end."""
    room = sketch.width - INSET_PX
    most = [(room - INSET_PX) / max(last - first, 0.1)]
    for one, width in zip(moments, widths, strict=True):
        if one.start > first:
            most.append((room - EDGE_PX - width) / (one.start - first))
    return max(min(most), 0.0)


def _rows(starts: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return for each label how many rows above the lowest it stands, so that no leader crosses one."""
    rows = [0] * len(starts)
    for index in reversed(range(len(starts))):
        end = starts[index] + widths[index] + GUTTER_PX
        crossed = [rows[other] for other in range(index + 1, len(starts)) if starts[other] < end]
        rows[index] = max(crossed) + 1 if crossed else 0
    return rows


def lanes_of(moments: Sequence[Moment]) -> list[int]:
    """Return for each span the lowest lane that is free from its start; 0 for an event."""
    free: list[float] = []
    lanes = []
    for one in moments:
        if one.end is None:
            lanes.append(0)
            continue
        lane = next((number for number, end in enumerate(free) if end <= one.start), len(free))
        free[lane : lane + 1] = [one.end]
        lanes.append(lane)
    return lanes


def _axis(sketch: Sketch, axis: float, first: int, last: float, scale: float) -> None:
    """Draw the line of time with its years."""
    end = math.ceil(last)
    right = min(INSET_PX + (end - first) * scale, sketch.width)
    sketch.rule((INSET_PX, axis), (right, axis), "ink", 1)
    room = sketch.measured("0000") * 1.6
    step = next((step for step in STEPS if step * scale >= room), STEPS[-1])
    for year in range(first - first % step, end + 1, step):
        if year >= first:
            x = INSET_PX + (year - first) * scale
            sketch.rule((x, axis), (x, axis + 3), "ink", 1)
            half = sketch.measured(str(year)) / 2
            middle = min(max(x, half), sketch.width - half)
            sketch.label(middle, axis + 3 + sketch.text_px, str(year), "second", anchor="middle")
