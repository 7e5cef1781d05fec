"""Native numbering: one abstract list per look, one `w:num` per list on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from copyfit.word.ooxml.element import element, valued
from copyfit.word.ooxml.properties import run_properties
from copyfit.word.spec import Item, NumberSpec, ParagraphSpec

TWIPS = 20


def numbers_in(paragraphs: Iterable[ParagraphSpec]) -> dict[int, NumberSpec]:
    """Return the first numbered paragraph of every list, by the list's id."""
    found: dict[int, NumberSpec] = {}
    for paragraph in paragraphs:
        if paragraph.number is not None:
            found.setdefault(paragraph.number.list_id, paragraph.number)
    return found


def aligned(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with numbers of one and two digits in one list aligned at their last digit.

    Their numbers start at different places, so the hanging indent is the gap after them: what the
    wider number has more than the narrower one is one digit's width.
    """
    hangs: dict[int, set[int]] = {}
    for paragraph in items:
        if isinstance(paragraph, ParagraphSpec) and paragraph.number and not paragraph.number.centred:
            hangs.setdefault(paragraph.number.list_id, set()).add(paragraph.number.hanging)
    gaps = {
        name: 2 * min(found) - max(found) for name, found in hangs.items() if max(found) - min(found) > TWIPS
    }
    return tuple(_aligned(item, gaps) for item in items)


def _aligned(item: Item, gaps: Mapping[int, int]) -> Item:
    if not isinstance(item, ParagraphSpec) or item.number is None or item.number.list_id not in gaps:
        return item
    gap = gaps[item.number.list_id]
    number = replace(item.number, hanging=gap, digits_end=True)
    return replace(item, number=number, format=replace(item.format, first=-gap))


def numbering_ids(numbers: dict[int, NumberSpec]) -> dict[int, int]:
    """Return the `w:numId` of every list: 1, 2, 3 …"""
    return {list_id: index for index, list_id in enumerate(numbers, start=1)}


def numbering_xml(numbers: dict[int, NumberSpec]) -> Any:
    """Return `w:numbering` (ECMA-376 Part 1, §17.9.15); abstract lists come before their uses."""
    ids = numbering_ids(numbers)
    abstracts = [_abstract(ids[list_id], number) for list_id, number in numbers.items()]
    uses = [element("w:num", {"numId": index}, [valued("w:abstractNumId", index)]) for index in ids.values()]
    return element("w:numbering", children=[*abstracts, *uses])


def _justification(number: NumberSpec) -> str:
    if number.centred:
        return "center"
    return "right" if number.digits_end else "left"


def _abstract(index: int, number: NumberSpec) -> Any:
    """Return one level: where it starts, what it shows, where the text hangs (§17.9.6).

    It says all of its look: what it left out would come from the paragraph's style (§17.9.24).
    """
    start = number.start if number.ordered else 1
    text = number.text.replace(str(start), "%1", 1) if number.ordered else number.text
    level = element(
        "w:lvl",
        {"ilvl": 0},
        [
            valued("w:start", start),
            valued("w:numFmt", "decimal" if number.ordered else "bullet"),
            valued("w:suff", "tab"),
            valued("w:lvlText", text),
            valued("w:lvlJc", _justification(number)),
            element(
                "w:pPr", children=[element("w:ind", {"left": number.hanging, "hanging": number.hanging})]
            ),
            run_properties(number.style, None),
        ],
    )
    return element(
        "w:abstractNum", {"abstractNumId": index}, [valued("w:multiLevelType", "singleLevel"), level]
    )
