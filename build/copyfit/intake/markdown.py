"""A Markdown file as an outline.

In: its bytes. Out: an `Outline`. Next: `placing`. Inline Markdown is taken over as it stands, what briefs do
not know is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from copyfit.intake.outline import Element, Heading, Outline, Prose, RawTable, unreadable

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


def markdown_outline(path: str, content: bytes) -> Outline:
    """Return what a Markdown file says. Raises BriefError if it is no text."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise unreadable(path, "is not in UTF-8", "save it as UTF-8") from None
    notes = []
    if _FRONT_MATTER.match(text):
        notes.append("what stands between --- at its beginning is not taken over")
        text = _FRONT_MATTER.sub("", text)
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    pictures = sum(child.type == "image" for token in tokens for child in token.children or ())
    if pictures:
        notes.append(f"{pictures} of its pictures are not taken over: put them into figures/")
    return Outline(tuple(_elements(tokens)), tuple(notes))


def _elements(tokens: list[Token]) -> Iterator[Element]:
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    where = ""
    for token in tokens:
        if token.type in ("heading_open", "th_open", "td_open", "paragraph_open"):
            where = token.tag
        elif token.type in ("fence", "code_block"):
            yield Prose(_line(token.content))
        elif token.type == "inline" and _line(token.content):
            text = _line(token.content)
            if where in ("th", "td"):
                cells.append(text)
            elif where.startswith("h"):
                yield Heading(int(where[1]), re.sub(r"[*_`]", "", text))
            else:
                yield Prose(text)
        elif token.type == "inline" and where in ("th", "td"):
            cells.append("")
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
        elif token.type == "table_close":
            yield RawTable(tuple(rows))
            rows = []


def _line(text: str) -> str:
    """Return a text on one line, without pictures, with braces that name no fact as they stand."""
    text = _PICTURE.sub("", text)
    return " ".join(re.sub(r"(?<!\\)([{}`])", r"\\\1", text).split())
