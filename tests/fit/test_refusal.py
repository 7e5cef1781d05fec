"""Why a page cannot be: by how many lines it is too long, and whose last lines would make it fit."""

from __future__ import annotations

import pytest

from copyfit.account import Saving
from copyfit.fit.choice import Candidate
from copyfit.fit.refusal import Shortfall, leave_out, refusal, shortfall
from copyfit.fit.refusal import _Cuts as Cuts
from copyfit.fit.refusal import _least as least

from .boxes import LEADING_PT, box, text, view

LONG = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg hhhhhhhhhh"
"""Eight words of 10 pt: in a measure of 100 pt one line; of 32 pt three."""


def page(*texts: str, room: float, each: int = 3, **more):
    """Return paragraphs of `each` lines in a narrow measure, and so much room."""
    height = each * LEADING_PT
    said = [
        text(words, number * height, lines=each, width=32.0, statement=f"s{number}", **more)
        for number, words in enumerate(texts)
    ]
    return view(box("main", 0, len(texts) * height, *said), room)


def cuts(found) -> Cuts:
    return Cuts(found, found.tightest())


class DescribeTheLeastThatSuffices:
    @pytest.mark.parametrize("wanted", range(8))
    def it_is_found_among_all_there_are(self, wanted):
        assert least(7, lambda many: many >= wanted) == wanted

    def it_is_all_where_none_suffices(self):
        assert least(7, lambda many: False) == 7
        assert least(0, lambda many: False) == 0


class DescribeLinesThatCouldBeSaved:
    def it_is_the_shortest_last_line_first(self):
        found = cuts(page(LONG, LONG[:-6], LONG, room=LEADING_PT))
        assert dict(found.fewest(found.overflow_pt({}) - LEADING_PT)) == {2: 1}

    def it_suffices_where_what_is_left_fills_the_page_to_the_last_point(self):
        found = cuts(page(LONG, room=LEADING_PT))
        over = found.overflow_pt({})
        assert sum(found.fewest(over - LEADING_PT).values()) == 1
        assert sum(found.fewest(over - LEADING_PT - 0.01).values()) == 2

    def it_never_takes_the_first_line(self):
        found = cuts(page(LONG, LONG, room=1))
        assert dict(found.fewest(-500.0)) == {1: 2, 2: 2}

    def it_says_how_many_characters_of_which_statement(self):
        found = cuts(page(LONG, room=1))
        assert found.savings({1: 1}) == (Saving("s0", 22, 1, "gggggggggg hhhhhhhhhh"),)

    def it_leaves_as_many_words_as_the_lines_that_stay(self):
        found = cuts(page(LONG, room=1))
        assert found.overflow_pt({}) - found.overflow_pt({1: 2}) == 2 * LEADING_PT


class DescribeOtherArrangements:
    """What another arrangement would hold need not be shortened."""

    def it_asks_for_no_line_without_which_another_holds_the_page(self):
        near, other = page(LONG, LONG, room=4.5 * LEADING_PT), page(LONG, LONG, room=5.5 * LEADING_PT)
        assert sum(saving.lines for saving in shortfall(near).savings) == 2
        assert sum(saving.lines for saving in shortfall(near, [(other, 0.0)]).savings) == 1

    def it_asks_for_all_where_the_others_are_longer_still(self):
        near, other = page(LONG, LONG, room=4.5 * LEADING_PT), page(LONG, LONG, room=2.5 * LEADING_PT)
        assert shortfall(near, [(other, 0.0)]) == shortfall(near)


class DescribeAShortfall:
    def it_is_so_many_lines_and_mm(self):
        short = shortfall(page(LONG, LONG, room=4.5 * LEADING_PT))
        assert (short.overflow_pt, short.lines, short.suffices) == (1.5 * LEADING_PT, 2, True)
        assert short.mm == pytest.approx(1.5 * LEADING_PT * 25.4 / 72)

    def it_lists_savings_that_together_make_it_fit_and_no_more(self):
        short = shortfall(page(LONG, LONG, room=4.5 * LEADING_PT))
        assert sum(saving.lines for saving in short.savings) == 2

    def it_says_where_no_shortening_suffices(self):
        assert not shortfall(page(LONG, LONG, room=LEADING_PT)).suffices

    def it_says_about_how_many_words_are_too_many(self):
        short = shortfall(page(LONG, LONG, room=3 * LEADING_PT))
        assert short.words == pytest.approx(8, abs=1)


class DescribeWhatWouldHaveToGo:
    def it_is_the_least_important_until_the_page_fits(self):
        candidates = [Candidate("s0", 1), Candidate("s1", 4), Candidate("s2", 5)]
        found = page(LONG, LONG, LONG, room=6.5 * LEADING_PT)
        assert leave_out(found, candidates) == ("s2",)
        assert leave_out(page(LONG, LONG, LONG, room=3.5 * LEADING_PT), candidates) == ("s2", "s1")

    def it_is_nothing_where_all_would_have_to(self):
        assert leave_out(page(LONG, room=LEADING_PT), [Candidate("s0")]) == ()


class DescribeARefusal:
    def it_names_the_statement_that_has_no_short_wording_and_what_could_go(self):
        found = page(LONG, LONG, LONG, room=LEADING_PT * 4.5)
        candidates = [Candidate(f"s{n}", 5 - n, short=n == 1) for n in range(3)]
        short = Shortfall(90.0, LEADING_PT, (Saving("s0", 5, 1, "abcd"), Saving("s1", 9, 1, "x")), False, 17)
        problems = refusal("the page", found, short, candidates).problems
        assert [problem.code for problem in problems] == ["does-not-fit", "shorten", "shorten", "no-short"]
        assert "8 lines (31.8 mm) too long" in problems[0].message
        assert "about 17 words must go in all; without `s0`, `s1` it would fit" in problems[0].hint
        assert problems[0].hint.endswith("nothing is marked `optional`")
        assert "`s0` has no `short` wording" in problems[-1].message

    def it_names_the_arrangement_that_the_author_pinned(self):
        found = page(LONG, room=LEADING_PT)
        short = Shortfall(12.0, LEADING_PT, (), False)
        (head,) = refusal("the page", found, short, [Candidate("s0")], pinned="side-72").problems
        assert head.hint.startswith("let it take another arrangement than `side-72`; or shorten the text")
