"""The body's sections: columns that fill the width of the text, and what keeps engines together."""

import pytest

from copyfit.word.spec import ParagraphSpec
from copyfit.word.story import story_of
from word_pages import layout_of, page_of


def sections_of(name):
    story = story_of(layout_of(name))
    ends = [item.section for item in story.body if isinstance(item, ParagraphSpec) and item.section]
    return [*ends, story.final_section], story


class DescribeSections:
    @pytest.mark.parametrize(
        ("name", "columns"),
        [
            pytest.param("paragraph", [0], id="none"),
            pytest.param("columns", [0, 2, 0], id="between full widths"),
            pytest.param("three columns", [3, 0], id="three"),
            pytest.param("arabic halves", [2, 0], id="right to left"),
        ],
    )
    def it_has_one_for_each_change_of_columns(self, name, columns):
        sections, _ = sections_of(name)
        assert [len(section.columns) for section in sections] == columns

    @pytest.mark.parametrize("name", ["columns", "three columns", "arabic halves"])
    def it_fills_the_text_width_with_columns_and_gaps(self, name):
        sections, _ = sections_of(name)
        sheet = layout_of(name).sheet
        width = 20 * (sheet.width_pt - sheet.margin.left - sheet.margin.right)
        for section in sections:
            assert not section.columns or sum(map(sum, section.columns)) == pytest.approx(width, abs=2)
            assert not section.columns or section.columns[-1][1] == 0

    def it_marks_the_first_and_no_other(self):
        sections, _ = sections_of("columns")
        assert [section.first for section in sections] == [True, False, False]

    def it_breaks_columns_in_lines_of_their_own_that_nobody_sees(self):
        _, story = sections_of("three columns")
        breaks = [
            item
            for item in story.body
            if isinstance(item, ParagraphSpec) and any(run.special == "column-break" for run in item.runs)
        ]
        assert [(item.style_name, item.format.line) for item in breaks] == [("Spacer", 1)] * 2

    @pytest.mark.parametrize("name", ["tables in columns", "arabic columns", "table"])
    def it_ends_no_section_on_a_table(self, name):
        _, story = sections_of(name)
        assert isinstance(story.body[-1], ParagraphSpec)

    def it_never_says_that_it_stands_below_the_page(self):
        _, story = sections_of("columns")
        assert story.end <= 20 * layout_of("columns").sheet.content_bottom_pt

    def it_gives_what_is_added_the_room_down_to_the_footer(self):
        story = story_of(layout_of("running"))
        sheet = layout_of("running").sheet
        height = round(20 * sheet.height_pt)
        foot = sum(item.format.before + item.format.line for item in story.footer)
        assert story.footer_distance + foot <= story.bottom_margin < 20 * sheet.margin.bottom
        assert story.end < height - 20 * sheet.margin.bottom + 1

    def it_ends_half_an_inch_above_the_paper_where_no_footer_does(self):
        tall = "@page { margin-bottom: 30mm }"
        assert story_of(page_of("<p>A</p>", css=tall)).bottom_margin == 720
        assert story_of(page_of("<p>A</p>", css="@page { margin-bottom: 10mm }")).bottom_margin == 567


class DescribeUnequalColumns:
    """From right to left, engines disagree on which is the wider one."""

    @pytest.mark.parametrize(
        ("wider_pt", "columns"), [pytest.param(1.0, [2], id="a hair"), pytest.param(1.1, [0], id="seen")]
    )
    def it_places_them_in_a_table_from_the_right(self, wider_pt, columns):
        halves = "".join(
            f'<div style="width: {width}pt"><p>{word}</p></div>'
            for width, word in ((140 + wider_pt, "يمين"), (140, "يسار"))
        )
        story = story_of(page_of(f'<div class="columns">{halves}</div>', "ar"))
        assert [len(story.final_section.columns)] == columns
