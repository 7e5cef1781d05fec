"""The new Word file with what changed since the old one as tracked changes (ECMA-376 Part 1, §17.13.5).

In: the parts of both files. Out: the bytes of the new file with `w:ins` and `w:del`: with all changes
accepted it says what the new one says, with all rejected what the old one said. Next: a colleague in Word.

The new file's layout stays: paragraphs, styles, columns and tables are its own, and what went is put where
it stood. Changes carry no day, so that the bytes depend on the two files alone.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from itertools import count
from typing import Any

from lxml import etree

from copyfit.diff.active import refuse_active
from copyfit.diff.document import (
    DOCUMENT,
    STYLES,
    W,
    paragraphs_of,
    passages_in,
    running_parts,
    text_of,
    tree_of,
)
from copyfit.diff.runs import cut, runs_between, spans_of
from copyfit.diff.words import Pair, aligned, spans, tokens
from copyfit.word.ooxml.package import reproducible

AUTHOR = "copyfit"
FIRST_ID = 100_000
"""Ids of changes begin here: none of the file's own bookmarks has so high a number (§17.13.1)."""

_NOT_COPIED = tuple(f"{W}{name}" for name in ("numPr", "sectPr", "framePr", "rPr", "pageBreakBefore"))


def redlined(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bytes:
    """Return the file with the parts `new`, what changed since `old` tracked in it.

    Raises Unreadable for a file with active content, which is passed on to nobody.
    """
    refuse_active(new)
    parts = dict(new)
    marks = _Marks()
    for name in (DOCUMENT, *(one for one in running_parts(new) if one in old)):
        before, after = tree_of(old[name]), tree_of(new[name])
        _track(before, after, marks)
        parts[name] = etree.tostring(after, xml_declaration=True, encoding="UTF-8", standalone=True)
    if STYLES in old and STYLES in new:
        parts[STYLES] = _with_styles(old[STYLES], new[STYLES])
    return reproducible(parts)


class _Marks:
    """Makes the elements that say that something came or went, each with an id of its own."""

    def __init__(self) -> None:
        self._ids = count(FIRST_ID)

    def new(self, kind: str) -> Any:
        """Return an empty `w:ins` or `w:del`."""
        return etree.Element(f"{W}{kind}", {f"{W}id": str(next(self._ids)), f"{W}author": AUTHOR})

    def on_end(self, paragraph: Any, kind: str) -> None:
        """Say that the end of a paragraph came or went (§17.13.5.15, §17.13.5.20)."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        of_mark = properties.find(f"{W}rPr")
        if of_mark is None:
            of_mark = etree.Element(f"{W}rPr")
            later = properties.find(f"{W}sectPr")
            properties.insert(len(properties) if later is None else properties.index(later), of_mark)
        of_mark.insert(0, self.new(kind))

    def on_row(self, row: Any, kind: str) -> None:
        """Say that a row of a table came or went (§17.13.5.12, §17.13.5.16)."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            first = row.find(f"{W}tblPrEx")
            row.insert(0 if first is None else 1, properties)
        properties.append(self.new(kind))


def _track(before: Any, after: Any, marks: _Marks) -> None:
    """Write the changes from one tree to the other into the second."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    if not new:
        new = [_first(after)]
    pairs = aligned(*(tuple(passages_in(side)) for side in (old, new)))
    pairs = tuple(part for pair in pairs for part in _apart(pair))
    gone = {old[pair.old] for pair in pairs if pair.old is not None and pair.new is None}
    for pair in pairs:
        if pair.old is not None and pair.new is not None:
            _mend(old[pair.old], new[pair.new], marks)
    _came([new[pair.new] for pair in pairs if pair.new is not None and pair.old is None], marks)
    _went(old, new, pairs, gone, marks)


def _first(root: Any) -> Any:
    """Return a paragraph of a part that says nothing, its own or a new one: what went is put beside it."""
    found = next(root.iter(f"{W}p"), None)
    if found is None:
        found = etree.Element(f"{W}p")
        body = root.find(f"{W}body")
        (root if body is None else body).insert(0, found)
    return found


def _apart(pair: Pair) -> tuple[Pair, ...]:
    """Return what was moved as what went and what came."""
    return (Pair(None, pair.new), Pair(pair.old, None)) if pair.moved else (pair,)


def _mend(old: Any, new: Any, marks: _Marks) -> None:
    """Track the words that changed in one paragraph."""
    was, now = tokens(text_of(old)), tokens(text_of(new))
    changed = [one for one in spans(was, now) if one.kind == "changed"]
    if not changed:
        return
    starts_old, starts_new = _starts(was), _starts(now)
    cut(old, {starts_old[at] for one in changed for at in one.old})
    cut(new, {starts_new[at] for one in changed for at in one.new})
    copies = [runs_between(old, starts_old[one.old[0]], starts_old[one.old[1]]) for one in changed]
    places = [(starts_new[one.new[0]], starts_new[one.new[1]]) for one in changed]
    for (start, end), runs in reversed(list(zip(places, copies, strict=True))):
        following = next((run for run, begins, _ in spans_of(new) if begins >= start), None)
        came = runs_between(new, start, end)
        if runs:
            gone = marks.new("del")
            gone.extend([_deleted(run) for run in runs])
            if following is None:
                new.append(gone)
            else:
                following.addprevious(gone)
        _insert(came, marks)


def _starts(some: list[str]) -> list[int]:
    """Return where each token begins, and after them where the text ends."""
    found = [0]
    for token in some:
        found.append(found[-1] + len(token))
    return found


def _insert(runs: list[Any], marks: _Marks) -> None:
    """Put runs into `w:ins`, those that stand side by side into one."""
    last = None
    for run in runs:
        if last is not None and run.getprevious() is last:
            last.append(run)
            continue
        last = marks.new("ins")
        run.addprevious(last)
        last.append(run)


def _deleted(run: Any) -> Any:
    """Return a copy of a run whose text is deleted (§17.3.3.7)."""
    made = copy.deepcopy(run)
    made.tail = None
    for text in made.iter(f"{W}t"):
        text.tag = f"{W}delText"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _came(paragraphs: list[Any], marks: _Marks) -> None:
    """Track whole paragraphs that came; a row all of which came is tracked as a row."""
    here = set(paragraphs)
    for row in dict.fromkeys(row for one in paragraphs for row in one.iterancestors(f"{W}tr")):
        if here.issuperset(paragraphs_of(row)):
            marks.on_row(row, "ins")
    for paragraph in paragraphs:
        _insert([run for run, _, _ in spans_of(paragraph)], marks)
        if _has_a_follower(paragraph):
            marks.on_end(paragraph, "ins")


def _has_a_follower(paragraph: Any) -> bool:
    """Return whether a paragraph may be joined with the next: the last of a cell may not, nor a section's."""
    following = paragraph.getnext()
    ends_a_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    return following is not None and following.tag == f"{W}p" and not ends_a_section


def _went(old: list[Any], new: list[Any], pairs: tuple[Pair, ...], gone: set[Any], marks: _Marks) -> None:
    """Put what went where it stood: behind what stood before it."""
    place = {old[pair.old]: new[pair.new] for pair in pairs if pair.old is not None and pair.new is not None}
    copied: set[Any] = set()
    anchor, anchored = None, None
    for paragraph in old:
        if paragraph in place:
            anchor, anchored = place[paragraph], paragraph
            continue
        row, table = _row_of(paragraph), _table_of(paragraph)
        if row in copied or table in copied:
            continue
        if table is not None and gone.issuperset(paragraphs_of(table)):
            copied.add(table)
            made = _table(table, marks)
            if anchor is None:
                _top(new[0]).addprevious(made)
            else:
                _top(anchor).addnext(made)
            anchor, anchored = made, paragraph
            continue
        if _goes_as_row(row, anchor, anchored, gone):
            copied.add(row)
            made = _row(row, marks)
            target = _row_of(anchor)
            assert target is not None
            target.addnext(made)
            made = list(made.iter(f"{W}p"))[-1]
        else:
            made = _paragraph(paragraph, marks)
            _behind(anchor, anchored, paragraph, new, made)
        anchor, anchored = made, paragraph


def _goes_as_row(row: Any | None, anchor: Any | None, anchored: Any | None, gone: set[Any]) -> bool:
    """Return whether all of an old row went, and there is a table of as many columns to put it into."""
    target = _row_of(anchor)
    if row is None or target is None or _row_of(anchored) is row:
        return False
    same_width = len(row.findall(f"{W}tc")) == len(target.findall(f"{W}tc"))
    return same_width and gone.issuperset(paragraphs_of(row))


def _table_of(element: Any) -> Any | None:
    """Return the outermost table around an element, None if it is in none."""
    return next(reversed(list(element.iterancestors(f"{W}tbl"))), None)


def _row_of(element: Any) -> Any | None:
    return None if element is None else next(element.iterancestors(f"{W}tr"), None)


def _behind(anchor: Any, anchored: Any, paragraph: Any, new: list[Any], made: Any) -> None:
    """Put a paragraph that went behind `anchor`; out of its table if it did not stand in the same cell."""
    if anchor is None:
        _top(new[0]).addprevious(made)
        return
    cell = next(anchor.iterancestors(f"{W}tc"), None)
    was_in = next(paragraph.iterancestors(f"{W}tc"), None)
    beside = next(anchored.iterancestors(f"{W}tc"), None)
    if cell is None or (was_in is not None and was_in is beside):
        anchor.addnext(made)
    else:
        _top(anchor).addnext(made)


def _top(element: Any) -> Any:
    """Return the outermost table around an element, or the element itself."""
    table = _table_of(element)
    return element if table is None else table


def _paragraph(old: Any, marks: _Marks) -> Any:
    """Return a copy of an old paragraph, all of it deleted."""
    made = etree.Element(f"{W}p")
    properties = old.find(f"{W}pPr")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for name in _NOT_COPIED:
            for found in kept.findall(name):
                kept.remove(found)
        made.append(kept)
    gone = marks.new("del")
    gone.extend([_deleted(run) for run, _, _ in spans_of(old)])
    made.append(gone)
    marks.on_end(made, "del")
    return made


def _table(old: Any, marks: _Marks) -> Any:
    """Return a copy of an old table, all of it deleted."""
    made = etree.Element(f"{W}tbl")
    for name in ("tblPr", "tblGrid"):
        made.extend([copy.deepcopy(found) for found in old.findall(f"{W}{name}")])
    made.extend([_row(row, marks) for row in old.findall(f"{W}tr")])
    return made


def _row(old: Any, marks: _Marks) -> Any:
    """Return a copy of an old row, all of it deleted."""
    made = etree.Element(f"{W}tr")
    properties = old.find(f"{W}trPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    for cell in old.findall(f"{W}tc"):
        copied = etree.SubElement(made, f"{W}tc")
        of_cell = cell.find(f"{W}tcPr")
        if of_cell is not None:
            copied.append(copy.deepcopy(of_cell))
        copied.extend([_paragraph(one, marks) for one in cell.iter(f"{W}p")])
    marks.on_row(made, "del")
    return made


def _with_styles(old: bytes, new: bytes) -> bytes:
    """Return the new styles, and behind them those of the old file that the new one lacks."""
    before, after = tree_of(old), tree_of(new)
    known = {style.get(f"{W}styleId") for style in after.iter(f"{W}style")}
    missing = [one for one in before.iter(f"{W}style") if one.get(f"{W}styleId") not in known]
    if not missing:
        return new
    for style in missing:
        for numbering in list(style.iter(f"{W}numPr")):
            numbering.getparent().remove(numbering)
        after.append(copy.deepcopy(style))
    return bytes(etree.tostring(after, xml_declaration=True, encoding="UTF-8", standalone=True))
