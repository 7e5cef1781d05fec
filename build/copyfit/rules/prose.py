"""Words, sentences and quotations of a plain text.

In: a text as a reader sees it. Out: its parts. Nothing here knows a language but by its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

TIE = "\u00a0"
"""A full stop that is tied to the next word ends no sentence: 17. April, Dr. Weber, z. B."""
_STOP = re.compile(r"[.!?…؟](?:[\"”’)\]]|\s?»)*(?:\s+|$)")
_OPENING = '"“‘«([„'
_NO_STOP = frozenset(
    "mr mrs ms dr st prof gen col lt sgt no nos p pp vs cf e.g i.e eg ie al ed eds vol fig art para ca "
    "approx jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Words that end in a full stop which ends no sentence, when something follows."""
UNSEEN = {ord(mark): None for mark in "\u00ad\u2060"}
"""Soft hyphens and word joiners, which part no word."""
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")


def words(text: str) -> list[str]:
    """Return the words of `text`: what white space sets apart and holds a letter or a digit."""
    return [word for word in text.split() if any(letter.isalnum() for letter in word)]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text`, each with its mark."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop.end() < len(text) and not _ends(text, stop):
            continue
        yield text[start : stop.end()].strip()
        start = stop.end()
    rest = text[start:].strip()
    if rest:
        yield rest


def _ends(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() :].lstrip(_OPENING)[:1]
    if following.islower() or stop[0] == f".{TIE}":
        return False
    if stop[0][0] != ".":
        return True
    before = text[: stop.start()].split()[-1:] or [""]
    word = before[0].lstrip(_OPENING)
    return not (word.casefold() in _NO_STOP or (len(word) == 1 and word.isupper()))


def without_quotations(text: str) -> str:
    """Return `text` with what stands in quotation marks blanked out; every place stays where it was."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


def folded(text: str) -> str:
    """Return `text` for comparing: no case, vowel signs of Arabic, unseen marks or typographic variants."""
    bare = "".join(
        letter
        for letter in text.translate(UNSEEN)
        if unicodedata.category(letter) != "Mn" or not "\u064b" <= letter <= "\u0652"
    )
    return " ".join(bare.replace("’", "'").replace("\u0640", "").casefold().split())


def letters(text: str) -> str:
    """Return the letters and digits of `text`, for comparing what typography and markup may have changed."""
    return "".join(letter for letter in folded(text) if letter.isalnum())


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of `phrases` in a folded text, longest first; None if there are none."""
    found = sorted({folded(phrase) for phrase in phrases if phrase.strip()}, key=lambda one: (-len(one), one))
    if not found:
        return None
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in found)
    return re.compile(rf"(?<!\w)(?P<phrase>{alternatives})(?!\w)")


def quoted(text: str, count: int = 8) -> str:
    """Return the first words of `text` in quotation marks."""
    listed = text.split()
    return f"“{' '.join(listed[:count])}{' …' if len(listed) > count else ''}”"
