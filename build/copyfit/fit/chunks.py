"""The words of a paragraph as a line takes them: how wide they are, and where they may be divided.

In: `Character`s that know their style. Out: `Chunk`s. Next: `lines` breaks paragraphs of them.

A word is divided as the layout engine does it: the first word of the chunk that is long enough, at the last
place whose beginning still has room beside its hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from copyfit.language.hyphenation import Hyphenation
from copyfit.layout.boxes import SHOWN_AT_THE_END, SOFT_HYPHEN, RoleUse
from copyfit.measure.shape import positions

WORD = re.compile(r"\w+")
"""A word as Pango finds it: letters and figures, parted by any other sign."""

Sizes = Mapping[tuple[RoleUse | None, float], float]
"""The sizes in pt that text of each role and size has at the setting asked about."""


ROUNDING_PT = 0.01
"""By so much the engine, which counts in 1/1024 px, may find a part narrower than it is."""
LOOKED_AT = 4
"""The engine looks at so many characters, for each that is as wide as the type is high, to end a line."""


class Ink(NamedTuple):
    """Text of one style: its width in em, the size it has now, and the role that the size follows."""

    em: float
    size_pt: float
    role: RoleUse | None


@dataclass(frozen=True, eq=False, slots=True)
class Type:
    """What one run of text is set in: the face, its letter spacing, and how its words are divided."""

    font: bytes
    size_pt: float
    role: RoleUse | None
    spacing_pt: float = 0.0
    hyphenation: Hyphenation | None = None

    def ink(self, text: str) -> Ink:
        """Return `text` in this type."""
        return Ink(positions(self.font, text)[-1], self.size_pt, self.role)


class Character(NamedTuple):
    """One character of a paragraph, as wide as `ink`, after `fixed_pt` of empty room.

    With a `stop_pt` it stands no nearer to where its line begins: it follows a label that hangs out.
    """

    text: str
    ink: Ink
    fixed_pt: float = 0.0
    type: Type | None = None
    stop_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two places where a line may break, and the space after it.

    `hyphen` is the sign that is shown if the line ends here; `letters` are there if it may be divided.
    What follows its `label` stands at least `stop_pt` from where the line begins.
    """

    text: str
    inks: tuple[Ink, ...]
    fixed_pt: float = 0.0
    space: Ink | None = None
    forced: bool = False
    hyphen: Ink | None = None
    letters: Letters | None = None
    label: tuple[Ink, ...] = ()
    stop_pt: float = 0.0

    def width_pt(self, sizes: Sizes, used_pt: float = 0.0) -> float:
        """Return how wide it is, without the space after it, where type has these sizes.

        `used_pt` of the first line stand before it.
        """
        width = self.fixed_pt + _wide(self.inks, sizes)
        if self.stop_pt and (used_pt or self.label):
            width += max(0.0, self.stop_pt - used_pt - _wide(self.label, sizes))
        return width

    def parts(self) -> tuple[tuple[Chunk, Chunk], ...]:
        """Return the ways to divide it, the longest beginning first: with its hyphen, and what is left."""
        if self.letters is None:
            return ()
        made = self.letters.parts()
        return tuple((head, replace(rest, space=self.space, forced=self.forced)) for head, rest in made)

    def least(self) -> tuple[Chunk, ...]:
        """Return the pieces of it if it is divided wherever it may be."""
        parts = self.parts()
        return (parts[-1][0], *parts[-1][1].least()) if parts else (self,)

    def own_pt(self, sizes: Sizes, used_pt: float) -> float:
        """Return how wide it is up to the end of the style that its word is set in, `used_pt` before it.

        Where that much has room, and only a sign in another style has not, the engine divides nothing.
        """
        assert self.letters is not None, "only a word that may be divided is asked"
        return chunk(self.letters.own()).width_pt(sizes, used_pt)

    def fills_up(self, left_pt: float, measure_pt: float) -> bool:
        """Return whether a line with so much room left is filled with a part of it."""
        if self.letters is None:
            return False
        rule = self.letters.rule
        return self.letters.begins or left_pt > rule.zone_pt + rule.zone_share * measure_pt


