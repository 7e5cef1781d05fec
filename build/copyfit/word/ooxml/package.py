"""The zip around the document: a clean base of our own, and the same bytes for the same content.

python-docx's own blank document is Letter, from 2013, by "python-docx"; ours starts from the parts in
`base/`. The finished file is zipped again with fixed times and order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from lxml import etree

from copyfit.language.locale import direction_of
from copyfit.language.regions import with_region
from copyfit.word.ooxml.element import NAMESPACES, qualified

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
FILE_MODE = 0o644 << 16
LEVEL = 6
FIRST_NAMES = ("[Content_Types].xml", "_rels/.rels")


def base_package(styles: Any, numbering: Any, language: str, family: str) -> io.BytesIO:
    """Return an empty document with these styles and lists, to be opened with python-docx."""
    base = files("copyfit.word").joinpath("base")

    def text(name: str) -> str:
        return base.joinpath(name).read_text("utf-8")

    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": text("content_types.xml"),
        "_rels/.rels": text("package.rels"),
        "docProps/core.xml": text("core.xml"),
        "docProps/app.xml": text("app.xml"),
        "word/document.xml": text("document.xml"),
        "word/_rels/document.xml.rels": text("document.rels"),
        "word/settings.xml": text("settings.xml").replace("LANGUAGES", _languages(language)),
        "word/theme/theme1.xml": text("theme1.xml").replace("FAMILY", family),
        "word/styles.xml": serialized(styles),
        "word/numbering.xml": serialized(numbering),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def _languages(language: str) -> str:
    """Return the attributes of `w:themeFontLang` (§17.15.1.88)."""
    if direction_of(language) == "rtl":
        return f'w:val="{with_region("en")}" w:bidi="{with_region(language)}"'
    return f'w:val="{with_region(language)}"'


def serialized(root: Any) -> bytes:
    """Return an element as a part: one declaration of each namespace, and `w14` ignorable."""
    names = {prefix: NAMESPACES[prefix] for prefix in ("w", "r", "mc", "w14")}
    top = etree.Element(root.tag, nsmap=names)
    for key, value in root.attrib.items():
        top.set(key, value)
    top.set(qualified("mc:Ignorable"), "w14")
    top.extend(list(root))
    etree.cleanup_namespaces(top, keep_ns_prefixes=list(names))
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", standalone=True))


def reproducible(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on names and content alone (OPC §10 asks for no order)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name in (*FIRST_NAMES, *sorted(set(parts) - set(FIRST_NAMES))):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = FILE_MODE
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def saved(document: Any) -> bytes:
    """Return a python-docx document as reproducible bytes.

    Its parts are taken as python-docx hands them to a zip, so that they are packed once.
    """
    from docx.opc.pkgwriter import PackageWriter

    writer: Any = PackageWriter
    package, taken = document.part.package, _Taken()
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(taken, package.parts)  # noqa: SLF001
    writer._write_pkg_rels(taken, package.rels)  # noqa: SLF001
    writer._write_parts(taken, package.parts)  # noqa: SLF001
    return reproducible(taken.parts)


class _Taken:
    """What python-docx takes for a zip."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: Any, content: bytes) -> None:
        """Take a part."""
        self.parts[name.membername] = content
