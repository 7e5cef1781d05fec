"""What a finished file must say: the runs of the laid-out page, each a stretch that a reader gets back whole.

In: a `Layout`, and the stretches that were read back from a file. Out: the first that is not there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from copyfit.errors import Problem
from copyfit.proof.stretches import Stretch
from copyfit.proof.words import letters, of_statement, quoted

FORMATS = {"pdf": "PDF", "docx": "Word file"}


def missing(
    expected: Sequence[Stretch], found: Sequence[str], form: str, *, rtl: bool = False
) -> list[Problem]:
    """Return the problem that `found`, read from the file, does not say what is expected, in this order.

    `rtl`: the page runs from right to left, so that readers of PDFs give every stretch back as they see it;
    so they do with what stands on a line beside letters that run so.
    """
    problems = _compared(expected, found, form, _letters_sorted if rtl and form == "pdf" else KEYS[form])
    if problems and form == "pdf" and not rtl and any(_has_rtl(one.text) for one in expected):
        return _compared(expected, found, form, _letters_sorted)
    return problems


def _compared(
    expected: Sequence[Stretch], found: Sequence[str], form: str, key_of: Callable[[str], str]
) -> list[Problem]:
    wanted = [(stretch, key) for stretch in expected if (key := key_of(stretch.text))]
    read = [key for text in found if (key := key_of(text))]
    if [key for _, key in wanted] == read or "".join(key for _, key in wanted) == "".join(read):
        return []
    rest = "".join(read)
    for stretch, key in wanted:
        if not rest.startswith(key):
            return [_lost(stretch, form)]
        rest = rest.removeprefix(key)
    return [_more(rest, form)]


def _letters_painted(text: str) -> str:
    """Return the letters of a text; sorted where they run from right to left.

    Readers of PDFs swap the letters of Arabic ligatures even on correct pages, and give back brackets
    beside them mirrored.
    """
    kept = letters(unicodedata.normalize("NFKC", text)).translate(MIRRORED)
    if _has_rtl(kept):
        return "".join(sorted(kept))
    return kept


def _has_rtl(text: str) -> bool:
    """Return whether a letter of a text runs from right to left (UAX #9, R and AL)."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _letters_sorted(text: str) -> str:
    """Return the letters of a text on a right-to-left page, where figures and names are turned."""
    return "".join(sorted(_letters_painted(text)))


MIRRORED = str.maketrans("])}»›>≥⁄", "[({«‹<≤/")
"""What readers turn, or spell otherwise, beside letters that run from the right."""
KEYS: Mapping[str, Callable[[str], str]] = {"pdf": _letters_painted, "docx": letters}
"""What is compared of a text, by the format it was read back from."""


def _lost(stretch: Stretch, form: str) -> Problem:
    return Problem(
        f"{form}-words-lost",
        f"the {FORMATS[form]} does not say {quoted(stretch.text.split())}{of_statement(stretch.statement)} "
        "where the page says it",
        "make this part of the template simpler; plain paragraphs, lists and tables always come through",
    )


def _more(rest: str, form: str) -> Problem:
    return Problem(
        f"{form}-words-added",
        f"the {FORMATS[form]} says more than the page, ending with “{rest[-40:]}”",
        "make this part of the template simpler; plain paragraphs, lists and tables always come through",
    )
