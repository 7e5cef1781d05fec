"""Vertical rhythm: paragraphs take the spaces of their styles where the page allows it.

In: items whose spaces are exact to the twip, and the styles. Out: items that say as little as they can
beside their style. What a style's space is off by is carried to the next paragraph, so that nothing
adds up: a paragraph that would be farther off than a sixth of a point keeps a space of its own. Spacers
swallow what is carried. A cell keeps its style's space below its last line; only where no cell of a
row reaches the row's end does one keep more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copyfit.word.place.style import FIRST, OPEN, SAME_EDGE_TWIPS, SAME_TWIPS
from copyfit.word.place.tops import is_gap
from copyfit.word.spec import (
    CellSpec,
    Item,
    NamedStyle,
    ParagraphFormat,
    ParagraphSpec,
    RowSpec,
    TableSpec,
)

Styles = Mapping[str, NamedStyle]


def with_heading_gaps(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with the space below a heading said by the heading, not by what follows it."""
    made: list[Item] = []
    for item in items:
        above = made[-1] if made else None
        if isinstance(item, TableSpec):
            made.append(_in_cells(item))
        elif isinstance(above, ParagraphSpec) and above.heading > 1 and not item.heading:
            gap, below = _lifted(item)
            made[-1] = replace(above, format=replace(above.format, after=above.format.after + gap))
            made.append(below)
        else:
            made.append(item)
    return tuple(made)


def _lifted(item: ParagraphSpec) -> tuple[int, ParagraphSpec]:
    """Return the space above a paragraph's lines, and the paragraph without it; a gap keeps a twip."""
    if not item.is_spacer:
        return item.format.before, replace(item, format=replace(item.format, before=0), begins=True)
    if not is_gap(item):
        return 0, item
    return item.format.line - 1, replace(item, format=replace(item.format, line=1))


