"""A Vega-Lite spec as JSON, with the place of every key and value.

In: the bytes of a `*.vl.json` file. Out: a `Spec`. Whatever the bytes are, the only exception is a
`BriefError`. Next: `mistakes` looks for what Vega-Lite would silently draw wrong.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from copyfit.errors import BriefError, Place, Problem
from copyfit.language.characters import printable

Path = tuple[str | int, ...]

MAX_SPEC_BYTES = 256 * 1024
MAX_DEPTH = 60
DATA_KEYS = ("values", "datasets", "usermeta")
"""Keys whose value is data or notes, not part of the drawing's description."""

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart's description, and where each of its keys and values stands in its file."""

    path: str
    content: Mapping[str, Any]
    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)

    def of(self, at: Path) -> Place:
        """Return the place of the value at `at`, or of the nearest part around it."""
        while at and at not in self.values:
            at = at[:-1]
        return self.values.get(at, Place(self.path))

    def of_key(self, at: Path) -> Place:
        """Return the place of the key that leads to `at`."""
        return self.keys.get(at) or self.of(at)

    def parts(self) -> Iterator[tuple[Path, Any]]:
        """Yield each value of the description with its path, in the order of the file; data left out."""
        yield from parts_of(self.content)


def parts_of(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield `value` and what it holds, each with its path; data and notes left out."""
    yield at, value
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in DATA_KEYS or (key == "values" and not _is_data(at)):
                yield from parts_of(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from parts_of(inner, (*at, index))


def _is_data(at: Path) -> bool:
    return bool(at) and at[-1] == "data"


def read_spec(path: str, content: bytes) -> Spec:
    """Return the spec in the file at `path` that holds `content`.

    Raises BriefError if it is no JSON object, has a key twice, is too large or is nested too deeply.
    """
    text = _text(path, content)
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        message = f"this is no valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise BriefError(Problem("chart-json", message, _json_hint(error.msg), place)) from None
    except (RecursionError, ValueError) as error:
        message = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise BriefError(
            Problem("chart-json", f"this is no valid JSON: {message}", "", Place(path))
        ) from None
    if not isinstance(data, dict):
        message = "a chart is one JSON object, between `{` and `}`"
        raise BriefError(
            Problem("chart-json", message, "see https://vega.github.io/vega-lite", Place(path, 1, 1))
        )
    values, keys, problems = _places(path, text)
    if problems:
        raise BriefError(problems)
    return Spec(path, data, values, keys)


def _text(path: str, content: bytes) -> str:
    if len(content) > MAX_SPEC_BYTES:
        message = (
            f"a chart's description may have {MAX_SPEC_BYTES // 1024} kB, this has {len(content) // 1024}"
        )
        raise BriefError(Problem("chart-large", message, "put the data into a CSV file", Place(path)))
    try:
        return printable(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8"
        raise BriefError(Problem("chart-text", message, "save the file as UTF-8", Place(path))) from None
    except ValueError as error:
        raise BriefError(Problem("chart-text", str(error), "", Place(path))) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON has")


def _json_hint(message: str) -> str:
    if "delimiter" in message:
        return "is a comma or a bracket missing before this place?"
    if "property name" in message or "Illegal trailing comma" in message:
        return "keys stand in straight double quotes, and no comma stands before `}`"
    return "an editor that knows JSON shows where it goes wrong"


def _places(path: str, text: str) -> tuple[dict[Path, Place], dict[Path, Place], list[Problem]]:
    """Return the places of the values and of the keys of valid JSON, and its mistakes."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    values: dict[Path, Place] = {}
    keys: dict[Path, Place] = {}
    problems: list[Problem] = []
    here: list[str | int | None] = []
    for match in _PIECE.finditer(text):
        piece, offset = match[0], match.start()
        line = bisect_right(starts, offset)
        place = Place(path, line, offset - starts[line - 1] + 1)
        if piece in "}]":
            here.pop()
        elif piece == ",":
            last = here[-1]
            here[-1] = last + 1 if isinstance(last, int) else None
        elif piece != ":" and here and here[-1] is None:
            here[-1] = json.loads(piece)
            if _at(here) in keys:
                problems.append(Problem("chart-json", f"the key {piece} stands here twice", "", place))
            keys[_at(here)] = place
        elif piece != ":":
            values[_at(here)] = place
            if piece in "{[":
                here.append(None if piece == "{" else 0)
        if len(here) > MAX_DEPTH:
            return values, keys, [Problem("chart-json", "this is nested too deeply", "", place)]
    return values, keys, problems


def _at(here: list[str | int | None]) -> Path:
    return tuple(part for part in here if part is not None)
