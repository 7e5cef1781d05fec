"""A language's manners: real quotes, apostrophes and dashes, and ties that keep a line from ending badly.

Each rule takes a text and returns it; none changes a word. A tie is a no-break space, U+00A0: the
pages' fonts lack the narrow one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from copyfit.language.locale import locale_of

TIE = "\u00a0"
MARK = "\ufdd1?"
"""The end of a printed fact may stand between a number and its unit."""
QUOTES = {
    "en": ("“", "”"),
    "fr": ("«" + TIE, TIE + "»"),
    "ar": ("«", "»"),
    "de": ("„", "“"),
    "es": ("«", "»"),
}
METRIC = "km|m|mm|cm|kg|pt|GW|TWh|MW"
UNITS = {
    "en": "per cent|million|billion|trillion|days?|weeks?|months?|years?|hours?|minutes?|" + METRIC,
    "fr": "pour cent|millions?|milliards?|jours?|semaines?|mois|ans?|années?|heures?|minutes?|" + METRIC,
    "ar": "في المئة|مليون|مليار|يوماً?|أيام|أسبوعاً?|أسابيع|شهراً?|أشهر|سنة|سنوات|عاماً?|أعوام|ساعة|دقيقة|كم|كغ",
}
TITLES = {
    "en": r"Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.|Gen\.|Col\.|Sen\.|Rep\.|St",
    "fr": r"M\.|MM\.|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste",
}
NUMBERED = {
    "en": "article|chapter|figure|table|annex|section|part|step|phase|level|option",
    "fr": "article|chapitre|figure|tableau|annexe|section|partie|étape|phase|niveau|option",
    "ar": "المادة|الفصل|الشكل|الجدول|الملحق|القسم|المرحلة|الخيار",
}
"""What a number follows, as in `Article 5`."""
ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}
ONE_LETTER = {"en": "aAI", "fr": "àyaAÀ"}
UNSEEN = re.compile("<[^<>]*>|\ufdd0[^\ufdd0\ufdd5]*\ufdd5|\ufdd5[0-9]*\ufdd5|\ufdd1")
"""Tags, and the marks of facts and citations: they take no room in a line."""
FEWEST_WORDS = 5
SHORT_WORD, LONGEST_TAIL = 12, 18
"""A last word of fewer characters is tied to the one before, if both take no more than so many."""


def set_manners(text: str, language: str) -> str:
    """Return `text` as the language is set well."""
    code = language.split("-", maxsplit=1)[0]
    for rule in RULES:
        text = rule(text, code)
    return text


def quotes_of(language: str) -> tuple[str, str, str, str]:
    """Return the language's quotation marks: of a quotation, and of one inside it."""
    left, right = QUOTES.get(language.split("-", maxsplit=1)[0], QUOTES["en"])
    return left, right, "‘", "’"


def set_apostrophes(text: str, _language: str) -> str:
    """Make what no quotation mark was made of an apostrophe."""
    return text.replace("'", "’")


def set_dashes(text: str, _language: str) -> str:
    """Make a spaced hyphen an en dash, a hyphen between numbers too, and three dots an ellipsis."""
    text = re.sub(r"(?<=\S) -{1,2} (?=\S)", f"{TIE}– ", text)
    text = re.sub(r"(?<=\S) – (?=\S)", f"{TIE}– ", text)
    text = re.sub(r"(?<![\d-])(\d{1,4})-(\d{1,4})(?![\d-])", r"\1–\2", text)
    return text.replace("...", "…")


def tie_units(text: str, language: str) -> str:
    """Tie a number to its unit, and to a per cent sign that stands apart."""
    text = re.sub(rf"(\d{MARK}) (?=%)", rf"\1{TIE}", text)
    units = UNITS.get(language)
    return re.sub(rf"(\d{MARK}) (?=(?:{units})\b)", rf"\1{TIE}", text) if units else text


