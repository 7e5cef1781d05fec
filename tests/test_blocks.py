"""The blocks that pages share, each on a page of its own: what a reader finds in both files."""

import io
import itertools
import re
import zipfile

import pypdfium2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from copyfit.chart import theme_from_css
from copyfit.chart.band import Moment, draw_band
from copyfit.chart.upright import draw_upright
from copyfit.content.declaration import declarations
from copyfit.content.readership import variants_of
from copyfit.content.skeleton import skeleton
from copyfit.errors import CopyfitError, Place
from copyfit.make import make
from copyfit.project import inputs_of, variants
from copyfit.protocol import Job
from parity import ROOT, compare, laid_out_by_libreoffice
from test_figures import BRIEF, SMALL, made, project  # noqa: F401

THEME = theme_from_css((ROOT / "templates/shared/house.css").read_text(), "en")
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
            assert "aPortAuthority,2026;bOffice,2025" in words

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

    def it_has_one_box_for_its_abstract(self, harbour):
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


TIMELINE = """
timeline:
  - {id: t1, date: 2004, until: 2011, text: The first ferry sails.}
  - {id: t2, date: 2014, text: The bridge opens.}
  - {id: t3, date: 2018-05, until: 2026-03, text: The night ferry sails.}
time_band: {id: band, title: A gap of seven years, alt: "Band of time from 2004 to 2026.", height_mm: 26}
"""
MAP = """
locator_map:
  id: map
  title: From the quay to the island
  alt: "Map with an arrow from Quay to Island."
  places:
    - {id: quay, name: Quay, east: 9.9, north: 53.5}
    - {id: island, name: Island, east: 13.4, north: 54.4}
  arrow: [quay, island]
  tinted: [Germany]
"""
CODE = "link: {id: more, address: https://example.org/ferry, text: Data and sources}\n"


def drawn(harbour, variant, more, name):
    """Return the drawing of that name on a page, as SVG."""
    page = page_for(harbour, variant, more)
    with zipfile.ZipFile(io.BytesIO(page.files["docx"])) as package:
        assert name in package.read("word/document.xml").decode()
        (svg,) = [package.read(one) for one in package.namelist() if one.endswith(".svg")]
    return page, svg.decode()


