"""A picture of few colours gets a palette, and looks the same to the last pixel."""

import io
import random

import pytest
from PIL import Image, ImageChops

from copyfit.picture.palette import NEAR, drawn_in_palette, in_palette

CHANCE = random.Random(7)


def png(picture, **told):
    out = io.BytesIO()
    picture.save(out, "PNG", **told)
    return out.getvalue()


def stripes(mode, colours):
    """Return a picture of many pixels in these colours, none like its neighbour."""
    picture = Image.new(mode, (100, len(colours)))
    picture.putdata([CHANCE.choice(colours) for _ in range(100 * len(colours))])
    for row, colour in enumerate(colours):
        picture.putpixel((0, row), colour)
    return picture


CLEAR = [(0, 0, 0, 0), (255, 0, 0, 128), (255, 0, 0, 255), (9, 9, 9, 1)]
SMOOTH = [(20 + number % 20, 60 + number // 20, 90) for number in range(400)]
APART = [(5 * number % 256, 12 * (number // 20) % 256, 40 * number % 256) for number in range(400)]
OPAQUE = [(number, 2 * number % 256, 7) for number in range(200)]


class DescribeAPalette:
    @pytest.mark.parametrize(("mode", "colours"), [("RGBA", CLEAR * 20), ("RGB", OPAQUE)])
    def it_shows_the_same_pixels_in_fewer_bytes(self, mode, colours):
        picture = stripes(mode, colours)
        before = png(picture, dpi=(300, 300))
        after = in_palette(before)
        made = Image.open(io.BytesIO(after))
        assert made.mode == "P"
        assert len(after) < len(before)
        assert made.convert("RGBA").tobytes() == picture.convert("RGBA").tobytes()
        assert made.info["dpi"] == pytest.approx((300, 300), abs=0.1)

    def it_is_the_same_each_time(self):
        content = png(stripes("RGBA", CLEAR * 20))
        assert in_palette(content) == in_palette(content)

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(
                png(stripes("RGB", [(number % 256, number // 256, 0) for number in range(257)])), id="many"
            ),
            pytest.param(png(stripes("RGB", OPAQUE[:2]).quantize(2)), id="has one"),
            pytest.param(b"\xff\xd8\xff a JPEG", id="no PNG"),
        ],
    )
    def it_is_none_that_a_picture_cannot_use(self, content):
        assert in_palette(content) == content


class DescribeADrawingsPixels:
    def it_is_the_same_to_the_eye(self):
        picture = stripes("RGB", SMOOTH)
        made = Image.open(io.BytesIO(drawn_in_palette(png(picture, dpi=(300, 300)))))
        assert made.mode == "P"
        assert made.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        off = ImageChops.difference(picture, made.convert("RGB")).getextrema()
        assert max(most for _, most in off) <= NEAR

    def it_is_as_it_was_where_a_palette_would_show(self):
        content = png(stripes("RGB", APART))
        assert drawn_in_palette(content) == content

    def it_lets_the_ground_through_as_it_did(self):
        content = png(stripes("RGBA", [(*colour, 200) for colour in SMOOTH]))
        assert drawn_in_palette(content) == content
