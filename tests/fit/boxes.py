"""Boxes by hand: a page of a few of them says one thing about fitting, and nobody has to lay it out.

Lengths are in pt. A text is made of words that are each as wide as they have letters, in tenths of an em,
with a space of a tenth of an em: at 10 pt a word of five letters is 5 pt wide.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from copyfit.content.edition import Setting
from copyfit.fit.ladder import Ladder
from copyfit.fit.lines import Chunk, Galley, Ink
from copyfit.fit.measures import TypeArea
from copyfit.fit.nodes import Node, grow
from copyfit.fit.press import PaperSize
from copyfit.fit.stack import Stack
from copyfit.fit.view import View
from copyfit.layout.boxes import Box, Edge, GapUse, Line, RoleUse, Run, Sides, TextStyle, WidthUse

from .paper import PLAN

STYLE = TextStyle("IBM Plex Serif", 10.0)
BODY = RoleUse("body")
SETTING = Ladder(PLAN).setting(Ladder(PLAN).floor(), 0.0)
"""What the boxes here are laid out at: 9.5/12 pt with the narrowest gaps."""
LEADING_PT = SETTING.leading_pt


def box(tag: str = "div", y: float = 0.0, height: float = 10.0, *children: Box, **more: Any) -> Box:
    """Return a box; `margin`, `padding` and `border` are (above, below), `gaps` name=property."""
    above, below = more.pop("margin", (0.0, 0.0))
    over, under = more.pop("padding", (0.0, 0.0))
    upper, lower = more.pop("border", (0.0, 0.0))
    gaps = tuple(GapUse(name, side) for side, name in more.pop("gaps", {}).items())
    named = {
        f"data-{name}": more.pop(name)
        for name in ("statement", "column", "extra", "flow", "words")
        if name in more
    }
    own = more.pop("own_width", None)
    return Box(
        kind=more.pop("kind", "block"),
        tag=tag,
        x_pt=more.pop("x", 0.0),
        y_pt=y,
        width_pt=more.pop("width", 100.0),
        height_pt=height,
        margin=Sides(above, 0.0, below, 0.0),
        border=Sides(Edge(upper, "solid"), Edge(), Edge(lower, "solid"), Edge()),
        padding=Sides(over, 0.0, under, 0.0),
        style=STYLE,
        leading_pt=LEADING_PT,
        children=children,
        gaps=gaps,
        attributes=named,
        own_width=WidthUse(own or None) if own is not None else None,
        **more,
    )


def text(words: str, y: float = 0.0, *, lines: int = 1, tag: str = "p", **more: Any) -> Box:
    """Return a paragraph of so many lines of body text."""
    return box(tag, y, lines * LEADING_PT, words=f"{lines} {words}", **more)


def galley(words: str, measure_pt: float = 100.0, lines: int = 1, **more: Any) -> Galley:
    """Return words in a measure."""
    parts = words.split()
    space = Ink(0.1, 10.0, BODY)
    chunks = tuple(
        Chunk(part, (Ink(len(part) / 10, 10.0, BODY),), space=space if number < len(parts) - 1 else None)
        for number, part in enumerate(parts)
    )
    return Galley(chunks, measure_pt, more.pop("indent_pt", 0.0), lines, **more)


def nodes_of(root: Box) -> tuple[Node, ...]:
    """Return the nodes of a tree of boxes, its texts with their words."""
    nodes = grow(SimpleNamespace(pages=(SimpleNamespace(body=root),), fonts={}))
    for node in nodes:
        said = node.box.attributes.get("data-words")
        if said:
            count, _, words = said.partition(" ")
            node.way = "text"
            node.text = galley(words, node.box.width_pt, int(count))
            height = node.box.height_pt / int(count)
            line = Line(0.0, 0.0, 50.0, height, 0.8 * height, (Run(words, STYLE, 0.0, 50.0, role=BODY),))
            node.box = replace(node.box, lines=(line,) * int(count), leading_role=BODY)
    return nodes


def stack(root: Box, setting: Setting = SETTING) -> Stack:
    """Return the boxes ready to be stacked again."""
    return Stack(SimpleNamespace(), setting, nodes_of(root))  # type: ignore[arg-type]


def view(root: Box, room_pt: float) -> View:
    """Return a page of these boxes with so much room for them, from the sheet's top."""
    area = TypeArea(0.0, room_pt + LEADING_PT)
    return View(stack(root), area, Ladder(PLAN), PaperSize(200.0, 300.0), "")
