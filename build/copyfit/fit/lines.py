"""Break a paragraph again, at another size or in another measure, without laying it out.

In: a laid-out paragraph (`Box` with lines). Out: `Galley`, whose words know their width at any
size. Next: `stacking` turns lines into heights.

Text is set ragged and broken greedily, as WeasyPrint does: at spaces, after hyphens and dashes;
no-break spaces hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from copyfit.language.line_ends import ALWAYS, BREAKS_BEFORE, IN_A_WORD, JOINT
from copyfit.layout.boxes import Box, Line, RoleUse, Run
from copyfit.measure.shape import Face, nearest_face, positions

SPACES = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
NOISE_PT = 0.05
"""Differences below this come from rounding, not from the style sheet."""
SLACKS_PT = (0.0, 0.1, -0.1, 0.3, -0.3, 1.0, -1.0, 3.0, -3.0, -6.0, -12.0, -24.0)
"""What a paragraph is granted or denied, least first, until it breaks as it was laid out."""

SizeOf = Callable[[RoleUse | None, float], float]
"""The size in pt, at the setting asked about, of text that is set in a given size now."""
Sizes = Mapping[tuple[RoleUse | None, float], float]
"""The sizes in pt that text of each role and size has at the setting asked about."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Text of one style: its width in em, the size it has now, and the role that the size follows."""

    em: float
    size_pt: float
    role: RoleUse | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two places where a line may break, and the space after it."""

    text: str
    inks: tuple[Ink, ...]
    fixed_pt: float = 0.0
    space: Ink | None = None
    forced: bool = False

    def width_pt(self, sizes: Sizes) -> float:
        """Return how wide it is, without the space after it, where type has these sizes."""
        return self.fixed_pt + sum(ink.em * sizes[ink.role, ink.size_pt] for ink in self.inks)


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a paragraph, as wide as `ink`, after `fixed_pt` of empty room."""

    text: str
    ink: Ink
    fixed_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Broken:
    """A paragraph broken into lines: the texts of its lines."""

    lines: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)


@dataclass(eq=False, slots=True)
class Galley:
    """The words of one paragraph and the measure they are set in.

    `slack_pt` is what had to be granted, or denied if below 0, so that breaking it as it stands gives
    the lines it has.
    """

    words: tuple[Chunk, ...]
    measure_pt: float
    indent_pt: float
    lines_now: int
    slack_pt: float = 0.0
    _known: dict[tuple[float, ...], Broken] = field(default_factory=dict)
    _widest: dict[tuple[float, ...], float] = field(default_factory=dict)
    _sizes: tuple[tuple[RoleUse | None, float], ...] = ()

    def __post_init__(self) -> None:
        inks = [ink for word in self.words for ink in (*word.inks, *([word.space] if word.space else []))]
        self._sizes = tuple(dict.fromkeys((ink.role, ink.size_pt) for ink in inks))

    @property
    def text(self) -> str:
        """All words, with their spaces."""
        return "".join(word.text + (" " if word.space else "") for word in self.words).strip()

    def broken(self, size_of: SizeOf, wider_pt: float = 0.0) -> Broken:
        """Return the paragraph broken into lines, at the sizes of `size_of` in a measure `wider_pt` wider."""
        sizes = {key: size_of(*key) for key in self._sizes}
        known = (*sizes.values(), wider_pt)
        if known not in self._known:
            self._known[known] = self._break(sizes, wider_pt)
        return self._known[known]

    def widest_pt(self, size_of: SizeOf) -> float:
        """Return the width of the widest part that no line can break, in pt, with the first line's indent."""
        sizes = {key: size_of(*key) for key in self._sizes}
        known = tuple(sizes.values())
        if known not in self._widest:
            widths = [chunk.width_pt(sizes) for chunk in self.words] or [0.0]
            self._widest[known] = max(self.indent_pt + widths[0], *widths)
        return self._widest[known]

    def moved_to(self, other: Galley) -> Galley:
        """Return these words in the measure of `other`, which another layout shows."""
        return Galley(self.words, other.measure_pt, other.indent_pt, self.lines_now, other.slack_pt)

    def _break(self, sizes: Sizes, wider_pt: float) -> Broken:
        room = self.measure_pt + wider_pt + self.slack_pt
        lines: list[str] = []
        line: list[str] = []
        used, limit = 0.0, room - self.indent_pt
        for word in self.words:
            width = word.width_pt(sizes)
            if line and used + width > limit:
                lines.append("".join(line).rstrip())
                line, used, limit = [], 0.0, room
            line.append(word.text)
            used += width
            if word.space:
                line.append(" ")
                used += word.space.em * sizes[word.space.role, word.space.size_pt]
            if word.forced:
                lines.append("".join(line).rstrip())
                line, used, limit = [], 0.0, room
        if line:
            lines.append("".join(line).rstrip())
        return Broken(tuple(lines))


