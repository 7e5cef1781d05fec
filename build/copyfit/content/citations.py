"""Sources and `[@key, p. 4]` → marks in the text and a list of references.

In: CSL items by id, a CSL style, the language. Out: for each source its mark, its entry and its
short form, as HTML. Citations are written as Pandoc writes them (pandoc.org/MANUAL,
"Citation syntax"); styles are CSL 1.0.2 (docs.citationstyles.org), printed by `csl`.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from copyfit.content.csl.listing import Listing
from copyfit.content.csl.numbers import is_numeric
from copyfit.content.csl.runs import as_html, rich, settled
from copyfit.content.csl.style import Element, Style, StyleMistake, read_style
from copyfit.errors import BriefError, Place, Problem
from copyfit.language.locale import (
    LEFT_TO_RIGHT_MARK,
    NO_BREAK_SPACE,
    RIGHT_TO_LEFT_MARK,
    comma_of,
    direction_of,
    locale_of,
    long_date,
    month_and_year,
    with_first_days,
)
from copyfit.language.typography import set_ranges
from copyfit.language.verbatim import with_line_ends

Source = Mapping[str, Any]

DEFAULT_STYLE = "numeric"
FOREIGN = '<span dir="ltr" lang="en">{}</span>'
"""What runs from left to right on a page that runs from right to left."""
NEWS = frozenset({"article-newspaper", "article-magazine", "broadcast", "post", "post-weblog", "interview"})
"""CSL types whose short form says the day, not only the year."""
MAX_CITATION = 2_000
"""Characters that a text between two brackets may have to be read as a citation."""

_KEY = r"[\w](?:[\w]|[:.#$%&+?<>~/-](?=[\w]))*"
"""A key as Pandoc has it: letters, digits and underscores, other signs only one by one between them."""
_WORDS = re.compile("[^<>]+")
"""What stands between the tags of an entry."""
_BEGINS = re.compile(r"(?:^|[\s;-])@[\w{]")
_SOURCE = re.compile(rf"@(?:\{{(?P<any>[^{{}}]{{1,200}})\}}|(?P<key>{_KEY}(?:[:/]{{2,3}}{_KEY})*))")
_LOCATOR = re.compile(r"([^\W\d]+|§§?|¶¶?)(?:\.\s*|\s+|(?<=[§¶])\s*)(?=\S)")
LOCATORS = {
    "page": "p pp page pages s",
    "chapter": "ch chap chaps chapter chapters kap",
    "section": "sec secs sect section sections § §§",
    "paragraph": "para paras paragraph paragraphs ¶ ¶¶",
    "figure": "fig figs figure figures",
    "volume": "vol vols volume volumes",
    "note": "n nn note notes",
    "line": "l ll line lines",
    "issue": "no nos number",
    "part": "pt pts part parts",
    "column": "col cols column columns",
    "folio": "fol fols folio folios",
    "verse": "verse verses",
}
_LABELS = {word: label for label, words in LOCATORS.items() for word in words.split()}
BRACKETS = (("[", "]"), ("(", ")"))
DOI_SIGNS = "/:;().,_+-"
_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
"""A language as CSL names it: `it`, `pt-BR`."""
DAY = re.compile(r"\b(\d{1,2}(?:er)?) (?=[^\W\d_]+ \d{4}\b)")
"""The day of a date, which stays with its month."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One source in a citation, what comes before it, and where in the source to look."""

    source: str
    locator: str = ""
    prefix: str = ""


def is_citation(inside: str) -> bool:
    """Return whether the text between two brackets is meant as a citation."""
    return len(inside) <= MAX_CITATION and _BEGINS.search(inside) is not None


def cites_in(inside: str) -> tuple[Cite, ...]:
    """Return the sources named in `inside`, the text between the brackets of a citation.

    Raises ValueError if a part is not `@source` or `@source, p. 4`.
    """
    if len(inside) > MAX_CITATION:
        raise ValueError(f"a citation of {len(inside)} characters")
    return tuple(_cite(part.strip()) for part in _parts(inside))


