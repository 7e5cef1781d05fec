"""Lines of a paragraph → Word runs: lines joined with the spaces they lost, tabs where text jumps.

A jump is a run that starts farther on than the text before it ends: a date at the end edge, an
event after its year. Word reaches such places with tab stops (ECMA-376 Part 1, §17.3.1.37).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from copyfit.layout.boxes import Line, Run
from copyfit.units import TWIPS_PER_PT, twips_from_pt
from copyfit.word.blocks.block import ParagraphBlock
from copyfit.word.blocks.held import ADDRESS
from copyfit.word.spec import RunSpec, TabSpec

JUMP_PT = 0.9
EDGE_PT = 1.0
TIE = "\u00a0"
BREAK = "\u200b"
SHOWN_HYPHENS = ("\u00ad\u2010", "\u00ad-")
"""A soft hyphen that a line ends in, and the sign that the page shows for it; Word shows its own."""
MARK = "\u200e"
"""What gives the spaces beside it its own direction, from left to right."""
FROM_THE_RIGHT = "\u200f"
NUMBER = re.compile(r"[,.:/]?\d")
ENDS_IN_NUMBER = re.compile(r"\d[,.:/]?$")
"""Numbers, and what stands in them, too (UAX #9: EN, CS)."""
JOINT = "\u2060"
JOINTS = re.compile(f"(?<!-){JOINT}")
"""Word joiners but for those that make a hyphen one that does not break."""
BREAKING = ("-", "\u2010", "\u2013", "\u2014", BREAK)


def runs_and_tabs(
    paragraph: ParagraphBlock, edge_pt: float, ties: Mapping[int, int]
) -> tuple[tuple[RunSpec, ...], tuple[TabSpec, ...]]:
    """Return the paragraph's runs and the tab stops they use.

    `edge_pt` is the leading edge from which tab stops are measured; `ties` says, by the number
    of the line, how many of its first words must stay together.
    """
    runs: list[RunSpec] = []
    tabs: dict[TabSpec, None] = {}
    in_address = False
    for index, line in enumerate(paragraph.lines):
        pieces = list(_without_breaks(_pieces(line, paragraph, edge_pt, tabs), goes_on=in_address))
        for _ in range(ties.get(index, 1) - 1):
            pieces = _tied(pieces)
        if line.text.endswith(SHOWN_HYPHENS):
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-1])
        pieces = list(_loosened(pieces, keep_first=index > 0))
        runs.extend(pieces)
        if index + 1 < len(paragraph.lines):
            word = _word_across(paragraph.lines, index).replace(BREAK, "")
            in_address = not (line.ends_in_space or line.forced) and bool(ADDRESS.search(word))
            runs.extend(_line_end(line, pieces, in_address=in_address))
    joined = list(_joined(runs))
    joined = _apart(joined) if paragraph.direction == "rtl" else joined
    return tuple(_filled(joined, paragraph)), tuple(tabs)


def _apart(runs: Sequence[RunSpec]) -> list[RunSpec]:
    """Return the runs with numbers that the page sets one after the other kept from being read as one.

    From right to left `1,` and `2` are no `1,2`, and a year with a raised number behind it is no longer year:
    between them stands a mark of the text's direction.
    """
    made = list(runs)
    for index, (before, after) in enumerate(pairwise(runs)):
        if before.style != after.style and ENDS_IN_NUMBER.search(before.text) and NUMBER.match(after.text):
            made[index] = replace(before, text=before.text + FROM_THE_RIGHT)
    return made


def _filled(runs: list[RunSpec], paragraph: ParagraphBlock) -> list[RunSpec]:
    """Return the runs with the shade of a marking in one piece, from its first space to its last.

    No-break spaces are painted apart from their word, with a hairline between; plain ones are not, if they
    are no end of a line and read in the word's direction: a mark without width stands around them. A line
    that stands alone cannot break at them.
    """
    if len(paragraph.lines) > 1:
        return runs
    foreign = paragraph.direction == "rtl"
    return [
        replace(run, text=_edged(run.text, MARK if foreign and not run.rtl else ""))
        if run.style and run.style.background and not run.special
        else run
        for run in runs
    ]


def _edged(text: str, mark: str) -> str:
    inner = text.strip(TIE)
    if not inner or inner == text:
        return text
    start, end = text.index(inner), len(text) - text.index(inner) - len(inner)
    return mark + " " * start + inner + " " * end + (mark or BREAK)


def _pieces(
    line: Line, paragraph: ParagraphBlock, edge_pt: float, tabs: dict[TabSpec, None]
) -> Iterator[RunSpec]:
    rtl = paragraph.direction == "rtl"
    before: Run | None = None
    for run in line.runs:
        if before is not None and jump_pt(before, run, rtl=rtl) > JUMP_PT:
            yield from _jump(before, _tab(run, line, paragraph, edge_pt), paragraph, edge_pt, tabs)
        yield RunSpec(text=run.text, style=run.style, rtl=rtl and reads_right_to_left(run.text))
        before = run


