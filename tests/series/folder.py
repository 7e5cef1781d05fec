"""A small brief that is a series, as the files of a job."""

import csv
import io

from copyfit.content.load import load_brief
from copyfit.errors import BriefError
from declared import DECLARED

HEAD = """
subject: "{row:name}"
title: What is needed
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
series: {file: districts.csv, numbers: [population], days: [founded]}
"""
BRIEF, TABLE, YEARS = (f"briefs/x/{name}" for name in ("brief.yaml", "districts.csv", "figures/years.csv"))
ROWS = (
    {"slug": "alder", "name": "Alder Bay", "population": "12500", "founded": "1931-04-02", "code": "007"},
    {"slug": "ay", "name": "Ay", "population": "340", "founded": "", "code": "1,5"},
)


def table(rows=ROWS, delimiter=","):
    """Return rows as the bytes of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def files(more="", head=HEAD, csv=None, **others):
    """Return the files of a brief with `more` behind its head, and a table."""
    found = DECLARED | {
        "templates/executive/page.html.j2": b"",
        BRIEF: (head + more).encode(),
        TABLE: table() if csv is None else csv,
        "briefs/x/sources.yaml": b"- {id: census, type: report, title: T}\n",
    }
    return found | {path: data if isinstance(data, bytes) else data.encode() for path, data in others.items()}


def loaded(more="", row="alder", **changes):
    """Return the brief of a row."""
    return load_brief(files(more, **changes), "x", row=row)


def said(more="", row="alder", **changes):
    """Return what is wrong with the brief of a row."""
    try:
        loaded(more, row, **changes)
    except BriefError as error:
        return [str(problem) for problem in error.problems]
    return []
