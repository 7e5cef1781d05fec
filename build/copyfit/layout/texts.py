"""What the HTML says, before any box was made: the texts that a layout must show.

In: a `Layout`. Out: its source's texts in document order. Next: `verifying` looks for each of
them on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from copyfit.layout.boxes import Layout
from copyfit.layout.read import unwrapped

SILENT = frozenset(
    ("head", "style", "script", "template", "{http://www.w3.org/2000/svg}svg", "video", "audio", "object")
)
INLINE = frozenset("a abbr b bdi bdo cite code em i mark q s small span strong sub sup time u wbr".split())


@dataclass(frozen=True, slots=True)
class SourceText:
    """A piece of text as the HTML has it, inside one element.

    `statement` is the id of the statement around it; `running` says that it stands in a page
    margin; `apart` that it does not continue the paragraph of the piece before.
    """

    text: str
    statement: str | None
    running: bool
    apart: bool


def source_texts(layout: Layout) -> tuple[SourceText, ...]:
    """Return every text of the HTML that a reader should meet, in document order.

    Left out: what no page shows (head, styles, scripts, the inside of pictures) and what the
    author took out with the `hidden` attribute.
    """
    running = {id(element) for page in layout.source.pages for element in _running_elements(page._page_box)}
    return tuple(_texts_of(layout.source._html.etree_element, None, False, running))


def source_links(layout: Layout) -> Iterator[str]:
    """Yield the address of every link of the HTML, as it is written there."""
    for element in layout.source._html.etree_element.iter():
        if element.tag in ("a", "area") and "href" in element.attrib:
            yield element.get("href")


def _running_elements(page: Any) -> Iterator[Any]:
    """Yield the elements that were taken out of the text and put into page margins."""
    for margin_box in page.children[1:]:
        for child in map(unwrapped, getattr(margin_box, "children", ())):
            boxes = [child, *child.descendants()] if hasattr(child, "descendants") else [child]
            yield from (box.element for box in boxes if not (box.element_tag or "@").startswith("@"))


def _texts_of(
    element: Any, statement: str | None, is_running: bool, running: set[int]
) -> Iterator[SourceText]:
    if not isinstance(element.tag, str) or element.tag in SILENT or element.get("hidden") is not None:
        return
    statement = element.get("data-statement") or statement
    is_running = is_running or id(element) in running
    apart = element.tag not in INLINE
    if element.text:
        yield SourceText(element.text, statement, is_running, apart)
        apart = False
    for child in element:
        yield from _texts_of(child, statement, is_running, running)
        if child.tail:
            yield SourceText(child.tail, statement, is_running, child.tag not in INLINE)
