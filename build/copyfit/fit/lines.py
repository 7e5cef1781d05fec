"""Break a paragraph again, at another size or in another measure, without laying it out.

In: a laid-out paragraph (`Box` with lines). Out: `Galley`, whose words know their width at any
size. Next: `stacking` turns lines into heights.

Text is set ragged and broken greedily, as WeasyPrint does: at spaces, after hyphens and dashes, at soft
hyphens, and inside words where the style sheet lets them be divided; no-break spaces hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from copyfit.fit.chunks import Character, Chunk, Ink, Sizes, Type, chunk, divided_lines
from copyfit.language.hyphenation import Hyphenation
from copyfit.language.line_ends import ALWAYS, BREAKS_BEFORE, IN_A_WORD, JOINT
from copyfit.layout.boxes import (
    SHOWN_AT_THE_END,
    SOFT_HYPHEN,
    Box,
    Line,
    RoleUse,
    Run,
    TextStyle,
)
from copyfit.measure.shape import Face, nearest_face, positions

SPACES = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
NEAR_PT = 0.3
"""Text that begins so near to where all lines do begins there."""
NOISE_PT = 0.05
"""Differences below this come from rounding, not from the style sheet."""
SLACKS_PT = (0.0, 0.1, -0.1, 0.3, -0.3, 1.0, -1.0, 3.0, -3.0, -6.0, -12.0, -24.0)
"""What a paragraph is granted or denied, least first, until it breaks as it was laid out."""

SizeOf = Callable[[RoleUse | None, float], float]
"""The size in pt, at the setting asked about, of text that is set in a given size now."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A paragraph broken into lines: the texts of its lines, and how many words have ended with each.

    `margin_pt` is how far its lines are from breaking elsewhere, once its edge stands where that is farthest;
    of words that are divided it is not asked. So many lines `more` there are than were found.
    """

    lines: tuple[str, ...]
    ends: tuple[int, ...]
    margin_pt: float = math.inf
    more: int = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        return max(len(self.lines) + self.more, 1)


@dataclass(eq=False, slots=True)
class Galley:
    """The words of one paragraph and the measure they are set in.

    `slack_pt` is what had to be granted, or denied if below 0, so that breaking it as it stands gives
    the lines it has; where nothing does, it has so many lines `more` than are found.
    """

    words: tuple[Chunk, ...]
    measure_pt: float
    indent_pt: float
    lines_now: int
    slack_pt: float = 0.0
    more: int = 0
    _known: dict[tuple[float, ...], Broken] = field(default_factory=dict)
    _widest: dict[tuple[float, ...], float] = field(default_factory=dict)
    _sizes: tuple[tuple[RoleUse | None, float], ...] = ()
    _divides: bool = False

    def __post_init__(self) -> None:
        inks = [ink for word in self.words for ink in (*word.inks, *([word.space] if word.space else []))]
        self._sizes = tuple(dict.fromkeys((ink.role, ink.size_pt) for ink in inks))
        self._divides = any(word.hyphen or word.letters for word in self.words)

    @property
    def text(self) -> str:
        """All words, with their spaces."""
        return "".join(word.text + (" " if word.space else "") for word in self.words).strip()

    def broken(self, size_of: SizeOf, wider_pt: float = 0.0) -> Broken:
        """Return the paragraph broken into lines, at the sizes of `size_of` in a measure `wider_pt` wider."""
        known = (*[size_of(*key) for key in self._sizes], wider_pt)
        if known not in self._known:
            self._known[known] = self._break(dict(zip(self._sizes, known, strict=False)), wider_pt)
        return self._known[known]

    def widest_pt(self, size_of: SizeOf, *, divided: bool = False) -> float:
        """Return the width of the widest part that no line can break, in pt, with the first line's indent.

        Words that may be divided count as wholes, or as their pieces if `divided`.
        """
        known = (*[size_of(*key) for key in self._sizes], divided)
        if known not in self._widest:
            sizes, words = dict(zip(self._sizes, known, strict=False)), self.words
            if divided and self._divides:
                words = tuple(piece for word in self.words for piece in word.least())
            widths = [chunk.width_pt(sizes) for chunk in words] or [0.0]
            self._widest[known] = max(self.indent_pt + widths[0], *widths)
        return self._widest[known]

    def is_settled(self, by_pt: float) -> bool:
        """Return whether its lines stay in every measure that was asked about, were it `by_pt` off."""
        return all(
            self._break(dict(zip(self._sizes, known[:-1], strict=True)), known[-1] + off_pt).lines
            == broken.lines
            for known, broken in tuple(self._known.items())
            for off_pt in (-by_pt, by_pt)
        )

    def moved_to(self, other: Galley) -> Galley:
        """Return these words in the measure of `other`, which another layout shows."""
        measures = (other.measure_pt, other.indent_pt, self.lines_now, other.slack_pt, self.more)
        return Galley(self.words, *measures)

    def _break(self, sizes: Sizes, wider_pt: float) -> Broken:
        room = self.measure_pt + wider_pt + self.slack_pt
        if self._divides:
            return Broken(*divided_lines(self.words, sizes, room, self.indent_pt), more=self.more)
        lines: list[str] = []
        ends: list[int] = []
        line: list[str] = []
        used, limit = 0.0, room - self.indent_pt
        free = over = math.inf
        inked = 0.0
        for number, word in enumerate(self.words):
            width = word.width_pt(sizes, 0.0 if lines else used)
            if line and used + width > limit:
                free, over = min(free, limit - inked), min(over, used + width - limit)
                lines.append("".join(line).rstrip())
                ends.append(number)
                line, used, limit = [], 0.0, room
                width = word.width_pt(sizes) if word.stop_pt else width
            line.append(word.text)
            used += width
            inked = used
            if word.space:
                line.append(" ")
                used += word.space.em * sizes[word.space.role, word.space.size_pt]
            if word.forced:
                lines.append("".join(line).rstrip())
                ends.append(number + 1)
                line, used, limit = [], 0.0, room
        if line:
            lines.append("".join(line).rstrip())
            ends.append(len(self.words))
            free = min(free, limit - inked)
        return Broken(tuple(lines), tuple(ends), (free + over) / 2, self.more)


def running(parts: Sequence[Galley], place: Galley, usual: int) -> Galley:
    """Return paragraphs as one that takes the place of `place`, a space between them.

    Of the words of `place` so many are `usual`; what it has before them, such as a lead, stays.
    """
    words = [word for part in parts for word in part.words]
    space = next((word.space for word in (*place.words, *words) if word.space), None)
    ends = set(accumulate(len(part.words) for part in parts[:-1]))
    spaced = [replace(word, space=space) if at in ends else word for at, word in enumerate(words, start=1)]
    lead = place.words[: max(len(place.words) - usual, 0)] if usual else ()
    return replace(parts[0], words=(*lead, *spaced), _known={}, _widest={})


def same_size(role: RoleUse | None, size_pt: float) -> float:
    """Return the size as it is: the `SizeOf` of the setting that was laid out."""
    del role
    return size_pt


def paragraph(box: Box, fonts: Mapping[Face, bytes]) -> Galley:
    """Return the words of a laid-out paragraph, calibrated so that it breaks as it was laid out."""
    starts = [_start_of(box, line) for line in box.lines]
    hang = min(starts[1:], default=0.0)
    made = Galley(
        words=words_in(box, fonts),
        measure_pt=box.content_right_pt - box.content_left_pt - hang,
        indent_pt=starts[0] - hang,
        lines_now=len(box.lines),
    )
    return _calibrated(made, [_packed(line.text) for line in box.lines])


def words_in(box: Box, fonts: Mapping[Face, bytes]) -> tuple[Chunk, ...]:
    """Return the words of a laid-out paragraph."""
    return tuple(_words(_characters(box, fonts, _start_of(box, box.lines[0]))))


def _calibrated(made: Galley, laid_out: Sequence[str]) -> Galley:
    """Return `made`, granted or denied the least width at which it has the lines that were laid out.

    Where no width gives these, as many lines are enough; else so many are added as there are more.
    """
    as_many: Galley | None = None
    for slack_pt in SLACKS_PT:
        tried = Galley(made.words, made.measure_pt, made.indent_pt, made.lines_now, slack_pt)
        lines = tried.broken(same_size).lines
        if [_packed(line) for line in lines] == laid_out:
            return tried
        if as_many is None and len(lines) == len(laid_out):
            as_many = tried
    found = made.broken(same_size).count
    return as_many or replace(made, more=len(laid_out) - found, _known={}, _widest={})


def _packed(text: str) -> str:
    return "".join(text.split())


def _start_of(box: Box, line: Line) -> float:
    """Return how far from the content's start edge `line` begins, in pt; 0 where it is not set from there."""
    if box.alignment not in ("start", "justify"):
        return 0.0
    if not line.runs:
        return 0.0
    if box.direction == "ltr":
        return min(run.x_pt for run in line.runs) - box.content_left_pt
    return box.content_right_pt - max(run.x_pt + run.width_pt for run in line.runs)


