"""Which blocks each page takes: the `content.yaml` of every variant, and of `templates/shared/` for all.

In: the job's files. Out: `Declarations`, with the model of this project's briefs. Next: `load` reads briefs
by it; `page` hands every declared block to the templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictFloat, StrictInt, create_model

from copyfit.content.brief import HEAD, Brief, brief_model
from copyfit.content.days import Day
from copyfit.content.fields import Inline, Part, Plain, Section
from copyfit.content.kinds import KINDS, Group, Record, Statement, Text
from copyfit.errors import CopyfitError, Place, Problem, TemplateError
from copyfit.project import CONTENT, SHARED, TEMPLATES, Files, variants
from copyfit.yaml.file import Places, YamlFile, read_yaml
from copyfit.yaml.schema import checked

Kind = Literal[
    "words", "text", "doi", "address", "statement", "point", "number", "judgement", "recommendation",
    "event", "evidence", "cause", "term", "question", "reading", "figure", "band", "map",
    "code", "table", "group", "record",
]  # fmt: skip
FieldType = Literal["words", "text", "number", "day", "choice", "yes/no"]


def _spelled_out(value: object) -> object:
    """Return a field that is only its type as the mapping that it is short for."""
    return {"type": value} if isinstance(value, str) else value


def _parts_listed(value: object) -> object:
    """Return a list of names as the mapping that it is short for."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    return value


class FieldOf(Part):
    """One field of a record: its type, the values that a choice is `of`, and whether it must be there."""

    type: FieldType = Field(examples=["words"])
    of: tuple[Plain, ...] = Field((), examples=["[candidate, partner, ally]"])
    required: bool = True
    help: Plain | None = None


class PartOf(Part):
    """One statement of a group, and whether it must be there."""

    required: bool = True
    help: Plain | None = None


class Block(Part):
    """What may stand under one key of a brief.

    `many`: a list of it, of `min` to `max` items where a page takes it. `required`: the page cannot do
    without. `on_request`: a new brief has none unless the page is asked for by name. `label` names its
    heading among the labels' `headings`. `help` and `example`, a piece of YAML, are for those who write.
    """

    kind: Kind = Field(examples=["statement"])
    many: bool = False
    required: bool = False
    on_request: bool = False
    min: Annotated[int, Field(ge=1, le=1000)] | None = None
    max: Annotated[int, Field(ge=1, le=1000)] | None = None
    label: Section | None = None
    help: Plain | None = Field(None, examples=['"what is asked, of whom, by when"'])
    example: Plain | None = None
    parts: Annotated[dict[Section, PartOf], BeforeValidator(_parts_listed)] = Field(
        default_factory=dict, examples=["[background, findings]"]
    )
    fields: dict[Section, Annotated[FieldOf, BeforeValidator(_spelled_out)]] = Field(
        default_factory=dict, examples=["{capital: words, since: day}"]
    )

    @property
    def shape(self) -> tuple[Any, ...]:
        """What a brief's key must be alike in, wherever it is declared."""
        fields = {name: (one.type, one.of, one.required) for name, one in self.fields.items()}
        return self.kind, self.many, {name: one.required for name, one in self.parts.items()}, fields


@dataclass(frozen=True, eq=False)
class Declarations:
    """The blocks of all variants by name, those of each variant, and the model of a brief that has them.

    A variant's blocks include the shared ones. `places` tells where each file says what.
    """

    blocks: Mapping[str, Block]
    by_variant: Mapping[str, Mapping[str, Block]]
    places: Mapping[str, Places]
    model: type[Brief]

    def of(self, variant: str) -> Mapping[str, Block]:
        """Return the blocks that a variant's page takes."""
        return self.by_variant.get(variant, self.by_variant.get(SHARED, {}))

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of all variants."""
        return tuple(name for name in self.by_variant if name != SHARED)

    def required(self, variant: str) -> tuple[str, ...]:
        """Return the names of the blocks that a variant's page cannot do without."""
        return tuple(name for name, block in self.of(variant).items() if block.required)

    def place_of(self, variant: str, block: str) -> Place:
        """Return where a variant, or else what all share, declares a block."""
        for name in (variant, SHARED):
            places = self.places.get(name)
            if places and (block,) in places.values:
                return places.of_key(block)
        return Place(f"{TEMPLATES}/{variant}/{CONTENT}")


