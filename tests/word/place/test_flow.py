"""Blocks one below the other, each carried to its place by space in whole twips."""

import pytest

from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.extent import Extent, top_of
from copyfit.word.place.flow import Flow
from word_pages import IMAGE, page_of


def flow(body, language="en"):
    """Return a flow of `body` from the page's top, and the page's body."""
    page = page_of(body, language)
    sheet = page.sheet
    blocks = blocks_of(page.page.body)
    extent = Extent(sheet.margin.left, sheet.width_pt - sheet.margin.right, direction=page.direction)
    made = Flow(extent, top_of(blocks[0]), page.fonts)
    made.place(blocks)
    return made, blocks


def formats(body, language="en"):
    return [item.format for item in flow(body, language)[0].items]


class DescribeAParagraph:
    def it_stands_with_its_baseline_where_the_page_has_it(self):
        made, blocks = flow('<p>A</p><p style="margin-top: 7.3pt; line-height: 15pt">B</p>')
        first, second = (item.format for item in made.items)
        start = top_of(blocks[0])
        baseline = start + first.before + first.line + second.before + 0.8 * second.line
        assert baseline == pytest.approx(20 * blocks[1].baseline_pt, abs=1)

    def it_has_a_gap_that_is_not_the_sum_of_margins_where_they_collapse(self):
        _, second = formats('<p style="margin-bottom: 6pt">A</p><p style="margin-top: 10pt">B</p>')
        assert second.before == 200

    def it_is_indented_from_the_side_where_reading_starts(self):
        (left,) = formats('<p style="margin-left: 10mm">A</p>')
        (right,) = formats('<p style="margin-right: 10mm">مرحبا</p>', "ar")
        assert left.start == right.start == pytest.approx(567, abs=1)

    def it_hangs_its_first_line(self):
        (form,) = formats('<p style="margin-left: 10mm; text-indent: -10mm">A</p>')
        assert (form.start, form.first) == (567, -567)

    def it_does_not_take_a_hair_for_an_indent(self):
        (form,) = formats('<p style="text-indent: 0.4pt">A</p>')
        assert form.first == 0


class DescribeAPanel:
    INSIDE = "<ul><li>A</li></ul>"

    def padding(self, body):
        return [item.format.line for item in flow(body)[0].items if item.is_spacer]

    def it_is_padded_with_shaded_lines_where_its_paragraphs_cannot_merge(self):
        body = f'<p>Before</p><div class="panel" style="padding: 6pt">{self.INSIDE}</div>'
        above, below = self.padding(body)
        assert above == pytest.approx(120, abs=8)
        assert below == pytest.approx(120, abs=8)

    def it_has_no_line_for_a_padding_that_nobody_sees(self):
        bar = "background: none; border-left: 2pt solid"
        thin = f'<p>Before</p><div class="panel" style="{bar}; %s">{self.INSIDE}</div>'
        assert self.padding(thin % "padding: 0.5pt 0") == []
        assert len(self.padding(thin % "padding: 1.5pt 0")) == 2

    def it_has_its_borders_as_bars_of_their_colour(self):
        body = f'<div class="panel" style="border-top: 2pt solid #00ff00; padding: 0">{self.INSIDE}</div>'
        bar = formats(body)[0]
        assert (bar.line, bar.shading) == (40, "#00ff00")

    def it_fills_what_lies_between_its_paragraphs(self):
        body = f'<div class="panel" style="padding: 0">{self.INSIDE}<p style="margin: 8pt 0 0">B</p></div>'
        item, between = formats(body)
        assert (item.shading, between.shading) == ("#f4f1ea", "#f4f1ea")
        assert between.before == 160


class DescribeAPictureAndARule:
    def it_gives_a_picture_a_line_as_tall_as_it_is(self):
        made, _ = flow(f"<p>A</p>{IMAGE}<p>B</p>")
        assert [item.format.line for item in made.items] == [250, 0, 250]

    def it_puts_a_rule_at_the_foot_of_a_line(self):
        answer = '<div style="height: 16pt; border-bottom: 0.5pt solid #999"></div>'
        made, _ = flow(f"<p>A</p>{answer}{answer}")
        rules = [item.format for item in made.items[1:]]
        assert [dict(form.borders)["bottom"].size_eighths for form in rules] == [4, 4]
        assert [form.before + form.line for form in rules] == [320, 320]

    @pytest.mark.parametrize("gap", [1, 40])
    def it_goes_down_by_the_space_below_its_last_paragraph(self, gap):
        made, _ = flow("<p>A</p>")
        after, cursor = made.items[-1].format.after, made.cursor
        made.space_to(cursor + gap)
        assert (made.items[-1].format.after, made.cursor) == (after + gap, cursor + gap)

    @pytest.mark.parametrize("gap", [0, -40])
    def it_never_goes_up(self, gap):
        made, _ = flow("<p>A</p>")
        items, cursor = list(made.items), made.cursor
        made.space_to(cursor + gap)
        assert (made.items, made.cursor) == (items, cursor)

    def it_parts_a_table_from_what_stands_above_it_by_a_line_of_its_own(self):
        made = Flow(Extent(0.0, 100.0), 0, {})
        made.space_to(60)
        made.space_to(100)
        assert [item.format.line for item in made.items] == [60]
        assert (made.items[0].format.after, made.cursor) == (40, 100)

    def it_keeps_count_of_where_it_is(self):
        made, blocks = flow(f"<p>A</p>{IMAGE}<p>B</p>")
        assert made.cursor == pytest.approx(20 * (blocks[-1].baseline_pt + 0.2 * blocks[-1].pitch_pt), abs=2)
