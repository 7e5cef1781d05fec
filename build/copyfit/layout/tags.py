"""Statement ids in the PDF's structure tree, and what WeasyPrint leaves out of it.

WeasyPrint builds the tree from the same boxes that were laid out; every element that a statement made
gets the statement's id as its title (ISO 32000-1, §14.7.2, `T`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LIST_ITEM_PARTS = ("/Lbl", "/LBody")


@contextmanager
def labelled_tags() -> Iterator[None]:
    """While open, structure elements carry their statement's id, and row headers say that they are."""
    import pydyf
    from weasyprint.pdf import tags

    original = tags._build_box_tree
    inside_links: set[bytes] = set()

    def labelled(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        if parent["S"] == "/Link" or parent.get("P") in inside_links:
            # The link's own annotation covers what stands inside it, such as emphasis.
            inside_links.add(parent.reference)
            box.link_annotation = None
        element = box.element if "::" not in (box.element_tag or "") else None
        for made in original(box, parent, *rest):
            if element is not None:
                if "T" not in made and element.get("data-statement"):
                    made["T"] = pydyf.String(element.get("data-statement"))
                if made["S"] == "/TH" and element.get("scope") == "row":
                    made["A"]["Scope"] = "/Row"
            yield made

    tags._build_box_tree = labelled
    try:
        yield
    finally:
        tags._build_box_tree = original


def finish(_document: Any, pdf: Any) -> None:
    """Mend the tree where WeasyPrint's is not yet what PDF/UA asks for."""
    for item in [found for found in pdf.objects if hasattr(found, "get")]:
        kind = item.get("S")
        if kind == "/TH" and "A" in item and "Scope" not in item["A"]:
            item["A"]["Scope"] = "/Column"  # ISO 14289-1, §7.5
        elif kind == "/LI":
            _put_into_body(item, pdf)
        elif item.get("Subtype") == "/Link":
            item["F"] = 4  # links print: ISO 32000-1, §12.5.3
        elif item.get("Type") == "/Page" and "Annots" in item:
            _drop_untagged(item["Annots"], pdf)


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


def _drop_untagged(annotations: Any, pdf: Any) -> None:
    """Take off the page what no element of the tree holds (ISO 14289-1, §7.18.1)."""
    annotations[:] = [one for one in annotations if "StructParent" in _object(one, pdf)]


def _object(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]
