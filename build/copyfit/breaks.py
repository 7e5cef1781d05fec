"""How far each line is from breaking elsewhere, and what makes that distance larger.

Another engine kerns or does not, joins ligatures or does not, and rounds in its own way. For every
line *free* is the room left on it and *over* is by how much it would be too long with the next
word. Both are measured with HarfBuzz over kerning and ligatures on and off, the worst case counts.

In: lines of a `Layout`. Out: a `BreakAdvice` per paragraph. Next: `docx` moves an edge or ties words.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copyfit.layout.boxes import Line, Run, TextStyle

TIGHT_PT = 0.7
TIE_BELOW_PT = 1.2
TIE_BELOW_JUSTIFIED_PT = 9.0
LARGEST_SHIFT_PT = 5.0
ROOM_SHARE = 0.012
BREAK_AFTER = "-\u2010\u2013\u2014/"
MODES = tuple({"kern": kern, "liga": liga, "clig": liga} for kern in (True, False) for liga in (True, False))

Fonts = Mapping[tuple[str, bool, bool], bytes]


@dataclass(frozen=True, slots=True)
class TightLine:
    """A line whose break another engine may move: its words and the smallest margin, in pt."""

    text: str
    margin_pt: float


@dataclass(frozen=True, slots=True)
class BreakAdvice:
    """What keeps a paragraph's lines as they are.

    `shift_pt` moves the end edge outwards (negative: inwards); `ties` are the numbers of the lines
    whose first two words are tied; `margin_pt` is the smallest margin after both.
    """

    shift_pt: float = 0.0
    ties: frozenset[int] = frozenset()
    margin_pt: float = math.inf
    tight: tuple[TightLine, ...] = ()


def advise(
    lines: Sequence[Line], room_pt: Sequence[float], fonts: Fonts, edge_shows: bool, justified: bool
) -> BreakAdvice:
    """Return how to keep `lines`, each of which has `room_pt` from its start to the end edge.

    `edge_shows` says that the end edge is visible, so that it must not move.
    """
    if not lines:
        return BreakAdvice()
    free = [room - max(_widths(line.runs, fonts)) for line, room in zip(lines, room_pt, strict=True)]
    over = [_over_pt(lines, index, room_pt[index], fonts, tied=False) for index in range(len(lines) - 1)]
    limit = TIE_BELOW_JUSTIFIED_PT if justified else TIE_BELOW_PT
    shift = 0.0 if edge_shows or justified else _shift_pt(free, over, lines)
    ties = set()
    for index, value in enumerate(over):
        if value - shift < limit:
            tied = _over_pt(lines, index, room_pt[index], fonts, tied=True)
            if tied > value:
                ties.add(index + 1)
                over[index] = tied
    if ties and not edge_shows and not justified:
        shift = _shift_pt(free, over, lines)
    margins = [
        min(free[index] + shift, over[index] - shift if index < len(over) else math.inf)
        for index in range(len(lines))
    ]
    tight = tuple(
        TightLine(line.text.strip(), round(margin, 2))
        for line, margin in zip(lines, margins, strict=True)
        if margin < TIGHT_PT
    )
    return BreakAdvice(shift, frozenset(ties), min(margins), tight)


def _shift_pt(free: Sequence[float], over: Sequence[float], lines: Sequence[Line]) -> float:
    """Return the move of the end edge that leaves the same margin on both sides of every break."""
    least_free, least_over = min(free), min(over, default=math.inf)
    if math.isinf(least_over):
        wanted = 1.0 + ROOM_SHARE * max(line.width_pt for line in lines)
        return min(max(wanted - least_free, 0.0), LARGEST_SHIFT_PT)
    shift = (least_over - least_free) / 2
    return max(-LARGEST_SHIFT_PT, min(shift, LARGEST_SHIFT_PT))


def _over_pt(lines: Sequence[Line], index: int, room_pt: float, fonts: Fonts, *, tied: bool) -> float:
    """Return by how much line `index` would be too long with the next word, or the next two."""
    line = lines[index]
    if line.forced:
        return math.inf
    runs = first_words(lines[index + 1].runs, 2 if tied else 1)
    if not runs or not line.runs:
        return math.inf
    gap = [Run(" ", line.runs[-1].style, 0, 0)] if line.ends_in_space else []
    widths = _widths((*line.runs, *gap, *runs), fonts)
    return min(widths) - room_pt


def first_words(runs: Sequence[Run], count: int) -> tuple[Run, ...]:
    """Return the runs of the first `count` words of a line; a word ends at a space or after a dash."""
    words: list[Run] = []
    left = count
    for run in runs:
        for position, character in enumerate(run.text):
            inside = any(piece.text.strip() for piece in words) or run.text[:position].strip()
            at_space = character == " " and inside
            after_dash = character in BREAK_AFTER and count == 1
            if at_space or after_dash:
                left -= 1
                if left == 0:
                    end = position + (1 if after_dash else 0)
                    words.append(Run(run.text[:end], run.style, 0, 0))
                    return tuple(words)
        words.append(run)
    return tuple(words)


def _widths(runs: Sequence[Run], fonts: Fonts) -> tuple[float, ...]:
    """Return the width of the runs in pt, in each of the four modes."""
    totals = [0.0] * len(MODES)
    for run in runs:
        for mode, width in enumerate(run_widths(run.text, run.style, fonts)):
            totals[mode] += width
    return tuple(totals)


def run_widths(text: str, style: TextStyle, fonts: Fonts) -> tuple[float, ...]:
    """Return the width of `text` in pt, in each of the four modes."""
    if not text:
        return (0.0,) * len(MODES)
    face = (style.family, style.bold, style.italic)
    if face not in fonts:
        face = next((other for other in fonts if other[0] == style.family), next(iter(fonts)))
    units = _advances(text, _Data(fonts[face]))
    spacing = style.letter_spacing_pt * len(text)
    return tuple(advance * style.size_pt + spacing for advance in units)


class _Data:
    """Font bytes that compare by identity, so that a cache need not hash megabytes."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Data) and other.data is self.data


@functools.lru_cache(maxsize=64)
def _font(data: _Data) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(data.data))


@functools.lru_cache(maxsize=20_000)
def _advances(text: str, data: _Data) -> tuple[float, ...]:
    """Return the advance of `text` in em, in each of the four modes."""
    import uharfbuzz

    font = _font(data)
    result = []
    for features in MODES:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, features)
        result.append(sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem)
    return tuple(result)