def _parts(inside: str) -> list[str]:
    """Cut a citation at its semicolons, those inside of `@{…}` left alone."""
    return re.split(r";(?![^{}]*\})", inside) if "@{" in inside else inside.split(";")


def _cite(part: str) -> Cite:
    found = _BEGINS.search(part)
    at = part.find("@", found.start()) if found else 0
    match = _SOURCE.match(part, at) if found else None
    rest = part[match.end() :].lstrip() if match else part
    if match is None or (rest and not rest.startswith(",")) or part[:at].strip() == "-":
        raise ValueError(f"`{part}` is no citation")
    return Cite(match["any"] or match["key"], rest[1:].strip(), part[:at].strip())


def packaged_style(name: str) -> bytes | None:
    """Return the CSL style `name` that comes with copyfit, None if there is none."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        return None
    resource = package_files("copyfit.content").joinpath("styles", f"{name}.csl")
    return resource.read_bytes() if resource.is_file() else None


def check_style(path: str, content: bytes, language: str) -> None:
    """Raise BriefError, at its line, for a style that cannot be used; `path` is the style's file."""
    try:
        read_style(content, csl_locale(language))
    except StyleMistake as mistake:
        place = Place(path, mistake.line, 1 if mistake.line else 0)
        raise BriefError(Problem("style-mistake", str(mistake), mistake.hint, place)) from None


