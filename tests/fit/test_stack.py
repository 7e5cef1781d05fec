"""A page at another setting is predicted from one laid-out page, to a tenth of a point."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.fit.ladder import Rung
from copyfit.fit.measures import measured

from .boxes import LEADING_PT, SETTING, box, galley, stack, text
from .paper import Page, Paper, Said, trial_of, view_of, words

NEAR = 0.1
LARGER = replace(SETTING, body_pt=SETTING.body_pt * 1.5, leading_pt=SETTING.leading_pt * 1.5)
"""Body text half as large again."""
WIDER = replace(SETTING, gaps_pt={name: gap + 5 for name, gap in SETTING.gaps_pt.items()})
"""Every gap 5 pt wider."""


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


def heights(root, setting=SETTING, choice=NOTHING):
    """Return the height of every box, the root's first."""
    return stack(root).at(setting, choice).heights_pt


def ends(root, setting=SETTING, choice=NOTHING):
    """Return where the page's boxes end."""
    return stack(root).at(setting, choice).bottom_pt


class DescribeBoxesStackedAgain:
    """A few boxes by hand; what nobody asks to change stays where it was."""

    def it_stands_as_it_stood_where_nothing_changes(self):
        main = box("main", 0, 62, box("h2", 3, 10), text("aaaa bbbb", 20), box("p", 50, 12))
        placed = stack(main).at(SETTING)
        assert placed.heights_pt == (62, 10, 12, 12)
        assert placed.offsets_pt == (0, 3, 20, 50)

    def it_grows_by_the_leading_of_its_lines(self):
        assert heights(text("aaaa bbbb cccc", lines=1), LARGER) == (1.5 * LEADING_PT,)

    def it_keeps_what_makes_its_lines_taller_than_their_leading(self):
        """A line with a raised number is taller, whatever its type's size."""
        tall = replace(text("aaaaaaaaaa bbbbbbbbbb", lines=2, width=12.0), height_pt=2 * LEADING_PT + 6)
        assert heights(tall, LARGER) == pytest.approx((2 * 1.5 * LEADING_PT + 6,))

    def it_breaks_into_more_lines_where_type_is_larger(self):
        assert stack(text("aaaaaaaaaa bbbbbbbbbb", width=25.0)).at(LARGER).lines == (2,)

    def it_widens_the_gaps_that_the_setting_names(self):
        gapped = box("p", 16, 10, margin=(6, 0), gaps={"margin-top": "paragraph"})
        assert ends(box("main", 0, 26, box("p", 0, 10), gapped), WIDER) == 31

    def it_collapses_margins_with_the_larger_of_the_two(self):
        above = box("p", 0, 10, margin=(0, 9))
        gapped = box("p", 19, 10, margin=(6, 0), gaps={"margin-top": "paragraph"})
        assert ends(box("main", 0, 29, above, gapped), WIDER) == 31  # 11 pt apart, no more than 9

    def it_opens_the_padding_of_a_box(self):
        inner = box("p", 4, 10)
        padded = {"padding": (4, 4), "gaps": {"padding-top": "cell", "padding-bottom": "cell"}}
        assert ends(box("div", 0, 18, inner, **padded), WIDER) == 28

    def it_opens_the_padding_of_a_box_that_holds_floats_alone(self):
        padded = {"padding": (4, 4), "gaps": {"padding-top": "cell"}}
        assert ends(box("div", 0, 8, box("p", 4, 30, layout="float"), **padded), WIDER) == 13

    def it_is_as_high_as_a_line_to_write_on_that_the_setting_names(self):
        assert heights(box("hr", 0, 16, gaps={"height": "answer"}), WIDER) == (16,)
        assert heights(box("hr", 0, 16, gaps={"height": "cell"}), WIDER) == (21,)

    def it_is_at_least_as_high_as_it_has_to_be(self):
        low = box("div", 0, 40, box("p", 0, 10), gaps={"min-height": "cell"})
        assert heights(low, WIDER)[0] == 45

    def it_makes_a_row_as_high_as_its_tallest_cell(self):
        cells = (
            box("td", 0, 20, text("aaaa", 4), kind="cell", padding=(4, 4)),
            box("td", 0, 20, text("aaaaaaaaaa bbbbbbbbbb", 4, width=25.0), kind="cell", padding=(4, 4)),
        )
        row = box("tr", 0, 20, *cells, kind="row")
        assert heights(row)[0] == 20
        assert heights(row, LARGER)[0] == pytest.approx(8 + 2 * 1.5 * LEADING_PT)

    def it_makes_a_cell_without_text_as_high_as_its_row(self):
        full = box("td", 0, 20, text("aaaa", 4, width=10.0), kind="cell", padding=(4, 4))
        row = box("tr", 0, 40, box("td", 0, 40, kind="cell", padding=(4, 4)), full, kind="row")
        placed = stack(row).at(SETTING)
        assert placed.heights_pt[:2] == (8 + LEADING_PT,) * 2
        assert placed.inks_pt[0] == placed.heights_pt[0]

    def it_lets_no_cell_that_spans_rows_say_how_high_its_row_is(self):
        cells = box("td", 0, 20, kind="cell", rows=2), box("td", 0, 12, kind="cell")
        assert heights(box("tr", 0, 12, *cells, kind="row"))[0] == 12

    def it_stands_items_side_by_side_below_what_they_stood_below(self):
        items = (
            box("div", 0, 10),
            text("aaaa", 0, x=100.0),
            box("div", 16, 10, margin=(4, 0), gaps={"margin-top": "cell"}),
        )
        grid = box("div", 0, 26, *items, layout="grid")
        assert stack(grid).at(WIDER).offsets_pt == (0, 0, 0, 21)
        assert stack(grid).at(LARGER).offsets_pt == pytest.approx((0, 0, 0, 1.5 * LEADING_PT + 4))