def _characters(box: Box, fonts: Mapping[Face, bytes], start_pt: float) -> Iterator[Character]:
    """Yield the characters of a paragraph whose first line begins `start_pt` from the others."""
    types: dict[tuple[TextStyle, RoleUse | None, Hyphenation | None], Type] = {}

    def type_of(run: Run) -> Type:
        key = (run.style, run.role, run.hyphenation)
        if key not in types:
            types[key] = _type_of(run, fonts)
        return types[key]

    for line in box.lines:
        before: Run | None = None
        last: Run | None = None
        for run in _as_written(line):
            between = _between_pt(box, before, run)
            stop = _stop_pt(box, line, before, run, start_pt)
            if stop:
                start_pt, between = 0.0, max(-start_pt - stop, 0.0)
            elif box.direction == "rtl":
                between = 0.0
            yield from _characters_of(run, between, type_of(run), stop)
            before = run
            last = run if run.text else last
        if line.forced:
            yield Character("\n", Ink(0.0, 0.0, None))
        elif line.ends_in_space and last is not None and line is not box.lines[-1]:
            yield Character(" ", type_of(line.runs[-1]).ink(" "))


def _between_pt(box: Box, before: Run | None, run: Run) -> float:
    """Return the room between a run and the one before it on its line, in pt."""
    if before is None:
        return 0.0
    if box.direction == "ltr":
        return run.x_pt - before.x_pt - before.width_pt
    return before.x_pt - run.x_pt - run.width_pt


