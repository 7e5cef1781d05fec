"""Which blocks a page takes is declared in its folder; what is declared wrongly is told with its place."""

import pytest
from pydantic import ValidationError

from copyfit.content.declaration import Block, declarations
from copyfit.content.kinds import Event, Judgement, Statement
from copyfit.content.load import load_brief
from copyfit.content.readership import variants_of
from copyfit.errors import BriefError, TemplateError
from declared import DECLARED

PAGES = {f"templates/{name}/page.html.j2": b"" for name in ("executive", "academic", "student", "press")}
PRESS = "templates/press/content.yaml"
HEAD = b"""
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
"""


def files(press="", brief="", **more):
    declared = {PRESS: press.encode()} if press else {}
    return DECLARED | PAGES | declared | {"briefs/x/brief.yaml": HEAD + brief.encode()} | more


def said(press, brief=""):
    with pytest.raises((TemplateError, BriefError)) as error:
        load_brief(files(press, brief), "x")
    return [str(problem) for problem in error.value.problems]


class DescribeABlock:
    def it_is_one_thing_that_no_page_needs_and_every_new_brief_has_unless_it_says_otherwise(self):
        block = Block(kind="statement")
        assert (block.many, block.required, block.on_request) == (False, False, False)
        assert (block.min, block.max) == (None, None)


class DescribeDeclarations:
    def it_makes_fields_of_a_brief(self):
        press = "messages: {kind: point, many: true}\nquotable: {kind: statement}\nnote: {kind: words}"
        brief = load_brief(
            files(press, "quotable: {id: q, text: So.}\nmessages: [{id: m, lead: L., text: T.}]\nnote: Now"),
            "x",
        ).brief
        assert isinstance(brief.quotable, Statement)
        assert [message.id for message in brief.messages] == ["m"]
        assert brief.note == "Now"
        assert {statement.id for statement in brief.statements()} == {"q", "m"}

    def it_gives_each_variant_its_own_blocks_and_those_of_all(self):
        declared = declarations(files("quotable: {kind: statement, required: true}"))
        assert list(declared.of("press")) == ["quotable", "figures", "tables"]
        assert declared.required("press") == ("quotable",)
        assert "quotable" not in declared.of("executive")
        assert set(declared.variants) == {"executive", "academic", "student", "teacher", "press"}

    def it_takes_one_item_for_a_list_of_one(self):
        brief = load_brief(files(brief="outlook: {id: soon, text: Soon.}"), "x").brief
        assert [one.id for one in brief.outlook] == ["soon"]

    def it_may_declare_a_block_that_another_page_has_too(self):
        declared = declarations(files("bottom_line: {kind: statement}"))
        assert "bottom_line" in declared.of("press")
        assert declared.required("press") == ()

    def it_lets_a_judgement_do_without_likelihood_where_there_is_no_yardstick(self):
        judgement = "judgements: [{id: j, text: It will last., confidence: high}]"
        brief = load_brief(files(brief=judgement), "x").brief
        assert [one.basis for one in brief.of_kind(Judgement)] == [None]
        (problem,) = said("", f"yardstick: icd203\n{judgement}")
        assert "`likelihood` is missing in `j`" in problem

    def it_finds_what_is_of_one_kind_in_any_block(self):
        brief = load_brief(
            files("meetings: {kind: event, many: true}", "meetings: [{id: a, date: 2027, text: A}]"), "x"
        ).brief
        assert [event.id for event in brief.of_kind(Event)] == ["a"]

    def it_has_a_schema_of_the_project_at_hand(self):
        schema = declarations(files("talking_points: {kind: point, many: true, help: what to say}")).model
        assert schema.model_json_schema()["properties"]["talking_points"]["description"] == "what to say"


class DescribeARecord:
    PROFILE = """
profile:
  kind: record
  fields:
    capital: words
    people: number
    since: day
    status: {type: choice, of: [candidate, member]}
    observer: {type: yes/no, required: false}
    history: {type: text, required: false}
"""
    GOOD = "{id: p, capital: Port, people: 1200, since: 2004-04-02, status: member"

    def it_has_fields_of_the_types_that_the_editor_names(self):
        text = f"profile: {self.GOOD}, observer: yes}}"
        profile = load_brief(files(self.PROFILE, text), "x").brief.profile
        assert (profile.capital, profile.people, profile.since.year) == ("Port", 1200, 2004)
        assert profile.observer is True
        assert profile.history is None

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ("people: 1200", "`people` is missing in `p`"),
            ("status: member", "`status` is missing in `p`"),
        ],
    )
    def it_says_what_it_lacks(self, wrong, message):
        text = f"profile: {self.GOOD.replace(f', {wrong}', '')}}}"
        assert any(message in problem for problem in said(self.PROFILE, text))

    def it_takes_one_of_the_choices_only(self):
        (problem,) = said(self.PROFILE, f"profile: {self.GOOD.replace('member', 'membr')}}}")
        assert "did you mean `member`?" in problem

    def it_reads_markdown_in_its_words(self):
        (problem,) = said(self.PROFILE, f"profile: {self.GOOD.replace('Port', '<b>Port</b>')}}}")
        assert "HTML cannot stand in a text" in problem

    def it_may_have_several_paragraphs_in_a_text(self):
        text = f'profile: {self.GOOD}, history: "One.\\n\\nTwo."}}'
        assert load_brief(files(self.PROFILE, text), "x").brief.profile.history == "One.\n\nTwo."


