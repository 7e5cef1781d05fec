"""Lines become runs: joined as they were, with tabs where text jumps."""

from types import SimpleNamespace

import pytest

from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.text import _word_across, reads_right_to_left, runs_and_tabs
from word_pages import LONG, page_of


def runs_of(body, ties=None, language="en"):
    page = page_of(body, language)
    (block,) = blocks_of(page.page.body)
    edge = page.sheet.margin.left if language == "en" else page.sheet.width_pt - page.sheet.margin.right
    return runs_and_tabs(block, edge, ties or {})


def spelled(runs):
    return "".join({"tab": "\t", "line-break": "\n"}.get(run.special, run.text) for run in runs)


def gap(width_pt):
    return f'<p>A<span style="display: inline-block; width: {width_pt}pt"></span>B</p>'


class DescribeRuns:
    def it_joins_lines_with_the_space_that_they_lost(self):
        runs, tabs = runs_of(f"<p>{LONG}</p>")
        assert (spelled(runs), tabs) == (LONG, ())

    def it_ties_the_first_words_of_a_line_when_told_to(self):
        once, _ = runs_of(f"<p>{LONG}</p>", {1: 2})
        twice, _ = runs_of(f"<p>{LONG}</p>", {1: 3})
        assert [spelled(runs).count("\u00a0") for runs in (once, twice)] == [1, 2]
        assert spelled(twice).replace("\u00a0", " ") == LONG

    def it_is_one_run_for_one_look(self):
        runs, _ = runs_of("<p>a <b>b</b> <b>c</b> d</p>")
        assert [run.text for run in runs] == ["a ", "b", " ", "c", " d"]

    def it_breaks_where_the_author_broke(self):
        assert spelled(runs_of("<p>A<br>B</p>")[0]) == "A\nB"

    def it_lets_word_break_after_a_sign_where_it_would_not_of_itself(self):
        runs, _ = runs_of(f"<p>{'a/' * 60}</p>")
        assert "\u200b" in spelled(runs)

    def it_holds_no_unseen_sign_in_an_address_wherever_its_lines_end(self):
        path = "/usr/" + "local/\u200b" * 12 + "end"
        said = spelled(runs_of(f"<p>See {path} or a zero\u200bwidth.</p>")[0])
        assert "\n" in said
        assert said.replace("\n", "") == f"See {path} or a zero\u200bwidth.".replace("/\u200b", "/")


class DescribeAWordOverLines:
    @pytest.mark.parametrize(
        ("lines", "word"),
        [
            ((("see a.", False), ("org now", True)), "a.org"),
            ((("see a.", False), ("b.", False), ("org", True)), "a.b.org"),
            ((("a.", False), ("org", True)), "a.org"),
            ((("see a.org", True), ("now it", True)), "now"),
            ((("see a.", True), ("b.", False), ("org", True)), "b.org"),
        ],
    )
    def it_is_whole_and_ends_where_a_space_was(self, lines, word):
        made = [SimpleNamespace(text=text, ends_in_space=ends) for text, ends in lines]
        assert _word_across(made, len(made) - 2) == word


class DescribeAJump:
    def it_is_a_tab_if_text_starts_farther_on(self):
        runs, tabs = runs_of(gap(30))
        assert spelled(runs) == "A\tB"
        assert [(tab.kind, tab.position) for tab in tabs] == [("start", pytest.approx(730, abs=20))]

    @pytest.mark.parametrize(
        ("width", "text"),
        [
            pytest.param(0.7, "AB", id="rounding"),
            pytest.param(1.1, "A\tB", id="a jump"),
            pytest.param(5, "A\tB", id="a small one"),
        ],
    )
    def it_begins_where_rounding_ends(self, width, text):
        assert spelled(runs_of(gap(width).replace("</p>", " and more</p>"))[0]).startswith(text)

    def it_stops_at_the_place_measured_from_the_leading_edge(self):
        ends = '<p style="display: flex; justify-content: space-between"><span>A</span><span>B</span></p>'
        _, (tab,) = runs_of(ends)
        assert tab.position == pytest.approx(20 * (130 - 24) * 72 / 25.4, abs=1)


class DescribeDirection:
    @pytest.mark.parametrize(
        ("text", "rtl"),
        [("مرحبا", True), ("2026", True), ("NATO", False), ("NATO في", True), (" ", True)],
    )
    def it_is_right_to_left_unless_all_letters_are_latin(self, text, rtl):
        assert reads_right_to_left(text) == rtl


class DescribeNumbersFromTheRight:
    """On the page each stands where reading goes on; in Word neighbours would be one number (UAX #9)."""

    def it_keeps_those_apart_that_the_page_sets_one_after_the_other(self):
        cites = '<a href="https://example.org/a">1,</a><a href="https://example.org/b">2</a>'
        body = f"<p>في {cites} 2026<sup>3</sup></p>"
        texts = [run.text for run in runs_of(body, language="ar")[0]]
        assert texts[1:3] == ["1,\u200f", "2"]
        assert texts[-2].endswith("2026\u200f")

    def it_leaves_them_alone_from_the_left(self):
        assert [run.text for run in runs_of("<p>In 2026<sup>3</sup></p>")[0]] == ["In 2026", "3"]


class DescribeAMarking:
    """A shaded run is painted in one piece, whatever spaces it begins and ends with."""

    MARKING = '<p>A <b style="background: #000">\u00a0\u00a0CLEAR\u00a0\u00a0</b></p>'

    def it_has_plain_spaces_that_are_no_end_of_the_line(self):
        assert [run.text for run in runs_of(self.MARKING)[0]][-1] == "  CLEAR  \u200b"

    def it_reads_them_in_the_words_direction(self):
        texts = [run.text for run in runs_of(self.MARKING.replace(">A ", ">قلم "), language="ar")[0]]
        assert texts[-1] == "\u200e  CLEAR  \u200e"

    def it_keeps_no_break_spaces_where_a_line_could_break_at_them(self):
        texts = [run.text for run in runs_of(self.MARKING.replace("</p>", f" {LONG}</p>"))[0]]
        assert "\u00a0\u00a0CLEAR\u00a0\u00a0" in texts
