"""A layout → the story Word will hold: body, header and footer, each item at its place.

The writer asserts its own cursor: if what it adds up reaches into the page's bottom margin, the file
would have a second page. Word's own bottom margin begins lower, where the footer does: what lies between
is room for what a person adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copyfit.layout.boxes import Box, Layout, TextStyle
from copyfit.units import twips_from_pt
from copyfit.word.blocks.block import Block
from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.extent import Extent, Filling, top_of
from copyfit.word.place.flow import Flow
from copyfit.word.place.numbers import aligned, continued
from copyfit.word.place.rhythm import settled, with_heading_gaps
from copyfit.word.place.section import Body
from copyfit.word.place.style import (
    foot_styles,
    general_names,
    renamed,
    styles_of,
    with_end_stops,
    with_foot_styles,
)
from copyfit.word.place.tops import rooms_above, with_spaces_above
from copyfit.word.spec import Item, ParagraphSpec, SectionSpec, Story, paragraphs_of

DEFAULT_DISTANCE_PT = 36.0


def story_of(layout: Layout) -> Story:
    """Return the story, with what keeps the line breaks of its paragraphs.

    The layout has exactly one page.
    """
    page, sheet = layout.page, layout.sheet
    header, header_top = _running(layout, page.header, "header")
    footer, footer_top = _running(layout, page.footer, "footer")
    body = Body(layout)
    body.write(blocks_of(page.body))
    final = body.finish()
    bottom = twips_from_pt(sheet.content_bottom_pt)
    assert body.cursor <= bottom, (
        f"the Word file would run {(body.cursor - bottom) / 20:.1f} pt over the page"
    )
    height = twips_from_pt(sheet.height_pt)
    default = twips_from_pt(DEFAULT_DISTANCE_PT)
    width = twips_from_pt(sheet.width_pt - sheet.margin.left - sheet.margin.right)
    styled = _styled((header.items, body.items, footer.items), page.body.style, width)
    items, final = _first_marked(list(styled.body), final)
    return replace(
        styled,
        body=items,
        header_distance=header_top if header.items else default,
        footer_distance=max(height - footer.end, 0) if footer.items else default,
        bottom_margin=min(height - bottom, height - footer_top if footer.items else default),
        final_section=final,
        top=body.top,
        end=body.cursor,
        advice=(*header.advice, *footer.advice, *body.advice),
    )


def _styled(parts: tuple[Sequence[Item], ...], default: TextStyle, width: int) -> Story:
    """Return header, body and footer with named styles, whose spaces their paragraphs have where they can."""
    names = general_names([item for part in parts for item in part], default)
    header, body, footer = (with_heading_gaps(aligned(continued(renamed(part, names)))) for part in parts)
    styles = with_end_stops(styles_of((header, body, footer), rooms_above(body), default), width)
    raised = with_spaces_above(body, styles)
    made = tuple(settled(part, styles) for part in (header, raised, footer))
    styles |= foot_styles(made[1], styles)
    made = tuple(with_foot_styles(part, styles) for part in made)
    worn = {paragraph.style_name for part in made for paragraph in paragraphs_of(part)}
    worn |= {style.based_on for name, style in styles.items() if name in worn}
    return Story(
        header=made[0],
        body=made[1],
        footer=made[2],
        styles={name: style for name, style in styles.items() if name in worn},
    )


def _running(layout: Layout, boxes: tuple[Box, ...], inside: str) -> tuple[Filling, int]:
    """Return what fills a running part, and where it begins, in twips."""
    blocks: list[Block] = [block for box in boxes for block in blocks_of(box, inside)]
    if not blocks:
        return Filling((), 0), 0
    sheet = layout.sheet
    extent = Extent(sheet.margin.left, sheet.width_pt - sheet.margin.right, direction=layout.direction)
    top = top_of(blocks[0])
    flow = Flow(extent, top, layout.fonts)
    flow.place(blocks)
    if not isinstance(flow.items[-1], ParagraphSpec):
        flow.add_spacer(1)
    return flow.filling, top


def _first_marked(items: list[Item], final: SectionSpec) -> tuple[tuple[Item, ...], SectionSpec]:
    """Mark the first section: it needs no type and carries header and footer (§17.6.22)."""
    marked = list(items)
    for index, item in enumerate(marked):
        if isinstance(item, ParagraphSpec) and item.section is not None:
            marked[index] = replace(item, section=replace(item.section, first=True))
            return tuple(marked), final
    return tuple(marked), replace(final, first=True)
