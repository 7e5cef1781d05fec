"""Rule `paragraph-lines`: no paragraph is more than seven lines of the laid-out page."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.layout.boxes import Box
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import quoted
from copyfit.rules.registry import Rule

PARAGRAPHS = frozenset(("p", "li", "dd", "blockquote"))


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each paragraph of a statement that takes more lines than it may, as it was laid out."""
    limit = rule.limits["lines"]
    for laid_out in page.layout.pages:
        for box, statement in _paragraphs(laid_out.body, None):
            if len(box.lines) > limit:
                text = " ".join(line.text for line in box.lines)
                values = {"count": len(box.lines), "limit": limit, "quote": quoted(text)}
                yield Finding("too-tall", page.place(statement, text), values)


def _paragraphs(box: Box, statement: str | None) -> Iterator[tuple[Box, str]]:
    """Yield the boxes of lines that statements made as paragraphs, with the statement's id."""
    statement = box.statement or statement
    if box.lines and statement and box.kind == "block" and box.tag in PARAGRAPHS:
        yield box, statement
    for child in box.children:
        yield from _paragraphs(child, statement)
