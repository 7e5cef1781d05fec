"""What a page needs of a brief and does not get: required blocks, too few items or too many.

In: an `Edition`. Out: problems. Next: `make` refuses the page that has any.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.declaration import Block
from copyfit.content.edition import Edition
from copyfit.errors import Problem


def unmet_needs(edition: Edition) -> tuple[Problem, ...]:
    """Return a problem for each block that the page cannot do without, or takes another number of."""
    return tuple(_unmet(edition))


def _unmet(edition: Edition) -> Iterator[Problem]:
    for name, block in edition.own_blocks.items():
        value = getattr(edition.brief, name)
        if block.required and not value:
            yield _missing(edition, name, block)
        elif block.many and value:
            yield from _miscounted(edition, name, block, len(value))


def _missing(edition: Edition, name: str, block: Block) -> Problem:
    page = edition.variant.name
    written = getattr(edition.loaded.brief, name)
    about = f" ({block.help})" if block.help else ""
    if written:
        message = f"the {page} page needs `{name}`, and what the brief has of it is not for this page"
        hint = "correct its `only`, or the overrides that omit it"
        return Problem("missing-key", message, hint, edition.loaded.places.of_key(name))
    message = f"the {page} page needs `{name}`{about}, which the brief does not have"
    hint = f"write {name}: …, or leave this page out with variants: [{_others(edition, page)}]"
    return Problem("missing-key", message, hint, edition.loaded.places.of())


def _others(edition: Edition, page: str) -> str:
    """Return the pages whose required blocks the brief has."""
    brief, declared = edition.loaded.brief, edition.loaded.declared
    found = (
        name
        for name in declared.variants
        if name != page and all(getattr(brief, block) for block in declared.required(name))
    )
    return ", ".join(found) or "…"


def _miscounted(edition: Edition, name: str, block: Block, count: int) -> Iterator[Problem]:
    page, place = edition.variant.name, edition.loaded.places.of_key(name)
    if block.min and count < block.min:
        message = f"the {page} page takes at least {block.min} of `{name}`, and has {count}"
        yield Problem("too-few", message, "add one, or change `min` in its content.yaml", place)
    if block.max and count > block.max:
        message = f"the {page} page takes at most {block.max} of `{name}`, and has {count}"
        hint = "join two, or say with `only` for which page each is"
        yield Problem("too-many", message, hint, place)
