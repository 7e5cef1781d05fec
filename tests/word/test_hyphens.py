"""Hyphens that show only at a line's end, hyphens that do not break, and addresses that end a line."""

import re
import zipfile
from io import BytesIO

import pytest

from copyfit.layout import lay_out
from copyfit.word import write_docx

PAGE = """<html lang="en"><head><title>x</title><style>
body {{ margin: 0; font: 11.5pt/14.75pt "IBM Plex Serif" }} p {{ margin: 0; width: {width}pt }}
</style></head><body><p>{text}</p></body></html>"""
SPECIAL = {"noBreakHyphen": "‑", "softHyphen": "\u00ad", "br": "⏎"}


def written(text, width):
    """Return the text of the Word file, with a sign for each of its special elements."""
    layout = lay_out(PAGE.format(text=text, width=width), {})
    with zipfile.ZipFile(BytesIO(write_docx(layout))) as archive:
        document = archive.read("word/document.xml").decode()
    pieces = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(noBreakHyphen|softHyphen|br)/>", document)
    return "".join(text or SPECIAL.get(special, "") for text, special in pieces)


class DescribeHyphens:
    @pytest.mark.parametrize("width", [60, 90, 120, 400])
    def it_leaves_soft_hyphens_and_none_that_the_line_showed(self, width):
        word = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft"
        assert written(word, width) == word

    @pytest.mark.parametrize("width", [40, 400])
    def it_has_words_own_hyphen_where_none_may_break(self, width):
        assert written("the F-\u206016 is e-\u2060mail", width) == "the F‑16 is e‑mail"


class DescribeAnAddressOverLines:
    @pytest.mark.parametrize("width", range(60, 260, 25))
    def it_has_no_sign_that_would_be_copied_with_it(self, width):
        text = "See https://www.example.org/a/very/long/path/with-parts/report.pdf?query=one for more."
        assert written(text, width).replace("⏎", "") == text

    def it_leaves_other_words_free_to_break_again(self):
        assert "⏎" not in written("here and/or there and/or elsewhere", 45)


class DescribeRanges:
    def it_holds_a_range_that_begins_a_line_and_lets_all_others_be_found(self):
        text = "from 2011–\u20602018 or 2011–\u20602018"
        assert written(text, 400) == "from 2011–2018 or 2011–2018"
        assert "2011–\u20602018" in written(text, 60)
