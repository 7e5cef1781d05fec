"""What a Word file says of itself: its body, its headers, its styles and lists, resolved.

In: the bytes of a DOCX. Out: a `WordFile`, whose `paragraph` and `run` give the properties that hold after
all styles (ECMA-376 Part 1, §17.7.2). Next: `forme` adds them up.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFF = ("0", "false", "off", "none", "nil")


@dataclass(frozen=True, slots=True)
class Border:
    """A rule at one side: its width and distance in twips, and its colour; nothing where the width is 0."""

    width: float = 0.0
    space: float = 0.0
    color: str = ""


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run of text is set; lengths in twips but for the size."""

    family: str = ""
    size_pt: float = 10.0
    bold: bool = False
    italic: bool = False
    color: str = "#000000"
    spacing: float = 0.0
    raised: float = 0.0
    rtl: bool = False
    shade: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands; lengths in twips. `exact` is False for a line as tall as its content."""

    before: float = 0.0
    after: float = 0.0
    line: float = 240.0
    exact: bool = False
    start: float = 0.0
    end: float = 0.0
    first: float = 0.0
    align: str = "left"
    bidi: bool = False
    shade: str = ""
    borders: Mapping[str, Border] = field(default_factory=dict)
    tabs: tuple[tuple[float, str], ...] = ()
    list_id: str = ""

    @property
    def frame(self) -> tuple[object, ...]:
        """What neighbours must share to stand in one box (§17.3.1.24)."""
        return (tuple(sorted(self.borders.items(), key=str)), self.shade, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Level:
    """How a list numbers: its text with `%1` for the number, where it begins to count, and how it looks."""

    text: str
    start: int
    ordered: bool
    align: str
    look: tuple[Element, ...]
    sides: tuple[Element, ...]


class WordFile:
    """A DOCX, opened."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            self._parts = {name: archive.read(name) for name in names}
        root = self.part("word/document.xml")
        assert root is not None, "our own writer writes a document"
        self.body = root[0]
        styles = self.part("word/styles.xml")
        self._defaults = styles.find(f"{W}docDefaults") if styles is not None else None
        self._styles = {_at(style, "styleId"): style for style in styles or ()}
        self._levels = dict(self._read_levels())

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None if there is none."""
        content = self._parts.get(name)
        return fromstring(content) if content else None  # noqa: S314 - our own writer's

    def targets(self, part: str = "word/document.xml") -> dict[str, str]:
        """Return what each relationship of a part leads to, by its id."""
        folder, name = posixpath.split(part)
        root = self.part(f"{folder}/_rels/{name}.rels")
        return {
            str(one.get("Id")): posixpath.normpath(posixpath.join(folder, str(one.get("Target"))))
            for one in (root if root is not None else ())
        }

    def level(self, list_id: str) -> Level | None:
        """Return how the list with this id numbers."""
        return self._levels.get(list_id)

    def paragraph(self, element: Element) -> ParagraphLook:
        """Return how a paragraph stands: defaults, its style and those that it is based on, its own."""
        own = element.find(f"{W}pPr")
        look, chain = ParagraphLook(), self._chain(own, "pStyle")
        for properties in (*self._default("pPr"), *_all(chain, "pPr")):
            look = _stands(look, properties)
        numbered = _child(own, "numPr")
        if numbered is not None:
            look = replace(look, list_id=_val(numbered.find(f"{W}numId")))
        level = self.level(look.list_id)
        for sides in level.sides if level else ():
            look = _indented(look, sides) if not _any_indent(chain) else look
        return _stands(look, own) if own is not None else look

    def run(self, paragraph: Element, element: Element | None, level: Level | None = None) -> RunLook:
        """Return how a run looks; the `level` of a list gives its numbers their look."""
        own = element.find(f"{W}rPr") if element is not None else None
        chain = [*self._chain(paragraph.find(f"{W}pPr"), "pStyle"), *self._chain(own, "rStyle")]
        look = RunLook()
        for properties in (*self._default("rPr"), *_all(chain, "rPr"), *(level.look if level else ())):
            look = _looks(look, properties)
        return _looks(look, own) if own is not None else look

    def _default(self, name: str) -> Iterator[Element]:
        found = self._defaults.find(f"{W}{name}Default/{W}{name}") if self._defaults is not None else None
        if found is not None:
            yield found

    def _chain(self, properties: Element | None, kind: str) -> list[Element]:
        """Return the style that is named and those that it is based on, the most general first."""
        named = _child(properties, kind)
        name = _val(named) if named is not None else ("Normal" if kind == "pStyle" else "")
        found: list[Element] = []
        while name in self._styles and len(found) < 12:
            found.insert(0, self._styles[name])
            name = _val(self._styles[name].find(f"{W}basedOn"))
        return found

    def _read_levels(self) -> Iterator[tuple[str, Level]]:
        root = self.part("word/numbering.xml")
        if root is None:
            return
        kinds = {_at(one, "abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            level = kinds[_val(number.find(f"{W}abstractNumId"))].find(f"{W}lvl")
            if level is not None:
                start = number.find(f"{W}lvlOverride/{W}startOverride")
                start = start if start is not None else level.find(f"{W}start")
                yield (
                    _at(number, "numId"),
                    Level(
                        _val(level.find(f"{W}lvlText")),
                        int(_val(start) or 1),
                        _val(level.find(f"{W}numFmt")) != "bullet",
                        _val(level.find(f"{W}lvlJc")) or "left",
                        tuple(level.findall(f"{W}rPr")),
                        tuple(level.findall(f"{W}pPr")),
                    ),
                )


def _at(element: Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _val(element: Element | None) -> str:
    return _at(element, "val") if element is not None else ""


def _child(element: Element | None, name: str) -> Element | None:
    return element.find(f"{W}{name}") if element is not None else None


def _all(elements: list[Element], name: str) -> Iterator[Element]:
    return (found for element in elements for found in element.findall(f"{W}{name}"))


def _any_indent(chain: list[Element]) -> bool:
    return any(style.find(f"{W}pPr/{W}ind") is not None for style in chain)


def length(element: Element, *names: str, default: float = 0.0) -> float:
    """Return the first of the attributes that is there, in twips."""
    found = next((value for name in names if (value := _at(element, name))), "")
    return float(found) if found else default


def colour(text: str) -> str:
    """Return a colour as CSS writes it, "" for none."""
    return f"#{text}" if len(text) == 6 and text.isalnum() else ""


def border(element: Element) -> Border:
    """Return one border: `w:sz` in eighths of a point, `w:space` in points (§17.3.4)."""
    if _val(element) in OFF:
        return Border()
    color = colour(_at(element, "color"))
    return Border(length(element, "sz") / 8 * 20, length(element, "space") * 20, color or "#000000")


def borders_of(element: Element | None) -> dict[str, Border]:
    """Return the borders that an element lists, by side."""
    return {side.tag.removeprefix(W): border(side) for side in (element if element is not None else ())}


def is_on(element: Element | None) -> bool:
    """Return whether a switch is there and on (§17.17.4)."""
    return element is not None and _val(element) not in OFF


def _indented(look: ParagraphLook, properties: Element) -> ParagraphLook:
    sides = properties.find(f"{W}ind")
    if sides is None:
        return look
    first = length(sides, "firstLine", default=look.first)
    if _at(sides, "hanging"):
        first = -length(sides, "hanging")
    return replace(
        look,
        start=length(sides, "start", "left", default=look.start),
        end=length(sides, "end", "right", default=look.end),
        first=first,
    )


def _stands(look: ParagraphLook, properties: Element) -> ParagraphLook:
    """Return `look` with what `w:pPr` says (§17.3.1.26)."""
    spacing, shade = properties.find(f"{W}spacing"), properties.find(f"{W}shd")
    if spacing is not None:
        rule = _at(spacing, "lineRule")
        look = replace(
            look,
            before=length(spacing, "before", default=look.before),
            after=length(spacing, "after", default=look.after),
            line=length(spacing, "line", default=look.line),
            exact=rule == "exact" if rule else look.exact,
        )
    look = _indented(look, properties)
    if shade is not None:
        look = replace(look, shade=colour(_at(shade, "fill")))
    tabs = properties.find(f"{W}tabs")
    if tabs is not None:
        stops = {(length(tab, "pos"), _val(tab)) for tab in tabs}
        look = replace(look, tabs=tuple(sorted({*look.tabs, *stops})))
    bidi, align = properties.find(f"{W}bidi"), properties.find(f"{W}jc")
    sides = borders_of(properties.find(f"{W}pBdr"))
    numbered = properties.find(f"{W}numPr/{W}numId")
    return replace(
        look,
        bidi=is_on(bidi) if bidi is not None else look.bidi,
        align=_val(align) or look.align,
        borders={side: one for side, one in {**look.borders, **sides}.items() if one.width},
        list_id=_val(numbered) if numbered is not None else look.list_id,
    )


def _looks(look: RunLook, properties: Element) -> RunLook:
    """Return `look` with what `w:rPr` says (§17.3.2.28)."""
    found = {one.tag.removeprefix(W): one for one in properties}
    changes: dict[str, object] = {}
    if "rFonts" in found:
        changes["family"] = _at(found["rFonts"], "ascii") or look.family
    for name, switch in (("bold", "b"), ("italic", "i"), ("rtl", "rtl")):
        if switch in found:
            changes[name] = is_on(found[switch])
    if "shd" in found:
        changes["shade"] = colour(_at(found["shd"], "fill"))
    if "color" in found and _val(found["color"]) != "auto":
        changes["color"] = colour(_val(found["color"])) or look.color
    for name, key, unit in (
        ("size_pt", "sz", 0.5),
        ("spacing", "spacing", 1.0),
        ("raised", "position", 10.0),
    ):
        if key in found:
            changes[name] = length(found[key], "val") * unit
    return replace(look, **changes)  # type: ignore[arg-type]
