"""What the repository holds, and what each of its pages must say, found from the briefs alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from copyfit.content.edition import Edition, select
from copyfit.content.kinds import Statement, Wording, statements_in
from copyfit.content.load import load_brief
from copyfit.content.readership import languages_of, variants_of
from copyfit.content.variant import read_variant
from copyfit.project import snapshot
from samples import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
FILES = {slug: snapshot(ROOT, slug) for slug in SAMPLES}
EDITIONS = [
    (slug, variant, language)
    for slug, files in FILES.items()
    for variant in variants_of(files, slug)
    for language in languages_of(files, slug)
]
FLAGSHIP = "nato-iraq"
SHOWN = {
    "executive": "bottom_line judgements recommendations dates_ahead outlook risks",
    "academic": "abstract argument assessments verdict evidence limitations",
    "student": "answer causes views why_it_matters terms timeline questions",
}
_MARKUP = re.compile(r"\{fact:[^}]*\}|\[[^\]]*@[^\]]*\]|\[|\]\([^)]*\)|[*_]+")


def edition_of(names: tuple[str, str, str], fit: dict[str, list[str]]) -> Edition:
    """Return an edition as it was fitted."""
    slug, variant, language = names
    files = FILES[slug]
    edition = select(load_brief(files, slug, language), read_variant(files, variant), language)
    return edition.with_choices(
        dict.fromkeys(fit["shortened"], "short") | dict.fromkeys(fit["dropped"], "dropped")
    )


def shown(edition: Edition) -> Iterator[Statement]:
    """Yield the statements that the variant's page must show, in order, dropped ones left out.

    What a band of time is drawn of is in its picture.
    """
    for name in SHOWN.get(edition.variant.name, "").split():
        if name == "timeline" and edition.brief.time_band:
            continue
        value = getattr(edition.brief, name)
        for statement in statements_in(value):
            if not edition.is_dropped(statement.id):
                yield statement


def wordings(statement: Statement) -> Iterator[Wording]:
    """Yield a statement and the wordings inside it."""
    yield statement
    for name in type(statement).model_fields:
        value = getattr(statement, name)
        if isinstance(value, Wording):
            yield value


def chosen(edition: Edition, statement: Statement) -> list[str]:
    """Return the texts of a statement as they were chosen for the page."""
    return [edition.wording(wording, statement.id)[1] for wording in wordings(statement)]


def leads(statement: Statement) -> list[str]:
    """Return what a statement says whatever wording is chosen."""
    texts = [getattr(statement, name) for name in ("lead", "term", "claim") if hasattr(statement, name)]
    return [piece for text in texts for piece in pieces(text)]


def unchosen(edition: Edition, statement: Statement) -> list[str]:
    """Return the texts of a statement that were not chosen."""
    return [
        text
        for wording in wordings(statement)
        for text in (wording.text, wording.short, wording.plain)
        if text and text != edition.wording(wording, statement.id)[1]
    ]


def pieces(text: str) -> list[str]:
    """Return a text cut at its markup, facts and citations, which the page prints in its own way."""
    return [piece for piece in _MARKUP.split(text) if any(map(str.isalnum, piece))]
