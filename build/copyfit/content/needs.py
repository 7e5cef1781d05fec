"""What a page needs of a brief and does not get, and what of a brief no page gets.

In: an `Edition`, or a `Loaded` brief. Out: problems: required blocks, too few items or too many; and blocks
that are on no page. Next: `make` refuses the page that has any of the first, and tells the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.declaration import Block
from copyfit.content.edition import Edition
from copyfit.content.kinds import Band
from copyfit.content.loaded import Loaded
from copyfit.errors import Place, Problem
from copyfit.suggest import joined


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
    hint = f"write {name}: …, or leave this page out with variants: [{_others(edition.loaded, page)}]"
    return Problem("missing-key", message, hint, edition.loaded.places.of())


def _others(loaded: Loaded, page: str) -> str:
    """Return the pages whose required blocks the brief has."""
    found = (name for name in loaded.declared.variants if name != page and not _lacking(loaded, name))
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


def on_no_page(loaded: Loaded) -> Iterator[Problem]:
    """Yield, for each page that is not made, what of the brief is on no page for want of it.

    A notice where the brief's `variants` leave that page out, a warning where it lacks a block for it.
    """
    declared, brief = loaded.declared, loaded.brief
    made = brief.variants or tuple(page for page in declared.variants if not _lacking(loaded, page))
    lost: dict[str, list[tuple[Place, str]]] = {}
    for name, value in brief.blocks():
        items = [item for item in (value if isinstance(value, tuple) else (value,)) if item]
        shown = {name, *(band for band, one in brief.blocks() if isinstance(one, Band) and one.of == name)}
        takers = [page for page in declared.variants if shown & {*declared.of(page)}]
        alone = [(item, pages) for item in items if (pages := _for(item, takers)) and not {*pages} & {*made}]
        if alone and len(alone) == len(items):
            lost.setdefault(alone[0][1][0], []).append((loaded.places.of_key(name), name))
            continue
        for item, pages in alone:
            lost.setdefault(pages[0], []).append((loaded.places.of_statement(item.id), item.id))
    for page, names in lost.items():
        yield _lost(loaded, page, sorted(names))


def _for(item: object, takers: list[str]) -> list[str]:
    """Return the pages that would have the item if they were made."""
    only = getattr(item, "only", ())
    return [page for page in takers if not only or page in only]


def _lacking(loaded: Loaded, page: str) -> list[str]:
    """Return the blocks that a page cannot do without and that the brief does not have."""
    return [f"`{block}`" for block in loaded.declared.required(page) if not getattr(loaded.brief, block)]


def _lost(loaded: Loaded, page: str, lost: list[tuple[Place, str]]) -> Problem:
    listed = joined([f"`{name}`" for _, name in lost])
    what = f"{listed} {'is' if len(lost) == 1 else 'are'} on no page: the {page} page is"
    place = lost[0][0]
    if loaded.brief.variants:
        hint = f"add {page} to `variants` for a page that has this"
        return Problem("on-no-page", f"{what} left out by `variants`", hint, place, "notice")
    blocks = joined(_lacking(loaded, page))
    hint = f"write {blocks}, or say which pages the brief is for: variants: [{_others(loaded, page)}]"
    return Problem("on-no-page", f"{what} not made without {blocks}", hint, place, "warning")
