"""Photos as both files take them: upright, whole, and with nothing in them but what is seen."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from copyfit.errors import LayoutError
from copyfit.picture import prepared
from picture.drawings_and_photos import (
    PHOTOS,
    grey_of_sixteen_bits,
    in_another_space,
    saved,
    scene,
    turned,
    with_private_data,
)

PATH = "briefs/a/figures/a.jpg"


def opened(content):
    return Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])


def difference(one, other):
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def said_of(content, path=PATH):
    with pytest.raises(LayoutError) as caught:
        prepared(path, content)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.message


class DescribeAPhoto:
    @pytest.mark.parametrize("orientation", range(1, 9))
    def it_stands_as_its_camera_saw_it(self, orientation):
        picture = prepared(PATH, turned(orientation))
        assert (picture.width, picture.height) == (480, 288)
        assert difference(opened(picture.content), scene()) < 3

    def it_keeps_its_pixels_to_the_last_bit_if_nothing_is_to_be_changed(self):
        content = with_private_data("JPEG")
        kept = prepared(PATH, content).content
        assert kept[:3] == b"\xff\xd8\xff"
        assert opened(kept).tobytes() == Image.open(io.BytesIO(content)).tobytes()
        assert len(kept) < len(content)

    @pytest.mark.parametrize("form", ["JPEG", "PNG"])
    def it_brings_nothing_along_but_what_is_seen(self, form):
        kept = prepared(PATH, with_private_data(form)).content
        assert b"CANARY" not in kept
        assert not dict(opened(kept).getexif())
        assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}

    def it_is_converted_with_a_word_if_it_is_for_a_printing_press(self):
        picture = prepared(PATH, PHOTOS["cmyk"])
        assert opened(picture.content).mode == "RGB"
        assert [(each.code, each.severity) for each in picture.warnings] == [("picture-converted", "warning")]

    def it_says_which_of_several_pictures_is_shown(self):
        content = saved(scene(), "GIF", save_all=True, append_images=[scene().rotate(180)])
        (warning,) = prepared(PATH, content).warnings
        assert warning.message == f"{PATH} holds 2 pictures, of which the first is shown"

    def it_has_the_colours_that_its_own_profile_means(self):
        assert difference(opened(prepared(PATH, in_another_space()).content), scene()) > 10


class DescribeItsForm:
    @pytest.mark.parametrize("name", PHOTOS)
    def it_is_eight_bits_of_grey_or_rgb_as_png_or_jpeg(self, name):
        picture = opened(prepared(PATH, PHOTOS[name]).content)
        assert picture.mode in ("L", "RGB", "RGBA")
        assert picture.size == (480, 288)

    def it_divides_sixteen_bits_and_does_not_cut_them(self):
        ramp = opened(prepared(PATH, grey_of_sixteen_bits()).content)
        assert [ramp.getpixel((x, 9)) for x in (0, 120, 240, 479)] == [0, 63, 127, 255]

    def it_keeps_transparency_only_where_there_is_any(self):
        assert opened(prepared(PATH, saved(scene("RGBA"), "PNG")).content).mode == "RGB"
        assert opened(prepared(PATH, PHOTOS["transparent"]).content).mode == "RGBA"

    def it_is_the_same_each_time(self):
        assert prepared(PATH, turned(6)) == prepared(PATH, turned(6))


class DescribeAPictureThatCannotBeTaken:
    @pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
    def it_is_broken_if_half_of_it_is_missing(self, form):
        content = saved(scene(), form)
        said = said_of(content[: len(content) // 2])
        assert said == f"{PATH} cannot be read as a picture: a part of it is missing or broken"

    def it_is_broken_if_a_checksum_is_wrong(self):
        content = bytearray(saved(scene(), "PNG"))
        content[29:33] = b"\0\0\0\0"
        assert "cannot be read as a picture" in said_of(bytes(content))

    @pytest.mark.parametrize("form", ["ICO", "PCX", "JPEG2000", "PPM"])
    def it_is_of_a_kind_that_word_does_not_know(self, form):
        said = said_of(saved(scene(), form))
        assert said == f"{PATH} is not a kind of picture that both files can hold"

    @pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.7", b"\0" * 900])
    def it_is_no_picture_at_all(self, content):
        assert said_of(content).startswith(PATH)

    @pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP"])
    def it_is_too_large_before_anything_is_unpacked(self, form):
        content = saved(Image.new("L", (9000, 3000)), form)
        assert said_of(content) == f"{PATH} has 27 million pixels"

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"]), st.data())
    def it_is_never_a_fault_of_the_programs_own(self, form, data):
        content = bytearray(saved(scene(size=(24, 16)), form))
        for _ in range(data.draw(st.integers(1, 6))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        try:
            made = prepared(PATH, bytes(content)).content
        except LayoutError:
            return
        opened(made).load()
