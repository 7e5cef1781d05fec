"""The body as sections: full width, columns, full width again, each below the other.

Main columns are native section columns (ECMA-376 Part 1, §17.6.4). What keeps engines together:
every column begins with a paragraph of one twip, the second one's holds the column break; the gap
below columns is a line, not a space; no section ends on a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copyfit.layout.boxes import Box, Layout
from copyfit.measure.margins import BreakAdvice
from copyfit.units import twips_from_pt
from copyfit.word.blocks.block import Block, ColumnsBlock
from copyfit.word.place.extent import FILLER, Extent, Filling, top_of
from copyfit.word.place.flow import Flow
from copyfit.word.spec import Item, ParagraphSpec, SectionSpec

UNEQUAL_PT = 1.0
FOOT_SHARE = 1 / 8
"""What lies below columns that something added may carry over the page's end, of its height."""
SECTION_LINE = 20


class Body:
    """The sections written so far, and the cursor they have reached, in twips."""

    def __init__(self, layout: Layout) -> None:
        sheet = layout.sheet
        self.left_pt = sheet.margin.left
        self.right_pt = sheet.width_pt - sheet.margin.right
        edges = (sheet.width_pt, sheet.margin.left, sheet.margin.right)
        self.width = twips_from_pt(edges[0]) - sum(twips_from_pt(edge) for edge in edges[1:])
        self.foot_pt = sheet.content_bottom_pt - FOOT_SHARE * sheet.height_pt
        self.direction = layout.direction
        self.fonts = layout.fonts
        self.advice: list[BreakAdvice] = []
        self.items: list[Item] = []
        self.cursor = self.top = twips_from_pt(sheet.content_top_pt)
        self.open: SectionSpec | None = None

    @property
    def bidi(self) -> bool:
        """Whether the document reads right to left."""
        return self.direction == "rtl"

    def write(self, blocks: Sequence[Block]) -> None:
        """Write the blocks of the body, columns by columns.

        The first may begin above the page's margin, because Word sets the first baseline of widely
        spaced lines lower than CSS does.
        """
        pending: list[Block] = []
        if blocks:
            self.cursor = self.top = min(self.top, top_of(blocks[0]))
        for block in blocks:
            if isinstance(block, ColumnsBlock) and self.fits_sections(block):
                self.write_full_width(pending)
                pending = []
                self.write_columns(block)
            else:
                pending.append(block)
        self.write_full_width(pending)

    def fits_sections(self, columns: ColumnsBlock) -> bool:
        """Return whether section columns can hold them.

        Engines disagree on unequal ones from the right. Of those at the page's foot a line too many would
        go to the top of the next column, and that column to the next page: cells of one row stay beside
        one another on both.
        """
        widths = [box.width_pt for box in columns.boxes]
        uneven = max(widths) - min(widths) > UNEQUAL_PT
        at_foot = max(box.bottom_pt for box in columns.boxes) > self.foot_pt
        return not (at_foot or (self.bidi and uneven))

    def write_full_width(self, blocks: Sequence[Block]) -> None:
        """Write a section of one column."""
        if not blocks:
            return
        extent = Extent(self.left_pt, self.right_pt, direction=self.direction)
        flow = Flow(extent, self.cursor, self.fonts)
        if self.open is not None:
            self.close(self.open)
            flow.add_spacer(max(top_of(blocks[0]) - flow.cursor, 1))
        flow.place(blocks)
        self.add(flow.filling)
        self.open = SectionSpec(bidi=self.bidi)

    def write_columns(self, columns: ColumnsBlock) -> None:
        """Write a section of several columns, each begun by a break of our own."""
        tops = [top_of(blocks[0]) for blocks in columns.columns]
        start = self.start_columns(min(tops))
        ends = []
        for index, (box, blocks) in enumerate(zip(columns.boxes, columns.columns, strict=True)):
            first, last = index == 0, index + 1 == len(columns.columns)
            extent = self.column(box, first=first, last=last)
            flow = Flow(extent, start, self.fonts)
            flow.add_spacer(max(tops[index] - start, 1), column_break=not first)
            flow.place(blocks)
            if last and not isinstance(flow.items[-1], ParagraphSpec):
                flow.add_spacer(SECTION_LINE)
            self.add(flow.filling)
            ends.append(flow.cursor)
        self.cursor = max(ends)
        self.open = SectionSpec(columns=self.widths(columns), bidi=self.bidi)

    def add(self, filling: Filling) -> None:
        """Add what fills a section, or one of its columns."""
        self.items.extend(filling.items)
        self.advice.extend(filling.advice)
        self.cursor = filling.end

    def column(self, box: Box, *, first: bool, last: bool) -> Extent:
        """Return a column's edges; the outer ones are the text's, because columns fill its width."""
        at_left, at_right = (last, first) if self.bidi else (first, last)
        return Extent(
            self.left_pt if at_left else box.x_pt,
            self.right_pt if at_right else box.right_pt,
            in_columns=True,
            direction=self.direction,
        )

    def start_columns(self, top: int) -> int:
        """End the section above and return where the columns' first, one-twip lines begin.

        What ends it is a line as high as the gap: no words are lost with the section's end.
        """
        if self.open is None:
            return self.cursor
        gap = max(top - 1 - self.cursor, 1)
        if self.open.columns:
            self.close(self.open)
            self.open = SectionSpec(bidi=self.bidi)
        self.add_spacer(gap)
        self.close(self.open)
        return self.cursor

    def add_spacer(self, line: int) -> None:
        """Add an empty paragraph of `line` twips across the whole width."""
        extent = Extent(self.left_pt, self.right_pt, direction=self.direction)
        flow = Flow(extent, self.cursor, self.fonts)
        flow.add_spacer(line)
        self.add(flow.filling)

    def close(self, section: SectionSpec) -> None:
        """Let a spacer carry the end of the section: one that is there, or one of a twip."""
        last = self.items[-1]
        if not isinstance(last, ParagraphSpec) or not last.is_spacer:
            self.add_spacer(1)
            last = self.items[-1]
        assert isinstance(last, ParagraphSpec)
        self.items[-1] = replace(last, section=section, runs=last.runs or (FILLER,))

    def widths(self, columns: ColumnsBlock) -> tuple[tuple[int, int], ...]:
        """Return each column's width and the gap after it, in twips; their sum is the text width."""
        boxes = columns.boxes
        if self.bidi:
            marks = [
                twips_from_pt(self.right_pt - mark) for box in boxes for mark in (box.right_pt, box.x_pt)
            ]
        else:
            marks = [twips_from_pt(mark - self.left_pt) for box in boxes for mark in (box.x_pt, box.right_pt)]
        marks[0], marks[-1] = 0, self.width
        pairs = []
        for index in range(len(boxes)):
            following = marks[2 * index + 2] if index + 1 < len(boxes) else marks[2 * index + 1]
            pairs.append((marks[2 * index + 1] - marks[2 * index], following - marks[2 * index + 1]))
        return tuple(pairs)

    def finish(self) -> SectionSpec:
        """Return the last section, which the body itself carries."""
        if self.items and not isinstance(self.items[-1], ParagraphSpec):
            self.add_spacer(SECTION_LINE)
        return self.open or SectionSpec(bidi=self.bidi)
