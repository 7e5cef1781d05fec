"""The ledger of a page: the ids of all that a composed page shows, whatever template composed it.

In: an `Edition`, what its template was given, and the HTML that came of it. Out: a problem for whatever is
for the page and not on it. Never nothing: what a page does not print, somebody has to be told of.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree, html

from copyfit.content.edition import Edition
from copyfit.content.kinds import Band, Identified, identified_in
from copyfit.errors import Place, Problem
from copyfit.language.locale import day_in, long_date, number, when
from copyfit.project import PAGE, TEMPLATES

MARKS = ("data-statement", "data-part")
"""The attributes that carry an id: of a statement; of what belongs to a figure or a table."""
ASKED = ("owner", "cost", "otherwise")
"""What a recommendation says in words beside its text."""
SILENT = frozenset("head script style template title".split())
PICTURES = frozenset("img svg object embed".split())


def unprinted(edition: Edition, given: Mapping[str, Any], document: str) -> tuple[Problem, ...]:
    """Return a problem for all that is for the edition's page and is not on it.

    `given` is the context of the template, `document` the HTML that it wrote. What fitting left out for
    room is on record already.
    """
    shown, blocks = statements_in(document), dict(_expected(edition))
    shown |= _drawn(edition, shown)
    if blocks and not shown:
        hint = 'begin it with {% extends "shared/page.html.j2" %} and print the brief in its block `page`'
        place = Place(_template(edition))
        return (Problem("unprinted", "the template prints nothing of the brief", hint, place),)
    silent = [name for name, items in blocks.items() if not any(item.id in shown for item in items)]
    required = [name for name in silent if name in edition.own_blocks and edition.own_blocks[name].required]
    times = Counter(item.id for items in blocks.values() for item in items)
    missing = {
        item.id: _unprinted_item(edition, name, item)
        for name, items in blocks.items()
        for item in items
        if name not in required and not _is_shown(item, times[item.id], shown, document)
    }
    return (
        *(_unprinted_block(edition, name) for name in required),
        *missing.values(),
        *_unprinted_words(edition, given, document),
        *_unprinted_asks(edition, given, document),
    )


def _drawn(edition: Edition, shown: frozenset[str]) -> frozenset[str]:
    """Return the ids of the events that a band on the page draws."""
    blocks = dict(edition.brief.blocks())
    bands = [band for band in edition.brief.of_kind(Band) if band.id in shown]
    return frozenset(item.id for band in bands for item in identified_in(blocks.get(band.of)))


def _expected(edition: Edition) -> Iterator[tuple[str, tuple[Identified, ...]]]:
    """Yield the blocks of which something is for the page, with what of it has an id."""
    for name, value in edition.brief.blocks():
        items = tuple(
            item
            for item in identified_in(value)
            if (name in edition.own_blocks or edition.variant.name in item.only)
            and not edition.is_dropped(item.id)
        )
        if items:
            yield name, items


def _is_shown(item: Identified, times: int, shown: frozenset[str], document: str) -> bool:
    """Return whether an item is shown, as often as the page's blocks have it."""
    return item.id in shown and (times == 1 or document.count(f'data-statement="{item.id}"') >= times)


def _unprinted_block(edition: Edition, name: str) -> Problem:
    page = edition.variant.name
    message = f"the {page} page cannot do without `{name}`, and its template does not print it"
    hint = f"print `brief.{name}` in {_template(edition)}, or take `required` away"
    return Problem("unprinted", message, hint, edition.loaded.declared.place_of(page, name))


def _unprinted_item(edition: Edition, name: str, item: Identified) -> Problem:
    page, template = edition.variant.name, _template(edition)
    message = f"`{item.id}` is for the {page} page, which does not print it"
    hint = f"print all of `brief.{name}` in {template}, or say with `only` for which pages it is"
    if name not in edition.own_blocks:
        hint = f"the page takes no `{name}`: take `{page}` out of `only`, or print the block in {template}"
    return Problem("unprinted", message, hint, edition.loaded.places.of_statement(item.id))


def _unprinted_words(edition: Edition, given: Mapping[str, Any], document: str) -> Iterator[Problem]:
    """Yield the words without an id that are for the page and not on it."""
    expected = list(_expected_words(edition, given))
    if not expected:
        return
    said = _words(document)
    for name, place, *ways in expected:
        if not any(_words(words) in said for words in ways):
            message = f"`{name}` is for the {edition.variant.name} page, which does not print it"
            hint = f"print it in {_template(edition)}, or leave it out of the brief"
            yield Problem("unprinted", message, hint, place)


