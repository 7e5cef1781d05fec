"""Numbers of lists: a list that goes on elsewhere is one list, and its digits end at one place.

In: placed items. Out: the same, with the lists that Word will count. Next: `ooxml.numbering`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from copyfit.word.place.style import mapped
from copyfit.word.spec import Item, NumberSpec, ParagraphSpec, paragraphs_of

TWIPS = 20


@dataclass(frozen=True, slots=True)
class _Counted:
    """A list: the number that its next item would have, and how its numbers look."""

    list_id: int
    following: int
    look: object


def continued(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with a list that begins where another left off made part of it.

    So it does over columns and cells: an item added to the first part moves the numbers of the second.
    """
    counted: dict[int, _Counted] = {}
    parts: dict[int, int] = {}
    for paragraph in paragraphs_of(items):
        number = paragraph.number
        if number is None or not number.ordered:
            continue
        look = (paragraph.style_name, number.style)
        if number.list_id not in parts:
            parts[number.list_id] = _part_of(number, look, counted)
        whole = parts[number.list_id]
        start = counted[whole].following if whole in counted else number.start
        counted[whole] = _Counted(whole, start + 1, look)
    return mapped(items, lambda paragraph: _in_whole(paragraph, parts))


def _part_of(number: NumberSpec, look: object, counted: Mapping[int, _Counted]) -> int:
    """Return the list that goes on with this number, or the number's own."""
    for other in reversed(list(counted.values())):
        if number.start > 1 and other.following == number.start and other.look == look:
            return other.list_id
    return number.list_id


def _in_whole(paragraph: ParagraphSpec, parts: Mapping[int, int]) -> ParagraphSpec:
    number = paragraph.number
    if number is None or parts.get(number.list_id, number.list_id) == number.list_id:
        return paragraph
    return replace(paragraph, number=replace(number, list_id=parts[number.list_id]))


def aligned(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with numbers of one and two digits in one list aligned at their last digit.

    Their numbers start at different places, so the hanging indent is the gap after them: what the
    wider number has more than the narrower one is one digit's width.
    """
    hangs: dict[int, set[int]] = {}
    for paragraph in paragraphs_of(items):
        if paragraph.number and not paragraph.number.centred:
            hangs.setdefault(paragraph.number.list_id, set()).add(paragraph.number.hanging)
    gaps = {
        name: 2 * min(found) - max(found) for name, found in hangs.items() if max(found) - min(found) > TWIPS
    }
    return mapped(items, lambda paragraph: _aligned(paragraph, gaps))


def _aligned(paragraph: ParagraphSpec, gaps: Mapping[int, int]) -> ParagraphSpec:
    if paragraph.number is None or paragraph.number.list_id not in gaps:
        return paragraph
    gap = gaps[paragraph.number.list_id]
    number = replace(paragraph.number, hanging=gap, digits_end=True)
    return replace(paragraph, number=number, format=replace(paragraph.format, first=-gap))