@dataclass(frozen=True)
class Bibliography:
    """The sources of one page in one style. `cited` holds the ids of the cited ones, as first cited.

    `order` is that of the list of references, `is_numeric` says whether its entries have numbers; `entry`,
    `mark` and `short` print a source as HTML.
    """

    sources: Mapping[str, Source]
    cited: Sequence[str]
    style: bytes
    language: str

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of the cited sources in the order of the list: as cited, or as the style sorts them."""
        return self._listing.order

    @cached_property
    def is_numeric(self) -> bool:
        """Whether the style marks sources with numbers, and the list has them."""
        return self._style.uses("citation-number", self._style.citation)

    def number(self, source: str) -> int:
        """Return the number of `source` in the list, from 1; 0 if it has none."""
        return self.order.index(source) + 1 if self.is_numeric and source in self.order else 0

    def mark(self, cite: Cite) -> str:
        """Return the mark of one source in the text, as HTML: `[4]`, `[4, p. 12]`, or `(NATO, 2024)`."""
        return self.marks((cite,))[0]

    def together(self, cites: Sequence[Cite]) -> tuple[Cite, ...]:
        """Return the sources of one citation as the style sorts them.

        They stay as written where the style sorts none, and where words lead from one to the next.
        """
        known = set(self.order)
        if self._style.citation.find("sort") is None or any(
            cite.prefix or cite.source not in known for cite in cites
        ):
            return tuple(cites)
        order = self._listing.together([cite.source for cite in cites])
        return tuple(sorted(cites, key=lambda cite: order.index(cite.source)))

    def marks(self, cites: Sequence[Cite]) -> tuple[str, ...]:
        """Return the marks of one citation: numbers each in brackets, names all in one pair.

        Where the style itself has brackets around each number, what it has between them stands there too.
        """
        layout = self._style.citation.find("layout")
        around = (layout.get("prefix"), layout.get("suffix")) if layout is not None else ("", "")
        if self.is_numeric:
            left, right = around if around in BRACKETS else ("[", "]")
            between = layout.get("delimiter").strip() if layout is not None and _has_brackets(layout) else ""
            return tuple(
                f"{left}{self._numbered(cite)}{right}{between if index < len(cites) - 1 else ''}"
                for index, cite in enumerate(cites)
            )
        left, right = around if around in BRACKETS else ("(", ")")
        delimiter = (layout.get("delimiter") if layout is not None else "").strip() or ";"
        inside = [f"{_before(cite)}{self._in_text(cite)}" for cite in cites]
        return tuple(
            f"{left if index == 0 else ''}{text}{right if index == len(cites) - 1 else delimiter}"
            for index, text in enumerate(inside)
        )

    def _numbered(self, cite: Cite) -> str:
        where = html.escape(f", {set_ranges(cite.locator, self.language)}") if cite.locator else ""
        return f"{_before(cite)}{self.number(cite.source)}{where}".replace(" ", NO_BREAK_SPACE)

    def entry(self, source: str) -> str:
        """Return the entry of `source` in the list of references, as HTML, linked to its address.

        On a right-to-left page an entry in Latin letters is English throughout and runs its own way.
        """
        foreign = self.is_foreign(source)
        text = as_html(self._listing_for(source).entry(source)) or html.escape(
            self._named(source), quote=False
        )
        text = self._with_its_language(source, text)
        text = _WORDS.sub(
            lambda words: html.escape(with_line_ends(html.unescape(words[0])), quote=False), text
        )
        text = DAY.sub(rf"\1{NO_BREAK_SPACE}", with_first_days(text, self.language))
        if foreign:
            # A sign at either end would take the direction of the page.
            start = "" if text[:1].isalpha() or text[:1] == "<" else LEFT_TO_RIGHT_MARK
            text = FOREIGN.format(start + text + LEFT_TO_RIGHT_MARK)
        address = address_of(self.sources[source])
        return f'<a href="{html.escape(address)}">{text}</a>' if address else text

    def _with_its_language(self, source: str, text: str) -> str:
        """Return an entry whose title is said to be in its source's `language`, if that is not the page's."""
        item, around = self.sources[source], "en" if self.is_foreign(source) else self.language
        language = str(item.get("language") or "")
        if not _TAG.fullmatch(language) or language.partition("-")[0] == around.partition("-")[0]:
            return text
        for name in ("title", "title-short"):
            title = as_html(settled(rich(str(item.get(name) or "")), self._style.locale))
            if title and title in text:
                return text.replace(title, f'<span lang="{language}">{title}</span>', 1)
        return text

    def short(self, source: str) -> str:
        """Return the short form of `source`, as HTML: `NATO, 2024`; news say the day.

        Where two cited sources would have the same, the title is said too.
        """
        short = self._short(source)
        alike = [other for other in self.cited if other != source and self._short(other) == short]
        if not alike or not self.sources[source].get("title"):
            return short
        title = self.title(source)
        return short if title == short else f"{short} (<i>{title}</i>)"

    def publisher(self, source: str) -> str:
        """Return who published or wrote `source`, as HTML, by its name in the language, if that is said."""
        item = self.sources[source]
        if called := _called(item, self.language):
            return html.escape(called, quote=False)
        who = html.escape(_who(item), quote=False)
        return FOREIGN.format(who) + RIGHT_TO_LEFT_MARK if who and self.is_foreign(source) else who

    def _short(self, source: str) -> str:
        item = self.sources[source]
        parts = [self.publisher(source), _issued(item, self.language, to_the_day=item.get("type") in NEWS)]
        return comma_of(self.language).join(part for part in parts if part) or self.title(source)

    def title(self, source: str) -> str:
        """Return the short title of `source`, or its title, as HTML."""
        return as_html(settled(rich(self._named(source)), self._style.locale))

    def is_foreign(self, source: str) -> bool:
        """Return whether `source` runs from left to right on a page that runs from right to left."""
        if direction_of(self.language) == "ltr":
            return False
        item = self.sources[source]
        words = f"{item.get('title', '')} {item.get('publisher', '')} {item.get('container-title', '')}"
        return not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)

    def _named(self, source: str) -> str:
        item = self.sources[source]
        return str(item.get("title-short") or item.get("title") or source)

    def _in_text(self, cite: Cite) -> str:
        kind, where = _located(cite.locator)
        says = self._style.uses("locator", self._style.citation)
        listing = self._listing_for(cite.source)
        position = "subsequent" if self._style.root.get("class") == "note" else "first"
        runs = listing.mark(cite.source, (kind, where) if says else ("", ""), position)
        text = as_html(runs) or self.title(cite.source)
        if position == "subsequent" and not text.endswith("al."):
            text = text.removesuffix(".")
        if where and not says:
            text += html.escape(f", {cite.locator}".replace(" ", NO_BREAK_SPACE))
        return FOREIGN.format(text) if self.is_foreign(cite.source) else text

    @cached_property
    def _style(self) -> Style:
        return read_style(self.style, csl_locale(self.language))

    @cached_property
    def _listing(self) -> Listing:
        return Listing(self.sources, tuple(self.cited), self._style, prints_numbers=not self.is_numeric)

    @cached_property
    def _english(self) -> Listing:
        style = read_style(self.style, csl_locale("en"))
        return Listing(self.sources, tuple(self.cited), style, prints_numbers=not self.is_numeric)

    def _listing_for(self, source: str) -> Listing:
        return self._english if self.is_foreign(source) else self._listing


def _before(cite: Cite) -> str:
    return html.escape(f"{cite.prefix} ") if cite.prefix else ""


def address_of(item: Source) -> str:
    """Return where a source leads: to its DOI, which stays when pages move, or to its own address."""
    doi = str(item.get("DOI") or "")
    return f"https://doi.org/{quote(doi, safe=DOI_SIGNS)}" if doi else str(item.get("URL") or "")


def is_read_in_copy(item: Source) -> bool:
    """Return whether a source was read on another host than the one that it leads to."""
    read = str(item.get("read_at") or "")
    hosts = [urlsplit(address).hostname or "" for address in (read, str(item.get("URL") or ""))]
    return bool(read) and hosts[0].removeprefix("www.") != hosts[1].removeprefix("www.")


def _located(locator: str) -> tuple[str, str]:
    """Return which kind of place a locator names, and where: `p. 4` is page 4, `4` too."""
    match = _LOCATOR.match(locator[:40])
    if match and match[1].lower() in _LABELS:
        return _LABELS[match[1].lower()], locator[match.end() :]
    return "page" if is_numeric(locator) else "custom", locator


def csl_locale(language: str) -> str:
    """Return the name of the CSL locale for `language`; English where there is none."""
    from citeproc import LOCALES_PATH

    locale = locale_of(language)
    likely = {"en": "en-GB", "ar": "ar", "fa": "fa-IR", "pt": "pt-PT", "uk": "uk-UA", "sv": "sv-SE"}
    names = (
        f"{locale.language}-{locale.territory}",
        likely.get(locale.language, f"{locale.language}-{locale.language.upper()}"),
        locale.language,
    )
    return next((name for name in names if Path(LOCALES_PATH, f"locales-{name}.xml").exists()), "en-GB")


def _called(item: Source, language: str) -> str:
    """Return what a source's `custom` says that its publisher is called in a language, or nothing."""
    names = item.get("custom")
    return str(names.get(f"publisher-{language}", "")) if isinstance(names, Mapping) else ""


