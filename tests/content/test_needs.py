"""What a page cannot do without: told for the page that is asked for, with the way out."""

import pytest

from copyfit.content.edition import select
from copyfit.content.leeway import Leeway
from copyfit.content.load import load_brief
from copyfit.content.needs import on_no_page, unmet_needs
from copyfit.content.variant import Variant
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
"""
PATH = "briefs/x/brief.yaml"
PLAN = Leeway.model_validate(
    {"type": {"body": {"best": 11, "floor": 9}}, "leading": {"min": 1.2, "max": 1.3}}
)
TALKS = b"talks: {kind: point, many: true, min: 2, max: 3}"


def needs(brief, variant):
    files = DECLARED | {f"templates/{name}/page.html.j2": b"" for name in ("executive", "academic", "talk")}
    files |= {"templates/talk/content.yaml": TALKS, PATH: (HEAD + brief).encode()}
    edition = select(load_brief(files, "x"), Variant(variant, PLAN), "en")
    return [str(problem) for problem in unmet_needs(edition)]


def lost(brief):
    files = DECLARED | {
        f"templates/{name}/page.html.j2": b"" for name in ("executive", "academic", "student")
    }
    files |= {"briefs/x/a.svg": b""}
    return list(on_no_page(load_brief(files | {PATH: (HEAD + brief).encode()}, "x")))


def talks(*ids):
    return "talks: [" + ", ".join(f"{{id: {one}, lead: L., text: T.}}" for one in ids) + "]"


class DescribeNeeds:
    def it_is_met_by_a_brief_that_has_what_the_page_requires(self):
        assert needs("bottom_line: {id: b, text: B.}", "executive") == []

    def it_is_told_what_a_page_lacks_and_which_pages_the_brief_could_make(self):
        (problem,) = needs("bottom_line: {id: b, text: B.}", "academic")
        assert problem.startswith(f"{PATH}:2:1: the academic page needs `abstract` (a structured abstract")
        assert "variants: [executive, talk]" in problem

    def it_is_told_that_what_there_is_is_for_other_pages(self):
        (problem,) = needs("bottom_line: {id: b, text: B., only: [academic]}", "executive")
        assert problem.startswith(
            f"{PATH}:10:1: the executive page needs `bottom_line`, and what the brief has"
        )

    @pytest.mark.parametrize(
        ("ids", "message"),
        [
            ("a", "takes at least 2 of `talks`, and has 1"),
            ("abcd", "takes at most 3 of `talks`, and has 4"),
            ("abc", ""),
            ("", ""),
        ],
    )
    def it_counts_the_items_of_a_list(self, ids, message):
        assert all(message in problem for problem in needs(talks(*ids) if ids else "", "talk"))
        assert bool(needs(talks(*ids) if ids else "", "talk")) == bool(message)


class DescribeWhatIsOnNoPage:
    BOTTOM_LINE = "bottom_line: {id: b, text: B.}\n"

    def it_is_nothing_where_every_block_has_a_page(self):
        assert lost(self.BOTTOM_LINE + "risks: [{id: r, lead: L., text: R.}]") == []

    def it_is_a_block_whose_page_lacks_another(self):
        (problem,) = lost(self.BOTTOM_LINE + "why_it_matters: {id: w, text: W.}")
        assert str(problem) == (
            f"{PATH}:11:1: `why_it_matters` is on no page: the student page is not made without `answer`\n"
            "  write `answer`, or say which pages the brief is for: variants: [executive]"
        )
        assert problem.severity == "warning"

    def it_is_no_list_that_a_band_of_time_is_drawn_from(self):
        events = "timeline: [{id: e, date: 2001, text: A}, {id: f, date: 2003, text: B}]\n"
        band = "time_band: {id: t, title: T, alt: A}\n"
        assert lost(self.BOTTOM_LINE + events)
        assert lost(self.BOTTOM_LINE + events + band) == []

    def it_is_what_is_for_a_page_that_the_brief_leaves_out(self):
        brief = "variants: [executive]\nanswer: {id: a, text: A.}\nwhy_it_matters: {id: w, text: W.}\n"
        (problem,) = lost(self.BOTTOM_LINE + brief)
        assert str(problem).startswith(
            f"{PATH}:12:1: `answer` and `why_it_matters` are on no page: "
            "the student page is left out by `variants`"
        )
        assert problem.severity == "notice"

    def it_is_one_item_that_is_only_for_such_a_page(self):
        figures = (
            "figures:\n  - {id: f, title: T, file: a.svg, alt: A}\n"
            "  - {id: g, title: T, file: a.svg, alt: A, only: [student]}\n"
        )
        (problem,) = lost(self.BOTTOM_LINE + figures)
        assert str(problem).startswith(f"{PATH}:13:5: `g` is on no page: the student page is not made")
