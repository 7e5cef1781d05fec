"""How far lines are from breaking elsewhere, and what is done about it."""

import pytest

from copyfit.faces import face_bytes, face_files
from copyfit.layout.boxes import Line, Run, TextStyle
from copyfit.measure.margins import (
    FIXED,
    MODES,
    TIGHT_PT,
    Freedom,
    Span,
    advise,
    first_words,
    moved_by,
    report,
    run_widths,
    wanted_shift_pt,
)

SERIF = TextStyle("IBM Plex Serif", 10)
BOLD = TextStyle("IBM Plex Serif", 10, bold=True)


@pytest.fixture(scope="module")
def fonts():
    return {face: face_bytes(face) for face in face_files()}


@pytest.fixture
def paragraph(fonts):
    """Return a function that sets lines of text in the room that one of them fills but for `free_pt`."""

    def make(*texts, free_pt, full=0, **line):
        room = max(run_widths(texts[full], SERIF, fonts)) + free_pt
        return [
            Span(Line(0, 0, room, 12, 10, (run,), **line), (run,), (run,), room)
            for run in (Run(text, SERIF, 0, 0) for text in texts)
        ]

    return make


def over_pt(first, following, room, fonts):
    """By how much the line would be too long with the words that follow, in the worst of the modes."""
    widths = [run_widths(text, SERIF, fonts) for text in (first, " ", following)]
    return min(sum(mode) for mode in zip(*widths, strict=True)) - room


class DescribeMeasuring:
    """Widths over kerning and ligatures on and off."""

    def it_measures_each_of_the_four_modes(self, fonts):
        widths = run_widths("AVA office", SERIF, fonts)
        assert len(widths) == len(MODES)
        assert len(set(widths)) > 1

    def it_counts_letter_spacing_after_every_letter(self, fonts):
        spaced = TextStyle("IBM Plex Serif", 10, letter_spacing_pt=0.5)
        plain = run_widths("Iraq", SERIF, fonts)
        assert run_widths("Iraq", spaced, fonts) == pytest.approx([width + 2 for width in plain])

    def it_takes_nothing_as_no_width(self, fonts):
        assert set(run_widths("", SERIF, fonts)) == {0.0}


class DescribeWords:
    """What could move up to the line before."""

    @pytest.mark.parametrize(
        ("texts", "count", "words"),
        [
            pytest.param(["likely decide how"], 1, "likely", id="a word"),
            pytest.param(["likely decide how"], 2, "likely decide", id="two words"),
            pytest.param(["mid-2027 because"], 1, "mid-", id="a word breaks after its hyphen"),
            pytest.param(["mid-2027 because"], 2, "mid-", id="also where it is tied to the next"),
            pytest.param(["NATO–Iraq talks"], 1, "NATO–", id="a dash"),
            pytest.param(["17\u00a0April, so"], 1, "17\u00a0April,", id="a no-break space is no end"),
            pytest.param(["the ", "annex", ". Then"], 2, "the annex.", id="a word over several runs"),
            pytest.param([" lead in"], 1, " lead", id="a space before it"),
        ],
    )
    def it_ends_a_word_at_a_space_or_after_a_dash(self, texts, count, words):
        runs = first_words([Run(text, SERIF, 0, 0) for text in texts], count)
        assert "".join(run.text for run in runs) == words

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            pytest.param("العراق\u00a0[3]، وبلغت", "العراق\u00a0[", id="a figure in brackets"),
            pytest.param("عام\u00a02023 وبلغت", "عام\u00a02023", id="not after a no-break space"),
            pytest.param("5,000 عسكري", "5,000", id="a figure that begins the word"),
        ],
    )
    def it_ends_a_right_to_left_word_where_the_text_turns(self, text, words):
        assert "".join(run.text for run in first_words([Run(text, SERIF, 0, 0)], 2, rtl=True)).startswith(
            words
        )
        assert "".join(run.text for run in first_words([Run(text, SERIF, 0, 0)], 1, rtl=True)) == words


