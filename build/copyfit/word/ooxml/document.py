"""A story → a Word document: body, header, footer, fonts, pictures, properties.

python-docx holds the package: parts, relationships and core properties; the elements are ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from copyfit.chart import outlined
from copyfit.faces import Face
from copyfit.layout.boxes import Layout, TextStyle
from copyfit.layout.fetcher import SVG, asset_path, kind_of
from copyfit.origin import APPROVED, DRAFT
from copyfit.picture.palette import drawn_in_palette, in_palette
from copyfit.units import twips_from_pt
from copyfit.word import fonts
from copyfit.word.ooxml.bookmarks import places_in
from copyfit.word.ooxml.custom import add_custom_properties
from copyfit.word.ooxml.element import element, qualified
from copyfit.word.ooxml.numbering import lists_in, numbering_ids, numbering_xml
from copyfit.word.ooxml.package import base_package, saved, serialized
from copyfit.word.ooxml.paragraph import ParagraphWriter
from copyfit.word.ooxml.picture import drawing
from copyfit.word.ooxml.style import styles_xml
from copyfit.word.ooxml.table import table_xml
from copyfit.word.spec import Item, ParagraphSpec, RunSpec, Story, paragraphs_of

FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


def build_document(layout: Layout, story: Story) -> bytes:
    """Return the story as the bytes of a DOCX."""
    default = layout.page.body.style
    paragraphs = list(paragraphs_of((*story.header, *story.body, *story.footer)))
    lists = lists_in(paragraphs, story.styles)
    numbering = numbering_ids(lists)
    language = layout.language or "en"
    document = docx.Document(
        base_package(
            styles_xml(story.styles, default, language, numbering),
            numbering_xml(lists, story.styles),
            language,
            fonts.name_in_word(default.family),
        )
    )
    parts = _Parts(document, layout)
    writer = ParagraphWriter(
        styles=story.styles,
        sheet=_sheet(layout, story),
        numbering=numbering,
        places=places_in(paragraphs),
        relate=parts.relating(document.part),
        draw=parts.drawing_in(document.part),
        references=[],
    )
    writer.references.extend(_running_parts(document, story, writer, parts))
    body = document.element.body
    _write(body, story.body, writer)
    body.append(writer.section(story.final_section))
    _embed_fonts(document, layout, paragraphs, default)
    _set_properties(document, layout, language)
    add_custom_properties(document, layout.origin)
    return saved(document)


def _write(parent: Any, items: tuple[Item, ...], writer: ParagraphWriter) -> None:
    for item in items:
        parent.append(writer.paragraph(item) if isinstance(item, ParagraphSpec) else table_xml(item, writer))


def _running_parts(document: Any, story: Story, writer: ParagraphWriter, parts: _Parts) -> list[Any]:
    """Write header and footer and return the references to them (§17.10)."""
    references = []
    for name, items, add in (
        ("w:headerReference", story.header, document.part.add_header_part),
        ("w:footerReference", story.footer, document.part.add_footer_part),
    ):
        if not items:
            continue
        part, relation = add()
        for child in list(part.element):
            part.element.remove(child)
        before = writer.relate, writer.draw
        writer.relate, writer.draw = parts.relating(part), parts.drawing_in(part)
        _write(part.element, items, writer)
        writer.relate, writer.draw = before
        reference = element(name, {"w:type": "default"})
        reference.set(qualified("r:id"), relation)
        references.append(reference)
    return references


def _sheet(layout: Layout, story: Story) -> dict[str, int]:
    sheet = layout.sheet
    margin = sheet.margin
    return {
        "width": twips_from_pt(sheet.width_pt),
        "height": twips_from_pt(sheet.height_pt),
        "top": story.top,
        "right": twips_from_pt(margin.right),
        "bottom": story.bottom_margin,
        "left": twips_from_pt(margin.left),
        "header": story.header_distance,
        "footer": story.footer_distance,
    }


class _Parts:
    """Adds links and pictures to the parts of one package."""

    def __init__(self, document: Any, layout: Layout) -> None:
        self.document = document
        self.layout = layout
        self.pictures = 0

    def relating(self, part: Any) -> Callable[[str], str]:
        """Return how to make an external link's relationship in `part`."""
        return lambda href: str(part.relate_to(href, RT.HYPERLINK, is_external=True))

    def drawing_in(self, part: Any) -> Callable[[RunSpec], Any]:
        """Return how to make a picture's drawing in `part`."""

        def draw(run: RunSpec) -> Any:
            assert run.picture is not None
            self.pictures += 1
            path = asset_path(run.picture.source)
            content = self.layout.assets[path]
            vector = None
            if kind_of(path, content) == SVG:
                shapes = outlined(content)
                vector = part.relate_to(self.svg_part(shapes), RT.IMAGE)
                shown = drawn_in_palette(shapes)
            else:
                shown = in_palette(content)
            raster_id, _ = part.get_or_add_image(BytesIO(shown))
            return drawing(run, self.pictures, raster_id, vector)

        return draw

    def svg_part(self, content: bytes) -> Part:
        """Return a part that holds an SVG."""
        name = PackURI(f"/word/media/vector{self.pictures}.svg")
        return Part(name, "image/svg+xml", content, self.document.part.package)


def _embed_fonts(document: Any, layout: Layout, paragraphs: list[ParagraphSpec], default: TextStyle) -> None:
    """Add the font table and the faces that the text uses."""
    used: dict[Face, set[str]] = {(default.family, default.bold, default.italic): set()}
    for paragraph in paragraphs:
        texts = [(run.style, run.text) for run in paragraph.runs if run.style]
        texts += [(paragraph.number.style, paragraph.number.text)] if paragraph.number else []
        for style, text in texts:
            used.setdefault((style.family, style.bold, style.italic), set()).update(text)
    faces = sorted(face for face in used if face in layout.fonts and fonts.travels(face, layout.fonts[face]))
    package = document.part.package
    table = Part(PackURI("/word/fontTable.xml"), FONT_TABLE_TYPE, b"", package)
    relations = {}
    for number, face in enumerate(faces, start=1):
        data = fonts.embedded(layout.fonts[face], face, used[face])
        key = fonts.font_key(data)
        part = Part(
            PackURI(f"/word/fonts/font{number}.odttf"), FONT_TYPE, fonts.obfuscated(data, key), package
        )
        relations[face] = (table.relate_to(part, FONT_RELATION), key)
    table._blob = serialized(fonts.fonts_xml(used, relations))
    document.part.relate_to(table, RT.FONT_TABLE)


def _set_properties(document: Any, layout: Layout, language: str) -> None:
    """Set the core properties; dates come from the brief, never from the clock."""
    core = document.core_properties
    created = dt.datetime.fromisoformat(layout.metadata.get("created", "1980-01-01")[:10])
    core.title = layout.title[:255]
    core.author = layout.metadata.get("author", "")[:255]
    core.last_modified_by = core.author
    core.subject = layout.metadata.get("description", "")[:255]
    core.keywords = layout.metadata.get("keywords", "")[:255]
    core.language = language
    core.created = created
    core.modified = created
    core.revision = 1
    if layout.origin.get("status") in (DRAFT, APPROVED):
        core.content_status = layout.origin["status"].capitalize()
