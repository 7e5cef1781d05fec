"""Names of places: a bookmark for each statement and for each place that a link leads to.

In: the paragraphs. Out: a name for each place that Word accepts, no two alike, and the numbers that stand
at numbered places. Word keeps the first of two equal names, whatever their case (§17.13.6.2).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from copyfit.word.spec import ParagraphSpec

LONGEST = 40
DIGEST = 8


@dataclass(frozen=True, slots=True)
class Places:
    """The bookmarks' names by statement and by anchor, and which number a numbered anchor shows."""

    statements: Mapping[str, str]
    anchors: Mapping[str, str]
    numbers: Mapping[str, str]


def places_in(paragraphs: Iterable[ParagraphSpec]) -> Places:
    """Return the names of all places; a place that is a statement's has its name, others come after."""
    every = list(paragraphs)
    taken: set[str] = set()
    statements = _named((name for one in every for name in one.statements), taken)
    shared = {name: statements[name] for one in every for name in one.anchors if name in one.statements}
    others = _named((name for one in every for name in one.anchors if name not in shared), taken)
    return Places(statements, {**others, **shared}, _numbers(every))


def _named(ids: Iterable[str], taken: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in ids:
        if one not in names:
            names[one] = _free(one, taken)
            taken.add(names[one].casefold())
    return names


def _free(name: str, taken: set[str]) -> str:
    """Return a name for `name` that none has yet."""
    wanted, salt = bookmark_name(name), name
    while wanted.casefold() in taken:
        wanted = _with_digest(bookmark_name(name), salt)
        salt += "+"
    return wanted


def bookmark_name(name: str) -> str:
    """Return a name that Word accepts: a letter first, letters, digits and `_`, 40 at most."""
    safe = re.sub(r"\W", "_", name)
    if not safe[:1].isalpha():
        safe = f"s_{safe}"
    return safe if len(safe) <= LONGEST else _with_digest(safe, name)


def _with_digest(safe: str, name: str) -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()[:DIGEST]
    return f"{safe[: LONGEST - DIGEST - 1]}_{digest}"


def _numbers(paragraphs: Iterable[ParagraphSpec]) -> dict[str, str]:
    """Return what stands as a number before the paragraphs that links lead to."""
    counted: dict[int, int] = {}
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        number = paragraph.number
        if number is None or not number.ordered:
            continue
        counted[number.list_id] = counted.get(number.list_id, number.start - 1) + 1
        for anchor in paragraph.anchors:
            found[anchor] = str(counted[number.list_id])
    return found
