"""The page of a finished Word file, read back from the file alone and held against the PDF's lines.

In: the bytes of a DOCX, and the `Layout` that the PDF was painted from. Out: a `WordPage`. Next: the preview
draws it. Nothing of how the file was written is used: only what stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from copyfit.layout.boxes import Layout
from copyfit.scene import WordLine, WordPage, WordRun
from copyfit.show.word.file import R, W, WordFile, is_on, length
from copyfit.show.word.forme import Edges, Forme

NEAR_PT = 24.0
"""A line of the same words farther away is another line."""
APART_PT = 3.0
_UNSEEN = re.compile(r"[\s\u00ad\u2060\u200b\u200e\u200f\u061c]+")


def word_page(docx: bytes, layout: Layout) -> WordPage:
    """Return the page that the numbers in `docx` add up to."""
    file = WordFile(docx)
    formes = [_body(file), *_running(file)]
    lines = tuple(line for forme in formes for line in forme.lines)
    rules = tuple(rule for forme in formes for rule in forme.rules)
    foot = layout.sheet.content_bottom_pt
    pages = 1 if formes[0].y / 20 <= foot + 0.05 else 2
    same, count, off_pt = _compared(lines, layout)
    return WordPage(lines, rules, pages, same, count, round(off_pt, 2))


def _sections(body: Element) -> Iterator[tuple[list[Element], Element]]:
    """Yield the paragraphs and tables of each section with its properties (§17.6)."""
    items: list[Element] = []
    for item in body:
        if item.tag == f"{W}sectPr":
            yield items, item
        else:
            items.append(item)
            properties = item.find(f"{W}pPr/{W}sectPr")
            if properties is not None:
                yield items, properties
                items = []


def _body(file: WordFile) -> Forme:
    forme = Forme(file, file.targets())
    for number, (items, properties) in enumerate(_sections(file.body)):
        margin = properties.find(f"{W}pgMar")
        assert margin is not None, "our own writer says where the page begins"
        if number == 0:
            forme.y = length(margin, "top")
        columns = _columns(properties)
        start, ends = forme.y + forme.after, []
        forme.y, forme.after, forme.box = start, 0.0, ()
        for column, part in zip(columns, _parted(items), strict=False):
            forme.y, forme.after, forme.box = start, 0.0, ()
            forme.fill(part, column)
            ends.append(forme.y + forme.after)
        forme.y, forme.after = max(ends, default=start), 0.0
    return forme


def _columns(properties: Element) -> list[Edges]:
    """Return the columns of a section, in reading order (§17.6.4)."""
    size, margin = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    assert size is not None and margin is not None, "our own writer says both"
    left, right = length(margin, "left"), length(size, "w") - length(margin, "right")
    rtl = is_on(properties.find(f"{W}bidi"))
    widths = [(length(one, "w"), length(one, "space")) for one in properties.iterfind(f"{W}cols/{W}col")]
    columns, at = [], 0.0
    for width, gap in widths or [(right - left, 0.0)]:
        x = right - at - width if rtl else left + at
        columns.append(Edges(x, x + width, rtl))
        at += width + gap
    return columns


def _parted(items: Sequence[Element]) -> list[list[Element]]:
    """Return the items of each column: one ends where a break says so."""
    parts: list[list[Element]] = [[]]
    for item in items:
        breaks = (one.get(f"{W}type") for one in item.iterfind(f"{W}r/{W}br"))
        if "column" in breaks:
            parts.append([])
        parts[-1].append(item)
    return parts


def _running(file: WordFile) -> Iterator[Forme]:
    """Yield header and footer: the one from its distance down, the other up to its own."""
    properties = next(file.body.iter(f"{W}sectPr"))
    size, margin = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    assert size is not None and margin is not None, "our own writer says both"
    targets = file.targets()
    columns = Edges(length(margin, "left"), length(size, "w") - length(margin, "right"))
    for kind in ("header", "footer"):
        reference = properties.find(f"{W}{kind}Reference")
        name = targets.get(str(reference.get(f"{R}id")), "") if reference is not None else ""
        root = file.part(name)
        if root is None:
            continue
        begin = length(margin, "header")
        if kind == "footer":
            trial = Forme(file, file.targets(name))
            trial.fill(list(root), columns)
            begin = length(size, "h") - length(margin, "footer") - trial.y - trial.after
        forme = Forme(file, file.targets(name), begin)
        forme.fill(list(root), columns)
        yield forme


def _compared(lines: Sequence[WordLine], layout: Layout) -> tuple[int, int, float]:
    """Return how many lines of the PDF the Word page has, of how many, and how far off they are, in pt."""
    known: dict[str, list[float]] = {}
    for line in lines:
        for text in _texts(line):
            known.setdefault(text, []).append(line.baseline_pt)
    same = count = 0
    farthest = 0.0
    for box in layout.page.walk():
        for ours in box.lines:
            text = _plain(ours.text)
            if not text:
                continue
            count += 1
            off = min((abs(y - ours.baseline_pt) for y in known.get(text, ())), default=NEAR_PT)
            if off < NEAR_PT:
                same += 1
                farthest = max(farthest, off)
    return same, count, farthest


def _texts(line: WordLine) -> Iterator[str]:
    """Yield the words of a line, and of each stretch of it that stands apart from the others."""
    stretches: list[list[WordRun]] = []
    for run in line.runs:
        if stretches and _touch(stretches[-1][-1], run):
            stretches[-1].append(run)
        else:
            stretches.append([run])
    for runs in (*stretches, line.runs) if len(stretches) > 1 else stretches:
        yield _plain("".join(run.text for run in runs))


def _touch(one: WordRun, other: WordRun) -> bool:
    """Return whether a run begins where another ends, from the left or from the right."""
    forward = abs(one.x_pt + one.width_pt - other.x_pt)
    return min(forward, abs(other.x_pt + other.width_pt - one.x_pt)) < APART_PT


def _plain(text: str) -> str:
    """Return the letters of a text; sorted if they run from right to left, for runs are ordered by place."""
    letters = _UNSEEN.sub("", text).replace("\u2010", "-")
    return "".join(sorted(letters)) if any(map(_from_the_right, letters)) else letters


def _from_the_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")
