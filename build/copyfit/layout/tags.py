"""What WeasyPrint leaves out of a PDF's structure tree, put there when the PDF is finished.

In: the PDF's objects, before they are written. Out: the same, mended. Waits for
docs/upstream/list-item-bodies.md and docs/upstream/header-scopes.md.
"""

from __future__ import annotations

from typing import Any

LIST_ITEM_PARTS = ("/Lbl", "/LBody")


def finish(pdf: Any) -> None:
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
