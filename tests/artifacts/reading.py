"""PDF and DOCX as readers meet them: PDFium, pikepdf and python-docx, none of copyfit's own code."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf
import pypdfium2
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3")
_OPERATOR_WITH_TEXT = ("Tj", "TJ")


def plain(text: str) -> str:
    """Return letters and digits alone, so that typography and spaces do not count."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def is_rtl(text: str) -> bool:
    """Return whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def holds(text: str, part: str) -> bool:
    """Return whether `text` says `part`; of Arabic, whose letters readers swap, whether it has them."""
    if is_rtl(part):
        return not Counter(plain(part)) - Counter(plain(text))
    return plain(part) in plain(text)


@dataclass(frozen=True)
class Element:
    """An element of the structure tree: `H1`, `P` …, its title and the text below it."""

    kind: str
    title: str
    text: str


class Pdf:
    """One PDF: `body` as tagged, without list marks and letters of figures; `text` with header and footer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = path.read_bytes()
        self._pdf = pikepdf.open(path)
        self._texts = _texts_by_mark(self.bytes)
        self.elements: list[Element] = []
        self.body = self._read(self._pdf.Root.StructTreeRoot)
        marks = [element.text for element in self.elements if element.kind == "Lbl"]
        self.text = " ".join([self.body, *marks, *self._texts.values()])

    @property
    def sizes_mm(self) -> list[tuple[float, float]]:
        """Width and height of each page."""
        boxes = [[float(edge) for edge in page.MediaBox] for page in self._pdf.pages]
        return [(round((b[2] - b[0]) * 25.4 / 72, 1), round((b[3] - b[1]) * 25.4 / 72, 1)) for b in boxes]

    @property
    def language(self) -> str:
        """The document's language."""
        return str(self._pdf.Root.Lang)

    @property
    def title(self) -> str:
        """The document's title."""
        return str(self._pdf.docinfo.get("/Title", ""))

    @property
    def loose_fonts(self) -> list[str]:
        """The fonts whose programs are not in the file."""
        fonts = [item for item in self._pdf.objects if _is(item, "/Type", "/FontDescriptor")]
        assert fonts
        return [
            str(font.FontName)
            for font in fonts
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        ]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading, in reading order."""
        return [(int(e.kind[1]), e.text) for e in self.elements if re.fullmatch("H[1-6]", e.kind)]

    def said_by(self, statement: str) -> str:
        """Return the text of every element with this title."""
        return " ".join(element.text for element in self.elements if element.title == statement)

    def _read(self, node: object) -> str:
        if isinstance(node, int):
            return self._texts.pop(node, "") + " "
        if isinstance(node, pikepdf.Array):
            return "".join(self._read(kid) for kid in node)
        if not isinstance(node, pikepdf.Dictionary) or "/K" not in node:
            return ""
        kind, at = str(node.get("/S", "")).removeprefix("/"), len(self.elements)
        text = self._read(node.K)
        self.elements.insert(at, Element(kind, str(node.get("/T", "")), text.strip()))
        return "" if kind in ("Lbl", "Figure") else text


def _is(item: object, key: str, value: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get(key) == value


def _texts_by_mark(content: bytes) -> dict[int, str]:
    """Return the text of each piece of marked content, by its number."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    text_page = page.get_textpage()
    texts: dict[int, str] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        size = raw.FPDFTextObj_GetText(item, text_page, None, 0)
        buffer = (raw.FPDF_WCHAR * (size // 2))()
        raw.FPDFTextObj_GetText(item, text_page, buffer, size)
        texts[mark] = texts.get(mark, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    document.close()
    return texts


class Docx:
    """One DOCX: `body` in the order of the file; `text` with header and footer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = path.read_bytes()
        self.document = docx.Document(str(path))
        self._said: dict[str, str] = {}
        self.body = self._read()
        first = self.document.sections[0]
        running = [paragraph.text for part in (first.header, first.footer) for paragraph in part.paragraphs]
        self.text = " ".join([self.body, *running])

    def _read(self) -> str:
        """Return the body's text; keep what follows each bookmark up to the next."""
        open_mark, pieces = "", []
        for item in self.document.element.body.iter():
            if item.tag == f"{W}bookmarkStart":
                open_mark = item.get(f"{W}name")
            elif item.tag in (f"{W}t", f"{W}p"):
                piece = (item.text or "") if item.tag == f"{W}t" else " "
                pieces.append(piece)
                self._said[open_mark] = self._said.get(open_mark, "") + piece
        return "".join(pieces)

    def said_by(self, statement: str) -> str:
        """Return the text from the statement's bookmark to the next bookmark."""
        return self._said.get(statement.replace("-", "_"), "")

    @property
    def sizes_mm(self) -> list[tuple[float, float]]:
        """Width and height of the paper of each section."""
        return [(round(s.page_width.mm, 1), round(s.page_height.mm, 1)) for s in self.document.sections]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading, in the order of the file; the title is 1."""
        levels = {style.style_id: _level(style) for style in self.document.styles}
        found = []
        for paragraph in self.document.element.body.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            level = levels.get(style.get(f"{W}val"), 0) if style is not None else 0
            if level:
                text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
                found.append((level, text))
        return found

    @property
    def embedded_families(self) -> set[str]:
        """The font families that the file carries."""
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
            fonts = etree.fromstring(archive.read("word/fontTable.xml"))
        return {font.get(f"{W}name") for font in fonts if font.find(f"{W}embedRegular") is not None}

    @property
    def used_families(self) -> set[str]:
        """The font families that runs and styles ask for."""
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
            parts = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles")]
        return {fonts.get(f"{W}ascii") for part in parts for fonts in part.iter(f"{W}rFonts")} - {None}


def rendered_text(path: Path) -> tuple[list[tuple[float, float]], str]:
    """Return sizes in mm and all text of a PDF that another program made."""
    document = pypdfium2.PdfDocument(path)
    sizes = [tuple(round(edge * 25.4 / 72, 1) for edge in page.get_size()) for page in document]
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return sizes, text


def _level(style) -> int:
    """Return the level of the headings that wear a style, its own or that of one it is based on; else 0."""
    while style is not None:
        if style.name in HEADINGS:
            return HEADINGS.index(style.name) + 1
        style = getattr(style, "base_style", None)
    return 0
