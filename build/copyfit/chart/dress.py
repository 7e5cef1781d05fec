"""A spec made ready to draw: its data put in, the house's colours and words, the frame's size.

In: a `Spec` without mistakes. Out: plain Vega-Lite, complete in itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from copyfit.chart.names import column_of, safe, with_safe_names
from copyfit.chart.spec import Spec
from copyfit.chart.theme import Theme
from copyfit.chart.views import is_composed
from copyfit.units import pt_from_mm, px_from_pt
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable

COLOUR_CHANNELS = ("color", "fill", "stroke")
WORDS = ("text", "title", "subtitle")
EXPRESSIONS = ("expr", "calculate", "labelExpr")
NAMES = ("field", "type", "as", "groupby", "test", "filter", "domain", "format")
"""Keys under which a word names a column, a row's value or a keyword, never a colour."""

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def dressed(
    spec: Spec,
    tables: Mapping[Path, CsvTable],
    theme: Theme,
    width_mm: float,
    height_mm: float,
    language: str,
) -> dict[str, Any]:
    """Return the spec with its data inside, the names of the house's colours resolved, and its size set.

    Words are replaced as `usermeta.words.<language>` says, so that one spec serves all languages.
    """
    dates = _columns_of_dates(spec)
    words = _words(spec, language)

    def rebuilt(value: Any, at: Path) -> Any:
        if at in tables:
            return _inlined(value, tables[at], dates)
        if isinstance(value, dict):
            return {key: rebuilt(inner, (*at, key)) for key, inner in value.items() if key != "usermeta"}
        if isinstance(value, list):
            return [rebuilt(inner, (*at, index)) for index, inner in enumerate(value)]
        if isinstance(value, str):
            return _worded(_coloured(value, at, theme), at, words)
        return value

    columns = frozenset(name for table in tables.values() for name in table.columns if safe(name) != name)
    content: dict[str, Any] = rebuilt(spec.content, ())
    if columns:
        content = with_safe_names(content, columns)
    if not is_composed(content):
        content["width"] = px_from_pt(pt_from_mm(width_mm))
        content["height"] = px_from_pt(pt_from_mm(height_mm))
        content["autosize"] = {"type": "fit", "contains": "padding"}
    return content


def _inlined(data: Mapping[str, Any], table: CsvTable, dates: frozenset[str]) -> dict[str, Any]:
    """Return `data` with the table's rows for its address; columns of numbers are read as numbers.

    What the spec's own `format.parse` says goes before that.
    """
    given = data.get("format", {})
    own = given.get("parse", {})
    dated = {column_of(name, table.columns) for name in dates}
    numbers = {name: "number" for name in table.columns if name not in dated and table.is_numeric(name)}
    parse = None if own is None else {**numbers, **(own if isinstance(own, dict) else {})}
    kept = {key: value for key, value in data.items() if key not in ("url", "format")}
    return {**kept, "values": table.as_csv(safe), "format": {**given, "type": "csv", "parse": parse}}


def _columns_of_dates(spec: Spec) -> frozenset[str]:
    """Return the columns that the chart draws as times; a year in them is a date, not a number."""
    return frozenset(
        str(value.get("field"))
        for _, value in spec.parts()
        if isinstance(value, dict) and (value.get("type") == "temporal" or "timeUnit" in value)
    )


def _coloured(value: str, at: Path, theme: Theme) -> str:
    """Return the house's colour that `value` names, if a colour stands at `at`."""
    if not _is_colour(at):
        return value
    if at[-1] == "expr":
        return _QUOTED.sub(lambda match: _requoted(match, theme.colors), value)
    return theme.colors.get(value, value)


def _is_colour(at: Path) -> bool:
    keys = [part for part in at if isinstance(part, str)]
    last = keys[-1] if keys else ""
    if any(key in NAMES for key in keys):
        return False
    if last in COLOUR_CHANNELS or last == "background" or last.endswith(("Color", "Fill", "Stroke")):
        return True
    if last in ("value", "expr", "range"):
        return any(key in COLOUR_CHANNELS or key.endswith(("Color", "range")) for key in keys[:-1])
    return "range" in keys


def _words(spec: Spec, language: str) -> Mapping[str, str]:
    """Return what the spec's words are in `language`, as its `usermeta.words` says."""
    notes = spec.content.get("usermeta")
    by_language = notes.get("words") if isinstance(notes, dict) else None
    words = by_language.get(language) if isinstance(by_language, dict) else None
    return {old: new for old, new in words.items() if isinstance(new, str)} if isinstance(words, dict) else {}


def _worded(value: str, at: Path, words: Mapping[str, str]) -> str:
    """Return `value` in the page's language, if words to be read stand at `at`."""
    keys = [part for part in at if isinstance(part, str)]
    last = keys[-1] if keys else ""
    if last in EXPRESSIONS:
        return _QUOTED.sub(lambda match: _requoted(match, words), value)
    is_read = last in WORDS or (last in ("value", "datum") and "text" in keys)
    return words.get(value, value) if is_read else value


def _requoted(match: re.Match[str], words: Mapping[str, str]) -> str:
    """Return a quoted text of an expression, in the words for it if there are any."""
    text = match[1] if match[1] is not None else match[2]
    if text not in words:
        return match[0]
    quote = match[0][0]
    return quote + words[text].replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote
