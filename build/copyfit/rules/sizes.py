"""Rule `sizes`: an ask says how much. Off unless a house turns it on: many a good ask has no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.content.kinds import Recommendation
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import folded
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each ask with neither a figure nor a number in words, nor a cost."""
    numbers = rule.limits["numbers"].get(page.language)
    if not numbers:
        return
    pattern = re.compile(rf"\d|{{fact:|(?<!\w)(?:{'|'.join(map(re.escape, numbers))})(?!\w)")
    for ask in page.edition.brief.of_kind(Recommendation):
        _, text = page.edition.wording(ask, ask.id)
        if ask.id in page.shown and not ask.cost and not pattern.search(folded(text)):
            yield Finding("unsized", page.place(ask.id, text), {"id": ask.id})
