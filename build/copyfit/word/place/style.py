"""Named styles from what is placed: each says what its paragraphs have in common.

In: items at their exact places. Out: the same items with the names that they end up with, and a style
for each. A style has no calibration of line ends; its space before is the one that most of its
paragraphs have or can be given. What begins below a heading has a style of its own, based on the
other, if its space differs. Next: `rhythm` lets paragraphs take their styles' spaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from copyfit.layout.boxes import TextStyle
from copyfit.word.spec import (
    SPACERS,
    CellSpec,
    Item,
    NamedStyle,
    ParagraphFormat,
    ParagraphSpec,
    RowSpec,
    TabSpec,
    paragraphs_of,
)

SAME_TWIPS = 3
"""Spaces this close are one: less than a sixth of a point."""
SAME_EDGE_TWIPS = 2
"""How far text at an edge may be moved to its style's indent: what is centred moves by half of it."""
SAME_INDENT_TWIPS = 6
FIRST = "First"
OPEN = "Open"
LAST = "Last"
FOOT = "Foot"
RUNNING = ("Header", "Footer")
HEADING = "Heading {}"
TITLE_LEVEL = 1

Change = Callable[[ParagraphSpec], ParagraphSpec]


@dataclass(slots=True)
class _Group:
    """The paragraphs of one name, and what is known of their spaces, in twips.

    `rooms`: what those at a column's top could have above them; `feet`: what ends a cell keeps below.
    """

    paragraphs: list[ParagraphSpec] = field(default_factory=list)
    befores: list[int] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    feet: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph looks wherever it stands, and its indents in twips."""

    rest: tuple[object, ...]
    indents: tuple[int, int, int]

    def is_like(self, other: _Look) -> bool:
        """Return whether nobody sees a difference."""
        near = (
            abs(one - two) <= SAME_INDENT_TWIPS for one, two in zip(self.indents, other.indents, strict=True)
        )
        return self.rest == other.rest and all(near)


def plain(style: TextStyle) -> TextStyle:
    """Return the style without what belongs to single runs: links, raising, shading."""
    return replace(style, href=None, raise_pt=0.0, background=None, underline=False, strike=False)


def renamed(items: Sequence[Item], names: Mapping[str, str]) -> tuple[Item, ...]:
    """Return the items with the names that `names` gives to their styles."""

    def paragraph(item: ParagraphSpec) -> ParagraphSpec:
        name = names.get(item.style_name, item.style_name)
        return item if name == item.style_name else replace(item, style_name=name)

    return mapped(items, paragraph)


def mapped(items: Sequence[Item], change: Change) -> tuple[Item, ...]:
    """Return the items with every paragraph changed, those in tables too."""
    return tuple(
        change(item)
        if isinstance(item, ParagraphSpec)
        else replace(item, rows=tuple(_mapped_row(row, change) for row in item.rows))
        for item in items
    )


def _mapped_row(row: RowSpec, change: Change) -> RowSpec:
    return replace(row, cells=tuple(replace(cell, items=mapped(cell.items, change)) for cell in row.cells))


def general_names(items: Sequence[Item], default: TextStyle) -> dict[str, str]:
    """Return the general names of the styles that look no different, by their specific ones.

    Where none has the general name already, all keep their own: a name means one look.
    """
    looks: dict[str, Counter[_Look]] = {}
    of: dict[str, str] = {}
    for paragraph in paragraphs_of(items):
        looks.setdefault(paragraph.style_name, Counter())[_look(paragraph, default)] += 1
        if paragraph.general_name:
            of[paragraph.style_name] = paragraph.general_name
    return {name: wider for name, wider in of.items() if name != wider and _is_general(name, wider, looks)}


def _is_general(name: str, wider: str, looks: Mapping[str, Counter[_Look]]) -> bool:
    """Return whether a style is the general one: a last column is, if no other is."""
    if wider not in looks:
        return LAST in name.split()
    return _first_of(looks[name]).is_like(_first_of(looks[wider]))


def _look(paragraph: ParagraphSpec, default: TextStyle) -> _Look:
    form = paragraph.styled_format
    rest = (plain(paragraph.base or default), form.line, form.alignment, form.shading)
    return _Look(rest, form.sides)


def _first_of(counter: Counter[_Look]) -> _Look:
    return counter.most_common(1)[0][0]


def styles_of(
    stories: Sequence[Sequence[Item]], rooms: Mapping[int, int], default: TextStyle
) -> dict[str, NamedStyle]:
    """Return the styles of all paragraphs by name, in order of first use.

    `rooms`: the space that paragraphs at a column's top can be given, by their `id`.
    """
    groups: dict[str, _Group] = {}
    for items in stories:
        _gather(items, rooms, groups)
    styles: dict[str, NamedStyle] = {}
    for name, group in groups.items():
        style = _style(name, group, default)
        styles[name] = style
        for variant in (_first_style(style, group, rooms), _open_style(style, group, rooms)):
            if variant is not None:
                styles[variant.name] = variant
    return {name: _based(style, styles) for name, style in styles.items()}


def _gather(items: Sequence[Item], rooms: Mapping[int, int], groups: dict[str, _Group]) -> None:
    for item in items:
        if isinstance(item, ParagraphSpec):
            group = groups.setdefault(item.style_name, _Group())
            group.paragraphs.append(item)
            if id(item) in rooms:
                group.rooms.append(rooms[id(item)])
            elif not item.begins:
                group.befores.append(item.format.before)
            continue
        for row in item.rows:
            lowered = _lowered(row)
            short = _short(row)
            for cell in row.cells:
                _gather(cell.items, {**lowered, **rooms}, groups)
                _gather_foot(cell, short, groups)


def _lowered(row: RowSpec) -> dict[int, int]:
    """Return what begins cells lower than others of its style in the row do: it has no say in the style."""
    firsts = [cell.items[0] for cell in row.cells]
    befores: dict[str, int] = {}
    for first in firsts:
        if isinstance(first, ParagraphSpec):
            known = befores.get(first.style_name, first.format.before)
            befores[first.style_name] = min(known, first.format.before)
    return {
        id(first): first.format.before
        for first in firsts
        if isinstance(first, ParagraphSpec) and first.format.before > befores[first.style_name] + SAME_TWIPS
    }


def _short(row: RowSpec) -> int:
    """Return by how much less than its foot the row's tallest cell keeps below its last line."""
    lasts = [(cell.items[-1], cell.foot) for cell in row.cells]
    rests = [last.format.after - foot for last, foot in lasts if isinstance(last, ParagraphSpec)]
    return min(0, *rests) if rests else 0


