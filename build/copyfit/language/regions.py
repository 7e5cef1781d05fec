"""A language with its region, as programs that check spelling want it.

In: a BCP 47 tag, such as `fr`. Out: `fr-FR`. Word knows languages by region and ignores the others.
"""

from __future__ import annotations

from babel.core import Locale, get_global

from copyfit.language.locale import is_known, locale_of


def with_region(language: str) -> str:
    """Return the tag with the region that the house takes for it, or the likeliest one (UTS 35, §4.3).

    A script is kept where the tag says it. A language that nobody knows is returned as it is.
    """
    if not language or not is_known(language):
        return language
    locale = locale_of(language)
    script = locale.script if locale.script and locale.script.casefold() in language.casefold() else ""
    territory = locale.territory or _likeliest(locale, script)
    return "-".join(part for part in (locale.language, script, territory) if part)


def name_in_english(language: str) -> str:
    """Return what English calls a language: French, English (United States); the tag if nobody knows it."""
    if not is_known(language):
        return language
    return Locale.parse(language, sep="-").get_display_name("en") or language


def _likeliest(locale: Locale, script: str) -> str:
    likely = get_global("likely_subtags")
    names = (f"{locale.language}_{script}", locale.language)
    found = next((str(likely[name]) for name in names if name in likely), "")
    return found.rpartition("_")[2]
