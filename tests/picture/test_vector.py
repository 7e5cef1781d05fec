"""Drawings as both files take them: plain ones as SVG, others as pixels, what acts or asks not at all."""

import base64
import io

import pytest
from PIL import Image

from copyfit.errors import LayoutError
from copyfit.picture import is_picture, is_vector, prepared
from picture.drawings_and_photos import NAMES, PLAIN, RICH, saved, scene, svg

PATH = "briefs/a/figures/a.svg"


def said_of(content, path=PATH):
    """Return line and message of each problem."""
    with pytest.raises(LayoutError) as caught:
        prepared(path, content)
    assert all(problem.hint for problem in caught.value.problems)
    return [f"{each.place.line if each.place else ''}: {each.message}" for each in caught.value.problems]


class DescribeAPlainDrawing:
    @pytest.mark.parametrize("name", PLAIN)
    def it_stays_an_svg(self, name):
        assert is_vector(prepared(PATH, svg(PLAIN[name])).content)

    def it_is_as_large_as_its_frame(self):
        content = prepared(PATH, svg(PLAIN["shapes"]), 50.8).content.decode()
        assert 'width="192" height="115.2" viewBox="0 0 120 72"' in content

    def it_says_nothing_of_the_machine_that_it_was_drawn_on(self):
        private = (
            f'<?xml version="1.0"?>\n<!-- CANARY -->\n<svg {NAMES} xmlns:inkscape="http://x/inkscape" '
            'width="120" height="72" inkscape:export-filename="/home/CANARY/a.png"><title>CANARY</title>'
            '<metadata>CANARY</metadata><g inkscape:label="CANARY" id="CANARY" class="CANARY">'
            '<rect width="9" height="9"/></g></svg>'
        )
        assert b"CANARY" not in prepared(PATH, private.encode()).content

    @pytest.mark.parametrize(
        ("size", "shape"),
        [
            ('width="30mm" height="20mm"', (30 * 96 / 25.4, 20 * 96 / 25.4)),
            ('viewBox="0 0 90 30"', (90, 30)),
            ('width="100%" viewBox="0 0 90 30"', (90, 30)),
            ('width="180" viewBox="0 0 90 30"', (180, 60)),
            ('height="60pt" viewBox="-5 -5 90 30"', (240, 80)),
        ],
    )
    def it_has_the_shape_that_it_says_or_that_of_its_view_box(self, size, shape):
        picture = prepared(PATH, svg(PLAIN["shapes"], size))
        assert (picture.width, picture.height) == pytest.approx(shape)


class DescribeARichDrawing:
    @pytest.mark.parametrize("name", ["gradient", "mask", "style sheet", "half border"])
    def it_becomes_pixels_six_hundred_to_the_inch(self, name):
        picture = Image.open(io.BytesIO(prepared(PATH, svg(RICH[name]), 25.4).content), formats=["PNG"])
        assert picture.size == (600, 360)

    def it_never_becomes_too_many(self):
        content = svg(RICH["use"], 'width="12000" height="7200" viewBox="0 0 120 72"')
        picture = Image.open(io.BytesIO(prepared(PATH, content).content), formats=["PNG"])
        assert 15_000_000 < picture.width * picture.height <= 16_100_000


