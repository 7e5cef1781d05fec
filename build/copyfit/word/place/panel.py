"""Panels: paragraphs that share a shade or a border, as Word draws one around them.

Neighbours with the same borders merge into one box, whose padding is the borders' distance. That is
how a callout of plain paragraphs is written. In columns, and where the paragraphs are not alike, it
does not hold in every engine: there each paragraph has the side borders alone, and what lies above,
between and below them is an empty paragraph with the same shade.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copyfit.layout.boxes import Edge
from copyfit.units import eighths_from_pt, twips_from_pt
from copyfit.word.blocks.block import Block, PanelFrame, ParagraphBlock
from copyfit.word.spec import BorderSpec

HAIRLINE_PT = 0.5
WIDEST_PT = 6.0
"""The widest border that Word offers."""
LARGEST_SPACE_PT = 31
NOISE_PT = 0.01
"""Two boxes of one panel differ by as little as this; they are to have one border."""
BASELINE_SHARE = 0.8
ORDER = ("top", "left", "bottom", "right", "between")

Borders = tuple[tuple[str, BorderSpec], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """An open panel: its frame, and the borders that all of its paragraphs have if they merge.

    `shift_pt`: by how much the text's end edge is moved outwards inside the panel, in whole points.
    """

    frame: PanelFrame
    merged: Borders = ()
    shift_pt: int = 0

    @property
    def merges(self) -> bool:
        """Whether the paragraphs make one box by themselves."""
        return bool(self.merged)

    @property
    def above(self) -> int:
        """What the upper border and its distance add above the first line, in twips."""
        return _thickness(self.merged, "top")

    @property
    def below(self) -> int:
        """What the lower border and its distance add below the last line, in twips."""
        return _thickness(self.merged, "bottom")


def panel_of(frame: PanelFrame, members: Sequence[Block], shift_pt: int, *, in_columns: bool) -> Panel:
    """Return how `members`, all that stand in `frame`, are to be drawn with their text's end edge moved."""
    paragraphs = [member for member in members if isinstance(member, ParagraphBlock)]
    alike = len(paragraphs) == len(members) and len({_likeness(member) for member in paragraphs}) == 1
    plain = all(not (member.top or member.bottom or member.item) for member in paragraphs)
    top, bottom = _edge(frame, frame.border.top), _edge(frame, frame.border.bottom)
    if in_columns or not (alike and plain and top and bottom):
        return Panel(frame, shift_pt=shift_pt)
    first, last = paragraphs[0], paragraphs[-1]
    text_top = first.baseline_pt - BASELINE_SHARE * first.pitch_pt
    text_bottom = last.lines[-1].baseline_pt + (1 - BASELINE_SHARE) * last.pitch_pt
    sides = dict(side_borders(frame, *moved(first.left_pt, first.right_pt, shift_pt, first.direction)))
    sides["top"] = border(top, _space(text_top - frame.top_pt, top))
    sides["bottom"] = border(bottom, _space(frame.bottom_pt - text_bottom, bottom))
    return Panel(frame, ordered(sides), shift_pt)


def moved(left_pt: float, right_pt: float, shift_pt: float, direction: str) -> tuple[float, float]:
    """Return the edges of text with the end edge moved outwards."""
    return (left_pt - shift_pt, right_pt) if direction == "rtl" else (left_pt, right_pt + shift_pt)


def _likeness(paragraph: ParagraphBlock) -> tuple[float, float, str]:
    return round(paragraph.left_pt, 2), round(paragraph.right_pt, 2), paragraph.direction


def _edge(frame: PanelFrame, own: Edge) -> Edge:
    """Return a side's border; where there is none, a hairline in the panel's own shade."""
    return own or (Edge(HAIRLINE_PT, "solid", frame.background) if frame.background else own)


def side_borders(
    frame: PanelFrame, text_left_pt: float, text_right_pt: float
) -> Iterator[tuple[str, BorderSpec]]:
    """Yield the left and right border that make a panel as wide as it is on the page.

    Where the panel has none, one in its own shade is as wide as what the whole points of space leave.
    """
    for side, own, distance in (
        ("left", frame.border.left, text_left_pt - frame.x_pt),
        ("right", frame.border.right, frame.right_pt - text_right_pt),
    ):
        if own:
            yield side, border(own, _space(distance, own))
        elif frame.background:
            space = min(max(math.floor(distance - HAIRLINE_PT + NOISE_PT), 0), LARGEST_SPACE_PT)
            rest = max(distance - space, HAIRLINE_PT)
            yield side, border(Edge(min(rest, WIDEST_PT), "solid", frame.background), space)


def _space(distance_pt: float, edge: Edge) -> int:
    return min(max(math.floor(distance_pt - edge.width_pt + 0.5 + NOISE_PT), 0), LARGEST_SPACE_PT)


def border(edge: Edge, space_pt: int) -> BorderSpec:
    """Return `edge` at `space_pt` from the text."""
    return BorderSpec(eighths_from_pt(edge.width_pt), space_pt, edge.color)


def ordered(borders: dict[str, BorderSpec]) -> Borders:
    """Return borders in the order of the schema (ECMA-376 Part 1, §17.3.1.24)."""
    return tuple((side, borders[side]) for side in ORDER if side in borders)


def _thickness(borders: Borders, side: str) -> int:
    found = dict(borders).get(side)
    return twips_from_pt(found.size_eighths / 8 + found.space_pt) if found else 0
