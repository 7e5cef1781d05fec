"""What a field of a brief is, said by its type: inline Markdown, plain text, words of one language, a name.

In: a model's annotations. Out: the `Nature` of each field, by which texts are checked, translated and
printed. Next: `kinds` and `brief` declare their fields with these types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from copyfit.content.facts import Words, held


@dataclass(frozen=True, slots=True)
class Nature:
    """How the texts of a field are read.

    `inline`: they are inline Markdown; else they are printed as they stand. `per_language`: a translation
    has to say them. `spare`: a translation may say them where the original does not, and need not where it
    does. `own`: they are never taken over from the original.
    """

    inline: bool = False
    per_language: bool = False
    spare: bool = False
    own: bool = False


PLAIN = Nature()
OWN = Nature(own=True)
"""For a field that every file says for itself, or not at all: `Annotated[…, OWN]`."""
PER_LANGUAGE = Nature(inline=True, per_language=True)

Inline = Annotated[Words, PER_LANGUAGE]
"""Inline Markdown that every language says in its own words."""
Spare = Annotated[Words, Nature(inline=True, per_language=True, spare=True)]
"""Another wording of the same, which a translation may have or lack."""
Plain = Annotated[Words, PLAIN]
"""A text that is printed as it stands and reads the same in every language."""
Cell = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(held), PER_LANGUAGE]
"""Inline Markdown in a table, or nothing."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Section = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,63}$")]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), OWN, Field(examples=["en"])
]
Priority = Annotated[int, Field(ge=1, le=5, examples=["2 (1 is kept longest, 5 goes first)"])]


class Part(BaseModel):
    """Base of every model of a brief: frozen, and a key nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def natures(model: type[BaseModel]) -> Mapping[str, Nature]:
    """Return the nature of each field of a model whose value is text, or holds some that is no model's.

    Fields of other values, such as numbers and models, are plain.
    """
    return {
        name: next(_natures_in(field.annotation, field.metadata), PLAIN)
        for name, field in model.model_fields.items()
    }


def _natures_in(annotation: Any, metadata: Any = ()) -> Iterator[Nature]:
    yield from (one for one in metadata if isinstance(one, Nature))
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from (one for one in arguments[1:] if isinstance(one, Nature))
        arguments = arguments[:1]
    for argument in arguments:
        yield from _natures_in(argument)


def nature_at(annotation: Any, key: int | str) -> Nature:
    """Return the nature of the texts at `key` of a mapping of type `annotation`, or of a list of such."""
    annotation = item_of(annotation)
    model = model_in(annotation)
    if model:
        return natures(model).get(str(key), PLAIN)
    return next(_natures_in(annotation), PLAIN) if get_origin(annotation) is dict else PLAIN


def item_of(annotation: Any) -> Any:
    """Return the type of a list's items, any other type as it is: one mapping may stand for a list of one."""
    return get_args(annotation)[0] if get_origin(annotation) in (tuple, list) else annotation


def member(annotation: Any, part: int | str) -> Any:
    """Return the type of the part `part` of a value of type `annotation`; None if that is open.

    A key of a list is that of its one item.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return field.annotation if field else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return member(arguments[0], part)
    if origin in (tuple, list):
        return arguments[0] if isinstance(part, int) else member(arguments[0], part)
    if origin is dict:
        return arguments[1]
    found = (member(argument, part) for argument in arguments)
    return next((one for one in found if one is not None), None)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a mapping of type `annotation` is read into, if it is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is Annotated:
        return model_in(get_args(annotation)[0])
    if get_origin(annotation) in (tuple, list, dict):
        return None
    return next((inner for one in get_args(annotation) if (inner := model_in(one))), None)