class DescribeLessOnThePage:
    def it_takes_the_place_of_what_is_gone(self):
        parts = (
            box("p", 0, 10, statement="a"),
            box("p", 16, 10, statement="b", margin=(6, 0)),
            box("p", 32, 10, statement="c", margin=(6, 0)),
        )
        main = box("main", 0, 42, *parts)
        assert ends(main, choice=Choice(dropped=frozenset("b"))) == 26
        assert ends(main, choice=Choice(dropped=frozenset("c"))) == 26
        assert ends(main, choice=Choice(dropped=frozenset("a"))) == 26

    def it_leaves_no_heading_without_text(self):
        main = box("main", 0, 32, box("p", 0, 10), box("h2", 10, 12), box("p", 22, 10, statement="a"))
        placed = stack(main).at(SETTING, Choice(dropped=frozenset("a")))
        assert placed.gone == (False, False, True, True)
        assert placed.bottom_pt == 10

    def it_leaves_no_box_without_content(self):
        table = box("table", 10, 22, box("thead", 10, 10), box("tr", 20, 12, statement="a"))
        placed = stack(box("main", 0, 32, box("p"), table)).at(SETTING, Choice(dropped=frozenset("a")))
        assert placed.gone[2]
        assert placed.bottom_pt == 10

    def it_is_without_extras_that_are_left_out(self):
        main = box("main", 0, 30, box("p", 0, 10), box("p", 10, 20, extra="scale"))
        assert stack(main).at(SETTING, without=frozenset({"scale"})).bottom_pt == 10
        assert stack(main).extras == {"scale"}

    def it_says_what_is_shortened_in_the_words_of_another_layout(self):
        full = stack(box("main", 0, 24, text("aaaaaaaaaa bbbbbbbbbb", 0, lines=2, width=12.0, statement="a")))
        few = stack(box("main", 0, 12, text("cccc", 0, width=50.0, statement="a")))
        known = full.with_wordings(SHORT, few)
        placed = known.at(SETTING, Choice(shortened=frozenset("a")))
        assert placed.lines == (0, 1)
        assert known.others[SHORT][1].measure_pt == 12.0

    def it_has_no_paragraph_where_other_words_have_fewer(self):
        parts = (text("aaaa", 0, statement="a"), text("bbbb", 12, statement="a"))
        full, few = stack(box("main", 0, 24, *parts)), stack(box("main", 0, 12, parts[0]))
        placed = full.with_wordings(SHORT, few).at(SETTING, Choice(shortened=frozenset("a")))
        assert placed.lines == (0, 1, 0)

    def it_runs_paragraphs_on_where_it_has_one_and_keeps_its_lead(self):
        def cells(*words):
            said = [text(one, 12.0 * at, statement="a") for at, one in enumerate(words)]
            return stack(box("main", 0, 12.0 * len(said), *said))

        one = cells("lead aaaaaa aaaaaa -> bbbbbb bbbbbb")
        known = one.with_wordings(
            SHORT, cells("aaaa", "->", "bbbb"), cells("aaaaaa aaaaaa", "->", "bbbbbb bbbbbb")
        )
        words = known.words_of(known.nodes[1], Choice(shortened=frozenset("a")))
        assert words.text == "lead aaaa -> bbbb"

    def it_can_be_asked_about_yet_other_words(self):
        page = stack(box("main", 0, 12, text("aaaa", 0, width=12.0, statement="a")))
        assert page.at(SETTING, texts={1: galley("aaaaaaaaaa bbbbbbbbbb", 12.0)}).lines == (0, 2)
        assert page.at(SETTING).lines == (0, 1)


class DescribeFloatsStackedAgain:
    def it_stands_below_the_float_that_it_stood_below(self):
        floats = (
            text("aaaa", 0, layout="float"),
            box("div", 0, 40, x=200.0, layout="float"),
            box("div", 14, 10, layout="float"),
        )
        main = box("main", 0, 40, *floats, layout="flow-root", width=300.0)
        assert stack(main).at(LARGER).offsets_pt[3] == pytest.approx(1.5 * LEADING_PT + 2)

    def it_clears_the_floats_that_it_cleared(self):
        main = box("main", 0, 28, text("aaaa", 0, layout="float"), box("p", 18, 10))
        assert stack(main).at(LARGER).offsets_pt[2] == pytest.approx(1.5 * LEADING_PT + 6)

    def it_is_not_as_high_as_floats_that_stick_out(self):
        assert heights(box("main", 0, 10, box("p", 0, 30, layout="float"), box("p", 0, 10)))[0] == 10

    def it_is_as_high_as_floats_that_it_holds(self):
        holder = box("main", 0, 12, text("aaaa", 0, layout="float"), layout="flow-root")
        assert heights(holder, LARGER)[0] == pytest.approx(1.5 * LEADING_PT)


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
