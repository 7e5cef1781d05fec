"""How far the budget can be trusted: `python -m tests.fit.room 60` says it of so many briefs.

The words offered should fit, and a twentieth of the page's words more should not.
"""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Iterator
from typing import Any

from copyfit.errors import FitError
from copyfit.fit import budget, fit

from .briefs import Shape, brief_of, edition_of, shapes
from .test_reality import parts_of

BEYOND, FEWEST_LINES, FEWEST_WORDS = 0.05, 2, 6
"""What is one more than fits: a share of the page's words, or so many lines in the column that binds."""


def whole(count: int) -> Iterator[Shape]:
    """Yield shapes of briefs that may be whole on their page."""
    return (shape for shape in shapes(count) if shape.length < 1.3)


def longer(brief: Any, words: int) -> Any:
    """Return the brief with so many words more, spread over the texts of its statements."""
    made = copy.deepcopy(brief)
    texts = [part for part in parts_of(made) if len(str(part.get("text", "")).split()) >= FEWEST_WORDS]
    total = sum(len(part["text"].split()) for part in texts)
    for part in texts:
        text, cited = re.match(r"(.*?)( \[@.*\])?$", part["text"]).groups()
        own = text.split()
        more = round(words * len(own) / total)
        part["text"] = " ".join([*own, *(own[number % len(own)] for number in range(more))]) + (cited or "")
        part.pop("short", None)
    return made


def holds(brief: Any, shape: Shape) -> bool:
    """Return whether a page holds the brief with all its words."""
    try:
        found = fit(*edition_of(brief, shape.variant)).fit
    except FitError:
        return False
    return not found.shortened and not found.dropped


def broken(shape: Shape) -> str:
    """Return which promise of the budget is broken, "" if none is."""
    brief = brief_of(shape)
    said = budget(*edition_of(brief, shape.variant))
    offered = said.floor.words - said.words
    if said.fit is None or offered < 0:
        return ""
    if not holds(longer(brief, offered), shape):
        return f"{shape}: the {offered} words offered do not fit"
    per_line = max((part.words / max(part.lines, 1) for part in said.statements), default=12)
    beyond = max(said.floor.words * BEYOND, FEWEST_LINES * per_line)
    if holds(longer(brief, offered + round(beyond)), shape):
        return f"{shape}: {offered} words are offered, and {round(beyond)} more fit"
    return ""


def main() -> None:
    """Print what is broken for each brief."""
    for shape in whole(int(sys.argv[1]) if len(sys.argv) > 1 else 60):
        print(shape, broken(shape) or "kept", flush=True)


if __name__ == "__main__":
    main()
