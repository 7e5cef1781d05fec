"""What the line breaks of a paragraph depend on, and how far its end edge may move without being seen.

In: a paragraph and the area it stands in. Out: `margins.Stretch`es and `margins.Freedom`. Next: `margins`
says what keeps the lines as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copyfit.layout.boxes import Line, Run
from copyfit.measure.margins import FIXED, LARGEST_SHIFT_PT, Fonts, Freedom, Span, wanted_shift_pt
from copyfit.word.blocks.block import Block, PanelFrame, ParagraphBlock
from copyfit.word.place.text import EDGE_PT, JUMP_PT, jump_pt


def stretches(paragraph: ParagraphBlock) -> Iterator[Span]:
    """Yield of each line what stands after its last tab, with the room up to the end edge."""
    rtl = paragraph.direction == "rtl"
    for line in paragraph.lines:
        parts = _parts(line, rtl=rtl)
        yield Span(line, _trimmed(parts[-1]), parts[0], _room_pt(paragraph, parts), rtl)


def _parts(line: Line, *, rtl: bool) -> list[tuple[Run, ...]]:
    """Return the runs of a line, split where a tab will be."""
    parts: list[list[Run]] = [[]]
    for run in line.runs:
        if parts[-1] and jump_pt(parts[-1][-1], run, rtl=rtl) > JUMP_PT:
            parts.append([])
        parts[-1].append(run)
    return [tuple(part) for part in parts]


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs without the space that hangs over the line's end."""
    if not runs:
        return ()
    last = runs[-1]
    return (*runs[:-1], replace(last, text=last.text.rstrip(" ")))


def _room_pt(paragraph: ParagraphBlock, parts: Sequence[Sequence[Run]]) -> float:
    runs = parts[-1]
    if not runs or paragraph.alignment in ("center", "end"):
        return paragraph.right_pt - paragraph.left_pt
    if len(parts) > 1 and _reaches_the_end(paragraph, runs):
        return math.inf
    if paragraph.direction == "rtl":
        return max(run.x_pt + run.width_pt for run in runs) - paragraph.left_pt
    return paragraph.right_pt - min(run.x_pt for run in runs)


def _reaches_the_end(paragraph: ParagraphBlock, runs: Sequence[Run]) -> bool:
    """Return whether text after a tab is set to the end edge."""
    if paragraph.direction == "rtl":
        return min(run.x_pt for run in runs) - paragraph.left_pt < EDGE_PT
    return paragraph.right_pt - max(run.x_pt + run.width_pt for run in runs) < EDGE_PT


def freedom(
    paragraph: ParagraphBlock, left_pt: float, right_pt: float, lines: Sequence[Span], *, in_cell: bool
) -> Freedom:
    """Return how far the end edge may move: not where it shows, in a cell not over the cell's edge.

    What is centred or set to the end has its start edge moved, and outwards only: converters take an indent
    at the start for a quotation.
    """
    if paragraph.top or paragraph.bottom or any(math.isinf(line.room_pt) for line in lines):
        return FIXED
    at_left = max(paragraph.left_pt - left_pt, 0.0) if in_cell else LARGEST_SHIFT_PT
    at_right = max(right_pt - paragraph.right_pt, 0.0) if in_cell else LARGEST_SHIFT_PT
    if paragraph.alignment == "center":
        return Freedom(2 * min(at_left, at_right), 0.0)
    moves_left = (paragraph.direction == "rtl") != (paragraph.alignment == "end")
    outwards = min(at_left if moves_left else at_right, LARGEST_SHIFT_PT)
    return Freedom(outwards, 0.0) if paragraph.alignment == "end" else Freedom(outwards)


def panel_shift_pt(frame: PanelFrame, members: Sequence[Block], fonts: Fonts) -> int:
    """Return by how many whole points the end edge of a panel's text is best moved inside the panel.

    A border's distance from the text is whole points, and only what it gives the text may take.
    """
    paragraphs = [member for member in members if isinstance(member, ParagraphBlock)]
    if not paragraphs or any(_shows_its_end(paragraph) for paragraph in paragraphs):
        return 0
    rtl = paragraphs[0].direction == "rtl"
    padding = frame.text_left_pt - frame.x_pt if rtl else frame.right_pt - frame.text_right_pt
    shows = frame.background or (frame.border.left if rtl else frame.border.right)
    most = min(padding - 2.0, LARGEST_SHIFT_PT) if shows else LARGEST_SHIFT_PT
    lines = [list(stretches(paragraph)) for paragraph in paragraphs]
    wanted = wanted_shift_pt(lines, fonts)
    return max(-math.floor(LARGEST_SHIFT_PT), min(round(wanted), math.floor(max(most, 0.0))))


def _shows_its_end(paragraph: ParagraphBlock) -> bool:
    """Return whether the paragraph's end edge cannot move."""
    return bool(paragraph.top or paragraph.bottom) or paragraph.alignment != "start"
