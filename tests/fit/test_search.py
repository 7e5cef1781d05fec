"""One page, full, at the most readable size, and nothing lost in silence."""

from __future__ import annotations

import pytest

from copyfit.content.edition import Setting
from copyfit.content.leeway import Extra
from copyfit.errors import FitError, LayoutError
from copyfit.fit.choice import NOTHING, Choice
from copyfit.fit.ladder import Pin, Rung
from copyfit.fit.measures import area_of, measured
from copyfit.proof import completeness

from .paper import CSS, PLAN, Page, Paper, Said, fill, fitted, view_of, words


def plain(count: int, each: int = 40, **more) -> tuple[Said, ...]:
    return tuple(Said(f"s{n}", words(each, start=n), **more) for n in range(count))


class Always(Paper):
    """Paper that prints its extra block whether it is asked to or not."""

    def html(self, setting: Setting, choice: Choice, extras: frozenset[str]) -> str:
        return super().html(setting, choice, extras | {"scale"})


class DescribeTheBestSetting:
    """The largest type, then the largest leading, then the widest gaps at which everything fits."""

    def it_takes_the_best_size_when_the_text_is_short(self):
        assert fitted(Paper(plain(3))).setting.body_pt == 11

    @pytest.mark.parametrize(("count", "body_pt"), [(6, 11), (7, 10.5), (9, 10)])
    def it_steps_down_the_ladder_as_the_text_grows_and_fills_the_page(self, count, body_pt):
        outcome = fitted(Paper(plain(count)))
        assert outcome.setting.body_pt == body_pt
        assert outcome.choice == NOTHING
        assert 0.97 <= fill(outcome) <= 1.0
        assert outcome.layouts <= 3

    def it_leaves_no_larger_rung_that_would_have_held_everything(self):
        paper = Paper(plain(9))
        setting, view = fitted(paper).setting, view_of(paper)
        rungs = view.ladder.rungs()
        at = rungs.index(Rung(setting.body_pt, setting.leading_pt))
        for rung in rungs[at - 3 : at]:
            layout = paper.lay_out(view.setting(rung, 0.0), Page(), None)
            too_long = measured(layout).ink_pt > area_of(layout).foot_pt(rung.leading_pt)
            assert len(layout.pages) > 1 or too_long

    def it_uses_only_lengths_that_both_formats_can_state(self):
        setting = fitted(Paper(plain(9))).setting
        assert (setting.body_pt * 2).is_integer()
        assert (setting.leading_pt * 4).is_integer()
        for gap in setting.gaps_pt.values():
            assert gap * 20 == pytest.approx(round(gap * 20), abs=1e-6)

    def it_keeps_what_the_author_pinned(self):
        setting = fitted(Paper(plain(6)), pin=Pin(10.0, 13.0)).setting
        assert (setting.body_pt, setting.leading_pt) == (10.0, 13.0)

    def it_sets_nothing_below_12_pt_on_an_accessible_page(self):
        small = CSS + "h2 { font-size: var(--note-size) } :root { --note-size: 8pt }"
        outcome = fitted(Paper(plain(4), css=small), accessible=True)
        sizes = {run.style.size_pt for line in outcome.layout.page.body.all_lines() for run in line.runs}
        assert min(sizes) >= 12

    def it_gives_arabic_its_own_leading(self):
        setting = fitted(Paper((Said("s0", words(80, "ar")),), "ar")).setting
        assert 1.39 <= setting.leading_pt / setting.body_pt <= 1.43

    def it_finds_the_same_page_on_every_run(self):
        one, other = (fitted(Paper(plain(8))) for _ in range(2))
        assert (one.setting, one.measured) == (other.setting, other.measured)


class DescribeColumns:
    """Columns that stand side by side end together, within their bounds."""

    def it_opens_the_shorter_column_until_both_end_together(self):
        left = tuple(Said(f"l{n}", words(22, start=n), part="left") for n in range(5))
        right = tuple(Said(f"r{n}", words(20, start=n), part="right") for n in range(5))
        outcome = fitted(Paper((*left, *right)))
        ends = outcome.measured.columns_pt
        assert abs(ends["left"] - ends["right"]) < 2 * outcome.setting.leading_pt

    def it_keeps_shared_gaps_equal_in_all_columns(self):
        right = (Said("r", words(40), part="right"), Said("q", words(9), part="right"))
        said = (*plain(1, 60, part="left"), *right)
        setting = fitted(Paper(said)).setting
        assert all("heading" not in gaps for gaps in setting.column_gaps_pt.values())


