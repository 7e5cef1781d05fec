"""Panels: when paragraphs merge into one box, and how far its borders are from their text."""

from dataclasses import replace

import pytest

from copyfit.layout.boxes import Edge, Sides
from copyfit.word.blocks.block import NO_EDGES, PanelFrame
from copyfit.word.blocks.recognition import blocks_of
from copyfit.word.place.extent import frame_of
from copyfit.word.place.panel import LARGEST_SPACE_PT, moved, ordered, panel_of, side_borders
from word_pages import page_of


def panel(body, **options):
    blocks = blocks_of(page_of(body).page.body)
    return panel_of(frame_of(blocks[0]), blocks, 0, **{"in_columns": False, **options})


ALIKE = '<section class="callout"><p>A</p><p>B</p></section>'


class DescribeMerging:
    def it_makes_one_box_of_paragraphs_that_are_alike(self):
        made = panel(ALIKE)
        assert made.merges
        assert [side for side, _ in made.merged] == ["top", "left", "bottom", "right"]

    def it_does_not_in_columns(self):
        assert not panel(ALIKE, in_columns=True).merges

    def it_does_not_where_paragraphs_differ_in_their_edges(self):
        assert not panel('<div class="panel"><p>A</p><p style="margin-left: 4mm">B</p></div>').merges

    def it_makes_the_padding_the_distance_of_the_border(self):
        sides = dict(panel(ALIKE).merged)
        assert (sides["left"].space_pt, sides["left"].size_eighths) == (12, 36)
        assert sides["top"].color == "#f4f1ea"

    def it_is_as_tall_as_on_the_page(self):
        blocks = blocks_of(page_of(ALIKE).page.body)
        made, frame = panel_of(frame_of(blocks[0]), blocks, 0, in_columns=False), frame_of(blocks[0])
        lines = blocks[-1].baseline_pt - blocks[0].baseline_pt + blocks[-1].pitch_pt
        assert made.above + 20 * lines + made.below == pytest.approx(
            20 * (frame.bottom_pt - frame.top_pt), abs=25
        )


class DescribeSideBorders:
    FRAME = PanelFrame("#eeeeee", NO_EDGES, 100, 300, 0, 50, 110, 290)

    def it_reaches_from_the_text_to_the_panels_edge(self):
        sides = dict(side_borders(self.FRAME, 110, 270))
        assert {side: one.space_pt + one.size_eighths / 8 for side, one in sides.items()} == {
            "left": 10,
            "right": 30,
        }

    @pytest.mark.parametrize("noise_pt", [-0.002, 0, 0.002])
    def it_is_the_same_for_all_that_stand_in_the_panel(self, noise_pt):
        """Boxes of one panel differ by what adding up leaves; their shade must not."""
        (_, left), _ = side_borders(self.FRAME, 111 + noise_pt, 280)
        assert (left.space_pt, left.size_eighths) == (10, 8)

    def it_keeps_a_border_that_is_seen_as_wide_as_it_is(self):
        barred = PanelFrame("#eeeeee", replace(NO_EDGES, left=Edge(4.5, "solid")), 100, 300, 0, 50, 110, 290)
        left = dict(side_borders(barred, 112, 280))["left"]
        assert (left.space_pt, left.size_eighths) == (8, 36)

    def it_is_no_farther_than_word_allows(self):
        assert dict(side_borders(self.FRAME, 150, 290))["left"].space_pt == LARGEST_SPACE_PT

    def it_has_none_where_nothing_is_painted(self):
        frame = PanelFrame(None, Sides(Edge(), Edge(), Edge(), Edge(2, "solid")), 100, 300, 0, 50, 110, 290)
        assert [side for side, _ in side_borders(frame, 110, 290)] == ["left"]

    def it_moves_the_texts_end_edge_in_the_reading_direction(self):
        assert moved(100, 300, 2, "ltr") == (100, 302)
        assert moved(100, 300, 2, "rtl") == (98, 300)

    def it_orders_the_sides(self):
        one = dict(side_borders(self.FRAME, 110, 290))
        assert [side for side, _ in ordered({"right": one["right"], "left": one["left"]})] == [
            "left",
            "right",
        ]