def _expected_words(edition: Edition, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield name and place of each value without an id that is for the page, and the ways to print it."""
    places, brief = edition.loaded.places, given["brief"]
    if brief["subtitle"]:
        yield "subtitle", places.of_key("subtitle"), brief["subtitle"]
    for name, block in edition.own_blocks.items():
        values = _listed(brief[name])
        if block.kind in ("words", "text", "doi", "address"):
            yield from ((name, places.of_key(name), words) for words in values)
        elif block.kind == "record":
            yield from (found for record in values for found in _record_words(edition, record))
        elif block.kind == "reading":
            yield from ((name, places.of_key(name), item["html"]) for item in given["reading"])


def _unprinted_asks(edition: Edition, given: Mapping[str, Any], document: str) -> Iterator[Problem]:
    """Yield what a recommendation says of itself and its own element, or row, does not print."""
    asks = [
        (name, item)
        for name, block in edition.own_blocks.items()
        if block.kind == "recommendation"
        for item in _listed(given["brief"][name])
    ]
    said = _words_by_statement(document, frozenset(item["id"] for _, item in asks))
    for name, item in asks:
        for field in ASKED:
            if not item[field] or item["id"] not in said or _words(item[field]) in said[item["id"]]:
                continue
            message = (
                f"`{field}` of `{item['id']}` is for the {edition.variant.name} page, which does not print it"
            )
            hint = f"print it beside its text in {_template(edition)}, or leave it out of `{name}`"
            yield Problem("unprinted", message, hint, edition.loaded.places.of_statement(item["id"]))


def _listed(value: Any) -> list[Any]:
    """Return the values of a block, of which there may be one, many or none."""
    return value if isinstance(value, list) else [value] if value else []


def _words_by_statement(document: str, ids: frozenset[str]) -> dict[str, str]:
    """Return for each of `ids` the text of all elements that carry it, without white space."""
    root, said = _parsed(document), dict[str, str]()
    if root is None or not ids:
        return said
    for element in root.iter(etree.Element):
        name = (element.get("data-statement") or "").strip()
        if name in ids:
            said[name] = said.get(name, "") + "".join("".join(element.itertext()).split())
    return said


def _record_words(edition: Edition, record: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the fields of a record as `_expected_words` does; how a choice is shown is the template's own."""
    at = edition.loaded.places.statements[record["id"]]
    for field in record["fields"]:
        place, value = edition.loaded.places.of(*at, field["name"]), field["value"]
        if field["type"] in ("words", "text"):
            for words in value if field["type"] == "text" else [value]:
                yield field["name"], place, words
        elif field["type"] == "number":
            yield field["name"], place, number(value, edition.language), str(value)
        elif field["type"] == "day":
            yield field["name"], place, *_days(value, edition)


def _days(value: str, edition: Edition) -> tuple[str, ...]:
    """Return the ways in which templates write a day."""
    day, language, year = dt.date.fromisoformat(value), edition.language, edition.brief.date.year
    return long_date(day, language), day_in(day, language, year), when(value, language, year), value


def _template(edition: Edition) -> str:
    return f"{TEMPLATES}/{edition.variant.name}/{PAGE}"


def _words(document: str) -> str:
    """Return the text of a piece of HTML without white space, for comparing."""
    root = _parsed(f"<div>{document}</div>")
    return "" if root is None else "".join("".join(root.itertext()).split())


def statements_in(document: str) -> frozenset[str]:
    """Return the id of each statement, figure and table that `document`, HTML, shows something of.

    An element that holds neither text nor picture shows nothing, and neither does what stands in a
    `hidden` element or in a `template`.
    """
    root = _parsed(document)
    return frozenset() if root is None else frozenset(_shown(root, frozenset()))


def _parsed(document: str) -> Any:
    """Return the root element of whatever a template wrote; None if it wrote no element at all."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(document.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None


def _shown(root: Any, around: frozenset[str]) -> Iterator[str]:
    """Yield the ids of `around` for each text and picture in `root`, and those of the elements inside.

    The elements still to be read wait in a list: a template may nest them as deep as it likes.
    """
    waiting = [(root, around)]
    while waiting:
        element, ids = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in SILENT or element.get("hidden") is not None:
            continue
        ids = ids | {value.strip() for mark in MARKS if (value := element.get(mark))}
        texts = [element.text, *(child.tail for child in element)]
        if element.tag in PICTURES or any(text and text.strip() for text in texts):
            yield from ids
        waiting += [(child, ids) for child in element if element.tag not in PICTURES]
