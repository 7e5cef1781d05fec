"""Dates as BibTeX and biblatex write them → CSL dates.

In: `date = 1988-05/1992` (EDTF as biblatex reads it), or `year`, `month` and `day`. Out: a CSL date.
"""

from __future__ import annotations

import re
from typing import Any

from copyfit.content.bibtex.entries import MONTHS

EDTF = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.Z+-]{1,30})?([?~%])?")
SEVERAL_YEARS = re.compile(r"(\d{4})\s*[-–—/]{1,3}\s*(\d{2,4})")
WORDS = re.compile(r"[A-Za-z]+|\d+")


def date_of(text: str) -> Any:
    """Return biblatex's `date`: a day, a month, a season or a year, or a range of them; else its words."""
    ends = [EDTF.fullmatch(end.strip()) for end in text.split("/")]
    if len(ends) > 2 or not any(ends):
        return {"literal": text} if text else None
    if not all(ends):
        return {"literal": text.replace("/..", "–").replace("../", "–").replace("/", "–")}
    found: dict[str, Any] = {"date-parts": [_parts(end) for end in ends if end]}
    if any(end[4] for end in ends if end):
        found["circa"] = True
    season = next((int(end[2]) - 20 for end in ends if end and end[2] and 21 <= int(end[2]) <= 24), 0)
    return {**found, "season": season} if season else found


def _parts(end: re.Match[str]) -> list[int]:
    parts = [int(end[1])]
    for said in (end[2], end[3]):
        if said is None or not 1 <= int(said) <= 31 or (said is end[2] and int(said) > 12):
            break
        parts.append(int(said))
    return parts


def year_month_day(year: str, month: str, day: str) -> Any:
    """Return BibTeX's `year` with `month` and `day`: `may~3`, `jul/aug` and `3 May` too."""
    several = SEVERAL_YEARS.fullmatch(year)
    if several:
        last = several[1][: 4 - len(several[2])] + several[2]
        return {"date-parts": [[int(several[1])], [int(last)]]}
    if not re.fullmatch(r"\d{1,4}", year):
        return {"literal": year} if year else None
    words = WORDS.findall(month[:60])
    months = [_month(word) for word in words if _month(word)]
    if len(words) == 1 and words[0].isdecimal() and 1 <= int(words[0][:4]) <= 12:
        months = [int(words[0])]
    numbers = [int(word[:4]) for word in words if word.isdecimal() and len(words) > 1]
    days = [int(day)] if day.isdecimal() else [number for number in numbers if 1 <= number <= 31]
    if len(months) > 1:
        return {"date-parts": [[int(year), months[0]], [int(year), months[-1]]]}
    if not months:
        return {"date-parts": [[int(year)]]}
    return {"date-parts": [[int(year), months[0], *days[:1]]]}


def _month(word: str) -> int:
    return next((number for number, name in enumerate(MONTHS, 1) if word.lower().startswith(name)), 0)
