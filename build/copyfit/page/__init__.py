"""An edition at a setting → one semantic HTML document, through sandboxed Jinja.

In: an `Edition`, a `Setting`, the job's files. Out: HTML. Next: `layout` lays it out.

The page is rendered twice: the first rendering finds in which order sources are cited and which facts are
printed, the second prints the sources' numbers and, on an archived page, how many facts are due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from copyfit.content.edition import Edition, Setting
from copyfit.errors import BriefError, Place, Problem, TemplateError
from copyfit.language.characters import settled
from copyfit.page.context import Context
from copyfit.page.draft import draft_unsaid
from copyfit.page.house import House, read_house
from copyfit.page.jinja import SameFiles, render
from copyfit.page.labels import lettered, read_labels
from copyfit.page.ledger import unprinted
from copyfit.project import Files
from copyfit.yaml.schema import did_you_mean

CITED = re.compile(r'data-source="([^"]+)"')
FACT = re.compile(r'data-fact="([^"]+)"')
HYPHEN = "html { hyphenate-character: '-' }\n"
"""What a soft hyphen shows at a line's end: the sign that every face has, not U+2010, which few do."""


def compose(edition: Edition, setting: Setting, files: Files) -> str:
    """Return the page's HTML at `setting`.

    Raises TemplateError, with file and line, for whatever a template does wrong.
    """
    html, page_css, _ = _page(_Said(edition, files))
    style = f"<style>\n{HYPHEN}{setting.css()}\n{page_css}</style>\n"
    at = max(html.lower().find("</head>"), 0)
    return html[:at] + style + html[at:]


def sources_of(edition: Edition, files: Files) -> tuple[str, ...]:
    """Return the sources that a page cites, with marks or without, in the order of their first citations.

    Raises TemplateError as `compose` does.
    """
    return _page(_Said(edition, files))[2]


class _Said:
    """What a page says, whatever its sizes: compares by the brief, the choices and the files."""

    __slots__ = ("_key", "edition", "files")

    def __init__(self, edition: Edition, files: Files) -> None:
        self.edition = edition
        self.files = files
        choices = frozenset(edition.choices.items())
        self._key = (
            id(files),
            id(edition.loaded),
            id(edition.brief),
            edition.variant.name,
            edition.language,
            choices,
            edition.extras,
            edition.arrangement,
            tuple(sorted(edition.breaks.items())),
            edition.day,
        )

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and other._key == self._key


@lru_cache(maxsize=4)
def _page(said: _Said) -> tuple[str, str, tuple[str, ...]]:
    """Return the page's HTML without its setting, the rules of the paper, and the sources cited, in order."""
    edition, files = said.edition, said.files
    shared = _shared(SameFiles(files), edition.language, edition.loaded.places.of("language"))
    misspelt = list(_misspelt_headings(edition, shared[1]))
    if misspelt:
        raise BriefError(misspelt)
    html, given, order = _numbered(edition, files, shared)
    lost = unprinted(edition, given, html)
    if lost:
        raise BriefError(lost)
    unsaid = draft_unsaid(edition, html, shared[1])
    if unsaid:
        raise TemplateError(unsaid)
    return html, shared[0].page_css, order


def _numbered(
    edition: Edition, files: Files, shared: tuple[House, Mapping[str, Any]]
) -> tuple[str, Mapping[str, Any], tuple[str, ...]]:
    """Return the page's HTML, what its template was given, and the sources cited, in order.

    A page of the same edition with other extras mostly cites the same: then one rendering shows that it does.
    """
    guess = _ORDERS.get(edition.variant.name, ((), None))
    if guess[1] is edition.loaded and guess[0] and not edition.brief.archived:
        html, given = _rendered(edition, files, shared, guess[0])
        if _cited(html) == guess[0]:
            return html, given, guess[0]
    html, given = _rendered(edition, files, shared, ())
    due = _due(edition, html)
    order = _cited(html)
    if order or due:
        html, given = _rendered(edition, files, shared, order, due)
    _ORDERS.clear()
    _ORDERS[edition.variant.name] = order, edition.loaded
    return html, given, order


_ORDERS: dict[str, tuple[tuple[str, ...], object]] = {}
"""The sources that the last page cited, by its variant, and what it was made from."""


def _cited(html: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unescape(name) for name in CITED.findall(html)))


def _due(edition: Edition, html: str) -> int:
    """Return how many facts on an archived page were past their review on the day that was given."""
    day, facts = edition.day, edition.loaded.facts
    if day is None or not edition.brief.archived:
        return 0
    return sum(facts[name].is_stale(day) for name in set(map(unescape, FACT.findall(html))) & set(facts))


def _misspelt_headings(edition: Edition, labels: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the brief's own headings that are almost those of the page; others are for other templates."""
    labelled = labels.get("headings")
    known = {*(labelled if isinstance(labelled, Mapping) else ()), *edition.loaded.declared.blocks}
    brief, override = edition.loaded.brief, ("overrides", edition.variant.name)
    own = brief.overrides.get(edition.variant.name)
    written: list[tuple[str, ...]] = [("headings", name) for name in brief.headings]
    written += [(*override, "headings", name) for name in (own.headings if own else ())]
    for path in written:
        name = path[-1]
        hint = "" if name in known else did_you_mean(name, known)
        if hint:
            place = edition.loaded.places.of_key(*path)
            yield Problem("unknown-key", f"no page has a heading `{name}`", hint, place)


def labels_for(files: Files, language: str, asked_at: Place | None = None) -> Mapping[str, Any]:
    """Return every word that templates say in `language`, read once a job for one `asked_at`."""
    return _shared(SameFiles(files), language, asked_at)[1]


@lru_cache(maxsize=8)
def _shared(same: SameFiles, language: str, asked_at: Place | None = None) -> tuple[House, Mapping[str, Any]]:
    return read_house(same.files, language), read_labels(same.files, language, asked_at)


def _rendered(
    edition: Edition,
    files: Files,
    shared: tuple[House, Mapping[str, Any]],
    order: tuple[str, ...],
    due: int = 0,
) -> tuple[str, Mapping[str, Any]]:
    """Return the page's HTML, sources numbered by `order`, and what its template was given."""
    house, labels = shared
    given = Context(edition, files, order, lettered(labels), due).context(house.data)
    page = f"{edition.variant.name}/page.html.j2"
    return settled(render(page, given, files, edition)), given
