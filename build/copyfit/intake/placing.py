"""Which block each passage of a document belongs to: by the heading above it.

In: an `Outline`, the project's declarations and the labels of a language. Out: `Placement`. Next: `text`
writes it down. A heading is a block's if it says the block's label, in full or nearly so; near is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from copyfit.content.declaration import Block
from copyfit.intake.outline import Heading, Outline, Prose, RawTable
from copyfit.intake.parts import lacks, with_field, with_part
from copyfit.intake.shape import CONFIDENCE_GUESSED, Keys, shaped

YARDSTICK = "icd203"
"""The scale whose words of likelihood are looked for."""

NEAR = 0.78
"""A heading so much like a label is taken for it."""
_BASIS = re.compile(r"^\W*(?:low|moderate|high) confidence\b[.:* ]*", re.IGNORECASE)


@dataclass(slots=True)
class Placement:
    """What was found: title and subtitle, the items of each block, tables, and what has no place yet."""

    title: str = ""
    blocks: dict[str, list[Keys]] = field(default_factory=dict)
    tables: list[tuple[str, RawTable]] = field(default_factory=list)
    yardstick: str = "none"
    unplaced: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def place(
    outline: Outline, blocks: Mapping[str, Block], labels: Mapping[str, Any], today: dt.date
) -> Placement:
    """Return where everything in `outline` goes."""
    placed = Placement(unsure=list(outline.left_out))
    under, heading, told = "", "", ""
    opening: list[str] = []
    top = min((one.level for one in outline.elements if isinstance(one, Heading)), default=1)
    for element in outline.elements:
        if isinstance(element, Heading):
            under, sure = _block_of(element.text, blocks, labels)
            if not placed.title and not under and element.level == top:
                placed.title = element.text
                continue
            heading = element.text
            if under and not sure:
                placed.unsure.append(f"the heading “{heading}” is taken for `{under}`")
        elif isinstance(element, RawTable):
            _place_grid(element, heading, placed)
        elif not heading:
            opening.append(element.text)
        else:
            before = len(placed.unplaced)
            if not _place_part(element, under, blocks, labels, placed):
                _place_prose(element, under, blocks, placed, today)
            if len(placed.unplaced) > before and heading != told:
                placed.unplaced.insert(before, f"{heading}:")
                told = heading
    _take_back(blocks, placed)
    _place_opening(opening, blocks, placed)
    _find_likelihood(placed, blocks, labels)
    return placed


def _block_of(heading: str, blocks: Mapping[str, Block], labels: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the block whose label a heading says, "" if none, and whether it says it in full."""
    said = _plain(heading)
    known = {name: _names_of(name, block, labels) for name, block in blocks.items()}
    for name, names in known.items():
        if said in names or any(said.startswith(f"{one}:") for one in names):
            return name, True
    near = max(
        ((SequenceMatcher(None, said, one).ratio(), name) for name, names in known.items() for one in names),
        default=(0.0, ""),
    )
    return (near[1], False) if near[0] >= NEAR else ("", False)


def _names_of(name: str, block: Block, labels: Mapping[str, Any]) -> list[str]:
    label = labels.get("headings", {}).get(block.label or name, "")
    return [one for one in (_plain(str(label)), _plain(name.replace("_", " "))) if one]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"^[\d.]+\s+", "", text)).strip(" .?!").casefold()


def _place_grid(grid: RawTable, heading: str, placed: Placement) -> None:
    """Take a table over if it has a head, a row and two columns, and each row as many cells as the head."""
    rows = [row for row in grid.rows if any(row)]
    whole = len(rows) > 1 and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows)
    if whole and all(rows[0]) and all(row[0] for row in rows):
        placed.tables.append((heading or f"Table {len(placed.tables) + 1}", RawTable(tuple(rows))))
    else:
        placed.unplaced += [" | ".join(row) for row in rows]
        placed.unsure.append(
            "a table without a full head, or with joined cells, stands as comments at the end"
        )


