"""The settings of a variant, most readable first."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from copyfit.content.leeway import Leeway
from copyfit.fit.ladder import Ladder, Pin, Rung

from .paper import PLAN


class DescribeALadder:
    """Larger type before larger leading, down to the floor."""

    def it_begins_with_the_largest_type_and_leading(self):
        rungs = Ladder(PLAN).rungs()
        assert rungs[0] == Rung(11.0, 14.75)
        assert rungs[-1] == Rung(9.5, 12.0)
        assert list(rungs) == sorted(rungs, key=lambda rung: (-rung.body_pt, -rung.leading_pt))

    def it_takes_its_leading_from_the_script(self):
        assert {r.leading_pt for r in Ladder(PLAN, "Arab").rungs() if r.body_pt == 11} == {15.5}

    def it_lets_other_roles_follow_the_body_down_to_their_floor(self):
        ladder = Ladder(PLAN)
        sizes = [ladder.roles(Rung(size, size * 1.25))["second"] for size in ladder.sizes_pt]
        assert sizes == [(10.0, 12.75), (9.5, 12.0), (9.0, 11.5), (9.0, 11.5)]

    def it_has_one_rung_where_the_author_pinned_both(self):
        assert Ladder(PLAN, pin=Pin(10.0, 13.0)).rungs() == (Rung(10.0, 13.0),)

    def it_lets_titles_yield_at_the_floor_and_nowhere_else(self):
        title = {"floor": 24, "ceiling": 24, "leading": 1.5, "yields": 3}
        sizes = {"body": {"best": 10.5, "floor": 10}, "title": title}
        ladder = Ladder(Leeway.model_validate({"type": sizes, "leading": {"min": 1.25, "max": 1.25}}))
        sized = [(rung.body_pt, ladder.roles(rung)["title"]) for rung in ladder.rungs()]
        assert sized == [(10.5, (24, 36)), (10, (24, 36)), (10, (22.5, 33.75)), (10, (21, 31.5))]
        assert ladder.floor() == ladder.rungs()[-1]

    def it_grows_above_the_best_only_where_nothing_is_pinned(self):
        sizes = {"body": {"best": 11, "floor": 9.5, "ceiling": 12}}
        plan = Leeway.model_validate({"type": sizes, "leading": {"min": 1.25, "max": 1.35}})
        assert Ladder(plan).larger_pt == (12.0, 11.5)
        assert Ladder(plan, pin=Pin(10.0)).larger_pt == ()
        assert Ladder(PLAN, accessible=True).larger_pt == ()

    def it_takes_a_leading_that_is_just_the_least_or_the_greatest(self):
        plan = Leeway.model_validate(
            {"type": {"body": {"best": 10, "floor": 10}}, "leading": {"min": 1.2, "max": 1.3}}
        )
        assert Ladder(plan).leadings_pt(10.0) == (13.0, 12.75, 12.5, 12.25, 12.0)

    def it_starts_at_12_pt_on_an_accessible_page(self):
        ladder = Ladder(PLAN, accessible=True)
        assert ladder.sizes_pt == (12.0,)
        assert ladder.roles(ladder.floor())["second"][0] == 12

    def it_gives_a_column_its_own_wider_range(self):
        setting = Ladder(PLAN).setting(Rung(11, 14), 0.5, {"left": 1.0, "right": 1.0})
        assert setting.gaps_pt["paragraph"] == 4
        assert setting.column_gaps_pt["left"]["paragraph"] == 6
        assert setting.column_gaps_pt["right"]["paragraph"] == 9


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"gaps": {"section": {"min": 9, "best": 7, "max": 16}}}, "min ≤ best ≤ max", id="gap"),
        pytest.param({"type": {"body": {"best": 9, "floor": 10}}}, "floor ≤ best", id="body"),
        pytest.param({"type": {"body": {"best": 10.3, "floor": 9}}}, "multiple of 0.5", id="half-points"),
        pytest.param({"leading": {"min": 1.4, "max": 1.3}}, "min ≤ max", id="leading"),
        pytest.param({"gapz": {}}, "not permitted", id="unknown key"),
    ],
)
def test_a_mistake_in_fit_yaml_is_named(change, complaint):
    good = {"type": {"body": {"best": 11, "floor": 9}}, "leading": {"min": 1.25, "max": 1.35}}
    with pytest.raises(ValidationError, match=complaint):
        Leeway.model_validate({**good, **change})
