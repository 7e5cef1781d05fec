"""A vector picture holds all that it shows."""

import pytest

from copyfit.layout import lay_out
from copyfit.verifying.pictures import picture_problems

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


def test_a_drawing_in_the_template_is_looked_at_too():
    body = '<svg width="9" height="9"><image href="file:///etc/hostname"/></svg>'
    layout = lay_out(f'<html lang="en"><title>T</title><body>{body}', {})
    (problem,) = picture_problems(layout)
    assert problem.message == "a picture drawn in the template asks for file:///etc/hostname"
