"""How a language writes days, spans of days and numbers, and which way it runs; the door to Babel.

In: a language code (`en`, `fr`, `ar`, `en-US`) and dates or numbers. Out: words in that language.
Unicode CLDR decides, except where the pages' house style does: day before month in English,
Iraqi month names and Latin digits in Arabic, `1er` in French, U+00A0 wherever CLDR has the narrow
space that the fonts lack.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

DEFAULT_TERRITORIES = {"en": "en_GB", "ar": "ar_IQ"}
NO_BREAK_SPACE = "\u00a0"
EN_DASH = "\u2013"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
"""Invisible letters (UAX #9, §2.6): signs and digits beside one run its way in every program."""

_SPAN_IN_WORDS = {"ar": "من\u00a0{first} إلى\u00a0{last}"}
_WHEN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:/(\d{2}))?)?)?$")


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale for `language`; English where Babel knows no such language."""
    name = DEFAULT_TERRITORIES.get(language.lower(), language.replace("-", "_"))
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        first = language.split("-", maxsplit=1)[0]
        return locale_of(first) if first != language else Locale.parse("en_GB")


def is_known(language: str) -> bool:
    """Return whether dates and numbers can be written in `language`."""
    return locale_of(language).language == language.split("-", maxsplit=1)[0].lower()


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return which way lines of `language` run."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def script_of(language: str) -> str:
    """Return the script of `language` in four letters (ISO 15924), as `Latn` or `Arab`."""
    locale = locale_of(language)
    return locale.script or _SCRIPTS.get(locale.language, "Latn")


_SCRIPTS = dict.fromkeys(("ar", "fa", "ur", "ckb", "ps", "sd", "ug"), "Arab") | {
    "he": "Hebr",
    "yi": "Hebr",
    "ru": "Cyrl",
    "uk": "Cyrl",
    "bg": "Cyrl",
    "sr": "Cyrl",
    "be": "Cyrl",
    "mk": "Cyrl",
    "el": "Grek",
    "hy": "Armn",
    "ka": "Geor",
}


def comma_of(language: str) -> str:
    """Return the comma that stands between two things in `language`, with its space."""
    return "، " if script_of(language) == "Arab" else ", "


def long_date(day: dt.date, language: str) -> str:
    """Return `day` in full: 23 March 2026."""
    return _tied(_first(day, format_date(day, "long", locale=locale_of(language)), language))


def day_and_month(day: dt.date, language: str) -> str:
    """Return `day` without its year: 17 April."""
    return _tied(_first(day, format_skeleton("MMMMd", day, locale=locale_of(language)), language))


def month_and_year(day: dt.date, language: str) -> str:
    """Return the month of `day` in full with its year: February 2021."""
    return _tied(format_skeleton("yMMMM", day, locale=locale_of(language)))


def when(value: str, language: str, year: int) -> str:
    """Return a `When` in short: 2011; Sep 2026; 17 Apr; 7–8 Jul; 31 Jan 27 if it is not in `year`.

    The day is tied to its month, no more: a narrow column may set the year on a line of its own.
    Raises ValueError if `value` is no year, month, day or span of days.
    """
    match = _WHEN.match(value)
    if not match:
        raise ValueError(f"`{value}` is no year, month, day or span of days")
    years, month, first, last = (int(part) if part else 0 for part in match.groups())
    if not month:
        return str(years)
    if not first:
        written = format_skeleton("yMMM", dt.date(years, month, 1), locale=locale_of(language))
        return _short_month(written.replace("\u202f", NO_BREAK_SPACE))
    day = dt.date(years, month, first)
    written = _short_day(day, language)
    if last:
        written = _span(day, dt.date(years, month, last), language)
    suffix = "" if years == year else f" {years % 100:02}"
    return written + suffix


def number(value: int | float, language: str) -> str:
    """Return `value` with the language's own separators: 4,000; 4 000; 17.5."""
    written = format_decimal(value, locale=locale_of(language), numbering_system="latn")
    if isinstance(value, int) and abs(value) < 10_000 and locale_of(language).language in ("es", "pl", "pt"):
        return str(value)
    return written.replace("\u202f", NO_BREAK_SPACE)


def decimal_mark(language: str) -> str:
    """Return the sign before decimals: a point in English, a comma in French."""
    return next(sign for sign in number(1.5, language) if not sign.isdigit() and sign.isprintable())


def with_first_days(text: str, language: str) -> str:
    """Return a text with dates in it with the first of a month as `language` says it: 1er avril."""
    if locale_of(language).language != "fr":
        return text
    return re.sub(
        rf"\b1 (?=(?:{'|'.join(locale_of('fr').months['format']['wide'].values())})\b)", "1er ", text
    )


def _span(first: dt.date, last: dt.date, language: str) -> str:
    whole = _short_day(last, language)
    days = f"{first.day}{EN_DASH}{last.day}"
    in_words = _SPAN_IN_WORDS.get(locale_of(language).language)
    if in_words:
        return in_words.format(first=first.day, last=whole)
    return re.sub(rf"(?<!\d){last.day}(?!\d)", days, whole, count=1)


def _short_day(day: dt.date, language: str) -> str:
    written = format_skeleton("MMMd", day, locale=locale_of(language)).replace("\u202f", NO_BREAK_SPACE)
    return _short_month(_first(day, written, language)).replace(" ", NO_BREAK_SPACE, 1)


def _short_month(written: str) -> str:
    """British CLDR has `Sept` beside eleven months of three letters."""
    return re.sub(r"\bSept\b\.?", "Sep", written)


def _first(day: dt.date, written: str, language: str) -> str:
    if day.day == 1 and locale_of(language).language == "fr":
        return re.sub(r"^1(?=\s)", "1er", written)
    return written


def _tied(written: str) -> str:
    """Tie the parts of a date, so that no line ends inside it."""
    return written.replace(" ", NO_BREAK_SPACE).replace("\u202f", NO_BREAK_SPACE)
