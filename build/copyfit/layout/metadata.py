"""What a PDF says of itself beside its page: where it came from, in its XMP and its information dictionary.

In: a PDF's objects before they are written, and claims by name. Out: the same, with the claims. XMP is for
programs (ISO 16684-1, and ISO 32000-1, §14.3.2), the dictionary for people who open a reader's "Properties"
(§14.3.3); programs that save a PDF anew may keep only one of the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from copyfit.layout.boxes import Layout

NAMESPACE = "urn:copyfit:origin/"
PREFIX = "copyfit"
_END = b"</rdf:RDF>"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = (
    'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"'
)


ARCHIVAL_VARIANT = "pdf/a-3a"
_PART_OF_UA = 1


def attachments(layout: Layout) -> list[Any]:
    """Return what goes along in the PDF of `layout`, as WeasyPrint takes it; its day is the brief's."""
    from weasyprint import Attachment

    made = dt.datetime.fromisoformat(layout.metadata.get("created", "1980-01-01")[:10]).replace(tzinfo=dt.UTC)
    return [
        Attachment(
            string=one.content,
            name=one.name,
            description=one.told,
            created=made,
            modified=made,
            relationship=one.relationship,
        )
        for one in layout.attached
    ]


def put_origin(pdf: Any, origin: Mapping[str, str], *, is_archival: bool = False) -> None:
    """Write `origin` into the metadata of `pdf`; the XMP stays uncompressed, for any program to find.

    An archival one also says that it is PDF/UA-1, and describes what it says that is not PDF/A's own
    (ISO 19005-3, §6.6.2.3).
    """
    import pydyf

    if not origin:
        return
    if is_archival and "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # the engine lists each file twice
    for name, value in origin.items():
        pdf.info[f"{PREFIX}.{name}"] = pydyf.String(value)
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.compress = False
    content = b"\n".join(part if isinstance(part, bytes) else part.encode() for part in stream.stream)
    assert content.count(_END) == 1, "the engine writes one RDF"
    said = _description(origin) + (_universal() + _extensions(tuple(origin)) if is_archival else "")
    stream.stream = [content.replace(_END, said.encode() + _END)]


def _description(origin: Mapping[str, str]) -> str:
    claims = "".join(f"<{PREFIX}:{name}>{escape(value)}</{PREFIX}:{name}>" for name, value in origin.items())
    return f'<rdf:Description xmlns:{PREFIX}="{NAMESPACE}" rdf:about="">{claims}</rdf:Description>'


def _universal() -> str:
    """Return the claim of PDF/UA-1 (ISO 14289-1, §5)."""
    part = f"<pdfuaid:part>{_PART_OF_UA}</pdfuaid:part>"
    return f'<rdf:Description xmlns:pdfuaid="{_UA}" rdf:about="">{part}</rdf:Description>'


def _extensions(names: tuple[str, ...]) -> str:
    """Return the description of the two schemas that PDF/A does not know."""
    ours = "".join(_property(name, "Text", f"the page's {name}") for name in names)
    universal = _property("part", "Integer", "the part of ISO 14289 that the file conforms to")
    schemas = _schema("Where the file comes from", NAMESPACE, PREFIX, ours)
    schemas += _schema("PDF/UA identification", _UA, "pdfuaid", universal)
    bag = f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>"
    return f'<rdf:Description {_EXTENSION} rdf:about="">{bag}</rdf:Description>'


def _schema(told: str, namespace: str, prefix: str, properties: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{told}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _property(name: str, kind: str, told: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{told}</pdfaProperty:description></rdf:li>"
    )


def part_ends(pdf: Any) -> None:
    """Give another end to each content stream whose bytes end in a carriage return.

    The line feed that follows would make it the end of a line, which is no part of a stream's length
    (ISO 32000-1, §7.3.8.1; ISO 19005-3, §6.1.7.1). A space more paints nothing.
    """
    import pydyf

    for stream in [found for found in pdf.objects if isinstance(found, pydyf.Stream)]:
        is_painted = stream.extra.get("Subtype") == "/Form" or not stream.extra.get("Type")
        while is_painted and stream.data.rpartition(b"\nendstream")[0].endswith(b"\r"):
            stream.stream = [*stream.stream, b" "]
