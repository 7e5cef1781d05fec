"""A Word file as an outline; the door to mammoth, which reads it into HTML.

In: the bytes of a DOCX. Out: an `Outline`. Next: `placing`. Runs in a worker: the file may be a stranger's.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from copyfit.intake.outline import Element, Heading, Outline, Prose, RawTable, unreadable

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
u => em
strike => !
"""
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCRYPTED = 0x1
"""The bit of a part that is encrypted (APPNOTE.TXT, 4.4.4)."""
_SIGNS = re.compile(r"([\\*_\[\]{}`<~])")


MAX_XML_BYTES, MAX_PART_BYTES = 8 * 2**20, 64 * 2**20
"""So much text and marks of a Word file are read, unpacked, some hundred pages; and so much of all else."""


def word_outline(path: str, content: bytes) -> Outline:
    """Return what a Word file says. Raises BriefError if it is none, or more than is read."""
    import mammoth

    try:
        _within_bounds(content)
        made = mammoth.convert_to_html(
            io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's file makes any function of the readers fail
        why = _why(error)
        raise unreadable(path, f"is no Word file that can be read: {why}", "save it again as .docx") from None
    root = etree.HTML(f"<body>{made.value}</body>")
    pictures = made.value.count("<img")
    notes = [f"{pictures} of its pictures are not taken over: put them into figures/"] if pictures else []
    if re.search(r'id="(foot|end)note-', made.value):
        notes.append("its footnotes stand as paragraphs at its end: make sources of them")
    return Outline(tuple(_elements(root.find("body"))), tuple(notes))


def _why(error: Exception) -> str:
    """Return what is wrong with a file in words: what a reader says of its own insides is of no use."""
    if isinstance(error, RecursionError):
        return "it goes too deep"
    if isinstance(error, KeyError | IndexError | TypeError | AttributeError) or "literal for int" in str(
        error
    ):
        return "one of its parts is broken, or names another that is not there"
    return str(error)


def _within_bounds(content: bytes) -> None:
    """Raise ValueError for a Word file with huge parts, or with entities, which Word never declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        every = package.infolist()
        parts = [part for part in every if part.filename.lower().endswith((".xml", ".rels"))]
        for some, most, of in ((parts, MAX_XML_BYTES, " of text and marks"), (every, MAX_PART_BYTES, "")):
            if sum(part.file_size for part in some) > most:
                raise ValueError(f"it holds more than {most // 2**20} MiB{of}, unpacked")
        if any(part.flag_bits & _ENCRYPTED for part in every):
            raise ValueError("it is locked by a password")
        # Any part may be taken for the text, in any of the encodings of XML.
        if any(_DECLARED.search(package.read(part).replace(b"\0", b"")) for part in every):
            raise ValueError("its parts declare what they are (<!DOCTYPE>)")


def _no_picture(_image: Any) -> dict[str, str]:
    return {"src": ""}


def _elements(parent: Any) -> Iterator[Element]:
    for child in parent:
        if re.fullmatch("h[1-6]", child.tag):
            text = plain_of(child)
            if text:
                yield Heading(int(child.tag[1]), text)
        elif child.tag == "table":
            rows = tuple(tuple(marked(cell) for cell in row.iter("td", "th")) for row in child.iter("tr"))
            yield RawTable(rows)
        elif child.tag in ("ul", "ol"):
            yield from _elements(child)
        elif child.tag in ("p", "li"):
            inner = [one for one in child if one.tag in ("ul", "ol", "p", "table")]
            text = marked(child, without=("ul", "ol", "p", "table"))
            if text:
                yield Prose(text)
            yield from (found for one in inner for found in _elements([one]))


def plain_of(element: Any) -> str:
    """Return an element's text without any marks."""
    return " ".join("".join(element.itertext()).split())


def marked(element: Any, without: tuple[str, ...] = ()) -> str:
    """Return an element's text as inline Markdown, on one line."""
    return " ".join("".join(_marked(element, without)).split())


def _marked(element: Any, without: tuple[str, ...]) -> Iterator[str]:
    yield escaped(element.text or "")
    for child in element:
        if child.tag in without:
            pass
        elif child.tag in _MARKS and plain_of(child):
            yield from _between(_MARKS[child.tag], "".join(_marked(child, without)))
        elif child.tag == "a" and re.match("https?:|mailto:|tel:", child.get("href", "")):
            yield f"[{''.join(_marked(child, without))}]({child.get('href')})"
        elif child.tag == "br":
            yield " "
        else:
            yield from _marked(child, without)
        yield escaped(child.tail or "")


def _between(mark: str, text: str) -> Iterator[str]:
    """Yield a text between marks, its outer spaces outside of them: Markdown takes none inside."""
    inner = text.strip()
    start = text.index(inner)
    yield f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def escaped(text: str) -> str:
    """Return a text such that no sign of it is taken for markup."""
    return _SIGNS.sub(r"\\\1", text)
