"""The ledger of a page: the ids of all that a composed page shows, whatever template composed it.

In: composed HTML. Out: ids. Next: they are compared with what the edition has for the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

MARKS = ("data-statement", "data-part")
"""The attributes that carry an id: of a statement; of what belongs to a figure or a table."""
SILENT = frozenset("head script style template title".split())
PICTURES = frozenset("img svg object embed".split())


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
