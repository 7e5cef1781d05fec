"""Brief × variant × language: what one page says."""

from dataclasses import FrozenInstanceError

import pytest

from copyfit.content.edition import Setting, select
from copyfit.content.leeway import Leeway
from copyfit.content.load import load_brief
from copyfit.content.variant import Variant
from declared import DECLARED

PLAN = {"type": {"body": {"best": 11, "floor": 9}}, "leading": {"min": 1.2, "max": 1.3}}
BRIEF = b"""
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
headings: {risks: What may go wrong}
bottom_line: {id: bottom-line, text: In full., short: Few words., plain: Plain words.}
verdict:
  {id: verdict, text: V., likelihood: likely, confidence: low, basis: {text: B., short: b., plain: p.}}
outlook: {id: outlook, text: O., only: [academic]}
risks:
  - {id: crew, lead: Crew., text: Two retire., only: [executive]}
  - {id: boat, lead: Boat., text: It is old.}
abstract:
  background: {id: abs-1, text: A.}
  approach: {id: abs-2, text: B., only: [academic]}
  findings: {id: abs-3, text: C.}
  conclusion: {id: abs-4, text: D.}
overrides:
  student:
    title: Why a night ferry?
    headings: {risks: What could happen}
    statements:
      boat: {text: The boat is old., priority: 1}
      verdict: {omit: true}
"""


def edition(variant="executive", prefer="text"):
    files = (
        DECLARED
        | {"briefs/harbour/brief.yaml": BRIEF}
        | {f"templates/{name}/page.html.j2": b"" for name in ("executive", "academic", "student")}
    )
    plan = Leeway.model_validate(PLAN | {"prefer": prefer})
    return select(load_brief(files, "harbour"), Variant(variant, plan), "en")


class DescribeAnEdition:
    def it_cannot_be_changed(self):
        with pytest.raises(FrozenInstanceError):
            edition().language = "fr"


class DescribeSelecting:
    def it_keeps_what_is_for_the_variant(self):
        assert [risk.id for risk in edition("executive").brief.risks] == ["crew", "boat"]
        assert [risk.id for risk in edition("student").brief.risks] == ["boat"]
        assert edition("executive").brief.outlook == ()
        assert [one.id for one in edition("academic").brief.outlook] == ["outlook"]

    def it_leaves_a_structured_abstract_out_that_is_not_whole(self):
        assert edition("student").brief.abstract is None
        assert edition("academic").brief.abstract is not None

    def it_says_what_the_variant_says_instead(self):
        brief = edition("student").brief
        assert brief.title == "Why a night ferry?"
        assert brief.headings == {"risks": "What could happen"}
        assert (brief.risks[0].text, brief.risks[0].priority, brief.risks[0].lead) == (
            "The boat is old.",
            1,
            "Boat.",
        )
        assert brief.verdict is None
        assert edition("executive").brief.verdict is not None

    def it_changes_nothing_in_the_brief_itself(self):
        found = edition("student")
        assert found.loaded.brief.title == "Run the night ferry"
        assert (found.slug, found.language) == ("harbour", "en")


class DescribeWordings:
    @pytest.mark.parametrize(
        ("prefer", "choices", "used"),
        [
            ("text", {}, ("text", "In full.")),
            ("plain", {}, ("plain", "Plain words.")),
            ("text", {"bottom-line": "short"}, ("short", "Few words.")),
            ("plain", {"bottom-line": "short"}, ("short", "Few words.")),
        ],
    )
    def it_is_the_one_that_variant_and_fit_choose(self, prefer, choices, used):
        found = edition(prefer=prefer).with_choices(choices)
        assert found.wording(found.brief.bottom_line, "bottom-line") == used

    def it_is_the_full_one_where_there_is_no_other(self):
        found = edition(prefer="plain").with_choices({"boat": "short"})
        assert found.wording(found.brief.risks[1], "boat") == ("text", "It is old.")

    def it_goes_for_parts_of_a_statement_too(self):
        found = edition().with_choices({"verdict": "short"})
        assert found.wording(found.brief.verdict.basis, "verdict") == ("short", "b.")

    def it_forgets_choices_of_before(self):
        found = edition().with_choices({"boat": "dropped"})
        assert found.is_dropped("boat")
        assert not found.with_choices({}).is_dropped("boat")


class DescribeASetting:
    def it_is_custom_properties_for_the_style_sheet(self):
        setting = Setting(11, 14.25, {"label": (9, 12)}, {}, {"main": {"item": 6.5}})
        assert setting.css().splitlines() == [
            ":root { --body-size: 11pt; --body-leading: 14.25pt; --label-size: 9pt; --label-leading: 12pt; }",
            '[data-column="main"] { --gap-item: 6.5pt; }',
        ]
