"""A brief of which every row of a table is a brief: what a row's page says, and what is told of its cells."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.series.escape import escaped
from copyfit.content.text import Spoken, parse
from copyfit.errors import BriefError
from copyfit.language.characters import CELL_BEGIN, is_seen
from copyfit.language.typography import SAME
from copyfit.page.inline import Printers, inline_html
from series.folder import BRIEF, HEAD, ROWS, TABLE, YEARS, files, loaded, said, table

LINE = 'bottom_line: {id: line, text: "%s"}\n'


def words(text, language="en"):
    """Return what a reader of a text sees."""
    html = inline_html(text, Printers(language, lambda _: "", lambda _: ""))
    return re.sub("[\u200b\u2060]", "", unescape(re.sub("<[^>]*>", "", html))).replace("\u00a0", " ")


def text_of(text, row="alder", **changes):
    return words(loaded(LINE % text, row, **changes).brief.bottom_line.text)


class DescribeACell:
    def it_stands_in_every_text(self):
        brief = loaded(
            'keywords: ["{row:name}"]\n' + LINE % "In **{row:name}**, {row:code}.",
            head=HEAD.replace("a@b.org", '"{row:slug}@b.org"'),
        ).brief
        assert (words(brief.subject), words(brief.keywords[0])) == ("Alder Bay", "Alder Bay")
        assert brief.contact == "alder@b.org"
        assert words(brief.bottom_line.text) == "In Alder Bay, 007."

    @pytest.mark.parametrize(("row", "shown"), [("alder", "007"), ("ay", "1,5")])
    def it_is_printed_as_it_was_typed(self, row, shown):
        assert text_of("{row:code}", row) == shown

    @pytest.mark.parametrize(("language", "shown"), [("en", "12,500"), ("fr", "12 500"), ("de", "12.500")])
    def it_is_a_number_as_the_language_writes_it_where_the_brief_says_so(self, language, shown):
        assert (
            text_of("{row:population}", head=HEAD.replace("language: en", f"language: {language}")) == shown
        )

    def it_is_a_day_as_the_language_writes_it_where_the_brief_says_so(self):
        assert text_of("{row:founded}") == "2 April 1931"

    @pytest.mark.parametrize("text", ["007", "1,5", "12 500", "1e3", "+5", "12%", "١٢"])
    def it_is_refused_as_a_number_if_it_is_none_as_data_has_it(self, text):
        rows = ({**ROWS[0], "population": text},)
        assert "\n".join(said(LINE % "{row:population}", csv=table(rows))) == (
            f"{TABLE}:2:17: `{text}` stands in the column `population`, and is no "
            f"number as data has it; it is used at {BRIEF}:11:31\n"
            "  write 1234.5, without separators and unit, or take the column out of `numbers`"
        )

    def it_is_the_value_of_a_fact(self):
        fact = 'value: "{row:population}", as_of: "{row:founded}", review_by: never, source: census'
        found = loaded(f"facts: {{people: {{{fact}}}}}\n" + LINE % "{fact:people}").facts["people"]
        assert (found.value, str(found.as_of)) == (12500, "1931-04-02")

    def it_fills_in_a_link_and_a_citation(self):
        tokens = parse(
            loaded(
                LINE % "[{row:name}](https://e.org/{row:name}) [@census, p. {row:code}]"
            ).brief.bottom_line.text,
            "en",
        )
        assert tokens[0].address == "https://e.org/Alder%20Bay"
        assert tokens[-1].cites[0].locator == "p. 007"

    def it_is_a_sign_behind_a_backslash(self):
        assert text_of(r"\\{row:name}") == "{row:name}"

    def it_is_missed_where_it_is_empty(self):
        assert "\n".join(said(LINE % "Since {row:founded}", "ay")) == (
            f"{TABLE}:3:11: the cell `founded` is empty; it is used at {BRIEF}:11:31\n"
            '  fill it in, or say of what uses it when: founded != ""'
        )

    def it_has_to_be_of_a_column(self):
        assert said(LINE % "{row:nmae}") == [
            f"{BRIEF}:11:31: {TABLE} has no column `nmae`\n  did you mean `name`?"
        ]

    def it_is_told_with_its_place_where_a_field_cannot_take_it(self):
        assert "\n".join(said('decide_by: "{row:code}"\n')) == (
            f"{TABLE}:2:34: `decide_by` must be a day, not text; it is used at {BRIEF}:11:12\n"
            "  for example decide_by: 2026-03-20"
        )

    def it_is_refused_in_a_brief_without_a_series(self):
        head = HEAD.replace("series: {", "# {").replace('"{row:name}"', "Subject")
        assert "is a cell of a series, and the brief has none" in said(LINE % "{row:name}", head=head)[0]

    @given(st.text(max_size=40) | st.text("*_{}[]()\\<>&\"'`@!#-: row:factname\n\t", max_size=40))
    def it_ends_on_the_page_as_it_was_typed_or_is_told_of(self, text):
        try:
            shown = text_of("**In** {row:name}; {row:name}.", csv=table(({**ROWS[0], "name": text},)))
        except BriefError as error:
            assert {problem.place.path for problem in error.problems} == {TABLE}
            return
        cell = " ".join(text.replace("\r\n", "\n").replace("\r", "\n").split())
        same = (" ".join(f"In {cell}; {cell}.".split()), " ".join(shown.split()))
        assert plain(same[1]) == plain(same[0])
        assert is_seen(text)

    @given(st.text("*_{}[]()\\<>&\"'`@!#-: x", min_size=1, max_size=20))
    def it_is_words_in_the_middle_of_markup(self, text):
        try:
            found = loaded(LINE % "a **{row:name}** z", csv=table(({**ROWS[0], "name": text},))).brief
        except BriefError as error:
            assert {problem.place.path for problem in error.problems} == {TABLE}
            return
        tokens = parse(found.bottom_line.text, "en")
        assert [type(token).__name__ for token in tokens] == [
            "Spoken",
            "Opened",
            "Spoken",
            "Closed",
            "Spoken",
        ]
        assert tokens[2] == Spoken(" ".join(text.split()) if "\n" in text else text.strip())

    @given(st.text("*_{}[]()\\<>&\"'`@!#-: xrowfact", min_size=1, max_size=20))
    def it_can_be_written_by_an_author_too(self, text):
        try:
            found = loaded(LINE % "a **{row:name}** z", csv=table(({**ROWS[0], "name": text},))).brief
        except BriefError:
            return
        said = escaped(found).bottom_line.text
        assert CELL_BEGIN not in said
        assert words(said) == words(found.bottom_line.text) or said.count("*") > 4

    def it_cannot_be_forged(self):
        assert "no file can show" in said(LINE % "\\ufdda{row:name}\\ufddb")[0]
        assert "no file can show" in said(csv=table(({**ROWS[0], "name": f"a{CELL_BEGIN}"},)))[0]


def plain(text):
    """Return a text without what typography may change."""
    import unicodedata

    found = unicodedata.normalize("NFC", text).translate(SAME).replace("...", "…").replace("…", "...")
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060]", "", found).replace("\u2011", "-")


class DescribeWhen:
    BLOCKS = """
