"""Rule `abstract`: the abstract stands alone, without citations, in so many words."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.kinds import Group
from copyfit.content.text import citations_in
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import words
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield citations in an abstract, and that it is too long or too short."""
    for name, group in page.edition.brief.blocks():
        if isinstance(group, Group):
            yield from _abstract(page, rule, name, group)


def _abstract(page: PrintedPage, rule: Rule, name: str, group: Group) -> Iterator[Finding]:
    parts = [part for part in group.parts().values() if part and part.id in page.shown]
    if not parts:
        return
    for part in parts:
        _, text = page.edition.wording(part, part.id)
        for cited in citations_in(text):
            yield Finding(
                "cited",
                page.place(part.id, _words_before(text, cited.written)),
                {"id": part.id, "cited": cited.written},
            )
    ids = {part.id for part in parts}
    count = sum(len(words(block.text)) for block in page.prose if block.statement in ids)
    place = page.place_of(name)
    if count > rule.limits["most"]:
        yield Finding("too-long", place, {"count": count, "limit": rule.limits["most"]})
    if count < rule.limits["least"]:
        yield Finding("too-short", place, {"count": count, "limit": rule.limits["least"]})


def _words_before(text: str, cited: str) -> str:
    """Return the last words before a citation, by which its line is found."""
    return " ".join(text.partition(f"[{cited}]")[0].split()[-4:])
