"""The text of one paragraph before it was broken into lines, and what the engine took from it at their ends.

In: a WeasyPrint block box and the texts of its lines, one after the other. Out: for each, whether it lost a
space, and whether its author broke it: with `<br>`, or with a line end where `white-space` keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copyfit.language.line_ends import BREAKS_AFTER

FORCED = "\v"
SPACES = re.compile(r"[ \t\n\r\f]+")
KEEP_LINE_ENDS = ("pre", "pre-wrap", "pre-line", "break-spaces")


class Source:
    """A paragraph's text, read from its beginning as its lines are told."""

    def __init__(self, box: Any) -> None:
        element = box.element
        generated = "::" in (box.element_tag or "")
        pieces = [] if element is None or generated else list(_texts(element, _line_ends_kept(box)))
        self.text = re.sub(rf" *{FORCED} *", FORCED, SPACES.sub(" ", "".join(pieces)))
        self.folded = _folded(self.text)
        self.cursor = 0

    def after(self, line: str) -> tuple[bool, bool]:
        """Return whether a space, and whether a forced break, follows `line` in the source.

        `line` is what stands on it of the source: without quotation marks that a style sheet put there.
        """
        said = SPACES.sub(" ", line).strip(" ")
        if not said:
            return False, self._breaks()
        start = self._found(said)
        if start < 0:
            return not said.endswith(BREAKS_AFTER), False
        following = self.text[self.cursor : self.cursor + 1]
        return following == " ", self._breaks()

    def _found(self, said: str) -> int:
        """Move behind `said`, and return where it begins; -1 if it is not there.

        The style sheet may have set it in capitals, and the engine may have put a hyphen at its end.
        """
        for text, wanted in (
            (self.text, said),
            (self.folded, _folded(said)),
            (self.folded, _folded(said[:-1])),
        ):
            start = text.find(wanted, self.cursor) if wanted else -1
            if start >= 0:
                self.cursor = start + len(wanted)
                return start
        return -1

    def _breaks(self) -> bool:
        """Return whether the author breaks the line here, and move behind the break."""
        at = self.cursor + (self.text[self.cursor : self.cursor + 1] == " ")
        if self.text[at : at + 1] != FORCED:
            return False
        self.cursor = at + 1
        return True


def _folded(text: str) -> str:
    """Return `text` without regard to case, character by character."""
    return "".join(character.casefold()[:1] for character in text)


def _line_ends_kept(box: Any) -> frozenset[int]:
    """Return the elements in and around `box` whose style keeps the line ends of their text."""
    boxes = [box, *box.descendants()]
    kept = (one for one in boxes if one.style["white_space"] in KEEP_LINE_ENDS)
    return frozenset(id(one.element) for one in kept)


def _texts(element: Any, kept: frozenset[int]) -> Iterator[str]:
    """Yield the texts of `element` in order, a vertical tab for each forced break."""

    def own(text: str | None) -> str:
        return re.sub(r"\r\n?|\n", FORCED, text or "") if id(element) in kept else text or ""

    yield own(element.text)
    for child in element:
        yield FORCED if child.tag == "br" else ""
        if isinstance(child.tag, str):
            yield from _texts(child, kept)
        yield own(child.tail)
