"""How many syllables an English word has, by its spelling.

In: a word. Out: a number, from 1. Groups of vowels are counted, endings that are not said are taken off,
and words that spelling misleads about are listed. Over a page the errors cancel: see tests/checks.
"""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^aeiouylrw]|[^aeiouy]r|[aeiou][lrw])e$|[^l]le$")
_SILENT_UE = re.compile(r"[aeiou](?:g|q)ues?$")
_SILENT_ES = re.compile(r"(?<![aeiousxzcg])(?<!ch)(?<!sh)es$")
_SILENT_ED = re.compile(r"[^aeioutd]ed$")
_SILENT_INSIDE = re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ful|less|ness|ment|ments)$)")
_EXTRA = (
    re.compile(r"[^aeiouyl]le[sd]?$"),
    re.compile(r"(?<![tscg])i[ao](?!u)"),
    re.compile(r"(?<![tscg])ious$|(?<![qg])u[ao](?!y)|eo(?!u)|[^aeiou]ier$|iet|iu[ms]|yi"),
    re.compile(r"sm$|thm$"),
    re.compile(r"(?<=[aeou])ing(?:s|ly)?$"),
)
_LISTED = {
    word: count
    for count, listed in {
        2: "baseline billion billions business create creates cruel evening every guideline "
        "guidelines hereby hundred interest lifetime maybe million millions people poem safety "
        "science several someone something sometimes somewhat somewhere therefore timeline",
        3: "area areas businesses civilian civilians created everything everywhere idea ideas "
        "likelihood parliament sciences",
        4: "coalition coalitions reality",
        5: "cooperation parliamentary",
    }.items()
    for word in listed.split()
}
"""Words that their spelling misleads about."""
LONGEST_SPELT = 4
"""Capitals up to this length are said letter by letter, unless they are said as a word."""
_SAID_AS_WORDS = frozenset("nato isis opec nasa aids unesco unicef covid gavi".split())


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Return how many syllables `word` has, as English says it."""
    bare = re.sub(r"(?:['’]s|['’])$", "", word)
    bare = re.sub(r"[^A-Za-z]", "", bare)
    is_short_capitals = 1 < len(bare) <= LONGEST_SPELT and bare.isupper()
    bare = bare.lower()
    if not bare:
        return 1
    if bare in _LISTED:
        return _LISTED[bare]
    if is_short_capitals and bare not in _SAID_AS_WORDS:
        return len(bare) + 2 * bare.count("w")
    count = len(_VOWELS.findall(bare))
    if bare.endswith("e"):
        count -= bool(_SILENT_END.search(bare))
    elif bare.endswith("es"):
        count -= bool(_SILENT_ES.search(bare))
    elif bare.endswith("ed"):
        count -= bool(_SILENT_ED.search(bare))
    count -= bool(_SILENT_INSIDE.search(bare)) + bool(_SILENT_UE.search(bare))
    count += sum(bool(pattern.search(bare)) for pattern in _EXTRA)
    return max(count, 1)
