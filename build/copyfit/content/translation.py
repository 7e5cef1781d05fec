"""A translation over its original → one brief's data, of which the translation wrote the words.

In: `brief.yaml` and `brief.<language>.yaml` as plain data, and the model that both follow. Out: the data of a
whole brief, each part with its place in the file that says it, and what is not translated yet. Next: `load`
checks it.

A translation holds words. Dates, sources, facts, files, ids, priorities and whatever else reads the same
in every language come from the original, unless the translation says otherwise; a field's `Nature` tells.
Lists of statements are matched by id, other lists of mappings by their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.content.brief import Brief
from copyfit.content.fields import Nature, member, nature_at
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Path, Places, YamlFile
from copyfit.yaml.schema import did_you_mean

LONGEST_SYMBOL = 3
"""A unit of more letters is a word."""


def is_translation(raw: YamlFile) -> bool:
    """Return whether the file says that it translates another, and not that it is a brief of its own."""
    return isinstance(raw.data.get("translation"), dict)


def translated(raw: YamlFile, original: YamlFile, model: type[Brief]) -> tuple[YamlFile, tuple[Problem, ...]]:
    """Return the brief that `raw` makes of `original`, and what lacks a translation or an original."""
    merging = _Merging(raw, original)
    data = merging.mapping(raw.data, original.data, (), (), model)
    places = Places(raw.places.path, merging.values, merging.keys)
    return YamlFile(data, places), tuple(merging.problems)


class _Merging:
    """Puts one file's data over another's, and keeps where each part stands.

    `at` is a path in the merged data, `here` and `there` are the same part's in translation and original;
    `kind` is the part's type.
    """

    def __init__(self, raw: YamlFile, original: YamlFile) -> None:
        self.own, self.original = raw.places, original.places
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self._at: Path = ()

    def mapping(
        self, ours: dict[str, Any], theirs: dict[str, Any], here: Path, there: Path, kind: Any
    ) -> dict[str, Any]:
        """Return two mappings as one, in the original's order."""
        at = self._at
        self.values[at] = self.own.of(*here)
        merged: dict[str, Any] = {}
        for key in (*theirs, *(key for key in ours if key not in theirs)):
            self._at = (*at, key)
            if key not in ours:
                if not self._may_inherit(key, theirs[key], at, here, kind):
                    continue
                merged[key] = self._taken(theirs[key], self.original, (*there, key))
            elif key not in theirs:
                merged[key] = self._taken(ours[key], self.own, (*here, key))
            else:
                merged[key] = self._both(
                    ours[key], theirs[key], (*here, key), (*there, key), member(kind, key)
                )
            written = self.own if key in ours else self.original
            self.keys[*at, key] = written.of_key(*(here if key in ours else there), key)
        self._at = at
        return merged

    def _both(self, ours: Any, theirs: Any, here: Path, there: Path, kind: Any) -> Any:
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.mapping(ours, theirs, here, there, kind)
        if _are_mappings(ours) and _are_mappings(theirs):
            return self._items(ours, theirs, here, there, member(kind, 0))
        return self._taken(ours, self.own, here)

    def _items(self, ours: Any, theirs: Any, here: Path, there: Path, kind: Any) -> list[Any]:
        """Return two lists of mappings as one: those with an id by their ids, others by their order.

        One mapping alone is a list of one.
        """
        at = self._at
        self.values[at] = self.own.of(*here)
        mine, its = _listed(ours, here), _listed(theirs, there)
        names = _names([item for item, _ in its])
        found = dict(zip(_names([item for item, _ in mine]), mine, strict=True))
        for name, (_, path) in found.items():
            if name not in names:
                self._unknown(name, names, path)
        merged: list[Any] = []
        for name, (original, its_path) in zip(names, its, strict=True):
            if name in found:
                self._at = (*at, len(merged))
                item, path = found[name]
                merged.append(self.mapping(item, original, path, its_path, kind))
            else:
                self._lacks(f"`{name}`", self.own.of(*here))
        self._at = at
        return merged

    def _taken(self, value: Any, places: Places, there: Path) -> Any:
        """Return one file's value, with its places."""
        at = self._at
        for path in _paths(value):
            self.values[(*at, *path)] = places.of(*there, *path)
            self.keys[(*at, *path)] = places.of_key(*there, *path)
        return value

    def _may_inherit(self, key: str, value: Any, at: Path, here: Path, kind: Any) -> bool:
        """Return whether the original's value can stand on a translated page; say so if it is missed."""
        nature = nature_at(kind, key)
        if nature.own or nature.spare:
            return False
        if at[:1] == ("facts",) or (not at and key == "facts"):
            return self._may_inherit_facts(key, value, at)
        if not nature.per_language and not _has_words(value, member(kind, key)):
            return True
        name = value.get("id") if isinstance(value, dict) else None
        self._lacks(f"`{name}`" if name else _called((*at, key)), self.own.of(*here))
        return False

    def _may_inherit_facts(self, key: str, value: Any, at: Path) -> bool:
        """Return True: the original's facts hold in every language; a value in words has to be translated."""
        facts = value if not at else {key: value} if len(at) == 1 else {at[1]: {key: value}}
        for name, fact in facts.items():
            if not isinstance(fact, dict):
                continue
            if _is_in_words(fact.get("value")):
                self._lacks(f"the value of the fact `{name}`", self.own.of("facts", name))
            if _is_a_word(fact.get("unit")):
                self._lacks(f"the unit of the fact `{name}`", self.own.of("facts", name))
        return True

    def _lacks(self, what: str, place: Place) -> None:
        hint = f"{self.original.path} says it; write it in this language under the same key or id"
        self.problems.append(Problem("untranslated", f"{what} is not translated", hint, place))

    def _unknown(self, name: object, known: list[Any], here: Path) -> None:
        hint = did_you_mean(str(name), map(str, known)) or f"add it to {self.original.path} first"
        message = f"{self.original.path} has no `{name}` here"
        self.problems.append(Problem("unknown-id", message, hint, self.own.of(*here)))