def _place_part(
    prose: Prose, under: str, blocks: Mapping[str, Block], labels: Mapping[str, Any], placed: Placement
) -> bool:
    """Place a part of a group, or a field of a record; return whether it was one."""
    block = blocks.get(under)
    if block is None or block.kind not in ("group", "record"):
        return False
    there = placed.blocks.get(under, [])
    if block.kind == "group":
        found = with_part(there, prose.text, block, labels.get(under, {}))
        if found and found[-1]["text"] == prose.text:
            placed.unsure.append(f"`{under}`: a paragraph is taken for its `{found[-1]['part']}`")
    else:
        found = with_field(there, prose.text, block, labels.get("fields", {}))
    if found:
        placed.blocks[under] = found
    return bool(found)


def _take_back(blocks: Mapping[str, Block], placed: Placement) -> None:
    """Put a group that lacks a part among what has no place: a brief could not be read with it."""
    for name in [name for name in placed.blocks if blocks[name].kind == "group"]:
        if lacks(placed.blocks[name], blocks[name]):
            parts = placed.blocks.pop(name)
            placed.unplaced += [f"{name}:", *(part["text"] for part in parts)]
            placed.unsure = [one for one in placed.unsure if not one.startswith(f"`{name}`: ")]


def _place_prose(
    prose: Prose, under: str, blocks: Mapping[str, Block], placed: Placement, today: dt.date
) -> None:
    block = blocks.get(under)
    there = placed.blocks.get(under, [])
    if block is None:
        placed.unplaced.append(prose.text)
        return
    if block.kind == "judgement" and there and "basis" not in there[-1] and _BASIS.match(prose.text):
        there[-1] = _with_basis(there[-1], prose.text)
        guess = f"`{under}`, number {len(there)}: {CONFIDENCE_GUESSED}"
        placed.unsure = [one for one in placed.unsure if one != guess]
        return
    found = shaped(block.kind, prose.text, today)
    if found is None or (there and not block.many):
        placed.unplaced.append(prose.text)
        return
    placed.blocks.setdefault(under, []).append(found.keys)
    number = len(placed.blocks[under])
    placed.unsure += [f"`{under}`, number {number}: {what}" for what in found.unsure]


def _with_basis(judgement: Keys, text: str) -> Keys:
    """Return a judgement with what it rests on, its confidence as that says it."""
    level = text.strip(" *").split()[0].lower()
    rest = _BASIS.sub("", text).strip()
    return {**judgement, "confidence": level, **({"basis": rest} if rest else {})}


def _find_likelihood(placed: Placement, blocks: Mapping[str, Block], labels: Mapping[str, Any]) -> None:
    """Say how likely each judgement is, by the word of the yardstick that stands in it."""
    steps = labels.get("yardsticks", {}).get(YARDSTICK, [])
    terms = sorted((str(step["term"]) for step in steps), key=len, reverse=True)
    for name in (one for one in placed.blocks if blocks[one].kind == "judgement"):
        placed.yardstick = YARDSTICK
        for number, item in enumerate(placed.blocks[name], 1):
            said = item["text"].replace("*", "").casefold()
            term = next((one for one in terms if re.search(rf"\b{re.escape(one)}\b", said)), "")
            if term:
                placed.blocks[name][number - 1] = {"likelihood": term, **item}
            else:
                placed.unsure.append(f"`{name}`, number {number}: it has no word of likelihood ({YARDSTICK})")


def _place_opening(opening: list[str], blocks: Mapping[str, Block], placed: Placement) -> None:
    """Take what stands before every heading for the first statement that a page cannot do without."""
    first = next((name for name, block in blocks.items() if block.required and block.kind == "statement"), "")
    if opening and first and first not in placed.blocks:
        placed.blocks[first] = [{"text": opening[0]}]
        placed.unsure.append(f"the first paragraph is taken for `{first}`")
        opening = opening[1:]
    placed.unplaced[:0] = opening