def _in_cells(table: TableSpec) -> TableSpec:
    rows = tuple(
        replace(
            row,
            cells=tuple(replace(cell, items=with_heading_gaps(cell.items)) for cell in row.cells),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


# -- spaces of the styles --


def settled(items: Sequence[Item], styles: Styles) -> tuple[Item, ...]:
    """Return the items with their styles' spaces, wherever these carry them to their places.

    Columns begin side by side, so each takes over what was carried when the first began.
    """
    made: list[Item] = []
    top, ends = 0, [0]
    for part, breaks, closes in _columns(items):
        begun, end = _settled(part, styles, top)
        made.extend(begun)
        ends = [*ends, end] if breaks else [end]
        if closes:
            top = max(ends)
    return tuple(made)


def _columns(items: Sequence[Item]) -> Iterator[tuple[list[Item], bool, bool]]:
    """Yield the items of each column, whether a column break begins it, and whether it ends its section."""
    part: list[Item] = []
    broken = False
    for item in items:
        breaks = isinstance(item, ParagraphSpec) and any(run.special == "column-break" for run in item.runs)
        if breaks:
            yield part, broken, False
            part, broken = [], True
        part.append(item)
        if isinstance(item, ParagraphSpec) and item.section is not None:
            yield part, broken, True
            part, broken = [], False
    yield part, broken, True


def _settled(items: Sequence[Item], styles: Styles, carry: int) -> tuple[tuple[Item, ...], int]:
    """Return the items, and by how many twips what follows them will stand too low."""
    made: list[Item] = []
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        if isinstance(item, TableSpec):
            table, carry = _table(item, styles, carry, _slack(following))
            made.append(table)
        elif item.is_spacer:
            spacer, carry = _spacer(item, carry)
            made.append(spacer)
        else:
            paragraph, carry = _paragraph(item, styles, carry)
            made.append(paragraph)
    return tuple(made), carry


def _slack(following: Item | None) -> int:
    """Return by how much a table may end lower without what follows it standing lower."""
    if not isinstance(following, ParagraphSpec):
        return 0
    return following.format.line - 1 if is_gap(following) else following.format.before


def _spacer(item: ParagraphSpec, carry: int) -> tuple[ParagraphSpec, int]:
    form = item.format
    if form.shading is None:
        line = max(form.line - carry, 1)
        return replace(item, format=replace(form, line=line)), carry + line - form.line
    before = max(form.before - carry, 0)
    return replace(item, format=replace(form, before=before)), carry + before - form.before


def _paragraph(item: ParagraphSpec, styles: Styles, carry: int) -> tuple[ParagraphSpec, int]:
    item = _named(item, styles, item.format.before - carry)
    form, own = _indented(item, styles), styles[item.style_name].format
    before = _nearest(form.before - carry, own.before)
    after = _nearest(form.after - (carry + before - form.before if form.after else 0), own.after)
    carry += before - form.before + after - form.after
    return replace(item, format=replace(form, before=before, after=after)), carry


def _nearest(wanted: int, own: int) -> int:
    """Return the style's own space if it is near enough, else the wanted one."""
    return own if _is_near(own, wanted) else max(wanted, 0)


def _named(item: ParagraphSpec, styles: Styles, before: int) -> ParagraphSpec:
    """Return what begins below a heading with the style for that, and a heading with that of its space."""
    first = f"{item.style_name} {FIRST}"
    if item.begins and first in styles:
        return replace(item, style_name=first)
    if not item.heading:
        return item
    names = [item.style_name, first, f"{item.style_name} {OPEN}"]
    fits = [name for name in names if name in styles and _is_near(styles[name].format.before, before)]
    return replace(item, style_name=fits[0]) if fits else item


def _is_near(own: int, wanted: int) -> bool:
    return abs(own - wanted) <= SAME_TWIPS


def _indented(item: ParagraphSpec, styles: Styles) -> ParagraphFormat:
    """Return the format with the style's indents where the paragraph's own are all but the same."""
    own, form = styles[item.style_name].format, item.styled_format
    most = SAME_EDGE_TWIPS * (2 if form.alignment == "center" else 1)
    start = own.start if abs(form.start - own.start) <= most else form.start
    end = own.end if abs(form.end - own.end) <= most else form.end
    return replace(item.format, start=start + item.calibration[0], end=end + item.calibration[1])


# -- tables --


def _table(table: TableSpec, styles: Styles, carry: int, slack: int) -> tuple[TableSpec, int]:
    """Return the table with its rows settled; `slack`: by how much it may end too low."""
    if any(cell.merge for row in table.rows for cell in row.cells):
        return table, carry
    rows = []
    for index, row in enumerate(table.rows):
        last = index + 1 == len(table.rows)
        made, carry = _row(row, styles, carry, slack if last else 0)
        rows.append(made)
    return replace(table, rows=tuple(rows)), carry


def _row(row: RowSpec, styles: Styles, carry: int, slack: int) -> tuple[RowSpec, int]:
    """Return the row, and by how much it ends too low; its tallest cell makes its height."""
    if row.splits and not row.height:
        columns = [_settled(cell.items, styles, carry) for cell in row.cells]
        begun = tuple(replace(cell, items=items) for cell, (items, _) in zip(row.cells, columns, strict=True))
        return replace(row, cells=begun), max(end for _, end in columns)
    if any(isinstance(item, TableSpec) for cell in row.cells for item in cell.items):
        cells = tuple(replace(cell, items=_settled(cell.items, styles, 0)[0]) for cell in row.cells)
        return replace(row, cells=cells), carry
    found = _hung([_cell(cell, styles, carry) for cell in row.cells], row, styles)
    over = max(reach for _, reach in found)
    if over > max(SAME_TWIPS, slack):
        found = [_cut(cell, reach) for cell, reach in found]
        over = max(reach for _, reach in found)
    made = [cell for cell, _ in found]
    if over < -SAME_TWIPS:
        tallest = max(range(len(made)), key=lambda index: found[index][1])
        made[tallest] = _stretched(made[tallest], -over)
        over = 0
    return replace(row, cells=tuple(made), height=max(row.height + over - carry, 1)), over


def _cell(cell: CellSpec, styles: Styles, carry: int) -> tuple[CellSpec, int]:
    """Return a cell with its styles' spaces, and by how much it then ends below the row's exact end."""
    items, below = _settled(cell.items, styles, carry)
    last = items[-1]
    if not isinstance(last, ParagraphSpec) or last.is_spacer:
        return replace(cell, items=items), min(below, 0)
    foot = styles[last.style_name].format.after
    reach = below - last.format.after + foot
    items = (*items[:-1], replace(last, format=replace(last.format, after=foot)))
    return replace(cell, items=items), reach


def _hung(found: Sequence[tuple[CellSpec, int]], row: RowSpec, styles: Styles) -> list[tuple[CellSpec, int]]:
    """Return the cells, aligned at the row's foot where their content stands there on the page."""
    drops = [_drop(exact, cell, styles) for exact, (cell, _) in zip(row.cells, found, strict=True)]
    tallest = max(reach for _, reach in found)
    if not any(
        not drop and reach >= tallest - SAME_TWIPS for drop, (_, reach) in zip(drops, found, strict=True)
    ):
        return list(found)
    return [
        (_raised(cell, drop), reach - drop) if drop else (cell, reach)
        for drop, (cell, reach) in zip(drops, found, strict=True)
    ]


def _drop(exact: CellSpec, cell: CellSpec, styles: Styles) -> int:
    """Return by how much more than its style says a cell's content is lowered to stand at its foot."""
    first, last = cell.items[0], exact.items[-1]
    if not isinstance(first, ParagraphSpec) or not isinstance(last, ParagraphSpec) or first.is_spacer:
        return 0
    drop = first.format.before - styles[first.style_name].format.before
    at_foot = abs(last.format.after - exact.foot) <= 2 * SAME_TWIPS
    return drop if drop > SAME_TWIPS and at_foot else 0


def _raised(cell: CellSpec, drop: int) -> CellSpec:
    first = cell.items[0]
    assert isinstance(first, ParagraphSpec)
    made = replace(first, format=replace(first.format, before=first.format.before - drop))
    return replace(cell, items=(made, *cell.items[1:]), align="bottom")


def _cut(cell: CellSpec, reach: int) -> tuple[CellSpec, int]:
    """Return a cell that ends no lower than its row does."""
    last = cell.items[-1]
    if reach <= SAME_TWIPS or not isinstance(last, ParagraphSpec):
        return cell, reach
    after = max(last.format.after - reach, 0)
    made = replace(last, format=replace(last.format, after=after))
    return replace(cell, items=(*cell.items[:-1], made)), reach - (last.format.after - after)


def _stretched(cell: CellSpec, by: int) -> CellSpec:
    last = cell.items[-1]
    if not isinstance(last, ParagraphSpec):
        return cell
    made = replace(last, format=replace(last.format, after=last.format.after + by))
    return replace(cell, items=(*cell.items[:-1], made))
