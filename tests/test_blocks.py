"""The blocks that pages share, each on a page of its own: what a reader finds in both files."""

import io
import zipfile

import pypdfium2
import pytest
from lxml import etree

from copyfit.content.declaration import declarations
from copyfit.content.load import variants_of
from copyfit.content.skeleton import skeleton
from copyfit.errors import CopyfitError
from copyfit.make import make
from copyfit.project import inputs_of, variants
from copyfit.protocol import Job
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
        return "".join(etree.fromstring(package.read("word/document.xml")).itertext()).replace("\xa0", " ")


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
        for words in (words_of(files["pdf"]), words_in(files["docx"])):
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


LESSON = """
answer: {id: answer, text: "**It sails for those who work late.**"}
causes: {id: bridge, text: The bridge closed., effect: {text: People could not get home.}}
questions:
  - {id: q1, lead: Explain., text: Why does it sail?, answered_by: bridge}
  - {id: q2, lead: Judge., text: Should it stay?, answer: {text: "Yes: people need it."}}
  - {id: q3, lead: Think., text: Who pays?}
"""
TEACHING = "teaching: {id: time, lead: Time., text: Twenty minutes.}\n"


def page_for(harbour, variant, more):
    head = HEAD.partition("bottom_line:")[0]
    files = {**harbour, "briefs/harbour/sources.yaml": SOURCES, BRIEF: (head + more).encode()}
    job = Job(inputs_of(files, variant), "harbour", variant, "en", ("pdf", "docx"), variants(files))
    return make(job)


class DescribeTheWorksheet:
    def it_has_a_line_to_write_on_below_each_question_even_where_the_page_is_full(self, harbour):
        full = "".join(
            f"  - {{id: t{n}, term: Term {n}, text: {'what it means in plain words ' * 6}}}\n"
            for n in range(14)
        )
        page = page_for(harbour, "student", LESSON + "terms:\n" + full)
        assert page.account.fit.body_pt < 11.5
        assert words_in(page.files["docx"]).count("Who pays?") == 1
        assert answer_lines(page.files["docx"]) == 3

    def it_has_two_where_there_is_room(self, harbour):
        page = page_for(harbour, "student", LESSON)
        assert answer_lines(page.files["docx"]) == 6


def answer_lines(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").count(b'w:pStyle w:val="AnswerLine')


class DescribeTheAnswerKey:
    def it_says_what_a_good_answer_says(self, harbour):
        files = page_for(harbour, "teacher", LESSON + TEACHING).files
        for words in (words_of(files["pdf"]), words_in(files["docx"])):
            assert "The bridge closed. → People could not get home." in words
            assert "Yes: people need it." in words
            assert "Answers differ; a good one gives a reason." in words
            assert "Twenty minutes." in words

    def it_is_a_page_of_briefs_alone_that_have_notes_for_the_teacher(self, harbour):
        head = HEAD.partition("bottom_line:")[0]
        without = {**harbour, BRIEF: (head + LESSON).encode()}
        assert variants_of(without, "harbour") == ("student",)
        with_notes = {**harbour, BRIEF: (head + LESSON + TEACHING).encode()}
        assert variants_of(with_notes, "harbour") == ("student", "teacher")

    def it_is_in_no_new_brief_that_does_not_ask_for_it(self, harbour):
        declared = declarations(harbour)
        pages = declared.variants
        assert "\nteaching:" not in skeleton("title: A", declared, pages, only_these=False)
        assert "\nteaching:" in skeleton("title: A", declared, ("teacher",), only_these=True)
