"""What one passage of a document becomes in a block of some kind: the keys of a statement.

In: a text and a kind. Out: the keys of one item, with what was guessed; None if it cannot be one. Next:
`placing` puts the items under their block.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Keys = Mapping[str, str]

CONFIDENCE_GUESSED = "its confidence is taken for moderate"

_LEAD = re.compile(r"^\*\*(?P<lead>[^*]{2,60}?)[.:]?\*\*[.:]?\s+(?P<rest>\S.*)$")
_COLON = re.compile(r"^(?P<lead>[^.:–—]{2,40}?)(?::| [–—]) (?P<rest>\S.*)$")
_EFFECT = re.compile(
    r"^(?P<cause>\S.*?)"
    r"(?:\s*(?:→|⇒|->|=>)\s*|(?<=[.!?])\s+(?=(?:So|Therefore|Hence|As a result)\b))"
    r"(?P<effect>\S.*)$",
    re.DOTALL,
)
"""What happened, and what followed: parted by an arrow, or by the word that a sentence begins with."""
_CONFIDENCE = re.compile(r"\b(low|moderate|high) confidence\b", re.IGNORECASE)
_BASIS_WITHIN = re.compile(
    r"^(?P<text>\S.*?[.!?][*_]*)\s+[*_]*(?P<level>low|moderate|high) confidence[.:][*_]*\s+(?P<basis>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A judgement, how sure one is of it, and what that rests on, in one paragraph."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
        "september sep sept,october oct,november nov,december dec".split(","),
        1,
    )
    for name in names.split()
}
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2})\.? ([A-Za-z]{3,9}) (\d{4})\b")
_YEAR = re.compile(r"^\**(\d{4})\**\b")


@dataclass(frozen=True, slots=True)
class Shaped:
    """The keys of one item beside its id, in order, and what of them was guessed."""

    keys: Keys
    unsure: tuple[str, ...] = ()
    taken: Keys = field(default_factory=dict)


def day_in(text: str) -> dt.date | None:
    """Return the first day that a text names, as 2026-04-17 or 17 April 2026."""
    for found in _DAY.finditer(text):
        year, month, day = (
            found[1] or found[6],
            found[2] or _MONTHS.get((found[5] or "").lower()),
            found[3] or found[4],
        )
        try:
            return dt.date(int(year), int(month or 0), int(day))
        except ValueError:
            continue
    return None


def shaped(kind: str, text: str, today: dt.date) -> Shaped | None:
    """Return what `text` is in a block of this kind, None if it lacks what such a block cannot do without."""
    shape = _SHAPES.get(kind)
    return shape(text, today) if shape else None


def _statement(text: str, _today: dt.date) -> Shaped:
    return Shaped({"text": text})


def _point(text: str, _today: dt.date) -> Shaped:
    found = _LEAD.match(text) or _COLON.match(text)
    if found:
        return Shaped({"lead": f"{found['lead'].rstrip('.')}.", "text": found["rest"]})
    lead = " ".join(text.split()[:3]).rstrip(".,;:*")
    return Shaped({"lead": f"{lead.replace('*', '')}.", "text": text}, ("its bold lead is its first words",))


def _judgement(text: str, _today: dt.date) -> Shaped:
    whole = _BASIS_WITHIN.match(text)
    if whole:
        return Shaped({"confidence": whole["level"].lower(), "text": whole["text"], "basis": whole["basis"]})
    said = _CONFIDENCE.search(text)
    confidence = said[1].lower() if said else "moderate"
    unsure = () if said else (CONFIDENCE_GUESSED,)
    return Shaped({"confidence": confidence, "text": text}, unsure)


def _recommendation(text: str, today: dt.date) -> Shaped:
    day = day_in(text)
    unsure = ("its owner is not named", *(() if day else ("its day is today's",)))
    return Shaped({"owner": "To be named", "by": str(day or today), "text": text}, unsure)


def _event(text: str, _today: dt.date) -> Shaped | None:
    day, year = day_in(text), _YEAR.match(text)
    if not day and not year:
        return None
    rest = _DAY.sub("", text, count=1) if day else _YEAR.sub("", text)
    rest = re.sub(r"^[\s*:,–—-]+", "", rest).strip()
    return Shaped({"date": str(day or (year and year[1])), "text": rest}) if rest else None


def _cause(text: str, _today: dt.date) -> Shaped | None:
    found = _EFFECT.match(text)
    return Shaped({"text": found["cause"], "effect": found["effect"]}) if found else None


def _term(text: str, _today: dt.date) -> Shaped | None:
    found = _LEAD.match(text) or _COLON.match(text)
    return Shaped({"term": found["lead"], "text": found["rest"]}) if found else None


_SHAPES: Mapping[str, Callable[[str, dt.date], Shaped | None]] = {
    "statement": _statement,
    "point": _point,
    "question": _point,
    "judgement": _judgement,
    "recommendation": _recommendation,
    "event": _event,
    "cause": _cause,
    "term": _term,
}
"""Kinds that a passage of prose can be; others ask for more than prose says."""
