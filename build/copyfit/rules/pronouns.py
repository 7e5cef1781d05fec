"""Rule `pronouns`: a cell does not begin with a word that stands for something in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.content.kinds import Cause, Event, Evidence, Recommendation, Statement, Term
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Rule

CELLS = (Cause, Event, Evidence, Recommendation, Term)
"""Statements that are read alone: a row of a table, an entry of a timeline, a term."""


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each cell whose first word is such a pronoun, in the languages that the rule has words for."""
    known = rule.limits["words"].get(page.language, ())
    if not known:
        return
    pattern = re.compile(rf"\W*({'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
    for kind in CELLS:
        for cell in page.edition.brief.of_kind(kind):
            said = opening_of(page, cell)
            found = pattern.match(said)
            if found and cell.id in page.shown:
                yield Finding("orphaned", page.place(cell.id, said), {"id": cell.id, "word": found[1]})


def opening_of(page: PrintedPage, cell: Statement) -> str:
    """Return the text that a cell begins with: a row of evidence begins with its claim."""
    return cell.claim if isinstance(cell, Evidence) else page.edition.wording(cell, cell.id)[1]
