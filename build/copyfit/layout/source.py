"""The text of one paragraph before it was broken into lines, and what the engine did at their ends.

In: a WeasyPrint block box and the texts of its lines, one after the other. Out: for each, how it ends:
whether a space was lost, whether its author broke it, with `<br>` or where `white-space` keeps line ends, and
whether it got a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from copyfit.language.line_ends import BREAKS_AFTER

FORCED = "\v"
SOFT_HYPHEN = "\u00ad"
UNSAID = f" {SOFT_HYPHEN}"
"""What may stand between the end of a line and the beginning of the next."""
SPACES = re.compile(r"[ \t\n\r\f]+")
KEEP_LINE_ENDS = ("pre", "pre-wrap", "pre-line", "break-spaces")


@dataclass(frozen=True, slots=True)
class End:
    """How a line ends: with a space that is lost, broken by its author, in a word that the engine divides."""

    in_space: bool = False
    forced: bool = False
    divided: bool = False


class Source:
    """A paragraph's text, read from its beginning as its lines are told."""

    def __init__(self, box: Any) -> None:
        element = box.element
        generated = "::" in (box.element_tag or "")
        pieces = [] if element is None or generated else list(_texts(element, _line_ends_kept(box)))
        self.text = re.sub(rf" *{FORCED} *", FORCED, SPACES.sub(" ", "".join(pieces)))
        self._folded = ""
        self.cursor = 0
        self.hyphen = box.style["hyphenate_character"]

    def after(self, line: str) -> End:
        """Return how `line` ends in the source.

        `line` is what stands on it of the source: without quotation marks that a style sheet put there.
        """
        said = SPACES.sub(" ", line).strip(" ")
        if not said:
            return End(forced=self._breaks())
        found = self._found(said)
        if not found:
            return End(in_space=not said.endswith(BREAKS_AFTER))
        following = self.text[self.cursor : self.cursor + 1]
        put = said[len(found) :]
        divided = put == self.hyphen and found[-1] != SOFT_HYPHEN
        return End(following == " ", self._breaks(), divided)

    def _found(self, said: str) -> str:
        """Move behind `said`, and return what of it is there: without the engine's hyphen; "" for nothing.

        The style sheet may have set it in capitals. It is sought where the line before ended, and farther on
        if it is not there.
        """
        here = self.cursor + len(self.text[self.cursor :]) - len(self.text[self.cursor :].lstrip(UNSAID))
        if self.text.startswith(said, here):
            self.cursor = here + len(said)
            return said
        self._folded = self._folded or _folded(self.text)
        folded = _folded(said)
        ways = ((self.text, said), (self._folded, folded), (self._folded, folded[:-1]))
        for text, wanted in ways:
            if wanted and text.startswith(wanted, here):
                self.cursor = here + len(wanted)
                return wanted
        for text, wanted in ways:
            start = text.find(wanted, self.cursor) if wanted else -1
            if start >= 0:
                self.cursor = start + len(wanted)
                return wanted
        return ""

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
