"""A paragraph spec → `w:p`: style, what differs from it, numbering, bookmarks, runs."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from copyfit.word.ooxml.bookmarks import Places, bookmark_name
from copyfit.word.ooxml.element import element, qualified, valued
from copyfit.word.ooxml.numbering import numbering_reference
from copyfit.word.ooxml.properties import format_children, run_properties, section_properties
from copyfit.word.place.style import plain
from copyfit.word.spec import NamedStyle, ParagraphSpec, RunSpec, SectionSpec

FILLER_TEXT = "\u00a0"
FILLER_HALF_POINTS = 2


@dataclass(slots=True)
class ParagraphWriter:
    """What a paragraph needs from the document around it.

    `relate` makes an external link's relationship id; `draw` makes a picture's drawing element.
    """

    styles: Mapping[str, NamedStyle]
    sheet: dict[str, int]
    numbering: Mapping[int, int]
    places: Places
    relate: Callable[[str], str]
    draw: Callable[[RunSpec], Any]
    references: list[Any]
    named: set[str] = field(default_factory=set)

    def paragraph(self, spec: ParagraphSpec) -> Any:
        """Return `spec` as `w:p`."""
        style = self.styles[spec.style_name]
        made = element("w:p", children=[self.properties(spec, style)])
        names = list(self.bookmarks(spec))
        for number, name in names:
            made.append(element("w:bookmarkStart", {"id": number, "name": name}))
        for item in self.linked(spec, style):
            made.append(item)
        for number, _ in names:
            made.append(element("w:bookmarkEnd", {"id": number}))
        return made

    def bookmarks(self, spec: ParagraphSpec) -> Iterator[tuple[int, str]]:
        """Yield number and name of each bookmark that begins here; a place is named once (§17.13.6.2)."""
        names = [self.places.statements[name] for name in spec.statements]
        names += [self.places.anchors[name] for name in spec.anchors]
        for name in names:
            if name not in self.named:
                self.named.add(name)
                yield len(self.named), name

    def properties(self, spec: ParagraphSpec, style: NamedStyle) -> Any:
        """Return `w:pPr`: the style and what differs from it (§17.3.1.26)."""
        children = [valued("w:pStyle", style.style_id), *format_children(spec.format, style.format)]
        if spec.number is None and style.list_id is not None:
            children.append(numbering_reference(0))
        elif spec.number is not None and spec.number.list_id != style.list_id:
            children.append(numbering_reference(self.numbering[spec.number.list_id]))
        children.append(self.mark_properties(spec, style))
        children.append(self.section(spec.section) if spec.section is not None else None)
        return element("w:pPr", children=children)

    def mark_properties(self, spec: ParagraphSpec, style: NamedStyle) -> Any | None:
        """Return the properties of the paragraph's mark, which what is typed into it takes on (§17.3.1.29).

        A spacer's keeps its line low; in a place to write it looks as the words beside it do.
        """
        if spec.is_spacer:
            return element(
                "w:rPr", children=[valued(name, FILLER_HALF_POINTS) for name in ("w:sz", "w:szCs")]
            )
        if spec.runs or spec.base is None:
            return None
        return run_properties(plain(spec.base), style.text)

    def section(self, section: SectionSpec) -> Any:
        """Return the `w:sectPr` that ends a section; each one has header and footer, should others go."""
        return section_properties(section, self.sheet, copy.deepcopy(self.references))

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
            for item in self.runs(run, style, href):
                if target is not None:
                    target.append(item)
                else:
                    made.append(item)
        return made

    def runs(self, run: RunSpec, style: NamedStyle, href: str | None) -> Iterator[Any]:
        """Yield a run; the number of the place that it leads to is a field, so that Word keeps it true."""
        anchor = (href or "").removeprefix("#") if (href or "").startswith("#") else ""
        number = self.places.numbers.get(anchor, "")
        found = re.search(rf"(?<!\d){number}(?!\d)", run.text) if number else None
        if found is None:
            yield self.run(run, style, link=bool(href))
            return
        before, after = run.text[: found.start()], run.text[found.end() :]
        if before:
            yield self.run(replace(run, text=before), style, link=True)
        yield from self.field(anchor, replace(run, text=number), style)
        if after:
            yield self.run(replace(run, text=after), style, link=True)

    def field(self, anchor: str, run: RunSpec, style: NamedStyle) -> Iterator[Any]:
        """Yield a cross-reference to a number, with today's as its result (§17.16.5.51)."""

        def part(content: Any) -> Any:
            properties = self.run_properties(run, style, link=True)
            return element("w:r", children=[properties, content])

        code = element("w:instrText", {"xml:space": "preserve"})
        code.text = f" REF {self.places.anchors[anchor]} \\n \\h "
        yield part(element("w:fldChar", {"fldCharType": "begin"}))
        yield part(code)
        yield part(element("w:fldChar", {"fldCharType": "separate"}))
        yield self.run(run, style, link=True)
        yield part(element("w:fldChar", {"fldCharType": "end"}))

    def hyperlink(self, href: str) -> Any:
        """Return a link to an address, or to a bookmark of this document."""
        if href.startswith("#"):
            name = self.places.anchors.get(href[1:]) or bookmark_name(href[1:])
            return element("w:hyperlink", {"anchor": name, "history": "1"})
        made = element("w:hyperlink", {"history": "1"})
        made.set(qualified("r:id"), self.relate(href))
        return made

    def run_properties(self, run: RunSpec, style: NamedStyle, *, link: bool) -> Any | None:
        """Return what the run has beyond its paragraph's style."""
        return run_properties(run.style, plain(style.text), rtl=run.rtl, link=link) if run.style else None

    def run(self, run: RunSpec, style: NamedStyle, *, link: bool) -> Any:
        """Return one `w:r` (§17.3.2.25)."""
        children: list[Any] = [self.run_properties(run, style, link=link)]
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
        return [
            HYPHENS[part]() if part in HYPHENS else _text(part) for part in HYPHEN.split(run.text) if part
        ]


HYPHENS: Mapping[str, Callable[[], Any]] = {
    "-\u2060": partial(element, "w:noBreakHyphen"),
    "\u00ad": partial(element, "w:softHyphen"),
    "\u00ad\u2010": partial(element, "w:softHyphen"),
}
"""Word's own hyphens: that breaks no line, and that shows where it does (§17.3.3.18, §17.3.3.29)."""
HYPHEN = re.compile("(-\u2060|\u00ad\u2010?)")


def _text(text: str) -> Any:
    made = element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made
