"""Custom properties: what a Word file says of where it came from, under File, Info, Advanced Properties.

In: claims by name. Out: the part `docProps/custom.xml` (ECMA-376 Part 1, §22.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that Office shows as custom (§22.3.2.2)."""
FIRST = 2
"""The first number that a custom property may have: 0 and 1 are taken (§22.3.2.2)."""
PREFIX = "copyfit."


def add_custom_properties(document: Any, values: Mapping[str, str]) -> None:
    """Add `values` to a python-docx document as custom properties named `copyfit.<name>`."""
    if not values:
        return
    names: Any = {None: PROPERTIES, "vt": TYPES}
    root = etree.Element(f"{{{PROPERTIES}}}Properties", nsmap=names)
    for number, (name, value) in enumerate(values.items(), start=FIRST):
        attributes = {"fmtid": FORMAT, "pid": str(number), "name": PREFIX + name}
        entry = etree.SubElement(root, f"{{{PROPERTIES}}}property", attributes)
        etree.SubElement(entry, f"{{{TYPES}}}lpwstr").text = value
    content = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    package = document.part.package
    package.relate_to(Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE, content, package), RELATION)
