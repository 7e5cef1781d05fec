"""A brief of a row as an author could have written it: its cells are Markdown that prints what they hold.

In: a brief with marks around what came from cells. Out: the brief without them. Next: other programs read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from copyfit.content.text import CELL

Model = TypeVar("Model", bound=BaseModel)
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
"""Any sign of ASCII, which a backslash makes one that is printed (CommonMark, §2.4)."""


def escaped(brief: Model) -> Model:
    """Return a brief whose texts hold no marks: what could be markup in a cell stands behind backslashes."""
    found: Model = _escaped(brief)
    return found


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return CELL.sub(lambda cell: _SIGN.sub(r"\\\g<0>", cell[1]), value)
    if isinstance(value, BaseModel):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: new for name, old in parts.items() if (new := _escaped(old)) is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        items = tuple(map(_escaped, value))
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, Mapping):
        pairs = {key: _escaped(item) for key, item in value.items()}
        return value if all(pairs[key] is value[key] for key in value) else pairs
    return value
