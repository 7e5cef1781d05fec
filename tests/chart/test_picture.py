"""The engine that draws, and the pixels it makes."""

import io
import tempfile

import pytest
from PIL import Image

from copyfit.chart import raster
from drawings import BARS, drawn


class DescribeARaster:
    def it_has_a_raster_of_300_pixels_to_the_inch(self, chart):
        svg, width_mm, height_mm = chart
        picture = Image.open(io.BytesIO(raster(svg)))
        assert picture.width == pytest.approx(width_mm / 25.4 * 300, abs=2)
        assert picture.height == pytest.approx(height_mm / 25.4 * 300, abs=2)

    def it_has_the_colours_of_what_is_half_transparent(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect %s/></svg>'
        half = raster(svg % b'width="5" height="9" fill="#ff8040" opacity="0.5"', 1)
        red, green, blue, alpha = Image.open(io.BytesIO(half)).getpixel((2, 2))
        assert (red, alpha) == (255, 128)
        assert abs(green - 128) <= 2
        assert abs(blue - 64) <= 2
        assert Image.open(io.BytesIO(half)).getpixel((8, 8)) == (0, 0, 0, 0)


class DescribeTheEngine:
    def it_leaves_nothing_in_the_temporary_folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        assert raster(drawn(BARS).encode())
        assert not list(tmp_path.iterdir())