def declarations(files: Files) -> Declarations:
    """Return what the project's pages take.

    Raises TemplateError with every problem, if a `content.yaml` cannot be used.
    """
    found = {path: files[path] for path in sorted(files) if _is_declaration(path)}
    return _declarations(tuple(found.items()), variants(files))


def _is_declaration(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == TEMPLATES and parts[2] == CONTENT


@lru_cache(maxsize=8)
def _declarations(found: tuple[tuple[str, bytes], ...], names: tuple[str, ...]) -> Declarations:
    if not any(path == f"{TEMPLATES}/{SHARED}/{CONTENT}" for path, _ in found):
        path = f"{TEMPLATES}/{SHARED}/{CONTENT}"
        hint = "lay out the starter templates in a new folder and copy it: copyfit init DIR"
        raise TemplateError(
            Problem("missing-file", f"there is no {path}, which says what all pages take", hint, Place(path))
        )
    problems: list[Problem] = []
    read: dict[str, tuple[YamlFile, dict[str, Block]]] = {}
    for path, content in found:
        try:
            raw = read_yaml(path, content, TemplateError)
            read[path.split("/")[1]] = raw, dict(_blocks(raw, problems))
        except CopyfitError as error:
            problems += error.problems
    problems += _disagreements(read)
    if problems:
        raise TemplateError(problems)
    shared = read[SHARED][1]
    every = sorted({*names, *read} - {SHARED})
    by_variant = {name: {**read[name][1], **shared} if name in read else shared for name in every}
    blocks: dict[str, Block] = {}
    for own in (*by_variant.values(), shared):
        blocks |= {name: block for name, block in own.items() if name not in blocks and name not in shared}
    blocks |= shared
    places = {name: raw.places for name, (raw, _) in read.items()}
    model = brief_model({name: _field_of(name, block) for name, block in blocks.items()})
    return Declarations(blocks, {**by_variant, SHARED: shared}, places, model)


def _blocks(raw: YamlFile, problems: list[Problem]) -> Iterator[tuple[str, Block]]:
    """Yield the blocks that a file declares; what is wrong with others goes to `problems`."""
    named = {}
    for name, data in raw.data.items():
        taken = _taken(name, raw.places)
        if taken:
            problems.append(taken)
        else:
            named[name] = data
    whole = create_model("Content", **dict.fromkeys(named, (Block, ...)))  # type: ignore[call-overload]
    try:
        content = checked(whole, named, raw.places, TemplateError)
    except TemplateError as error:
        problems += error.problems
        return
    for name in named:
        block = getattr(content, name)
        problems += _contradictions(name, block, raw.places)
        yield name, block


def _taken(name: object, places: Places) -> Problem | None:
    """Return what is wrong with the name of a block."""
    place = places.of_key(name)  # type: ignore[arg-type]
    if not isinstance(name, str) or not name.replace("_", "").isascii() or not name.islower():
        hint = "write small letters a-z and underscores: talking_points"
        return Problem("misnamed", f"`{name}` cannot name a block", hint, place)
    if name in HEAD or hasattr(Brief, name):
        kind = "is a key of every brief's head" if name in HEAD else "is a name that copyfit keeps for itself"
        return Problem("misnamed", f"`{name}` {kind}", "choose another name for the block", place)
    return None


def _contradictions(name: str, block: Block, places: Places) -> Iterator[Problem]:
    """Yield what a block says that does not go together."""
    for kind, key, example in (
        ("record", "fields", "{capital: words, since: day}"),
        ("group", "parts", "[background, findings]"),
    ):
        has = bool(getattr(block, key))
        if has and block.kind != kind:
            message = f"`{name}` has {key}, but is a {block.kind}"
            yield Problem("contradiction", message, f"write kind: {kind}", places.of_key(name, key))
        elif block.kind == kind and not has:
            message = f"`{name}` is a {kind} without {key}"
            yield Problem("contradiction", message, f"write {key}: {example}", places.of(name, "kind"))
    if (block.min or block.max) and not block.many:
        at = places.of_key(name, "min" if block.min else "max")
        yield Problem("contradiction", f"`{name}` has a number of items, but is one", "write many: true", at)
    if block.min and block.max and block.min > block.max:
        message = f"`{name}` has at least {block.min} items and at most {block.max}"
        yield Problem("contradiction", message, "correct one of the numbers", places.of(name, "min"))
    for one, field in block.fields.items():
        yield from _field_contradictions(one, field, places.of_key(name, "fields", one))


def _field_contradictions(name: str, field: FieldOf, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with one field of a record."""
    if field.type == "choice" and not field.of:
        hint = "write {type: choice, of: [candidate, partner]}"
        yield Problem("contradiction", f"`{name}` is a choice of nothing", hint, place)
    elif field.of and field.type != "choice":
        message = f"`{name}` has values to choose from, but is of type {field.type}"
        yield Problem("contradiction", message, "write type: choice", place)
    if hasattr(Record, name) or name in Record.model_fields:
        message = f"every record has its own `{name}` already"
        yield Problem("misnamed", message, "choose another name for the field", place)


def _disagreements(read: Mapping[str, tuple[YamlFile, Mapping[str, Block]]]) -> Iterator[Problem]:
    """Yield the blocks that two files declare differently."""
    first: dict[str, tuple[str, Block]] = {}
    for folder in sorted(read, key=lambda name: (name != SHARED, name)):
        raw, blocks = read[folder]
        for name, block in blocks.items():
            other, before = first.setdefault(name, (folder, block))
            if before.shape != block.shape:
                where = read[other][0].places.of_key(name)
                what = (
                    f"is a {block.kind} here and a {before.kind} in {where}"
                    if before.kind != block.kind
                    else f"is declared otherwise in {where}"
                )
                hint = "declare it alike in both, or give one another name: a brief has one key for both"
                yield Problem("contradiction", f"`{name}` {what}", hint, raw.places.of_key(name))


# -- from a declaration to the type of a field ------------------------------------------------------


def _field_of(name: str, block: Block) -> tuple[Any, Any]:
    """Return type and default of the field that holds a block."""
    one = _one_of(name, block)
    about = Field((), description=block.help) if block.many else Field(None, description=block.help)
    if block.many:
        return Annotated[tuple[one, ...], BeforeValidator(listed)], about  # type: ignore[valid-type]
    return one | None, about


def listed(value: object) -> object:
    """Return one item as the list that it is short for."""
    return [value] if isinstance(value, dict | str) else value


def _one_of(name: str, block: Block) -> Any:
    if block.kind == "group":
        parts = {
            part: (Statement, ...) if one.required else (Statement | None, None)
            for part, one in block.parts.items()
        }
        return create_model(_class_name(name), __base__=Group, **parts)  # type: ignore[call-overload]
    if block.kind == "record":
        fields = {one: _record_field(field) for one, field in block.fields.items()}
        model = create_model(_class_name(name), __base__=Record, **fields)  # type: ignore[call-overload]
        model.own_fields = {one: field.type for one, field in block.fields.items()}
        return model
    return KINDS[block.kind]


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) or "Block"


def _yes_or_no(value: object) -> object:
    """Return YAML 1.2's texts `yes` and `no` as what people mean by them."""
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


TYPES: Mapping[str, Any] = {
    "words": Inline,
    "text": Text,
    "number": StrictInt | StrictFloat,
    "day": Day,
    "yes/no": Annotated[bool, BeforeValidator(_yes_or_no)],
}


def _record_field(field: FieldOf) -> tuple[Any, Any]:
    of = Literal[field.of] if field.type == "choice" else TYPES[field.type]
    if field.required:
        return of, Field(description=field.help)
    return of | None, Field(None, description=field.help)
