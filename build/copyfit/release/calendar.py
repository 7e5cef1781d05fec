"""The reviews of facts as a calendar that a team subscribes to: iCalendar (RFC 5545), the door to icalendar.

In: the facts of a project. Out: the bytes of an .ics file. Each review is an event of a whole day with a name
of its own, so that a calendar that is fetched again moves events and doubles none; no clock is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from copyfit.content.factbook import Listed

NAME = "Facts to review"
LAST = dt.date.max
"""The last day that there is; what is due on it is due on no day after."""


def due_within(listed: Iterable[Listed], days: int, today: dt.date) -> tuple[Listed, ...]:
    """Return the facts whose review is past or due within `days`, by day; archived briefs have none."""
    until = dt.date.fromordinal(min(today.toordinal() + days, LAST.toordinal()))
    found = (one for one in listed if _day(one) and not one.is_archived)
    return tuple(sorted((one for one in found if _due(one) <= until), key=_order))


def calendar_bytes(listed: Iterable[Listed]) -> bytes:
    """Return the reviews of `listed` facts as a calendar; those that need none are left out."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//copyfit//facts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    for one in sorted((one for one in listed if _day(one)), key=_order):
        event = Event()
        where = " ".join(filter(None, (one.brief or "all briefs", one.row)))
        name = f"{one.brief}/{one.row}" if one.row else one.brief
        event.add("uid", f"{sha256(f'{name}/{one.id}'.encode()).hexdigest()[:32]}@copyfit")
        event.add("dtstamp", dt.datetime.combine(one.fact.as_of, dt.time(), dt.UTC))
        event.add("dtstart", _due(one))
        if _due(one) < LAST:  # without an end an event is of one day (RFC 5545, §3.6.1)
            event.add("dtend", _due(one) + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"Review `{one.id}` of {where}: {one.fact.value}")
        event.add("description", _described(one))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _described(one: Listed) -> str:
    unit = f" {one.fact.unit}" if one.fact.unit else ""
    lines = [
        f"It says {one.fact.value}{unit}, as of {one.fact.as_of}, from the source {one.fact.source}.",
        f"It stands in {one.place}, and is used in {', '.join(one.used_in) or 'nothing'}.",
        one.fact.note or "",
        "Check it at its source, then move as_of and review_by on.",
    ]
    return "\n".join(filter(None, lines))


def _day(one: Listed) -> dt.date | None:
    return None if one.fact.review_by == "never" else one.fact.review_by


def _order(one: Listed) -> tuple[dt.date, str, str]:
    return _due(one), one.brief, one.id


def _due(one: Listed) -> dt.date:
    day = _day(one)
    assert day, "facts without a review were left out"
    return day
