"""A finished Word file read back from its own XML: one page as the writer counted it, every word in order.

In: a `Layout` and the bytes that were written of it. Out: problems; none means proved.
How tall Word sets each line is said in the file, and the writer asserts the sum; here it is proved that the
file says nothing else: the same sheet, no break to a new page, the words, and the fonts.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from copyfit.errors import Problem
from copyfit.faces import FAMILIAR
from copyfit.layout.boxes import Box, Layout
from copyfit.proof.expected import missing
from copyfit.proof.links import file_link_problems
from copyfit.proof.stretches import Stretch, stretches
from copyfit.units import twips_from_pt

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT = "word/document.xml"
FONT_TABLE = "word/fontTable.xml"
SPOKEN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
EMBEDS = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")


def written_problems(layout: Layout, docx: bytes) -> list[Problem]:
    """Return what keeps `docx` from being `layout`: another sheet, a second page, lost words or fonts."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
        names = frozenset(archive.namelist())
    body = ElementTree.fromstring(parts[DOCUMENT])  # noqa: S314 - our own writer's
    problems = list(_sheet_problems(layout, body))
    problems += missing(list(stretches(layout.page.body, markers=False)), [_text(body)], "docx")
    for kind, boxes in (("header", layout.page.header), ("footer", layout.page.footer)):
        problems += missing(_running(boxes), [_text_of_parts(parts, kind)], "docx")
    return [*problems, *_font_problems(layout, parts, names), *_relation_problems(parts)]


def _sheet_problems(layout: Layout, body: ElementTree.Element) -> Iterator[Problem]:
    sheet = layout.sheet
    wanted = {"w": str(twips_from_pt(sheet.width_pt)), "h": str(twips_from_pt(sheet.height_pt))}
    for size in body.iter(f"{W}pgSz"):
        found = {name: size.get(f"{W}{name}", "") for name in wanted}
        if found != wanted:
            message = f"the Word file's page measures {found['w']} × {found['h']} twips"
            yield Problem("docx-other-sheet", message, "set one `@page { size }` in the style sheet")
            break
    if any(_begins_a_page(element) for element in body.iter()) or _starts_a_later_section_anew(body):
        hint = "take page breaks from the style sheet"
        yield Problem("docx-second-page", "the Word file asks for a second page", hint)


def _begins_a_page(element: ElementTree.Element) -> bool:
    """Return whether an element alone starts a page (ECMA-376 Part 1, §17.3.1.23, §17.3.3.1)."""
    if element.tag == f"{W}pageBreakBefore":
        return element.get(f"{W}val") not in ("0", "false", "off")
    return element.tag == f"{W}br" and element.get(f"{W}type") == "page"


def _starts_a_later_section_anew(body: ElementTree.Element) -> bool:
    """Return whether a section after the first is not continuous, the default being a new page (§17.6.22)."""
    kinds = [
        (kind.get(f"{W}val") if (kind := section.find(f"{W}type")) is not None else "nextPage")
        for section in body.iter(f"{W}sectPr")
    ]
    return any(kind != "continuous" for kind in kinds[1:])


def _running(boxes: tuple[Box, ...]) -> list[Stretch]:
    return [stretch for box in boxes for stretch in stretches(box, markers=False)]


def _text_of_parts(parts: Mapping[str, bytes], kind: str) -> str:
    """Return the text of all headers or footers, in the order of their names."""
    names = sorted(name for name in parts if name.startswith(f"word/{kind}") and name.endswith(".xml"))
    return " ".join(_text(ElementTree.fromstring(parts[name])) for name in names)  # noqa: S314 - our own


def _text(root: ElementTree.Element) -> str:
    pieces = []
    for element in root.iter():
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}p":
            pieces.append("\n")
        else:
            pieces.append(SPOKEN.get(str(element.tag), ""))
    return "".join(pieces)


def _font_problems(layout: Layout, parts: Mapping[str, bytes], names: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for the first family that the text is set in, that readers lack, and the file too."""
    carried = set()
    if FONT_TABLE in parts:
        targets = _targets(parts.get("word/_rels/fontTable.xml.rels", b""))
        for font in ElementTree.fromstring(parts[FONT_TABLE]):  # noqa: S314 - our own writer's
            embeds = [found for name in EMBEDS if (found := font.find(f"{W}{name}")) is not None]
            if any(targets.get(embed.get(f"{R}id", "")) in names for embed in embeds):
                carried.add(font.get(f"{W}name"))
    used = {run.style.family for line in layout.page.body.all_lines() for run in line.runs}
    known = {family for family, _, _ in layout.fonts}
    for family in sorted(used & known - carried - set(FAMILIAR))[:1]:
        message = f"the Word file does not carry the font {family}"
        yield Problem("docx-font-missing", message, "set the text in one of the package's fonts")


def _relation_problems(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what is wrong with what the file's parts refer to outside of it (ECMA-376 Part 2, §9.3).

    Only links for the reader may lead out: a template, a picture or an object elsewhere would be fetched
    by whoever opens the file.
    """
    outside = [
        relation
        for name in sorted(name for name in parts if name.endswith(".rels"))
        for relation in ElementTree.fromstring(parts[name])  # noqa: S314 - our own writer's
        if relation.get("TargetMode") == "External"
    ]
    links = [one for one in outside if str(one.get("Type")).endswith("/hyperlink")]
    yield from file_link_problems((str(link.get("Target")) for link in links), "Word file")
    for other in [one for one in outside if one not in links][:1]:
        message = f"the Word file asks for {other.get('Target')}, which is not in it"
        yield Problem("docx-asks-outside", message, "take what names it from the template")


def _targets(relationships: bytes) -> dict[str, str]:
    """Return the part's name that each relationship of the font table leads to."""
    if not relationships:
        return {}
    root = ElementTree.fromstring(relationships)  # noqa: S314 - our own writer's
    return {
        str(relation.get("Id")): posixpath.normpath(posixpath.join("word", str(relation.get("Target"))))
        for relation in root
    }
