"""What is left over is spread over the gaps, and the page still fits afterwards."""

from copyfit.fit.ladder import Ladder, Rung
from copyfit.fit.measures import NOISE_PT, TypeArea
from copyfit.fit.prediction import Prediction
from copyfit.fit.slack import spread, widest

from .paper import PLAN

AREA = TypeArea(0.0, 500.0)
RUNG = Rung(10.0, 13.0)


class Page:
    """A page whose right column, once opened, pushes down what follows by what stands below its text."""

    ladder = Ladder(PLAN)
    bands = (("left", "right"),)

    def setting(self, rung, air, columns=None):
        return self.ladder.setting(rung, air, columns)

    def at(self, setting):
        gap = setting.gaps_pt["paragraph"]
        own = setting.column_gaps_pt.get("right", {}).get("paragraph", gap)
        right = 180 + 10 * own
        pushed = max(0.0, right + 6 - 265)
        ink = 380 + 20 * gap + pushed
        return Prediction(ink, ink, {"left": 260.0, "right": right}, (), ())

    def holds(self, setting):
        return AREA.holds(self.at(setting), setting.leading_pt)


class DescribeAColumnThatPushesDownWhatFollows:
    def it_is_opened_only_as_far_as_the_page_still_fits(self):
        page = Page()
        setting = spread(page, RUNG)
        assert page.holds(setting)
        assert AREA.overflow_pt(page.at(setting), setting.leading_pt) > -3
        assert page.at(setting).columns_pt["right"] > 255


class Beside(Page):
    """A page whose right column ends 20 pt above the left one, and in `opened_pt` once it is opened."""

    def __init__(self, opened_pt):
        self.opened_pt = opened_pt

    def at(self, setting):
        right = self.opened_pt if "right" in setting.column_gaps_pt else 240.0
        return Prediction(300, 300, {"left": 260.0, "right": right}, (), ())


class DescribeAColumnThatEndsAboveItsNeighbour:
    def it_opens_up_as_far_as_rounding_lets_it_end_below(self):
        assert "right" in spread(Beside(260.0 + NOISE_PT), RUNG).column_gaps_pt

    def it_stays_where_it_would_end_below(self):
        assert spread(Beside(260.0 + 2 * NOISE_PT), RUNG).column_gaps_pt == {}


class DescribeAir:
    def it_is_the_most_that_fits_in_steps_of_256ths(self):
        assert widest(lambda air: air <= 0.3) == 76 / 256

    def it_is_all_or_none_where_all_or_none_fits(self):
        assert (widest(lambda air: True), widest(lambda air: False)) == (1.0, 0.0)
