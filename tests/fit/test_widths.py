"""How much wider every box is where the setting gives a column another width, and what is cramped then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copyfit.fit.scale import Scaling
from copyfit.fit.widths import SPARE_PT, cramped_pt, needed_pt, widened

from .boxes import SETTING, box, nodes_of, text

BEFORE = replace(SETTING, widths_pt={"side": 60.0, "date": 40.0})


def scaling(**widths):
    return Scaling(BEFORE, replace(BEFORE, widths_pt={**BEFORE.widths_pt, **widths}))


def wider(root, **widths):
    return widened(nodes_of(root), scaling(**widths))


def cell(*content, width=50.0, x=0.0, **more):
    return box("td", 0, 12, *content, kind="cell", width=width, x=x, **more)


def table(*rows, width=100.0, **more):
    """Return a table of rows of cells."""
    body = box("tbody", 0, 24, *(box("tr", 0, 12, *cells, kind="row") for cells in rows), kind="row-group")
    return box("table", 0, 24, body, kind="table", width=width, **more)


class DescribeABoxInAnotherWidth:
    def it_is_as_wide_as_the_setting_says(self):
        assert wider(box("main", 0, 10, box(own_width="side")), side=72.0) == [0, 12]

    def it_fills_what_it_stands_in(self):
        assert wider(box("div", 0, 10, box("p"), own_width="side"), side=50.0) == [-10, -10]

    def it_keeps_a_width_of_its_own_and_a_picture_keeps_its_own(self):
        inside = box(own_width=""), box("img", kind="picture")
        assert wider(box("div", 0, 10, *inside, own_width="side"), side=72.0) == [12, 0, 0]

    def it_changes_nothing_where_no_width_does(self):
        assert wider(box("div", 0, 10, own_width="side")) == [0]


class DescribeATableInAnotherWidth:
    def it_shares_what_it_gains_among_the_columns_without_a_width(self):
        found = wider(table([cell(), cell(x=50.0)], own_width="side"), side=72.0)
        assert found[3:] == [6, 6]

    def it_takes_what_a_named_column_gains_from_the_others(self):
        rows = [cell(own_width="date"), cell(), cell()], [cell(), cell(), cell()]
        found = wider(table(*rows), date=46.0)
        assert found[3:6] == found[7:] == [6, -3, -3]

    def it_gives_all_columns_their_part_where_each_has_a_width(self):
        cells = cell(own_width="date"), cell(own_width="")
        found = wider(table(cells, own_width="side"), side=70.0, date=46.0)
        assert found[3:] == [8, 2]

    def it_gives_a_cell_what_its_columns_gain(self):
        rows = [cell(own_width="date"), cell()], [cell(columns=2)]
        assert wider(table(*rows, own_width="side"), side=70.0, date=46.0)[6] == 10


class DescribeAColumnsNeed:
    def needed(self, *cells, **more):
        return needed_pt(nodes_of(table(*([one, cell(x=60.0)] for one in cells), **more)), scaling())

    def it_is_its_widest_word_with_what_is_beside_it_and_a_little_spared(self):
        date = cell(text("aaaaaa bbbbbbbbbbbb", width=44.0), width=50.0, own_width="date")
        # 12 pt of word and 6 pt beside it; the cell is 10 pt wider than the width that the setting names
        assert self.needed(date) == {"date": pytest.approx(12 + 6 - 10 + SPARE_PT)}

    def it_is_that_of_the_cell_with_the_widest_word(self):
        first = cell(text("aa", width=44.0), width=50.0, own_width="date")
        second = cell(text("aaaaaaaaaaaaaaaaaaaa", width=44.0), width=50.0)
        assert self.needed(first, second) == self.needed(replace(second, own_width=first.own_width), first)

    def it_does_not_count_cells_that_span_columns(self):
        first = cell(text("aa", width=44.0), width=50.0, own_width="date")
        wide = cell(text("a" * 90, width=94.0), width=100.0, columns=2)
        assert self.needed(first, wide) == self.needed(first)

    def it_is_none_for_a_name_that_the_setting_does_not_have(self):
        assert self.needed(cell(text("aa"), own_width="other")) == {}


class DescribeWhatIsCramped:
    def it_is_a_word_that_is_wider_than_its_column(self):
        column = box("div", 0, 12, text("aaaaaaaaaaaaaaa", width=20.0), own_width="side", width=20.0)
        assert cramped_pt(nodes_of(column), scaling()) == 0
        assert cramped_pt(nodes_of(column), scaling(side=52.0)) == 3

    def it_is_a_picture_or_box_of_its_own_width_that_is_wider_than_what_it_stands_in(self):
        column = box("div", 0, 12, box(own_width="", width=58.0), own_width="side", width=60.0)
        assert cramped_pt(nodes_of(column), scaling()) == 0
        assert cramped_pt(nodes_of(column), scaling(side=50.0)) == 8

    def it_is_no_cell_whose_width_the_table_sees_to(self):
        cells = cell(width=150.0, own_width="date"), cell(x=150.0)
        assert cramped_pt(nodes_of(table(cells)), scaling()) == 0