def tie_dates(text: str, language: str) -> str:
    """Tie a day to its month."""
    return re.sub(rf"(\b\d{{1,2}}(?:er)?{MARK}) (?=(?:{_months(language)})\b)", rf"\1{TIE}", text)


def tie_names(text: str, language: str) -> str:
    """Tie a title or an initial to the name, a name to its Roman numeral, `Article` to its number."""
    titles, numbered = TITLES.get(language), NUMBERED.get(language)
    if titles:
        text = re.sub(rf"\b({titles}) (?=[A-ZÀ-Þ])", rf"\1{TIE}", text)
        text = re.sub(r"(?<![\w.])([A-Z]\.)[ ](?=[A-ZÀ-Þ])", rf"\1{TIE}", text)
        text = re.sub(r"(?<=[a-z]) (?=[IVX]{2,}\b)", TIE, text)
    if numbered:
        text = re.sub(rf"\b((?i:{numbered})) (?=\d)", rf"\1{TIE}", text)
    return text


def tie_one_letter_words(text: str, language: str) -> str:
    """Tie a word of one letter to the next, and `p.` to its number."""
    letters = ONE_LETTER.get(language)
    if letters:
        text = re.sub(rf"(?<![\w{TIE}’])([{letters}]) (?=\w)", rf"\1{TIE}", text)
    return re.sub(r"\b(pp?\.|no\.|No\.) (?=\d)", rf"\1{TIE}", text)


def tie_last_words(html: str) -> str:
    """Tie the last two words of an inline HTML text of five words or more, if the last one is short.

    It takes no line more: both stand where the last one would have stood alone. A space before a tag
    stays free: WeasyPrint breaks a line too early before a tie that ends a text.
    """
    spaces = [m.start(1) for m in re.finditer(rf"{UNSEEN.pattern}|( )", html) if m[1]]
    if not spaces or len(UNSEEN.sub("", html).split()) < FEWEST_WORDS:
        return html
    before, at = [-1, *spaces][-2:]
    short = _seen(html[at + 1 :]) < SHORT_WORD and _seen(html[before + 1 :]) <= LONGEST_TAIL
    if not short or UNSEEN.match(html, at + 1):
        return html
    return html[:at] + TIE + html[at + 1 :]


def _seen(html: str) -> int:
    """Return how many characters of `html` are seen."""
    return len(UNSEEN.sub("", html))


def space_french_signs(text: str, language: str) -> str:
    """Put the no-break space before `; : ! ? %` and inside guillemets that French asks for."""
    if language != "fr":
        return text
    text = re.sub(r"[ \u00a0\u202f]*([;!?»%])", rf"{TIE}\1", text)
    text = re.sub(r"(?<!\d)[ \u00a0\u202f]+:|(?<=[^\s\d/:]):(?=\s|$)", f"{TIE}:", text)
    text = re.sub(r"(?<!\d)(\d{1,3})[ \u202f](?=\d{3}(?!\d))", rf"\1{TIE}", text)
    return re.sub(r"«[ \u00a0\u202f]*", f"«{TIE}", text)


def set_arabic_signs(text: str, language: str) -> str:
    """Make a comma, semicolon and question mark after an Arabic letter the script's own."""
    if language != "ar":
        return text
    return re.sub(r"(?<=[\u0620-\u064a»])[,;?]", lambda sign: ARABIC_SIGNS[sign[0]], text)


@cache
def _months(language: str) -> str:
    names = locale_of(language).months["format"]
    found = {re.escape(name) for width in ("wide", "abbreviated") for name in names[width].values()}
    return "|".join(sorted(found, key=lambda name: (-len(name), name)))


Rule = Callable[[str, str], str]
RULES: tuple[Rule, ...] = (
    set_apostrophes,
    set_dashes,
    tie_units,
    tie_dates,
    tie_names,
    tie_one_letter_words,
    space_french_signs,
    set_arabic_signs,
)
