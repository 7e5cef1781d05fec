"""A picture of few colours gets a palette, and looks the same to the last pixel."""

import io
import random

import pytest
from PIL import Image, ImageChops

from copyfit.picture.palette import in_palette

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


class DescribeADrawing:
    """Its edges have more shades than a palette: the rarest give way to the nearest."""

    def it_keeps_the_colours_that_most_pixels_have(self):
        shades = [(number, number, number, 255) for number in range(256)] + [(250, 0, 0, 255)]
        picture = Image.new("RGBA", (len(shades), 20))
        picture.putdata([CHANCE.choice(shades[1:]) for _ in range(19 * len(shades))] + shades)
        made = Image.open(io.BytesIO(in_palette(png(picture), drawn=True)))
        assert made.mode == "P"
        off = ImageChops.difference(made.convert("RGB"), picture.convert("RGB"))
        assert max(most for _, most in off.getextrema()) == 1

    def it_is_a_photograph_if_it_has_thousands(self):
        picture = Image.new("RGB", (64, 64))
        picture.putdata([(number % 64, number // 64, 9) for number in range(64 * 64)])
        content = png(picture)
        assert in_palette(content, drawn=True) == content
