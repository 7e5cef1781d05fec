"""A drawn picture made small and exact."""

import pytest

from copyfit.chart.finish import cut_off, drawn_size_mm, draws_nothing, finished
from drawings import drawn, layered

SHEET = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48" viewBox="0 0 96 48">%s</svg>'


class DescribeALabel:
    def it_gives_each_line_of_a_label_its_own_text(self):
        svg = drawn(layered(title=["One", "two"]))
        assert "tspan" not in svg
        assert ">two</text>" in svg


class DescribeAPicture:
    def it_has_the_size_of_its_frame_and_small_coordinates(self):
        svg = finished(SHEET % '<rect x="1.23456789" width="5" height="5" fill="#000"/>', 25.4, 12.7).decode()
        assert 'width="25.4mm" height="12.7mm" viewBox="0 0 96 48"' in svg
        assert 'x="1.235"' in svg

    def it_loses_what_paints_nothing_and_what_is_for_a_browser(self):
        noise = '<g role="x" class="a" aria-label="b"><path d="M0 0"/></g><text></text>'
        assert finished(SHEET % noise, 25.4, 12.7).decode().endswith('viewBox="0 0 96 48"/>')

    def it_numbers_its_ids_anew(self):
        clip = '<clipPath id="clip41"><rect/></clipPath><rect clip-path="url(#clip41)" fill="#000"/>'
        svg = finished(SHEET % clip, 25.4, 12.7).decode()
        assert 'id="p1"' in svg
        assert 'clip-path="url(#p1)"' in svg

    def it_says_how_large_it_was_drawn(self):
        assert drawn_size_mm(SHEET % "") == pytest.approx((25.4, 12.7))

    @pytest.mark.parametrize(
        ("marks", "nothing"), [("", True), ('<path d=""/>', True), ('<path d="M0 0h9"/>', False)]
    )
    def it_knows_whether_anything_came_of_the_data(self, marks, nothing):
        assert draws_nothing(SHEET % f'<g class="mark-rect role-mark">{marks}</g>') == nothing

    def it_measures_what_stands_beyond_its_edges(self):
        svg = SHEET % '<rect x="-10" y="4" width="20" height="60" fill="#000"/>'
        assert dict(cut_off(svg.encode())) == pytest.approx({"left": 2.65, "bottom": 4.23}, abs=0.1)
        assert list(cut_off((SHEET % "").encode())) == []
