"""What a Word file says, paragraph by paragraph, whoever wrote it; its parts, and their XML.

In: the bytes of a DOCX. Out: its parts and passages. Next: `look`, `redline`. Read in a worker: the file may
be a stranger's, so no entity is expanded and nothing is fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from copyfit.sight import SeenPassage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
SPOKEN = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "",
}
MAX_BYTES = 64 * 2**20
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_HEADING = re.compile(r"heading|title", re.IGNORECASE)


class Unreadable(ValueError):
    """The file is none that can be read; the text says why."""


def parts_of(docx: bytes) -> Mapping[str, bytes]:
    """Return the parts of a Word file by name. Raises Unreadable for what is none, or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
                raise Unreadable(f"its parts have more than {MAX_BYTES >> 20} MB")
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception as error:  # noqa: BLE001 - a stranger's zip makes any function of the readers fail
        raise Unreadable(f"it is no Word file: {error}") from None
    if DOCUMENT not in parts:
        raise Unreadable(f"it is no Word file: it has no {DOCUMENT}")
    return parts


def tree_of(content: bytes) -> Any:
    """Return the root element of a part. Raises Unreadable if it is no XML, or declares entities.

    No part of a Word file may (ECMA-376, part 2, §8.1.3).
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"its XML is broken: {error}") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("its XML declares what no Word file may")
    return root


def running_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names of the headers and footers, in the order of their names."""
    return tuple(sorted(name for name in parts if _RUNNING.fullmatch(name)))


def paragraphs_of(root: Any) -> list[Any]:
    """Return the paragraphs that say something, in the order in which they are read."""
    return [one for one in root.iter(f"{W}p") if text_of(one).strip()]


def text_of(paragraph: Any) -> str:
    """Return what a paragraph says now: what was deleted, and codes of fields, are not of it."""
    return "".join(text for _, text in spoken_in(paragraph))


def spoken_in(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """Yield each element of a paragraph that says something, with its text; no paragraph inside it."""
    for element in paragraph.iter(f"{W}t", *SPOKEN):
        if next(element.iterancestors(f"{W}p"), None) is paragraph and _run_of(element) is not None:
            yield element, element.text or "" if element.tag == f"{W}t" else SPOKEN[element.tag]


def _run_of(element: Any) -> Any | None:
    """Return the run that an element says something in, None if it is a property, or was deleted."""
    run = element.getparent()
    if run is None or run.tag != f"{W}r":
        return None
    return None if run.getparent().tag == f"{W}del" else run


def passages_of(parts: Mapping[str, bytes]) -> tuple[SeenPassage, ...]:
    """Return what a Word file says: its body, then headers and footers."""
    root = tree_of(parts[DOCUMENT])
    if root.tag != f"{W}document":
        raise Unreadable(
            "it is no Word document as Word usually saves it: save it as .docx, not as Strict Open XML"
        )
    found = list(passages_in(paragraphs_of(root)))
    for name in running_parts(parts):
        where = "the foot" if "footer" in name else "the head"
        found += [SeenPassage(text_of(one), "", where) for one in paragraphs_of(tree_of(parts[name]))]
    return tuple(found)


def passages_in(paragraphs: list[Any]) -> Iterator[SeenPassage]:
    """Yield what each of a body's paragraphs says, and where that stands."""
    about = ""
    for paragraph in paragraphs:
        text, statement, style = text_of(paragraph), statement_of(paragraph), _style(paragraph)
        if style == "Title":
            about = "below the title"
            yield SeenPassage(text, statement, "the title")
            continue
        if _HEADING.search(style):
            about = text
        about = statement or about
        yield SeenPassage(text, statement, about)


def statement_of(paragraph: Any) -> str:
    """Return the id of the statement that a paragraph begins, "" if it begins none."""
    mark = paragraph.find(f".//{W}bookmarkStart")
    name = mark.get(f"{W}name", "") if mark is not None else ""
    return "" if name.startswith("_") else name.replace("_", "-")


def _style(paragraph: Any) -> str:
    """Return the id of a paragraph's style, "" if it has none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""
