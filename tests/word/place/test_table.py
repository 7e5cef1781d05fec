"""Tables on a grid: what a cell is told, and how tall its row is."""

import pytest

from copyfit.word.spec import TableSpec
from copyfit.word.story import story_of
from word_pages import page_of


def table_of(body, language="en"):
    return next(item for item in story_of(page_of(body, language)).body if isinstance(item, TableSpec))


RULED = "<style>td { border: 1pt solid #333; padding: 3pt } table { border-collapse: collapse }</style>"


class DescribeTheGrid:
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
