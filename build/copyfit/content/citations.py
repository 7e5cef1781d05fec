"""Sources and `[@key, p. 4]` → marks in the text and a list of references; the door to citeproc.

In: CSL items by id, a CSL style, the language. Out: for each source its mark, its entry and its
short form, as HTML. Citations are written as Pandoc writes them (pandoc.org/MANUAL,
"Citation syntax"); styles are CSL 1.0 (docs.citationstyles.org).
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

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

Source = Mapping[str, Any]

DEFAULT_STYLE = "numeric"
FOREIGN = '<span dir="ltr" lang="en">{}</span>'
"""What runs from left to right on a page that runs from right to left."""
NEWS = frozenset({"article-newspaper", "article-magazine", "broadcast", "post", "post-weblog", "interview"})
"""CSL types whose short form says the day, not only the year."""

_CITE = re.compile(
    r"^(?:(?P<prefix>[^@]*?)\s+)?@(?P<source>[A-Za-z0-9][\w.:-]*)(?:\s*,\s*(?P<locator>.+))?$", re.DOTALL
)
ENDED_TWICE = re.compile(r"([?!…][”’]?)\.")
"""A title that ends in a sign of its own needs no full stop."""
DAY = re.compile(r"\b(\d{1,2}(?:er)?) (?=[^\W\d_]+ \d{4}\b)")
"""The day of a date, which stays with its month."""
_ALLOWED_TAG = re.compile(r"&lt;(/?(?:i|b|u|sup|sub))&gt;")
_SHIELDS = {"&": "\ufdd2", "<": "\ufdd3", ">": "\ufdd4"}
"""Noncharacters, which no text of a brief may hold, stand for what citeproc would not escape."""
_SHIELDED = {ord(character): shield for character, shield in _SHIELDS.items()}


@dataclass(frozen=True, slots=True)
class Cite:
    """One source in a citation, what comes before it, and where in the source to look."""

    source: str
    locator: str = ""
    prefix: str = ""


def is_citation(inside: str) -> bool:
    """Return whether the text between two brackets is meant as a citation."""
    return bool(re.search(r"(^|[\s;-])@\w", inside))


def cites_in(inside: str) -> tuple[Cite, ...]:
    """Return the sources named in `inside`, the text between the brackets of a citation.

    Raises ValueError if a part is not `@source` or `@source, p. 4`.
    """
    found = []
    for part in inside.split(";"):
        match = _CITE.match(part.strip())
        if not match:
            raise ValueError(f"`{part.strip()}` is no citation")
        found.append(Cite(match["source"], (match["locator"] or "").strip(), (match["prefix"] or "").strip()))
    return tuple(found)


def packaged_style(name: str) -> bytes | None:
    """Return the CSL style `name` that comes with copyfit, None if there is none."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        return None
    resource = package_files("copyfit.content").joinpath("styles", f"{name}.csl")
    return resource.read_bytes() if resource.is_file() else None


