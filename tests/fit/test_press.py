"""Paper, and a page on a sheet without end."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from copyfit.errors import FitError, Place
from copyfit.fit.press import ENDLESS_PT, MOST_LAYOUTS, BoundedPress, PaperSize, Said, html_on

from .boxes import SETTING

A5 = PaperSize(420.0, 595.0)


def sheet(width: float, height: float) -> SimpleNamespace:
    return SimpleNamespace(sheet=SimpleNamespace(width_pt=width, height_pt=height))


class DescribePaper:
    @pytest.mark.parametrize(
        ("width", "height", "like"),
        [(420.2, 594.8, True), (420.5, 595.0, False), (420.0, 595.5, False), (419.5, 595.0, False)],
    )
    def it_is_like_another_that_differs_by_less_than_half_a_point(self, width, height, like):
        assert A5.is_like(sheet(width, height)) is like


class DescribeASheetWithoutEnd:
    RULE = f"@page {{ size: 420.0000pt {ENDLESS_PT:g}pt }}"
    STYLE = f"<style>{RULE}</style>"

    def it_is_the_last_rule_of_the_last_style_of_the_head(self):
        assert html_on(A5, "<html><HEAD><style>p {}</style>\n</HEAD><p>A") == (
            f"<html><HEAD><style>p {{}}{self.RULE}</style>\n</HEAD><p>A"
        )

    def it_is_the_last_style_of_the_head_where_another_element_ends_it(self):
        assert html_on(A5, "<html><HEAD><style></style><title>B</title></HEAD><p>A") == (
            f"<html><HEAD><style></style><title>B</title>{self.STYLE}</HEAD><p>A"
        )

    def it_comes_first_where_there_is_no_head(self):
        assert html_on(A5, "<p>A</p>") == f"{self.STYLE}<p>A</p>"

    def it_comes_first_where_the_head_is_all_but_missing(self):
        assert html_on(A5, "</head><p>A") == f"{self.STYLE}</head><p>A"


class DescribeAPressThatIsBounded:
    def it_gives_up_where_no_setting_settles_the_page(self):
        press = BoundedPress(SimpleNamespace(lay_out=lambda *_: "a page"), Place("brief.yaml"))
        for _ in range(MOST_LAYOUTS):
            assert press.lay_out(SETTING, Said(), None) == "a page"
        with pytest.raises(FitError) as caught:
            press.lay_out(SETTING, Said(), None)
        (problem,) = caught.value.problems
        assert (problem.code, problem.place) == ("fit-unsettled", Place("brief.yaml"))
        assert press.layouts == MOST_LAYOUTS

    def it_lays_nothing_out_again_that_it_has_just_laid_out(self):
        asked = []
        press = BoundedPress(
            SimpleNamespace(lay_out=lambda *said: asked.append(said) or len(asked)), Place("brief.yaml")
        )
        one, other = SETTING, replace(SETTING, leading_pt=SETTING.leading_pt + 1)
        found = [press.lay_out(setting, Said(), None) for setting in (one, other, one, other)]
        assert (found, len(asked), press.layouts) == ([1, 2, 1, 2], 2, 4)
