"""Columns of numbers with their decimal marks below each other.

In: the cells of a column as HTML, set to its end edge. Out: how far each must keep from that edge. Figures
are of one width, so the room is told in figures (`ch`), of which the decimal mark takes less than a half.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK_CH = 0.45
"""The width of a point or comma, in figures of the same face."""

_TAG = re.compile(r"<[^<>]*>")
_SPACES = "\u00a0\u202f\u2009 "


@dataclass(frozen=True, slots=True)
class _Number:
    """How many figures stand behind the decimal mark, and what follows the number."""

    places: int
    tail: str

    @property
    def width_ch(self) -> float:
        return self.places + MARK_CH if self.places else 0.0


def end_room(cells: Sequence[str], decimal: str) -> tuple[float, ...]:
    """Return the room at the end of each cell, in `ch`, that puts the marks below each other.

    `decimal` is the language's mark. All is 0 if the numbers have one form, or if what follows them differs;
    a cell without a number stays at the edge.
    """
    numbers = [_number(cell, decimal) for cell in cells]
    found = [number for number in numbers if number]
    if len({number.tail for number in found}) != 1:
        return (0.0,) * len(cells)
    widest = max(number.width_ch for number in found)
    return tuple(round(widest - number.width_ch, 2) if number else 0.0 for number in numbers)


def _number(cell: str, decimal: str) -> _Number | None:
    """Return the number in a cell, None if it holds none or more than one."""
    text = html.unescape(_TAG.sub("", cell)).strip()
    group = "." if decimal == "," else ","
    found = re.fullmatch(
        rf"[^\d]{{0,8}}\d[\d{_SPACES}{re.escape(group)}]*+(?:{re.escape(decimal)}(\d+))?+([^\d]{{0,12}})",
        text,
    )
    return _Number(len(found[1] or ""), found[2].strip()) if found else None