@dataclass(frozen=True)
class Bibliography:
    """The sources of one page. `order` holds the ids of the cited ones, as first cited."""

    sources: Mapping[str, Source]
    order: Sequence[str]
    style: bytes
    language: str
    _processors: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _entries: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def number(self, source: str) -> int:
        """Return the place of `source` in the list of references, from 1; 0 if it is not cited."""
        return self.order.index(source) + 1 if source in self.order else 0

    def mark(self, cite: Cite) -> str:
        """Return the mark in the text, as HTML: `[4]`, `[4, p. 12]`, or `(NATO 2024)` by the style."""
        where = html.escape(f", {cite.locator}") if cite.locator else ""
        before = html.escape(f"{cite.prefix} ") if cite.prefix else ""
        inside = str(self.number(cite.source)) if self._is_numeric else self._in_text(cite.source)
        left, right = ("[", "]") if self._is_numeric else ("(", ")")
        return f"{left}{before}{inside}{where}{right}".replace(" ", NO_BREAK_SPACE)

    def entry(self, source: str) -> str:
        """Return the entry of `source` in the list of references, as HTML, linked to its address.

        On a right-to-left page an entry in Latin letters is English throughout and runs its own way.
        """
        foreign = self.is_foreign(source)
        entries = self._entries_in("en" if foreign else self.language)
        text = ENDED_TWICE.sub(r"\1", _escaped(entries.get(source.lower(), source)))
        text = DAY.sub(rf"\1{NO_BREAK_SPACE}", with_first_days(text, self.language))
        if foreign:
            text = FOREIGN.format(text + LEFT_TO_RIGHT_MARK)
        address = str(self.sources[source].get("URL", ""))
        if not address:
            return text
        return f'<a href="{html.escape(address)}">{text}</a>'

    def short(self, source: str) -> str:
        """Return the short form of `source`, as HTML: `NATO, 2024`; news say the day."""
        item, foreign = self.sources[source], self.is_foreign(source)
        who = html.escape(_who(item), quote=False)
        if foreign and who:
            who = FOREIGN.format(who) + RIGHT_TO_LEFT_MARK
        parts = [who, _issued(item, self.language, to_the_day=item.get("type") in NEWS)]
        return comma_of(self.language).join(part for part in parts if part) or html.escape(
            str(item.get("title", source)), quote=False
        )

    def is_foreign(self, source: str) -> bool:
        """Return whether `source` runs from left to right on a page that runs from right to left."""
        if direction_of(self.language) == "ltr":
            return False
        item = self.sources[source]
        words = f"{item.get('title', '')} {item.get('publisher', '')} {item.get('container-title', '')}"
        return not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)

    @property
    def _is_numeric(self) -> bool:
        return b'citation-format="numeric"' in self.style or b"citation-number" in self.style

    def _in_text(self, source: str) -> str:
        from citeproc import Citation, CitationItem

        citation = Citation([CitationItem(source)])
        processor = self._processor_in(self.language)
        processor.register(citation)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = str(processor.cite(citation, lambda _: None))
        return _escaped(text).strip("()[]")

    def _processor_in(self, language: str) -> Any:
        if language not in self._processors:
            self._processors[language] = self._processor(language)
        return self._processors[language]

    def _processor(self, language: str) -> Any:
        from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            style = CitationStylesStyle(io.BytesIO(self.style), locale=_csl_locale(language), validate=False)
            items = CiteProcJSON([_shielded(dict(item)) for item in self.sources.values()])
        return CitationStylesBibliography(style, items, formatter.html)

    def _entries_in(self, language: str) -> Mapping[str, str]:
        if language not in self._entries:
            self._entries[language] = self._listed(language)
        return self._entries[language]

    def _listed(self, language: str) -> Mapping[str, str]:
        from citeproc import Citation, CitationItem

        processor = self._processor_in(language)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for source in (*self.order, *(name for name in self.sources if name not in self.order)):
                processor.register(Citation([CitationItem(source)]))
            return dict(zip(processor.keys, map(str, processor.bibliography()), strict=True))


def _csl_locale(language: str) -> str:
    """Return the name of the CSL locale for `language`; English where citeproc has none."""
    from citeproc import LOCALES_PATH

    locale = locale_of(language)
    likely = {"en": "en-GB", "ar": "ar", "fa": "fa-IR", "pt": "pt-PT", "uk": "uk-UA", "sv": "sv-SE"}
    names = (
        f"{locale.language}-{locale.territory}",
        likely.get(locale.language, f"{locale.language}-{locale.language.upper()}"),
        locale.language,
    )
    return next((name for name in names if Path(LOCALES_PATH, f"locales-{name}.xml").exists()), "en-GB")


def _shielded(value: Any) -> Any:
    """Return `value` with every `&`, `<` and `>` in its texts replaced by a noncharacter."""
    if isinstance(value, str):
        return value.translate(_SHIELDED)
    if isinstance(value, Mapping):
        return {key: _shielded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shielded(part) for part in value]
    return value


def _escaped(text: str) -> str:
    """Return what citeproc wrote as HTML that holds the tags of emphasis and nothing else."""
    safe = _ALLOWED_TAG.sub(r"<\1>", html.escape(html.unescape(text), quote=False))
    for character, shield in _SHIELDS.items():
        safe = safe.replace(shield, html.escape(character))
    return safe


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
