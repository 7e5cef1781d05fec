"""A vector picture holds all that it shows."""

import pytest

from copyfit.layout import lay_out
from copyfit.proof.complaints import complaint_problems
from copyfit.proof.pictures import picture_problems

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
    "hgGAWjR9awAAAABJRU5ErkJggg=="
)

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {NAMES} width="9" height="9">\n{{}}\n</svg>'


def asked_for(inside):
    """Return place and message of each problem with a picture."""
    files = {"briefs/a/x.svg": SVG.format(inside).encode()}
    layout = lay_out('<html lang="en"><title>T</title><img src="asset:briefs/a/x.svg" alt="A">', files)
    return [f"{problem.place}: {problem.message}" for problem in picture_problems(layout)]


class DescribeAPictureThatAsksForAnother:
    @pytest.mark.parametrize(
        ("inside", "asked"),
        [
            ('<image href="file:///etc/hostname"/>', "file:///etc/hostname"),
            ('<image xlink:href="http://example.org/x.png"/>', "http://example.org/x.png"),
            ('<image href="other.png"/>', "other.png"),
            ('<use href="other.svg#a"/>', "other.svg#a"),
            ('<rect fill="url(other.svg#a)"/>', "other.svg#a"),
            ('<style>@import "other.css";</style>', "other.css"),
            ("<style>rect { fill: url('other.svg#a') }</style>", "other.svg#a"),
            ('<image href="&#102;ile:///etc/hostname"/>', "file:///etc/hostname"),
        ],
    )
    def it_is_refused_with_its_line(self, inside, asked):
        assert asked_for(inside) == [f"briefs/a/x.svg:2: the picture asks for {asked}"]


class DescribeAPictureThatIsWhole:
    @pytest.mark.parametrize(
        "inside",
        [
            '<use href="#a"/>',
            '<rect fill="url(#a)"/>',
            '<image href="data:image/png;base64,AAAA"/>',
            '<a href="https://example.org"><rect/></a>',
            '<a xlink:href="https://example.org"><rect/></a>',
        ],
    )
    def it_is_taken(self, inside):
        assert asked_for(inside) == []


def said_of(name, content):
    """Return what is said of a picture file."""
    layout = lay_out(f'<html lang="en"><title>T</title><img src="asset:{name}" alt="A">', {name: content})
    return [f"{problem.place}: {problem.message}" for problem in picture_problems(layout)]


class DescribeAPictureThatOtherProgramsDoNotKnow:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("x.svg", b"<svg width='9' height='9'/>", "x.svg:1: the picture does not say that it is an SVG"),
            (
                "x.svg",
                SVG.format("<text>A</text>").encode(),
                "x.svg:2: the picture holds `<text>`, which looks",
            ),
            (
                "x.svg",
                SVG.format("<script>a</script>").encode(),
                "x.svg:2: the picture holds a script, `<script>`",
            ),
            (
                "x.svg",
                SVG.format('<g onload="a()"/>').encode(),
                "x.svg:2: the picture holds a script, `onload`",
            ),
            (
                "x.svg",
                SVG.format('<a\nxlink:href="java&#115;cript:a()"><rect/></a>').encode(),
                "x.svg:2: the picture links to `javascript:a()`",
            ),
            (
                "x.svg",
                SVG.format('<a href="file://a/b"><rect/></a>').encode(),
                "x.svg:2: the picture links to",
            ),
            ("x.svg", SVG.format("\xe9").encode("latin-1"), "x.svg:1: the picture is not UTF-8"),
            (
                "x.svg",
                b'<?xml version="1.0" encoding="latin-1"?>' + SVG.format("").encode(),
                "x.svg:1: the picture is not UTF-8",
            ),
            ("x.webp", b"RIFF....WEBP", "x.webp: x.webp is a kind of picture that Word does not know"),
            (
                "x.jpg",
                b"\xff\xd8\xff\xee..Adobe",
                "x.jpg: x.jpg is a kind of picture that Word does not know",
            ),
        ],
    )
    def it_is_refused(self, name, content, said):
        (found,) = said_of(name, content)
        assert found.startswith(said)

    def it_may_hold_text_where_it_is_a_chart_of_the_programs_own(self):
        assert said_of("chart/x.svg", SVG.format("<text>A</text>").encode()) == []

    @pytest.mark.parametrize("source", ["data:image/png;base64,AAAA", ""])
    def it_is_refused_where_it_is_no_file(self, source):
        body = f'<img src="{PIXEL}" alt="A">' if source else '<svg width="9" height="9"><rect/></svg>'
        layout = lay_out(f'<html lang="en"><title>T</title><body>{body}', {})
        (problem,) = picture_problems(layout)
        assert problem.code == "picture-inline"
        assert problem.hint == "save it as a file, and name it: asset:templates/shared/logo.svg"

    def it_is_never_unpacked_if_it_is_huge(self):
        header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (12000).to_bytes(4, "big") * 2
        layout = lay_out('<html lang="en"><title>T</title><img src="asset:x.png" alt="A">', {"x.png": header})
        problems = complaint_problems(layout)
        assert problems[0].message == "asset:x.png has 144 million pixels"


def test_a_drawing_in_the_template_is_looked_at_too():
    body = '<svg width="9" height="9"><image href="file:///etc/hostname"/></svg>'
    layout = lay_out(f'<html lang="en"><title>T</title><body>{body}', {})
    *_, problem = picture_problems(layout)
    assert problem.message == "a picture drawn in the template asks for file:///etc/hostname"


class DescribeAPictureInsideALine:
    """It is told, not left out of the Word file in silence."""

    @pytest.mark.parametrize(
        ("html", "told"),
        [
            ('<p>Words and <img src="asset:briefs/a/x.svg" alt="A"> more words</p>', True),
            (
                '<p><img src="asset:briefs/a/x.svg" alt="A"> <img src="asset:briefs/a/x.svg" alt="B"></p>',
                True,
            ),
            ('<p><img src="asset:briefs/a/x.svg" alt="A"></p><p>Words</p>', False),
            ('<figure><img src="asset:briefs/a/x.svg" alt="A"></figure>', False),
        ],
    )
    def it_is_told(self, html, told):
        files = {"briefs/a/x.svg": SVG.format('<rect width="9" height="9"/>').encode()}
        problems = list(picture_problems(lay_out(f"<html lang=en><title>T</title>{html}", files)))
        assert [problem.code for problem in problems] == ["picture-in-line"] * told
