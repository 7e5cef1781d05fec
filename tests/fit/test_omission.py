"""What gives way: the least important first, as little as suffices, and nothing that would fit again."""

from __future__ import annotations

import pytest

from copyfit.fit.choice import NOTHING, Candidate, Choice
from copyfit.fit.omission import Weigher, choose, put_back

from .boxes import SETTING, box, stack


class Heights:
    """A page whose statements are so high in full and in few words, and that much too long."""

    def __init__(self, over_pt: float, **heights: tuple[float, float]) -> None:
        self.over_pt = over_pt
        self.heights = heights

    def shortening_pt(self, one: str) -> float:
        full, short = self.heights[one]
        return full - short

    def dropping_pt(self, one: str) -> float:
        return self.heights[one][0]

    def overflow(self, choice: Choice) -> float:
        short = sum(self.shortening_pt(one) for one in choice.shortened)
        return self.over_pt - short - sum(self.dropping_pt(one) for one in choice.dropped)


def chosen(page: Heights, *candidates: Candidate) -> tuple[set[str], set[str]]:
    made = choose(candidates, page.overflow, page)
    return set(made.shortened), set(made.dropped)


def short(name: str, priority: int = 3, **more: bool) -> Candidate:
    return Candidate(name, priority, short=True, **more)


class DescribeAChoice:
    def it_gives_up_nothing_where_the_page_fits(self):
        assert chosen(Heights(0, a=(24, 12)), short("a", optional=True)) == (set(), set())

    def it_says_the_least_important_in_few_words(self):
        assert chosen(Heights(5, a=(24, 12), b=(24, 12)), short("a", 2), short("b", 4)) == ({"b"}, set())

    def it_suffices_where_the_page_is_full_to_the_last_point(self):
        page = Heights(12, a=(24, 12), b=(36, 12))
        assert chosen(page, short("a"), short("b")) == ({"a"}, set())

    def it_takes_the_cheapest_of_one_priority(self):
        page = Heights(20, a=(60, 12), b=(36, 12), c=(24, 12))
        assert chosen(page, *map(short, "abc")) == ({"b"}, set())

    def it_goes_on_to_what_is_more_important_where_it_must(self):
        page = Heights(20, a=(24, 12), b=(24, 12), c=(24, 12))
        assert chosen(page, short("a", 5), short("b", 4), short("c", 1)) == ({"a", "b"}, set())

    def it_shortens_nothing_that_would_give_nothing_back(self):
        page = Heights(5, a=(12, 12), b=(24, 12))
        assert chosen(page, short("a", 5), short("b", 3)) == ({"b"}, set())

    def it_leaves_out_only_what_may_go_and_only_where_short_wordings_do_not_suffice(self):
        page = Heights(30, a=(24, 12), b=(36, 36), c=(36, 36))
        found = chosen(page, short("a"), Candidate("b", 5), Candidate("c", 4, optional=True))
        assert found == (set(), {"c"})

    def it_brings_back_in_few_words_what_has_room_again(self):
        page = Heights(30, a=(24, 12), b=(60, 20))
        found = chosen(page, short("a", 3), short("b", 5, optional=True))
        assert found == ({"b"}, set())

    def it_gives_up_all_it_may_where_nothing_suffices(self):
        page = Heights(500, a=(24, 12), b=(36, 12))
        assert chosen(page, short("a"), short("b", optional=True)) == ({"a"}, {"b"})

    @pytest.mark.parametrize("count", [6, 7, 12])
    def it_is_as_good_among_many_as_among_few(self, count):
        names = [f"s{number}" for number in range(count)]
        page = Heights(30, **{name: (24 + 6 * number, 12) for number, name in enumerate(names)})
        made = choose([short(name) for name in names], page.overflow, page)
        assert page.overflow(made) <= 0
        assert all(page.overflow(made.in_full(one)) > 0 for one in made.shortened)

    def it_drops_the_few_large_ones_of_many_that_could_go(self):
        names = [f"s{number}" for number in range(8)]
        page = Heights(100, **{name: (10 + 20 * number, 0) for number, name in enumerate(names)})
        made = choose([Candidate(name, optional=True) for name in names], page.overflow, page)
        assert page.overflow(made) <= 0
        assert all(page.overflow(made.in_full(one)) > 0 for one in made.dropped)


class DescribeWhatCouldComeBack:
    def it_is_one_thing_at_a_time_what_was_left_out_first_and_the_most_important_first(self):
        given = Choice(frozenset({"a"}), frozenset({"b", "c"}))
        found = list(put_back([short("a", 1), Candidate("b", 4), short("c", 2), short("d")], given))
        assert found == [
            given.in_full("c"),
            given.in_few_words("c"),
            given.in_full("b"),
            given.in_full("a"),
        ]

    def it_is_nothing_where_nothing_was_given_up(self):
        assert list(put_back([short("a")], NOTHING)) == []


class DescribeAWeigher:
    def it_weighs_what_is_given_up_by_its_height_omissions_and_what_is_important_first(self):
        page = stack(box("main", 0, 60, box("p", 0, 40, statement="a"), box("p", 40, 20, statement="b")))
        full = page.at(SETTING)
        weigher = Weigher(page, full, page.at(SETTING, NOTHING.without(["a"])))
        assert (weigher.dropping_pt("a"), weigher.shortening_pt("a"), weigher.shortening_pt("b")) == (
            40,
            40,
            0,
        )
        burden = weigher.burden([short("a", 2), Candidate("b", 5)], Choice(frozenset("a"), frozenset("b")))
        assert burden == (0, 0, 0, 0, 20, 0, 40, 0, 0, 0)
