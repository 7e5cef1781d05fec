"""A band of time that stands upright in a narrow column: time runs down, to scale, beside a list of labels.

In: `Moment`s, a `Theme`, a size. Out: an SVG. Next: `drawings` names it as a figure of the page.

Labels stand in the order of time, each as near its moment as the others leave room, and a leader leads from
one to the other. Spans are bars, side by side where they overlap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from copyfit.chart.band import BAR_PX, LANE_PX, Moment, lanes_of
from copyfit.chart.sketch import Sketch
from copyfit.chart.theme import Theme
from copyfit.errors import BriefError, Place, Problem
from copyfit.units import mm_from_pt, pt_from_px

ELBOW_PX = 18.0
"""How far the labels stand from the bars: what a leader needs to be seen as one."""
GAP_PX = 7.0
ARABIC_LINE = 1.39
"""A label's line on a page that runs from right to left, of its size: dots stand above and below."""
ARABIC_FOOT = 0.25
"""What the dots of the last label need below its line, of its size."""


def draw_upright(
    moments: Sequence[Moment],
    theme: Theme,
    width_mm: float,
    height_mm: float,
    place: Place,
    *,
    mirrored: bool,
) -> bytes:
    """Draw moments to scale from top to bottom, `width_mm` × `height_mm` large.

    Raises BriefError at `place` if the labels have no room, or no letters.
    """
    sketch = Sketch(theme, width_mm, height_mm, mirrored=mirrored)
    moments = sorted(moments, key=lambda one: (one.start, one.end or one.start))
    lanes = lanes_of(moments)
    bars = (max(lanes, default=0) + 1) * LANE_PX
    dates = bars + ELBOW_PX
    words = dates + max(sketch.measured(one.when, bold=True) for one in moments) + GAP_PX
    pitch = sketch.text_px * ARABIC_LINE if mirrored else sketch.line_px
    foot = sketch.text_px * ARABIC_FOOT if mirrored else 0.0
    _refuse_overfull(sketch, moments, words, pitch, foot, place)
    top = pitch / 2
    scale = (sketch.height - 2 * top) / max(_last(moments) - moments[0].start, 0.1)
    heights = [top + (one.start - moments[0].start) * scale for one in moments]
    lines = _lines(heights, pitch, sketch.height - foot)
    sketch.rule((BAR_PX / 2, heights[0]), (BAR_PX / 2, sketch.height - top), "second", 1)
    for one, height, lane in zip(moments, heights, lanes, strict=True):
        if one.end is not None:
            end = max(height + (one.end - one.start) * scale, height + 1)
            sketch.bar(
                lane * LANE_PX, height, lane * LANE_PX + BAR_PX, end, "accent" if lane == 0 else "second"
            )
    for one, height, line, lane in zip(moments, heights, lines, lanes, strict=True):
        begins = lane * LANE_PX + (BAR_PX if one.end is not None else BAR_PX / 2)
        sketch.rule((begins, height), (bars + 2, height), "second", 0.5)
        sketch.rule((bars + 2, height), (dates - 3, line), "second", 0.5)
        if one.end is None:
            sketch.dot((BAR_PX / 2, height), 2.75, "accent", "#ffffff")
        baseline = line + sketch.text_px * 0.34
        sketch.label(dates, baseline, one.when, "accent", bold=True)
        sketch.label(words, baseline, one.label, "ink")
    if problems := sketch.missing_letters(place):
        raise BriefError(problems)
    return sketch.finished()


def _last(moments: Sequence[Moment]) -> float:
    return max(one.end or one.start for one in moments)


def _refuse_overfull(
    sketch: Sketch, moments: Sequence[Moment], words: float, pitch: float, foot: float, place: Place
) -> None:
    """Raise BriefError if a label is too long for its line, or if they are too many for the height."""
    longest = max(moments, key=lambda one: sketch.measured(one.label))
    if words + sketch.measured(longest.label) > sketch.width + 0.5:
        message = f"the band of time has no room for its labels: “{longest.label}” is too long"
        raise BriefError(Problem("band-full", message, "say it in fewer words", place))
    needed = pitch * len(moments) + foot
    if needed > sketch.height + 0.5:
        least = math.ceil(mm_from_pt(pt_from_px(needed)))
        message = f"the labels of the band of time take {least} mm, and it is {sketch.size_mm[1]:g} mm high"
        raise BriefError(Problem("band-full", message, f"write height_mm: {least}, or fewer events", place))


def _lines(heights: Sequence[float], pitch: float, room: float) -> list[float]:
    """Return the middle of each label's line: in order, `pitch` apart or more, near `heights`, in `room`.

    Labels that would overlap are put together around the middle of what they belong to.
    """
    groups: list[tuple[float, int]] = []
    for index, height in enumerate(heights):
        groups.append((height - index * pitch, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (one, many), (other, more) = groups[-2:]
            groups[-2:] = [((one * many + other * more) / (many + more), many + more)]
    first, last = pitch / 2, room - pitch / 2 - (len(heights) - 1) * pitch
    eased = [max(min(start, last), first) for start, many in groups for _ in range(many)]
    return [start + index * pitch for index, start in enumerate(eased)]