class DescribeAPageThatIsTooLong:
    """Short wordings give way first, then optional statements, the least important first."""

    def it_takes_short_wordings_of_the_least_important_statements_first(self):
        said = tuple(
            Said(f"s{n}", words(40, start=n), words(20, start=n), priority=1 + n % 5) for n in range(12)
        )
        outcome = fitted(Paper(said))
        shortened = [one.priority for one in said if one.id in outcome.choice.shortened]
        assert shortened
        assert not outcome.choice.dropped
        for one in said:
            assert one.priority <= min(shortened) or one.id in outcome.choice.shortened
        assert fill(outcome) >= 0.97

    def it_leaves_out_optional_statements_only_when_short_wordings_do_not_suffice(self):
        said = tuple(
            Said(f"s{n}", words(40, start=n), words(38, start=n), priority=1 + n % 5, optional=n % 2 == 0)
            for n in range(14)
        )
        outcome = fitted(Paper(said))
        assert outcome.choice.dropped
        gone = [one.priority for one in said if one.id in outcome.choice.dropped]
        stay = [one.priority for one in said if one.optional and one.id not in outcome.choice.dropped]
        assert min(gone) >= max(stay)
        assert outcome.layouts <= 6

    def it_gives_up_the_fewest_mm_among_equals(self):
        said = (*plain(7), Said("long", words(60), words(8)), Said("little", words(36), words(12)))
        assert fitted(Paper(said)).choice.shortened == {"little"}

    def it_leaves_words_alone_that_would_give_nothing_back(self):
        left = tuple(Said(f"l{n}", words(60, start=n), words(20), priority=4, part="left") for n in range(6))
        beside = Said("beside", words(30), words(10), priority=5, part="right")
        outcome = fitted(Paper((*left, beside)))
        assert outcome.choice.shortened
        assert "beside" not in outcome.choice.shortened

    def it_never_shortens_what_it_leaves_out(self):
        said = tuple(Said(f"s{n}", words(40), words(30), optional=n % 2 == 0) for n in range(14))
        choice = fitted(Paper(said)).choice
        assert choice.dropped
        assert not choice.dropped & choice.shortened

    def it_is_refused_with_lines_and_mm_when_nothing_may_go(self):
        with pytest.raises(FitError, match=r"\d+ lines? \(\d+\.\d mm\) too long .* 9\.5/12 pt"):
            fitted(Paper(plain(11)))

    def it_says_which_statements_to_shorten_by_how_much(self):
        with pytest.raises(FitError) as caught:
            fitted(Paper(plain(11)))
        codes = [problem.code for problem in caught.value.problems]
        assert codes[0] == "does-not-fit"
        assert "shorten" in codes
        assert "no-short" in codes


class DescribeAPageWithRoom:
    """Blocks that appear when there is room come in where the type stays as large."""

    def it_lets_extras_in_when_there_is_room(self):
        assert fitted(Paper(plain(4))).extras == {"scale"}

    @pytest.mark.parametrize("each", [38, 40, 42, 44])
    def it_never_pays_for_extras_with_smaller_type(self, each):
        without = PLAN.model_copy(update={"extras": ()})
        said = plain(7, each)
        assert fitted(Paper(said)).setting.body_pt == fitted(Paper(said), without).setting.body_pt

    @pytest.mark.parametrize("each", [38, 40, 42, 44])
    def it_pays_for_a_required_one_with_smaller_type_where_it_must(self, each):
        plan = PLAN.model_copy(update={"extras": (Extra(name="scale", require=True),)})
        said = plain(7, each)
        outcome = fitted(Always(said), plan)
        assert "very likely" in outcome.layout.html
        assert outcome.setting.body_pt <= fitted(Paper(said)).setting.body_pt

    def it_is_as_airy_as_it_may_be_when_there_is_too_little_text(self):
        outcome = fitted(Paper(plain(2)))
        assert outcome.setting.gaps_pt["section"] == 16
        assert fill(outcome) < 0.85


class DescribeAPageThatLosesWords:
    """One page is proved, not counted."""

    def it_is_refused_whatever_its_setting(self):
        lost = CSS + "main { height: 60mm; overflow: hidden }"
        with pytest.raises(LayoutError):
            fitted(Paper(plain(6), css=lost))

    def it_never_writes_a_second_page_for_a_forced_break(self):
        with pytest.raises(LayoutError):
            fitted(Paper((*plain(1), *plain(1, part="end")), css=CSS + "h2 + p { break-before: page }"))

    def it_holds_every_word_of_a_page_that_fits(self):
        assert completeness(fitted(Paper(plain(9))).layout) == []
