"""A page is laid out to look at it, and again to confirm that it stands as foretold."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from copyfit.errors import LayoutError
from copyfit.fit.climb import Stand
from copyfit.fit.ladder import Ladder
from copyfit.units import mm_from_pt

from .paper import CSS, PLAN, Paper, Said, trial_of, view_of, words

SAID = tuple(Said(f"s{n}", words(30, start=n)) for n in range(5))


@dataclass(frozen=True)
class Surprise(Paper):
    """A press whose page has `more` on it once it is laid out on its own sheet."""

    more: str = ""

    def lay_out(self, setting, said, endless):
        """Lay the statements out, and what nobody could foretell."""
        shown = self if endless else replace(self, said=(*self.said, Said("more", self.more, part="top")))
        return Paper.lay_out(shown, setting, said, endless)


class DescribeConfirming:
    def it_takes_one_layout_where_the_page_is_as_foretold(self):
        trial = trial_of(Paper(SAID))
        outcome, _ = trial.confirmed(trial.first())
        assert trial.press.layouts == outcome.layouts == 2
        assert outcome.measured.pages == 1

    def it_decides_anew_on_the_page_as_it_turned_out_and_looks_no_more_often_than_it_must(self):
        """One line more than was foretold: it still is one page, but the line kept free below it is gone."""
        rung, air = Ladder(PLAN).best(), 0.5
        free_pt = (
            -view_of(Paper(SAID)).bare(frozenset({"scale"})).overflow_pt(Ladder(PLAN).setting(rung, air))
        )
        lack_pt = free_pt - Ladder(PLAN).plan.gaps["paragraph"].at(air) - rung.leading_pt / 2
        trial = trial_of(Surprise(SAID, height_mm=210 - mm_from_pt(lack_pt), more="a"))
        view = trial.first()
        outcome, seen = trial.confirmed(view, Stand(view.setting(rung, air), frozenset()))
        assert "more" in seen.stack.statements
        assert outcome.setting.gaps_pt["paragraph"] < view.setting(rung, air).gaps_pt["paragraph"]
        assert trial.press.layouts == 3

    def it_says_so_where_the_page_does_not_fit_at_the_floor(self):
        trial = trial_of(Paper(SAID * 2, height_mm=100))
        outcome, _ = trial.confirmed(trial.first())
        assert outcome is None
        assert trial.press.layouts == 1


@dataclass(frozen=True)
class Turning(Paper):
    """A press whose page has a line more with even gaps than with odd ones, whatever was foretold."""

    def lay_out(self, setting, said, endless):
        """Lay the statements out, and more where the gaps come to an even number of steps."""
        even = round(setting.gaps_pt["paragraph"] / 0.05) % 2 == 0
        more = () if endless or not even else (Said("more", words(30), part="top"),)
        return Paper.lay_out(replace(self, said=(*self.said, *more)), setting, said, endless)


class DescribeSettingsThatComeAgain:
    """Each layout says that another setting would do: none of them is laid out twice."""

    def it_tries_none_twice(self):
        trial = trial_of(Turning(SAID, height_mm=120))
        view = trial.first()
        for _ in range(4):
            outcome, view = trial.confirmed(view)
            if outcome:
                break
        assert outcome
        tried = [
            (setting.body_pt, setting.leading_pt, *setting.gaps_pt.values()) for setting, _ in trial.too_long
        ]
        assert len(tried) == len(set(tried))
        assert trial.press.layouts <= 8


class DescribeAPageThatIsBrokenOnPurpose:
    def it_is_never_one_page(self):
        trial = trial_of(Paper(SAID, css=CSS + "p { break-after: page }"))
        with pytest.raises(LayoutError, match="pages even where there is room for all on one"):
            trial.first()
