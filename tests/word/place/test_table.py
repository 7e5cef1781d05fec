"""Tables on a grid: what a cell is told, and how tall its row is."""

from dataclasses import replace

import pytest

from copyfit.layout.boxes import Box, Sides
from copyfit.word.blocks.block import NO_EDGES, CellBlock, RowBlock, TableBlock
from copyfit.word.place.extent import Extent, Filling
from copyfit.word.place.grid import grid_of
from copyfit.word.place.table import place_table
from copyfit.word.spec import TableSpec
from copyfit.word.story import story_of
from word_pages import page_of
from word_specs import TEXT


def table_of(body, language="en"):
    return next(item for item in story_of(page_of(body, language)).body if isinstance(item, TableSpec))


RULED = "<style>td { border: 1pt solid #333; padding: 3pt } table { border-collapse: collapse }</style>"


def _box(x, width, *, y=0.0, height=30.0, **more):
    """Return a bare cell's box."""
    none = Sides(0.0, 0.0, 0.0, 0.0)
    return Box("cell", "td", x, y, width, height, none, NO_EDGES, none, TEXT, 12.0, **more)


def _table(*rows, **more):
    """Return a table of rows of boxes, each 30 pt high."""
    made = tuple(
        RowBlock(30.0 * number, 30.0, tuple(CellBlock(replace(one, y_pt=30.0 * number), ()) for one in boxes))
        for number, boxes in enumerate(rows)
    )
    return TableBlock(0.0, 0.0, 100.0, made, "ltr", **more)


class DescribeACell:
    def it_is_filled_as_a_cell_inside_its_edges(self):
        asked = []

        def fill(extent, top, blocks):
            asked.append((extent, top))
            return Filling((), top)

        place_table(_table([_box(0.0, 40.0), _box(40.0, 60.0)]), 100, Extent(0.0, 100.0), fill)
        assert asked == [
            (Extent(0.0, 40.0, in_columns=True, is_cell=True), 100),
            (Extent(40.0, 100.0, in_columns=True, is_cell=True), 100),
        ]

    def it_ends_in_a_paragraph_whatever_is_in_it(self):
        placed = place_table(
            _table([_box(0.0, 40.0)]), 0, Extent(0.0, 100.0), lambda _, top, __: Filling((), top)
        )
        (cell,) = placed.items[0].rows[0].cells
        assert [item.is_spacer for item in cell.items] == [True]


class DescribeTheGrid:
    @pytest.mark.parametrize(("off_pt", "lines"), [(0.3, 3), (0.5, 4)])
    def it_takes_edges_for_one_line_that_are_a_hair_apart(self, off_pt, lines):
        table = _table(
            [_box(0.0, 40.0), _box(40.0, 60.0)],
            [_box(0.0, 40.0 + off_pt), _box(40.0 + off_pt, 60.0 - off_pt)],
        )
        assert len(grid_of(table).lines_pt) == lines

    def it_is_as_wide_as_the_table_less_half_of_its_outer_borders(self):
        plain = table_of("<table><tr><td>A</td><td>B</td></tr></table>")
        ruled = table_of(f"{RULED}<table><tr><td>A</td><td>B</td></tr></table>")
        assert plain.width == sum(plain.grid) == pytest.approx(20 * 106 * 72 / 25.4, abs=1)
        assert plain.width - ruled.width == 20
        assert plain.indent == ruled.indent == 0

    def it_puts_a_line_into_the_middle_of_a_border(self):
        style = "<style>td + td { border-left: 4pt solid red }</style>"
        table = table_of(f"{style}<table><tr><td>A</td><td>B</td></tr></table>")
        half = table.width / 2
        assert table.grid == pytest.approx((half + 40, half - 40), abs=1)

    def it_gives_a_border_to_both_of_its_cells(self):
        table = table_of(f"{RULED}<table><tr><td>A</td><td>B</td></tr></table>")
        first, second = (dict(cell.borders) for cell in table.rows[0].cells)
        assert first["end"] == second["start"]

    def it_keeps_text_away_from_an_inner_border_that_some_engines_do_not_count(self):
        style = "<style>td { padding: 0 } td + td { border-left: 4pt solid red }</style>"
        table = table_of(f"{style}<table><tr><td>A</td><td>B</td></tr></table>")
        second = table.rows[0].cells[1].items[0].format
        assert second.start == 30  # half of the border, 2 pt, less the quarter of that which engines share

    def it_starts_at_the_right_in_arabic(self):
        table = table_of('<table><tr><td style="width: 20mm">أ</td><td>ب</td></tr></table>', "ar")
        assert table.bidi
        assert table.grid[0] == pytest.approx(1134 + 120, abs=1)  # with its padding


class DescribeARow:
    def it_is_as_tall_as_its_tallest_cell(self):
        table = table_of("<table><tr><td>A<br>B</td><td>C</td></tr></table>")
        assert table.rows[0].height == pytest.approx(2 * 250 + 40, abs=2)

    def it_counts_a_border_above_and_below_once(self):
        table = table_of(f"{RULED}<table><tr><td>A</td></tr><tr><td>B</td></tr></table>")
        borders = [dict(row.cells[0].borders) for row in table.rows]
        assert [("top" in sides, "bottom" in sides) for sides in borders] == [(True, False), (True, True)]

    def it_says_which_are_headings(self):
        table = table_of("<table><thead><tr><th>A</th></tr></thead><tr><td>B</td></tr></table>")
        assert [row.header for row in table.rows] == [True, False]
        assert table.header


class DescribeASpan:
    def it_goes_on_in_the_rows_below(self):
        rows = table_of("<table><tr><td rowspan='2'>A</td><td>B</td></tr><tr><td>C</td></tr></table>").rows
        assert [[cell.merge for cell in row.cells] for row in rows] == [["restart", ""], ["continue", ""]]

    def it_is_as_wide_as_its_columns(self):
        rows = table_of("<table><tr><td colspan='2'>A</td></tr><tr><td>B</td><td>C</td></tr></table>").rows
        assert rows[0].cells[0].width == sum(cell.width for cell in rows[1].cells)
        assert rows[0].cells[0].span == 2
