"""A page as it would be otherwise: how long, in which columns, with what given up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copyfit.fit.choice import Choice
from copyfit.fit.ladder import Rung
from copyfit.fit.view import bands_of

from .boxes import LEADING_PT, SETTING, box, stack, text, view


def column(name, y, height=10.0, *inside):
    return box("div", y, height, *inside, column=name)


class DescribeBands:
    def bands(self, *columns):
        return bands_of(stack(box("main", 0, 100, *columns)))

    def it_is_the_columns_that_stand_side_by_side(self):
        assert self.bands(column("a", 0, 20), column("b", 4, 30)) == (("a", "b"),)

    def it_is_group_by_group_from_the_top(self):
        assert self.bands(column("c", 40), column("a", 0, 40), column("b", 0, 12)) == (("a", "b"), ("c",))

    def it_leaves_a_column_in_another_to_that(self):
        assert self.bands(column("a", 0, 20, column("inner", 0)), column("b", 0)) == (("a", "b"),)


class DescribeAPageAsItWouldBe:
    PAGE = box(
        "main", 0, 2 * LEADING_PT, text("aaaa", statement="a"), text("bbbb", LEADING_PT, statement="b")
    )

    def it_holds_what_ends_a_line_above_the_margin(self):
        assert view(self.PAGE, 24.1).holds(SETTING)
        assert not view(self.PAGE, 23.9).holds(SETTING)

    def it_is_too_long_by_what_stands_below(self):
        assert view(self.PAGE, 20.0).overflow_pt(SETTING) == pytest.approx(4.0)

    def it_is_shorter_by_what_is_given_up(self):
        page = view(self.PAGE, 20.0)
        less = page.with_choice(Choice(dropped=frozenset("b")))
        assert less.overflow_pt(SETTING) == pytest.approx(4.0 - LEADING_PT)

    def it_says_all_that_gives_way_what_is_left_out_once(self):
        page = replace(view(self.PAGE, 20.0), made=Choice(frozenset("ab"), frozenset("c")))
        asked = page.with_choice(Choice(frozenset("d"), frozenset("a")))
        assert asked.choice == Choice(frozenset("bd"), frozenset("ac"))

    def it_is_tightest_at_the_floor_with_the_narrowest_gaps(self):
        assert view(self.PAGE, 20.0).tightest() == SETTING

    def it_counts_from_the_break_that_was_laid_out(self):
        page = replace(view(self.PAGE, 20.0), arrangement="even/back-1")
        assert page.arranged("even").step == 1
        assert page.arranged("even/on-2").step == 3
        assert page.arranged("even/on-2").arranged("even/back-1").step == 0

    def it_is_roomy_where_no_word_is_wider_than_it_was_in_the_design(self):
        page = view(box("main", 0, 12, text("a" * 130, width=100.0)), 100.0)
        assert page.is_roomy(SETTING)
        assert replace(page, cramped_pt=30.0).is_roomy(SETTING)
        assert not replace(page, cramped_pt=29.0).is_roomy(SETTING)

    def it_has_a_setting_for_each_rung(self):
        setting = view(self.PAGE, 20.0).setting(Rung(10.0, 13.0), 1.0, {"right": 0.0})
        assert (setting.body_pt, setting.leading_pt, setting.gaps_pt["paragraph"]) == (10.0, 13.0, 6.0)
        assert setting.column_gaps_pt["right"]["paragraph"] == 2.0
