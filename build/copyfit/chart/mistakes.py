"""What is wrong with a chart, each mistake with its place: most of it Vega-Lite would draw in silence.

In: a `Spec`, the tables it names and the house's theme. Out: problems, in the order of the file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from copyfit.chart.spec import Spec, parts_of
from copyfit.chart.tables import Table, is_number
from copyfit.chart.theme import Theme
from copyfit.chart.vegalite import (
    AGGREGATES,
    CHANNELS,
    COMPOSED,
    MADE,
    MARKS,
    SCALES,
    TRANSFORMS,
    TYPES,
    VIEW_KEYS,
)
from copyfit.errors import Place, Problem
from copyfit.units import pt_from_px
from copyfit.yaml.file import Path

MAX_SEQUENCE = 5_000
MAX_BAD_CELLS = 5
WEIGHTS = ("normal", "bold", 400, 700)
CHILDREN = ("layer", "hconcat", "vconcat", "concat")
EXPRESSIONS = ("filter", "calculate", "test", "expr")
GUIDES = ("axis", "legend", "header")

_CHANCE = re.compile(r"\b(random|now|sample\w*)\s*\(")
_DATUM = re.compile(r"\bdatum(?:\.([A-Za-z_$][\w$]*)|\[\s*(['\"])(.+?)\2\s*\])")


def mistakes(spec: Spec, tables: Mapping[Path, Table], theme: Theme) -> tuple[Problem, ...]:
    """Return every mistake in `spec`; `tables` holds the table of each `data` by its path."""
    found = [
        *_vocabulary(spec),
        *_addresses(spec),
        *_typography(spec, theme),
        *_chance(spec),
        *_columns(spec, tables),
    ]
    found.sort(key=lambda problem: problem.place or Place(spec.path))
    return tuple(dict.fromkeys(found))


def expressions(spec: Spec) -> Iterator[tuple[Path, str]]:
    """Yield each Vega expression with its path."""
    for at, value in spec.parts():
        if isinstance(value, str) and at and at[-1] in (*EXPRESSIONS, "labelExpr"):
            yield at, value


def is_composed(view: Mapping[str, Any]) -> bool:
    """Return whether `view` holds several charts, whose size Vega-Lite cannot be given from outside."""
    encoding = view.get("encoding")
    faceted = isinstance(encoding, dict) and any(key in encoding for key in ("facet", "row", "column"))
    return faceted or any(key in view for key in COMPOSED)


# ---- words that Vega-Lite does not know


def _vocabulary(spec: Spec) -> Iterator[Problem]:
    for at, view in _views(spec.content):
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
            yield Problem("chart-spec", f"`{key}` is a list, between `[` and `]`", "", spec.of((*at, key)))
    for key in ("data", "encoding", "config", "spec"):
        if view.get(key) is not None and not isinstance(view[key], dict):
            message = f"`{key}` is an object, between `{{` and `}}`"
            yield Problem("chart-spec", message, "", spec.of((*at, key)))
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
            yield Problem("chart-spec", "a transform is an object", "", place)
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
        "chart-spec", message, _near(str(word), known) or "see https://vega.github.io/vega-lite/docs", place
    )


# ---- what a chart may not do


def _addresses(spec: Spec) -> Iterator[Problem]:
    for at, value in spec.parts():
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


# ---- columns


def _columns(spec: Spec, tables: Mapping[Path, Table]) -> Iterator[Problem]:
    made = _made(spec)
    if any(isinstance(value, dict) and "pivot" in value for _, value in spec.parts()):
        return
    for at, view, table in _views_with_tables(spec.content, tables):
        if table is None:
            continue
        names = frozenset(table.columns) | made
        for place, name in _names_used(spec, at, view):
            if not _is_known(name, names):
                message = f"`{name}` is not a column of {table.path}"
                hint = _near(name, names) or f"its columns are {', '.join(table.columns)}"
                yield Problem("chart-column", message, hint, place)
        yield from _words_for_numbers(view, table, made)


def _made(spec: Spec) -> frozenset[str]:
    """Return the columns that transforms make."""
    made: set[str] = set()
    for at, value in spec.parts():
        if (at and at[-1] == "as" and isinstance(value, str)) or (
            len(at) > 1 and at[-2] == "as" and isinstance(value, str)
        ):
            made.add(value)
        elif isinstance(value, dict):
            made.update(name for key, names in MADE.items() if key in value for name in names)
            lookup = value.get("from")
            if isinstance(lookup, dict) and isinstance(lookup.get("fields"), list):
                made.update(str(name) for name in lookup["fields"])
    return frozenset(made)


def _names_used(spec: Spec, at: Path, view: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield each column that `view` itself names, with its place."""
    own = {key: value for key, value in view.items() if key not in (*CHILDREN, "spec", "data", "config")}
    for inner, value in parts_of(own, at):
        if not isinstance(value, str) or "from" in inner:
            continue
        key = inner[-1]
        in_list = len(inner) > 1 and isinstance(key, int) and inner[-2] in ("groupby", "fold", "flatten")
        if key in ("field", "lookup") or in_list:
            yield spec.of(inner), value
        elif key in EXPRESSIONS and not any(part in GUIDES for part in inner):
            for match in _DATUM.finditer(value):
                yield spec.of(inner), match[1] or match[3]


