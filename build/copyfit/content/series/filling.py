"""A brief's data for one row: cells filled in, statements that are not for the row left out.

In: the data of a brief, which is the same for all rows, and a row's cells. Out: the data of the row's brief,
with its places. Next: `load` checks it like any other.

Cells are put into values that have been read already, never into YAML; in inline Markdown they stand between
marks that keep their content words. So no cell can be anything but what it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from copyfit.content.brief import Brief
from copyfit.content.fields import member, nature_at
from copyfit.content.series.cells import CellMistake, RowCells
from copyfit.content.series.condition import Mistake, condition
from copyfit.content.text import ROW, ROW_OR_ESCAPED
from copyfit.errors import Place, Problem
from copyfit.language.characters import CELL_BEGIN, CELL_END
from copyfit.yaml.file import Path, Places, YamlFile

WHEN = "when"
NEVER = object()
"""The condition of what the file of a row omits."""
_OPENING = "{row:"
_NEVER = frozenset(("series", "language", "translation"))
"""Keys of a brief that are the same for all rows."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A text that takes cells: inline Markdown, or a value of a type that may hold numbers or days."""

    path: Path
    inline: bool
    types: frozenset[type]


Slots = Mapping[str | int, Any]
"""The slots of a brief, by key and index as the data has them."""


