"""The text of a new brief: its head, and an example of every block that its pages take.

In: a head, the project's declarations and the variants that the brief is for. Out: YAML with comments, its
dates still to be filled in. Next: `starter` writes it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from copyfit.content.declaration import Block, Declarations
from copyfit.content.fields import item_of, model_in

WIDTH = 78
"""How wide the line is that begins a page's part, in characters."""
TEXT = "Write here."


def skeleton(head: str, declared: Declarations, variants: tuple[str, ...], *, only_these: bool) -> str:
    """Return `head` and what follows it for `variants`, which are named if it is for `only_these`."""
    if only_these:
        head = head.replace("\nkeywords:", f"\nvariants: [{', '.join(variants)}]\nkeywords:")
    parts = [head.rstrip()]
    written: set[str] = set()
    for variant in variants:
        own = {name: block for name, block in declared.of(variant).items() if name not in written}
        written |= own.keys()
        parts.append(f"# {variant:->{WIDTH - 2}}".replace(f"-{variant}", f" {variant}"))
        parts += _blocks(declared, own, is_asked_for=only_these)
    return "\n\n".join(parts) + "\n"


def _blocks(declared: Declarations, blocks: Mapping[str, Block], *, is_asked_for: bool) -> Iterator[str]:
    """Yield an example of each block, or a comment that says what may stand there."""
    for name, block in blocks.items():
        if block.on_request and not is_asked_for:
            yield "\n".join(
                textwrap.wrap(
                    f"{name}: {block.help or block.kind}", 100, initial_indent="# ", subsequent_indent="# "
                )
            )
        elif block.example:
            yield block.example.rstrip()
        elif block.required:
            yield "\n".join(_sample(name, block, declared.model.model_fields[name]))
        else:
            yield "\n".join(
                textwrap.wrap(
                    f"{name}: {block.help or block.kind}", 100, initial_indent="# ", subsequent_indent="# "
                )
            )


def _sample(name: str, block: Block, field: FieldInfo) -> Iterator[str]:
    """Yield the lines of the smallest value that a required block without an example may have."""
    if block.help:
        yield f"# {block.help}"
    model = model_in(item_of(field.annotation))
    if model is None:
        yield f"{name}: {TEXT}"
        return
    first, indent = ("  - ", "    ") if block.many else ("  ", "  ")
    yield f"{name}:"
    for number, (key, value) in enumerate(_values(name, model)):
        yield f"{first if number == 0 else indent}{key}: {value}"


def _values(name: str, model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Yield key and value of each field that must be there."""
    for key, field in model.model_fields.items():
        if field.is_required():
            inner = model_in(field.annotation)
            yield key, _value(name if inner is None else f"{name}-{key}", key, field, inner)


def _value(name: str, key: str, field: FieldInfo, inner: type[BaseModel] | None) -> str:
    if inner:
        return "{" + ", ".join(f"{one}: {value}" for one, value in _values(name, inner)) + "}"
    if key == "id":
        return name.replace("_", "-")
    kind = str(field.annotation)
    if "Literal" in kind:
        return str(field.annotation.__args__[0])  # type: ignore[union-attr]
    if "date" in kind:
        return "$DATE"
    if "bool" in kind:
        return "false"
    if "int" in kind or "float" in kind:
        return "1"
    return str(field.examples[0]) if field.examples and key != "text" else TEXT
