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
            for n in range(16)
        )
        page = page_for(harbour, "student", LESSON + "terms:\n" + full)
        assert "second-answer-line" not in page.account.fit.extras
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


PAPER = """
abstract:
  background: {id: b, text: Ferries are closed on cost alone.}
  approach: {id: a, text: We compared counts with fares.}
  findings: {id: f, text: Fares cover a third.}
  conclusion: {id: c, text: A year more would tell.}
"""


class DescribeAPaperThatCanBeCited:
    MORE = "authors: [A. Author, B. Author]\nreviewers: [R. Reviewer]\ndoi: %s\ndata: https://example.org/d\n"

    def it_says_who_wrote_it_and_how_to_cite_it(self, harbour):
        more = PAPER + self.MORE % "https://doi.org/10.5555/ferry"
        files = page_for(harbour, "academic", more).files
        for words in (words_of(files["pdf"]), words_in(files["docx"])):
            assert "A. Author, B. Author" in words
            assert "Reviewed by R. Reviewer" in words
            assert "Cite as" in words
            assert "Harbour: what it means. Sample Ministry. 20 March 2026." in words
            assert "https://doi.org/10.5555/ferry" in "".join(words.split()).replace("\u200b", "")
            assert "https://example.org/d" in "".join(words.split())

    def it_has_one_box_for_its_abstract_read_row_by_row(self, harbour):
        files = page_for(harbour, "academic", PAPER).files
        words = words_of(files["pdf"])
        order = ["Background.", "Approach.", "Findings.", "Conclusion."]
        assert sorted(order, key=words.index) == order
        assert words.count("Abstract") == 1
        assert "Cite as" not in words

    @pytest.mark.parametrize("doi", ["10.55/x", "example", "https://example.org/10.5555/x", "10.5555/"])
    def it_refuses_a_doi_that_is_none_at_its_line(self, harbour, doi):
        (problem,) = said_of(harbour, PAPER + self.MORE % doi)
        assert problem.startswith(f"{BRIEF}:19:6: `doi` has the wrong form")

    def it_refuses_an_address_that_is_none(self, harbour):
        (problem,) = said_of(harbour, "data: example.org\n")
        assert problem.startswith(f"{BRIEF}:11:7: `data` has the wrong form")


class DescribeTheAgeStamp:
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, harbour, tmp_path_factory):
        """Return a project with an archived brief, of whose three facts two are due in 2027."""
        root = tmp_path_factory.mktemp("age")
        facts = (
            "archived: true\nfacts:\n"
            "  a: {value: 12, as_of: 2026-01-01, review_by: 2026-09-01, source: port}\n"
            "  b: {value: 34, as_of: 2026-01-01, review_by: 2026-10-01, source: port}\n"
            "  c: {value: 56, as_of: 2026-01-01, review_by: never, source: port}\n"
            'outlook: {id: o, text: "Of {fact:a}, {fact:b} and {fact:c} two change."}\n'
        )
        files = {**harbour, "briefs/harbour/sources.yaml": SOURCES, BRIEF: (HEAD + facts).encode()}
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        return root

    @pytest.mark.parametrize(
        ("asked", "environment", "said"),
        [
            ((), {}, "As of 20 March 2026; not updated since"),
            (("--as-of", "2026-08-31"), {}, "As of 20 March 2026; not updated since"),
            (("--as-of", "2026-09-02"), {}, "not updated since; 1 fact due for review"),
            (("--as-of", "2027-01-01"), {}, "not updated since; 2 facts due for review"),
            ((), {"SOURCE_DATE_EPOCH": "1798761600"}, "not updated since; 2 facts due for review"),
        ],
    )
    def it_counts_what_is_due_on_the_day_that_is_given(self, copyfit, folder, asked, environment, said):
        done = copyfit(
            "build", "--variant", "executive", "--format", "pdf", *asked, cwd=folder, **environment
        )
        assert done.returncode == 0, done.stderr
        words = words_of((folder / "dist/harbour/harbour-executive-en.pdf").read_bytes())
        assert said in words
        assert ("due for review" in said) == ("due for review" in words)

    def it_refuses_a_day_that_is_none(self, copyfit, folder):
        done = copyfit("build", "--as-of", "soon", cwd=folder)
        assert done.returncode == 2
        assert "--as-of is `soon`, which is no day" in done.stderr
