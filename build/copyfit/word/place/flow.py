"""Blocks → items with whole-twip spaces that carry each to the place it has on the page.

Margins and paddings are not copied. A cursor holds the y that a Word engine will have reached, and
every paragraph gets the space-before that carries its first baseline to the PDF's baseline, so that
rounding never adds up. The baseline of an exact line lies 0.8 of the line below its top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copyfit.layout.boxes import Edge
from copyfit.measure.margins import BreakAdvice, Fonts, advise, moved_by, run_widths
from copyfit.units import pt_from_twips, twips_from_pt
from copyfit.word.blocks.block import (
    NO_EDGE,
    Block,
    ColumnsBlock,
    PanelFrame,
    ParagraphBlock,
    PictureBlock,
    RuleBlock,
    TableBlock,
)
from copyfit.word.place.extent import FILLER, Extent, Filling, frame_of, has_bar, top_of
from copyfit.word.place.freedom import freedom, panel_shift_pt, stretches
from copyfit.word.place.grid import with_single_rules
from copyfit.word.place.layout_table import BEYOND_PT, as_layout_table
from copyfit.word.place.panel import (
    BASELINE_SHARE,
    LARGEST_SPACE_PT,
    Borders,
    Panel,
    border,
    moved,
    ordered,
    panel_of,
    side_borders,
)
from copyfit.word.place.table import place_table, row_start
from copyfit.word.place.text import runs_and_tabs
from copyfit.word.spec import (
    PAD,
    SPACER,
    BorderSpec,
    Item,
    NumberSpec,
    ParagraphFormat,
    ParagraphSpec,
    RunSpec,
)

HAIRLINE_PT = 0.5
PAD_FROM = 20
"""A panel's padding of less than this, in twips, is not worth an empty paragraph."""


