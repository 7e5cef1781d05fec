"""A space before an inline element never makes a line end early."""

import pytest

from copyfit.layout import lay_out
from copyfit.layout.patches import with_hanging_spaces

PAGE = """<html lang="en"><head><title>x</title><style>
body {{ margin: 0; font: 11.5pt/14.75pt "IBM Plex Serif" }} p {{ margin: 0; width: {width}pt }}
</style></head><body><p>{text}</p></body></html>"""


def _lines(text, width):
    layout = lay_out(PAGE.format(text=text, width=width), {})
    return [line.text for box in layout.page.walk() for line in box.lines]


class DescribeALineThatEndsBeforeAnInlineElement:
    @pytest.mark.parametrize("tag", ["span", "strong", "em", "a"])
    @pytest.mark.parametrize("width", [60, 120, 143, 144.5, 147, 160, 183, 240])
    def it_ends_where_it_would_end_in_plain_text(self, tag, width):
        plain = _lines("Iraq asked NATO for teachers. They taught over 15\u00a0thousand people.", width)
        marked = _lines(
            f"Iraq asked NATO for teachers. They taught over <{tag}>15</{tag}>\u00a0thousand people.", width
        )
        assert marked == plain


class DescribeHtmlThatIsHandedOn:
    @pytest.mark.parametrize(
        ("html", "handed_on"),
        [
            ("A <b>b</b>", "A<span> </span><b>b</b>"),
            ("A\n<em>b</em> <i>c</i>", "A<span> </span><em>b</em> <i>c</i>"),
            ("<!-- A <b>b</b> -->", "<!-- A <b>b</b> -->"),
            ("<title>A <b></title>", "<title>A <b></title>"),
            ("<pre>A  <b>b</b></pre>", "<pre>A  <b>b</b></pre>"),
            ('<p title="A <b>">c</p>', '<p title="A <b>">c</p>'),
            ("A <p>b</p>", "A <p>b</p>"),
        ],
    )
    def it_has_boxes_of_their_own_for_spaces_of_text_alone(self, html, handed_on):
        assert with_hanging_spaces(html) == handed_on
