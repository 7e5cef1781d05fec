"""A language's manners: real quotes, apostrophes and dashes, and ties that keep a line from ending badly.

Each rule takes a text and returns it; none changes a word, a digit or a sign beyond what `SAME` says. What
is no prose, an address or a name of a file, is set aside before and put back after (`verbatim`).
A tie is a no-break space, U+00A0: the pages' fonts lack the narrow one. A joint is a word joiner, U+2060,
which shows nothing and holds what is on both its sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from copyfit.language.locale import LEFT_TO_RIGHT_MARK, direction_of, month_names
from copyfit.language.verbatim import ASIDE, NAMED, put_back, set_aside
from copyfit.language.vocabulary import (
    BEFORE_NUMBER,
    BETWEEN,
    METRIC,
    NUMBERED,
    ONE_LETTER,
    SHORT_FORMS,
    SHORTENED,
    TITLES,
    UNITS,
)

TIE = "\u00a0"
JOINT = "\u2060"
MARK = "\ufdd1?"
"""The end of a printed fact may stand between a number and its unit."""
BEGIN = f"{NAMED}?"
"""So may its beginning, before a number."""
QUOTES = {
    "en": ("“", "”"),
    "fr": ("«" + TIE, TIE + "»"),
    "ar": ("«", "»"),
    "de": ("„", "“"),
    "es": ("«", "»"),
}
INNER_QUOTES = {"fr": ("“", "”"), "ar": ("“", "”"), "de": ("‚", "‘"), "es": ("“", "”")}
SAME = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "‚": "'",
        "–": "-",
        "−": "-",
        "…": "...",
    }
    | {"،": ",", "؛": ";", "؟": "?"}
)
"""What a sign may become, and what it was: all that typography substitutes."""
ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}
MONEY = r"[€$£¥₪₹]|(?:EUR|USD|GBP|CHF|IQD)\b"
UNSEEN = re.compile("<[^<>]*>|\ufdd0[^\ufdd0\ufdd5]*\ufdd5|\ufdd5[0-9]*\ufdd5|\ufdd1")
"""Tags, and the marks of facts and citations: they take no room in a line."""
FEWEST_WORDS = 5
SHORT_WORD, LONGEST_TAIL = 12, 18
"""A last word of fewer characters is tied to the one before, if both take no more than so many."""


def set_manners(text: str, language: str) -> str:
    """Return `text` as the language is set well."""
    code = language.split("-", maxsplit=1)[0]
    text, pieces = set_aside(text)
    for rule in RULES:
        text = rule(text, code)
    return put_back(text, pieces)


def quotes_of(language: str) -> tuple[str, str, str, str]:
    """Return the language's quotation marks: of a quotation, and of one inside it."""
    code = language.split("-", maxsplit=1)[0]
    left, right = QUOTES.get(code, QUOTES["en"])
    return left, right, *INNER_QUOTES.get(code, ("‘", "’"))


def set_apostrophes(text: str, _language: str) -> str:
    """Make what no quotation mark was made of an apostrophe."""
    return text.replace("'", "’")


def set_dashes(text: str, _language: str) -> str:
    """Make a spaced hyphen an en dash that begins no line, as no dash does, and three dots an ellipsis."""
    text = re.sub(r"(?<!\s) (?:-{1,2}|–) (?!\s)", f"{TIE}– ", text)
    text = re.sub(r"(?<!\s) —", f"{TIE}—", text)
    text = re.sub(rf"(?<=[^\s{JOINT}—])—", f"{JOINT}—", text)
    return text.replace("...", "…")


def set_minus(text: str, language: str) -> str:
    """Make a hyphen before a number that stands alone a minus."""
    sign = (LEFT_TO_RIGHT_MARK if direction_of(language) == "rtl" else "") + "−"
    text = re.sub(rf"^-(?=[€$£]?\d[\d.,]*{TIE}?[ %‰°]*$)", sign, text)
    return re.sub(rf"(?<=[\s(\[«“])(?<!\d\s)-(?={BEGIN}[€$£]?\d)", sign, text)


def set_ranges(text: str, language: str) -> str:
    """Make a hyphen between two rising numbers an en dash, and keep the ends of a range together."""

    def judged(match: re.Match[str]) -> str:
        is_range = _is_range(match, text, language)
        return f"{match[1]}–{JOINT}{match[2]}" if is_range else match[0]

    text = RANGE.sub(judged, text)
    text = re.sub(rf"(\d[%‰]?{MARK})–(?={BEGIN}[€$£]?\d)", rf"\1–{JOINT}", text)
    text = re.sub(rf"(\d[%‰]?{MARK})[ {TIE}]–[ {TIE}](?={BEGIN}[€$£]?\d)", rf"\1{TIE}–{TIE}", text)
    word = BETWEEN.get(language)
    pattern = rf"(\d[%‰]?{MARK})[ {TIE}]({word})[ {TIE}](?={BEGIN}\d)"
    return re.sub(pattern, rf"\1{TIE}\2{TIE}", text) if word else text


RANGE = re.compile(
    rf"(?<![\w.,:/’'−–—{ASIDE}-])([€$£]?{BEGIN}\d{{1,4}}{MARK})-([€$£]?{BEGIN}\d{{1,4}}{MARK})(?![\w/–—{ASIDE}-]|[.,:]\d)"
)
ARTICLES = frozenset(
    "the a an this that le la les l un une der die das den dem ein eine el los las una".split()
)
DESIGNATION = re.compile(r"^(?:n[°ºo]|N[°º]|[Nn]os?\.|Nr\.|№|núm\.|\S*#)$")


