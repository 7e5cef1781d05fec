"""What a brief may cite: CSL as YAML or JSON, or BibTeX, checked item by item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.sources import read_sources
from copyfit.errors import CopyfitError

CSL = """
- id: nato-2024
  type: webpage
  title: NATO Mission Iraq
  publisher: NATO
  issued: {date-parts: [[2024, 5, 27]]}
  URL: https://www.nato.int/x
- id: malouf-2020
  type: article-journal
  title: Reform
  author: [{family: Malouf, given: Anna}, {literal: The Group}]
  issued: 2020-03
  volume: 12
"""
BIB = r"""
% a comment
@string{jsr = "Journal of Security Reform"}
@article{malouf:2020,
  author  = {Malouf, Anna and Jos{\'e} Garc{\'\i}a and {The Group}},
  title   = {Reform in {Iraq}: {\ss}, \& more --- or less},
  journal = jsr # { Quarterly},
  year    = 2020, month = mar, volume = {12}, number = 3, pages = {1--9},
  doi     = {10.1000/x},
}
@online(nato-2024, title = "NATO Mission Iraq", organization = {NATO}, date = {2024-05-27},
  url = {https://www.nato.int/x\_y}, urldate = {2026-03-01})
@comment{not read {at all}}
@phdthesis{klein, author={Klein, M{\"u}ller and others}, title={On \emph{trust}},
  school={Uni K\"oln}, year={n.d.}}
"""


def problems(text, path="briefs/a/sources.yaml"):
    return [str(problem) for problem in read_sources(path, text.encode()).problems]


class DescribeCsl:
    def it_is_taken_as_it_is_with_dates_in_parts(self):
        found = read_sources("briefs/a/sources.yaml", CSL.encode())
        assert found.problems == ()
        assert list(found.items) == ["nato-2024", "malouf-2020"]
        assert found.items["nato-2024"]["issued"] == {"date-parts": [[2024, 5, 27]]}
        assert found.items["malouf-2020"]["issued"] == {"date-parts": [[2020, 3]]}

    def it_has_the_letters_that_two_escapes_of_json_make(self):
        content = rb'[{"id": "a", "type": "book", "title": "On \ud835\udefd decay"}]'
        assert read_sources("briefs/a/sources.json", content).items["a"]["title"] == "On \U0001d6fd decay"

    def it_may_be_json_or_stand_below_references(self):
        found = read_sources("briefs/a/sources.json", b'[{"id": "a", "type": "book", "title": "A"}]')
        assert list(found.items) == ["a"]
        below = b"references:\n- {id: a, type: book, title: A}\n"
        assert list(read_sources("briefs/a/sources.yaml", below).items) == ["a"]

    @pytest.mark.parametrize(
        "date", ["2024", "2024-05", "2024-05-27", "{literal: n.d.}", "{date-parts: [[2024]]}"]
    )
    def it_takes_a_date_however_it_is_written(self, date):
        assert problems(f"- {{id: a, type: book, title: A, issued: {date}}}") == []

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ("issued: soon", "1:41: `issued` of the source `a` is no date"),
            ("issued: {date-parts: [[2024, 13]]}", "1:41: `issued` of the source `a` is no date"),
            ("author: Anna Malouf", "1:41: `author` of the source `a` must be a list of names"),
            ("author: [{familly: Malouf}]", "1:42: `author` of the source `a` must be a list of names"),
            ("author: [{family: M, gven: A}]", "1:60: `gven` of the source `a` is no part of a name"),
            ("publsher: NATO", "1:33: unknown key `publsher` in the source `a`"),
            ("publisher: [NATO]", "1:44: `publisher` of the source `a` must be text"),
            ("URL: www.nato.int", "1:38: `URL` of the source `a` is no address of the web"),
            ('note: "a\\u202eb"', "1:39: the text holds U+202E, which no file can show"),
        ],
    )
    def it_is_told_what_is_wrong_with_it_and_where(self, more, said):
        (found,) = problems(f"- {{id: a, type: book, title: A, {more}}}")
        assert found.startswith(f"briefs/a/sources.yaml:{said}")
        assert "\n  " in found

    def it_tells_of_each_item(self):
        assert len(problems("- {type: book}\n- {id: a}\n- {id: b, type: boook, title: B}\n- x\n")) == 5


class DescribeWrongTypes:
    @pytest.mark.parametrize(
        ("kind", "hint"), [("bok", "did you mean `book`?"), ("zzz", "write webpage, report, article-journal")]
    )
    def it_is_told_of_a_type_that_there_is_not(self, kind, hint):
        (said,) = problems(f"- {{id: a, type: {kind}, title: A}}")
        assert f"`type` of the source `a` cannot be `{kind}`" in said
        assert hint in said

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ("author: [{family: 12}]", "1:51: `family` of the source `a` must be text"),
            ("author: [{family: true}]", "1:51: `family` of the source `a` must be text"),
            ("author: [{family: [A]}]", "1:51: `family` of the source `a` must be text"),
            ("author: [{family: {b: c}}]", "1:51: `family` of the source `a` must be text"),
            ("author: [{family: 2024-05-01}]", "1:51: `family` of the source `a` must be text"),
            ("author: [{family: A, suffix: [x]}]", "1:62: `suffix` of the source `a` must be text"),
            ("author: [{literal: [x]}]", "1:52: `literal` of the source `a` must be text"),
            ("issued: {raw: x, literal: [x]}", "1:59: `literal` of the source `a` must be text"),
            ('issued: {literal: "a\\u202eb"}', "1:51: the text holds U+202E"),
            ("DOI: 182", "1:38: `DOI` of the source `a` is no DOI"),
            ("read_at: www.nato.int", "1:42: `read_at` of the source `a` is no address of the web"),
            ("host: yes", "1:39: `host` of the source `a` cannot be `yes`"),
        ],
    )
    def it_is_told_at_its_line(self, more, said):
        found = problems(f"- {{id: a, type: book, title: A, {more}}}")
        assert [one.startswith(f"briefs/a/sources.yaml:{said}") for one in found] == [True], found

    def it_is_told_of_half_a_character(self):
        (found,) = problems('[{"id": "a", "type": "book", "title": "\\ud800"}]', "briefs/a/sources.json")
        assert "U+D800" in found


ZOTERO = r"""[
\t{"id": "http://zotero.org/users/1/items/ABCD2345", "type": "article-journal",
\t "title": "Math \ud835\udefd \/ \ud83d\ude00",
\t "journalAbbreviation": "JQ", "shortTitle": "Math", "DOI": "https://doi.org/10.1000/182",
\t "system_id": "zotero|x",
\t "author": [{"family": "\u0110\u1eb7ng", "given": "Th\u1ecb"}],
\t "issued": {"date-parts": [["2019", 3, "1"]], "season": "1"},
\t "note": "original-date: 1954-03\nPMID: 12\ntex.type: x\nRead twice."},
 {"id": 7, "type": "book", "title": "Seven", "issued": {"date-parts": [[1988], [1992]]}, "custom": {"x": [1]}}
]"""


class DescribeAnExport:
    def it_is_read_as_it_comes(self):
        found = read_sources("briefs/a/sources.json", ZOTERO.replace("\\t", "\t").encode())
        assert found.problems == ()
        first, second = found.items.values()
        assert first["title"] == "Math 𝛽 / 😀"
        assert first["DOI"] == "10.1000/182"
        assert first["author"] == [{"family": "Đặng", "given": "Thị"}]
        assert first["issued"]["date-parts"] == [[2019, 3, 1]]
        assert (second["id"], second["issued"]) == ("7", {"date-parts": [[1988], [1992]]})

    def it_has_variables_in_its_note(self):
        found = read_sources("briefs/a/sources.json", ZOTERO.replace("\\t", "\t").encode())
        first = next(iter(found.items.values()))
        assert first["original-date"] == {"date-parts": [[1954, 3]]}
        assert (first["PMID"], first["note"]) == ("12", "Read twice.")

    @pytest.mark.parametrize(
        "note", ["Note: read twice", "Title: another", "See: p. 4", "URL: www.example.org"]
    )
    def it_keeps_a_note_that_only_looks_like_a_variable(self, note):
        text = f'[{{"id": "a", "type": "book", "title": "A", "note": "{note}"}}]'
        found = read_sources("briefs/a/sources.json", text.encode())
        assert found.items["a"]["note"] == note

    def it_may_not_bring_an_address_of_another_kind_in_its_note(self):
        text = '[{"id": "a", "type": "book", "title": "A", "note": "URL: javascript:alert(1)"}]'
        found = read_sources("briefs/a/sources.json", text.encode())
        assert "URL" not in found.items["a"]


class DescribePlaces:
    def it_knows_where_a_source_and_its_values_stand(self):
        found = read_sources("briefs/a/sources.yaml", CSL.encode())
        assert str(found.places["nato-2024", ""]) == "briefs/a/sources.yaml:2:3"
        assert str(found.places["nato-2024", "URL"]) == "briefs/a/sources.yaml:7:8"


class DescribeBibtex:
    def it_is_read_as_csl(self):
        found = read_sources("briefs/a/sources.bib", BIB.encode())
        assert found.problems == ()
        assert found.items["malouf:2020"] == {
            "id": "malouf:2020",
            "type": "article-journal",
            "author": [
                {"family": "Malouf", "given": "Anna"},
                {"family": "García", "given": "José"},
                {"literal": "The Group"},
            ],
            "title": "Reform in Iraq: ß, & more — or less",
            "container-title": "Journal of Security Reform Quarterly",
            "volume": "12",
            "issue": "3",
            "page": "1–9",
            "DOI": "10.1000/x",
            "issued": {"date-parts": [[2020, 3]]},
        }
        assert found.items["nato-2024"]["URL"] == "https://www.nato.int/x_y"
        assert found.items["nato-2024"]["accessed"] == {"date-parts": [[2026, 3, 1]]}
        thesis = found.items["klein"]
        assert (thesis["publisher"], thesis["title"], thesis["issued"]) == (
            "Uni Köln",
            "On trust",
            {"literal": "n.d."},
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("@article{a, title = {A}", "1:1: an entry is never closed"),
            ("@article{a, title = {A", "1:1: an entry is never closed"),
            ("@article{, title = {A}}", "1:1: an entry has no name"),
            ("@article{a,\n title {A}}", "2:2: a field has no `name =`"),
            ("@article{a, title = {A}, year = }", "1:26: a field has no value"),
            ("@article{a, title = {$x}}", "1:21: `$` begins a formula that never ends"),
            ("@article{a, title = {\\foo{x}}}", "1:21: `\\foo` is a LaTeX command that cannot be printed"),
            ("@article{a, year = 2020}", "1:1: `title` is missing in the source `a`"),
        ],
    )
    def it_is_told_where_it_is_none(self, text, said):
        (found,) = problems(text, "briefs/a/sources.bib")
        assert found.startswith(f"briefs/a/sources.bib:{said}"), found

    @given(st.text(alphabet="@{}(),=\"#ab\\'\n 1%", max_size=60))
    def it_never_raises_anything_else_and_ends(self, text):
        try:
            read_sources("briefs/a/sources.bib", text.encode())
        except CopyfitError:
            pytest.fail("what is wrong is among the problems")
