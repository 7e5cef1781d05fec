"""Elements of WordprocessingML, built with python-docx's own element classes.

Names carry the prefix of their namespace, as in the standard: `element("w:p")`. Where the schema has
an order of children, they are put in it: `order` has the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from lxml import etree

from copyfit.word.ooxml.order import rank

NAMESPACES = {
    **nsmap,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
PREFIXES = {space: prefix for prefix, space in NAMESPACES.items()}


@lru_cache(maxsize=1024)
def qualified(name: str) -> str:
    """Return `prefix:local` in Clark notation."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(
    name: str, attributes: Mapping[str, str | int] | None = None, children: Iterable[Any] = ()
) -> Any:
    """Return an element, its children in the order of the schema; those that are None are left out.

    Attributes named without a prefix get the element's own if that is `w`.
    """
    prefix = name.partition(":")[0]
    make = oxml_parser.makeelement if prefix in nsmap else etree.Element
    made = make(qualified(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in (attributes or {}).items():
        if ":" in key:
            made.set(
                qualified(key)
                if not key.startswith("xml:")
                else key.replace("xml:", "{http://www.w3.org/XML/1998/namespace}"),
                str(value),
            )
        elif prefix in ("w", "w14"):
            made.set(qualified(f"{prefix}:{key}"), str(value))
        else:
            made.set(key, str(value))
    made.extend(in_order(name, (child for child in children if child is not None)))
    return made


def in_order(parent: str, children: Iterable[Any]) -> list[Any]:
    """Return the children of `parent` as the schema wants them."""
    return sorted(children, key=lambda child: rank(parent, prefixed(child.tag)))


@lru_cache(maxsize=1024)
def prefixed(tag: str) -> str:
    """Return a name in Clark notation as `prefix:local`."""
    space, _, local = tag[1:].partition("}")
    return f"{PREFIXES[space]}:{local}"


def valued(name: str, value: str | int) -> Any:
    """Return an element whose only attribute is `w:val`."""
    return element(name, {"val": value})


def hex_color(color: str) -> str:
    """Return `#rrggbb` as `RRGGBB`, `auto` as it is (ECMA-376 Part 1, §17.18.38)."""
    return color if color == "auto" else color.removeprefix("#").upper()


def shading(color: str) -> Any:
    """Return `w:shd` with a plain fill (§17.3.1.31)."""
    return element("w:shd", {"val": "clear", "color": "auto", "fill": hex_color(color)})
