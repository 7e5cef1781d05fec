"""A space before an inline element never makes a line end early."""

import pytest

from copyfit.layout import lay_out

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
