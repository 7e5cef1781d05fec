"""A brief's files → a `Brief` with what it cites and uses, and the place of every part."""

import datetime as dt

import pytest

from copyfit.content.load import load_brief
from copyfit.content.readership import languages_of
from copyfit.errors import BriefError, Place
from declared import DECLARED

PATH = "briefs/harbour/brief.yaml"
BRIEF = """
subject: Harbour
title: "Run the night ferry"
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Transport Desk
contact: desk@example.org
facts:
  riders: {value: 1200, as_of: 2026-03-01, review_by: never, source: count}
bottom_line:
  id: bottom-line
  text: Fund it [@count, p. 4]; {fact:riders} ride, {fact:fare} each.
timeline:
  - {id: begin, date: 2024, text: It begins}
  - {id: talks, date: 2026-07-07/08, text: Talks, only: [student]}
"""
FILES = DECLARED | {
    PATH: BRIEF.encode(),
    "briefs/harbour/sources.yaml": b"- {id: count, type: report, title: The count}",
    "briefs/facts.yaml": b"fare: {value: 2.5, as_of: 2026-01-01, review_by: 2026-12-31, source: count}",
    "templates/executive/page.html.j2": b"",
    "templates/student/page.html.j2": b"",
}


def with_more(text, files=FILES):
    return files | {PATH: files[PATH] + text.encode()}


def said(files, language=None):
    with pytest.raises(BriefError) as error:
        load_brief(files, "harbour", language)
    return [str(problem) for problem in error.value.problems]


class DescribeABriefThatIsLoaded:
    def it_is_a_frozen_value(self):
        brief = load_brief(FILES, "harbour").brief
        assert (brief.subject, brief.date, brief.desk) == ("Harbour", dt.date(2026, 3, 23), "Transport Desk")
        with pytest.raises(ValueError, match="frozen"):
            brief.subject = "Other"

    def it_takes_years_days_and_spans_of_days_as_they_are_written(self):
        brief = load_brief(FILES, "harbour").brief
        assert [event.date for event in brief.timeline] == ["2024", "2026-07-07/08"]

    def it_knows_its_sources_and_facts_those_that_all_briefs_share_too(self):
        loaded = load_brief(FILES, "harbour")
        assert list(loaded.sources) == ["count"]
        assert {name: fact.value for name, fact in loaded.facts.items()} == {"fare": 2.5, "riders": 1200}

    def it_prefers_its_own_fact_to_the_shared_one(self):
        files = FILES | {
            "briefs/facts.yaml": FILES["briefs/facts.yaml"]
            + b"\nriders: {value: 1, as_of: 2026-01-01, review_by: never, source: count}\n"
        }
        assert load_brief(files, "harbour").facts["riders"].value == 1200

    def it_knows_where_each_statement_stands(self):
        places = load_brief(FILES, "harbour").places
        assert places.of_statement("bottom-line") == Place(PATH, 13, 3)
        assert places.of_statement("talks") == Place(PATH, 17, 5)

    def it_lists_its_statements_in_the_order_of_its_fields(self):
        statements = load_brief(FILES, "harbour").brief.statements()
        assert [statement.id for statement in statements] == ["bottom-line", "begin", "talks"]

    def it_prints_a_warning_about_nothing(self):
        assert load_brief(FILES, "harbour", "en").path == PATH


class DescribeItsLanguages:
    def it_is_written_in_its_own_first(self):
        files = FILES | {
            "briefs/harbour/brief.fr.yaml": b"language: fr",
            "briefs/harbour/brief.ar.yaml": b"x: 1",
        }
        assert languages_of(files, "harbour") == ("en", "ar", "fr")

    def it_must_be_the_one_that_is_asked_for(self):
        (problem,) = said(FILES, "fr")
        assert problem.startswith(f"{PATH}:4:11: the brief is in `en`, not in `fr`")


class DescribeWhatRefersToNothing:
    @pytest.mark.parametrize(
        ("more", "problem"),
        [
            ("reading: [{source: cuont, note: x}]", "unknown source `cuont`\n  did you mean `count`?"),
            ("questions: [{id: q, lead: W, text: x, answered_by: beginn}]", "there is no statement `beginn`"),
            ("overrides: {studnt: {title: x}}", "unknown variant `studnt`\n  did you mean `student`?"),
            ("fit: {studnt: {body_pt: 10}}", "unknown variant `studnt`\n  did you mean `student`?"),
            ("figures: [{id: f, title: T, alt: A, file: x.png}]", "there is no briefs/harbour/x.png"),
            (
                "tables: [{id: t, title: T, columns: [{head: A}, {head: B}], rows: [[a, b], [c]]}]",
                "row 2 of `t` has 1 cells for 2 columns",
            ),
            ("outlook: {id: begin, text: x}", "the id `begin` is there twice"),
        ],
    )
    def it_is_told(self, more, problem):
        found = said(with_more(more))
        assert any(problem in one for one in found), found
        assert all(one.startswith(f"{PATH}:18:") for one in found if "twice" not in one)

    def it_is_told_for_shared_facts_in_their_own_file(self):
        files = FILES | {
            "briefs/facts.yaml": b"fare: {value: 2.5, as_of: soon, review_by: never, source: count}"
        }
        (problem,) = said(files)
        assert problem.startswith("briefs/facts.yaml:1:27: fact `fare`: `as_of` must be a day, not text\n")
