"""Statement ids in the PDF's structure tree, and what WeasyPrint leaves out of it.

WeasyPrint builds the tree from the same boxes that were laid out; every element that a statement made
gets the statement's id as its title (ISO 32000-1, §14.7.2, `T`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def labelled_tags() -> Iterator[None]:
    """While open, structure elements of statements carry the statement's id."""
    import pydyf
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def labelled(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        statement = element.get("data-statement") if element is not None else None
        for made in original(box, *rest):
            if statement and "T" not in made:
                made["T"] = pydyf.String(statement)
            yield made

    tags._build_box_tree = labelled
    try:
        yield
    finally:
        tags._build_box_tree = original


def finish(_document: Any, pdf: Any) -> None:
    """Say which header cells head columns (ISO 14289-1, §7.5), and let links print (ISO 32000-1, §12.5.3)."""
    for item in pdf.objects:
        kind = item.get("S") if hasattr(item, "get") else None
        if kind == "/TH" and "A" in item and "Scope" not in item["A"]:
            item["A"]["Scope"] = "/Column"
        if hasattr(item, "get") and item.get("Subtype") == "/Link":
            item["F"] = 4
