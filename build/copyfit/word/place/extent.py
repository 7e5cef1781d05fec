"""Where blocks are placed, and what came of it.

In: blocks. Out: the y at which each begins; the items that fill an extent. Next: `flow`, `table`, `section`.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.measure.margins import BreakAdvice
from copyfit.units import twips_from_pt
from copyfit.word.blocks.block import (
    Block,
    PanelFrame,
    ParagraphBlock,
    PictureBlock,
    RuleBlock,
    TableBlock,
)
from copyfit.word.place.panel import BASELINE_SHARE, LARGEST_SPACE_PT
from copyfit.word.spec import Item, RunSpec

FILLER = RunSpec(special="filler")
"""What keeps a paragraph's line where an empty one would lose it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The edges between which blocks follow one another, in pt; in a section of columns, or in a cell."""

    left_pt: float
    right_pt: float
    in_columns: bool = False
    direction: str = "ltr"
    is_cell: bool = False

    @property
    def is_rtl(self) -> bool:
        """Whether it reads from right to left."""
        return self.direction == "rtl"

    @property
    def leading_edge_pt(self) -> float:
        """The edge at which reading starts."""
        return self.right_pt if self.is_rtl else self.left_pt

    def sides(self, left_pt: float, right_pt: float, *, rtl: bool) -> tuple[int, int]:
        """Return the indents at the start and the end that make text run between the two edges, in twips."""
        left = twips_from_pt(left_pt - self.left_pt)
        right = twips_from_pt(self.right_pt - right_pt)
        return (right, left) if rtl else (left, right)


@dataclass(frozen=True, slots=True)
class Filling:
    """What was placed: its items, the y that they reach, in twips, and what keeps their line breaks."""

    items: tuple[Item, ...]
    end: int
    advice: tuple[BreakAdvice, ...] = ()


def frame_of(block: Block) -> PanelFrame | None:
    """Return the frame that the block stands in, if it stands in one."""
    return block.frame if isinstance(block, ParagraphBlock | PictureBlock) else None


def has_bar(block: ParagraphBlock) -> bool:
    """Return whether an upper border stands above a line that holds a shaded run, such as a marking."""
    return bool(block.top) and any(run.style.background for run in block.lines[0].runs)


def top_of(block: Block, *, in_panel: bool = False) -> int:
    """Return the y at which the block's own height begins, borders and padding included, in twips.

    `in_panel`: without the panel around it.
    """
    frame = frame_of(block)
    if isinstance(block, ParagraphBlock):
        top = twips_from_pt(block.baseline_pt - BASELINE_SHARE * block.pitch_pt)
        if has_bar(block):
            top = twips_from_pt(block.lines[0].y_pt - block.top_space_pt - block.top.width_pt)
        elif block.top:
            top -= twips_from_pt(block.top.width_pt + min(round(block.top_space_pt), LARGEST_SPACE_PT))
    elif isinstance(block, PictureBlock | RuleBlock | TableBlock):
        top = twips_from_pt(block.y_pt)
    else:
        top = min(top_of(column[0]) for column in block.columns if column)
    if frame is not None and not in_panel:
        top = min(top, twips_from_pt(frame.top_pt))
    return top
