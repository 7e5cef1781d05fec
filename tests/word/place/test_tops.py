"""What begins a column has its style's space above it, if there is room."""

from typing import ClassVar

import pytest

from copyfit.word.place.tops import rooms_above, with_spaces_above
from word_specs import gap, heading, paragraph, row, style, table


def befores(items):
    return [item.format.before for item in items]


class DescribeAColumnsTop:
    ITEMS = (paragraph(), gap(101, ends=True), gap(21), heading(before=5), gap(1, breaks=True), paragraph())

    def it_has_the_room_of_the_gaps_above_it(self):
        items = list(self.ITEMS)
        rooms = rooms_above(items)
        assert rooms == {id(items[3]): 20 + 5 + 100, id(items[5]): 100}

    def it_begins_higher_by_what_its_style_has_above_it(self):
        styles = {"Heading 1": style("Heading 1", level=2, before=65), "Body Text": style()}
        made = with_spaces_above(self.ITEMS, styles)
        assert [item.format.line for item in made] == [250, 61, 1, 250, 41, 250]
        assert befores(made) == [0, 0, 0, 65, 0, 0]

    def it_begins_text_that_has_no_space_above_it_and_no_heading(self):
        styles = {"Heading 1": style("Heading 1", level=2), "Body Text": style()}
        made = with_spaces_above(self.ITEMS, styles)
        assert [item.begins for item in made if not item.is_spacer] == [False, False, True]

    def it_does_not_begin_text_that_has_its_styles_space_above_it(self):
        styles = {"Heading 1": style("Heading 1", level=2), "Body Text": style(before=60)}
        made = with_spaces_above(self.ITEMS, styles)
        assert (made[-1].format.before, made[-1].begins) == (60, False)

    @pytest.mark.parametrize(("more", "space"), [(0, 100), (3, 100), (4, 0)])
    def it_takes_its_styles_space_where_that_is_all_but_what_there_is_room_for(self, more, space):
        styles = {"Heading 1": style("Heading 1", level=2), "Body Text": style(before=100 + more)}
        assert befores(with_spaces_above(self.ITEMS, styles))[-1] == space

    def it_stays_where_its_style_has_more_than_there_is_room_for(self):
        styles = {"Heading 1": style("Heading 1", level=2, before=200), "Body Text": style()}
        assert befores(with_spaces_above(self.ITEMS, styles)) == befores(self.ITEMS)


class DescribeATableOfColumns:
    STYLES: ClassVar = {"Heading 1": style("Heading 1", level=2, before=65), "Body Text": style()}

    @staticmethod
    def columns(*cells):
        return table(row(*cells, height=0, splits=True))

    def it_begins_higher_by_what_its_style_has_above_it(self):
        columns = self.columns((heading(before=5),), (heading(before=5),))
        above, made = with_spaces_above([gap(101), columns], self.STYLES)
        assert above.format.line == 41
        assert [befores(cell.items) for cell in made.rows[0].cells] == [[65], [65]]

    def it_lowers_by_an_empty_line_what_wants_less(self):
        columns = self.columns((heading(before=5),), (paragraph(),))
        above, made = with_spaces_above([gap(101), columns], self.STYLES)
        lowered, text = made.rows[0].cells[1].items
        assert above.format.line == 41
        assert (lowered.style_name, lowered.format.line, text.format.before) == ("Spacer", 60, 0)
        assert text.begins

    def it_has_no_more_room_than_its_own_below_words(self):
        first = heading(before=5)
        assert rooms_above([paragraph(), self.columns((first,))]) == {id(first): 5}

    def it_leaves_a_table_of_data_where_it_stands(self):
        items = (gap(101), table(row((heading(before=5),))))
        assert with_spaces_above(items, self.STYLES) == items
