"""The order in which the schema wants children (ECMA-376 Part 1): Word may refuse a file that has another.

One table for every element whose children the program makes one by one; `element` sorts by it.
"""

from __future__ import annotations

from collections.abc import Mapping

ORDERS: Mapping[str, tuple[str, ...]] = {
    # §17.3.1.26
    "w:pPr": (
        "w:pStyle", "w:keepNext", "w:keepLines", "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:tabs",
        "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
    ),
    # §17.3.1.24
    "w:pBdr": ("w:top", "w:left", "w:bottom", "w:right", "w:between"),
    # §17.3.2.28; `w14:ligatures` after all of them ([MS-DOCX] §2.6.1)
    "w:rPr": (
        "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:strike", "w:color", "w:spacing", "w:kern",
        "w:position", "w:sz", "w:szCs", "w:u", "w:shd", "w:rtl", "w:lang", "w14:ligatures",
    ),
    # §17.4.60
    "w:tblPr": (
        "w:tblStyle", "w:bidiVisual", "w:tblW", "w:tblInd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
        "w:tblCaption",
    ),
    # §17.4.70
    "w:tcPr": ("w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:vAlign"),
    # §17.4.66
    "w:tcBorders": ("w:top", "w:left", "w:bottom", "w:right"),
    # §17.6.17
    "w:sectPr": (
        "w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:cols", "w:bidi",
    ),
    # §17.7.4.17
    "w:style": (
        "w:name", "w:basedOn", "w:next", "w:link", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed",
        "w:qFormat", "w:pPr", "w:rPr", "w:tblPr",
    ),
    # §17.7.4.18
    "w:styles": ("w:docDefaults", "w:latentStyles", "w:style"),
    # §17.9.1, §17.9.6
    "w:abstractNum": ("w:nsid", "w:multiLevelType", "w:tmpl", "w:lvl"),
    "w:lvl": (
        "w:start", "w:numFmt", "w:pStyle", "w:suff", "w:lvlText", "w:lvlJc", "w:pPr", "w:rPr",
    ),
}  # fmt: skip


def rank(parent: str, child: str) -> int:
    """Return the place of `child` among the children of `parent`, both with their prefixes.

    Raises ValueError if the parent has an order and the child has no place in it.
    """
    order = ORDERS.get(parent)
    if order is None:
        return 0
    if child not in order:
        raise ValueError(f"{child} has no place in {parent}")
    return order.index(child)
