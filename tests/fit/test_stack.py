"""A page at another setting is predicted from one laid-out page, to a tenth of a point."""

from __future__ import annotations

import pytest

from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.fit.ladder import Rung
from copyfit.fit.measures import measured

from .paper import Page, Paper, Said, trial_of, view_of, words

NEAR = 0.1


def mixed(language: str) -> Paper:
    parts = ("top", "left", "right", "table", "end")
    said = tuple(
        Said(
            f"s{n}",
            words(12 + n * 5 % 31, language, n),
            words(5 + n % 9, language, n),
            optional=True,
            part=parts[n % 5],
        )
        for n in range(15)
    )
    return Paper(said, language)


class DescribeAPrediction:
    """What the page would be, against what it is when it is laid out."""

    @pytest.mark.parametrize("language", ["en", "fr", "ar"])
    @pytest.mark.parametrize("air", [0.0, 0.3, 1.0])
    def it_is_right_at_every_size(self, language, air):
        paper = mixed(language)
        view = view_of(paper)
        said = Page(NOTHING, frozenset({"scale"}))
        for size in view.ladder.sizes_pt:
            rung = Rung(size, view.ladder.leadings_pt(size)[0])
            setting = view.setting(rung, air, {"right": 1.0})
            real = measured(paper.lay_out(setting, said, view.paper))
            foreseen = view.at(setting)
            assert foreseen.ink_pt == pytest.approx(real.ink_pt, abs=NEAR)
            assert dict(foreseen.columns_pt) == pytest.approx(dict(real.columns_pt), abs=NEAR)

    @pytest.mark.parametrize(
        ("shortened", "dropped"),
        [
            pytest.param({"s0", "s6", "s8"}, set(), id="other words"),
            pytest.param(set(), {"s0"}, id="the first of a section"),
            pytest.param(set(), {"s3", "s8"}, id="rows"),
            pytest.param(set(), {"s3", "s8", "s13"}, id="a whole table with its heading"),
            pytest.param({"s2"}, {"s1", "s6", "s11"}, id="a whole column"),
            pytest.param({"s7", "s13"}, {"s4", "s5", "s12"}, id="both"),
        ],
    )
    def it_is_right_about_less_on_the_page(self, shortened, dropped):
        paper = mixed("en")
        trial = trial_of(paper)
        view = trial.bare(trial.first(), NOTHING)
        stack = view.stack.with_wordings(SHORT, trial.short(view))
        choice = Choice(frozenset(shortened), frozenset(dropped))
        setting = view.setting(view.ladder.floor(), 0.2)
        real = measured(paper.lay_out(setting, Page(choice), view.paper))
        assert stack.at(setting, choice).ink_pt == pytest.approx(real.ink_pt, abs=NEAR)
