"""How a language writes days, spans of days and numbers, and which way it runs; the door to Babel.

In: a language code (`en`, `fr`, `ar`, `en-US`) and dates or numbers. Out: words in that language.
Unicode CLDR decides, except where the pages' house style does: day before month in English,
Iraqi month names and Latin digits in Arabic, `1er` in French, U+00A0 wherever CLDR has the narrow
space that the fonts lack.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_decimal_symbol

from copyfit.language.numerals import MINUS, parts_of

DEFAULT_TERRITORIES = {"en": "en_GB", "ar": "ar_IQ"}
"""The country whose ways a bare language code has, where CLDR would take another's."""
LETTER_TERRITORIES = frozenset("US CA MX PH PR CL CO CR GT PA SV NI DO VE".split())
"""Countries that print on Letter paper (CLDR, `paperSize`, and what their offices use)."""
FOUR_TOGETHER = frozenset(("es", "pl", "pt", "bg", "hu", "it"))
"""Languages that set 4000, and part the thousands from 10 000 on."""
NO_BREAK_SPACE = "\u00a0"
EN_DASH, JOINT = "\u2013", "\u2060"
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


@cache
def month_names(language: str) -> frozenset[str]:
    """Return every name of a month that stands in texts of `language`, in full or shortened.

    Arabic has two sets of names, of which many texts give both: those of Iraq and Syria, and those of Egypt.
    """
    locales = [locale_of(language)]
    if locales[0].language == "ar":
        locales.append(Locale.parse("ar_EG"))
    found = {
        name
        for locale in locales
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.months[context][width].values()
    }
    return frozenset(found | {"Sept"} if locales[0].language == "en" else found)


def is_known(language: str) -> bool:
    """Return whether dates and numbers can be written in `language`."""
    return locale_of(language).language == language.split("-", maxsplit=1)[0].lower()


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return which way lines of `language` run."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def paper_of(language: str) -> str:
    """Return the paper of the country that a language code names: `letter` for en-US, else `A4`."""
    return "letter" if locale_of(language).territory in LETTER_TERRITORIES else "A4"


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


def day_in(day: dt.date, language: str, year: int) -> str:
    """Return `day` with its month, and with its year if that is not `year`: 17 April; 31 October 2027."""
    return day_and_month(day, language) if day.year == year else long_date(day, language)


def when(value: str, language: str, year: int) -> str:
    """Return a `When` in short: 2011; Sep 2026; 17 Apr; 7–8 Jul; 31 Jan 2027 if it is not in `year`.

    Years have four digits, and no line ends inside. Raises ValueError if `value` is no year, month, day or
    span of days.
    """
    match = _WHEN.match(value)
    if not match:
        raise ValueError(f"`{value}` is no year, month, day or span of days")
    years, month, first, last = (int(part) if part else 0 for part in match.groups())
    if not month:
        return match[1]
    if not first:
        return _short(dt.date(years, month, 1), "yMMM", language)
    skeleton = "MMMd" if years == year else "yMMMd"
    if last:
        return _span(first, dt.date(years, month, last), skeleton, language)
    return _short(dt.date(years, month, first), skeleton, language)


def with_unit(written: str, unit: str, language: str) -> str:
    """Return a value and its unit, tied; `%` as near to the number as the language sets it (CLDR)."""
    if unit == "%":
        return written + str(locale_of(language).percent_formats[None].suffix[0])
    return f"{written}\u00a0{unit}"


def number(value: int | float, language: str) -> str:
    """Return `value` as it was written, with the language's own separators: 4,000; 4 000; 17.50; −5.

    A number whose digits are a name, as 007, stays as it is.
    """
    parts = parts_of(value)
    if parts is None:
        return str(value)
    sign, whole, decimals = parts
    point = get_decimal_symbol(locale_of(language), numbering_system="latn") if decimals else ""
    shown = _grouped(whole, language) + point + decimals
    signed = sign.replace("-", MINUS)
    return LEFT_TO_RIGHT_MARK + signed + shown if sign and direction_of(language) == "rtl" else signed + shown


def _grouped(digits: str, language: str) -> str:
    """Return whole digits in the language's groups; some leave four digits together (CLDR)."""
    locale = locale_of(language)
    if len(digits) < 4 or (len(digits) == 4 and locale.language in FOUR_TOGETHER):
        return digits
    written = format_decimal(Decimal(digits), locale=locale, numbering_system="latn")
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


def _span(first: int, last: dt.date, skeleton: str, language: str) -> str:
    whole = _short(last, skeleton, language)
    in_words = _SPAN_IN_WORDS.get(locale_of(language).language)
    if in_words:
        return in_words.format(first=first, last=whole)
    days = f"{first}{EN_DASH}{JOINT}{last.day}"
    return re.sub(rf"(?<!\d){last.day}(?!\d)", days, whole, count=1)


def _short(day: dt.date, skeleton: str, language: str) -> str:
    """Return a day or a month in short; British CLDR has `Sept` beside eleven months of three letters."""
    written = _first(day, format_skeleton(skeleton, day, locale=locale_of(language)), language)
    is_english = locale_of(language).language == "en"
    return _tied(re.sub(r"\bSept\b", "Sep", written) if is_english else written)


def _first(day: dt.date, written: str, language: str) -> str:
    if day.day == 1 and locale_of(language).language == "fr":
        return re.sub(r"^1(?=\s\w+\D*(?:\d{4})?$)", "1er", written)
    return written


def _tied(written: str) -> str:
    """Tie the parts of a date, so that no line ends inside it."""
    return written.replace(" ", NO_BREAK_SPACE).replace("\u202f", NO_BREAK_SPACE)
