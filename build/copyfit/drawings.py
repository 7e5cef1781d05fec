"""What the program draws itself for a page: bands of time, locator maps, QR codes.

In: an `Edition` and a `Theme`. Out: SVGs by the names that a page knows them by. Next: `figures` puts them
beside charts and pictures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from html import unescape

from copyfit.chart import Theme
from copyfit.content.edition import Edition
from copyfit.content.kinds import Band, Code, Event, Map, identified_in
from copyfit.errors import BriefError, CopyfitError, LayoutError, Place, Problem
from copyfit.language.locale import direction_of, long_date, number, when, with_unit
from copyfit.page.inline import Printers, inline_html
from copyfit.suggest import nearest

DRAWN = (Band, Map, Code)
_TAG = re.compile("<[^>]*>")


def drawings_of(edition: Edition, theme: Theme) -> dict[str, bytes]:
    """Return the drawings of an edition by name, such as `chart/harbour-map.svg`.

    Raises LayoutError with every mistake, each with its place.
    """
    drawn: dict[str, bytes] = {}
    problems: list[Problem] = []
    drawings: tuple[Band | Map | Code, ...] = (
        *edition.brief.of_kind(Band),
        *edition.brief.of_kind(Map),
        *edition.brief.of_kind(Code),
    )
    for item in drawings:
        try:
            drawn[f"chart/{item.id}.svg"] = _drawn(item, edition, theme)
        except CopyfitError as error:
            problems += error.problems
    if problems:
        raise LayoutError(problems)
    return drawn


def _drawn(item: Band | Map | Code, edition: Edition, theme: Theme) -> bytes:
    place = edition.loaded.places.of_statement(item.id)
    if isinstance(item, Code):
        from copyfit.chart.code import draw_code

        return draw_code(item.address, item.width_mm)
    if isinstance(item, Map):
        return _map(item, edition, theme, place)
    return _band(item, edition, theme, place)


def _band(band: Band, edition: Edition, theme: Theme, place: Place) -> bytes:
    from copyfit.chart.band import Moment, draw_band
    from copyfit.chart.upright import draw_upright

    blocks = dict(edition.brief.blocks())
    events = [one for one in identified_in(blocks.get(band.of)) if isinstance(one, Event)]
    if len(events) < 2:
        known = [
            name
            for name, value in blocks.items()
            if any(isinstance(one, Event) for one in identified_in(value))
        ]
        near = nearest(band.of, known)
        hint = f"did you mean {near}?" if near else "write two or more events there, or leave the band out"
        message = f"`{band.id}` draws `{band.of}`, which has {len(events)} events on this page"
        raise BriefError(Problem("band-empty", message, hint, place))
    year, language = edition.brief.date.year, edition.language
    ends = [_ends(event.until) for event in events if event.until]
    moments = []
    for event in events:
        said = when(event.date, language, year)
        start, end = _stands(event.date, ends), None
        if event.until:
            start = _begins(event.date)
            said = said if band.upright else f"{said}–{when(event.until, language, year)}"
            end = _ends(event.until)
            if end <= start:
                at = edition.loaded.places.of(*edition.loaded.places.statements[event.id], "until")
                message = f"`{event.id}` ends before it begins"
                raise BriefError(Problem("contradiction", message, "correct `date` or `until`", at))
        words = _words(edition.wording(event, event.id)[1], edition).removesuffix(".")
        moments.append(Moment(start, end, said, words))
    mirrored = direction_of(language) == "rtl"
    draw = draw_upright if band.upright else draw_band
    return draw(moments, theme, band.width_mm, band.height_mm, place, mirrored=mirrored)


def _map(one: Map, edition: Edition, theme: Theme, place: Place) -> bytes:
    from copyfit.chart.locator import Landmark, Route, draw_locator

    problems = list(_map_problems(one, edition))
    if problems:
        raise BriefError(problems)
    ids = [spot.id for spot in one.places]
    route = Route(*map(ids.index, one.arrow)) if one.arrow else None
    spots = [Landmark(_words(spot.name, edition), spot.east, spot.north, spot.look) for spot in one.places]
    return draw_locator(spots, route, one.tinted, theme, one.width_mm, one.height_mm, place)


def _map_problems(one: Map, edition: Edition) -> Iterator[Problem]:
    """Yield the places and countries that a map names and does not have."""
    from copyfit.chart.locator import country_names

    places, at = edition.loaded.places, edition.loaded.places.statements[one.id]
    for key, asked, known in (
        ("arrow", one.arrow, [spot.id for spot in one.places]),
        ("tinted", one.tinted, country_names()),
    ):
        for index, name in enumerate(asked):
            if name not in known:
                near = nearest(name, known)
                hint = f"did you mean `{near}`?" if near else "write a name of the map's own, in English"
                message = f"the map `{one.id}` knows no `{name}`"
                yield Problem("unknown-place", message, hint, places.of(*at, key, index))
    if one.arrow and one.arrow[0] == one.arrow[1]:
        message = f"the arrow of the map `{one.id}` ends where it begins"
        yield Problem("contradiction", message, "name two places", places.of(*at, "arrow"))


def _words(text: str, edition: Edition) -> str:
    """Return a text of the brief as it is read on the page, without emphasis, links and citations."""
    printers = Printers(edition.language, lambda _: "", lambda name: _fact(name, edition))
    return unescape(_TAG.sub("", inline_html(text, printers))).replace("\u200b", "")


def _fact(name: str, edition: Edition) -> str:
    fact, language = edition.loaded.facts[name], edition.language
    if isinstance(fact.value, dt.date):
        return long_date(fact.value, language)
    written = number(fact.value, language) if isinstance(fact.value, int | float) else fact.value
    return with_unit(written, fact.unit, language) if fact.unit else written


def _begins(date: str) -> float:
    """Return when a year, a month or a day begins, in years."""
    year, month, day = (int(part) for part in (*re.findall(r"\d+", date), "1", "1")[:3])
    return _in_years(dt.date(year, month, day))


def _stands(date: str, ends: Sequence[float]) -> float:
    """Return where an event stands, in years: at the end of a span that ends then, else in the middle of
    its year, month or day, as no more is known of it.
    """
    first, last = _begins(date), _ends(date)
    return next((end for end in ends if first < end <= last), (first + last) / 2)


def _ends(date: str) -> float:
    """Return when a year, a month, a day or a span of days ends, in years."""
    parts = [int(part) for part in re.findall(r"\d+", date)]
    if len(parts) == 1:
        return parts[0] + 1.0
    if len(parts) == 2:
        return parts[0] + parts[1] / 12
    return _in_years(dt.date(parts[0], parts[1], parts[-1])) + 1 / 366


def _in_years(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
