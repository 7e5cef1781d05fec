"""How far a paragraph's end edge may move, and what its lines depend on."""

import math

import pytest

from copyfit.measure.margins import FIXED, LARGEST_SHIFT_PT, Freedom
from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.freedom import freedom, panel_shift_pt, stretches
from word_pages import ARABIC, LONG, SHORT, page_of

TWO = '<p style="display: flex; justify-content: space-between"><span>Left</span><span>Right</span></p>'


def block(body, language="en"):
    return blocks_of(page_of(body, language).page.body)[0]


def free(paragraph, left=0.0, right=1000.0, *, in_cell=False):
    return freedom(paragraph, left, right, list(stretches(paragraph)), in_cell=in_cell)


class DescribeTheEndEdge:
    def it_may_move_as_far_as_ragged_text_hides_it(self):
        assert free(block(f"<p>{LONG}</p>")) == Freedom(LARGEST_SHIFT_PT, LARGEST_SHIFT_PT)

    @pytest.mark.parametrize("side", ["top", "bottom"])
    def it_may_not_where_a_rule_shows_it(self, side):
        assert free(block(f'<p style="border-{side}: 1pt solid">{LONG}</p>')) is FIXED

    def it_may_not_where_text_is_set_to_it(self):
        assert free(block(TWO)) is FIXED

    @pytest.mark.parametrize(
        ("style", "language", "most"),
        [
            pytest.param("", "en", 0.5, id="left to right"),
            pytest.param("text-align: end", "en", 0.25, id="at the end"),
            pytest.param("text-align: center", "en", 0.5, id="centred"),
            pytest.param("", "ar", 0.25, id="right to left"),
        ],
    )
    def it_may_not_leave_its_cell(self, style, language, most):
        words = ARABIC if language == "ar" else LONG
        paragraph = block(f'<p style="{style}">{words}</p>', language)
        inside = paragraph.left_pt - 0.25, paragraph.right_pt + 0.5
        assert free(paragraph, *inside, in_cell=True).outwards_pt == pytest.approx(most)

    @pytest.mark.parametrize("alignment", ["center", "end"])
    def it_moves_outwards_alone_where_the_start_moves_with_it(self, alignment):
        """Converters take an indent at the start for a quotation."""
        paragraph = block(f'<p style="text-align: {alignment}">{LONG}</p>')
        assert free(paragraph).outwards_pt > 0
        assert free(paragraph).nearest(-1.0) == 0


class DescribeAStretch:
    def it_is_a_line_with_the_room_that_it_has(self):
        paragraph = block(f"<p>{LONG}</p>")
        found = list(stretches(paragraph))
        assert len(found) == len(paragraph.lines) > 1
        assert {round(one.room_pt, 2) for one in found} == {round(paragraph.right_pt - paragraph.left_pt, 2)}

    def it_is_what_stands_after_the_last_tab(self):
        (found,) = stretches(block(TWO))
        assert math.isinf(found.room_pt)
        assert "".join(run.text for run in found.runs) == "Right"

    def it_has_the_room_that_its_first_lines_indent_leaves(self):
        paragraph = block(f'<p style="text-indent: 20pt">{LONG}</p>')
        first, second, *_ = stretches(paragraph)
        assert second.room_pt - first.room_pt == pytest.approx(20, abs=0.01)

    def it_does_not_end_in_a_space(self):
        for found in stretches(block(f"<p>{LONG}</p>")):
            assert not found.runs[-1].text.endswith(" ")


class DescribeAPanel:
    @pytest.mark.parametrize("style", ["text-align: center", "border-bottom: 1pt solid"])
    def it_stays_where_its_text_shows_the_end(self, style):
        blocks = blocks_of(page_of(f'<div class="panel"><p style="{style}">{LONG}</p></div>').page.body)
        assert panel_shift_pt(blocks[0].frame, blocks, {}) == 0

    def it_moves_by_whole_points_inside_its_padding(self):
        layout = page_of(f'<div class="panel" style="padding: 6pt 2pt"><p>{LONG}</p><p>{SHORT}</p></div>')
        blocks = blocks_of(layout.page.body)
        assert panel_shift_pt(blocks[0].frame, blocks, layout.fonts) <= 0
