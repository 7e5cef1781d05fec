"""`use: id`: a statement written once and said in two blocks or on two pages."""

import pytest

from copyfit.content.edition import select
from copyfit.content.leeway import Leeway
from copyfit.content.load import load_brief
from copyfit.content.variant import Variant
from copyfit.errors import BriefError, Place
from declared import DECLARED

HEAD = """
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
bottom_line: {id: line, priority: 1, text: In full., short: Few., plain: Plain., only: [executive]}
risks: [{id: crew, lead: Crew., text: Two retire., optional: true}]
"""
PRESS = b"""
quotable: {kind: statement}
messages: {kind: point, many: true}
bottom_line: {kind: statement}
"""
PATH = "briefs/x/brief.yaml"
PLAN = Leeway.model_validate(
    {"type": {"body": {"best": 11, "floor": 9}}, "leading": {"min": 1.2, "max": 1.3}}
)


def loaded(more, translation=None):
    files = DECLARED | {
        "templates/press/page.html.j2": b"",
        "templates/executive/page.html.j2": b"",
        "templates/press/content.yaml": PRESS,
        PATH: (HEAD + more).encode(),
    }
    if translation:
        files["briefs/x/brief.fr.yaml"] = translation.encode()
    return load_brief(files, "x", "fr" if translation else None)


def said(more):
    with pytest.raises(BriefError) as error:
        loaded(more)
    return [str(problem) for problem in error.value.problems]


class DescribeUse:
    def it_takes_the_wordings_under_the_same_id(self):
        quotable = loaded("quotable: {use: line}").brief.quotable
        assert (quotable.id, quotable.text, quotable.short, quotable.plain) == (
            "line",
            "In full.",
            "Few.",
            "Plain.",
        )
        assert quotable.priority == 1

    def it_is_for_the_pages_of_its_own_block(self):
        brief = loaded("quotable: {use: line}").brief
        assert brief.quotable.only == ()
        page = select(loaded("quotable: {use: line}"), Variant("press", PLAN), "en").brief
        assert page.bottom_line is None
        assert page.quotable.text == "In full."

    def it_says_otherwise_what_it_says_itself(self):
        quotable = loaded("quotable: {use: line, text: Otherwise., priority: 4}").brief.quotable
        assert (quotable.text, quotable.short, quotable.plain, quotable.priority) == (
            "Otherwise.",
            None,
            None,
            4,
        )

    def it_takes_what_its_own_kind_knows(self):
        (message,) = loaded("messages: [{use: crew}]").brief.messages
        assert (message.lead, message.text, message.optional) == ("Crew.", "Two retire.", True)
        assert loaded("quotable: {use: crew}").brief.quotable.text == "Two retire."

    def it_stands_where_it_is_written(self):
        places = loaded("quotable: {use: line}").places
        assert places.of_statement("line") == Place(PATH, 10, 14)
        assert places.of("quotable", "text") == Place(PATH, 10, 44)
        assert places.of("quotable", "id").line == 12

    def it_is_translated_once(self):
        french = """
language: fr
translation: {of: en, status: unreviewed}
subject: Port
title: Gardons le bac
desk: Bureau
bottom_line: {text: En entier.}
risks: [{id: crew, lead: Pilotes., text: Deux partent.}]
"""
        brief = loaded("quotable: {use: line}\nmessages: [{use: crew}]", french).brief
        assert brief.quotable.text == "En entier."
        assert [one.lead for one in brief.messages] == ["Pilotes."]

    @pytest.mark.parametrize(
        ("more", "message", "hint"),
        [
            ("quotable: {use: lin}", "there is no statement `lin`", "did you mean `line`?"),
            ("quotable: {use: line, id: other}", "`use` and `id` stand together", "remove one"),
            ("messages: [{use: line}]", "`lead` is missing in `line`", "write lead:"),
        ],
    )
    def it_is_told_when_it_cannot_be(self, more, message, hint):
        problem = said(more)[0]
        assert problem.startswith(f"{PATH}:12:")
        assert message in problem
        assert hint in problem
