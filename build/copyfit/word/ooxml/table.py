"""A table spec → `w:tbl`: fixed grid, zero margins, rows that do not break, header rows marked."""

from __future__ import annotations

from typing import Any

from copyfit.word.ooxml.element import element, shading, valued
from copyfit.word.ooxml.paragraph import ParagraphWriter
from copyfit.word.ooxml.properties import border_children
from copyfit.word.spec import CellSpec, ParagraphSpec, RowSpec, TableSpec


def table_xml(spec: TableSpec, writer: ParagraphWriter) -> Any:
    """Return `w:tbl` (ECMA-376 Part 1, §17.4.38)."""
    grid = element("w:tblGrid", children=[element("w:gridCol", {"w": width}) for width in spec.grid])
    return element("w:tbl", children=[_properties(spec), grid, *(_row(row, writer) for row in spec.rows)])


def _properties(spec: TableSpec) -> Any:
    """Return `w:tblPr`, children in the order of §17.4.60; engines ignore zero margins set in a style.

    `w:tblLook` says which cells are headings (§17.4.55).
    """
    margins = [element(f"w:{side}", {"w": 0, "type": "dxa"}) for side in ("top", "left", "bottom", "right")]
    parts = {
        "firstRow": (0x20, spec.header),
        "lastRow": (0x40, False),
        "firstColumn": (0x80, spec.row_headings),
        "lastColumn": (0x100, False),
        "noHBand": (0x200, True),
        "noVBand": (0x400, True),
    }
    look: dict[str, str | int] = {"val": f"{sum(bit for bit, on in parts.values() if on):04X}"}
    look |= {name: int(on) for name, (_, on) in parts.items()}
    return element(
        "w:tblPr",
        children=[
            element("w:bidiVisual") if spec.bidi else None,
            element("w:tblW", {"w": spec.width, "type": "dxa"}),
            element("w:tblInd", {"w": spec.indent, "type": "dxa"}),
            element("w:tblLayout", {"type": "fixed"}),
            element("w:tblCellMar", children=margins),
            element("w:tblLook", look),
            valued("w:tblCaption", spec.caption) if spec.caption else None,
        ],
    )


def _row(row: RowSpec, writer: ParagraphWriter) -> Any:
    properties = element(
        "w:trPr",
        children=[
            None if row.splits else element("w:cantSplit"),
            element("w:trHeight", {"val": row.height, "hRule": "atLeast"}) if row.height else None,
            element("w:tblHeader") if row.header else None,
        ],
    )
    return element("w:tr", children=[properties, *(_cell(cell, writer) for cell in row.cells)])


def _cell(cell: CellSpec, writer: ParagraphWriter) -> Any:
    """Return `w:tc`; the children of `w:tcPr` in the order of §17.4.70."""
    properties = element(
        "w:tcPr",
        children=[
            element("w:tcW", {"w": cell.width, "type": "dxa"}),
            valued("w:gridSpan", cell.span) if cell.span > 1 else None,
            valued("w:vMerge", cell.merge) if cell.merge else None,
            element("w:tcBorders", children=border_children(_physical(cell))) if cell.borders else None,
            shading(cell.shading) if cell.shading else None,
            valued("w:vAlign", cell.align) if cell.align != "top" else None,
        ],
    )
    made = element("w:tc", children=[properties])
    for item in cell.items:
        made.append(writer.paragraph(item) if isinstance(item, ParagraphSpec) else table_xml(item, writer))
    return made


def _physical(cell: CellSpec) -> tuple[tuple[str, Any], ...]:
    """Return the borders with Word's older names: `left` is where reading starts, also right to left."""
    names = {"start": "left", "end": "right"}
    return tuple((names.get(side, side), spec) for side, spec in cell.borders)
