"""Blocks → items with whole-twip spaces that carry each to the place it has on the page.

Margins and paddings are not copied. A cursor holds the y that a Word engine will have reached, and
every paragraph gets the space-before that carries its first baseline to the PDF's baseline, so that
rounding never adds up. The baseline of an exact line lies 0.8 of the line below its top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copyfit.breaks import BreakAdvice, Fonts, advise
from copyfit.docx.blocks import Block, Frame, Image, Paragraph, Rule, Table
from copyfit.docx.spec import (
    BorderSpec,
    Item,
    NumberSpec,
    ParagraphFormat,
    ParagraphSpec,
    RunSpec,
)
from copyfit.docx.text import runs_and_tabs
from copyfit.layout.boxes import Edge
from copyfit.units import eighths_from_pt, twips_from_pt

BASELINE_SHARE = 0.8
HAIRLINE_PT = 0.5
LARGEST_SPACE_PT = 31
FILLER = RunSpec(special="filler")


@dataclass(frozen=True, slots=True)
class Area:
    """Where a flow runs: its edges in pt, and whether it stands in a section of columns."""

    left_pt: float
    right_pt: float
    in_columns: bool = False
    direction: str = "ltr"
    is_body: bool = False


class Flow:
    """Items placed one below the other, and the cursor: the y that has been reached, in twips."""

    def __init__(self, area: Area, top: int, fonts: Fonts, advice: list[BreakAdvice]) -> None:
        self.area = area
        self.cursor = top
        self.fonts = fonts
        self.advice = advice
        self.items: list[Item] = []
        self.frame: Frame | None = None

    def place(self, blocks: Sequence[Block]) -> None:
        """Add `blocks`; columns and tables are added by `tables` and `sections`."""
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            self.add(block, following)
        self.leave_frame()

    def add(self, block: Block, following: Block | None) -> None:
        """Add one block, knowing what follows it."""
        frame = getattr(block, "frame", None)
        if frame is not self.frame:
            self.leave_frame()
        if isinstance(block, Paragraph):
            self.add_paragraph(block, following)
        elif isinstance(block, Image):
            self.add_image(block)
        elif isinstance(block, Rule):
            self.add_rule(block)
        elif isinstance(block, Table):
            from copyfit.docx.tables import add_table

            add_table(self, block)
        else:
            from copyfit.docx.tables import add_table, as_layout_table

            add_table(self, as_layout_table(block))

    # -- paragraphs --

    def add_paragraph(self, block: Paragraph, following: Block | None) -> None:
        """Add a paragraph so that its first baseline falls where the page has it."""
        pitch = twips_from_pt(block.pitch_pt)
        text_top = twips_from_pt(block.baseline_pt - BASELINE_SHARE * block.pitch_pt)
        advice = self.advise(block)
        self.advice.append(advice)
        frame = block.frame
        if frame is not None and frame is not self.frame:
            self.enter_frame(frame, text_top)
        last = frame is not None and getattr(following, "frame", None) is not frame
        borders, above, below = self.borders(block, text_top, last)
        before = max(text_top - above - self.cursor, 0)
        edge_pt = self.leading_edge_pt
        runs, tabs = runs_and_tabs(block, edge_pt, advice.ties)
        start, end, first = self.indents(block, advice)
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
                    shading=frame.background if frame else None,
                    borders=borders,
                    tabs=tabs,
                ),
                runs=runs,
                base=block.text_style,
                number=_number(block),
                heading=block.heading,
                bookmarks=(*block.statements, *((block.anchor,) if block.anchor else ())),
                keep_next=bool(block.heading),
            )
        )
        self.cursor += before + above + pitch * len(block.lines) + below
        self.frame = frame
        if last:
            self.leave_frame()

    @property
    def leading_edge_pt(self) -> float:
        """The edge at which reading starts."""
        return self.area.right_pt if self.area.direction == "rtl" else self.area.left_pt

    def advise(self, block: Paragraph) -> BreakAdvice:
        """Return how to keep the paragraph's line breaks."""
        rtl = block.direction == "rtl"
        rooms = []
        for line in block.lines:
            if block.alignment in ("center", "end") or not line.runs:
                rooms.append(block.right_pt - block.left_pt)
            elif rtl:
                rooms.append(max(run.x_pt + run.width_pt for run in line.runs) - block.left_pt)
            else:
                rooms.append(block.right_pt - min(run.x_pt for run in line.runs))
        shows = block.frame is not None or block.top.width_pt > 0 or block.alignment in ("center", "end")
        if _has_jump(block):
            return BreakAdvice()
        return advise(block.lines, rooms, self.fonts, shows, block.alignment == "justify")

    def indents(self, block: Paragraph, advice: BreakAdvice) -> tuple[int, int, int]:
        """Return start and end indent and the first line's offset, in twips."""
        left = twips_from_pt(block.left_pt - self.area.left_pt)
        right = twips_from_pt(self.area.right_pt - block.right_pt)
        start, end = (right, left) if block.direction == "rtl" else (left, right)
        first = 0
        if block.item is not None and block.item.numbered:
            first = -twips_from_pt(block.item.hang_pt)
        elif block.lines[0].runs and block.alignment == "start":
            first = self.first_line_offset(block)
        return start, end - twips_from_pt(advice.shift_pt), first

    @staticmethod
    def first_line_offset(block: Paragraph) -> int:
        """Return `text-indent` as laid out, in twips."""
        runs = block.lines[0].runs
        if block.direction == "rtl":
            offset = block.right_pt - max(run.x_pt + run.width_pt for run in runs)
        else:
            offset = min(run.x_pt for run in runs) - block.left_pt
        return twips_from_pt(offset) if abs(offset) > HAIRLINE_PT else 0

    # -- borders and frames --

    def borders(
        self, block: Paragraph, text_top: int, last: bool
    ) -> tuple[tuple[tuple[str, BorderSpec], ...], int, int]:
        """Return the borders and how many twips they add above and below the lines."""
        if block.frame is not None:
            return self.frame_borders(block.frame, block, text_top, last)
        borders: list[tuple[str, BorderSpec]] = []
        above = below = 0
        if block.top:
            space = min(round(block.top_space_pt), LARGEST_SPACE_PT)
            borders.append(("top", _border(block.top, space)))
            above = twips_from_pt(block.top.width_pt + space)
        if block.bottom:
            space = min(round(block.bottom_space_pt), LARGEST_SPACE_PT)
            borders.append(("bottom", _border(block.bottom, space)))
            below = twips_from_pt(block.bottom.width_pt + space)
        return tuple(borders), above, below

    def frame_borders(
        self, frame: Frame, block: Paragraph, text_top: int, last: bool
    ) -> tuple[tuple[tuple[str, BorderSpec], ...], int, int]:
        """Return a panel's borders on one of its paragraphs; equal borders merge into one box."""
        hang_pt = min(self.indents(block, BreakAdvice())[2] / 20, 0)
        rtl = block.direction == "rtl"
        left, right = block.left_pt + (0 if rtl else hang_pt), block.right_pt - (hang_pt if rtl else 0)
        sides = dict(_side_borders(frame, left, right))
        if self.area.in_columns or not frame.background:
            return _ordered(sides), 0, 0
        tint = Edge(HAIRLINE_PT, "solid", frame.background)
        top_space, bottom_space = self.frame_spaces
        sides["top"] = _border(tint, top_space)
        sides["bottom"] = _border(tint, bottom_space)
        first = self.frame is not frame
        above = twips_from_pt(HAIRLINE_PT + top_space) if first else 0
        below = twips_from_pt(HAIRLINE_PT + bottom_space) if last else 0
        return _ordered(sides), above, below

    frame_spaces = (0, 0)

    def enter_frame(self, frame: Frame, text_top: int) -> None:
        """Open a panel: in columns by a shaded empty paragraph, elsewhere by a border's space."""
        padding_pt = text_top / 20 - frame.top_pt
        if not frame.background:
            return
        if self.area.in_columns:
            top = twips_from_pt(frame.top_pt)
            self.add_pad(
                frame, before=max(top - self.cursor, 0), line=max(text_top - max(top, self.cursor), 1)
            )
        else:
            space = min(max(round(padding_pt - HAIRLINE_PT), 0), LARGEST_SPACE_PT)
            self.frame_spaces = (space, space)

    def leave_frame(self) -> None:
        """Close the open panel, if there is one."""
        frame, self.frame = self.frame, None
        if frame is not None and frame.background and self.area.in_columns:
            bottom = twips_from_pt(frame.bottom_pt)
            if bottom > self.cursor:
                self.add_pad(frame, before=0, line=bottom - self.cursor)

    def add_pad(self, frame: Frame, before: int, line: int) -> None:
        """Add an empty shaded paragraph: a panel's padding inside a column."""
        left, right = frame.text_left_pt, frame.text_right_pt
        borders = _ordered(dict(_side_borders(frame, left, right)))
        rtl = self.area.direction == "rtl"
        start = twips_from_pt(left - self.area.left_pt)
        end = twips_from_pt(self.area.right_pt - right)
        self.items.append(
            ParagraphSpec(
                "Spacer",
                ParagraphFormat(
                    before=before,
                    line=line,
                    start=end if rtl else start,
                    end=start if rtl else end,
                    bidi=rtl,
                    shading=frame.background,
                    borders=borders,
                ),
            )
        )
        self.cursor += before + line

    # -- pictures, rules, gaps --

    def add_image(self, block: Image) -> None:
        """Add a picture in a paragraph that is as tall as it is (ECMA-376 Part 1, §17.3.1.33)."""
        before = max(twips_from_pt(block.y_pt) - self.cursor, 0)
        rtl = self.area.direction == "rtl"
        left = twips_from_pt(block.x_pt - self.area.left_pt)
        right = twips_from_pt(self.area.right_pt - block.x_pt - block.width_pt)
        run = RunSpec(
            special="picture", picture=block.picture, width_pt=block.width_pt, height_pt=block.height_pt
        )
        self.items.append(
            ParagraphSpec(
                "Figure",
                ParagraphFormat(before=before, line=0, start=right if rtl else left, bidi=rtl),
                (run,),
            )
        )
        self.cursor += before + twips_from_pt(block.height_pt)

    def add_rule(self, block: Rule) -> None:
        """Add an empty line with a rule at its foot; equal neighbours keep their rules by `between`."""
        bottom = twips_from_pt(block.bottom_pt - block.edge.width_pt)
        top = max(twips_from_pt(block.y_pt), self.cursor)
        line = max(bottom - top, 1)
        border = _border(block.edge, 0)
        left = twips_from_pt(block.x_pt - self.area.left_pt)
        right = twips_from_pt(self.area.right_pt - block.right_pt)
        rtl = self.area.direction == "rtl"
        self.items.append(
            ParagraphSpec(
                block.style_name,
                ParagraphFormat(
                    before=top - self.cursor,
                    line=line,
                    start=right if rtl else left,
                    end=left if rtl else right,
                    bidi=rtl,
                    borders=(("bottom", border), ("between", border)),
                ),
            )
        )
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
        self.items.append(
            ParagraphSpec("Spacer", ParagraphFormat(line=line, bidi=self.area.direction == "rtl"), runs)
        )
        self.cursor += line


