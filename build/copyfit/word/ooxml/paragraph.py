"""A paragraph spec → `w:p`: style, what differs from it, numbering, bookmarks, runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.layout.boxes import TextStyle
from copyfit.word.ooxml.element import element, qualified, valued
from copyfit.word.ooxml.properties import format_children, indent, run_properties, section_properties
from copyfit.word.ooxml.style import NamedStyle, plain
from copyfit.word.spec import ParagraphSpec, RunSpec, SectionSpec

FILLER_TEXT = "\u00a0"
FILLER_HALF_POINTS = 2
BOOKMARK_LENGTH = 40


@dataclass(slots=True)
class Writer:
    """What a paragraph needs from the document around it.

    `relate` makes an external link's relationship id; `draw` makes a picture's drawing element.
    """

    styles: Mapping[str, NamedStyle]
    default: TextStyle
    sheet: dict[str, int]
    numbering: Mapping[int, int]
    relate: Callable[[str], str]
    draw: Callable[[RunSpec], Any]
    first_references: list[Any]
    bookmarks: int = 0

    def paragraph(self, spec: ParagraphSpec) -> Any:
        """Return `spec` as `w:p`."""
        style = self.styles[spec.style_name]
        made = element("w:p", children=[self.properties(spec, style)])
        names = [bookmark_name(name) for name in spec.bookmarks]
        numbers = [self.next_bookmark() for _ in names]
        for number, name in zip(numbers, names, strict=True):
            made.append(element("w:bookmarkStart", {"id": number, "name": name}))
        for item in self.linked(spec, style):
            made.append(item)
        for number in numbers:
            made.append(element("w:bookmarkEnd", {"id": number}))
        return made

    def next_bookmark(self) -> int:
        """Return a number that no bookmark has had."""
        self.bookmarks += 1
        return self.bookmarks

    def properties(self, spec: ParagraphSpec, style: NamedStyle) -> Any:
        """Return `w:pPr`: the style and what differs from it (§17.3.1.26)."""
        children = [valued("w:pStyle", style.style_id), *format_children(spec.format, style.format)]
        if spec.number is not None:
            children.append(self.number(spec.number.list_id))
            if spec.format.sides == style.format.sides:
                children.append(indent(spec.format))
        children.append(self.mark_properties(spec))
        children.append(self.section(spec.section) if spec.section is not None else None)
        return element("w:pPr", children=children)

    def number(self, list_id: int) -> Any:
        """Return `w:numPr` (§17.3.1.19)."""
        return element("w:numPr", children=[valued("w:ilvl", 0), valued("w:numId", self.numbering[list_id])])

    def mark_properties(self, spec: ParagraphSpec) -> Any | None:
        """Return the paragraph mark's properties where it must stay small."""
        if spec.runs and not any(run.special in ("filler", "column-break") for run in spec.runs):
            return None
        return element("w:rPr", children=[valued(name, FILLER_HALF_POINTS) for name in ("w:sz", "w:szCs")])

    def section(self, section: SectionSpec) -> Any:
        """Return the `w:sectPr` that ends a section."""
        references = self.first_references if section.first else []
        return section_properties(section, self.sheet, references)

    def linked(self, spec: ParagraphSpec, style: NamedStyle) -> list[Any]:
        """Return the runs, those of one link inside one `w:hyperlink` (§17.3.2.12)."""
        made: list[Any] = []
        open_link: tuple[str, Any] | None = None
        for run in spec.runs:
            href = run.style.href if run.style else None
            if href and (open_link is None or open_link[0] != href):
                open_link = (href, self.hyperlink(href))
                made.append(open_link[1])
            elif not href:
                open_link = None
            target = open_link[1] if open_link else None
            item = self.run(run, style, link=target is not None)
            if target is not None:
                target.append(item)
            else:
                made.append(item)
        return made

    def hyperlink(self, href: str) -> Any:
        """Return a link to an address, or to a bookmark of this document."""
        if href.startswith("#"):
            return element("w:hyperlink", {"anchor": bookmark_name(href[1:]), "history": "1"})
        made = element("w:hyperlink", {"history": "1"})
        made.set(qualified("r:id"), self.relate(href))
        return made

    def run(self, run: RunSpec, style: NamedStyle, *, link: bool) -> Any:
        """Return one `w:r` (§17.3.2.25)."""
        children: list[Any] = []
        if run.style is not None:
            children.append(run_properties(run.style, plain(style.text), rtl=run.rtl, link=link))
        children.extend(self.content(run))
        return element("w:r", children=children)

    def content(self, run: RunSpec) -> list[Any]:
        """Return what stands in the run."""
        if run.special == "tab":
            return [element("w:tab")]
        if run.special == "line-break":
            return [element("w:br")]
        if run.special == "column-break":
            return [element("w:br", {"type": "column"})]
        if run.special == "picture":
            return [self.draw(run)]
        if run.special == "filler":
            size = [valued(name, FILLER_HALF_POINTS) for name in ("w:sz", "w:szCs")]
            return [element("w:rPr", children=size), _text(FILLER_TEXT)]
        return [_text(run.text)]


def _text(text: str) -> Any:
    made = element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def bookmark_name(name: str) -> str:
    """Return a name that Word accepts: a letter first, no hyphen, 40 characters at most."""
    safe = re.sub(r"[^A-Za-z0-9_]", "_", name)
    if not safe[:1].isalpha():
        safe = f"s_{safe}"
    if len(safe) > BOOKMARK_LENGTH:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        safe = f"{safe[: BOOKMARK_LENGTH - 9]}_{digest}"
    return safe