@dataclass(frozen=True, eq=False, slots=True)
class Letters:
    """The letters of a chunk that may be divided: where its word begins, and by which rule.

    `begins`: they stand first in text of their style, where the engine asks for no least room.
    """

    letters: tuple[Character, ...]
    start: int
    word: str
    rule: Hyphenation
    begins: bool = False
    _parts: list[tuple[tuple[Chunk, Chunk], ...]] = field(default_factory=list)

    def parts(self) -> tuple[tuple[Chunk, Chunk], ...]:
        """Return the beginnings with their hyphens and the rests, the longest beginning first."""
        if not self._parts:
            cuts = (self.start + cut for cut in self.rule.cuts(self.word))
            self._parts.append(tuple((self._head(cut), self._rest(cut)) for cut in cuts))
        return self._parts[0]

    def own(self) -> tuple[Character, ...]:
        """Return the letters up to the end of the style that the word is set in."""
        type_ = self.letters[self.start].type
        last = max(at for at, one in enumerate(self.letters) if one.type is type_)
        return self.letters[: last + 1]

    def _head(self, cut: int) -> Chunk:
        letters = self.letters[:cut]
        type_ = letters[-1].type
        before = [one for one in letters if one.type is not type_]
        same = [one for one in letters if one.type is type_]
        assert type_ is not None, "a word that is divided has a type"
        text = "".join(one.text for one in same) + self.rule.sign
        head = chunk(before)
        fixed = head.fixed_pt + sum(one.fixed_pt for one in same) + type_.spacing_pt
        shown = "".join(one.text for one in letters) + SOFT_HYPHEN + self.rule.sign
        stop = max(one.stop_pt for one in letters)
        label = (head.label or head.inks) if stop else ()
        return Chunk(shown, (*head.inks, type_.ink(text)), fixed, label=label, stop_pt=stop)

    def _rest(self, cut: int) -> Chunk:
        letters = self.letters[cut:]
        type_ = letters[0].type
        assert type_ is not None, "a word that is divided has a type"
        same = next((at for at, one in enumerate(letters) if one.type is not type_), len(letters))
        begins = positions(type_.font, "".join(one.text for one in letters[:same]))
        again = (
            one._replace(ink=one.ink._replace(em=begins[at + 1] - begins[at]))
            for at, one in enumerate(letters[:same])
        )
        return chunk((*again, *letters[same:]))


def chunk(
    letters: Sequence[Character],
    space: Ink | None = None,
    *,
    forced: bool = False,
    after: Character | None = None,
) -> Chunk:
    """Return the chunk of these characters, which stand `after` another in their paragraph."""
    last = letters[-1] if letters else None
    stops = next((at for at, character in enumerate(letters) if character.stop_pt), None)
    return Chunk(
        text="".join(character.text for character in letters),
        inks=_inks(letters),
        fixed_pt=sum(character.fixed_pt for character in letters),
        space=space,
        forced=forced,
        hyphen=last.type.ink(SHOWN_AT_THE_END) if last and last.type and last.text == SOFT_HYPHEN else None,
        letters=_letters(letters, after.type if after else None),
        label=() if stops is None else _inks(letters[:stops]),
        stop_pt=0.0 if stops is None else letters[stops].stop_pt,
    )


def _inks(letters: Sequence[Character]) -> tuple[Ink, ...]:
    """Return the letters of each style together."""
    inks: dict[tuple[float, RoleUse | None], float] = {}
    key, total = None, 0.0
    for character in letters:
        em, size, role = character.ink
        if key is None or key[1] is not role or key[0] != size:
            if key is not None:
                inks[key] = total
            key = (size, role)
            total = inks.get(key, 0.0)
        total += em
    if key is not None:
        inks[key] = total
    return tuple(Ink(em, size, role) for (size, role), em in inks.items())


def _wide(inks: Sequence[Ink], sizes: Sizes) -> float:
    return sum(ink.em * sizes[ink.role, ink.size_pt] for ink in inks)


def _letters(letters: Sequence[Character], after: Type | None) -> Letters | None:
    """Return the letters if one of their words may be divided: the first that is long enough, of one type."""
    if not any(one.type and one.type.hyphenation for one in letters):
        return None
    text = "".join(one.text for one in letters)
    for found in WORD.finditer(text):
        type_ = letters[found.start()].type
        rule = type_.hyphenation if type_ else None
        if rule and len(found[0]) >= rule.word:
            whole = all(one.type is type_ for one in letters[found.start() : found.end()])
            begins = after is not letters[0].type
            return Letters(tuple(letters), found.start(), found[0], rule, begins) if whole else None
    return None


