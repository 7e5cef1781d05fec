"""All facts of a project: each once, with its age, its use, and whether it is due."""

import datetime as dt
from pathlib import Path

import pytest

from copyfit.content.factbook import list_facts
from declared import DECLARED

TODAY = dt.date(2026, 11, 24)
BRIEF = """\
subject: Harbour
title: "The harbour: {fact:depth} m deep"
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Ports desk
contact: ports@example.org
facts:
  depth: {value: 9, as_of: 2026-03-20, review_by: 2026-11-23, source: survey}
  width: {value: 300, as_of: 2026-03-20, review_by: 2026-11-24, source: survey}
outlook: {id: outlook, text: "It fills from {fact:depth} m; {fact:ships} ships come."}
risks:
  - {id: silt, lead: "{fact:ships} ships", text: wait.}
headings: {risks: "{fact:ships} ships at risk"}
"""
SHARED = """\
ships: {value: 40, as_of: 2025-12-31, review_by: never, source: survey}
unused: {value: 1, as_of: 2025-12-31, review_by: never, source: survey}
"""


@pytest.fixture
def root(tmp_path):
    def write(path, text):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    write("templates/executive/page.html.j2", "")
    for path, content in DECLARED.items():
        write(path, content.decode())
    write("briefs/facts.yaml", SHARED)
    for slug in ("east", "west"):
        write(f"briefs/{slug}/brief.yaml", BRIEF)
        write(f"briefs/{slug}/sources.yaml", "- {id: survey, type: report, title: A survey}\n")
    return Path(tmp_path)


@pytest.fixture
def listed(root):
    return {(one.brief, one.id): one for one in list_facts(root, TODAY)}


class DescribeTheFactsOfAProject:
    def it_lists_each_briefs_own_and_the_shared_once(self, listed):
        assert sorted(listed) == sorted(
            [
                ("", "ships"),
                ("", "unused"),
                *((slug, name) for slug in ("east", "west") for name in ("depth", "width")),
            ]
        )

    def it_says_where_a_fact_is_used_be_it_in_a_statement_a_title_or_a_heading(self, listed):
        assert listed["east", "depth"].used_in == ("title", "outlook")
        assert listed["east", "width"].used_in == ()
        assert listed["", "ships"].used_in == (
            "east/risks", "east/outlook", "east/silt", "west/risks", "west/outlook", "west/silt",
        )  # fmt: skip

    def it_says_how_old_a_fact_is_and_whether_its_review_is_past(self, listed):
        assert listed["east", "depth"].age_days == 249
        assert [listed["east", name].is_due for name in ("depth", "width")] == [True, False]

    def it_says_in_which_line_a_fact_stands(self, listed):
        assert (listed["west", "width"].place.path, listed["west", "width"].place.line) == (
            "briefs/west/brief.yaml",
            11,
        )
        assert (listed["", "unused"].place.path, listed["", "unused"].place.line) == ("briefs/facts.yaml", 2)

    def it_tells_programs_the_same(self, listed):
        assert listed["", "ships"].as_json() == {
            "id": "ships", "brief": None, "value": 40, "as_of": "2025-12-31", "review_by": "never",
            "unit": None,
            "source": "survey", "note": None, "age_days": 328, "due": False,
            "used_in": list(listed["", "ships"].used_in), "file": "briefs/facts.yaml", "line": 1,
        }  # fmt: skip

    def it_lists_those_that_are_shared_before_there_is_a_brief(self, root):
        for slug in ("east", "west"):
            (root / f"briefs/{slug}/brief.yaml").unlink()
            (root / f"briefs/{slug}/sources.yaml").unlink()
            (root / f"briefs/{slug}").rmdir()
        (root / "briefs/facts.yaml").write_text(SHARED)
        assert [one.id for one in list_facts(root, TODAY)] == ["ships", "unused"]
