"""Rule `questions`: a question says what it asks, in as many words as that takes."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.kinds import Question
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import words
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each question of fewer words than the language's least, its lead not counted."""
    least = rule.limits["least"].get(page.language)
    if least is None:
        return
    for question in page.edition.brief.of_kind(Question):
        _, text = page.edition.wording(question, question.id)
        count = len(words(text))
        if question.id in page.shown and count < least:
            values = {"id": question.id, "count": count, "least": least}
            yield Finding("clipped", page.place(question.id, text), values)
