"""The engine that draws, and the pixels it makes."""

import io

import pytest
from PIL import Image

from copyfit.chart import raster


class DescribeARaster:
    def it_has_a_raster_of_300_pixels_to_the_inch(self, chart):
        svg, width_mm, height_mm = chart
        picture = Image.open(io.BytesIO(raster(svg)))
        assert picture.width == pytest.approx(width_mm / 25.4 * 300, abs=2)
        assert picture.height == pytest.approx(height_mm / 25.4 * 300, abs=2)
