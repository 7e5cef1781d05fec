"""Rule `sentence-length`: no sentence is longer than most readers take in at once."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import PROSE, PrintedPage
from copyfit.rules.prose import quoted, sentences, without_quotations, words
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each sentence with more words than the language's limit, words in quotation marks not counted."""
    limit = rule.limits["words"].get(page.language)
    if limit is None:
        return
    for block in page.prose:
        if block.tag not in PROSE:
            continue
        for sentence in sentences(block.text):
            count = len(words(without_quotations(sentence)))
            if count > limit:
                values = {"count": count, "limit": limit, "quote": quoted(sentence)}
                yield Finding("too-long", page.place(block.statement, sentence), values)
