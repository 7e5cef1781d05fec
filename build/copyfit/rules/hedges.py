"""Rule `hedges`: a judgement does not hide how likely something is behind `may` or `could`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import without_quotations
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield the first such word of each judgement."""
    hedges = rule.limits["words"].get(page.language, ())
    if not hedges or page.edition.brief.yardstick == "none":
        return
    # Case counts: May is a month.
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, hedges))})(?!\w)")
    for judgement in page.judgements:
        _, text = page.edition.wording(judgement, judgement.id)
        found = pattern.search(without_quotations(text))
        if found:
            yield Finding(
                "hedged",
                page.place(judgement.id, text[found.start() :]),
                {"word": found[0], "id": judgement.id},
            )
