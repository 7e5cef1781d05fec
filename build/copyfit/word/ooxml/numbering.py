"""Native numbering: one abstract list per look and style, one `w:num` per list on the page.

The first list of a style is the style's own: its paragraphs say nothing of it, and a paragraph that is
given the style counts on. A further list of the same look starts again, by an override.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.word.ooxml.element import element, valued
from copyfit.word.ooxml.properties import run_properties
from copyfit.word.spec import NamedStyle, NumberSpec, ParagraphSpec

NSID_DIGITS = 8


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list of the page: its first number, the style of its paragraphs, and where its text begins.

    `indent` and `hanging` are what its paragraphs have, in twips.
    """

    number: NumberSpec
    style_name: str
    indent: int
    hanging: int

    @property
    def look(self) -> tuple[object, ...]:
        """What lists that share a definition have in common."""
        number = self.number
        return (
            self.style_name,
            number.ordered,
            _level_text(number),
            number.style,
            _justification(number),
            self.indent,
            self.hanging,
        )


def lists_in(
    paragraphs: Iterable[ParagraphSpec], styles: Mapping[str, NamedStyle]
) -> dict[int, NumberedList]:
    """Return every list by its id, as its first paragraph has it, with the style that numbers it."""
    found: dict[int, NumberedList] = {}
    for paragraph in paragraphs:
        if paragraph.number is not None and paragraph.number.list_id not in found:
            style = styles[paragraph.style_name]
            form = style.format
            found[paragraph.number.list_id] = NumberedList(
                paragraph.number, style.based_on or style.name, form.start, -form.first
            )
    return found


def numbering_ids(lists: Mapping[int, NumberedList]) -> dict[int, int]:
    """Return the `w:numId` of every list: 1, 2, 3 …"""
    return {list_id: index for index, list_id in enumerate(lists, start=1)}


def numbering_reference(number_id: int) -> Any:
    """Return `w:numPr` (§17.3.1.19)."""
    return element("w:numPr", children=[valued("w:ilvl", 0), valued("w:numId", number_id)])


def numbering_xml(lists: Mapping[int, NumberedList], styles: Mapping[str, NamedStyle]) -> Any:
    """Return `w:numbering` (ECMA-376 Part 1, §17.9.15); abstract lists come before their uses."""
    ids = numbering_ids(lists)
    abstracts: dict[tuple[object, ...], int] = {}
    made, uses, named = [], [], set()
    for list_id, found in lists.items():
        again = found.look in abstracts
        index = abstracts.setdefault(found.look, len(abstracts) + 1)
        if not again:
            owner = styles.get(found.style_name)
            own = owner if owner and owner.list_id == list_id and owner.name not in named else None
            named.add(found.style_name)
            made.append(_abstract(index, found, own))
        uses.append(_use(ids[list_id], index, found.number.start if again and found.number.ordered else None))
    return element("w:numbering", children=[*made, *uses])


def _use(number_id: int, abstract_id: int, restart: int | None) -> Any:
    """Return `w:num`; one that shares its definition with another starts again (§17.9.27)."""
    children = [valued("w:abstractNumId", abstract_id)]
    if restart is not None:
        start = valued("w:startOverride", restart)
        children.append(element("w:lvlOverride", {"ilvl": 0}, [start]))
    return element("w:num", {"numId": number_id}, children)


def _justification(number: NumberSpec) -> str:
    if number.centred:
        return "center"
    return "right" if number.digits_end else "left"


def _level_text(number: NumberSpec) -> str:
    return number.text.replace(str(number.start), "%1", 1) if number.ordered else number.text


def _abstract(index: int, found: NumberedList, owner: NamedStyle | None) -> Any:
    """Return one level: where it starts, what it shows, where the text hangs (§17.9.6).

    It says all of its look: what it left out would come from the paragraph's style (§17.9.24).
    """
    number = found.number
    level = element(
        "w:lvl",
        {"ilvl": 0},
        [
            valued("w:start", number.start if number.ordered else 1),
            valued("w:numFmt", "decimal" if number.ordered else "bullet"),
            valued("w:pStyle", owner.style_id) if owner else None,
            valued("w:suff", "tab"),
            valued("w:lvlText", _level_text(number)),
            valued("w:lvlJc", _justification(number)),
            element("w:pPr", children=[element("w:ind", {"left": found.indent, "hanging": found.hanging})]),
            run_properties(number.style, None),
        ],
    )
    nsid = hashlib.sha256(repr(found.look).encode()).hexdigest()[:NSID_DIGITS].upper()
    children = [valued("w:nsid", nsid), valued("w:multiLevelType", "singleLevel"), valued("w:tmpl", nsid)]
    return element("w:abstractNum", {"abstractNumId": index}, [*children, level])
