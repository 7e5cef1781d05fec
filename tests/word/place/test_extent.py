"""Where a block's own height begins, and how far its text stands in from the edges around it."""

import pytest

from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.extent import Extent, frame_of, top_of
from word_pages import IMAGE, page_of


def blocks(body):
    return blocks_of(page_of(body).page.body)


class DescribeTheTop:
    def it_is_that_of_a_panel_around_it_where_nothing_else_is_said(self):
        first, second = blocks('<section class="callout"><p>A</p><p>B</p></section>')
        assert top_of(first) == pytest.approx(20 * frame_of(first).top_pt, abs=1)
        assert top_of(first, in_panel=True) - top_of(first) == pytest.approx(20 * 7, abs=25)
        assert top_of(second) == top_of(first)

    def it_is_above_an_upper_border_and_its_distance(self):
        plain, ruled = blocks('<p>A</p><h2 style="margin: 0">B</h2>')
        text_top = 20 * (ruled.baseline_pt - 0.8 * ruled.pitch_pt)
        assert text_top - top_of(ruled) == pytest.approx(15 + 20 * round(ruled.top_space_pt), abs=1)
        assert top_of(plain) == pytest.approx(20 * (plain.baseline_pt - 0.8 * plain.pitch_pt), abs=1)

    def it_is_a_pictures_upper_edge(self):
        (picture,) = blocks(IMAGE)
        assert top_of(picture) == pytest.approx(20 * picture.y_pt, abs=1)

    def it_is_that_of_the_first_column_to_begin(self):
        body = '<div class="columns"><div class="half"><p>A</p></div><div class="half"><h2>B</h2></div></div>'
        (columns,) = blocks(body)
        assert top_of(columns) == min(top_of(column[0]) for column in columns.columns)


class DescribeAnExtent:
    def it_says_how_far_text_stands_in_from_where_reading_starts_and_ends(self):
        assert Extent(10.0, 110.0).sides(15.0, 100.0, rtl=False) == (100, 200)
        assert Extent(10.0, 110.0, direction="rtl").sides(15.0, 100.0, rtl=True) == (200, 100)

    def it_begins_at_the_right_where_that_is_where_reading_starts(self):
        assert Extent(10.0, 110.0).leading_edge_pt == 10.0
        assert Extent(10.0, 110.0, direction="rtl").leading_edge_pt == 110.0