class DescribeAdvice:
    """A paragraph's end edge is moved, or words are tied; what is left is said."""

    def it_centres_the_freedom_of_a_paragraph(self, paragraph, fonts):
        lines = paragraph("trains the advisers", "whose funding", free_pt=0.2)
        over = over_pt("trains the advisers", "whose", lines[0].room_pt, fonts)
        advice = advise(lines, fonts, Freedom(50, 50))
        assert advice.shift_pt == pytest.approx((over - 0.2) / 2, abs=0.01)
        assert advice.margin_pt == pytest.approx(0.2 + advice.shift_pt)
        assert (dict(advice.ties), advice.tight) == ({}, ())

    def it_moves_an_edge_no_farther_than_it_may(self, paragraph, fonts):
        lines = paragraph("trains the advisers", "whose funding", free_pt=0.2)
        assert advise(lines, fonts, Freedom(1.5, 1.5)).shift_pt == 1.5
        assert advise(lines, fonts, FIXED).shift_pt == 0
        assert advise(lines, fonts, moved_by(-2)).shift_pt == -2

    def it_gives_a_single_line_room_for_other_engines_rounding(self, paragraph, fonts):
        advice = advise(paragraph("trains the advisers", free_pt=0.1), fonts, Freedom())
        assert advice.margin_pt > 1

    def it_ties_the_next_words_where_the_first_nearly_fits(self, paragraph, fonts):
        width = max(run_widths("trains the advisers a", SERIF, fonts))
        own = max(run_widths("trains the advisers", SERIF, fonts))
        lines = paragraph("trains the advisers", "a partner sent", free_pt=width - own - 0.5)
        advice = advise(lines, fonts, FIXED)
        assert dict(advice.ties) == {1: 2}
        assert advice.margin_pt > TIGHT_PT
        assert advice.tight == ()

    def it_ties_three_words_where_two_are_too_short(self, paragraph, fonts):
        width = max(run_widths("trains the advisers a b", SERIF, fonts))
        own = max(run_widths("trains the advisers", SERIF, fonts))
        lines = paragraph("trains the advisers", "a b partner", free_pt=width - own - 0.3)
        assert dict(advise(lines, fonts, FIXED).ties) == {1: 3}

    def it_names_the_line_that_stays_tight_and_its_statement(self, paragraph, fonts):
        lines = paragraph("trains the advisers", "whose funding", free_pt=0.3)
        advice = advise(lines, fonts, FIXED, statement="training")
        assert [(line.text, line.margin_pt, line.statement) for line in advice.tight] == [
            ("trains the advisers", 0.3, "training")
        ]

    def it_cannot_tie_a_last_line_of_one_word(self, paragraph, fonts):
        width = max(run_widths("trains the advisers a", SERIF, fonts))
        own = max(run_widths("trains the advisers", SERIF, fonts))
        advice = advise(paragraph("trains the advisers", "a", free_pt=width - own - 0.3), fonts, FIXED)
        assert dict(advice.ties) == {}
        assert len(advice.tight) == 1

    def it_leaves_a_break_alone_that_the_author_made(self, paragraph, fonts):
        lines = paragraph("trains the advisers", "a", free_pt=20, forced=True)
        assert advise(lines, fonts, FIXED).margin_pt == pytest.approx(20)

    def it_allows_for_squeezed_spaces_in_justified_lines(self, paragraph, fonts):
        lines = paragraph("trains the advisers", "whose funding will", free_pt=3)
        over = over_pt("trains the advisers", "whose", lines[0].room_pt, fonts)
        advice = advise(lines, fonts, Freedom(), justified=True)
        assert advice.shift_pt == 0
        assert dict(advice.ties) == ({1: 2} if over < 9.5 else {})

    def it_has_nothing_to_say_of_nothing(self, fonts):
        assert report([advise([], fonts, FIXED)]).margin_pt is None


class DescribePanels:
    """Paragraphs that share an edge are moved together."""

    def it_finds_one_move_for_all(self, paragraph, fonts):
        full = paragraph("trains the advisers", "whose funding", free_pt=0.2)
        loose = paragraph("trains the advisers", "whose funding", free_pt=4)
        assert wanted_shift_pt([full, loose], fonts) < wanted_shift_pt([full], fonts)
        assert wanted_shift_pt([], fonts) == 0


class DescribeAReport:
    """What a page's paragraphs come to."""

    def it_has_the_smallest_margin_and_every_tight_line(self, paragraph, fonts):
        one = advise(paragraph("trains the advisers", "whose funding", free_pt=0.3), fonts, FIXED)
        two = advise(paragraph("reports to partners", "whose funding", free_pt=2), fonts, FIXED)
        found = report([one, two])
        assert found.margin_pt == 0.3
        assert [line.text for line in found.tight] == ["trains the advisers"]
