"""Rule `confidence`: how sure the authors are does not stand in the sentence that says how likely it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import folded, phrase_pattern, sentences, without_quotations
from copyfit.rules.registry import Rule
from copyfit.rules.scales import Vocabulary

ENGLISH = re.compile(
    r"\b(?:high|moderate|medium|low)(?:\s+\w+)?[\s-]+confidence\b|\bconfidence\b.{0,20}?\b(?:is|:)\s*(?:high|moderate|medium|low)\b"
    r"|\b(?:highly|moderately|fairly|very)\s+confident\b"
)


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each sentence that holds both, where the declared yardstick keeps them apart."""
    if page.edition.brief.yardstick not in rule.limits["yardsticks"]:
        return
    vocabulary = Vocabulary(page.language, page.labels)
    levels = _levels(page)
    for block in page.prose:
        for sentence in sentences(block.text):
            text = folded(without_quotations(sentence))
            sure = next((match[0] for pattern in levels if (match := pattern.search(text))), None)
            likely = next(vocabulary.found_in(sentence), None)
            if sure and likely:
                values = {"likelihood": likely.phrase, "confidence": sure}
                yield Finding("together", page.place(block.statement, sentence), values)


def _levels(page: PrintedPage) -> list[re.Pattern[str]]:
    """Return what finds a level of confidence: the labels' own words, and in English the usual ones."""
    labels = page.labels.get("confidence", {})
    found = phrase_pattern(str(words).rstrip(".") for words in labels.values()) if labels else None
    return [*((ENGLISH,) if page.language == "en" else ()), *((found,) if found else ())]
