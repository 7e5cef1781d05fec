"""Data tables as they are read on the page: gutters, decimals, empty cells, and where they come from."""

import io
import zipfile

import pypdfium2
import pytest
from lxml import etree

from test_figures import BRIEF, SMALL, made, project  # noqa: F401 (a fixture)

TABLE = """
tables:
  - id: costs
    title: Costs
    columns:
      - {head: Item}
      - {head: Euros, align: end, width_mm: 22}
      - {head: Range}
      - {head: Low, align: end, width_mm: 23}
      - {head: High, align: end, width_mm: 23}
    rows:
      - [Pier, "1,234.50", "2,258–3,712", "12,345,678", "12,345,678"]
      - [Light, "7.5", "", "1", "2"]
      - [Sum, "1,242", "none", "", ""]
    note: Without taxes.
    source: "Port Authority, *Harbour 2026*"
"""


@pytest.fixture(scope="module")
def page(project):  # noqa: F811
    """Return the two files of a page with a table."""
    head = SMALL.partition("figures:")[0]
    return made({**project, BRIEF: (head + TABLE).encode()}).files


@pytest.fixture(scope="module")
def edges(page):
    """Return a function that gives the left and right edge of a text in the PDF, in pt."""
    text = pypdfium2.PdfDocument(page["pdf"])[0].get_textpage()

    def of(words, start=0, end=None):
        found = text.search(words, match_case=True).get_next()
        assert found, f"{words} is not on the page"
        boxes = [text.get_charbox(found[0] + index) for index in range(len(words))][start:end]
        return boxes[0][0], boxes[-1][2]

    return of


class DescribeATable:
    def it_has_a_gutter_where_text_follows_a_number(self, edges):
        assert edges("2,258–3,712")[0] - edges("1,234.50")[1] > 6

    def it_has_a_gutter_between_numbers(self, edges):
        (_, first), (second, _) = edges("12,345,678", 0, 10), edges("12,345,678 12,345,678", 11)
        assert second - first > 5

    def it_sets_decimal_marks_below_each_other(self, edges):
        ends = [edges("1,234.50", 0, 5)[1], edges("7.5", 0, 1)[1], edges("1,242")[1]]
        assert max(ends) - min(ends) < 0.8

    def it_says_where_it_comes_from_below_its_note_in_both_files(self, page):
        text = pypdfium2.PdfDocument(page["pdf"])[0].get_textpage().get_text_range()
        assert text.index("Without taxes.") < text.index("Source: Port Authority, Harbour 2026")
        with zipfile.ZipFile(io.BytesIO(page["docx"])) as package:
            words = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
        assert words.index("Without taxes.") < words.index("Source: Port Authority, Harbour 2026")

    def it_may_have_empty_cells(self, page):
        assert set(page) == {"pdf", "docx"}