class DescribeADrawingThatActs:
    @pytest.mark.parametrize(
        ("inside", "said"),
        [
            ("<script>alert(1)</script>", "the picture holds a script, which no reader of a page runs"),
            ('<rect onclick="a()"/>', "the picture acts on `onclick`, and no reader of a page does"),
            ('<g onload="a()"/>', "the picture acts on `onload`, and no reader of a page does"),
            (
                '<rect><animate attributeName="x"/></rect>',
                "the picture moves (`<animate>`), and a page does not",
            ),
            (
                '<a href="javascript:a()"><rect/></a>',
                "the picture holds a link, which is lost in one of the two files",
            ),
            ("<text>A</text>", "the picture holds `<text>`, which looks otherwise where its font is missing"),
            ('<image href="file:///etc/hostname"/>', "the picture asks for file:///etc/hostname"),
            ('<image xlink:href="other.png"/>', "the picture asks for other.png"),
            ('<image href="&#102;ile:///etc/hostname"/>', "the picture asks for file:///etc/hostname"),
            ('<use href="other.svg#a"/>', "the picture asks for other.svg#a"),
            ('<rect fill="url(other.svg#a)"/>', "the picture asks for other.svg#a"),
            ("<rect style=\"fill: url( 'other.svg#a' )\"/>", "the picture asks for other.svg#a"),
            ('<style>@import "other.css";</style>', "the picture asks for other.css"),
            ("<style>rect { fill: url('other.svg#a') }</style>", "the picture asks for other.svg#a"),
        ],
    )
    def it_is_refused_with_its_line_in_words_of_its_own(self, inside, said):
        assert said_of(svg(inside)) == [f"2: {said}"]

    def it_says_all_that_is_wrong_each_thing_once(self):
        assert len(said_of(svg("<script/>\n<script/><text/>"))) == 2


class DescribePixelsInsideOfADrawing:
    def it_is_drawn_with_them(self):
        inside = base64.b64encode(saved(scene(size=(60, 36)), "PNG")).decode()
        content = svg(f'<image width="120" height="72" href="data:image/png;base64,{inside}"/>')
        picture = Image.open(io.BytesIO(prepared(PATH, content, 25.4).content), formats=["PNG"])
        assert picture.convert("RGB").getpixel((50, 50)) != (255, 255, 255)

    @pytest.mark.parametrize("inside", ["AAAA", "AAA", "iVBORw0KGgo="])
    def it_is_refused_if_they_are_broken(self, inside):
        content = svg(f'<image width="9" height="9" href="data:image/png;base64,{inside}"/>')
        (said,) = said_of(content)
        assert said.startswith("2: a picture in it ")


class DescribeADrawingThatIsNone:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<svg width='9' height='9'/>", "1: the picture does not say that it is an SVG"),
            (
                svg("<rect>"),
                "3: the picture is not XML: opening and ending tag mismatch: rect line 2 and svg",
            ),
            (svg("\xe9").decode().encode("latin-1"), "2: the picture is not UTF-8"),
            (b'<!DOCTYPE svg [\n<!ENTITY a "b">]>' + svg(""), "2: the picture declares entities"),
            (b'<?xml-stylesheet href="a.css"?>\n' + svg(""), "1: the picture asks for a style sheet"),
            (svg("<g>" * 300 + "</g>" * 300), "2: groups are nested more than 100 deep"),
            (b"", ": briefs/a/figures/a.svg is not a kind of picture that both files can hold"),
        ],
    )
    def it_is_said_what_it_lacks(self, content, said):
        assert said_of(content) == [said]

    @pytest.mark.parametrize(
        "size",
        [
            'width="0" height="9"',
            'width="-5" height="9"',
            'width="1000000000" height="9"',
            'width="1e999" height="9"',
            'width="nine" height="9"',
            'viewBox="a b c d"',
            'viewBox="0 0 0 0"',
            'viewBox="0 0 9"',
            'viewBox="0 0 1000000 0.001"',
            'viewBox="0 0 nan inf"',
            "",
        ],
    )
    def it_has_no_size_that_a_page_can_take(self, size):
        (said,) = said_of(svg(PLAIN["shapes"], size))
        assert said.startswith("1: the picture has no size that a page can take: ")

    @pytest.mark.parametrize("name", ["a.xml", "a.txt", "a.png"])
    def it_is_called_otherwise(self, name):
        (said,) = said_of(svg(PLAIN["shapes"]), f"briefs/a/figures/{name}")
        assert said == f": briefs/a/figures/{name} is an SVG by another name"


def test_pictures_are_known_by_their_first_bytes():
    assert is_picture("a", b"\x89PNG\r\n\x1a\n")
    assert is_picture("a.svg", b"")
    assert not is_picture("a.csv", b"a,b\n")