def _has_jump(block: Paragraph) -> bool:
    for line in block.lines:
        for before, run in zip(line.runs, line.runs[1:], strict=False):
            if run.x_pt - (before.x_pt + before.width_pt) > 1 and before.x_pt + before.width_pt < run.x_pt:
                return block.direction == "ltr"
    return False


def _number(block: Paragraph) -> NumberSpec | None:
    item = block.item
    if item is None or not item.numbered:
        return None
    return NumberSpec(
        item.list_id, item.ordered, item.start, item.text, item.style, twips_from_pt(item.hang_pt)
    )


def _border(edge: Edge, space_pt: int) -> BorderSpec:
    return BorderSpec(eighths_from_pt(edge.width_pt), space_pt, edge.color)


def _side_borders(
    frame: Frame, text_left_pt: float, text_right_pt: float
) -> Iterator[tuple[str, BorderSpec]]:
    """Yield the left and right border that make a panel as wide as it is on the page."""
    tint = Edge(HAIRLINE_PT, "solid", frame.background or "#ffffff")
    for side, own, distance in (
        ("left", frame.border.left, text_left_pt - frame.x_pt),
        ("right", frame.border.right, frame.right_pt - text_right_pt),
    ):
        edge = own or tint
        if not own and not frame.background:
            continue
        space = min(max(round(distance - edge.width_pt), 0), LARGEST_SPACE_PT)
        yield side, _border(edge, space)


def _ordered(borders: dict[str, BorderSpec]) -> tuple[tuple[str, BorderSpec], ...]:
    """Return borders in the order of the schema: top, left, bottom, right, between."""
    order = ("top", "left", "bottom", "right", "between")
    return tuple((side, borders[side]) for side in order if side in borders)