def same_size(role: RoleUse | None, size_pt: float) -> float:
    """Return the size as it is: the `SizeOf` of the setting that was laid out."""
    del role
    return size_pt


def paragraph(box: Box, fonts: Mapping[Face, bytes]) -> Galley:
    """Return the words of a laid-out paragraph, calibrated so that it breaks as it was laid out."""
    starts = [_start_of(box, line) for line in box.lines]
    hang = min(starts[1:]) if len(starts) > 1 else min(0.0, starts[0])
    made = Galley(
        words=tuple(_words(_characters(box, fonts))),
        measure_pt=box.content_right_pt - box.content_left_pt - hang,
        indent_pt=starts[0] - hang,
        lines_now=len(box.lines),
    )
    return _calibrated(made, [_packed(line.text) for line in box.lines])


def _calibrated(made: Galley, laid_out: Sequence[str]) -> Galley:
    """Return `made`, granted or denied the least width at which it has the lines that were laid out.

    Where no width gives these, as many lines are enough.
    """
    as_many: Galley | None = None
    for slack_pt in SLACKS_PT:
        tried = Galley(made.words, made.measure_pt, made.indent_pt, made.lines_now, slack_pt)
        lines = tried.broken(same_size).lines
        if [_packed(line) for line in lines] == laid_out:
            return tried
        if as_many is None and len(lines) == len(laid_out):
            as_many = tried
    return as_many or made


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


def _characters(box: Box, fonts: Mapping[Face, bytes]) -> Iterator[Character]:
    for line in box.lines:
        end = line.x_pt
        runs = line.runs
        last: Ink | None = None
        for number, run in enumerate(runs):
            between = run.x_pt - end if box.direction == "ltr" and number else 0.0
            end = run.x_pt + run.width_pt
            for character in _characters_of(run, between, fonts):
                last = character.ink
                yield character
        if line.forced:
            yield Character("\n", Ink(0.0, 0.0, None))
        elif line.ends_in_space and last is not None and line is not box.lines[-1]:
            yield Character(" ", _space(runs[-1], fonts))


def _characters_of(run: Run, between_pt: float, fonts: Mapping[Face, bytes]) -> Iterator[Character]:
    style = run.style
    font = fonts[nearest_face(fonts, (style.family, style.bold, style.italic))]
    begins = positions(font, run.text)
    spacing = style.letter_spacing_pt
    for index, text in enumerate(run.text):
        fixed = spacing + (between_pt if index == 0 and abs(between_pt) > NOISE_PT else 0.0)
        yield Character(text, Ink(begins[index + 1] - begins[index], style.size_pt, run.role), fixed)


def _space(run: Run, fonts: Mapping[Face, bytes]) -> Ink:
    font = fonts[nearest_face(fonts, (run.style.family, run.style.bold, run.style.italic))]
    return Ink(positions(font, " ")[-1], run.style.size_pt, run.role)


def _words(characters: Iterator[Character]) -> Iterator[Chunk]:
    held: list[Character] = []
    sequence = list(characters)
    for index, character in enumerate(sequence):
        following = sequence[index + 1].text if index + 1 < len(sequence) else ""
        if character.text == "\n":
            yield _word(held, None, forced=True)
            held = []
        elif character.text in SPACES:
            yield _word(held, character.ink)
            held = []
        else:
            held.append(character)
            if _may_break(held, following):
                yield _word(held, None)
                held = []
    if held:
        yield _word(held, None)


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


def _word(held: Sequence[Character], space: Ink | None, *, forced: bool = False) -> Chunk:
    inks: dict[tuple[float, RoleUse | None], float] = {}
    for character in held:
        key = (character.ink.size_pt, character.ink.role)
        inks[key] = inks.get(key, 0.0) + character.ink.em
    return Chunk(
        text="".join(character.text for character in held),
        inks=tuple(Ink(em, size, role) for (size, role), em in inks.items()),
        fixed_pt=sum(character.fixed_pt for character in held),
        space=space,
        forced=forced,
    )