risks:
  - {id: small, when: population < 1000, lead: L., text: "{row:founded} {row:name}"}
  - {id: big, when: population >= 1000, lead: L., text: "x {row:name}"}
  - {id: all, lead: L., text: y}
overrides: {executive: {statements: {small: {text: z}, big: {text: z}}}}
"""

    def it_leaves_out_what_is_not_for_the_row(self):
        brief = loaded(self.BLOCKS)
        assert [risk.id for risk in brief.brief.risks] == ["big", "all"]
        assert brief.places.of_statement("all").line == 15

    def it_tells_of_the_cells_of_what_is_for_the_row_alone(self):
        (problem,) = said(self.BLOCKS, "ay")
        assert problem.startswith(f"{TABLE}:3:11: the cell `founded` is empty")

    def it_says_where_a_condition_is_wrong(self):
        assert said("risks: {id: a, when: popultion > 1, lead: L., text: T.}\n") == [
            f"{BRIEF}:11:22: {TABLE} has no column `popultion`\n  did you mean `population`?"
        ]
        assert said("risks: {id: a, when: code > 1, lead: L., text: T.}\n", "ay")[0].startswith(
            f"{TABLE}:3:12: the cell `code` holds `1,5`, no number, and is compared with 1, in the condition"
        )

    def it_needs_a_series(self):
        head = HEAD.replace("series: {", "# {").replace('"{row:name}"', "Subject")
        assert (
            "the brief has no rows for which it could hold"
            in said(self.BLOCKS.replace("{row:", "{x:"), head=head)[-1]
        )


class DescribeTheRowsOfOtherTables:
    TABLES = """
tables:
  id: years
  title: Years
  columns: [{head: Year, field: year}, {head: People, field: people}]
  rows: figures/years.csv
  where: {district: "{row:name}"}
