"""A Word, Markdown or CSV file becomes a first brief."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.content.declaration import Block, declarations
from copyfit.content.load import load_brief
from copyfit.errors import BriefError
from copyfit.intake.parts import with_field
from copyfit.intake.shape import day_in, shaped
from copyfit.intake.transcribe import transcribe
from copyfit.project import templates_of
from copyfit.protocol import Job
from guides import ROOT

TEMPLATES = templates_of(ROOT)
TODAY = dt.date(2026, 3, 20)
MEMO = """
# Run the night ferry for one more year

**Keep the ferry.** Decide now, so that the crew {all five} can stay.

## Key judgments

- We assess that riders will **likely** stay above 1,000 a week.
- We judge it unlikely that a bridge opens before 2027.

Low confidence. Counts have held for a year.

## Risks
- **Crew.** Two of five pilots retire.
- Weather: storms close the pier.

## Dates ahead
- 17 April 2026: the decision is due
- Sometime later

## Fares
| Zone | Fare |
|------|------|
| A | 2.40 |

## Background
The ferry began in 1962. ![map](map.png)
"""


def word(*parts):
    """Return a Word file: `# heading`, `- item`, a list of rows, or a paragraph of (text, bold) runs."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, list):
            table = document.add_table(len(part), len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif isinstance(part, tuple):
            paragraph = document.add_paragraph()
            for text, bold in part:
                paragraph.add_run(text).bold = bold
        elif part.startswith("#"):
            document.add_heading(part.lstrip("# "), part.count("#") - 1)
        elif part.startswith("- "):
            document.add_paragraph(part[2:], style="List Bullet")
        else:
            document.add_paragraph(part)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def drafted(content, name="ferry.md", variants=()):
    data = content.encode() if isinstance(content, str) else content
    options = {"subject": "Ferry", "day": str(TODAY)}
    return transcribe(Job({**TEMPLATES, name: data}, "ferry", "", "en", (), variants, options))


def read(draft):
    """Return the draft as a brief, read like any other."""
    return load_brief(
        {**TEMPLATES, "briefs/ferry/brief.yaml": draft.files["brief.yaml"]}, "ferry", "en"
    ).brief


class DescribeAJudgement:
    @pytest.mark.parametrize("said", ["Low confidence.", "**Low confidence.**", "Low confidence:"])
    def it_is_parted_from_what_it_rests_on(self, said):
        found = shaped("judgement", f"It is **likely** to stay. {said} No ship is ordered.", TODAY)
        assert found.keys == {
            "confidence": "low",
            "text": "It is **likely** to stay.",
            "basis": "No ship is ordered.",
        }

    def it_stays_one_text_where_that_is_not_sure(self):
        text = "We have low confidence that it stays."
        assert shaped("judgement", text, TODAY).keys == {"confidence": "low", "text": text}


class DescribeAMarkdownFile:
    @pytest.fixture
    def draft(self):
        return drafted(MEMO)

    def it_is_a_brief_that_loads(self, draft):
        brief = read(draft)
        assert brief.title == "Run the night ferry for one more year"
        assert (
            brief.bottom_line.text
            == "**Keep the ferry.** Decide now, so that the crew \\{all five\\} can stay."
        )
        assert [(one.likelihood, one.confidence) for one in brief.judgements] == [
            ("likely", "moderate"),
            ("unlikely", "low"),
        ]
        assert brief.judgements[1].basis.text == "Counts have held for a year."
        assert [(one.lead, one.text) for one in brief.risks] == [
            ("Crew.", "Two of five pilots retire."),
            ("Weather.", "storms close the pier."),
        ]
        assert [(one.date, one.text) for one in brief.dates_ahead] == [("2026-04-17", "the decision is due")]
        assert brief.tables[0].rows == (("A", "2.40"),)
        assert brief.variants == ("executive",)

    def it_keeps_what_has_no_place_as_comments(self, draft):
        end = draft.files["brief.yaml"].decode().partition("# Without a place yet:\n")[2]
        assert end.splitlines() == [
            "# - Dates ahead:",
            "# - Sometime later",
            "# - Background:",
            "# - The ferry began in 1962.",
        ]

    def it_says_what_is_unsure(self, draft):
        assert draft.unsure == (
            "1 of its pictures are not taken over: put them into figures/",
            "the heading “Key judgments” is taken for `judgements`",
            "`judgements`, number 1: its confidence is taken for moderate",
            "the first paragraph is taken for `bottom_line`",
        )

    @given(text=st.text(max_size=120))
    @settings(max_examples=60)
    def it_loses_no_word_whatever_it_says(self, text):
        try:
            draft = drafted(f"# T\n\n{text}\n\n## Risks\n\n{text}\n")
        except BriefError:
            return
        for problem in draft.unsure:
            assert "Traceback" not in problem
        text.encode()
        assert draft.files["brief.yaml"].decode()


class DescribeAWordFile:
    def it_is_a_brief_that_loads(self):
        draft = drafted(
            word(
                "# NATO in short",
                (("We should ", False), ("back", True), (" it [now] & 3 < 4.", False)),
                "## Key judgements: it lasts",
                "- We assess it will likely go on.",
                "Low confidence. All must agree.",
                "## Outlook",
                "It goes on.",
                "### Numbers",
                [["Year", "Staff"], ["2019", "580"]],
            ),
            "note.docx",
        )
        brief = read(draft)
        assert brief.title == "NATO in short"
        assert brief.bottom_line.text == "We should **back** it \\[now\\] & 3 \\< 4."
        assert brief.judgements[0].confidence == "low"
        assert brief.outlook[0].text == "It goes on."
        assert brief.tables[0].title == "Numbers"
        assert draft.unplaced == 0

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0"])
    def it_is_refused_if_it_is_none(self, content):
        with pytest.raises(BriefError) as error:
            drafted(content, "note.docx")
        assert error.value.problems[0].code == "unreadable"

    @pytest.mark.parametrize(
        ("document", "why"),
        [
            (b"<w>" + b"x" * (9 * 2**20) + b"</w>", "more than 8 MiB of text and marks, unpacked"),
            (b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>', "declare what they are"),
            ('<!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>'.encode("utf-16"), "declare what they are"),
        ],
    )
    def it_is_refused_if_it_unpacks_without_end_or_declares_entities(self, document, why):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", document)
        with pytest.raises(BriefError, match=why):
            drafted(stream.getvalue(), "note.docx")

    def it_is_refused_if_its_parts_are_broken_or_locked(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", bytes(range(256)) * 40)
        broken, locked = bytearray(stream.getvalue()), bytearray(stream.getvalue())
        broken[60:90] = b"\xff" * 30
        locked[locked.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(BriefError, match="is no Word file that can be read"):
            drafted(bytes(broken), "note.docx")
        with pytest.raises(BriefError, match="locked by a password"):
            drafted(bytes(locked), "note.docx")


class DescribeACsvFile:
    def it_is_a_table_and_a_sentence_still_to_be_written(self):
        draft = drafted("zone;fare\nA;2,40\nB;3,10\n", "fares.csv")
        brief = read(draft)
        assert [column.align for column in brief.tables[0].columns] == ["start", "end"]
        assert brief.tables[0].rows == (("A", "2,40"), ("B", "3,10"))
        assert "`bottom_line` is still to be written" in draft.unsure


class DescribeAGroup:
    PARTS = ("Why it is open.", "What was compared.", "What was found.", "What follows.")
    NAMES = ("Background", "Approach", "Findings", "Conclusion")

    def paper(self, *paragraphs):
        return drafted("# Ferry\n\n## Abstract\n\n" + "\n\n".join(paragraphs) + "\n", variants=("academic",))

    @pytest.mark.parametrize("form", ["**{}.** {}", "{}: {}", "**{}:** {}"])
    def it_is_taken_by_the_labels_of_its_parts_in_any_order(self, form):
        given = [form.format(name, text) for name, text in zip(self.NAMES, self.PARTS, strict=True)]
        draft = self.paper(*reversed(given))
        abstract = read(draft).abstract
        assert [getattr(abstract, name.lower()).text for name in self.NAMES] == list(self.PARTS)
        assert not [one for one in draft.unsure if "abstract" in one]

    def it_is_taken_in_order_without_labels_and_that_is_said(self):
        draft = self.paper(*self.PARTS)
        assert read(draft).abstract.findings.text == self.PARTS[2]
        assert "`abstract`: a paragraph is taken for its `findings`" in draft.unsure

    def it_that_lacks_a_part_stands_as_comments(self):
        draft = self.paper(*self.PARTS[:2])
        said = draft.files["brief.yaml"].decode()
        end = said.partition("# Without a place yet:\n")[2]
        assert all(f"# - {text}" in end for text in self.PARTS[:2])
        assert "abstract" not in draft.placed


class DescribeCauses:
    @pytest.mark.parametrize("between", [" → ", " -> ", ". So ", ". As a result, "])
    def it_is_two_sides_of_an_arrow_or_of_a_so(self, between):
        draft = drafted(
            "# Ferry\n\nIt runs.\n\n"
            f"## How one thing led to another\n\n- The pier broke{between}nobody came.\n",
            variants=("student",),
        )
        (cause,) = read(draft).causes
        assert cause.text.startswith("The pier broke")
        assert cause.effect.text.endswith("nobody came.")

    def it_of_which_nothing_followed_stands_as_a_comment(self):
        draft = drafted(
            "# Ferry\n\n## How one thing led to another\n\n- The pier broke.\n", variants=("student",)
        )
        assert "# - The pier broke." in draft.files["brief.yaml"].decode()


class DescribeARecord:
    BLOCK = Block(kind="record", fields={"capital": "words", "since": "day", "people": "number"})

    def it_is_filled_by_the_labels_of_its_fields(self):
        items = with_field([], "**Capital:** Nord", self.BLOCK, {})
        items = with_field(items, "In office since: 4 May 2026", self.BLOCK, {"since": "In office since"})
        assert items == [{"capital": "Nord", "since": "2026-05-04"}]

    @pytest.mark.parametrize("text", ["Capital", "Since: long ago", "People: many", "Anthem: none"])
    def it_takes_nothing_that_is_no_field_or_not_of_its_type(self, text):
        assert with_field([], text, self.BLOCK, {}) is None


class DescribePassages:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("by 2026-04-17", "2026-04-17"),
            ("on 7 Sept 2026, perhaps", "2026-09-07"),
            ("3. März 2026", None),
            ("31 April 2026", None),
            ("no day", None),
        ],
    )
    def it_finds_a_day(self, text, day):
        assert day_in(text) == (dt.date.fromisoformat(day) if day else None)

    @pytest.mark.parametrize("kind", ["cause", "evidence", "reading", "record", "figure"])
    def it_is_no_kind_that_asks_for_more_than_prose_says(self, kind):
        assert shaped(kind, "some words", TODAY) is None

    def it_is_a_kind_that_the_project_knows(self):
        kinds = {block.kind for block in declarations(TEMPLATES).blocks.values()}
        assert any(shaped(kind, "**A.** words", TODAY) for kind in kinds)


class DescribeTheCommand:
    def it_writes_a_brief_that_builds(self, copyfit, project, tmp_path):
        (tmp_path / "Ärger am Hafen.md").write_text(MEMO, encoding="utf-8")
        done = copyfit("import", str(tmp_path / "Ärger am Hafen.md"), cwd=project)
        assert done.returncode == 0, done.stderr
        assert done.stdout == "briefs/arger-am-hafen/brief.yaml\n"
        written = (project / done.stdout.strip()).read_text(encoding="utf-8")
        assert written.startswith("# A first brief, made from Ärger am Hafen.md. ")
        assert done.stderr.splitlines()[-1] == "next: copyfit check arger-am-hafen"
        again = copyfit("import", str(tmp_path / "Ärger am Hafen.md"), cwd=project)
        assert again.returncode == 2
        assert "nothing was changed" in again.stderr
        built = copyfit("build", "arger-am-hafen", "--out", str(tmp_path / "out"), cwd=project)
        assert built.returncode == 0, built.stderr

    @pytest.mark.parametrize(
        ("name", "says"),
        [("gone.md", "cannot be read"), ("x.pdf", "save it as one of"), ("日本.md", "--name")],
    )
    def it_says_what_it_cannot_take(self, copyfit, project, tmp_path, name, says):
        done = copyfit("import", str(tmp_path / name), cwd=project)
        assert done.returncode == 2
        assert says in done.stderr


class DescribeACellThatASpreadsheetWouldRun:
    @pytest.mark.parametrize(
        "cell", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x")']
    )
    def it_is_a_text_like_any_other(self, cell):
        quoted = cell.replace('"', '""')
        brief = read(drafted(f'Zone,Fare\n"{quoted}",2.40\nB,3.10\n', "ferry.csv"))
        assert cell in str(brief)
