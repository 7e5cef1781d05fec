"""Rule `abstract`: the abstract stands alone, without citations, in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.content.citations import is_citation
from copyfit.content.text import CITATION
from copyfit.rules.finding import Finding
from copyfit.rules.page import Page
from copyfit.rules.prose import words
from copyfit.rules.registry import Rule


def check(page: Page, rule: Rule) -> Iterator[Finding]:
    """Yield citations in an abstract, and that it is too long or too short."""
    abstract = page.edition.brief.abstract
    if abstract is None:
        return
    every = (abstract.background, abstract.approach, abstract.findings, abstract.conclusion)
    parts = [part for part in every if part.id in page.shown]
    if not parts:
        return
    for part in parts:
        _, text = page.edition.wording(part, part.id)
        for cited in CITATION.finditer(text):
            if is_citation(cited[1]):
                yield Finding(
                    "cited",
                    page.place(part.id, _words_before(text, cited)),
                    {"id": part.id, "cited": cited[1]},
                )
    ids = {part.id for part in parts}
    count = sum(len(words(block.text)) for block in page.prose if block.statement in ids)
    place = page.place_of("abstract")
    if count > rule.limits["most"]:
        yield Finding("too-long", place, {"count": count, "limit": rule.limits["most"]})
    if count < rule.limits["least"]:
        yield Finding("too-short", place, {"count": count, "limit": rule.limits["least"]})


def _words_before(text: str, cited: re.Match[str]) -> str:
    """Return the last words before a citation, by which its line is found."""
    return " ".join(text[: cited.start()].split()[-4:])
