"""Ways to stand are compared: larger type, evener columns, no line of one word, in this order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copyfit.content.edition import Setting
from copyfit.errors import BriefError
from copyfit.fit import fit
from copyfit.fit.choice import Choice
from copyfit.fit.climb import Stand
from copyfit.fit.rank import EXTRA_PT, LEVEL_LINES, bad_lines, blank_lines, rank, shown
from copyfit.units import pt_from_mm

from .boxes import LEADING_PT, SETTING, box, text, view
from .briefs import Shape, brief_of, edition_of


def columns(left: int, right: int, **more):
    """Return a page of two columns of so many lines."""
    beside = [
        box("div", 0, lines * LEADING_PT, box("p", 0, lines * LEADING_PT), column=name, x=x, layout="float")
        for name, lines, x in (("left", left, 0.0), ("right", right, 120.0))
    ]
    return view(box("main", 0, max(left, right) * LEADING_PT, *beside, layout="flow-root"), 400.0)


def stand(setting: Setting = SETTING, extras=()) -> Stand:
    return Stand(setting, frozenset(extras))


class DescribeARank:
    @pytest.mark.parametrize("right", [4, 10, 7])
    def it_counts_by_how_many_lines_a_column_ends_above_its_neighbour(self, right):
        assert blank_lines(columns(10, right), stand()) == pytest.approx(10 - right)

    def it_takes_columns_for_even_that_end_within_two_lines(self):
        even, uneven = (rank(columns(10, lines), stand())[3] for lines in (8, 7))
        assert (even, uneven) == (0, 3)
        assert LEVEL_LINES == 2

    def it_is_better_with_larger_type_however_its_columns_end(self):
        larger = replace(SETTING, body_pt=SETTING.body_pt + 0.5)
        assert rank(columns(10, 2), stand(larger)) < rank(columns(10, 10), stand())

    def it_is_worse_with_a_column_far_from_full_where_words_were_given_up(self):
        larger = replace(SETTING, body_pt=SETTING.body_pt + 0.5)
        less = Choice(frozenset({"a"}))
        lopsided, even = (columns(10, lines).with_choice(less) for lines in (5, 6))
        assert rank(lopsided, stand(larger)) > rank(even, stand())
        assert rank(columns(10, 5), stand(larger)) < rank(columns(10, 6), stand())

    def it_is_worse_where_titles_have_yielded_of_their_size(self):
        yielded = Stand(SETTING, frozenset(), 0.5)
        assert rank(columns(10, 10), yielded) > rank(columns(10, 2), stand())

    def it_takes_an_extra_block_for_worth_half_a_point_of_type(self):
        bare, extra = (rank(columns(10, 10), stand(extras=extras))[1] for extras in ((), ("scale",)))
        assert extra == bare - EXTRA_PT

    def it_shows_the_extras_that_it_stands_with_and_no_others(self):
        found = view(box("main", 0, 20, box(extra="scale"), box(y=10, extra="index")), 100)
        assert shown(found, stand(extras=["scale"])).without == {"index"}


class DescribeLinesThatReadBadly:
    WORDS = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd"

    @pytest.mark.parametrize(("last", "count"), [("eeee", 1), ("eeeeeeeeeeee", 0), ("eeee ffff", 0)])
    def it_counts_texts_of_statements_that_end_in_a_line_of_one_short_word(self, last, count):
        main = box("main", 0, 36, text(f"{self.WORDS} {last}", lines=3, width=22.0, statement="a"))
        assert bad_lines(view(main, 100), SETTING) == count

    @pytest.mark.parametrize(
        ("words", "measure", "count"),
        [
            pytest.param(f"{WORDS[:21]} – cccccccccc", 22.0, 1, id="a-dash-at-the-beginning"),
            pytest.param(f"{WORDS[:21]} cccccccccccccccccccc d eeeeeeeee", 21.05, 1, id="a-tight-line"),
            pytest.param(
                f"{WORDS[:21]} cccccccccccccccccccc dddddddd eeeeeeeee", 21.05, 0, id="a-line-with-room"
            ),
        ],
    )
    def it_counts_lines_that_begin_with_a_dash_or_may_break_elsewhere(self, words, measure, count):
        main = box("main", 0, 36, text(words, lines=3, width=measure, statement="a"))
        assert bad_lines(view(main, 100), SETTING) == count

    def it_does_not_count_what_is_left_out(self):
        main = box("main", 0, 36, text(f"{self.WORDS} eeee", lines=3, width=22.0, statement="a"))
        found = view(main, 100)
        assert bad_lines(found.with_choice(found.asked.without(["a"])), SETTING) == 0


class DescribeColumnsThatGive:
    """Words have to be given up, or a column ends early: a little more width keeps words, or evens ends."""

    LONG, LITTLE = Shape(20009, "executive", "fr", 1.75), Shape(3, "executive", "en", 0.5)

    def it_is_done_where_they_end_more_than_two_lines_apart(self):
        found = fit(*edition_of(brief_of(self.LONG), "executive"))
        assert found.fit.shortened
        assert "+" in found.fit.arrangement
        ends = [found.fit.columns_pt[name] for name in ("main", "side")]
        assert abs(ends[0] - ends[1]) <= LEVEL_LINES * found.fit.leading_pt

    def it_is_not_done_on_a_page_that_is_arranged_as_asked(self):
        pinned = {**brief_of(self.LONG), "fit": {"executive": {"arrangement": "words-first-side-60/on-2"}}}
        found = fit(*edition_of(pinned, "executive"))
        assert found.fit.arrangement == "words-first-side-60/on-2"

    def it_may_be_asked_for(self):
        pinned = {**brief_of(self.LITTLE), "fit": {"executive": {"arrangement": "side-60/main+2"}}}
        found = fit(*edition_of(pinned, "executive"))
        assert found.fit.arrangement == "side-60/main+2"
        assert found.setting.widths_pt["main"] == pytest.approx(pt_from_mm(110))
        assert found.setting.widths_pt["side"] == pytest.approx(pt_from_mm(58))

    @pytest.mark.parametrize("name", ["side-60/main+9", "side-60/mian+2", "side-6/main+2"])
    def it_is_a_problem_where_columns_do_not_give_so(self, name):
        pinned = {**brief_of(self.LITTLE), "fit": {"executive": {"arrangement": name}}}
        with pytest.raises(BriefError, match="have no arrangement"):
            fit(*edition_of(pinned, "executive"))
