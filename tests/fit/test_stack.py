"""A page at another setting is predicted from one laid-out page, to a tenth of a point."""

from __future__ import annotations

import pytest

from copyfit.fit.ladder import Rung
from copyfit.fit.measures import measured
from copyfit.fit.omission import NOTHING, Choice, pair
from copyfit.fit.search import Engine
from copyfit.fit.stack import Question, Stack

from .paper import Paper, Said, page_of, words

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
        engine = Engine(paper, page_of(paper))
        probe = engine.ladder.setting(engine.ladder.best(), 0.5)
        extras = frozenset({"scale"})
        stack = Stack(paper.lay_out(probe, NOTHING, extras, engine.sheet), probe)
        for size in engine.ladder.sizes_pt:
            rung = Rung(size, engine.ladder.leadings_pt(size)[0])
            setting = engine.ladder.setting(rung, air, {"right": 1.0})
            real = measured(paper.lay_out(setting, NOTHING, extras, engine.sheet))
            foreseen = stack.at(setting)
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
        engine = Engine(paper, page_of(paper))
        probe = engine.ladder.setting(engine.ladder.best(), 0.5)
        stack = Stack(paper.lay_out(probe, NOTHING, frozenset(), engine.sheet), probe)
        everything = Choice(frozenset(one.id for one in paper.said))
        pair(stack, Stack(paper.lay_out(probe, everything, frozenset(), engine.sheet), probe))
        choice = Choice(frozenset(shortened), frozenset(dropped))
        setting = engine.ladder.setting(engine.ladder.floor(), 0.2)
        real = measured(paper.lay_out(setting, choice, frozenset(), engine.sheet))
        wordings, absent = choice.question_parts()
        assert stack.ask(Question(setting, wordings, absent)).ink_pt == pytest.approx(real.ink_pt, abs=NEAR)
