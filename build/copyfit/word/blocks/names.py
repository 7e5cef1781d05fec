"""What a paragraph's style is called: by what it is, and by the classes that the template gives it.

The names that Word users know come first. What a class makes look different has a name of its own, so
that a style of one name looks the same in all files of a house: the cells of a table of class `dates`
are Dates Text, its row headings Dates Row Heading, a heading in a `callout` Callout Heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from copyfit.layout.boxes import Box

STYLE_BY_TAG = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "figcaption": "Caption",
    "caption": "Caption",
    "blockquote": "Quote",
    "header": "Header",
    "footer": "Footer",
}
BODY_TEXT = "Body Text"
HEADING_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CellName:
    """What the cells of one kind are called: by their table's class, and their own."""

    table: str
    kind: Literal["Text", "Heading", "Row Heading"]
    cell: str = ""

    @property
    def general(self) -> str:
        """The name of all cells of this kind in tables of this class."""
        return f"{self.table or 'Table'} {self.kind}"

    def specific(self, words: str) -> str:
        """The name of those that have a class of their own."""
        name = words or self.cell
        if not name:
            return self.general
        return f"{self.table or 'Table'} {name}" + ("" if self.kind == "Text" else f" {self.kind}")


def class_words(box: Box) -> str:
    """Return the first class of an element as words: `key-figures` is Key Figures."""
    first = next(iter(box.attributes.get("class", "").split()), "")
    return " ".join(word.capitalize() for word in _SEPARATORS.split(first) if word)


def all_class_words(box: Box) -> str:
    """Return all classes of an element as words."""
    return " ".join(word.capitalize() for word in _SEPARATORS.split(box.attributes.get("class", "")) if word)


def name_of(box: Box, *, inside: str, panel: str, item: Literal["", "number", "bullet", "more"]) -> str:
    """Return the name of a paragraph that the template did not name and that stands in no cell.

    `inside`: `header` or `footer`; `panel`: the panel's class in words; `item`: what it is in a list.
    """
    if inside:
        return f"{inside.capitalize()} {class_words(box)}".strip()
    if item:
        name = {"number": "List Number", "bullet": "List Bullet", "more": "List Continue"}[item]
    else:
        name = STYLE_BY_TAG.get(box.tag, BODY_TEXT)
    if not panel:
        return name
    if name == BODY_TEXT:
        return f"{panel} Text"
    return f"{panel} Heading" if name == "Heading 1" else f"{panel} {name}"