@dataclass(frozen=True, slots=True)
class RowBrief:
    """The data of one row's brief.

    `origins` are the places in the brief of values that are whole cells, `moved` the new numbers of what is
    left of each list from which something was left out.
    """

    raw: YamlFile
    problems: tuple[Problem, ...]
    origins: Mapping[Place, Place] = field(default_factory=dict)
    moved: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def statements(self, paths: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
        """Yield the id and the path of each statement that stood at a path before, and still stands."""
        for name, path in paths.items():
            numbers = self.moved.get(str(path[0])) if len(path) > 1 else None
            if numbers is None:
                yield name, path
            elif path[1] in numbers:
                yield name, (path[0], numbers[int(path[1])], *path[2:])


def slots_of(data: Mapping[str, Any], model: type[Brief]) -> Slots:
    """Return where cells are to stand in a brief's data."""
    found: dict[str | int, Any] = {
        key: slots
        for key, value in data.items()
        if key not in _NEVER
        and (slots := _slots(value, member(model, key), nature_at(model, key).inline, (key,)))
    }
    return found


def _slots(value: Any, kind: Any, inline: bool, at: Path) -> Any:
    if isinstance(value, str):
        return Slot(at, inline, frozenset(_types(kind))) if _OPENING in value else None
    if isinstance(value, dict):
        parts = {
            key: _slots(part, member(kind, key), nature_at(kind, key).inline, (*at, key))
            for key, part in value.items()
        }
    elif isinstance(value, list):
        parts = {
            index: _slots(part, member(kind, index), inline, (*at, index)) for index, part in enumerate(value)
        }
    else:
        return None
    return {key: part for key, part in parts.items() if part} or None


def _types(kind: Any) -> Iterator[type]:
    """Yield the plain types that a field may have."""
    if isinstance(kind, type):
        yield kind
    for argument in get_args(kind):
        yield from _types(argument)


def for_row(raw: YamlFile, slots: Slots, model: type[Brief], cells: RowCells) -> RowBrief:
    """Return the data of the brief of one row, and what is wrong with its cells and conditions."""
    filling = _Filling(raw.places, cells)
    data = dict(raw.data)
    gone: dict[str, dict[int, int]] = {}
    for name in model.block_names:
        if name in data:
            data[name], moved = filling.block(data[name], slots.get(name), name)
            if moved is not None:
                gone[name] = moved
            if data[name] is None:
                del data[name]
    for key, own in slots.items():
        if key not in model.block_names:
            data[key] = filling.value(data[key], own)  # type: ignore[index]
    if filling.left_out:
        data = _without_overrides(data, filling.left_out)
    places = _moved(raw.places, filling.values, gone)
    return RowBrief(replace(raw, data=data, places=places), tuple(filling.problems), filling.origins, gone)


def _without_overrides(data: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    """Return the data without what variants say of statements that the row does not have."""
    overrides = data.get("overrides")
    if not isinstance(overrides, dict):
        return data
    kept = {
        variant: {
            **own,
            "statements": {name: one for name, one in own["statements"].items() if name not in left_out},
        }
        if isinstance(own, dict) and isinstance(own.get("statements"), dict)
        else own
        for variant, own in overrides.items()
    }
    return {**data, "overrides": kept}


def _moved(places: Places, own: Mapping[Path, Place], gone: Mapping[str, Mapping[int, int]]) -> Places:
    """Return the places of a row's brief: `gone` has the new numbers of what is left of each list."""
    values = {**places.values, **own}
    if not gone:
        return replace(places, values=values)
    return replace(
        places,
        values=_renumbered(values, gone),
        keys=_renumbered(places.keys, gone),
        spellings=_renumbered(places.spellings, gone),
    )


def _renumbered(known: Mapping[Path, Any], gone: Mapping[str, Mapping[int, int]]) -> dict[Path, Any]:
    found: dict[Path, Any] = {}
    for path, value in known.items():
        numbers = gone.get(path[0]) if len(path) > 1 else None  # type: ignore[arg-type]
        if numbers is None:
            found[path] = value
        elif path[1] in numbers:
            found[path[0], numbers[path[1]], *path[2:]] = value  # type: ignore[index]
    return found


class _Filling:
    """Fills in one row, and keeps where what came from its cells stands."""

    def __init__(self, places: Places, cells: RowCells) -> None:
        self.places, self.cells = places, cells
        self.values: dict[Path, Place] = {}
        self.origins: dict[Place, Place] = {}
        self.problems: list[Problem] = []
        self.left_out: set[str] = set()

    # -- what is for the row --

    def block(self, value: Any, slots: Slots | None, name: str) -> tuple[Any, dict[int, int] | None]:
        """Return a block for the row, None if nothing of it is; and its items' new numbers, if any went."""
        if isinstance(value, list):
            kept = [index for index, item in enumerate(value) if self._is_for_row(item, (name, index))]
            items = [
                self.value(_unconditional(value[index]), (slots or {}).get(index), (name, index))
                for index in kept
            ]
            if len(kept) == len(value):
                return items, None
            return items or None, {old: new for new, old in enumerate(kept)}
        if not self._is_for_row(value, (name,)):
            return None, None
        if isinstance(value, dict) and "id" not in value:  # a group of statements
            value = {key: part for key, part in value.items() if self._is_for_row(part, (name, key))}
            slots = {key: own for key, own in (slots or {}).items() if key in value}
            value = {key: _unconditional(part) for key, part in value.items()}
        return self.value(_unconditional(value), slots, (name,)), None

    def _is_for_row(self, item: Any, at: Path) -> bool:
        text = item.get(WHEN) if isinstance(item, dict) and "id" in item else None
        if text is NEVER:
            self.left_out |= set(_ids(item))
            return False
        if not isinstance(text, str):
            return True
        place = self.places.of(*at, WHEN)
        try:
            holds = condition(text).holds(self.cells)
        except CellMistake as mistake:
            self.problems.append(replace(mistake.problem, place=mistake.problem.place or place))
            return True
        except Mistake as mistake:
            self.problems.append(self._misread(mistake, place))
            return True
        if not holds:
            self.left_out |= set(_ids(item))
        return holds

    def _misread(self, mistake: Mistake, place: Place) -> Problem:
        if mistake.column:
            message = f"{mistake}, in the condition at {place}"
            return Problem("wrong-cell", message, mistake.hint, self.cells.place_of(mistake.column))
        return Problem("wrong-condition", f"`when` cannot be read: {mistake}", mistake.hint, place)

    # -- cells --

    def value(self, value: Any, slots: Any, at: Path = ()) -> Any:
        """Return a value with its cells filled in."""
        if not slots:
            return value
        if isinstance(slots, Slot):
            return self._text(value, slots)
        if isinstance(value, list):
            items = list(value)
            for index, own in slots.items():
                items[index] = self.value(value[index], own)
            return items
        return {key: self.value(part, slots.get(key)) for key, part in value.items()}

    def _text(self, text: str, slot: Slot) -> Any:
        place = self.places.of(*slot.path)
        try:
            if slot.inline:
                return ROW_OR_ESCAPED.sub(lambda found: self._marked(found[0], found[1]), text)
            whole = ROW.fullmatch(text.strip())
            if not whole:
                return ROW.sub(lambda found: self._said(found[1].strip(), slot), text)
            return self._whole(whole[1].strip(), slot, place)
        except CellMistake as mistake:
            self.problems.append(used_at(mistake.problem, place))
            return text

    def _marked(self, written: str, column: str | None) -> str:
        if column is None:
            return written
        return f"{CELL_BEGIN}{self.cells.written(column.strip())}{CELL_END}"

    def _said(self, column: str, slot: Slot) -> str:
        """Return a cell in a plain text: as it was typed, but in the value of a fact, which is printed."""
        return self.cells.written(column) if _is_fact(slot.path) else self.cells.filled(column)

    def _whole(self, column: str, slot: Slot, place: Place) -> Any:
        """Return a cell that is a value of its own: a number or a day where the field takes such."""
        value = self.cells.value(column)
        cell = self.cells.place_of(column)
        self.values[slot.path] = cell
        self.origins[cell] = place
        takes = (int, float) if isinstance(value, int | float) else (dt.date,)
        if isinstance(value, str) or not slot.types & set(takes):
            return self._said(column, slot)
        return value


def used_at(problem: Problem, place: Place) -> Problem:
    """Return the problem of a cell with the place in the brief that needs it."""
    if problem.place is None:
        return replace(problem, place=place)
    return replace(problem, message=f"{problem.message}; it is used at {place}")


def _is_fact(path: Path) -> bool:
    return len(path) == 3 and path[0] == "facts" and path[2] == "value"


def _unconditional(item: Any) -> Any:
    """Return an item without its condition."""
    if isinstance(item, dict) and "id" in item and isinstance(item.get(WHEN), str):
        return {key: part for key, part in item.items() if key != WHEN}
    return item


def _ids(item: Any) -> Iterator[str]:
    if isinstance(item, dict):
        if isinstance(item.get("id"), str):
            yield item["id"]
        for part in item.values():
            yield from _ids(part)