def _who(item: Source) -> str:
    first = (
        ("container-title-short", "container-title", "publisher")
        if item.get("type") in NEWS
        else ("publisher",)
    )
    for name in (*first, "author", "editor", "container-title-short", "container-title"):
        value = item.get(name)
        if isinstance(value, list) and value:
            names = [str(person.get("literal") or person.get("family", "")) for person in value]
            return (
                names[0]
                if len(names) == 1
                else " & ".join(names)
                if len(names) == 2
                else f"{names[0]} et al."
            )
        if value and not isinstance(value, list):
            return str(value)
    return ""


def _issued(item: Source, language: str, *, to_the_day: bool) -> str:
    issued = item.get("issued")
    parts = issued.get("date-parts", [[]])[0] if isinstance(issued, Mapping) else []
    if not parts:
        return str(issued.get("literal", "")) if isinstance(issued, Mapping) else ""
    if not to_the_day or len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return month_and_year(dt.date(parts[0], parts[1], 1), language)
    return long_date(dt.date(*parts[:3]), language)


def _has_brackets(layout: Element) -> bool:
    """Return whether a style of numbers puts brackets around each, inside its layout."""
    return any(
        (node.get("prefix"), node.get("suffix")) in BRACKETS for node in layout.all() if node is not layout
    )