def _is_range(match: re.Match[str], text: str, language: str) -> bool:
    """Return whether two numbers are a range: rising, and no name of a thing such as Boeing 737-800."""
    low, high = (re.sub(r"\D", "", part) for part in match.groups())
    if int(low) >= int(high) or (len(low) > 1 and low[0] == "0") or high[0] == "0":
        return False
    before = re.search(r"(\S+)[\s\u00a0]+$", text[: match.start()])
    word = before[1].lstrip("([«“„‘\"'") if before else ""
    if word[-1:].isdigit() or DESIGNATION.match(word):
        return False
    numbered, unit = NUMBERED.get(language, "(?!)"), UNITS.get(language, "(?!)")
    months = _months(language)
    after = text[match.end() :]
    if re.fullmatch(rf"(?i:{numbered})|{months}|{SHORTENED}", word) or re.match(
        rf"[ \u00a0]?(?:[%‰°]|{MONEY}|(?:{unit}|{months})(?!\w))", after
    ):
        return True
    if word[:1].isupper() and word[-1:] not in ",;:":
        return False
    if len(low) == len(high) == 4:
        return low[0] in "12" and high[0] in "12"
    return len(high) < 4 and word.lower() not in ARTICLES


def tie_units(text: str, language: str) -> str:
    """Tie a number to its unit, its money, a per cent sign that stands apart, and `±` or `≈` to a number."""
    text = re.sub(rf"(\d{MARK}) (?=[%‰°]|{MONEY})", rf"\1{TIE}", text)
    text = re.sub(rf"(?<!\w)({MONEY}) (?={BEGIN}\d)", rf"\1{TIE}", text)
    units = "|".join(dict.fromkeys((*UNITS.get(language, METRIC).split("|"), *METRIC.split("|"))))
    text = re.sub(rf"(\d{MARK}) (?=(?:{units})(?!\w))", rf"\1{TIE}", text)
    return re.sub(rf"(?<!\S)([{BEFORE_NUMBER}]) (?={BEGIN}[€$£]?\d)", rf"\1{TIE}", text)


def tie_dates(text: str, language: str) -> str:
    """Tie a day to its month, and a month to its year."""
    months = _months(language)
    of = "(?:de )?" if language == "es" else ""
    found = rf"(\b\d{{1,2}}(?:er|\.)?{MARK}) ({of}(?:{months}))(?!\w)"
    text = re.sub(found, lambda date: f"{date[1]}{TIE}{date[2].replace(' ', TIE)}", text)
    if language == "en":
        text = re.sub(rf"(?<!\w)({months}) (?=\d{{1,2}}(?![\d:]))", rf"\1{TIE}", text)
        text = re.sub(rf"(?<!\w)((?:{months}){TIE}\d{{1,2}},) (?=\d{{4}}\b)", rf"\1{TIE}", text)
    found = rf"(?<!\w)((?:{months})\.?) ({'(?:del? )?' if language == 'es' else ''}{BEGIN}\d{{4}})\b"
    return re.sub(found, lambda date: f"{date[1]}{TIE}{date[2].replace(' ', TIE)}", text)


def tie_names(text: str, language: str) -> str:
    """Tie a title or an initial to the name, a name to its Roman numeral, `Article` to its number."""
    titles, numbered = TITLES.get(language), NUMBERED.get(language)
    if titles:
        text = re.sub(rf"\b({titles}) (?=[A-ZÀ-Þ])", rf"\1{TIE}", text)
        text = re.sub(r"(?<![\w.])([A-Z]\.)[ ](?=[A-ZÀ-Þ])", rf"\1{TIE}", text)
        text = re.sub(r"(?<=[a-z]) (?=[IVX]{2,}\b)", TIE, text)
    if numbered:
        prefix, vowel = ("[وبفلك]{0,2}", "[\u064b-\u0652]?") if language == "ar" else ("", "")
        text = re.sub(rf"(?<!\w)({prefix}(?i:{numbered}){vowel}) (?={BEGIN}\d)", rf"\1{TIE}", text)
    forms = SHORT_FORMS.get(language)
    return re.sub(forms, lambda form: form[0].replace(" ", TIE), text) if forms else text


def tie_one_letter_words(text: str, language: str) -> str:
    """Tie a word of one letter to the next, and `p.` or `§` to its number."""
    letters = ONE_LETTER.get(language)
    if letters:
        text = re.sub(rf"(?<![\w{TIE}’])([{letters}]) (?=\w)", rf"\1{TIE}", text)
    return re.sub(rf"(?<!\w)({SHORTENED}) (?={BEGIN}\d)", rf"\1{TIE}", text)


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
    text = re.sub(r"[ \u00a0\u202f]*([;!?]+|[»%])", rf"{TIE}\1", text)
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
    found = {re.escape(name.rstrip(".")) for name in month_names(language)}
    return "|".join(sorted(found, key=lambda name: (-len(name), name)))


Rule = Callable[[str, str], str]
RULES: tuple[Rule, ...] = (
    set_apostrophes,
    set_dashes,
    set_minus,
    set_ranges,
    tie_units,
    tie_dates,
    tie_names,
    tie_one_letter_words,
    space_french_signs,
    set_arabic_signs,
)
