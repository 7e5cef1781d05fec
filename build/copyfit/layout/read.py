"""Read WeasyPrint's laid-out boxes into frozen `Box`es.

This module and its package are the only ones that know WeasyPrint's private names. What they
hide: positions are margin edges in CSS px, margins collapse, list markers and absolute boxes sit
behind placeholders, tables are wrapped, and a broken line does not remember the space it lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from copyfit.layout.boxes import SOFT_HYPHEN, Box, Edge, Kind, Line, PlacedPicture, Run, Sides
from copyfit.layout.opening import engine
from copyfit.layout.pieces import pieces_of
from copyfit.layout.source import Source
from copyfit.layout.style import (
    alignment_of,
    alpha_of,
    color_of,
    gaps_of,
    hyphenation_of,
    is_painted,
    leading_pt,
    own_width_of,
    placing_of,
    role_of,
    shown_of,
    text_style,
)
from copyfit.units import pt_from_px

engine()

NO_EDGE = Edge()
SIDES = ("top", "right", "bottom", "left")
MARGINS = tuple(f"margin_{side}" for side in SIDES)
PADDINGS = tuple(f"padding_{side}" for side in SIDES)

from weasyprint.formatting_structure import boxes as wp  # noqa: E402


def read_box(box: Any) -> Box:
    """Return the frozen copy of `box`, a block-level WeasyPrint box, and of all below it."""
    box = unwrapped(box)
    if isinstance(box, wp.TableBox) or _is_table_wrapper(box):
        return _read_table(box)
    marker, children = _marker_and_children(box)
    if _holds_lines(children):
        picture = _only_picture(children)
        if picture is not None:
            return _frozen(box, children=(_read_picture(picture),), marker=marker)
        return _frozen(box, lines=tuple(_read_lines(box, children)), marker=marker)
    if isinstance(box, wp.ReplacedBox):
        return _read_picture(box)
    return _frozen(box, children=tuple(read_box(child) for child in children), marker=marker)


def unwrapped(box: Any) -> Any:
    """Return the box behind an absolute placeholder, or `box` itself."""
    return getattr(box, "_box", box)


def _is_table_wrapper(box: Any) -> bool:
    return bool(getattr(box, "is_table_wrapper", False))


def _holds_lines(children: list[Any]) -> bool:
    return any(isinstance(child, wp.LineBox) for child in children)


def _marker_and_children(box: Any) -> tuple[Line | None, list[Any]]:
    """Return the list marker as a line, if there is one, and the other children.

    An outside marker is a sibling of an anonymous box that holds the item's own lines; that box
    is opened so that an item reads like a paragraph.
    """
    marker = None
    children = []
    for child in map(unwrapped, getattr(box, "children", ())):
        if (child.element_tag or "").endswith("::marker") and not isinstance(child, wp.LineBox):
            lines = list(_read_lines(child, child.children))
            marker = lines[0] if lines else None
        elif (child.element_tag or "").endswith(("::before", "::after")) and not _has_text(child):
            continue
        else:
            children.append(child)
    if marker and len(children) == 1 and _is_anonymous_twin(children[0], box):
        children = [unwrapped(child) for child in children[0].children]
    return marker, children


def _is_anonymous_twin(child: Any, box: Any) -> bool:
    return (
        isinstance(child, wp.BlockBox) and child.element is box.element and _holds_lines(list(child.children))
    )


def _has_text(box: Any) -> bool:
    if isinstance(box, wp.TextBox):
        return bool(box.text.strip())
    return any(_has_text(unwrapped(child)) for child in getattr(box, "children", ()))


def _only_picture(lines: list[Any]) -> Any | None:
    """Return the picture, if the lines hold one and nothing else."""
    found = [inner for line in lines for inner in line.descendants() if isinstance(inner, wp.ReplacedBox)]
    return found[0] if len(found) == 1 and not any(_has_text(line) for line in lines) else None


def _read_picture(box: Any) -> Box:
    attributes = _attributes(box)
    picture = PlacedPicture(source=attributes.get("src", ""), alt=attributes.get("alt", ""))
    return _frozen(box, kind="picture", picture=picture)


def _read_table(box: Any) -> Box:
    """Return a table with caption and row groups as children."""
    wrapper = box
    table = box.get_wrapped_table() if _is_table_wrapper(box) else box
    parts: list[Box] = []
    for child in wrapper.children:
        if child is table:
            parts.extend(_read_row_group(group) for group in table.children)
        else:
            parts.append(_frozen(child, kind="caption", lines=tuple(_read_lines(child, child.children))))
    return _frozen(table, kind="table", children=tuple(parts), margin_of=wrapper)


def _read_row_group(group: Any) -> Box:
    return _frozen(group, kind="row-group", children=tuple(_read_row(row) for row in group.children))


def _read_row(row: Any) -> Box:
    cells = []
    for cell in row.children:
        inner = read_box(cell)
        cells.append(
            _frozen(
                cell,
                kind="cell",
                children=inner.children,
                lines=inner.lines,
                columns=cell.colspan,
                rows=cell.rowspan,
            )
        )
    return _frozen(row, kind="row", children=tuple(cells))


def _frozen(
    box: Any,
    *,
    kind: Kind = "block",
    children: tuple[Box, ...] = (),
    lines: tuple[Line, ...] = (),
    marker: Line | None = None,
    picture: PlacedPicture | None = None,
    columns: int = 1,
    rows: int = 1,
    margin_of: Any = None,
) -> Box:
    style = box.style
    return Box(
        kind=kind,
        tag=box.element_tag or "",
        x_pt=pt_from_px(box.border_box_x()),
        y_pt=pt_from_px(box.border_box_y()),
        width_pt=pt_from_px(box.border_width()),
        height_pt=pt_from_px(box.border_height()),
        margin=_sides(margin_of or box, MARGINS),
        border=_border(box),
        padding=_sides(box, PADDINGS),
        style=text_style(style),
        leading_pt=leading_pt(style),
        alignment=alignment_of(style),
        direction=style["direction"],
        background=color_of(style, "background_color"),
        attributes=_attributes(box),
        children=children,
        lines=lines,
        marker=marker,
        picture=picture,
        columns=columns,
        rows=rows,
        gaps=gaps_of(style),
        layout=placing_of(style),
        leading_role=role_of(style, "line_height"),
        shows=shown_of(box),
        moved=bool(style["transform"]),
        own_width=own_width_of(style),
    )


def _sides(box: Any, names: tuple[str, ...]) -> Sides[float]:
    values = [getattr(box, name, 0) for name in names]
    return Sides(*(pt_from_px(value) if isinstance(value, int | float) else 0.0 for value in values))


def _border(box: Any) -> Sides[Edge]:
    def edge(side: str) -> Edge:
        width = getattr(box, f"border_{side}_width", 0)
        if not width or not isinstance(width, int | float):
            return NO_EDGE
        shade = color_of(box.style, f"border_{side}_color")
        return (
            Edge(pt_from_px(width), box.style[f"border_{side}_style"], shade or "#000000")
            if shade
            else NO_EDGE
        )

    return Sides(edge("top"), edge("right"), edge("bottom"), edge("left"))


def _attributes(box: Any) -> dict[str, str]:
    element = box.element
    if element is None or not isinstance(box.element_tag, str) or "::" in box.element_tag:
        return {}
    if isinstance(box, wp.BlockBox | wp.LineBox) and type(box.style).__name__ == "AnonymousStyle":
        return {}
    return {name: value for name, value in element.attrib.items() if isinstance(name, str)}


def _read_lines(box: Any, children: list[Any]) -> Iterator[Line]:
    """Yield the lines of one paragraph, each knowing whether it lost a space at its end."""
    source = Source(box)
    lines = [child for child in children if isinstance(child, wp.LineBox)]
    for line in lines:
        runs = tuple(_read_runs(line, line, None, None))
        end = source.after("".join(run.text for run in runs if not run.generated))
        if end.divided:
            runs = (*runs[:-1], _softened(runs[-1]))
        yield Line(
            x_pt=pt_from_px(line.position_x),
            y_pt=pt_from_px(line.position_y),
            width_pt=pt_from_px(line.width),
            height_pt=pt_from_px(line.height),
            baseline_pt=pt_from_px(line.position_y + line.baseline),
            runs=runs,
            ends_in_space=end.in_space,
            forced=end.forced,
            divided=end.divided,
        )


def _softened(run: Run) -> Run:
    """Return a run that ends in a hyphen of the engine's with a soft hyphen before it."""
    return replace(run, text=run.text[:-1] + SOFT_HYPHEN + run.text[-1])


