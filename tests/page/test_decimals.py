"""Numbers of a column stand with their decimal marks below each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.language.locale import decimal_mark
from copyfit.page.decimals import end_room

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("cells", "room"),
    [
        (["1.5", "12.25", "3"], [1, 0, 2.45]),
        (["1,234.50", "7.5", "<strong>1,242</strong>"], [0, 1, 2.45]),
        (["-3.1 %", "−12 %", ""], [0, 1.45, 0]),
        (["$2.50", "$10"], [0, 2.45]),
        (["1.5", "any", "–"], [0, 0, 0]),
        (["1,200", "7", "31"], [0, 0, 0]),
        (["1.5 m", "2 km"], [0, 0]),
        (["2.5–3.5", "4"], [0, 0]),
        (["2026-03-20", "1.5"], [0, 0]),
        (["", ""], [0, 0]),
    ],
)
def test_a_cell_keeps_as_far_from_the_edge_as_its_missing_decimals_are_wide(cells, room):
    assert list(end_room(cells, ".")) == room


def test_the_mark_is_that_of_the_language():
    assert [decimal_mark(language) for language in ("en", "fr", "de", "ar")] == [".", ",", ",", "."]
    assert list(end_room([f"1{NBSP}234,50", "7,5", f"1{NBSP}242", "1.180"], ",")) == [0, 1, 2.45, 2.45]


@given(st.lists(st.text("0123456789.,-– %<b>/&;", max_size=12), max_size=5))
def test_room_is_never_less_than_none(cells):
    room = end_room(cells, ".")
    assert len(room) == len(cells)
    assert all(length >= 0 for length in room)
