"""What is wrong with a chart, each mistake with its place: most of it Vega-Lite would draw in silence.

In: a `Spec`, the tables it names and the house's theme. Out: problems, in the order of the file.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from copyfit.chart.columns import column_mistakes, near
from copyfit.chart.spec import Spec
from copyfit.chart.theme import Theme
from copyfit.chart.vegalite import (
    AGGREGATES,
    CHANNELS,
    MARKS,
    SCALES,
    TRANSFORMS,
    TYPES,
    VIEW_KEYS,
)
from copyfit.chart.views import CHILDREN, expressions, views
from copyfit.errors import Place, Problem
from copyfit.units import pt_from_px
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable

MAX_SEQUENCE = 5_000
MAX_VIEWS = 60
"""So many views one frame of a page never shows; each is laid out for itself."""
WEIGHTS = ("normal", "bold", 400, 700)

_ADDRESS = re.compile(r"\burl\s*\(", re.IGNORECASE)
_CHANCE = re.compile(r"\b(random|now|sample\w*)\s*\(")


def mistakes(spec: Spec, tables: Mapping[Path, CsvTable], theme: Theme) -> tuple[Problem, ...]:
    """Return every mistake in `spec`; `tables` holds the table of each `data` by its path."""
    every = list(itertools.islice(views(spec.content), MAX_VIEWS + 1))
    if len(every) > MAX_VIEWS:
        message = f"the chart has more than {MAX_VIEWS} views"
        return (Problem("chart-large", message, "draw fewer, or several charts", spec.of(every[-1][0])),)
    found = [
        *_vocabulary(spec),
        *_addresses(spec),
        *_typography(spec, theme),
        *_chance(spec),
        *column_mistakes(spec, tables),
    ]
    found.sort(key=lambda problem: problem.place or Place(spec.path))
    return tuple(dict.fromkeys(found))


# ---- words that Vega-Lite does not know


def _vocabulary(spec: Spec) -> Iterator[Problem]:
    for at, view in views(spec.content):
        yield from _unknown(spec, at, view, VIEW_KEYS, "key of a chart")
        mark = view.get("mark")
        name, place = (
            (mark.get("type"), (*at, "mark", "type")) if isinstance(mark, dict) else (mark, (*at, "mark"))
        )
        if mark is not None and str(name) not in MARKS:
            yield _unknown_word(f"`{name}` is not a mark", name, MARKS, spec.of(place))
        if not any(key in view for key in ("mark", "spec", *CHILDREN)):
            message = "this view draws nothing: it has no `mark` and no `layer`"
            yield Problem("chart-spec", message, 'add `"mark": "bar"`, for example', spec.of(at))
        yield from _wrong_kinds(spec, at, view)
        encoding = view.get("encoding")
        if isinstance(encoding, dict):
            yield from _unknown(spec, (*at, "encoding"), encoding, CHANNELS, "channel")
        yield from _transforms(spec, at, view.get("transform"))
    for at, value in spec.parts():
        kinds = _kinds(at)
        if kinds and isinstance(value, str) and value not in kinds[1]:
            yield _unknown_word(f"`{value}` is not {kinds[0]}", value, kinds[1], spec.of(at))


def _wrong_kinds(spec: Spec, at: Path, view: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield each part of a view that is a list where an object belongs, or the reverse."""
    for key in ("transform", *CHILDREN):
        if key in view and not isinstance(view[key], list):
            hint = f'write `"{key}": [{{…}}]`'
            yield Problem("chart-spec", f"`{key}` is a list, between `[` and `]`", hint, spec.of((*at, key)))
    for key in ("data", "encoding", "config", "spec"):
        if view.get(key) is not None and not isinstance(view[key], dict):
            message = f"`{key}` is an object, between `{{` and `}}`"
            yield Problem("chart-spec", message, f'write `"{key}": {{…}}`', spec.of((*at, key)))
    encoding = view.get("encoding")
    for key, channel in encoding.items() if isinstance(encoding, dict) else ():
        if channel is not None and not isinstance(channel, (dict, list)):
            message = f"`{key}` is an object, between `{{` and `}}`"
            hint = f'write `"{key}": {{"field": "…"}}`'
            yield Problem("chart-spec", message, hint, spec.of((*at, "encoding", key)))


def _kinds(at: Path) -> tuple[str, frozenset[str]] | None:
    """Return what the text at `at` must be one of, if that is settled."""
    if len(at) < 3:
        return None
    if at[-1] == "type" and at[-3] == "encoding":
        return "a type of data", TYPES
    if at[-2:] == ("scale", "type"):
        return "a type of scale", SCALES
    if at[-1] == "aggregate" and at[-3] == "encoding":
        return "a way to aggregate", AGGREGATES
    return None


