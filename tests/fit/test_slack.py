"""What is left over is spread over the gaps, and the page still fits afterwards."""

from copyfit.fit.ladder import Ladder, Pin, Rung
from copyfit.fit.measures import Area
from copyfit.fit.slack import Search
from copyfit.fit.stack import Placed

from .paper import PLAN

AREA = Area(0.0, 500.0)
RUNG = Rung(10.0, 13.0)


def page(setting):
    """A page whose right column, once opened, pushes down what follows by what stands below its text."""
    gap = setting.gaps_pt["paragraph"]
    own = setting.column_gaps_pt.get("right", {}).get("paragraph", gap)
    right = 180 + 10 * own
    pushed = max(0.0, right + 6 - 265)
    ink = 380 + 20 * gap + pushed
    return Placed(ink, ink, {"left": 260.0, "right": right}, (), ())


class DescribeAColumnThatPushesDownWhatFollows:
    def it_is_opened_only_as_far_as_the_page_still_fits(self):
        search = Search(page, Ladder(PLAN, "Latn", Pin(), False), AREA, (("left", "right"),))
        setting = search.spread(RUNG)
        assert AREA.holds(page(setting), setting.leading_pt)
        assert AREA.overflow_pt(page(setting), setting.leading_pt) > -3
        assert page(setting).columns_pt["right"] > 255
