"""The page that a reader opens: what is in the release, with pictures, facts and what changed.

In: a release's `Inventory`. Out: HTML that asks for nothing outside of its folder and runs no script. The
ages in it are those of the day of release; what is due on the day that somebody reads it, `copyfit verify`
says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from copyfit.language.locale import direction_of, long_date
from copyfit.language.regions import name_in_english
from copyfit.release import software, statement
from copyfit.release.manifest import Inventory, ReleasedPage
from copyfit.suggest import count

NAME = "index.html"
_WEEKS = 60
_MONTHS = 730


@dataclass(frozen=True, slots=True)
class BriefPages:
    """The pages of one brief, in the order of languages and variants."""

    slug: str
    title: str
    pages: tuple[ReleasedPage, ...]


def index_bytes(manifest: Inventory) -> bytes:
    """Return the page of a release."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string(files("copyfit.release").joinpath("index.html.j2").read_text("utf-8"))
    stale = {(page.brief, fact.id) for page in manifest.pages for fact in page.stale_on(manifest.released_on)}
    html = template.render(
        release=manifest,
        groups=tuple(_groups(manifest)),
        summary=_summary(manifest),
        approved=sum(page.approval is not None for page in manifest.pages),
        drafts=sum(page.is_draft for page in manifest.pages),
        overdue=len(stale),
        count=count,
        day=_day,
        size=_size,
        age=lambda day: _age((manifest.released_on - day).days),
        language=name_in_english,
        direction=direction_of,
        provenance=statement.NAME,
        software=software.NAME,
    )
    return html.encode()


def _groups(manifest: Inventory) -> Iterator[BriefPages]:
    for slug in dict.fromkeys(page.brief for page in manifest.pages):
        pages = tuple(page for page in manifest.pages if page.brief == slug)
        yield BriefPages(
            slug, slug.replace("-", " ").capitalize() if not pages[0].subject else pages[0].subject, pages
        )


def _summary(manifest: Inventory) -> str:
    pages = len(manifest.pages)
    briefs = len({page.brief for page in manifest.pages})
    languages = len({page.language for page in manifest.pages})
    said = f"{count(pages, 'page')} from {count(briefs, 'brief')}"
    return f"{said} in {count(languages, 'language')}" if languages > 1 else said


def _day(day: dt.date) -> str:
    return long_date(day, "en")


def _size(number: int) -> str:
    return f"{-(-number // 1024)}\u00a0KB"


def _age(days: int) -> str:
    """Return how old something is, in the unit that people use for it."""
    if days < _WEEKS:
        return count(days, "day")
    return count(days // 30, "month") if days < _MONTHS else count(days // 365, "year")
