"""What differs for one row: `rows/<name>.yaml` over the data of a brief.

In: the brief's data, the file of the row. Out: the data with what the file says, each part with its place
there, and what the file says of what is not there. Next: `filling` puts the row's cells in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from copyfit.content.brief import RowOverride
from copyfit.content.series.filling import NEVER, WHEN
from copyfit.errors import BriefError, Place, Problem
from copyfit.project import BRIEFS, Files
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import checked, did_you_mean

ROWS = "rows"
_HEAD = ("title", "subtitle", "marking")


def override_path(slug: str, row: str, language: str = "") -> str:
    """Return where the file of a row stands; a translation has its own: `rows/alder-bay.fr.yaml`."""
    return f"{BRIEFS}/{slug}/{ROWS}/{row}{'.' if language else ''}{language}.yaml"


def override_of(files: Files, slug: str, row: str, language: str) -> YamlFile | None:
    """Return what the file of a row says; `language` is that of a translation, "" for the original.

    Raises BriefError if it cannot be read, or if a translation lacks what the original says.
    """
    path = override_path(slug, row, language)
    if path in files:
        raw = read_yaml(path, files[path])
        checked(RowOverride, raw.data, raw.places, BriefError)
        return raw
    original = override_path(slug, row)
    if not language or original not in files:
        return None
    hint = f"write it in this language into {path}, or say there what is left out"
    message = f"what {original} says of this row is not translated"
    raise BriefError(Problem("untranslated", message, hint, Place(original, 1, 1)))


def overridden(
    raw: YamlFile, own: YamlFile, paths: Mapping[str, Path]
) -> tuple[YamlFile, tuple[Problem, ...]]:
    """Return a brief's data with what the file of a row says; `paths` are those of the statements, by id."""
    laying = _Laying(raw, own)
    for key in _HEAD:
        if own.data.get(key) is not None:
            laying.lay((key,), (key,), own.data[key])
    for name, text in (own.data.get("headings") or {}).items():
        laying.lay(("headings", name), ("headings", name), text)
    problems: list[Problem] = []
    for name, change in (own.data.get("statements") or {}).items():
        if name not in paths:
            hint = did_you_mean(name, paths) or "name the id of a statement of the brief"
            place = own.places.of_key("statements", name)
            problems.append(Problem("unknown-id", f"there is no statement `{name}`", hint, place))
            continue
        for key, value in change.items():
            if key != "omit" and value is not None:
                laying.lay((*paths[name], key), ("statements", name, key), value)
        if change.get("omit"):
            laying.data = _changed(laying.data, (*paths[name], WHEN), NEVER)
    places = replace(raw.places, values=laying.values, keys=laying.keys)
    return replace(raw, data=laying.data, places=places), tuple(problems)


class _Laying:
    """Lays what one file says over the data of another, and keeps where each part stands."""

    def __init__(self, raw: YamlFile, own: YamlFile) -> None:
        self.own = own.places
        self.data: dict[str, Any] = raw.data
        self.values, self.keys = dict(raw.places.values), dict(raw.places.keys)

    def lay(self, at: Path, there: Path, value: Any) -> None:
        """Put a value, which stands in the file at `there`, at `at` of the data."""
        self.data = _changed(self.data, at, value)
        for path in _paths(value):
            self.values[(*at, *path)] = self.own.of(*there, *path)
            self.keys[(*at, *path)] = self.own.of_key(*there, *path)


def _changed(data: Any, at: Path, value: Any) -> Any:
    """Return the data with a value at `at`, and nothing else touched."""
    if not at:
        return value
    if isinstance(data, list):
        items = list(data)
        number = int(at[0])
        items[number] = _changed(items[number], at[1:], value)
        return items
    data = data if isinstance(data, dict) else {}
    return {**data, at[0]: _changed(data.get(at[0]), at[1:], value)}


def _paths(value: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _paths(part, (*at, key))
