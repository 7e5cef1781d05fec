"""What a house may write for a rule's limit: what is of the same form as the rule's own.

In: a limit as it comes with the program, and the house's. Out: a problem for each part of another form. Next:
the registry takes what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copyfit.errors import Problem
from copyfit.yaml.file import Path, Places

_PATTERN = "pattern"
_MOST = 10**6


def misshapen(own: Any, value: Any, places: Places, at: Path) -> Iterator[Problem]:
    """Yield what is wrong with the house's `value`, at the data path `at`, where the rule has `own`.

    A mapping may have keys of its own, such as another language: what stands there is like what stands under
    any other key.
    """
    if isinstance(own, dict):
        if not isinstance(value, dict):
            yield _wrong(value, "`key: value` lines", own, places, at)
            return
        for key, part in value.items():
            like = own.get(key, next(iter(own.values()), None))
            if like is not None:
                yield from misshapen(like, part, places, (*at, key))
    elif isinstance(own, list):
        if not isinstance(value, list) or not all(isinstance(item, type(own[0])) for item in value):
            yield _wrong(value, "a list of words", own, places, at)
    elif isinstance(own, str):
        yield from _text(own, value, places, at)
    elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        yield _wrong(value, "a number that is not negative", own, places, at)


def _text(own: str, value: Any, places: Places, at: Path) -> Iterator[Problem]:
    if not isinstance(value, str) or not value.strip():
        yield _wrong(value, "a text", own, places, at)
    elif at[-1] == _PATTERN:
        try:
            re.compile(value)
        except (re.error, RecursionError, OverflowError) as mistake:
            message = f"the pattern cannot be read: {mistake}"
            hint = f"write a regular expression, such as {own[:40]}"
            yield Problem("wrong-form", message, hint, places.of(*at))


def _wrong(value: Any, expected: str, own: Any, places: Places, at: Path) -> Problem:
    name = next(str(part) for part in reversed(at) if isinstance(part, str))
    was = "empty" if value is None else "something else"
    message = f"`{name}` must be {expected}, and is {was}"
    return Problem("wrong-type", message, f"for example {name}: {_example(own)}", places.of(*at))


def _example(own: Any) -> str:
    if isinstance(own, dict):
        key, value = next(iter(own.items()))
        return f"{{{key}: {_example(value)}}}"
    if isinstance(own, list):
        return f"[{', '.join(map(str, own[:2]))}]"
    return str(own)[:40]
