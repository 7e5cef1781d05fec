"""Dates as a style prints them: localized or not, ranges, seasons, before Christ (CSL 1.0.2, "Date").

In: a CSL date and a `date` element. Out: runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copyfit.content.csl.case import cased
from copyfit.content.csl.numbers import ordinal
from copyfit.content.csl.runs import MarkedRun, Runs, dressed, joined, rich, wrapped
from copyfit.content.csl.style import Element, Locale

ORDER = ("year", "month", "day")
ALL_PARTS = frozenset(ORDER)


@dataclass(frozen=True, slots=True)
class When:
    """A day, a month, a season or a year."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0

    def key(self) -> tuple[int, int, int]:
        """Return what it is sorted by."""
        return (self.year, self.month or self.season * 3, self.day)


def read_date(value: Any) -> tuple[When, ...]:
    """Return the day, or both ends of the range, that a CSL date says in parts; nothing if in words."""
    if not isinstance(value, Mapping):
        return ()
    parts = value.get("date-parts")
    found = [
        _when(part) for part in parts or () if isinstance(part, Sequence) and part and str(part[0]).strip()
    ]
    dates = [when for when in found if when is not None][:2]
    season = value.get("season")
    if season is not None and str(season).isdecimal() and dates and not dates[0].month:
        dates[0] = replace(dates[0], season=int(season))
    return tuple(dates)


def _when(parts: Sequence[Any]) -> When | None:
    try:
        year, month, day = (*(int(str(part) or 0) for part in parts), 0, 0)[:3]
    except ValueError:
        return None
    if not year:
        return None
    if 13 <= month <= 24:
        return When(year, season=(month - 13) % 4 + 1)
    return When(year, month if 1 <= month <= 12 else 0, day)


def date_runs(value: Any, node: Element, locale: Locale, suffix: str = "") -> Runs:
    """Return a CSL date as the `date` element `node` prints it, `suffix` after its year."""
    if isinstance(value, Mapping) and not read_date(value):
        words = str(value.get("literal") or value.get("raw") or "")
        return wrapped(dressed(rich(words), node), node)
    if isinstance(value, str):
        return wrapped(dressed(rich(value), node), node)
    dates = read_date(value)
    if not dates:
        return []
    parts, delimiter = _parts(node, locale)
    writer = _Writer(parts, delimiter, locale, suffix)
    runs = writer.one(dates[0]) if len(dates) == 1 else writer.span(dates[0], dates[1])
    return wrapped(dressed(cased(runs, node, english=True), node), node)


def sortable_date(said: Any, parts: frozenset[str] = ALL_PARTS) -> str:
    """Return a date, as far as it is printed, as a text that sorts."""
    dates = read_date(said)
    if dates:
        keys = [[*zip(ORDER, when.key(), strict=True)] for when in dates]
        return "-".join(
            "".join(f"{value + 10000 * (name == 'year'):05}" for name, value in key if name in parts)
            for key in keys
        )
    return str(said.get("literal") or said.get("raw") or "") if isinstance(said, Mapping) else str(said)


def parts_said(node: Element) -> frozenset[str]:
    """Return which parts of a date an element prints."""
    if node.get("form"):
        return frozenset((node.get("date-parts") or "year-month-day").split("-"))
    return frozenset(child.get("name") for child in node.children) or ALL_PARTS


def _parts(node: Element, locale: Locale) -> tuple[list[Element], str]:
    """Return the parts of a date in their order, and what stands between them."""
    form = node.get("form")
    if not form or form not in locale.dates:
        return [part for part in node.children if part.tag == "date-part"], node.get("delimiter")
    wanted = (node.get("date-parts") or "year-month-day").split("-")
    own = {part.get("name"): part for part in node.children}
    base = locale.dates[form]
    found = []
    for part in base.children:
        if part.get("name") in wanted:
            override = own.get(part.get("name"))
            more = {
                name: said
                for name, said in (override.attributes if override else {}).items()
                if name not in ("prefix", "suffix")
            }
            found.append(replace(part, attributes={**part.attributes, **more}))
    return found, base.get("delimiter") or node.get("delimiter")


