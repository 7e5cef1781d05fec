"""Plain data against a model: every mistake at once, in a plain sentence, with its place.

In: data from `yamlfile` and a Pydantic model. Out: the model, or the problems that keep the data
from being one. Pydantic's own words never reach the reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from copyfit.errors import CopyfitError, Problem
from copyfit.language.characters import Forbidden
from copyfit.suggest import did_you_mean, either, one_of
from copyfit.yaml.file import Path, Places

__all__ = ["checked", "did_you_mean", "one_of", "problems_of"]

Model = TypeVar("Model", bound=BaseModel)

MAX_REPORTED = 40
_SUGGESTION = re.compile(r"did you mean `(.*)`\?")
_QUOTED = re.compile(r"'([^']*)'")
SAMPLES = {"bool": "true", "int": "4000", "float": "4000", "date": "2026-03-20"}
"""What a value without an example is like, by how Pydantic's word for the mistake begins."""

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
    details: dict[Path, list[ErrorDetails]] = {}
    for detail in mistake.errors(include_url=False):
        details.setdefault(_existing(detail["loc"], data), []).append(detail)
    for where in [one for one, some in details.items() if some[0]["type"] == "too_short"]:
        if any(_is_inside(other, where) for other in details):
            del details[where]
    shown = dict(list(details.items())[:MAX_REPORTED])
    found = {where: _problem(some, where, model, data, places, at) for where, some in shown.items()}
    meant = {(*where[:-1], _meant(problem)) for where, problem in found.items()}
    kept = [one for where, one in found.items() if one.code != "missing-key" or where not in meant]
    kept.sort(key=lambda problem: problem.place or places.of())
    if len(details) > len(shown):
        message = f"there are {len(details) - len(shown)} more problems in this file"
        kept.append(Problem("more-problems", message, "mend the ones above first", places.of(*at)))
    return tuple(kept)


def _meant(problem: Problem) -> str:
    """Return the key that the author of an unknown key seems to have meant."""
    suggested = _SUGGESTION.fullmatch(problem.hint) if problem.code == "unknown-key" else None
    return suggested[1] if suggested else ""


def _is_inside(where: Path, outer: Path) -> bool:
    return len(where) > len(outer) and where[: len(outer)] == outer


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
    details: list[ErrorDetails], where: Path, model: type[BaseModel], data: Any, places: Places, at: Path
) -> Problem:
    """Return what is wrong with the value at `where`; several details are the members of a union."""
    detail = details[0]
    kind = detail["type"]
    name = str(where[-1]) if where else ""
    inside = _inside(where, data)
    if kind == "extra_forbidden":
        place = places.of_key(*at, *where)
        hint = did_you_mean(name, _fields_at(model, where[:-1], one=True)) or _remove(model, where[:-1])
        return Problem("unknown-key", f"unknown key `{_short(name)}`{inside}", hint, place)
    if kind == "missing":
        place = places.of(*at, *where[:-1])
        return Problem(
            "missing-key", f"`{name}` is missing{inside}", f"write {_example(model, where)}", place
        )
    if detail["input"] is None:
        place = places.of_key(*at, *where)
        hint = f"write at least one word, or remove the key: {_example(model, where)}"
        return Problem("empty-value", f"`{_called(where)}` is empty{inside}", hint, place)
    written = places.spellings.get((*at, *where))
    code, says, hint = _sentence(details, where, model, written)
    place = places.of_key(*at, *where) if detail["loc"][-1:] == ("[key]",) else places.of(*at, *where)
    return Problem(code, f"`{_called(where)}`{inside} {says}", hint, place)


def _sentence(
    details: list[ErrorDetails], where: Path, model: type[BaseModel], written: str | None
) -> tuple[str, str, str]:
    """Return code, what the value is or does wrongly, and the hint; `written` is how the file spells it."""
    detail = details[0]
    kind, context = detail["type"], detail.get("ctx", {})
    name = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    expected = list(dict.fromkeys(_EXPECTED[one["type"]] for one in details if one["type"] in _EXPECTED))
    if expected:
        says = f"must be {either(expected)}, not {_kind(detail['input'])}"
        called = name if where and where[-1] == name else ""
        return "wrong-type", says, _retyped(details, called, model, where, written)
    if kind == "literal_error":
        known = _QUOTED.findall(context["expected"])
        hint = did_you_mean(str(detail["input"]), known) or f"write {either(known)}"
        return "unknown-value", f"cannot be `{_short(detail['input'])}`", hint
    if kind == "string_pattern_mismatch":
        return "wrong-form", f"has the wrong form: `{_short(detail['input'])}`", _form(name, context)
    if kind == "too_short" and context.get("min_length", 1) > 1:
        return "too-few", f"needs at least {context['min_length']} items", "add one"
    if kind in ("string_too_short", "too_short"):
        return "empty-value", "is empty", f"write {_example(model, where)}"
    if kind in ("string_too_long", "too_long"):
        unit = "characters" if kind == "string_too_long" else "items"
        return "too-long", "is too long", f"at most {context.get('max_length', 'fewer')} {unit}"
    if kind in ("value_error", "string_unicode"):
        return _refused(context.get("error"))
    if kind.startswith(("greater_than", "less_than")):
        return "out-of-range", f"is out of range: {_short(detail['input'])}", _range(context)
    if kind == "multiple_of":
        says = f"cannot be {_short(detail['input'])}: only steps of {context['multiple_of']:g} are set"
        return "out-of-range", says, "round it; Word knows no finer size"
    return "wrong-value", f"cannot be used: {detail['msg'].lower()}", f"write {_example(model, where)}"


