"""What `copyfit new` wrote is to be replaced, and is told as long as it stands there."""

import datetime as dt

import pytest

from copyfit.content.load import load_brief
from copyfit.project import snapshot, variants
from copyfit.rules import unwritten
from copyfit.starter import lay_out_project, write_brief

PATH = "briefs/harbour/brief.yaml"


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """Return the files of a brief that nobody has written into."""
    root = tmp_path_factory.mktemp("unwritten") / "project"
    lay_out_project(root)
    write_brief(root, "harbour", dt.date(2026, 3, 20))
    return dict(snapshot(root, "harbour"))


def said(files):
    return [
        str(problem)
        for problem in unwritten.problems(load_brief(files, "harbour", None, variants(files)), files)
    ]


class DescribeANewBrief:
    def it_is_told_once_that_its_texts_are_not_the_authors(self, new):
        (one,) = said(new)
        assert one.startswith(
            f"{PATH}:17:7: 34 texts are still those of a new brief, not yours\n  write your own"
        )

    def it_is_no_more_when_all_is_written(self, new):
        own = """
subject: Harbour
title: "Harbour: what it means"
language: en
date: 2026-03-20
as_of: 2026-03-20
version: "0.1"
desk: Harbour Desk
contact: harbour@example.org
variants: [executive]
bottom_line: {id: bottom-line, text: "Build the new pier."}
judgements:
  - {id: late, likelihood: likely, confidence: low, text: "It is **likely**.", basis: {text: They were}}
dates_ahead: [{id: date, date: 2026-04-03, text: The decision is due}]
recommendations: [{id: ask, owner: Head, by: 2026-04-03, text: Decide.}]
outlook: {id: outlook, text: "More ships will come."}
"""
        files = new | {PATH: own.encode(), "briefs/harbour/sources.yaml": b"[]"}
        assert said(files) == []
        files[PATH] += b"risks: [{id: risk, lead: Money., text: What else may go wrong.}]\n"
        assert said(files) == [
            f"{PATH}:17:40: 1 text is still that of a new brief, not yours\n  write your own, or delete it"
        ]