class DescribeAGroup:
    ABSTRACT = "summary: {kind: group, parts: {aim: {}, limits: {required: false}}}"

    def it_has_the_statements_that_the_declaration_names(self):
        brief = load_brief(files(self.ABSTRACT, "summary: {aim: {id: a, text: A.}}"), "x").brief
        assert [(name, part and part.id) for name, part in brief.summary.parts().items()] == [
            ("aim", "a"),
            ("limits", None),
        ]

    def it_lacks_none_that_is_required(self):
        (problem,) = said(self.ABSTRACT, "summary: {limits: {id: l, text: L.}}")
        assert "`aim` is missing" in problem


class DescribeAMistakeInADeclaration:
    @pytest.mark.parametrize(
        ("press", "place", "message", "hint"),
        [
            ("m: {kind: pont}", "1:11", "`kind` in `m` cannot be `pont`", "did you mean `point`?"),
            ("m: {many: true}", "1:4", "`kind` is missing in `m`", "write kind: statement"),
            ("m: {kind: point, mny: true}", "1:18", "unknown key `mny`", "did you mean `many`?"),
            ("risks: {kind: event, many: true}", "1:1", "`risks` is a event here and a point in", "one key"),
            ("title: {kind: words}", "1:1", "`title` is a key of every brief's head", "another name"),
            ("copy: {kind: words}", "1:1", "`copy` is a name that copyfit keeps", "another name"),
            ("Big-Points: {kind: point}", "1:1", "`Big-Points` cannot name a block", "small letters"),
            ("r: {kind: record}", "1:11", "`r` is a record without fields", "write fields:"),
            ("r: {kind: record, fields: {a: {help: x}}}", "1:31", "`type` is missing", "write type: words"),
            ("r: {kind: record, fields: {a: nmber}}", "1:31", "cannot be `nmber`", "did you mean `number`?"),
            ("r: {kind: record, fields: {a: choice}}", "1:28", "`a` is a choice of nothing", "of: ["),
            (
                "r: {kind: record, fields: {id: words}}",
                "1:28",
                "every record has its own `id`",
                "another name",
            ),
            ("r: {kind: point, parts: [a]}", "1:18", "`r` has parts, but is a point", "write kind: group"),
            ("r: {kind: point, max: 3}", "1:18", "`r` has a number of items, but is one", "many: true"),
            (
                "r: {kind: point, many: true, min: 4, max: 3}",
                "1:35",
                "at least 4 items and at most 3",
                "correct",
            ),
        ],
    )
    def it_is_told_with_its_place_and_a_way_out(self, press, place, message, hint):
        (problem,) = said(press)
        assert problem.startswith(f"{PRESS}:{place}: ")
        assert message in problem
        assert hint in problem

    def it_is_told_of_a_block_that_no_page_declares(self):
        (problem,) = said("", "rissks: [{id: a, lead: L., text: T.}]")
        assert "unknown key `rissks`" in problem
        assert "did you mean `risks`?" in problem

    def it_is_told_of_a_project_that_declares_nothing(self):
        bare = {path: content for path, content in files().items() if not path.endswith("content.yaml")}
        with pytest.raises(TemplateError, match=r"there is no templates/shared/content\.yaml"):
            load_brief(bare, "x")

    def it_keeps_values_frozen(self):
        brief = load_brief(files(brief="outlook: {id: soon, text: Soon.}"), "x").brief
        with pytest.raises(ValidationError):
            brief.outlook = ()


class DescribeForWhomABriefIs:
    def it_is_for_the_pages_whose_required_blocks_it_has(self):
        assert variants_of(files(brief="bottom_line: {id: b, text: B.}"), "x") == ("executive", "press")
        assert variants_of(files(brief="answer: {id: b, text: B.}"), "x") == ("press", "student")

    def it_is_for_the_pages_that_it_names(self):
        assert variants_of(files(brief="variants: [student]\nbottom_line: {id: b, text: B.}"), "x") == (
            "student",
        )

    def it_names_pages_that_there_are(self):
        (problem,) = said("", "variants: [exeutive]")
        assert "unknown variant `exeutive`" in problem
        assert "did you mean `executive`?" in problem
