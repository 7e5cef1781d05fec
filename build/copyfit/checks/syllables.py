"""How many syllables an English word has, by its spelling.

In: a word. Out: a number, from 1. Groups of vowels are counted, endings that are not said are taken off,
and words that spelling misleads about are listed. Over a page the errors cancel: see tests/checks.
"""

from __future__ import annotations

import re

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
    "area": 3, "areas": 3, "business": 2, "businesses": 3, "create": 2, "created": 3, "creates": 2, "cruel": 2,
    "diet": 2, "every": 2, "everyone": 3, "everything": 3, "evening": 2, "fire": 1, "hour": 1, "hours": 1,
    "idea": 3, "ideas": 3, "interest": 2, "iraq": 2, "iraqi": 3, "iraqis": 3, "naples": 2, "nato": 2, "people": 2,
    "poem": 2, "quiet": 2, "real": 1, "really": 2, "science": 2, "sciences": 3, "something": 2, "sometimes": 2,
    "someone": 2, "somewhere": 2, "the": 1, "theory": 3, "being": 2, "society": 4, "variety": 4, "reality": 4,
    "maybe": 2, "therefore": 2, "hereby": 2, "whereas": 2, "measles": 2, "lion": 2, "trial": 2, "trials": 2,
    "vaccine": 2, "vaccines": 2, "safety": 2, "forever": 3, "several": 2, "different": 3, "hundred": 2,
    "million": 2, "millions": 2, "billion": 2, "billions": 2, "civilian": 3, "civilians": 3, "parliament": 3,
    "parliamentary": 5, "coalition": 4, "coalitions": 4, "cooperation": 5, "likelihood": 3, "baseline": 2,
    "timeline": 2, "deadline": 2, "our": 1, "ours": 1, "isis": 2, "opec": 2, "unesco": 3, "language": 2,
    "languages": 3, "somewhat": 2, "everywhere": 3, "lifetime": 2, "guideline": 2, "guidelines": 2,
}  # fmt: skip
LONGEST_SPELT = 4
"""Capitals up to this length are said letter by letter, unless they are listed."""


def syllables(word: str) -> int:
    """Return how many syllables `word` has, as English says it."""
    bare = re.sub(r"(?:['’]s|['’])$", "", word)
    bare = re.sub(r"[^A-Za-z]", "", bare)
    spelt_out = 1 < len(bare) <= LONGEST_SPELT and bare.isupper()
    bare = bare.lower()
    if not bare:
        return 1
    if bare in _LISTED:
        return _LISTED[bare]
    if spelt_out:
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
