"""A paragraph of a Word file, broken into lines as a word processor breaks it.

In: the pieces of a paragraph and the room for each line, in twips. Out: lines of placed pieces. Next: `forme`
gives each its height. Widths are HarfBuzz's, kerned, with ligatures, as the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from copyfit.faces import FAMILIAR, all_faces
from copyfit.language.line_ends import BREAKS_AFTER
from copyfit.measure import shape
from copyfit.show.word.file import ParagraphLook, RunLook

TAB, BREAK = "\t", "\n"
ROUNDING = 2.0
"""So many twips a line may be too long: what is measured in two programs differs by as much."""
OURS = {name: family for family, name in FAMILIAR.items()}


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text of one look, or a picture with its size in twips.

    `number`: it is a list's number, `anchor` of whose width stands before its place: 0, a half or all.
    """

    text: str
    look: RunLook
    picture: str = ""
    width: float = 0.0
    height: float = 0.0
    number: bool = False
    anchor: float = 0.0


@dataclass(frozen=True, slots=True)
class Set:
    """A piece and where it begins, in twips from the leading edge of the line's column."""

    at: float
    width: float
    piece: Fragment


@dataclass(frozen=True, slots=True)
class _Tab:
    """A tab on a line, and where it leads to; at one that is `right`, what follows ends."""

    position: float = 0.0
    right: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: its pieces from the leading edge on."""

    pieces: tuple[Set, ...]


def width_of(piece: Fragment) -> float:
    """Return the width of a piece in twips."""
    if piece.picture:
        return piece.width
    look = piece.look
    face = (OURS.get(look.family, look.family), look.bold, look.italic)
    em = shape.widths(piece.text, face, all_faces())[0]
    return em * look.size_pt * 20 + look.spacing * len(piece.text)


def lines_of(pieces: Sequence[Fragment], look: ParagraphLook, room: float) -> list[SetLine]:
    """Return the paragraph's lines in a column `room` twips wide; where nothing is said, an empty one."""
    setter = _Setter(look, room)
    for word in _words(pieces):
        setter.add(word)
    return setter.finished()


def _words(pieces: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield what is not broken: words with the spaces after them, of several looks; and tabs alone."""
    word: list[Fragment] = []
    for piece in pieces:
        if piece.picture:
            word.append(piece)
            continue
        text = ""
        for index, letter in enumerate(piece.text):
            if letter in (TAB, BREAK):
                yield [*word, replace(piece, text=text)] if text else word
                yield [replace(piece, text=letter)]
                word, text = [], ""
                continue
            if (text.endswith(" ") and letter != " ") or (
                not text and _ends_in_space(word) and letter != " "
            ):
                yield [*word, replace(piece, text=text)] if text else word
                word, text = [], ""
            text += letter
            rest = piece.text[index + 1 : index + 2]
            if letter in BREAKS_AFTER and rest and rest not in (" ", "\u2060") and text.strip(letter):
                yield [*word, replace(piece, text=text)]
                word, text = [], ""
        if text:
            word.append(replace(piece, text=text))
    if word:
        yield word


def _ends_in_space(word: list[Fragment]) -> bool:
    return bool(word) and word[-1].text.endswith(" ")


@dataclass
class _Setter:
    """Fills lines with words, as they come."""

    look: ParagraphLook
    room: float
    lines: list[SetLine] = field(default_factory=list)
    held: list[Set | _Tab] = field(default_factory=list)
    at: float = -1.0

    def add(self, word: list[Fragment]) -> None:
        """Put a word on the line, or on the next if it is too long for it."""
        if not word:
            return
        if self.at < 0:
            self.at = self._begin()
        if word[0].text == BREAK:
            self._end()
            return
        if word[0].text == TAB:
            self._tab()
            return
        solid = sum(width_of(piece) for piece in _without_space(word))
        if self.held and self.at + solid > self.room - self.look.end + ROUNDING and self._may_end():
            self._end()
            self.at = self._begin()
        for piece in word:
            width = width_of(piece)
            self.held.append(Set(self.at - piece.anchor * width, width, piece))
            self.at += (1 - piece.anchor) * width

    def finished(self) -> list[SetLine]:
        """Return all lines."""
        if self.held or not self.lines:
            self._end()
        return self.lines

    def _begin(self) -> float:
        return self.look.start + (self.look.first if not self.lines else 0.0)

    def _may_end(self) -> bool:
        return any(isinstance(one, Set) and not one.piece.number for one in self.held)

    def _tab(self) -> None:
        """Go to the next tab stop; where there is none, the hanging text's edge is one (§17.3.1.37)."""
        stops = [stop for stop in self.look.tabs if stop[0] > self.at + 0.5]
        hanging = self.look.start if self.look.first < 0 and self.look.start > self.at + 0.5 else None
        if hanging is not None and (not stops or hanging <= stops[0][0]):
            stops = [(hanging, "left")]
        position, kind = stops[0] if stops else ((self.at // 720 + 1) * 720, "left")
        right = kind in ("right", "end")
        self.held.append(_Tab(position, right))
        self.at = self.at if right else position

    def _end(self) -> None:
        placed = _pulled(self.held)
        self.lines.append(SetLine(tuple(_aligned(placed, self.look, self.room))))
        self.held, self.at = [], -1.0


def _without_space(word: list[Fragment]) -> Iterator[Fragment]:
    for index, piece in enumerate(word):
        yield replace(piece, text=piece.text.rstrip(" ")) if index + 1 == len(word) else piece


def _pulled(held: Sequence[Set | _Tab]) -> list[Set]:
    """Return the pieces with those after a right tab moved so that they end at it."""
    placed: list[Set] = []
    segment: list[Set] = []
    tab = _Tab()
    for one in (*held, _Tab()):
        if isinstance(one, Set):
            segment.append(one)
            continue
        shift = tab.position - segment[-1].at - segment[-1].width if tab.right and segment else 0.0
        placed += [replace(each, at=each.at + shift) for each in segment]
        segment, tab = [], one
    return list(_joined(placed))


def _joined(placed: Sequence[Set]) -> Iterator[Set]:
    """Yield the pieces, neighbours of one look as one."""
    last: Set | None = None
    for one in placed:
        touches = last is not None and abs(last.at + last.width - one.at) < 0.5
        if last is not None and touches and replace(last.piece, text="") == replace(one.piece, text=""):
            last = Set(
                last.at, last.width + one.width, replace(last.piece, text=last.piece.text + one.piece.text)
            )
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _aligned(placed: list[Set], look: ParagraphLook, room: float) -> Iterator[Set]:
    """Yield the pieces moved as the paragraph is aligned: `left` is where reading starts (§17.18.44)."""
    if not placed:
        return
    last = placed[-1]
    solid = width_of(replace(last.piece, text=last.piece.text.rstrip(" ")))
    spare = room - look.end - (last.at + solid)
    shift = {"right": spare, "end": spare, "center": spare / 2}.get(look.align, 0.0)
    yield from (replace(one, at=one.at + shift) for one in placed)
