"""How far each line is from breaking elsewhere, and what makes that distance larger.

Another engine kerns or does not, joins ligatures or does not, and rounds in its own way. For every
line *free* is the room left on it and *over* is by how much it would be too long with the next
word. Both are measured with HarfBuzz over kerning and ligatures on and off, the worst case counts.

In: lines of a `Layout`. Out: a `BreakAdvice` per paragraph. Next: `docx` moves an edge or ties words.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copyfit.language.line_ends import BREAKS_AFTER, JOINT
from copyfit.layout.boxes import SHOWN_AT_THE_END, SOFT_HYPHEN, Line, Run, TextStyle
from copyfit.measure import shape

TIGHT_PT = 0.7
TIE_BELOW_PT = 1.2
SQUEEZED_PT = 8.3
"""What spaces of a justified line may be squeezed by to take one more word, in engines that do so."""
MOST_TIED = 3
LARGEST_SHIFT_PT = 5.0
ROOM_SHARE = 0.012
UNBROKEN = f"-{JOINT}"
"""What is written down as Word's own hyphen that does not break; after a dash Word may break all the same."""
SHOWN = SOFT_HYPHEN + SHOWN_AT_THE_END
MODES = shape.MODES
Fonts = shape.Fonts


@dataclass(frozen=True, slots=True)
class TightLine:
    """A line whose break another engine may move: its words, the smallest margin in pt, its statement."""

    text: str
    margin_pt: float
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A line as far as its break depends on it: what stands after its last tab, and the room there.

    `first` is what stands before its first tab: the words that might move up to the line before.
    """

    line: Line
    runs: tuple[Run, ...]
    first: tuple[Run, ...]
    room_pt: float
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Freedom:
    """How far a paragraph's end edge may move without being seen, in pt."""

    outwards_pt: float = LARGEST_SHIFT_PT
    inwards_pt: float = LARGEST_SHIFT_PT

    def nearest(self, shift_pt: float) -> float:
        """Return the allowed move that is nearest to `shift_pt`."""
        return max(-self.inwards_pt, min(shift_pt, self.outwards_pt))


FIXED = Freedom(0.0, 0.0)


def moved_by(shift_pt: float) -> Freedom:
    """Return the freedom of an edge that has been moved already."""
    return Freedom(shift_pt, -shift_pt)


@dataclass(frozen=True, slots=True)
class BreakAdvice:
    """What keeps a paragraph's lines as they are.

    `shift_pt` moves the end edge outwards (negative: inwards); `ties` says of lines, by number, how
    many of their first words are tied; `margin_pt` is the smallest margin after both; `margins_pt` are those
    of all lines that could break elsewhere, each with its line.
    """

    shift_pt: float = 0.0
    ties: Mapping[int, int] = field(default_factory=dict)
    margin_pt: float = math.inf
    tight: tuple[TightLine, ...] = ()
    margins_pt: tuple[tuple[Line, float], ...] = ()


@dataclass(frozen=True, slots=True)
class BreakReport:
    """A page's smallest margin in pt, None if nothing could break elsewhere, and its tight lines."""

    margin_pt: float | None
    tight: tuple[TightLine, ...]


def report(advice: Iterable[BreakAdvice]) -> BreakReport:
    """Return what the advice for all paragraphs of a page comes to."""
    every = tuple(advice)
    margin = min((one.margin_pt for one in every), default=math.inf)
    return BreakReport(
        round(margin, 2) if math.isfinite(margin) else None,
        tuple(line for one in every for line in one.tight),
    )


def advise(
    lines: Sequence[Span],
    fonts: Fonts,
    freedom: Freedom,
    *,
    justified: bool = False,
    statement: str | None = None,
) -> BreakAdvice:
    """Return how to keep `lines`: words are tied where moving the edge is not enough."""
    if not lines:
        return BreakAdvice()
    freedom = FIXED if justified else freedom
    free = [line.room_pt - max(_widths(line.runs, fonts)) for line in lines]
    over = [_over_pt(lines, index, fonts, 1, justified=justified) for index in range(len(lines) - 1)]
    ties: dict[int, int] = {}
    while True:
        shift = freedom.nearest(_wanted_shift_pt(free, over, lines, fonts))
        better = dict(_better_ties(lines, over, ties, shift, fonts, justified=justified))
        if not better:
            break
        for index, (count, value) in better.items():
            ties[index + 1], over[index] = count, value
    margins = [
        min(free[index] + shift, over[index] - shift if index < len(over) else math.inf)
        for index in range(len(lines))
    ]
    tight = (
        TightLine(stretch.line.text.strip(), round(margin, 2), statement)
        for stretch, margin in zip(lines, margins, strict=True)
        if margin < TIGHT_PT
    )
    known = tuple(
        (stretch.line, round(margin, 2))
        for stretch, margin in zip(lines, margins, strict=True)
        if math.isfinite(margin)
    )
    return BreakAdvice(shift, ties, min(margins), tuple(tight), known)