def _is_known(name: str, names: frozenset[str]) -> bool:
    """Return whether `name` is a column, a part of one, or one that an aggregate named after its source."""
    plain = name.replace("\\", "")
    base = re.split(r"[.\[]", plain, maxsplit=1)[0]
    return (
        plain in names
        or base in names
        or plain in ("*", "datum")
        or plain.startswith("__")
        or any(plain.endswith(f"_{each}") for each in names)
    )


def _words_for_numbers(view: Mapping[str, Any], table: Table, made: frozenset[str]) -> Iterator[Problem]:
    """Yield cells that are no numbers in columns that the chart draws as numbers."""
    for column in sorted(_drawn_as_numbers(view) & set(table.columns) - made):
        bad = [(line, cell) for line, cell in table.cells(column) if cell and not is_number(cell)]
        for line, cell in bad[:MAX_BAD_CELLS]:
            message = f"`{cell}` in column `{column}` is not a number, and the chart draws it as one"
            hint = "write digits with a point: 4000, 3.5; leave the cell empty where there is no number"
            yield Problem("chart-data", message, hint, Place(table.path, line))


def _drawn_as_numbers(view: Mapping[str, Any]) -> set[str]:
    encoding = view.get("encoding")
    channels = encoding.values() if isinstance(encoding, dict) else ()
    return {
        channel["field"]
        for channel in channels
        if isinstance(channel, dict)
        and channel.get("type") == "quantitative"
        and isinstance(channel.get("field"), str)
        and channel.get("aggregate") not in ("count", "distinct", "valid", "missing")
    }


# ---- views


def _views(view: Any, at: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each view of a chart with its path, outermost first."""
    for path, inner, _ in _views_with_tables(view, {}, at):
        yield path, inner


def _views_with_tables(
    view: Any, tables: Mapping[Path, Table], at: Path = (), table: Table | None = None
) -> Iterator[tuple[Path, Mapping[str, Any], Table | None]]:
    """Yield each view with its path and the table it draws, its own or that of the view around it."""
    if not isinstance(view, dict):
        return
    if "data" in view:
        table = tables.get((*at, "data"))
    yield at, view, table
    for key in CHILDREN:
        children = view.get(key)
        for index, child in enumerate(children if isinstance(children, list) else ()):
            yield from _views_with_tables(child, tables, (*at, key, index), table)
    if "spec" in view:
        yield from _views_with_tables(view["spec"], tables, (*at, "spec"), table)


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""
