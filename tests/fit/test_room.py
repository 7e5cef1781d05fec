"""How many words a page has room for: its own, over and over, until it is just full."""

from __future__ import annotations

import pytest

from copyfit.fit.ladder import Rung
from copyfit.fit.room import SPARE, room_in_words

from .boxes import LEADING_PT, SETTING, box, text, view

RUNG = Rung(SETTING.body_pt, SETTING.leading_pt)
LINE = "aaaaaaaaa " * 10
"""Ten words, which fill a line of 100 pt."""


def page(room_lines: float, lines: int = 20):
    said = text(LINE * lines, lines=lines, width=100.0, statement="a")
    return view(box("main", 0, lines * LEADING_PT, said), room_lines * LEADING_PT)


class DescribeRoom:
    def it_is_next_to_none_on_a_page_that_is_full(self):
        """Three or four words in a hundred are not offered: other words break otherwise."""
        assert room_in_words([page(20.5)], RUNG) == pytest.approx(-SPARE * 200, abs=2)

    @pytest.mark.parametrize("more", [4, 10, 20])
    def it_is_most_of_the_lines_that_are_free(self, more):
        words = room_in_words([page(20.5 + more)], RUNG)
        assert words == pytest.approx(10 * more - SPARE * (200 + 10 * more), abs=3)

    @pytest.mark.parametrize("less", [4, 10])
    def it_is_what_has_to_go_where_the_page_is_too_long(self, less):
        words = room_in_words([page(20.5 - less)], RUNG)
        assert words == pytest.approx(-10 * less - SPARE * (200 - 10 * less), abs=3)

    def it_is_that_of_the_arrangement_with_the_most(self):
        assert room_in_words([page(20.5), page(30.5)], RUNG) == room_in_words([page(30.5)], RUNG)

    def it_leaves_names_and_days_as_short_as_they_are(self):
        main = box("main", 0, 24, text("aa bb", statement="day"), text(LINE, LEADING_PT, statement="a"))
        few = room_in_words([view(main, 4.5 * LEADING_PT)], RUNG)
        assert few == pytest.approx(20, abs=3)
