"""Columns in the cells of one row: where sections would part them, or set them down elsewhere."""

import pytest

from copyfit.layout.boxes import Box, Sides
from copyfit.measure.margins import LARGEST_SHIFT_PT
from copyfit.word.blocks.block import NO_EDGES, ColumnsBlock, TableBlock
from copyfit.word.place.layout_table import as_layout_table
from copyfit.word.spec import TableSpec
from copyfit.word.story import story_of
from word_pages import LONG, SHORT, layout_of, page_of
from word_specs import TEXT

BEYOND = 20 * LARGEST_SHIFT_PT
WIDTH = 20 * 106 * 72 / 25.4
"""That of the text, in twips."""
HALVES = '<div class="columns"><div class="half">{}</div><div class="half">{}</div></div>'


def story(body, language="en", *, spare_mm=3):
    """Return the story of a page that is so much taller than its content, in mm."""
    filled = page_of(body, language).page.body
    bottom = max(box.bottom_pt for box in filled.walk() if box.lines)
    height = bottom / 72 * 25.4 + 14 + spare_mm
    return story_of(page_of(body, language, f"@page {{ size: 130mm {height:.1f}mm }}"))


def table_of(made):
    return next(item for item in made.body if isinstance(item, TableSpec))


def columns(direction, *, beyond_pt=0.0, tables=False):
    """Return two columns of 40 and 50 pt with 10 pt between as a table, the second to the left in Arabic."""
    none = Sides(0.0, 0.0, 0.0, 0.0)
    xs = (0.0, 50.0) if direction == "ltr" else (60.0, 0.0)
    boxes = tuple(
        Box("block", "div", x, 0.0, width, 30.0, none, NO_EDGES, none, TEXT, 12.0)
        for x, width in zip(xs, (40.0, 50.0), strict=True)
    )
    inside = (TableBlock(0.0, 0.0, 10.0, (), direction),) if tables else ()
    return as_layout_table(ColumnsBlock(boxes, (inside, inside), direction), beyond_pt)


def edges(table):
    (row,) = table.rows
    return [(cell.box.x_pt, cell.box.right_pt) for cell in row.cells]


class DescribeTheCells:
    def it_is_a_table_that_only_places_things(self):
        table = columns("ltr")
        assert (table.layout, table.x_pt, table.width_pt) == (True, 0, 100)
        assert (table.y_pt, table.bottom_pt) == (0, 30)

    @pytest.mark.parametrize(
        ("direction", "cells"),
        [
            pytest.param("ltr", [(0, 50), (50, 103)], id="left"),
            pytest.param("rtl", [(100, 103), (50, 100), (-3, 50)], id="right"),
        ],
    )
    def it_has_the_gap_that_follows_it_and_the_last_one_what_stands_out(self, direction, cells):
        assert edges(columns(direction, beyond_pt=3.0)) == cells

    def it_has_no_gap_around_tables_from_the_right(self):
        found = columns("rtl", beyond_pt=3.0, tables=True)
        assert edges(found) == [(100, 103), (60, 100), (50, 60), (0, 50), (-3, 0)]
        assert edges(columns("rtl", tables=True)) == [(60, 100), (50, 60), (0, 50)]


class DescribeColumnsAtTheFoot:
    """What is added may carry them over the page's end: there the columns of a section would part."""

    BODY = HALVES.format(f"<h2>One</h2><p>{LONG}</p>", f"<h2>Two</h2><p>{SHORT}</p>")

    def it_is_a_row_that_goes_on_on_the_next_page(self):
        (row,) = table_of(story(self.BODY)).rows
        assert row.splits
        assert len(row.cells) == 2

    def it_is_columns_of_the_section_higher_up(self):
        assert not any(isinstance(item, TableSpec) for item in story(self.BODY, spare_mm=30).body)

    def it_is_as_tall_as_its_longest_column_now_and_after_an_edit(self):
        (row,) = table_of(story(self.BODY)).rows
        assert row.height == 0
        assert [cell.items[-1].format.after for cell in row.cells] == [0, 0]

    def it_reaches_out_at_its_end_so_that_its_last_lines_have_room_too(self):
        table = table_of(story(self.BODY))
        assert table.indent == 0
        assert table.width == pytest.approx(WIDTH + BEYOND, abs=1)

    def it_begins_each_column_in_a_style_with_nothing_beside_it(self):
        made = story(f"<h2>Above</h2><p>{SHORT}</p>{self.BODY}")
        for cell in table_of(made).rows[0].cells:
            first = cell.items[0]
            assert first.format.before == made.styles[first.style_name].format.before


class DescribeColumnsFromTheRight:
    def it_reaches_out_on_both_sides_with_gaps_of_their_own_beside_tables(self):
        (item,) = (i for i in story_of(layout_of("arabic columns")).body if isinstance(i, TableSpec))
        assert item.indent == -BEYOND
        assert item.width == pytest.approx(WIDTH + 2 * BEYOND, abs=1)
        assert [bool(cell.items[0].runs) for cell in item.rows[0].cells] == [False, True, False, True, False]

    def it_gives_text_the_gap_beside_it(self):
        table = table_of(story(HALVES.format("<p>يمين</p>", "<p>يسار</p>"), "ar"))
        assert len(table.rows[0].cells) == 3