def _gather_foot(cell: CellSpec, short: int, groups: dict[str, _Group]) -> None:
    """Note what a cell keeps below its last line: to the twip where it makes the row's height."""
    last = cell.items[-1]
    if isinstance(last, ParagraphSpec) and not last.is_spacer and not cell.merge:
        foot = max(cell.foot + short, 0)
        exact = abs(last.format.after - foot) <= SAME_TWIPS
        groups[last.style_name].feet.append(last.format.after if exact else foot)


def _style(name: str, group: _Group, default: TextStyle) -> NamedStyle:
    """Return the style that has, for each property, what most paragraphs of the group have."""
    formats = [paragraph.styled_format for paragraph in group.paragraphs]
    chosen = {
        one.name: Counter(getattr(form, one.name) for form in formats).most_common(1)[0][0]
        for one in fields(ParagraphFormat)
    }
    befores = group.befores or ([] if group.rooms else [form.before for form in formats])
    afters = [form.after for form in formats]
    if group.paragraphs[0].heading <= TITLE_LEVEL and len(set(afters)) > 1:
        afters = [0]
    if 2 * len(group.feet) > len(group.paragraphs):
        afters = group.feet
    form = replace(
        ParagraphFormat(**chosen),
        start=_usual([form.start for form in formats]),
        before=0 if name in SPACERS else _shared_space(befores, group.rooms),
        after=Counter(afters).most_common(1)[0][0],
        tabs=_shared_tabs(formats),
    )
    bases = Counter(plain(paragraph.base) for paragraph in group.paragraphs if paragraph.base)
    numbers = [paragraph.number for paragraph in group.paragraphs if paragraph.number]
    return NamedStyle(
        name,
        form,
        bases.most_common(1)[0][0] if bases else plain(default),
        heading=group.paragraphs[0].heading,
        list_id=numbers[0].list_id if numbers else None,
    )


def _usual(edges: Sequence[int]) -> int:
    """Return the indent that most can be moved to; of these the most frequent, then the first."""
    counts = Counter(edges)

    def near(edge: int) -> int:
        return sum(count for other, count in counts.items() if abs(other - edge) <= SAME_EDGE_TWIPS)

    return max(counts, key=lambda edge: (near(edge), counts[edge]))


def _shared_space(befores: Sequence[int], rooms: Sequence[int]) -> int:
    """Return the space that most have, counting those whose room is large enough for it."""

    def count(space: int) -> tuple[int, int]:
        near = sum(abs(other - space) <= SAME_TWIPS for other in befores)
        return near + sum(room >= space - SAME_TWIPS for room in rooms), befores.count(space)

    return max((*befores, *rooms), key=lambda space: (*count(space), -space), default=0)


