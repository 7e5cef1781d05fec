"""Whatever random changes make of a project, it ends in one clear problem or in a page.

Here a dozen are tried, always the same; `make fuzz` tries ten thousand others.
"""

import pytest

from copyfit.build.pool import Limits, Workers

from .fuzz import LIMITS, Counts, counted
from .mutations import KINDS, mutation
from .trial import ends_well, lay_out

COUNT = 12
SEED = "pier"


@pytest.fixture(scope="module")
def workers():
    with Workers(Limits(**LIMITS)) as pool:
        yield pool


@pytest.mark.parametrize("number", range(COUNT))
def it_never_fails_by_our_fault(number, tmp_path, workers):
    drawn = mutation(SEED, number)
    ends_well(drawn.change, lay_out(tmp_path), workers, of_briefs=drawn.is_of_briefs)


def it_makes_the_same_change_of_the_same_number():
    assert mutation("a", 7).name == mutation("a", 7).name != mutation("b", 7).name


def it_draws_every_kind():
    assert {mutation("kinds", number).kind for number in range(200)} == set(KINDS)


class DescribeTheCount:
    def it_takes_what_is_slow_as_a_find(self):
        counts = Counts()
        counted(counts, mutation("a", 1), lambda: (True, 5.5))
        assert counts.finds == [f"{mutation('a', 1).name}: took 5.5 s of computing time"]

    def it_takes_what_breaks_the_rule_as_a_find(self):
        def breaks():
            raise AssertionError("no place")

        counts = Counts()
        counted(counts, mutation("a", 1), breaks)
        assert counts.finds == [f"{mutation('a', 1).name}: AssertionError: no place"]
        assert [(row["tried"], row["held"]) for row in counts.rows()] == [(1, 0)]