def _read_runs(box: Any, line: Any, href: str | None, statement: str | None) -> Iterator[Run]:
    element = box.element
    if box is not line and element is not None:
        href = element.get("href") or href if box.element_tag == "a" else href
        statement = element.get("data-statement") or statement
    shade = color_of(box.style, "background_color") if isinstance(box, wp.InlineBox) else None
    for child in map(unwrapped, box.children):
        if isinstance(child, wp.TextBox):
            if child.text and is_painted(child):
                yield from _read_text(child, line, href, statement, shade)
        elif isinstance(child, wp.ReplacedBox):
            continue
        elif hasattr(child, "children"):
            yield from _read_runs(child, line, href, statement)


def _read_text(
    box: Any, line: Any, href: str | None, statement: str | None, shade: str | None
) -> Iterator[Run]:
    """Yield the runs of a text box: one, or one for each family that lent it letters."""
    run = _read_run(box, line, href, statement, shade)
    for piece in pieces_of(box):
        if piece.text == run.text and piece.family == run.style.family:
            yield run
        else:
            style = replace(run.style, family=piece.family)
            x_pt = run.x_pt + piece.x_pt
            yield replace(run, text=piece.text, style=style, x_pt=x_pt, width_pt=piece.width_pt)


def _read_run(box: Any, line: Any, href: str | None, statement: str | None, shade: str | None) -> Run:
    raised = line.position_y + line.baseline - (box.position_y + box.baseline)
    style = text_style(box.style, round(pt_from_px(raised), 3), href, shade)
    return Run(
        text=box.text,
        style=style,
        x_pt=pt_from_px(box.position_x),
        width_pt=pt_from_px(box.width),
        statement=statement,
        generated=_is_generated(box),
        role=role_of(box.style, "font_size"),
        alpha=alpha_of(box.style),
        hyphenation=hyphenation_of(box.style),
    )


def _is_generated(box: Any) -> bool:
    """Return whether the style sheet made the text of `box`: before, after, marker or in a margin box."""
    tag = box.element_tag or ""
    return "::" in tag or tag.startswith("@")
