"""Rule `readability`: the page reads as easily as its reader needs, by the Flesch–Kincaid grade.

The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975), made
for English. Counted is what statements say in sentences: no headings, no citations, no references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import sentences, words
from copyfit.rules.registry import Rule
from copyfit.rules.syllables import syllables

GRADE = "flesch_kincaid_grade"
LEAST_WORDS = 100
"""Flesch's own samples had a hundred words; fewer say little."""
SHORTEST_SENTENCE = 3
"""Fewer words in a row are a label, not a sentence."""


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield that the page is harder to read than its variant may be."""
    grade, limit = grade_of(page), rule.limits["grade"].get(page.edition.variant.name)
    if grade is not None and limit is not None and grade > limit:
        hardest = max(_counted(page), key=lambda sentence: flesch_kincaid((sentence,)))
        place = page.place(_statement_with(page, hardest), hardest)
        yield Finding("too-hard", place, {"grade": f"{grade:.1f}", "limit": limit})


def grade_of(page: PrintedPage) -> float | None:
    """Return the grade of the page; None if it is not in English, or too short to tell."""
    if page.language != "en":
        return None
    counted = list(_counted(page))
    if sum(len(words(sentence)) for sentence in counted) < LEAST_WORDS:
        return None
    return round(flesch_kincaid(counted), 1)


def flesch_kincaid(texts: tuple[str, ...] | list[str]) -> float:
    """Return the grade of `texts`, one sentence each."""
    said = [word for text in texts for word in _spoken(text)]
    return 0.39 * len(said) / len(texts) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


def _spoken(text: str) -> list[str]:
    return [word for word in words(text) if re.search(r"\w", word)]


def _counted(page: PrintedPage) -> Iterator[str]:
    for block in page.prose:
        for sentence in sentences(block.text):
            if len(words(sentence)) >= SHORTEST_SENTENCE:
                yield sentence


def _statement_with(page: PrintedPage, sentence: str) -> str | None:
    return next((block.statement for block in page.prose if sentence in block.text), None)