def _transforms(spec: Spec, at: Path, transforms: Any) -> Iterator[Problem]:
    for index, transform in enumerate(transforms if isinstance(transforms, list) else ()):
        place = spec.of((*at, "transform", index))
        if not isinstance(transform, dict):
            hint = 'write `{"filter": "datum.year > 2019"}`, for example'
            yield Problem("chart-spec", "a transform is an object", hint, place)
        elif not TRANSFORMS & transform.keys():
            word = next(iter(transform), "")
            yield _unknown_word(f"`{word}` is not a transform", word, TRANSFORMS, place)


def _unknown(
    spec: Spec, at: Path, view: Mapping[str, Any], known: frozenset[str], kind: str
) -> Iterator[Problem]:
    for key in view:
        if key not in known:
            yield _unknown_word(f"`{key}` is not a {kind}", key, known, spec.of_key((*at, key)))


def _unknown_word(message: str, word: Any, known: Iterable[str], place: Place) -> Problem:
    return Problem(
        "chart-spec", message, near(str(word), known) or "see https://vega.github.io/vega-lite/docs", place
    )


# ---- what a chart may not do


def _addresses(spec: Spec) -> Iterator[Problem]:
    for at, value in spec.parts():
        if isinstance(value, str) and _ADDRESS.search(value):
            message = "`url(…)` is an address, and a chart may read and link to none"
            yield Problem("chart-address", message, "write a colour: accent, or #0b4f6c", spec.of(at))
        if not isinstance(value, dict):
            continue
        kind = value.get("type") if at and at[-1] == "mark" else value.get("mark")
        if kind == "image":
            yield Problem("chart-address", "a chart may hold no pictures", "use another mark", spec.of(at))
        for key in ("href", "url"):
            if key in value and not (key == "url" and at and at[-1] == "data"):
                message = f"`{key}` is an address, and a chart may read and link to none"
                yield Problem("chart-address", message, "remove it", spec.of_key((*at, key)))
        sequence = value.get("sequence")
        if isinstance(sequence, dict) and _length(sequence) > MAX_SEQUENCE:
            message = f"a sequence may have {MAX_SEQUENCE} steps"
            yield Problem("chart-data", message, "make it shorter", spec.of_key((*at, "sequence")))


def _length(sequence: Mapping[str, Any]) -> float:
    start, stop, step = (
        sequence.get(key, default) for key, default in (("start", 0), ("stop", 0), ("step", 1))
    )
    numbers = all(isinstance(number, (int, float)) for number in (start, stop, step))
    return abs((stop - start) / step) if numbers and step else float("inf")


def _typography(spec: Spec, theme: Theme) -> Iterator[Problem]:
    """Yield text that is not set in the house's family, too small, or in a weight that it lacks."""
    for at, value in spec.parts():
        key = str(at[-1]) if at else ""
        if (key == "font" or key.endswith("Font")) and isinstance(value, str) and value != theme.family:
            message = f"`{key}` is `{value}`, but charts are set in the house's {theme.family}"
            yield Problem("chart-font", message, "remove it", spec.of_key(at))
        if key.lower().endswith("fontweight") and isinstance(value, (str, int)) and value not in WEIGHTS:
            message = f"`{key}` is {value}, a weight that the house's pages do not use"
            yield Problem("chart-font", message, "write `normal` or `bold`", spec.of(at))
        if key.lower().endswith("fontsize") and isinstance(value, (int, float)):
            size_pt = pt_from_px(value)
            if size_pt < theme.text_pt - 0.01:
                message = (
                    f"`{key}` {value:g} px is {size_pt:.3g} pt, smaller than the house's {theme.text_pt:g} pt"
                )
                yield Problem("chart-font", message, "remove it: the house sets the size", spec.of(at))


def _chance(spec: Spec) -> Iterator[Problem]:
    """Yield what would make the chart another each time it is drawn."""
    hint = "a chart must be the same each time it is drawn"
    for at, text in expressions(spec):
        match = _CHANCE.search(text)
        if match:
            yield Problem(
                "chart-chance", f"`{match[1]}()` changes from one drawing to the next", hint, spec.of(at)
            )
    for at, value in spec.parts():
        if isinstance(value, dict) and "sample" in value and len(at) > 1 and at[-2] == "transform":
            yield Problem("chart-chance", "`sample` takes rows at random", hint, spec.of_key((*at, "sample")))
