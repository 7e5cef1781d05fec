"""Passages that are parts of one thing: of a group, such as an abstract, or of a record, by their labels.

In: a passage and the declaration of its block. Out: the keys of the block's item with that part in it. Next:
`placing` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from copyfit.content.declaration import Block
from copyfit.intake.shape import Keys, day_in

_LEAD = re.compile(r"^\**(?P<lead>[^.:*]{2,40})(?:[.:]\**|\**[.:])\s+(?P<rest>\S.*)$", re.DOTALL)
SINGLE = ("words", "text")
"""Types of fields that take a passage as it stands."""


def with_part(items: Sequence[Keys], text: str, block: Block, named: Mapping[str, Any]) -> list[Keys] | None:
    """Return the parts of a group with `text` among them, None if it is none of them.

    A part is known by its label before the text; without labels parts come in the order of the declaration.
    """
    known = {_plain(str(named.get(part, part))): part for part in block.parts}
    known |= {_plain(part): part for part in block.parts}
    found = _LEAD.match(text)
    part = known.get(_plain(found["lead"])) if found else None
    rest = found["rest"] if found and part else text
    part = part or next((one for one in block.parts if one not in {item["part"] for item in items}), None)
    if part is None or any(item["part"] == part for item in items):
        return None
    return [*items, {"part": part, "text": rest}]


def lacks(items: Sequence[Keys], block: Block) -> bool:
    """Return whether a group is without a part that it must have."""
    there = {item["part"] for item in items}
    return any(one.required and name not in there for name, one in block.parts.items())


def with_field(items: Sequence[Keys], text: str, block: Block, named: Mapping[str, Any]) -> list[Keys] | None:
    """Return the records with a field that `text` gives, `Label: value`, None if it gives none.

    A field that the last record has begins another, where there may be many.
    """
    found = _LEAD.match(text)
    known = {_plain(str(named.get(name, name))): name for name in block.fields}
    known |= {_plain(name): name for name in block.fields}
    name = known.get(_plain(found["lead"])) if found else None
    if not found or name is None:
        return None
    kind, value = block.fields[name].type, found["rest"]
    if kind == "day":
        day = day_in(value)
        value = str(day) if day else ""
    elif kind not in SINGLE:
        value = ""
    if not value:
        return None
    if items and name not in items[-1]:
        return [*items[:-1], {**items[-1], name: value}]
    return [*items, {name: value}] if block.many or not items else None


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text).strip(" .:*").casefold()
