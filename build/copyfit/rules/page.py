"""The page as rules read it: its blocks of text in reading order, and where each stands in the brief.

In: an `Edition`, its `Layout`, the job's files and labels. Out: a `Page`. Next: the rules.

A block is what is read in one breath: a paragraph, an item, a cell, a heading. Its text is the page's own,
with facts filled in and typography done; citation marks are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import html

from copyfit.content.edition import Edition
from copyfit.content.kinds import Judgement
from copyfit.errors import Place
from copyfit.layout.boxes import Layout
from copyfit.location.words import Locator
from copyfit.project import Files

INLINE = frozenset(
    "a abbr b bdi bdo cite code em i mark q s small span strong sub sup time u wbr font".split()
)
SPACES = re.compile(r"(?!(?<=\.)\u00a0\S)\s+")
"""Spaces that are one. A no-break space after a full stop stays, to say that no sentence ends there."""
SILENT = frozenset("head style script template svg img title".split())
MARGINS = frozenset(("header", "footer"))
PROSE = frozenset(("p", "li", "td", "th", "dd", "blockquote", "figcaption"))
NOT_PROSE = frozenset(("Subtitle",))
"""Styles of lines that name date, desk and keywords."""
SUBTITLE = "Standfirst"
"""The style of the line that a brief's `subtitle` is."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text. `statement` is the id of the innermost statement around it.

    `style` is the innermost `data-style`; `is_reference`: it belongs to the list of references.
    """

    text: str
    tag: str
    statement: str | None = None
    style: str = ""
    is_reference: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether this is a title, not prose."""
        return bool(re.fullmatch(r"h[1-6]", self.tag))


@dataclass(frozen=True, eq=False)
class PrintedPage:
    """One edition as it came out."""

    edition: Edition
    layout: Layout
    labels: Mapping[str, Any]
    files: Files = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Brief, variant and language, as messages name a page."""
        edition = self.edition
        return f"{edition.slug}, {edition.variant.name}, {edition.language}"

    @property
    def language(self) -> str:
        """The language's code without a region: `en` for `en-US`."""
        return self.edition.language.split("-", maxsplit=1)[0]

    @cached_property
    def blocks(self) -> tuple[Passage, ...]:
        """Every block of the page's body, in reading order; what stands in the margins is left out."""
        return tuple(blocks_of(self.layout.html))

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """The blocks that statements made, headings left out."""
        return tuple(block for block in self.blocks if block.statement and not block.is_heading)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The ids of the statements on the page."""
        return frozenset(block.statement for block in self.blocks if block.statement)

    @property
    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements on the page."""
        for judgement in self.edition.brief.of_kind(Judgement):
            if judgement.id in self.shown:
                yield judgement

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.files, self.edition)

    def place(self, statement: str | None, text: str = "") -> Place:
        """Return where `text` of a statement stands in its file; the statement's place if it is not found."""
        return self._locator.place(statement, text)

    def place_of(self, *data_path: str | int) -> Place:
        """Return the place of a value of the brief."""
        return self.edition.loaded.places.of(*data_path)


def blocks_of(document: str) -> Iterator[Passage]:
    """Yield the blocks of an HTML document's body, in its order."""
    root = html.document_fromstring(document)
    main = root.find(".//main")
    reader = _Reader()
    reader.read(main if main is not None else root, Passage("", "main"))
    reader.flush()
    yield from reader.blocks


class _Reader:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.blocks: list[Passage] = []
        self._texts: list[str] = []
        self._around = Passage("", "main")

    def read(self, node: Any, around: Passage) -> None:
        if not isinstance(node.tag, str) or node.tag in SILENT or node.get("hidden") is not None:
            return
        if node.tag in MARGINS and getattr(node.getparent(), "tag", "") in ("main", "body"):
            return
        is_block = node.tag not in INLINE and node.tag != "br"
        inside = self._inside(node, around) if is_block else around
        if is_block:
            self.flush()
        if "cite" not in (node.get("class") or "").split():
            self._take(node.text, inside)
            for child in node:
                self.read(child, inside)
                self._take(child.tail, inside)
        if is_block:
            self.flush()

    def _inside(self, node: Any, around: Passage) -> Passage:
        return Passage(
            "",
            node.tag,
            node.get("data-statement") or around.statement,
            node.get("data-style") or ("" if node.get("data-statement") else around.style),
            around.is_reference or "references" in (node.get("class") or "").split(),
        )

    def _take(self, text: str | None, around: Passage) -> None:
        if text:
            if around is not self._around:
                self.flush()
                self._around = around
            self._texts.append(text)

    def flush(self) -> None:
        text = SPACES.sub(" ", "".join(self._texts)).strip()
        if text:
            around = self._around
            self.blocks.append(Passage(text, around.tag, around.statement, around.style, around.is_reference))
        self._texts = []