class _Writer:
    """Writes dates part by part."""

    def __init__(self, parts: list[Element], delimiter: str, locale: Locale, suffix: str) -> None:
        self.parts = parts
        self.delimiter = delimiter
        self.locale = locale
        self.suffix = suffix

    def one(self, when: When) -> Runs:
        return joined((self._part(part, when) for part in self.parts), self.delimiter)

    def span(self, first: When, last: When) -> Runs:
        """Return a range; what both ends share is said once, at the end where it stands."""
        shared = set()
        for name in ORDER:
            if getattr(first, name) != getattr(last, name) or (
                name == "month" and first.season != last.season
            ):
                break
            shared.add(name)
        written = [name for name in (part.get("name") for part in self.parts) if getattr(first, name, 0)]
        if set(written) <= shared:
            return self.one(first)
        varied = [part for part in self.parts if part.get("name") not in shared]
        at = [index for index, part in enumerate(self.parts) if part in varied]
        before, after = self.parts[: at[0]], self.parts[at[-1] + 1 :]
        largest = next(
            name for name in ORDER if name not in shared and name in [part.get("name") for part in varied]
        )
        sign = next(
            (
                part.get("range-delimiter")
                for part in varied
                if part.get("name") == largest and part.get("range-delimiter")
            ),
            "–",
        )
        middle = self.parts[at[0] : at[-1] + 1]
        left = joined((self._part(part, first) for part in middle), self.delimiter)
        right = joined((self._part(part, last) for part in middle), self.delimiter)
        left = _without_last_suffix(left, middle, first)
        parts = [self._part(part, first) for part in before]
        return joined(
            [*parts, [*left, MarkedRun(sign), *right], *(self._part(part, last) for part in after)],
            self.delimiter,
        )

    def _part(self, node: Element, when: When) -> Runs:
        name = node.get("name")
        write = {"year": self._year, "month": self._month, "day": self._day}.get(name)
        text = write(node, when) if write else ""
        if not text:
            return []
        runs = cased([MarkedRun(text)], node, english=True)
        if name == "year" and self.suffix:
            runs.append(MarkedRun(self.suffix))
            self.suffix = ""
        return wrapped(dressed(runs, node), node)

    def _year(self, node: Element, when: When) -> str:
        if when.year < 0:
            return f"{-when.year}{self.locale.term('bc') or ' BC'}"
        if node.get("form") == "short":
            return f"{when.year % 100:02}"
        return f"{when.year}{self.locale.term('ad') or ''}" if when.year < 1000 else str(when.year)

    def _month(self, node: Element, when: When) -> str:
        form = node.get("form", "long")
        if when.season:
            return self.locale.term(f"season-{when.season:02}", "long") or ""
        if not when.month:
            return ""
        if form == "numeric":
            return str(when.month)
        if form == "numeric-leading-zeros":
            return f"{when.month:02}"
        return self.locale.term(f"month-{when.month:02}", form) or ""

    def _day(self, node: Element, when: When) -> str:
        if not when.day or not when.month:
            return ""
        form = node.get("form", "numeric")
        first_only = self.locale.options.get("limit-day-ordinals-to-day-1") == "true"
        if form == "ordinal" and (when.day == 1 or not first_only):
            return ordinal(when.day, self.locale, self.locale.genders.get(f"month-{when.month:02}", ""))
        return f"{when.day:02}" if form == "numeric-leading-zeros" else str(when.day)


def _without_last_suffix(runs: Runs, parts: list[Element], when: When) -> Runs:
    """Return the first end of a range without what would follow its last part."""
    last = next((part for part in reversed(parts) if getattr(when, part.get("name"), 0)), None)
    suffix = last.get("suffix") if last is not None else ""
    return runs[:-1] if suffix and runs and runs[-1].text == suffix else runs
