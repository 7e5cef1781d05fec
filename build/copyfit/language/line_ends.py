"""Where a line may end without a space: one table for whoever lays out, measures, predicts or writes lines.

The layout engine follows Unicode's line breaking (UAX #14), Word its own habits; where they disagree, a line
that ends so in the one must be helped to end so in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A character after which a line may end.

    `page` says when the layout engine ends a line after it: always, or only inside a word, before a letter.
    `word` says whether Word does so of itself. `unicode_class` is that of UAX #14.
    """

    character: str
    unicode_class: Literal["HY", "BA", "B2", "SY", "ZW"]
    page: Literal["always", "in a word"]
    word: bool


LINE_ENDS = (
    LineEnd("-", "HY", "in a word", word=True),
    LineEnd("\u2010", "BA", "in a word", word=True),
    LineEnd("\u2013", "BA", "always", word=True),
    LineEnd("\u2014", "B2", "always", word=True),
    LineEnd("/", "SY", "in a word", word=False),
    LineEnd("|", "BA", "always", word=False),
    LineEnd("\u00ad", "BA", "always", word=True),
    LineEnd("\u200b", "ZW", "always", word=True),
)

JOINT = "\u2060"
"""A word joiner: no line ends on either side of it (UAX #14, WJ)."""
BREAKS_AFTER = tuple(end.character for end in LINE_ENDS)
"""After these some program may end a line."""
ALWAYS = frozenset(end.character for end in LINE_ENDS if end.page == "always")
IN_A_WORD = frozenset(end.character for end in LINE_ENDS if end.page == "in a word")
WORD_BREAKS_AFTER = tuple(end.character for end in LINE_ENDS if end.word)
"""After these Word ends a line without being told to."""
BREAKS_BEFORE = frozenset(end.character for end in LINE_ENDS if end.unicode_class == "B2")
"""Before these a line may end too (UAX #14, B2)."""
