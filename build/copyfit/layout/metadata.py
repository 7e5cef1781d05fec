"""What a PDF says of itself beside its page: where it came from, in its XMP and its information dictionary.

In: a PDF's objects before they are written, and claims by name. Out: the same, with the claims. XMP is for
programs (ISO 16684-1, and ISO 32000-1, §14.3.2), the dictionary for people who open a reader's "Properties"
(§14.3.3); programs that save a PDF anew may keep only one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "urn:copyfit:origin/"
PREFIX = "copyfit"
_END = b"</rdf:RDF>"


def put_origin(pdf: Any, origin: Mapping[str, str]) -> None:
    """Write `origin` into the metadata of `pdf`; the XMP stays uncompressed, for any program to find."""
    import pydyf

    if not origin:
        return
    for name, value in origin.items():
        pdf.info[f"{PREFIX}.{name}"] = pydyf.String(value)
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.compress = False
    content = b"\n".join(part if isinstance(part, bytes) else part.encode() for part in stream.stream)
    assert content.count(_END) == 1, "the engine writes one RDF"
    stream.stream = [content.replace(_END, _description(origin).encode() + _END)]


def _description(origin: Mapping[str, str]) -> str:
    claims = "".join(f"<{PREFIX}:{name}>{escape(value)}</{PREFIX}:{name}>" for name, value in origin.items())
    return f'<rdf:Description xmlns:{PREFIX}="{NAMESPACE}" rdf:about="">{claims}</rdf:Description>'
