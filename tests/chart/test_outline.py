"""Letters as shapes."""

import io

from PIL import Image, ImageChops

from copyfit.chart import Theme, outlined, raster
from drawings import COLORS, drawn, layered


class DescribeLettersAsShapes:
    def it_looks_the_same_with_its_letters_as_shapes(self, chart):
        shapes = outlined(chart[0])
        assert b"<text" not in shapes
        pictures = [Image.open(io.BytesIO(raster(svg))).getchannel("A") for svg in (chart[0], shapes)]
        darkest = ImageChops.difference(*pictures).getextrema()[1]
        assert isinstance(darkest, (int, float))
        assert darkest < 90

    def it_draws_right_to_left_letters_as_shapes(self):
        arabic = Theme(COLORS, "IBM Plex Sans Arabic", 8.0)
        svg = drawn(layered(title="نحو 4,000 منذ 2021"), language="ar", theme=arabic)
        assert "نحو" not in svg
        assert ">2021</text>" in svg