def _called(path: Path) -> str:
    """Return what people call the part at `path`, counted from 1: `headings.risks`, `note` in reading 1."""
    last = max((number for number, step in enumerate(path) if isinstance(step, int)), default=-1)
    if last < 0:
        return f"`{'.'.join(map(str, path))}`"
    around = " ".join(str(step + 1) if isinstance(step, int) else str(step) for step in path[: last + 1])
    return f"`{'.'.join(map(str, path[last + 1 :]))}` in {around}" if path[last + 1 :] else around


def _are_mappings(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(isinstance(item, dict) for item in items)


def _listed(value: Any, at: Path) -> list[tuple[dict[str, Any], Path]]:
    """Return the items of a list, or the one that stands for a list of one, each with its path."""
    if isinstance(value, list):
        return [(item, (*at, index)) for index, item in enumerate(value)]
    return [(value, at)]


def _names(items: list[dict[str, Any]]) -> list[Any]:
    """Return what tells the items of a list apart: their ids, those they use, or their numbers from 1."""
    ids = (item.get("id", item.get("use")) for item in items)
    return [name if isinstance(name, str) else number for number, name in enumerate(ids, 1)]


def _has_words(value: Any, kind: Any) -> bool:
    """Return whether a value of the type `kind` holds what every language says in its own words."""
    if isinstance(value, dict):
        return any(
            _is_said(nature_at(kind, key)) or _has_words(part, member(kind, key))
            for key, part in value.items()
        )
    return isinstance(value, list) and any(_has_words(part, member(kind, 0)) for part in value)


def _is_said(nature: Nature) -> bool:
    return nature.per_language and not nature.spare


def _is_in_words(value: Any) -> bool:
    return isinstance(value, str) and any(character.isalpha() for character in value)


def _is_a_word(unit: Any) -> bool:
    """Return whether a unit is a word of one language, such as riders, and no symbol, such as km or EUR."""
    return isinstance(unit, str) and sum(character.isalpha() for character in unit) > LONGEST_SYMBOL


def _paths(value: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    parts: Mapping[Any, Any] = {}
    if isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = dict(enumerate(value))
    for key, part in parts.items():
        yield from _paths(part, (*at, key))
