"""Paragraphs take the spaces of their styles, and nothing that is off adds up."""

from typing import ClassVar

import pytest

from copyfit.word.place.rhythm import settled, with_heading_gaps
from copyfit.word.spec import CellSpec, RowSpec
from word_specs import gap, heading, paragraph, row, style, table


def befores(items):
    return [item.format.before for item in items]


class DescribeWhatStandsBelowAHeading:
    def it_leaves_its_space_to_the_heading(self):
        above, below = with_heading_gaps([heading(after=10), paragraph(before=80)])
        assert (above.format.after, below.format.before) == (90, 0)
        assert below.begins

    def it_is_a_gap_of_a_twip_if_it_was_a_gap(self):
        above, below = with_heading_gaps([heading(), gap(60)])
        assert (above.format.after, below.format.line) == (59, 1)

    @pytest.mark.parametrize(
        "above", [paragraph(), paragraph("Title", heading=1)], ids=["no heading", "title"]
    )
    def it_keeps_its_own_below_anything_else(self, above):
        _, below = with_heading_gaps([above, paragraph(before=80)])
        assert (below.format.before, below.begins) == (80, False)

    def it_keeps_its_own_if_it_is_a_heading_too(self):
        assert befores(with_heading_gaps([heading(), heading(before=80)])) == [0, 80]

    def it_is_found_in_cells(self):
        (made,) = with_heading_gaps(
            [
                table(
                    row(
                        (heading(), paragraph(before=40)),
                    )
                )
            ]
        )
        assert befores(made.rows[0].cells[0].items) == [0, 0]


class DescribeSettling:
    STYLES: ClassVar = {"Body Text": style(before=80), "Heading 1": style("Heading 1", level=2, before=200)}

    def it_takes_a_styles_space_that_is_near(self):
        assert befores(settled([paragraph(before=82), paragraph(before=78)], self.STYLES)) == [80, 80]

    def it_carries_what_is_off_so_that_it_never_adds_up(self):
        made = settled([paragraph(before=82)] * 20, self.STYLES)
        drift = [sum(82 - one for one in befores(made)[: n + 1]) for n in range(20)]
        assert max(map(abs, drift)) <= 3
        assert befores(made).count(80) == 10

    def it_keeps_a_space_that_is_not_near(self):
        assert befores(settled([paragraph(before=120)], self.STYLES)) == [120]

    def it_lets_a_gap_swallow_what_was_carried(self):
        made = settled([paragraph(before=83), gap(50), paragraph(before=80)], self.STYLES)
        assert (made[1].format.line, befores(made)) == (53, [80, 0, 80])

    def it_gives_a_heading_the_style_of_its_space(self):
        styles = {
            **self.STYLES,
            "Heading 1 Open": style("Heading 1 Open", level=2, before=262),
            "Heading 1 First": style("Heading 1 First", level=2, before=0),
        }
        made = settled([heading(before=0), heading(before=201), heading(before=260)], styles)
        assert [item.style_name for item in made] == ["Heading 1 First", "Heading 1", "Heading 1 Open"]

    def it_gives_text_below_a_heading_the_style_for_that(self):
        styles = {**self.STYLES, "Body Text First": style("Body Text First", before=0)}
        made = settled([paragraph(begins=True), paragraph(before=80)], styles)
        assert [item.style_name for item in made] == ["Body Text First", "Body Text"]


class DescribeIndents:
    STYLES: ClassVar = {"Body Text": style(start=100)}

    @pytest.mark.parametrize(
        ("alignment", "own", "said"),
        [("start", 102, 100), ("start", 103, 103), ("center", 104, 100), ("center", 105, 105)],
    )
    def it_is_the_styles_where_nobody_sees_the_difference(self, alignment, own, said):
        (made,) = settled([paragraph(start=own, alignment=alignment)], self.STYLES)
        assert made.format.start == said


class DescribeSections:
    """Columns side by side end with the longer one; what follows takes over what that one was off by."""

    STYLES: ClassVar = {"Body Text": style(before=80)}

    def it_hands_the_larger_of_what_columns_are_off_by_to_what_follows(self):
        items = [
            paragraph(before=80),
            gap(50, ends=True),
            paragraph(before=78),
            gap(1, breaks=True),
            paragraph(before=80),
            gap(1, ends=True),
            paragraph(before=83),
        ]
        made = settled(items, self.STYLES)
        assert befores(made)[2:5:2] == [80, 80]
        assert befores(made)[-1] == 80  # 2 twips too low already, so that 81 would do


class DescribeRows:
    STYLES: ClassVar = {"Table Text": style("Table Text", before=40, after=40)}

    def cell(self, before=40, after=40):
        return (paragraph("Table Text", before=before, after=after),)

    def it_has_its_styles_foot_in_the_cell_that_makes_its_height(self):
        (made,) = settled([table(row(self.cell(after=41), self.cell(after=290)))], self.STYLES)
        assert [cell.items[0].format.after for cell in made.rows[0].cells] == [40, 40]

    def it_hands_what_is_off_to_the_next_row(self):
        rows = [row(self.cell(after=41)) for _ in range(8)]
        (made,) = settled([table(*rows)], self.STYLES)
        said = [r.cells[0].items[0].format for r in made.rows]
        ends = [sum(form.before + form.after - 81 for form in said[: n + 1]) for n in range(8)]
        assert max(map(abs, ends)) <= 3

    def it_keeps_more_below_the_tallest_cell_where_no_cell_reaches_the_rows_end(self):
        styles = {"Table Text": style("Table Text", before=40, after=0)}
        (made,) = settled([table(row(self.cell(after=60), self.cell(after=90)))], styles)
        assert [cell.items[0].format.after for cell in made.rows[0].cells] == [60, 0]

    def it_cuts_what_would_end_below_a_row_that_nothing_follows(self):
        styles = {"Table Text": style("Table Text", before=40, after=90)}
        (made,) = settled([table(row(self.cell(after=40)))], styles)
        assert made.rows[0].cells[0].items[0].format.after == 40
        assert made.rows[0].height == 300

    def it_may_end_lower_where_a_gap_follows(self):
        styles = {"Table Text": style("Table Text", before=40, after=90)}
        made, spacer = settled([table(row(self.cell(after=40))), gap(80)], styles)
        assert made.rows[0].cells[0].items[0].format.after == 90
        assert (made.rows[0].height, spacer.format.line) == (350, 30)

    def it_stands_at_the_rows_foot_what_stands_there_on_the_page(self):
        low = CellSpec(1000, self.cell(before=290), foot=40)
        tall = CellSpec(1000, (*self.cell(after=0), *self.cell(before=0)), foot=40)
        (made,) = settled([table(RowSpec(600, (tall, low)))], self.STYLES)
        tall, low = made.rows[0].cells
        assert (tall.align, low.align) == ("top", "bottom")
        assert low.items[0].format.before == 40

    def it_leaves_a_table_with_merged_cells_as_it_is(self):
        merged = CellSpec(1000, self.cell(before=41), merge="restart")
        items = [table(RowSpec(300, (merged,)))]
        assert list(settled(items, self.STYLES)) == items