def _stop_pt(box: Box, line: Line, before: Run | None, run: Run, start_pt: float) -> float:
    """Return how far from the beginning of the first line `run` stands at least, beside the room before it.

    It does if what is before it hangs out to `start_pt`, as a day or a number does; else it is 0.
    """
    if line in box.lines[1:2]:
        return 0.0 if before else _stop_after_line_pt(box, start_pt)
    if before is None or line is not box.lines[0]:
        return 0.0
    between_pt = _between_pt(box, before, run)
    ltr = box.direction == "ltr"
    over_pt = run.x_pt - box.content_left_pt if ltr else box.content_right_pt - run.x_pt - run.width_pt
    if start_pt >= -NEAR_PT:
        return 0.0
    if abs(over_pt) <= NEAR_PT:
        return -start_pt
    return -start_pt - between_pt if over_pt > 0 and between_pt > NEAR_PT else 0.0


def _stop_after_line_pt(box: Box, start_pt: float) -> float:
    """Return how far from where the first line begins the second one does, if the first is a label alone.

    It hangs out to `start_pt`, and the word behind it had no room beside it; else it is 0.
    """
    line = box.lines[0]
    parted = line.ends_in_space or line.forced or line.divided or line.text[-1:] in (*ALWAYS, *IN_A_WORD)
    return -start_pt if start_pt < -NEAR_PT and not parted else 0.0


def _as_written(line: Line) -> Sequence[Run]:
    """Return the runs of a line without the sign that is shown because a word is divided at its end."""
    put = SOFT_HYPHEN + SHOWN_AT_THE_END
    last = line.runs[-1] if line.runs else None
    if last is None or not (line.divided or last.text.endswith(put)):
        return line.runs
    at = last.text.rindex(SOFT_HYPHEN)
    return (*line.runs[:-1], replace(last, text=last.text[: at + (not line.divided)]))


def _type_of(run: Run, fonts: Mapping[Face, bytes]) -> Type:
    style = run.style
    font = fonts[nearest_face(fonts, (style.family, style.bold, style.italic))]
    return Type(font, style.size_pt, run.role, style.letter_spacing_pt, run.hyphenation)


def _characters_of(run: Run, between_pt: float, type_: Type, stop_pt: float) -> Iterator[Character]:
    begins = positions(type_.font, run.text)
    for index, text in enumerate(run.text):
        fixed = type_.spacing_pt + (between_pt if index == 0 and abs(between_pt) > NOISE_PT else 0.0)
        ink = Ink(begins[index + 1] - begins[index], type_.size_pt, type_.role)
        yield Character(text, ink, fixed, type_, 0.0 if index else stop_pt)


def _words(characters: Iterator[Character]) -> Iterator[Chunk]:
    held: list[Character] = []
    sequence = list(characters)
    for index, character in enumerate(sequence):
        following = sequence[index + 1].text if index + 1 < len(sequence) else ""
        after = sequence[index - len(held) - 1] if index > len(held) else None
        if character.text == "\n":
            yield chunk(held, None, forced=True, after=after)
            held = []
        elif character.text in SPACES:
            yield chunk(held, character.ink, after=after)
            held = []
        else:
            held.append(character)
            hangs = index + 1 < len(sequence) and sequence[index + 1].stop_pt
            if hangs or _may_break(held, following):
                yield chunk(held, None, after=after)
                held = []
    if held:
        yield chunk(held, None, after=sequence[-len(held) - 1] if len(sequence) > len(held) else None)


def _may_break(held: Sequence[Character], following: str) -> bool:
    """Return whether a line may end after the last of `held`."""
    last = held[-1].text
    if not following or following in SPACES or following == "\n" or JOINT in (last, following):
        return False
    if last in ALWAYS:
        return True
    if last in IN_A_WORD:
        return len(held) > 1 and following.isalpha()
    return following in BREAKS_BEFORE