def _shared_tabs(formats: Sequence[ParagraphFormat]) -> tuple[TabSpec, ...]:
    """Return the tab stops of those that have any, if they are the same in all of these."""
    found = {form.tabs for form in formats if form.tabs}
    return found.pop() if len(found) == 1 else ()


def _first_style(style: NamedStyle, group: _Group, rooms: Mapping[int, int]) -> NamedStyle | None:
    """Return the style of those that begin below a heading or a column's top, if their space is another."""
    first = [
        paragraph.format.before
        for paragraph in group.paragraphs
        if paragraph.begins or (id(paragraph) in rooms and rooms[id(paragraph)] < style.format.before)
    ]
    other = [space for space in first if abs(space - style.format.before) > SAME_TWIPS]
    if not other or style.heading == TITLE_LEVEL:
        return None
    usual = Counter(other).most_common(1)[0][0]
    return _spaced(style, FIRST, usual)


def _open_style(style: NamedStyle, group: _Group, rooms: Mapping[int, int]) -> NamedStyle | None:
    """Return the style of headings above which fitting opened a column by more than it did elsewhere."""
    if style.heading <= TITLE_LEVEL:
        return None
    befores = [paragraph.format.before for paragraph in group.paragraphs if id(paragraph) not in rooms]
    other = [space for space in befores if abs(space - style.format.before) > SAME_TWIPS]
    if not other:
        return None
    near = max(
        ([space for space in other if abs(space - usual) <= SAME_TWIPS] for usual in sorted(set(other))),
        key=len,
    )
    return _spaced(style, OPEN, (min(near) + max(near)) // 2)


def _spaced(style: NamedStyle, ending: str, before: int) -> NamedStyle:
    """Return a style that differs from another by the space before alone."""
    name = f"{style.name} {ending}"
    return replace(style, name=name, based_on=style.name, format=replace(style.format, before=before))


def foot_styles(items: Sequence[Item], styles: Mapping[str, NamedStyle]) -> dict[str, NamedStyle]:
    """Return a style for what ends the cells of last rows, where their styles' space below is too much."""
    afters: dict[str, Counter[int]] = {}
    for cell in cells_of(items):
        last = cell.items[-1]
        if isinstance(last, ParagraphSpec) and not last.is_spacer and last.style_name in styles:
            own = styles[last.style_name].format
            if replace(last.styled_format, after=own.after, tabs=own.tabs) == own != last.styled_format:
                afters.setdefault(last.style_name, Counter())[last.format.after] += 1
    return {
        f"{name} {FOOT}": replace(
            styles[name],
            name=f"{name} {FOOT}",
            based_on=name,
            format=replace(styles[name].format, after=count.most_common(1)[0][0]),
        )
        for name, count in afters.items()
    }


def with_foot_styles(items: Sequence[Item], styles: Mapping[str, NamedStyle]) -> tuple[Item, ...]:
    """Return the items with what ends the cells of last rows in the styles for that."""

    def footed(item: ParagraphSpec) -> ParagraphSpec:
        foot = styles.get(f"{item.style_name} {FOOT}")
        if foot is None or abs(item.format.after - foot.format.after) > SAME_TWIPS:
            return item
        form = replace(item.format, after=foot.format.after)
        return replace(item, style_name=foot.name, format=form)

    return mapped(items, footed)


def cells_of(items: Sequence[Item]) -> Iterator[CellSpec]:
    """Yield every cell of every table."""
    for item in items:
        if not isinstance(item, ParagraphSpec):
            for cell in (cell for row in item.rows for cell in row.cells):
                yield cell
                yield from cells_of(cell.items)


def with_end_stops(styles: Mapping[str, NamedStyle], width: int) -> dict[str, NamedStyle]:
    """Return the styles with a tab stop at the end of header and footer lines, as Word's own have one."""
    stop = TabSpec(width, "end")
    return {
        name: replace(style, format=replace(style.format, tabs=(stop,)))
        if name.startswith(RUNNING) and not style.format.tabs
        else style
        for name, style in styles.items()
    }


def _based(style: NamedStyle, styles: Mapping[str, NamedStyle]) -> NamedStyle:
    """Return the style based on that of its level, if it is a heading with a name of its own."""
    level = HEADING.format(style.heading - TITLE_LEVEL)
    if style.heading > TITLE_LEVEL and style.name != level and level in styles:
        return replace(style, based_on=level)
    return style
