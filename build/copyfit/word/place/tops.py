"""What begins a column: it stands at its place, and has its style's space before if there is room for it.

In: items whose spaces are exact to the twip, and the styles. Out: the room above what begins columns;
the items with columns begun higher by what their first paragraphs' styles have above them. Next:
`rhythm` lets the others take their styles' spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copyfit.word.place.style import SAME_TWIPS
from copyfit.word.spec import SPACER, Item, NamedStyle, ParagraphFormat, ParagraphSpec, TableSpec

Styles = Mapping[str, NamedStyle]


@dataclass(frozen=True, slots=True)
class _Top:
    """What follows a spacer: the places of both, and of the gap above all columns beside it.

    It may be a table, or a panel's padding, which take no space before.
    """

    gap: int
    spacer: int
    begun: int


def _tops(items: Sequence[Item]) -> list[_Top]:
    found = []
    gap = None
    for index, item in enumerate(items):
        if not isinstance(item, ParagraphSpec) or not is_gap(item):
            continue
        if item.section is not None:
            gap = index
            continue
        begins_columns = gap == index - 1 or any(run.special == "column-break" for run in item.runs)
        if index + 1 < len(items):
            above = gap if begins_columns and gap is not None else index
            found.append(_Top(above, index, index + 1))
    return found


def _begins_text(item: Item) -> bool:
    return isinstance(item, ParagraphSpec) and not item.is_spacer


def is_gap(item: Item) -> bool:
    """Return whether it is an empty line that shows nothing."""
    return isinstance(item, ParagraphSpec) and item.is_spacer and item.format.shading is None


def rooms_above(items: Sequence[Item]) -> dict[int, int]:
    """Return what paragraphs at a column's top could have as space before, by their `id`."""
    rooms = {}
    for top in _tops(items):
        paragraph = items[top.begun]
        if not _begins_text(paragraph):
            continue
        rooms[id(paragraph)] = _line(items[top.spacer]) - 1 + _before(paragraph)
        if top.gap != top.spacer:
            rooms[id(paragraph)] += _line(items[top.gap]) - 1
    for index, table in _tables_of_columns(items):
        above = _gap_above(items, index)
        for cell in table.rows[0].cells:
            if _begins_text(cell.items[0]):
                rooms[id(cell.items[0])] = max(_line(above) - 1, 0) + _before(cell.items[0])
    return rooms


def _tables_of_columns(items: Sequence[Item]) -> Iterator[tuple[int, TableSpec]]:
    """Yield the tables whose cells are columns, each with its place."""
    for index, item in enumerate(items):
        if isinstance(item, TableSpec) and item.rows[0].splits:
            yield index, item


def _gap_above(items: Sequence[Item], index: int) -> Item | None:
    """Return the empty line above an item, if there is one that is no section's end."""
    above = items[index - 1] if index else None
    return above if isinstance(above, ParagraphSpec) and is_gap(above) and above.section is None else None


def _line(item: Item | None) -> int:
    return item.format.line if isinstance(item, ParagraphSpec) else 0


def _before(item: Item) -> int:
    return item.format.before if isinstance(item, ParagraphSpec) else 0


def with_spaces_above(items: Sequence[Item], styles: Styles) -> tuple[Item, ...]:
    """Return the items with columns begun higher, so that what begins them has its style's space before."""
    made = list(items)
    rooms = rooms_above(items)
    tops = _tops(items)
    for gap in dict.fromkeys(top.gap for top in tops):
        beside = [top for top in tops if top.gap == gap]
        wanted = {top: _wanted(made[top.begun], rooms, styles) for top in beside}
        missing = [wanted[top] - (_line(made[top.spacer]) - 1) for top in beside]
        raised = 0 if gap == beside[0].spacer else max(0, *missing)
        _grow(made, gap, -raised)
        for top in beside:
            _grow(made, top.spacer, raised - wanted[top])
            made[top.begun] = _begun(made[top.begun], wanted[top])
    for index, table in _tables_of_columns(made):
        made[index], raised = _with_cells_begun(table, rooms, styles)
        if raised:
            _grow(made, index - 1, -raised)
    return tuple(made)


def _with_cells_begun(table: TableSpec, rooms: Mapping[int, int], styles: Styles) -> tuple[TableSpec, int]:
    """Return a table of columns begun higher, and by how much; an empty line lowers who wants less."""
    row = table.rows[0]
    wanted = [_wanted(cell.items[0], rooms, styles) for cell in row.cells]
    raised = max(wanted)
    cells = []
    for cell, own in zip(row.cells, wanted, strict=True):
        items: tuple[Item, ...] = (_begun(cell.items[0], own), *cell.items[1:])
        if raised > own:
            lowered = ParagraphFormat(line=raised - own, bidi=table.bidi)
            items = (ParagraphSpec(SPACER, lowered), *items)
        cells.append(replace(cell, items=items))
    rows = (replace(row, cells=tuple(cells)), *table.rows[1:])
    return replace(table, rows=rows), raised


def _begun(item: Item, wanted: int) -> Item:
    """Return what begins a column with the space that it wants."""
    if not isinstance(item, ParagraphSpec) or item.is_spacer:
        return item
    form = replace(item.format, before=item.format.before + wanted)
    return replace(item, format=form, begins=item.begins or (not wanted and not item.heading))


def _wanted(paragraph: Item, rooms: Mapping[int, int], styles: Styles) -> int:
    """Return how much a paragraph's space grows: to its style's, if there is room for it."""
    if not isinstance(paragraph, ParagraphSpec) or paragraph.is_spacer:
        return 0
    own = styles[paragraph.style_name].format.before
    grown = own - paragraph.format.before
    room = rooms[id(paragraph)]
    return min(grown, room - paragraph.format.before) if grown > 0 and own <= room + SAME_TWIPS else 0


def _grow(items: list[Item], index: int, by: int) -> None:
    item = items[index]
    assert isinstance(item, ParagraphSpec)
    items[index] = replace(item, format=replace(item.format, line=item.format.line + by))