class Flow:
    """Items placed one below the other, and the cursor: the y that has been reached, in twips."""

    def __init__(self, extent: Extent, top: int, fonts: Fonts) -> None:
        self.extent = extent
        self.cursor = top
        self.fonts = fonts
        self.items: list[Item] = []
        self.advice: list[BreakAdvice] = []
        self.panel: Panel | None = None
        self.inside_panel = False

    @property
    def filling(self) -> Filling:
        """What has been placed so far."""
        return Filling(tuple(self.items), self.cursor, tuple(self.advice))

    def place(self, blocks: Sequence[Block]) -> None:
        """Add `blocks`, each where the page has it."""
        for index, block in enumerate(blocks):
            frame = frame_of(block)
            if self.panel is not None and self.panel.frame is not frame:
                self.leave_panel()
            if frame is not None and self.panel is None:
                self.enter_panel(frame, [member for member in blocks[index:] if frame_of(member) is frame])
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self.add(
                block, last=frame is not None and (following is None or frame_of(following) is not frame)
            )
        self.leave_panel()

    def add(self, block: Block, *, last: bool) -> None:
        """Add one block; `last` says that it ends its panel."""
        if isinstance(block, ParagraphBlock):
            self.add_paragraph(block, last=last)
        elif isinstance(block, PictureBlock):
            self.add_image(block)
        elif isinstance(block, RuleBlock):
            self.add_rule(block)
        else:
            self.add_table(block)

    def add_table(self, block: TableBlock | ColumnsBlock) -> None:
        """Add a table, or columns as one; each cell is a flow of its own."""
        if not isinstance(block, TableBlock):
            block = as_layout_table(block, 0.0 if self.extent.in_columns else BEYOND_PT)
        self.leave_panel()
        table = with_single_rules(block)
        self.space_to(row_start(table.rows[0]))
        placed = place_table(table, self.cursor, self.extent, self.fill)
        self.items.extend(placed.items)
        self.advice.extend(placed.advice)
        self.cursor = placed.end

    def fill(self, extent: Extent, top: int, blocks: Sequence[Block]) -> Filling:
        """Return `blocks` placed in a cell."""
        inner = Flow(extent, top, self.fonts)
        inner.place(blocks)
        return inner.filling

    # -- paragraphs --

    def add_paragraph(self, block: ParagraphBlock, *, last: bool = False) -> None:
        """Add a paragraph so that its first baseline falls where the page has it."""
        if has_bar(block):
            self.add_bar_above(block)
            block = replace(block, top=NO_EDGE)
        pitch = twips_from_pt(block.pitch_pt)
        text_top = twips_from_pt(block.baseline_pt - BASELINE_SHARE * block.pitch_pt)
        advice = self.advise(block)
        self.advice.append(advice)
        number = _number(block, self.fonts)
        calibration = _calibration(block, advice)
        start, end, first = self.indents(block, calibration, number)
        borders, above, below = self.borders(block, min(first, 0))
        if self.panel is not None and self.panel.merges:
            first_in_panel = not self.is_continued(borders)
            above, below = self.panel.above if first_in_panel else 0, self.panel.below if last else 0
        before = self.gap(text_top - above - self.cursor, borders)
        runs, tabs = runs_and_tabs(block, self.extent.leading_edge_pt, advice.ties)
        self.items.append(
            ParagraphSpec(
                style_name=block.style_name,
                format=ParagraphFormat(
                    before=before,
                    line=pitch,
                    start=start,
                    end=end,
                    first=first,
                    alignment=block.alignment,
                    bidi=block.direction == "rtl",
                    shading=block.frame.background if block.frame else None,
                    borders=borders,
                    tabs=tabs,
                ),
                runs=runs,
                base=block.text_style,
                number=number,
                heading=block.heading,
                statements=block.statements,
                anchors=block.anchors,
                general_name=block.general_name,
                calibration=calibration if self.panel is None else (0, 0),
            )
        )
        self.cursor += before + above + pitch * len(block.lines) + below

    def advise(self, block: ParagraphBlock) -> BreakAdvice:
        """Return how to keep the paragraph's line breaks; room to write has none."""
        if not any(line.runs for line in block.lines):
            return BreakAdvice()
        extent, lines = self.extent, list(stretches(block))
        free = freedom(block, extent.left_pt, extent.right_pt, lines, in_cell=extent.is_cell)
        if self.panel is not None:
            free = moved_by(self.panel.shift_pt)
        justified = block.alignment == "justify"
        return advise(lines, self.fonts, free, justified=justified, statement=block.statement)

    def indents(
        self, block: ParagraphBlock, calibration: tuple[int, int], number: NumberSpec | None
    ) -> tuple[int, int, int]:
        """Return start and end indent and the first line's offset, in twips."""
        start, end = self.extent.sides(block.left_pt, block.right_pt, rtl=block.direction == "rtl")
        start, end = start + calibration[0], end + calibration[1]
        first = 0
        if number is not None:
            first = -number.hanging
        elif block.lines[0].runs and block.alignment == "start":
            first = self.first_line_offset(block)
        return start, end, first

    @staticmethod
    def first_line_offset(block: ParagraphBlock) -> int:
        """Return `text-indent` as laid out, in twips."""
        runs = block.lines[0].runs
        if block.direction == "rtl":
            offset = block.right_pt - max(run.x_pt + run.width_pt for run in runs)
        else:
            offset = min(run.x_pt for run in runs) - block.left_pt
        return twips_from_pt(offset) if abs(offset) > HAIRLINE_PT else 0

    # -- borders and panels --

    def borders(self, block: ParagraphBlock, hang: int) -> tuple[Borders, int, int]:
        """Return the borders and how many twips the paragraph's own add above and below the lines."""
        if self.panel is not None and self.panel.merges:
            return self.panel.merged, 0, 0
        borders: dict[str, BorderSpec] = {}
        if block.frame is not None:
            rtl = block.direction == "rtl"
            left = block.left_pt + (0 if rtl else pt_from_twips(hang))
            right = block.right_pt - (pt_from_twips(hang) if rtl else 0)
            borders |= self.panel_sides(block.frame, left, right, block.direction)
        above = below = 0
        if block.top:
            space = min(round(block.top_space_pt), LARGEST_SPACE_PT)
            borders["top"] = border(block.top, space)
            above = twips_from_pt(block.top.width_pt + space)
        if block.bottom:
            space = min(round(block.bottom_space_pt), LARGEST_SPACE_PT)
            borders["bottom"] = border(block.bottom, space)
            below = twips_from_pt(block.bottom.width_pt + space)
        return ordered(borders), above, below

    def panel_sides(
        self, frame: PanelFrame, left_pt: float, right_pt: float, direction: str
    ) -> dict[str, BorderSpec]:
        """Return a framed paragraph's side borders; its text's end edge is moved with its panel's."""
        shift_pt = self.panel.shift_pt if self.panel is not None else 0
        return dict(side_borders(frame, *moved(left_pt, right_pt, shift_pt, direction)))

    def is_continued(self, borders: Borders) -> bool:
        """Return whether the item above has the same borders, so that what lies between is filled."""
        last = self.items[-1] if self.items else None
        return isinstance(last, ParagraphSpec) and last.format.borders == borders

    def gap(self, wanted: int, borders: Borders) -> int:
        """Return the space before the next paragraph; inside a panel it may have to be a shaded one."""
        panel, gap = self.panel, max(wanted, 0)
        if panel is None or panel.merges or gap == 0 or self.is_continued(borders):
            return gap
        if not self.inside_panel:
            self.inside_panel = True
            return gap
        self.add_pad(panel.frame, gap)
        return 0

    def enter_panel(self, frame: PanelFrame, members: Sequence[Block]) -> None:
        """Open a panel, with its upper border and padding if it does not merge."""
        shift_pt = panel_shift_pt(frame, members, self.fonts)
        self.panel = panel_of(frame, members, shift_pt, in_columns=self.extent.in_columns)
        self.inside_panel = False
        if self.panel.merges:
            return
        top, text_top = twips_from_pt(frame.top_pt), top_of(members[0], in_panel=True)
        if frame.border.top:
            self.add_bar(frame, frame.border.top, before=max(top - self.cursor, 0))
            self.inside_panel = True
        elif text_top - max(top, self.cursor) >= PAD_FROM:
            self.add_pad(frame, text_top - max(top, self.cursor), before=max(top - self.cursor, 0))
            self.inside_panel = True

    def leave_panel(self) -> None:
        """Close the open panel, if there is one, with its lower padding and border."""
        panel = self.panel
        if panel is None or panel.merges:
            self.panel = None
            return
        frame = panel.frame
        rest = twips_from_pt(frame.bottom_pt - frame.border.bottom.width_pt) - self.cursor
        if rest >= PAD_FROM or (rest > 0 and frame.background):
            self.add_pad(frame, rest)
        if frame.border.bottom:
            self.add_bar(frame, frame.border.bottom)
        self.panel = None

    def add_pad(self, frame: PanelFrame, line: int, before: int = 0) -> None:
        """Add an empty paragraph with the panel's shade and side borders."""
        left, right = frame.text_left_pt, frame.text_right_pt
        if self.panel is not None:
            left, right = moved(left, right, self.panel.shift_pt, self.extent.direction)
        borders = ordered(dict(side_borders(frame, left, right)))
        self.add_empty(left, right, line, before, frame.background, borders, PAD)

    def add_bar(self, frame: PanelFrame, edge: Edge, before: int = 0) -> None:
        """Add an empty paragraph that is the panel's upper or lower border."""
        self.add_empty(frame.x_pt, frame.right_pt, twips_from_pt(edge.width_pt), before, edge.color, ())

    def add_bar_above(self, block: ParagraphBlock) -> None:
        """Add a paragraph's upper border as an empty paragraph: some engines shade a run up to a real one."""
        before = max(top_of(block) - self.cursor, 0)
        line = twips_from_pt(block.top.width_pt)
        self.add_empty(block.left_pt, block.right_pt, line, before, block.top.color, ())

    def add_empty(
        self,
        left_pt: float,
        right_pt: float,
        line: int,
        before: int,
        shade: str | None,
        borders: Borders,
        style_name: str = SPACER,
    ) -> None:
        """Add an empty paragraph that is there to be seen."""
        start, end = self.extent.sides(left_pt, right_pt, rtl=self.extent.is_rtl)
        form = ParagraphFormat(
            before=before,
            line=line,
            start=start,
            end=end,
            bidi=self.extent.is_rtl,
            shading=shade,
            borders=borders,
        )
        self.items.append(ParagraphSpec(style_name, form))
        self.cursor += before + line

    # -- pictures, rules, gaps --

    def add_image(self, block: PictureBlock) -> None:
        """Add a picture in a paragraph that is as tall as it is (ECMA-376 Part 1, §17.3.1.33)."""
        frame = block.frame
        right_pt = frame.text_right_pt if frame else block.x_pt + block.width_pt
        left_pt = frame.text_left_pt if frame and self.extent.is_rtl else block.x_pt
        right_pt = block.x_pt + block.width_pt if self.extent.is_rtl else right_pt
        borders = ordered(dict(side_borders(frame, left_pt, right_pt))) if frame else ()
        before = self.gap(twips_from_pt(block.y_pt) - self.cursor, borders)
        start, end = self.extent.sides(left_pt, right_pt, rtl=self.extent.is_rtl)
        form = ParagraphFormat(
            before=before,
            line=0,
            start=start,
            end=end if frame else 0,
            bidi=self.extent.is_rtl,
            shading=frame.background if frame else None,
            borders=borders,
        )
        run = RunSpec(
            special="picture", picture=block.picture, width_pt=block.width_pt, height_pt=block.height_pt
        )
        self.items.append(ParagraphSpec("Figure", form, (run,)))
        self.cursor += before + twips_from_pt(block.height_pt)

    def add_rule(self, block: RuleBlock) -> None:
        """Add an empty line with a rule at its foot; equal neighbours keep their rules by `between`."""
        bottom = twips_from_pt(block.bottom_pt - block.edge.width_pt)
        top = max(twips_from_pt(block.y_pt), self.cursor)
        line = max(bottom - top, 1)
        foot = border(block.edge, 0)
        start, end = self.extent.sides(block.x_pt, block.right_pt, rtl=self.extent.is_rtl)
        form = ParagraphFormat(
            before=top - self.cursor,
            line=line,
            start=start,
            end=end,
            bidi=self.extent.is_rtl,
            borders=(("bottom", foot), ("between", foot)),
        )
        above = self.items[-1] if self.items else None
        begins = not isinstance(above, ParagraphSpec) or above.style_name != block.style_name
        self.items.append(ParagraphSpec(block.style_name, form, begins=begins))
        self.cursor = top + line + twips_from_pt(block.edge.width_pt)

    def space_to(self, y: int) -> None:
        """Move the cursor down to `y` by space after the last paragraph, or by a separating one."""
        gap = y - self.cursor
        last = self.items[-1] if self.items else None
        if isinstance(last, ParagraphSpec):
            if gap > 0:
                self.items[-1] = replace(last, format=replace(last.format, after=last.format.after + gap))
                self.cursor = y
        else:
            self.add_spacer(max(gap, 20 if last is not None else 1))

    def add_spacer(self, line: int, *, column_break: bool = False, filler: bool = True) -> None:
        """Add an empty paragraph of `line` twips, which Word needs between tables and sections."""
        runs: tuple[RunSpec, ...] = (FILLER,) if filler and line > 1 else ()
        if column_break:
            runs = (RunSpec(special="column-break"),)
        self.items.append(ParagraphSpec(SPACER, ParagraphFormat(line=line, bidi=self.extent.is_rtl), runs))
        self.cursor += line


def _calibration(block: ParagraphBlock, advice: BreakAdvice) -> tuple[int, int]:
    """Return how start and end indent move as advised, in twips."""
    shift = twips_from_pt(advice.shift_pt)
    if block.alignment == "center":
        return -(shift // 2), -(shift // 2)
    return (-shift, 0) if block.alignment == "end" else (0, -shift)


def _number(block: ParagraphBlock, fonts: Fonts) -> NumberSpec | None:
    """Return the paragraph's number; engines agree on the middle of a right-to-left one, not on its start."""
    item = block.item
    if item is None or not item.numbered:
        return None
    rtl = block.direction == "rtl"
    middle_pt = run_widths(item.text, item.style, fonts)[0] / 2 if rtl else 0.0
    hanging = twips_from_pt(item.hang_pt - middle_pt)
    return NumberSpec(item.list_id, item.ordered, item.start, item.text, item.style, hanging, centred=rtl)
