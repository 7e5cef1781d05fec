"""Styles from paragraphs: what most have, and a name of its own for what differs."""

from dataclasses import replace

import pytest

from copyfit.word.place.style import (
    foot_styles,
    general_names,
    plain,
    styles_of,
    with_end_stops,
    with_foot_styles,
)
from copyfit.word.spec import CellSpec, RowSpec, TabSpec
from word_specs import TEXT, gap, heading, paragraph, table


def styles(*items, rooms=None):
    return styles_of([items], rooms or {}, TEXT)


class DescribeAStyle:
    def it_says_what_most_of_its_paragraphs_say(self):
        made = styles(paragraph(before=80), paragraph(before=80), paragraph(before=100))["Body Text"]
        assert made.format.before == 80

    def it_has_the_space_that_columns_tops_could_have(self):
        first, second = heading(before=0), heading(before=120)
        made = styles(first, paragraph(), second, rooms={id(first): 130})["Heading 1"]
        assert made.format.before == 120

    def it_has_no_space_above_where_it_stands_for_its_height(self):
        assert styles(gap(20), gap(40), gap(20))["Spacer"].format.before == 0

    def it_says_nothing_of_what_single_runs_have(self):
        run = replace(TEXT, href="#a", raise_pt=3.0, background="#eeeeee", underline=True, strike=True)
        assert plain(run) == TEXT
        assert plain(replace(run, bold=True)) == replace(TEXT, bold=True)

    @pytest.mark.parametrize("heading", [0, 1])
    def it_leaves_the_space_below_text_and_titles_to_what_follows_where_it_differs(self, heading):
        made = styles(*(paragraph("Title", heading=heading, after=space) for space in (40, 40, 60)))
        assert made["Title"].format.after == 0

    def it_has_the_space_below_that_most_headings_have(self):
        made = styles(*(heading(after=space) for space in (40, 40, 60)))
        assert made["Heading 1"].format.after == 40

    def it_has_the_space_below_that_cells_keep_where_most_of_its_paragraphs_end_one(self):
        cells = [CellSpec(1000, (paragraph("Table Text", after=space),), foot=30) for space in (90, 31, 30)]
        items = [table(*(RowSpec(300, (one,)) for one in cells))]
        assert styles(*items)["Table Text"].format.after == 30

    def it_is_based_on_the_heading_of_its_level(self):
        made = styles(heading(), paragraph("Callout Heading", heading=2))
        assert (made["Callout Heading"].based_on, made["Heading 1"].based_on) == ("Heading 1", "")


class DescribeWhatBeginsBelowAHeading:
    BEGINS = (paragraph(before=80), paragraph(before=80), paragraph(before=0, begins=True))

    def it_has_a_style_of_its_own_based_on_the_other(self):
        first = styles(*self.BEGINS)["Body Text First"]
        assert (first.based_on, first.format.before) == ("Body Text", 0)

    @pytest.mark.parametrize(("before", "own"), [(77, False), (76, True), (83, False), (84, True)])
    def it_needs_none_whose_space_is_all_but_the_same(self, before, own):
        made = styles(paragraph(before=80), paragraph(before=80), paragraph(before=before, begins=True))
        assert ("Body Text First" in made) == own

    def it_is_none_of_a_title(self):
        made = styles(
            paragraph("Title", heading=1, before=80), paragraph("Title", heading=1, begins=True, before=0)
        )
        assert set(made) == {"Title"}

    def it_is_one_where_a_column_has_no_room_above(self):
        one, two = heading(before=0), heading(before=120)
        made = styles(one, heading(before=120), two, rooms={id(one): 30})
        assert made["Heading 1 First"].format.before == 0


class DescribeHeadingsThatFittingSpreads:
    def it_has_a_style_for_those_that_stand_farther_apart(self):
        made = styles(heading(before=120), heading(before=120), heading(before=236), heading(before=239))
        assert made["Heading 1 Open"].format.before == 237
        assert made["Heading 1 Open"].based_on == "Heading 1"

    def it_takes_the_space_that_most_of_them_have(self):
        made = styles(*(heading(before=space) for space in (120, 120, 120, 180, 239, 239)))
        assert made["Heading 1 Open"].format.before == 239

    def it_has_none_where_all_are_alike(self):
        assert "Heading 1 Open" not in styles(heading(before=120), heading(before=122))

    def it_has_none_for_text(self):
        assert set(styles(paragraph(before=120), paragraph(before=120), paragraph(before=200))) == {
            "Body Text"
        }


class DescribeGeneralNames:
    def names(self, *forms):
        items = [paragraph(name, **form) for name, form in forms]
        return general_names(
            [replace(one, general_name="Table Text") if " Last" in one.style_name else one for one in items],
            TEXT,
        )

    def it_is_the_name_of_what_looks_the_same(self):
        assert self.names(("Table Text", {}), ("Dates Last", {})) == {"Dates Last": "Table Text"}

    def it_is_not_of_what_looks_different(self):
        assert self.names(("Table Text", {}), ("Dates Last", {"start": 60})) == {}

    @pytest.mark.parametrize(("start", "same"), [(6, True), (7, False)])
    def it_does_not_mind_a_hair(self, start, same):
        assert bool(self.names(("Table Text", {}), ("Dates Last", {"start": start}))) == same


class DescribeTheFootOfATable:
    def cell(self, after):
        return CellSpec(1000, (paragraph("Table Text", after=after),), foot=after)

    def it_has_a_style_of_its_own(self):
        rows = [RowSpec(300, (self.cell(40),)), RowSpec(300, (self.cell(40),)), RowSpec(300, (self.cell(0),))]
        items = [table(*rows)]
        known = styles(*items)
        feet = foot_styles(items, known)
        assert feet["Table Text Foot"].format.after == 0
        (made,) = with_foot_styles(items, known | feet)
        names = [one.cells[0].items[0].style_name for one in made.rows]
        assert names == ["Table Text", "Table Text", "Table Text Foot"]


class DescribeRunningLines:
    def it_has_a_stop_at_the_end_as_words_own_have(self):
        known = styles(paragraph("Header Kicker"), paragraph())
        made = with_end_stops(known, 9000)
        assert made["Header Kicker"].format.tabs == (TabSpec(9000, "end"),)
        assert made["Body Text"].format.tabs == ()
