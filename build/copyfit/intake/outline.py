"""What any document comes down to: headings, paragraphs, items of lists, tables, in order.

In: nothing. Out: `Outline`. Next: `placing` finds a block for each. Texts are inline Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.errors import BriefError, Place, Problem


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, or an item of a list."""

    text: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table; the first row is its head."""

    rows: tuple[tuple[str, ...], ...]


Element = Heading | Prose | RawTable


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's elements in order; `left_out` says what of it cannot be taken over, in sentences."""

    elements: tuple[Element, ...]
    left_out: tuple[str, ...] = ()


def unreadable(path: str, why: str, hint: str) -> BriefError:
    """Return the error that says why a document cannot be read."""
    return BriefError(Problem("unreadable", f"{path} {why}", hint, Place(path)))
