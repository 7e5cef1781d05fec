"""What WeasyPrint leaves out of a PDF's structure tree, put there when the PDF is finished.

In: the PDF's objects, before they are written. Out: the same, mended; whether all that was begun is ended.
What is mended waits for docs/upstream/list-item-bodies.md and docs/upstream/header-scopes.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LIST_ITEM_PARTS = ("/Lbl", "/LBody")
TABLE_PARTS = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD")


def finish(pdf: Any) -> None:
    """Mend the tree where WeasyPrint's is not yet what PDF/UA asks for."""
    for item in [found for found in pdf.objects if hasattr(found, "get")]:
        kind = item.get("S")
        if kind == "/TH" and "A" in item and "Scope" not in item["A"]:
            item["A"]["Scope"] = "/Column"  # ISO 14289-1, §7.5
        elif kind == "/Table":
            _untable(item, pdf)
        elif kind == "/LI":
            _put_into_body(item, pdf)
        elif item.get("Subtype") == "/Link":
            item["F"] = 4  # links print: ISO 32000-1, §12.5.3
        elif item.get("Type") == "/Page" and "Annots" in item:
            _drop_untagged(item["Annots"], pdf)
    _adopt_links(pdf)


def is_balanced(pdf: Any) -> bool:
    """Return whether every saved graphics state of a content stream is restored (ISO 32000-1, §8.4.2).

    A picture that cannot be drawn to its end leaves one open, and what follows stands elsewhere on the page.
    """
    streams = [found.stream for found in pdf.objects if hasattr(found, "stream")]
    return all(stream.count(b"q") == stream.count(b"Q") for stream in streams)


def _put_into_body(item: Any, pdf: Any) -> None:
    """Put the blocks of a list item into an `LBody`: it may hold nothing but that and its label.

    ISO 32000-1, §14.8.4.3.3.
    """
    import pydyf

    kids = [(reference, _object(reference, pdf)) for reference in item["K"]]
    loose = [(reference, kid) for reference, kid in kids if kid["S"] not in LIST_ITEM_PARTS]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array([reference for reference, _ in loose]),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for _, kid in loose:
        kid["P"] = body.reference
    moved = {reference for reference, _ in loose}
    item["K"] = pydyf.Array([reference for reference, _ in kids if reference not in moved] + [body.reference])


def _untable(table: Any, pdf: Any) -> None:
    """Make a table without a header cell what it is, blocks side by side (ISO 14289-1, §7.5)."""
    below = [_object(reference, pdf) for reference in _held(table.reference, pdf)]
    if any(element.get("S") == "/TH" for element in below):
        return
    for element in below:
        if element.get("S") in TABLE_PARTS:
            element["S"] = "/Div"
            element.pop("A", None)


def _adopt_links(pdf: Any) -> None:
    """Put links of the header and the footer into the tree, at its end, each in a paragraph.

    The engine leaves out what stands there, and a link must be in the tree (ISO 14289-1, §7.18.5). Only the
    link goes there, which says its address; the words around it stay out, as those of any header do.
    """
    import pydyf

    if "StructTreeRoot" not in pdf.catalog:
        return
    top = _object(pdf.catalog["StructTreeRoot"], pdf)
    document = _object(top["K"][0], pdf)
    held = set(_held(top["K"][0], pdf))
    left = [found for found in pdf.objects if hasattr(found, "get") and found.get("S") == "/Link"]
    for link in [found for found in left if found.reference not in held]:
        for kid in [kid for kid in _kids(link) if _object(kid, pdf).get("Type") == "/OBJR"]:
            annotation = _object(_object(kid, pdf)["Obj"], pdf)
            paragraph = pydyf.Dictionary({"Type": "/StructElem", "S": "/P", "P": document.reference})
            pdf.add_object(paragraph)
            adopted = pydyf.Dictionary({"Type": "/StructElem", "S": "/Link", "P": paragraph.reference})
            pdf.add_object(adopted)
            adopted["K"], adopted["Alt"] = pydyf.Array([kid]), annotation["Contents"]
            paragraph["K"] = pydyf.Array([adopted.reference])
            paragraph["Pg"] = adopted["Pg"] = link["Pg"]
            document["K"].append(paragraph.reference)
            link["K"] = pydyf.Array([one for one in link["K"] if one != kid])
            numbers = _object(top["ParentTree"], pdf)["Nums"]
            numbers[numbers.index(annotation["StructParent"]) + 1] = adopted.reference


def _held(reference: bytes, pdf: Any) -> Iterator[bytes]:
    """Yield the references of an element and of all below it."""
    yield reference
    for kid in _kids(_object(reference, pdf)):
        yield from _held(kid, pdf)


def _kids(element: Any) -> list[bytes]:
    """Return the references among an element's kids; marked content is a number, or a dictionary in place."""
    kids = element.get("K", []) if hasattr(element, "get") else []
    return [kid for kid in (kids if isinstance(kids, list) else [kids]) if isinstance(kid, bytes)]


def _drop_untagged(annotations: Any, pdf: Any) -> None:
    """Take off the page what no element of the tree holds (ISO 14289-1, §7.18.1)."""
    annotations[:] = [one for one in annotations if "StructParent" in _object(one, pdf)]


def _object(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]
