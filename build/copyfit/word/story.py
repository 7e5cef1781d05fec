"""A layout → the story Word will hold: body, header and footer, each item at its place.

The writer asserts its own cursor: if what it adds up reaches into the bottom margin, the file would
have a second page.
"""

from __future__ import annotations

from dataclasses import replace

from copyfit.layout.boxes import Box, Layout
from copyfit.measure.margins import BreakAdvice
from copyfit.units import twips_from_pt
from copyfit.word.blocks import Block
from copyfit.word.flow import Area, Flow, top_of
from copyfit.word.lists import aligned
from copyfit.word.recognition import blocks_of
from copyfit.word.sections import Body
from copyfit.word.spec import Item, ParagraphSpec, SectionSpec, Story

DEFAULT_DISTANCE_PT = 36.0


def story_of(layout: Layout) -> tuple[Story, tuple[BreakAdvice, ...]]:
    """Return the story, and for every paragraph what keeps its line breaks."""
    advice: list[BreakAdvice] = []
    page, sheet = layout.page, layout.sheet
    header, header_top, _ = _running(layout, page.header, "header", advice)
    footer, _, footer_end = _running(layout, page.footer, "footer", advice)
    body = Body(layout, layout.fonts, advice)
    body.write(blocks_of(page.body))
    final = body.finish()
    bottom = twips_from_pt(sheet.content_bottom_pt)
    assert body.cursor <= bottom, (
        f"the Word file would run {(body.cursor - bottom) / 20:.1f} pt over the page"
    )
    height = twips_from_pt(sheet.height_pt)
    default = twips_from_pt(DEFAULT_DISTANCE_PT)
    items, final = _first_marked(list(aligned(body.items)), final)
    story = Story(
        body=items,
        header=header,
        footer=footer,
        header_distance=header_top if header else default,
        footer_distance=max(height - footer_end, 0) if footer else default,
        final_section=final,
        top=body.top,
        end=body.cursor,
    )
    return story, tuple(advice)


def _running(
    layout: Layout, boxes: tuple[Box, ...], inside: str, advice: list[BreakAdvice]
) -> tuple[tuple[Item, ...], int, int]:
    """Return the items of a running part, where it begins and where it ends, in twips."""
    blocks: list[Block] = [block for box in boxes for block in blocks_of(box, inside)]
    if not blocks:
        return (), 0, 0
    sheet = layout.sheet
    area = Area(sheet.margin.left, sheet.width_pt - sheet.margin.right, direction=layout.direction)
    top = top_of(blocks[0])
    flow = Flow(area, top, layout.fonts, advice)
    flow.place(blocks)
    if not isinstance(flow.items[-1], ParagraphSpec):
        flow.add_spacer(1)
    return tuple(flow.items), top, flow.cursor


def _first_marked(items: list[Item], final: SectionSpec) -> tuple[tuple[Item, ...], SectionSpec]:
    """Mark the first section: it needs no type and carries header and footer (§17.6.22)."""
    marked = list(items)
    for index, item in enumerate(marked):
        if isinstance(item, ParagraphSpec) and item.section is not None:
            marked[index] = replace(item, section=replace(item.section, first=True))
            return tuple(marked), final
    return tuple(marked), replace(final, first=True)
