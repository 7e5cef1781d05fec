"""Numbers, ordinals and ranges of pages as a style prints them (CSL 1.0.2, "Number" and "Page Ranges").

In: a number or a range as its source has it. Out: its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from copyfit.content.csl.style import Locale

NUMERIC = re.compile(r"\s*[A-Za-z]*\d+[A-Za-z]*(?:\s*[-,&–]\s*[A-Za-z]*\d+[A-Za-z]*)*\s*")
SEPARATED = re.compile(r"\s*([-,&–—])\s*")
SEVERAL = re.compile(r"\d[A-Za-z]*\s*[-,&–—]\s*[A-Za-z]*\d|[ivxlcdm]\s*[-–—]\s*[ivxlcdm]", re.IGNORECASE)
RANGE = re.compile(r"([A-Za-z]*)(\d{1,12})\s*[-–—]+\s*([A-Za-z]*)(\d{1,12})")
PLAIN_PAIR = re.compile(r"(?<![\w-])(\d{1,9})\s*-\s*(\d{1,9})(?![\w-])")
LOOSE_RANGE = re.compile(r"(?<=[\w.])\s*[-–—]+\s*(?=[\w.])")
ROMAN = tuple(
    zip(
        "m cm d cd c xc l xl x ix v iv i".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
MAX_WORDS = 200


def is_numeric(value: object) -> bool:
    """Return whether `value` is a number, or a list or range of them."""
    return NUMERIC.fullmatch(str(value)[:MAX_WORDS]) is not None


def is_several(value: object, *, shortened: bool = False) -> bool:
    """Return whether `value` names more than one, as in `4-19` and `3, 5`; `shortened`: 1496-504 too."""
    text = str(value)[:MAX_WORDS]
    if shortened or not PLAIN_PAIR.search(text):
        return SEVERAL.search(text) is not None
    return "," in text or "&" in text or "–" in spanned(text, "–")


def spanned(text: str, delimiter: str) -> str:
    """Return `text` with `delimiter` between the ends of a rising range; `99-02` stays as it is."""

    def joined(match: re.Match[str]) -> str:
        rises = not match[2].startswith("0") and int(match[1]) < int(match[2])
        return f"{match[1]}{delimiter}{match[2]}" if rises else match[0]

    return PLAIN_PAIR.sub(joined, text)


def number(value: object, form: str, locale: Locale, gender: str = "") -> str:
    """Return a number in `form`, each part of a list or a range on its own; what is none as it is written."""
    text = str(value)
    if not is_numeric(text):
        return text
    if "-" in text and spanned(text, "–") == text and PLAIN_PAIR.search(text):
        return text
    parts = SEPARATED.split(text.strip())
    written = [
        _one(part, form, locale, gender) if index % 2 == 0 else part for index, part in enumerate(parts)
    ]
    signs = {"-": "–", "–": "–", "—": "–", ",": ", ", "&": " & "}
    return "".join(part if index % 2 == 0 else signs[part] for index, part in enumerate(written))


def _one(part: str, form: str, locale: Locale, gender: str) -> str:
    if not part.isdecimal() or form in ("", "numeric"):
        return part
    value = int(part[:6])
    if form == "roman":
        return roman(value)
    if form == "long-ordinal" and 0 < value <= 10:
        for name in (f"long-ordinal-{value:02}/{gender}", f"long-ordinal-{value:02}"):
            if word := locale.term(name):
                return word
    return ordinal(value, locale, gender)


def ordinal(value: int, locale: Locale, gender: str = "") -> str:
    """Return `value` with its ending: 1st, 22nd; by the last two digits, then by the last one."""
    tries = (
        (f"ordinal-{value % 100:02}", value < 100 or "last-two-digits"),
        (f"ordinal-{value % 10:02}", "last-digit"),
    )
    for name, _ in tries:
        match = locale.matches.get(name, "last-digit" if name < "ordinal-10" else "last-two-digits")
        if match == "whole-number" and name != f"ordinal-{value:02}":
            continue
        for variant in (f"{name}/{gender}", name):
            if (ending := locale.term(variant)) is not None:
                return f"{value}{ending}"
    ending = locale.term(f"ordinal/{gender}") or locale.term("ordinal") or ""
    return f"{value}{ending}"


def roman(value: int) -> str:
    """Return `value` in small Roman numerals."""
    text = ""
    for sign, worth in ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def pages(text: str, form: str, delimiter: str) -> str:
    """Return ranges of pages in `form`, with `delimiter` between their ends; what is no range stays."""
    if len(text) > MAX_WORDS:
        return text
    plain = LOOSE_RANGE.sub(delimiter, text)
    if form not in _FORMS:
        return plain
    return re.sub(
        r"\s*([,&])\s*", _spaced, ", ".join(_range(part, form, delimiter) for part in text.split(","))
    )


def _spaced(match: re.Match[str]) -> str:
    return ", " if match[1] == "," else " & "


def _range(part: str, form: str, delimiter: str) -> str:
    match = RANGE.fullmatch(part.strip())
    if match is None:
        return LOOSE_RANGE.sub(delimiter, part.strip())
    letters, first, more, last = match.groups()
    if more and more != letters:
        return f"{letters}{first}{delimiter}{more}{last}"
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if int(whole) <= int(first) or len(whole) != len(first):
        return f"{letters}{first}{delimiter}{letters if len(last) >= len(first) else ''}{last}"
    kept = _FORMS[form](first, whole)
    return f"{letters}{first}{delimiter}{letters if len(kept) == len(whole) and letters else ''}{kept}"


def _changed(first: str, last: str, at_least: int = 1) -> str:
    common = 0
    while common < len(first) - at_least and first[common] == last[common]:
        common += 1
    return last[common:]


def _chicago(first: str, last: str, *, whole_thousands: bool) -> str:
    rest = int(first) % 100
    if int(first) < 100 or rest == 0:
        return last
    if rest < 10:
        return _changed(first, last)
    kept = _changed(first, last, 2)
    return last if whole_thousands and len(first) == 4 and len(kept) >= 3 else kept


_FORMS: dict[str, Callable[[str, str], str]] = {
    "expanded": lambda _, last: last,
    "minimal": _changed,
    "minimal-two": lambda first, last: _changed(first, last, 2),
    "chicago": lambda first, last: _chicago(first, last, whole_thousands=True),
    "chicago-15": lambda first, last: _chicago(first, last, whole_thousands=True),
    "chicago-16": lambda first, last: _chicago(first, last, whole_thousands=False),
}