def wanted_shift_pt(paragraphs: Iterable[Sequence[Span]], fonts: Fonts) -> float:
    """Return the move of the end edge that is best for several paragraphs that share it.

    Lines that the next two words would fill are left to be tied.
    """
    free: list[float] = []
    over: list[float] = []
    lines: list[Span] = []
    for stretches in paragraphs:
        lines += stretches
        free += [line.room_pt - max(_widths(line.runs, fonts)) for line in stretches]
        over += [_over_pt(stretches, index, fonts, 2, justified=False) for index in range(len(stretches) - 1)]
    return _wanted_shift_pt(free, over, lines, fonts) if lines else 0.0


def _wanted_shift_pt(
    free: Sequence[float], over: Sequence[float], lines: Sequence[Span], fonts: Fonts
) -> float:
    """Return the move of the end edge that leaves the same margin on both sides of every break."""
    least_free, least_over = min(free), min(over, default=math.inf)
    if math.isinf(least_free):
        return 0.0
    if math.isinf(least_over):
        wanted = 1.0 + ROOM_SHARE * max(max(_widths(line.runs, fonts)) for line in lines)
        return max(wanted - least_free, 0.0)
    if least_free + least_over < 0:  # a break that no edge can prevent: the other lines must hold at least
        return max(TIGHT_PT - least_free, 0.0)
    return (least_over - least_free) / 2


def _better_ties(
    lines: Sequence[Span],
    over: Sequence[float],
    ties: Mapping[int, int],
    shift_pt: float,
    fonts: Fonts,
    *,
    justified: bool,
) -> Iterable[tuple[int, tuple[int, float]]]:
    """Yield, for each line that the next words might join, how many of them to tie and what that gives."""
    for index, value in enumerate(over):
        if value - shift_pt >= TIE_BELOW_PT:
            continue
        for count in range(ties.get(index + 1, 1) + 1, MOST_TIED + 1):
            tied = _over_pt(lines, index, fonts, count, justified=justified)
            if tied > value:
                yield index, (count, tied)
                break


def _over_pt(lines: Sequence[Span], index: int, fonts: Fonts, count: int, *, justified: bool) -> float:
    """Return by how much line `index` would be too long with the next `count` words."""
    stretch = lines[index]
    runs = first_words(lines[index + 1].first, count, rtl=stretch.rtl)
    if stretch.line.forced or not runs or not stretch.runs:
        return math.inf
    gap = [Run(" ", stretch.runs[-1].style, 0, 0)] if stretch.line.ends_in_space else []
    over = min(_widths((*_joined_up(stretch), *gap, *runs), fonts)) - stretch.room_pt
    return over - SQUEEZED_PT if justified else over


def _joined_up(stretch: Span) -> tuple[Run, ...]:
    """Return the runs without the hyphen at their end: beside the rest of the word there is none."""
    *before, last = stretch.runs
    head, put, _ = last.text.rpartition(SOFT_HYPHEN)
    return (*before, replace(last, text=head)) if put and last.text.endswith(SHOWN) else stretch.runs


def first_words(runs: Sequence[Run], count: int, *, rtl: bool = False) -> tuple[Run, ...]:
    """Return the runs of the first `count` words of a line, or of the part that can be broken off them.

    A word ends at a space, and can be broken after a dash; in right-to-left text also before figures or
    Latin letters inside it, where LibreOffice breaks.
    """
    words: list[Run] = []
    left = count
    before = ""
    for run in runs:
        for position, character in enumerate(run.text):
            inside = bool(before.strip(" "))
            at_turn = rtl and inside and _turns(before, character)
            left -= character == " " and inside
            after_dash = character in BREAKS_AFTER and not at_turn and run.text[position:][:2] != UNBROKEN
            if at_turn or after_dash or left == 0:
                words.append(Run(run.text[: position + int(after_dash)], run.style, 0, 0))
                return tuple(words)
            before += character
        words.append(run)
    return tuple(words)


def _turns(before: str, character: str) -> bool:
    """Return whether text runs the other way from `character` on."""
    last = unicodedata.bidirectional(before[-1])
    forward = unicodedata.bidirectional(character) in ("L", "EN")
    return forward and last not in ("L", "EN", "ES", "ET", "CS", "WS", "NSM")


def _widths(runs: Sequence[Run], fonts: Fonts) -> tuple[float, ...]:
    """Return the width of the runs in pt, in each of the four modes."""
    totals = [0.0] * len(MODES)
    for run in runs:
        for mode, width in enumerate(run_widths(run.text, run.style, fonts)):
            totals[mode] += width
    return tuple(totals)


def run_widths(text: str, style: TextStyle, fonts: Fonts) -> tuple[float, ...]:
    """Return the width of `text` in pt, in each of the four modes."""
    if not text:
        return (0.0,) * len(MODES)
    units = shape.widths(text, (style.family, style.bold, style.italic), fonts)
    spacing = style.letter_spacing_pt * len(text)
    return tuple(advance * style.size_pt + spacing for advance in units)