class DescribeATimeBand:
    def it_draws_the_timeline_in_both_files_with_its_alternative_text(self, harbour):
        page, svg = drawn(harbour, "student", LESSON + TIMELINE, "Band of time from 2004 to 2026.")
        words = words_of(page.files["pdf"])
        assert "2004–2011" in words
        assert "The bridge opens" in words
        assert svg.count("<rect") == 2

    def it_is_to_scale(self):
        moments = [Moment(2000, 2010, "2000", "A"), Moment(2015, 2020, "2015", "B")]
        svg = draw_band(moments, THEME, 120, 20, Place("x"), mirrored=False).decode()
        first, second = (float(one) for one in re.findall(r'<rect [^>]*width="([\d.]+)"', svg))
        assert first / second == pytest.approx(2, abs=0.01)

    def it_draws_an_event_of_a_year_in_its_middle_and_one_that_closes_a_span_at_its_end(self, harbour):
        closing = "time_band:", "  - {id: t4, date: 2011, text: It is laid up.}\ntime_band:"
        more = LESSON + TIMELINE.replace("until: 2011", "until: 2011-05").replace(*closing)
        _, svg = drawn(harbour, "student", more, "Band of time from 2004 to 2026.")
        left, width = (
            float(re.findall(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"', svg)[0][at]) for at in (0, 1)
        )
        ends, opens = (float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg))
        assert ends == pytest.approx(left + width, abs=0.1)
        assert (opens - left) / width == pytest.approx((2014.5 - 2004) / (2011 + 5 / 12 - 2004), abs=0.01)

    def it_mirrors_for_a_page_that_runs_from_right_to_left(self):
        moments = [Moment(2000, 2010, "2000", "A"), Moment(2015, 2020, "2015", "B")]
        one, other = (
            [
                float(x)
                for x in re.findall(
                    r'<rect x="([\d.]+)"',
                    draw_band(moments, THEME, 120, 20, Place("x"), mirrored=way).decode(),
                )
            ]
            for way in (False, True)
        )
        assert one[0] < one[1]
        assert other[0] > other[1]

    def it_stands_upright_to_scale_beside_its_labels(self):
        moments = [
            Moment(2000, 2010, "2000", "A"),
            Moment(2011, None, "2011", "B"),
            Moment(2015, 2020, "2015", "C"),
        ]
        svg = draw_upright(moments, THEME, 56, 40, Place("x"), mirrored=False).decode()
        first, second = (float(one) for one in re.findall(r'<rect [^>]*height="([\d.]+)"', svg))
        assert first / second == pytest.approx(2, abs=0.01)
        lines = [float(y) for y in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*bold', svg)]
        assert all(below - above > 10 for above, below in itertools.pairwise(lines))

    def it_stands_upright_only_where_its_labels_have_room(self):
        many = [Moment(2000 + n, None, str(2000 + n), "A") for n in range(20)]
        with pytest.raises(CopyfitError, match="the labels of the band of time take"):
            draw_upright(many, THEME, 56, 40, Place("x"), mirrored=False)
        with pytest.raises(CopyfitError, match="has no room for its labels"):
            draw_upright([Moment(2000, None, "2000", "A" * 90)], THEME, 56, 40, Place("x"), mirrored=False)

    def it_stands_in_the_side_column_if_it_is_upright(self, harbour):
        upright = TIMELINE.replace("height_mm: 26", "upright: true, width_mm: 56, height_mm: 26")
        page, svg = drawn(harbour, "student", LESSON + upright, "Band of time from 2004 to 2026.")
        assert "2004–2011" not in words_of(page.files["pdf"])
        assert svg.count("<rect") == 2

    def it_says_how_high_it_must_be(self, harbour):
        (problem,) = said_for(harbour, "student", LESSON + TIMELINE.replace("height_mm: 26", "height_mm: 12"))
        assert "the labels of the band of time take" in problem

    def it_refuses_a_span_that_ends_before_it_begins(self, harbour):
        (problem,) = said_for(harbour, "student", LESSON + TIMELINE.replace("until: 2011", "until: 2001"))
        assert "`t1` ends before it begins" in problem

    def it_refuses_labels_that_leave_no_room(self, harbour):
        long = "The bridge opens " + "and a very long story is told of it " * 6
        (problem,) = said_for(harbour, "student", LESSON + TIMELINE.replace("The bridge opens.", long))
        assert "has no room for its labels" in problem

    def it_needs_events(self, harbour):
        (problem,) = said_for(harbour, "student", LESSON + TIMELINE[TIMELINE.index("time_band") :])
        assert "`band` draws `timeline`, which has 0 events on this page" in problem

    @settings(deadline=None, max_examples=30, derandomize=True)
    @given(
        st.lists(
            st.tuples(st.integers(1900, 2030), st.integers(0, 30), st.text("abc ", min_size=1, max_size=12)),
            min_size=2,
            max_size=9,
        )
    )
    def it_sets_no_label_on_another_nor_on_a_leader(self, told):
        moments = [Moment(year, year + long or None, str(year), words) for year, long, words in told]
        try:
            svg = draw_band(moments, THEME, 174, 60, Place("x"), mirrored=False).decode()
        except CopyfitError:
            return
        bold = [
            (float(x), float(y)) for x, y in re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)"[^>]*bold', svg)
        ]
        for (x, y), (other_x, other_y) in itertools.permutations(bold, 2):
            assert y != other_y or x != other_x or (x, y) == (other_x, other_y)
            if x < other_x and y == other_y:
                assert other_x - x > 20


class DescribeALocatorMap:
    def it_draws_places_and_an_arrow_in_both_files(self, harbour):
        page, svg = drawn(harbour, "student", LESSON + MAP, "Map with an arrow from Quay to Island.")
        words = words_of(page.files["pdf"])
        assert "Quay" in words
        assert "Island" in words
        assert svg.count("<circle") == 2
        assert len(svg) < 120_000

    @pytest.mark.parametrize(
        ("before", "after", "says"),
        [
            ("[quay, island]", "[quay, iland]", "the map `map` knows no `iland`"),
            ("[Germany]", "[Germny]", "the map `map` knows no `Germny`"),
            ("name: Island", f"name: {'Island ' * 9}", "the map has no room for the name"),
            ("name: Island", "name: Island ☃\U0001f6a2", "no font of drawings has"),
        ],
    )
    def it_refuses_what_it_cannot_show(self, harbour, before, after, says):
        (problem,) = said_for(harbour, "student", LESSON + MAP.replace(before, after))
        assert says in problem

    def it_is_no_larger_than_a_locator_map(self, harbour):
        (problem,) = said_for(harbour, "student", LESSON + MAP + "  width_mm: 60\n")
        assert "`width_mm` in `map` is out of range: 60" in problem


class DescribeAQrCode:
    @pytest.mark.parametrize("variant", ["student", "academic"])
    def it_leads_to_its_address(self, harbour, variant):
        page, svg = drawn(
            harbour, variant, (PAPER if variant == "academic" else LESSON) + CODE, "example.org/ferry"
        )
        assert "Data and sources" in words_of(page.files["pdf"])
        side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1]) - 8
        dark = re.search(r'd="(M[^"]*z)" fill="#000000"', svg)[1]
        modules = {
            (int(x) - 4 + step, int(y) - 4)
            for x, y, long in re.findall(r"M(\d+) (\d+)h(\d+)", dark)
            for step in range(int(long))
        }
        expected = segno.make("https://example.org/ferry", error="m", micro=False, boost_error=False).matrix
        assert len(expected) == side
        assert modules == {
            (x, y) for y, row in enumerate(expected) for x, is_dark in enumerate(row) if is_dark
        }

    def it_refuses_what_is_no_address(self, harbour):
        (problem,) = said_for(harbour, "student", LESSON + CODE.replace("https://example.org/ferry", "ferry"))
        assert "`address` in `more` has the wrong form" in problem


def said_for(harbour, variant, more):
    with pytest.raises(CopyfitError) as caught:
        page_for(harbour, variant, more)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]