"""
    CSV = b"district,year,people\nAy,2024,1\nAlder Bay,2024,2\nAlder Bay,2025,3\n"

    def it_shows_those_of_the_row(self):
        assert loaded(self.TABLES, **{YEARS: self.CSV}).brief.tables[0].rows == (("2024", "2"), ("2025", "3"))

    def it_says_that_there_is_none(self):
        (problem,) = said(self.TABLES, **{YEARS: self.CSV.replace(b"Alder", b"Elder")})
        assert problem.startswith(f"{BRIEF}:17:10: {YEARS} has no row with district `Alder Bay`\n")


class DescribeAFileOfARow:
    LINES = LINE % "a {row:name}" + "risks: {id: risk, lead: L., text: T.}\n"

    def it_says_what_differs(self):
        own = 'title: "Only {row:name}"\nstatements: {line: {text: "b {row:name}"}, risk: {omit: true}}\n'
        found = loaded(self.LINES, **{"briefs/x/rows/alder.yaml": own})
        assert words(found.brief.title) == "Only Alder Bay"
        assert words(found.brief.bottom_line.text) == "b Alder Bay"
        assert found.brief.risks == ()
        assert found.places.of("bottom_line", "text").path == "briefs/x/rows/alder.yaml"
        assert (
            words(loaded(self.LINES, "ay", **{"briefs/x/rows/alder.yaml": own}).brief.title)
            == "What is needed"
        )

    @pytest.mark.parametrize(
        ("own", "message"),
        [
            ("statements: {lien: {text: b}}", "1:14: there is no statement `lien`\n  did you mean `line`?"),
            ("titel: b", "1:1: unknown key `titel`\n  did you mean `title`?"),
            (
                'statements: {line: {text: "{row:nam}"}}',
                f"1:27: {TABLE} has no column `nam`\n  did you mean `name`?",
            ),
        ],
    )
    def it_is_told_of_with_its_own_lines(self, own, message):
        assert said(self.LINES, **{"briefs/x/rows/alder.yaml": own}) == [
            f"briefs/x/rows/alder.yaml:{message}"
        ]

    def it_is_translated_too(self):
        french = (
            "language: fr\ntranslation: {of: en, status: unreviewed}\nsubject: S\ntitle: T\ndesk: B\n"
            "bottom_line: {text: 'c {row:name}'}\nrisks: [{id: risk, lead: L., text: T.}]\n"
        )
        own = {"briefs/x/brief.fr.yaml": french, "briefs/x/rows/alder.yaml": b"title: Only\n"}
        from copyfit.content.load import load_brief

        with pytest.raises(
            BriefError, match=r"rows/alder.yaml:1:1: what .* says of this row is not translated"
        ):
            load_brief(files(self.LINES, **own), "x", "fr", row="alder")
        own["briefs/x/rows/alder.fr.yaml"] = b"title: Seul\n"
        found = load_brief(files(self.LINES, **own), "x", "fr", row="alder").brief
        assert (words(found.title, "fr"), words(found.bottom_line.text, "fr")) == ("Seul", "c Alder Bay")


class DescribeTheTable:
    def it_may_be_json(self):
        head = HEAD.replace("districts.csv", "districts.json")
        content = (
            '[\n {"slug": "alder", "name": "Alder", "population": 12500, "share": 1.50, "founded": null},\n'
            ' {"slug": "ay", "name": "*Ay*",\n  "population": "x"}\n]\n'
        )
        json = {"briefs/x/districts.json": content}
        assert text_of("{row:name} {row:population} {row:share}", head=head, **json) == "Alder 12,500 1.50"
        assert said(LINE % "{row:population}", "ay", head=head, **json)[0].startswith(
            "briefs/x/districts.json:4:17: `x`"
        )
        assert said(LINE % "{row:founded}", head=head, **json)[0].startswith(
            "briefs/x/districts.json:2:84: the cell"
        )

    @pytest.mark.parametrize(
        ("slug", "message"),
        [
            ("", "2:1: the cell `slug` is empty, and names the row's files"),
            ("Alder Bay", "2:1: `Alder Bay` cannot be used in file names everywhere"),
            ("../etc", "2:1: `../etc` cannot be used in file names everywhere"),
            ("ay", "3:1: `ay` names two rows, and their pages would be one file"),
            ("con", "2:1: `con` cannot be used in file names everywhere"),
        ],
    )
    def it_names_the_pages_files(self, slug, message):
        found = said(row="ay", csv=table(({**ROWS[0], "slug": slug}, ROWS[1])))
        assert found[0].startswith(f"{TABLE}:{message}")

    def it_suggests_a_name(self):
        rows = ({**ROWS[0], "slug": "O’Dare’s Quay"},)
        assert "digits and hyphens: odares-quay" in said(csv=table(rows))[0]

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (
                "districts.csv",
                "distrcts.csv",
                "16: there is no briefs/x/distrcts.csv\n  did you mean `districts.csv`?",
            ),
            (
                "numbers:",
                "slug: nam, numbers:",
                f"16: {TABLE} has no column `nam`, which names the pages' files",
            ),
            (
                "[population]",
                "[popul]",
                "41: districts.csv has no column `popul`\n  did you mean `population`?",
            ),
            ("numbers:", "nubers:", "31: unknown key `nubers`\n  did you mean `numbers`?"),
        ],
    )
    def it_is_told_of_at_the_brief(self, old, new, message):
        (problem,) = said(head=HEAD.replace(old, new))
        assert problem.startswith(f"{BRIEF}:10:{message}")
