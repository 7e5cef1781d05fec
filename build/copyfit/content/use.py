"""`use: id`: one statement in two blocks, or on two pages, written once.

In: a brief's data and the model that it follows. Out: the data with every `use` filled in, each part with the
place that says it, and the uses of what is not there. Next: `load` checks it.

What uses a statement takes its wordings and what else its own kind knows, and may say any of it otherwise;
with another `text` it takes no other wording. `only` is never taken: it says where one block stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from copyfit.content.brief import Brief
from copyfit.content.fields import item_of, member, model_in
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Path, YamlFile
from copyfit.yaml.schema import did_you_mean

USE = "use"
WORDINGS = frozenset(("text", "short", "plain"))
NOT_TAKEN = frozenset(("only",))


def filled_in(raw: YamlFile, model: type[Brief]) -> tuple[YamlFile, tuple[Problem, ...]]:
    """Return `raw` with what each `use` stands for, and the problems met."""
    filling = _Filling(raw, model)
    data = {name: filling.value(value, (name,), member(model, name)) for name, value in raw.data.items()}
    if not filling.is_used:
        return raw, ()
    places = replace(raw.places, values=filling.values, keys=filling.keys)
    return replace(raw, data=data, places=places), tuple(filling.problems)


class _Filling:
    """Fills in one brief's data and keeps where each part stands."""

    def __init__(self, raw: YamlFile, model: type[Brief]) -> None:
        self.places = raw.places
        self.values: dict[Path, Place] = dict(raw.places.values)
        self.keys: dict[Path, Place] = dict(raw.places.keys)
        self.problems: list[Problem] = []
        self.is_used = False
        blocks = {name: raw.data[name] for name in model.block_names if name in raw.data}
        self.known = dict(_statements(blocks, ()))

    def value(self, value: Any, at: Path, kind: Any) -> Any:
        """Return a value with what is used inside it."""
        if isinstance(value, list):
            return [self.value(item, (*at, index), member(kind, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get(USE), str) and model_in(item_of(kind)):
            return self._used(value, at, item_of(kind))
        return {key: self.value(part, (*at, key), member(kind, key)) for key, part in value.items()}

    def _used(self, value: dict[str, Any], at: Path, kind: Any) -> Any:
        self.is_used = True
        name = value[USE]
        if name not in self.known:
            hint = did_you_mean(name, self.known) or "name the id of a statement of this brief"
            self.problems.append(
                Problem("unknown-id", f"there is no statement `{name}`", hint, self.places.of(*at, USE))
            )
        if "id" in value:
            hint = f"remove one: what uses `{name}` has its id"
            self.problems.append(
                Problem("contradiction", "`use` and `id` stand together", hint, self.places.of_key(*at, "id"))
            )
        original, there = self.known.get(name, ({}, ()))
        taken = self._taken(original, value, kind)
        for key in taken:
            self._copy_places((*there, key), (*at, key))
        self.values[*at, "id"] = self.keys[*at, "id"] = self.places.of(*at, USE)
        return {**taken, "id": name, **{key: part for key, part in value.items() if key not in (USE, "id")}}

    def _refuse(self, code: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem(code, message, hint, place))

    def _taken(self, original: Mapping[str, Any], own: Mapping[str, Any], kind: Any) -> dict[str, Any]:
        model = model_in(kind)
        assert model
        left = NOT_TAKEN | own.keys() | (WORDINGS if "text" in own else set())
        return {key: part for key, part in original.items() if key in model.model_fields and key not in left}

    def _copy_places(self, there: Path, here: Path) -> None:
        for known, copied in ((self.places.values, self.values), (self.places.keys, self.keys)):
            for path, place in known.items():
                if path[: len(there)] == there:
                    copied[(*here, *path[len(there) :])] = place


def _statements(data: Any, at: Path) -> Iterator[tuple[str, tuple[dict[str, Any], Path]]]:
    """Yield everything with an id below `data`, and its data path."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"], (data, at)
        for key, value in data.items():
            yield from _statements(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _statements(value, (*at, index))
