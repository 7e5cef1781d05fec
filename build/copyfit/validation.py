"""Plain data against a model: every mistake at once, in a plain sentence, with its place.

In: data from `yamlfile` and a Pydantic model. Out: the model, or the problems that keep the data
from being one. Pydantic's own words never reach the reader.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from copyfit.errors import CopyfitError, Problem
from copyfit.yamlfile import Path, Places

Model = TypeVar("Model", bound=BaseModel)

EXAMPLES: Mapping[str, str] = {
    "text": 'text: "We assess that the mission will **likely** go on."',
    "title": 'title: "What the page claims, in one sentence"',
    "subject": 'subject: "NATO and Iraq"',
    "language": "language: en",
    "date": "date: 2026-03-23",
    "as_of": "as_of: 2026-03-20",
    "by": "by: 2026-04-17",
    "review_by": "review_by: 2026-09-01 (or never)",
    "version": 'version: "1.0"',
    "desk": 'desk: "Euro-Atlantic Security Desk"',
    "contact": 'contact: "desk@example.org"',
    "id": "id: staff-stay-low",
    "likelihood": "likelihood: likely",
    "confidence": "confidence: moderate",
    "lead": 'lead: "Safety"',
    "owner": 'owner: "Defence Policy Director"',
    "alt": 'alt: "Bar chart: 580 staff in 2019, 0 in 2026."',
    "file": "file: figures/staff.vl.json",
    "source": "source: nato-2024",
    "sources": "sources: [nato-2024]",
    "body": "body: {best: 11, floor: 9.5}",
}
"""What a field looks like when it is right."""

_TEXT_ID = "small letters, digits and hyphens, at most 64, starting with a letter or digit"
_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a day",
    "date_parsing": "a day",
    "date_from_datetime_parsing": "a day",
    "date_from_datetime_inexact": "a day",
    "tuple_type": "a list",
    "list_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping (`key: value` lines)",
    "mapping_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
    "model_attributes_type": "a mapping (`key: value` lines)",
}


def checked(model: type[Model], data: Any, places: Places, error: type[CopyfitError], at: Path = ()) -> Model:
    """Return `data`, which stands at the data path `at` of its file, as a `model`.

    Raises `error` with every problem, in the order of the file.
    """
    try:
        return model.model_validate(data)
    except ValidationError as mistake:
        raise error(problems_of(mistake, model, data, places, at)) from None
    except (RecursionError, OverflowError) as mistake:
        message = f"the data cannot be checked: {mistake}"
        raise error(Problem("too-deep", message, "write it flatter", places.of(*at))) from None


def problems_of(
    mistake: ValidationError, model: type[BaseModel], data: Any, places: Places, at: Path = ()
) -> tuple[Problem, ...]:
    """Return what Pydantic found in `data`, one problem for each place, in the order of the file.

    Pydantic counts only good items, so a list with a wrong one may also be too short for it: not for us.
    """
    found: dict[Path, Problem] = {}
    details = [(_existing(detail["loc"], data), detail) for detail in mistake.errors(include_url=False)]
    for where, detail in details:
        if detail["type"] == "too_short" and any(_is_inside(other, where) for other, _ in details):
            continue
        found.setdefault(where, _problem(detail, where, model, data, places, at))
    ordered = sorted(found.values(), key=lambda problem: problem.place or places.of())
    return tuple(ordered)


def _is_inside(where: Path, outer: Path) -> bool:
    return len(where) > len(outer) and where[: len(outer)] == outer


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean `x`?`` for the known word nearest to `word`, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def one_of(known: Iterable[str], limit: int = 12) -> str:
    """Return the known words as a list to choose from: `a`, `b` or `c`."""
    words = [f"`{word}`" for word in list(known)[:limit]]
    return " or ".join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)


def _existing(location: tuple[int | str, ...], data: Any) -> Path:
    """Return `location` without the names that Pydantic adds for the members of a union."""
    kept: list[int | str] = []
    here = data
    for index, part in enumerate(location):
        last = index == len(location) - 1
        if isinstance(here, Mapping):
            if part not in here and not (last and isinstance(part, str) and _is_name(part)):
                continue
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int):
            here = here[part] if part < len(here) else None
        else:
            continue
        kept.append(part)
    return tuple(kept)


def _is_name(part: str) -> bool:
    return not any(character in part for character in "[](),")


def _problem(
    detail: ErrorDetails, where: Path, model: type[BaseModel], data: Any, places: Places, at: Path
) -> Problem:
    kind = detail["type"]
    name = str(where[-1]) if where else ""
    inside = _inside(where, data)
    if kind == "extra_forbidden":
        place = places.of_key(*at, *where)
        hint = did_you_mean(name, _fields_at(model, where[:-1])) or _remove(model, where[:-1])
        return Problem("unknown-key", f"unknown key `{name}`{inside}", hint, place)
    if kind == "missing":
        place = places.of(*at, *where[:-1])
        return Problem("missing-key", f"`{name}` is missing{inside}", f"write {_example(name)}", place)
    if detail["input"] is None:
        place = places.of_key(*at, *where)
        hint = f"write at least one word, or remove the key: {_example(name)}"
        return Problem("empty-value", f"`{_called(where)}` is empty{inside}", hint, place)
    code, message, hint = _sentence(detail, where)
    return Problem(code, f"{message}{inside}", hint, places.of(*at, *where))


def _sentence(detail: ErrorDetails, where: Path) -> tuple[str, str, str]:
    """Return code, what is wrong and the hint for a value that is there but not right."""
    kind, context, called = detail["type"], detail.get("ctx", {}), _called(where)
    name = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
        return (
            "wrong-type",
            f"`{called}` must be {expected}, not {_kind(detail['input'])}",
            _retyped(detail, name),
        )
    if kind == "literal_error":
        return (
            "unknown-value",
            f"`{called}` cannot be `{_short(detail['input'])}`",
            f"write {context['expected']}",
        )
    if kind == "string_pattern_mismatch":
        return (
            "wrong-form",
            f"`{called}` has the wrong form: `{_short(detail['input'])}`",
            _form(name, context),
        )
    if kind in ("string_too_short", "too_short"):
        return "empty-value", f"`{called}` is too short", f"write {_example(name)}"
    if kind in ("string_too_long", "too_long"):
        limit = context.get("max_length", "fewer")
        return "too-long", f"`{called}` is too long", f"at most {limit} characters or items"
    if kind == "value_error":
        return (
            "forbidden-character",
            f"`{called}`: {context.get('error', detail['msg'])}",
            "type the word again",
        )
    if kind.startswith(("greater_than", "less_than")):
        return "out-of-range", f"`{called}` is out of range: {_short(detail['input'])}", _range(context)
    return "wrong-value", f"`{called}`: {detail['msg'].lower()}", f"write {_example(name)}"


def _retyped(detail: ErrorDetails, name: str) -> str:
    value = detail["input"]
    if detail["type"] == "string_type" and isinstance(value, Mapping | list):
        return f'a text that starts with {{ or [ goes into quotes: {name}: "…"'
    if detail["type"] == "string_type":
        return f'put it in quotes: {name}: "{value}"'
    return f"for example {_example(name)}"


def _form(name: str, context: Mapping[str, Any]) -> str:
    if "a-z0-9-" in str(context.get("pattern", "")):
        return _TEXT_ID
    if name == "language":
        return "write a language code such as en, fr or ar"
    return "write 2011, 2026-09, 2026-04-17 or 2026-07-07/08"


def _range(context: Mapping[str, Any]) -> str:
    signs = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return ", ".join(f"write {word} {context[sign]}" for sign, word in signs.items() if sign in context)


def _example(name: str) -> str:
    return EXAMPLES.get(name, f"{name}: …")


def _kind(value: Any) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a mapping",
    }
    return kinds.get(type(value), "a day" if hasattr(value, "isoformat") else "this")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _called(where: Path) -> str:
    """Return what people call the value at `where`: its key, counted from 1 in a list."""
    if where and isinstance(where[-1], int):
        rest = _called(where[:-1])
        return f"{rest} {where[-1] + 1}" if rest else str(where[-1] + 1)
    return str(where[-1]) if where else "the file"


def _inside(where: Path, data: Any) -> str:
    """Return in which statement or part of the file the value stands: `` in `staff` ``, or nothing."""
    best = ""
    here = data
    for depth, part in enumerate(where):
        if isinstance(here, Mapping) and depth and isinstance(here.get("id"), str):
            best = f" in `{_short(here['id'])}`"
        elif depth and isinstance(where[depth - 1], int) and isinstance(here, Mapping):
            best = f" in {_called(where[:depth])}"
        elif depth == len(where) - 1 and depth and isinstance(here, Mapping) and not best:
            best = f" in `{where[depth - 1]}`"
        here = _step(here, part)
    return best


def _step(here: Any, part: int | str) -> Any:
    if isinstance(here, Mapping):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def _fields_at(model: type[BaseModel], where: Path) -> tuple[str, ...]:
    """Return the names of the fields that the mapping at `where` may have."""
    here: Any = model
    for part in where:
        here = _member(here, part)
    return tuple(here.model_fields) if _is_model(here) else ()


def _is_model(here: Any) -> bool:
    return isinstance(here, type) and issubclass(here, BaseModel)


def _member(annotation: Any, part: int | str) -> Any:
    """Return the type that the part `part` of a value of type `annotation` has, as far as it is a model."""
    if _is_model(annotation):
        declared = annotation.model_fields.get(str(part))
        return _model_in(declared.annotation, part) if declared else None
    return _model_in(annotation, part)


def _model_in(annotation: Any, part: int | str) -> Any:
    if _is_model(annotation):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument, part)
        if found is not None:
            return found
    return None


def _remove(model: type[BaseModel], where: Path) -> str:
    fields = _fields_at(model, where)
    return f"remove it, or write one of {one_of(fields, 20)}" if fields else "remove it"
