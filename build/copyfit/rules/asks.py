"""Rule `asks`: whoever is asked for something can see who is to do it and by when."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.kinds import Recommendation
from copyfit.language.locale import day_and_month, long_date, when
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import folded, letters
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield what each recommendation on the page lacks: a body, a day, a day that is still to come."""
    brief = page.edition.brief
    shown = [item for item in brief.of_kind(Recommendation) if item.id in page.shown]
    if brief.decide_by and not shown:
        yield Finding("no-ask", page.place_of("decide_by"))
    nobody = {folded(word) for word in rule.limits["nobody"]}
    for item in shown:
        at = page.edition.loaded.places.statements[item.id]
        if folded(item.owner) in nobody or letters(item.owner) not in _row(page, item):
            yield Finding("no-body", page.place_of(*at, "owner"), {"id": item.id, "owner": item.owner})
        if not any(letters(day) in _row(page, item) for day in _days(page, item)):
            yield Finding("no-date", page.place_of(*at, "by"), {"id": item.id})
        if item.by < brief.date:
            yield Finding(
                "past", page.place_of(*at, "by"), {"id": item.id, "by": item.by, "date": brief.date}
            )


def _row(page: PrintedPage, item: Recommendation) -> str:
    """Return the letters of what the page says of a recommendation."""
    return letters(" ".join(block.text for block in page.blocks if block.statement == item.id))


def _days(page: PrintedPage, item: Recommendation) -> Iterator[str]:
    """Yield the ways in which a page may write the day."""
    language = page.edition.language
    yield long_date(item.by, language)
    yield day_and_month(item.by, language)
    yield when(item.by.isoformat(), language, page.edition.brief.date.year)
    yield item.by.isoformat()
