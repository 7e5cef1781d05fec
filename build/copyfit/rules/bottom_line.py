"""Rule `bottom-line`: the page begins with what matters most, in one or two sentences."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import NOT_PROSE, SUBTITLE, PrintedPage
from copyfit.rules.prose import sentences, words
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield what keeps the bottom line from being first, short and there."""
    statement = getattr(page.edition.brief, "bottom_line", None)
    if statement is None or statement.id not in page.shown:
        yield Finding("missing", page.place(statement.id if statement else None, "title"))
        return
    text = " ".join(block.text for block in page.prose if block.statement == statement.id)
    place = page.place(statement.id, text)
    above = (*NOT_PROSE, SUBTITLE)
    first = next(block for block in page.blocks if not block.is_heading and block.style not in above)
    if first.statement != statement.id:
        yield Finding("not-first", place, {"first": first.statement or first.text[:40]})
    count, limit = len(words(text)), rule.limits["words"]
    if count > limit:
        yield Finding("too-long", place, {"count": count, "limit": limit, "over": count - limit})
    count, limit = len(list(sentences(text))), rule.limits["sentences"]
    if count > limit:
        yield Finding("too-many", place, {"count": count, "limit": limit})
