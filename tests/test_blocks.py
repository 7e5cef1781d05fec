"""The blocks that pages share, each on a page of its own: what a reader finds in both files."""

import io
import zipfile

import pypdfium2
import pytest
from lxml import etree

from copyfit.errors import CopyfitError
from parity import compare, laid_out_by_libreoffice
from test_figures import BRIEF, SMALL, made, project  # noqa: F401

HEAD = SMALL.partition("figures:")[0]
SOURCES = b"- {id: port, type: report, title: Harbour, publisher: Port Authority, issued: 2026}\n"
NUMBERS = """
facts:
  riders: {value: 1250, as_of: 2026-02-28, review_by: never, source: port}
key_numbers:
  - {id: n1, value: "{fact:riders}", unit: riders a week, text: "cross at *night* [@port]",
     source: "Port Authority"}
  - {id: n2, value: "23:10", text: the last bus leaves}
  - {id: n3, value: "€0.40", unit: a trip, text: is what the town pays}
"""
ASKS = """
recommendations:
  - {id: fund, owner: Head of Finance, by: 2026-04-17, text: Fund it.,
     cost: €40 000, otherwise: The crew leaves.}
  - {id: count, owner: Harbour Master, by: 2026-05-01, text: Count the riders.}
"""


@pytest.fixture(scope="module")
def harbour(project):  # noqa: F811
    """Return the files of a project without a brief."""
    return project


def built(harbour, more, head=HEAD, **others):
    sources = {"briefs/harbour/sources.yaml": SOURCES}
    return made({**harbour, **sources, BRIEF: (head + more).encode(), **others}).files


def words_of(pdf):
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def words_in(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return "".join(etree.fromstring(package.read("word/document.xml")).itertext())


def said_of(harbour, more):
    with pytest.raises(CopyfitError) as caught:
        built(harbour, more)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


@pytest.mark.slow
def it_has_the_same_lines_in_word(harbour):
    files = built(harbour, NUMBERS + ASKS)
    again = laid_out_by_libreoffice({"blocks": files["docx"]})["blocks"]
    assert list(compare("blocks", files["pdf"], again).differences) == []


class DescribeKeyNumbers:
    def it_prints_value_unit_text_and_source(self, harbour):
        files = built(harbour, NUMBERS)
        for words in (words_of(files["pdf"]), words_in(files["docx"]).replace("\xa0", " ")):
            assert "1,250 riders a week" in words
            assert "cross at night" in words
            assert "Source: Port Authority" in words
            assert "23:10" in words
            assert "€0.40" in words

    def it_takes_three_at_most(self, harbour):
        more = '  - {id: n4, value: "4", text: is one too many}\n'
        (problem,) = said_of(harbour, NUMBERS + more)
        assert problem.endswith("the executive page takes at most 3 of `key_numbers`, and has 4")

    def it_asks_for_the_value(self, harbour):
        (problem,) = said_of(harbour, "key_numbers: {id: n1, text: says nothing}\n")
        assert problem.endswith("`value` is missing in `n1`")


class DescribeAnAskWithAPrice:
    def it_has_a_column_for_its_cost_and_for_doing_nothing(self, harbour):
        files = built(harbour, ASKS)
        for words in (words_of(files["pdf"]), words_in(files["docx"])):
            assert "If we do nothing" in words
            assert "€40 000" in words.replace("\xa0", " ").replace("\u202f", " ")
            assert "The crew leaves." in words

    def it_has_none_where_no_ask_says_it(self, harbour):
        without = ASKS.replace(",\n     cost: €40 000, otherwise: The crew leaves.", "")
        words = words_of(built(harbour, without)["pdf"])
        assert "Cost" not in words
        assert "If we do nothing" not in words


class DescribeTheStripOfSources:
    MORE = b"- {id: count, type: report, title: A count, publisher: Office, issued: 2025, DOI: 10.5555/c}\n"
    TEXT = (
        "overrides: {executive: {citations: letters}}\n"
        'outlook: {id: o, text: "Riders stay [@port; @count]. So it was [@count]."}\n'
        'risks: {id: r, lead: Crew., text: "Two retire [@port]."}\n'
    )

    @pytest.fixture(scope="class")
    @classmethod
    def files(cls, harbour):
        sources = {"briefs/harbour/sources.yaml": SOURCES + cls.MORE}
        return made({**harbour, **sources, BRIEF: (HEAD + cls.TEXT).encode()}).files

    def it_has_a_letter_at_each_place_and_says_below_what_each_stands_for(self, files):
        for words in (words_of(files["pdf"]), words_in(files["docx"])):
            words = "".join(words.split())
            assert "Ridersstaya,b.Soitwasb." in words
            assert "Tworetirea." in words
            assert "aPortAuthority,2026·bOffice,2025" in words

    def it_stands_in_for_the_main_sources_in_the_footer(self, files):
        assert "Main sources" not in words_of(files["pdf"])

    def it_raises_the_letters_in_word(self, files):
        with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
            document = etree.fromstring(package.read("word/document.xml"))
        space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
        raised = document.xpath("//w:r[w:rPr/w:position[@w:val > 0]]//w:t/text()", namespaces=space)
        assert raised == ["a,", "b", "b", "a"]

    def it_links_each_source_to_its_address(self, files):
        with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
            assert b"https://doi.org/10.5555/c" in package.read("word/_rels/document.xml.rels")
