"""What is left over is spread over the gaps, and the page still fits afterwards."""

from copyfit.fit.ladder import Ladder, Rung
from copyfit.fit.measures import TypeArea
from copyfit.fit.prediction import Prediction
from copyfit.fit.slack import spread

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
