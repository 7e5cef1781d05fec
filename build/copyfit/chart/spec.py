"""A Vega-Lite spec, with the place of every key and value.

In: the bytes of a `*.vl.json` file. Out: a `Spec`. Next: `mistakes` looks for what Vega-Lite would
silently draw wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.file import Path, Places
from copyfit.yaml.json import read_json

DATA_KEYS = ("values", "datasets", "usermeta")
"""Keys whose value is data or notes, not part of the drawing's description."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart's description, and where each of its keys and values stands in its file."""

    path: str
    content: Mapping[str, Any]
    places: Places

    def of(self, at: Path) -> Place:
        """Return the place of the value at `at`, or of the nearest part around it."""
        return self.places.of(*at)

    def of_key(self, at: Path) -> Place:
        """Return the place of the key that leads to `at`."""
        return self.places.of_key(*at)

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
    data, places = read_json(path, content)
    if not isinstance(data, dict):
        message = "a chart is one JSON object, between `{` and `}`"
        hint = "see https://vega.github.io/vega-lite"
        raise BriefError(Problem("chart-spec", message, hint, Place(path, 1, 1)))
    return Spec(path, data, places)