def _refused(error: object) -> tuple[str, str, str]:
    """Return code, sentence and hint for what a validator of ours raised."""
    if error is None:
        error = Forbidden("holds half a character, which no file can show")
    if isinstance(error, Forbidden):
        return "forbidden-character", str(error), "delete the word around it, and type it again"
    return "wrong-value", str(error), "correct one of the numbers"


def _retyped(
    details: list[ErrorDetails], name: str, model: type[BaseModel], where: Path, written: str | None
) -> str:
    """Return how to write a value of the wrong type: its keys, if it should be a mapping."""
    value, key = details[0]["input"], f"{name}: " if name else ""
    fields = _fields_at(model, where)
    is_text = details[0]["type"] == "string_type"
    if is_text and isinstance(value, Mapping | list):
        return f'a text that starts with {{ or [ goes into quotes: {key}"…"'
    if is_text and len(details) == 1:
        spelt = written or (str(value).lower() if isinstance(value, bool) else value)
        return f'put it in quotes: {key}"{spelt}"'
    if name and fields and not _examples(model, where):
        return f"write, indented below `{name}:`, its keys: {one_of(fields, 6).replace(' or ', ' and ')}"
    if name and not _examples(model, where):
        kinds = {detail["type"].partition("_")[0] for detail in details}
        said = next((SAMPLES[kind] for kind in SAMPLES if kind in kinds), "")
        return f"for example {name}: {said}" if said else "correct it"
    return f"for example {_example(model, where)}" if name else "correct it"


def _form(name: str, context: Mapping[str, Any]) -> str:
    if "a-z0-9-" in str(context.get("pattern", "")):
        return _TEXT_ID
    if "10" in str(context.get("pattern", "")):
        return f"write {name}: 10.1000/182"
    if "https" in str(context.get("pattern", "")):
        return f"write {name}: https://www.example.org/…"
    if name == "language":
        return "write a language code such as en, fr or ar"
    return "write 2011, 2026-09, 2026-04-17 or 2026-07-07/08"


def _range(context: Mapping[str, Any]) -> str:
    signs = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return ", ".join(f"write {word} {context[sign]:g}" for sign, word in signs.items() if sign in context)


def _example(model: type[BaseModel], where: Path) -> str:
    """Return what the key at `where` looks like when it is right, as its field's examples say."""
    name = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    examples = _examples(model, where)
    return f"{name}: {examples[0] if examples else '…'}"


def _examples(model: type[BaseModel], where: Path) -> list[Any]:
    """Return the examples of the field at `where`, or of the list that it is an item of."""
    while where and isinstance(where[-1], int):
        where = where[:-1]
    if not where:
        return []
    here: Any = model
    for part in where[:-1]:
        here = _member(here, part)
    owner = _model_in(_item_of(here))
    field = owner.model_fields.get(str(where[-1])) if owner else None
    return list(field.examples or ()) if field else []


def _kind(value: Any) -> str:
    kinds = {
        bool: "true or false",
        int | float: "a number",
        str: "text",
        list: "a list",
        dict: "a mapping",
    }
    found = next((said for kind, said in kinds.items() if isinstance(value, kind)), "")
    return found or ("a day" if hasattr(value, "isoformat") else "this")


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
        if isinstance(here, Mapping) and depth and isinstance(here.get("id"), str) and part != "id":
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


def _fields_at(model: type[BaseModel], where: Path, *, one: bool = False) -> tuple[str, ...]:
    """Return the names of the fields that the mapping at `where` may have.

    `one`: the mapping may stand for a list of one.
    """
    here: Any = model
    for part in where:
        here = _member(here, part)
    found = _model_in(_item_of(here) if one else here)
    return (
        tuple(sorted(found.model_fields, key=lambda name: not found.model_fields[name].is_required()))
        if found
        else ()
    )


def _item_of(annotation: Any) -> Any:
    """Return the type of a list's items, any other type as it is: one mapping may stand for a list of one."""
    return get_args(annotation)[0] if get_origin(annotation) in (tuple, list) else annotation


def _member(annotation: Any, part: int | str) -> Any:
    """Return the type that the part `part` of a value of type `annotation` has; None if that is open."""
    if _is_model(annotation):
        declared = annotation.model_fields.get(str(part))
        extra = annotation.__annotations__.get("__pydantic_extra__")
        return declared.annotation if declared else _extra_of(annotation) if extra else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (tuple, list):
        return arguments[0] if isinstance(part, int) else _member(arguments[0], part)
    if origin is dict:
        return arguments[1]
    members = (_member(argument, part) for argument in arguments)
    return next((member for member in members if member is not None), None)


def _extra_of(model: type[BaseModel]) -> Any:
    """Return the type of the keys that a model does not name itself."""
    return get_args(get_type_hints(model)["__pydantic_extra__"])[1]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a value of type `annotation` is read into, if it is one."""
    if _is_model(annotation):
        found: type[BaseModel] = annotation
        return found
    if get_origin(annotation) in (tuple, list, dict):
        return None
    return next((inner for one in get_args(annotation) if (inner := _model_in(one))), None)


def _is_model(here: Any) -> bool:
    return isinstance(here, type) and issubclass(here, BaseModel)


def _remove(model: type[BaseModel], where: Path) -> str:
    fields = _fields_at(model, where, one=True)
    return f"remove it, or write one of {one_of(fields, 20)}" if fields else "remove it"