def _jump(
    before: Run, stop: TabSpec, paragraph: ParagraphBlock, edge_pt: float, tabs: dict[TabSpec, None]
) -> Iterator[RunSpec]:
    """Yield the tabs that lead to `stop`, past the one that a hanging indent makes where its text starts."""
    rtl = paragraph.direction == "rtl"
    hang = twips_from_pt(abs((paragraph.right_pt if rtl else paragraph.left_pt) - edge_pt))
    reached = twips_from_pt(abs((before.x_pt if rtl else before.x_pt + before.width_pt) - edge_pt))
    tab = RunSpec(special="tab", style=before.style)
    if reached < hang < stop.position + TWIPS_PER_PT:
        yield tab
        if abs(stop.position - hang) <= TWIPS_PER_PT:
            return
    yield tab
    tabs[stop] = None


def jump_pt(before: Run, run: Run, *, rtl: bool) -> float:
    """Return how far `run` starts beyond the end of the run before it, both in reading direction."""
    if rtl:
        return before.x_pt - (run.x_pt + run.width_pt)
    return run.x_pt - (before.x_pt + before.width_pt)


def _tab(run: Run, line: Line, paragraph: ParagraphBlock, edge_pt: float) -> TabSpec:
    rtl = paragraph.direction == "rtl"
    end_of_line = min(item.x_pt for item in line.runs) if rtl else max(i.x_pt + i.width_pt for i in line.runs)
    far_edge = paragraph.left_pt if rtl else paragraph.right_pt
    if abs(end_of_line - far_edge) < EDGE_PT:
        return TabSpec(twips_from_pt(abs(far_edge - edge_pt)), "end")
    start = run.x_pt + run.width_pt if rtl else run.x_pt
    return TabSpec(twips_from_pt(abs(start - edge_pt)), "start")


def reads_right_to_left(text: str) -> bool:
    """Return whether `text` is to be marked right to left: it has such a letter, or no letter at all."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return bool(kinds & {"R", "AL", "AN"}) or "L" not in kinds


def _line_end(line: Line, pieces: list[RunSpec], *, in_address: bool) -> Iterator[RunSpec]:
    """Yield what ends `line`: in an address a line break, so that no sign is copied with it."""
    lost = _lost_at_the_end(line, line.text) if pieces else ""
    if line.forced or (in_address and (lost == BREAK or line.text.endswith(BREAK))):
        yield RunSpec(special="line-break", style=pieces[-1].style if pieces else None)
    elif lost:
        last = pieces[-1]
        yield RunSpec(text=lost, style=last.style, rtl=last.rtl)


def _lost_at_the_end(line: Line, text: str) -> str:
    """Return the space that `line` lost, or what lets Word break where it would not of itself."""
    if line.ends_in_space:
        return "" if text.endswith((" ", TIE)) else " "
    return "" if text.endswith(BREAKING) else BREAK


def _word_across(lines: Sequence[Line], index: int) -> str:
    """Return the word that begins the line after `index`, from its beginning on lines before."""
    word = lines[index + 1].text.partition(" ")[0]
    for number in range(index, -1, -1):
        if lines[number].ends_in_space:
            break
        _, space, tail = lines[number].text.rpartition(" ")
        word = tail + word
        if space:
            break
    return word


def _without_breaks(pieces: Iterator[RunSpec], *, goes_on: bool) -> Iterator[RunSpec]:
    """Yield the pieces with no U+200B inside an address, so that one that is copied opens.

    `goes_on` says that the first word is the rest of an address on the line before.
    """
    for number, piece in enumerate(pieces):
        words = piece.text.split(" ")
        for at, word in enumerate(words):
            bare = word.replace(BREAK, "")
            if ADDRESS.search(bare) or (goes_on and number == at == 0):
                words[at] = bare
        yield replace(piece, text=" ".join(words))


def _loosened(pieces: list[RunSpec], *, keep_first: bool) -> Iterator[RunSpec]:
    """Yield the pieces without the joiners that lines broken already do not need.

    Programs disagree about U+2060 and searches do not see through it; `keep_first` leaves it in a line's
    first word, which might move up in part.
    """
    held = keep_first
    for piece in pieces:
        first, space, rest = piece.text.partition(" ") if held else ("", "", piece.text)
        held = held and not space and not piece.special
        yield replace(piece, text=first + space + JOINTS.sub("", rest))


def _tied(pieces: list[RunSpec]) -> list[RunSpec]:
    """Return the pieces with the first space between words made a no-break space."""
    result = list(pieces)
    seen = False
    for index, piece in enumerate(pieces):
        if piece.special:
            return result
        text = piece.text
        position = text.find(" ", 0 if seen else len(text) - len(text.lstrip(" ")))
        if position >= 0 and (seen or position > 0):
            result[index] = replace(piece, text=text[:position] + TIE + text[position + 1 :])
            return result
        seen = seen or bool(text.strip())
    return result


def _joined(runs: list[RunSpec]) -> Iterator[RunSpec]:
    """Merge neighbours of one style, and drop spaces before a tab."""
    pending: RunSpec | None = None
    for run in runs:
        if pending is None:
            pending = run
        elif (
            not run.special and not pending.special and run.style == pending.style and run.rtl == pending.rtl
        ):
            pending = replace(pending, text=pending.text + run.text)
        else:
            if run.special == "tab" and not pending.special:
                pending = replace(pending, text=pending.text.rstrip(" "))
            if pending.text or pending.special:
                yield pending
            pending = run
    if pending is not None and (pending.text or pending.special):
        yield pending