def divided_lines(
    words: Sequence[Chunk], sizes: Sizes, room_pt: float, indent_pt: float
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the lines of words that may be divided, and how many words have ended with each line."""
    lines = _Lines(words, sizes, room_pt, room_pt - indent_pt)
    for number in range(len(words)):
        lines.take(number)
    lines.end(len(words))
    return tuple(lines.texts), tuple(lines.ends)


class _Lines:
    """Lines as they fill: what stands on the last one, how wide it is, and how wide it may be."""

    def __init__(self, words: Sequence[Chunk], sizes: Sizes, room_pt: float, first_pt: float) -> None:
        self.words = words
        self.sizes = sizes
        self.room_pt, self.limit_pt = room_pt, first_pt
        self.texts: list[str] = []
        self.ends: list[int] = []
        self.line: list[Chunk] = []
        self.used_pt = 0.0
        self.begins = 0

    @property
    def hung_pt(self) -> float:
        """How much of the first line is used, where a label may hang out; of others nothing is asked."""
        return 0.0 if self.texts else self.used_pt

    def take(self, number: int) -> None:
        """Set the next word, on this line or on the next, or on both."""
        word = self.words[number]
        while self.used_pt + word.width_pt(self.sizes, self.hung_pt) > self.limit_pt:
            head = self._part(word, number)
            if head is not None:
                self.line.append(head[0])
                self.end(number)
                word = head[1]
            elif self.line:
                kept = self._without_room_for_its_hyphen()
                self.end(number - len(kept))
                for one in kept:
                    self._set(one)
            else:
                break
        self._set(word)
        if word.forced:
            self.end(number + 1)

    def end(self, count: int) -> None:
        """End the line, if anything is on it; `count` words have ended with it."""
        if self.line:
            text = "".join(one.text + (" " if one.space else "") for one in self.line).rstrip()
            last = self.line[-1]
            self.texts.append(text + SHOWN_AT_THE_END if last.hyphen and count < len(self.words) else text)
            self.ends.append(count)
            self.line, self.used_pt, self.limit_pt, self.begins = [], 0.0, self.room_pt, count

    def _set(self, word: Chunk) -> None:
        self.line.append(word)
        self.used_pt += word.width_pt(self.sizes, self.hung_pt)
        if word.space:
            self.used_pt += word.space.em * self.sizes[word.space.role, word.space.size_pt]

    def _part(self, word: Chunk, number: int) -> tuple[Chunk, Chunk] | None:
        """Return the longest part of a word that has room on this line, and the rest; None if none has.

        The first part of a word that is too wide for a line of its own is set, wide or not.
        """
        left = self.limit_pt - self.used_pt
        if self.line and not (self._fills_up(word, left) and word.own_pt(self.sizes, self.hung_pt) > left):
            return None
        parts = () if self._is_divided_by_hand(number) else word.parts()
        for head, rest in parts:
            if head.width_pt(self.sizes, self.hung_pt) <= left + ROUNDING_PT:
                return head, rest
        return parts[-1] if parts and not self.line else None

    def _fills_up(self, word: Chunk, left_pt: float) -> bool:
        space = self.line[-1].space
        hanging_pt = space.em * self.sizes[space.role, space.size_pt] if space else 0.0
        return word.fills_up(left_pt + hanging_pt, self.limit_pt)

    def _without_room_for_its_hyphen(self) -> list[Chunk]:
        """Take from the line, and return, the parts after whose last one its hyphen has no room."""
        kept: list[Chunk] = []
        while len(self.line) > 1 and (hyphen := self.line[-1].hyphen):
            if self.used_pt + hyphen.em * self.sizes[hyphen.role, hyphen.size_pt] <= self.limit_pt:
                break
            kept.insert(0, self.line.pop())
            self.used_pt -= kept[0].width_pt(self.sizes)
        return kept

    def _is_divided_by_hand(self, number: int) -> bool:
        """Return whether a soft hyphen stands in what the engine looks at: about two lines of text.

        It divides no word of itself where an author has divided any.
        """
        word = self.words[number]
        size = max((self.sizes[ink.role, ink.size_pt] for ink in word.inks), default=1.0)
        looked_at, seen = int(self.limit_pt / size * LOOKED_AT), 0
        for one in self.words[self.begins :]:
            if one.hyphen:
                return True
            seen += len(one.text) + 1
            if seen > looked_at:
                break
        return False
