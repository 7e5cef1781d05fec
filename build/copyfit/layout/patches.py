"""What WeasyPrint does wrongly with right-to-left text and with letters of two faces, mended there.

WeasyPrint 70 moves a right-to-left line to its place together with the floats in it, which stood in
theirs already: a date at the end edge leaves the page. And where a letter carries a mark, it tells the
PDF's reader that the mark is both and the letter nothing, so that words cannot be searched or read aloud.
A text that is nothing but a space it does not draw at all, in either direction: what is copied or read
aloud from the file then has the words before and after an element joined.
A letter that another face lends moves the baseline by that face's ascent, though the line height is fixed:
its line would stand 0.3 pt farther from the next. Floats, markers and pictures it paints before or behind all
the text around them: what is copied from the file comes in another order than it is read in.

Every work-round that replaces a function of WeasyPrint's, or hands it other HTML than was composed, stands
in this file, and names the report in docs/upstream that it waits for; what is only put off stands in
`economy`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any


def mend(inline: Any, drawing: Any, stacking: Any, draw: Any) -> None:
    """Replace what is wrong in WeasyPrint's `layout.inline`, `draw.text`, `stacking` and `draw`."""
    inline.get_next_linebox = _leaving_floats(inline.get_next_linebox)
    inline.split_text_box = _on_its_own_baseline(inline.split_text_box, inline.strut)
    drawing.draw_first_line = _drawing_spaces(_naming_marks(drawing.draw_first_line, drawing.ffi.NULL))
    stacking._dispatch = _keeping_places(stacking._dispatch)
    draw.draw_block_level = _drawing_in_order(
        draw.draw_block_level, draw.draw_stacking_context, stacking.StackingContext
    )


def _leaving_floats(original: Any) -> Any:
    """Return `original` without what it does to floats. Waits for docs/upstream/right-to-left-floats.md."""

    @functools.wraps(original)
    def get_next_linebox(context: Any, linebox: Any, *others: Any, **named: Any) -> Any:
        line, resume_at = original(context, linebox, *others, **named)
        if line is not None and line.style["direction"] == "rtl":
            for child in line.children:
                if child.is_floated() and child.position_y < line.position_y + line.height:
                    child.translate(dx=linebox.position_x - line.position_x)
        return line, resume_at

    return get_next_linebox


def _drawing_spaces(original: Any) -> Any:
    """Return `original`, which draws from the laid-out text, made not to pass over a box of spaces alone.

    Texts of an SVG are no boxes of a page, and are drawn as they were. Waits for
    docs/upstream/lone-spaces.md.
    """

    @functools.wraps(original)
    def draw_first_line(stream: Any, textbox: Any, *others: Any) -> Any:
        is_of_the_page = hasattr(textbox, "element_tag")
        if is_of_the_page and textbox.text and not textbox.text.strip(" "):
            textbox = textbox.copy()
            textbox.text = "space"
        return original(stream, textbox, *others)

    return draw_first_line


def _keeping_places(original: Any) -> Any:
    """Return `original`, which sorts boxes by when they are painted, made to leave some in their place.

    These are floats, markers, and what only clips its content, such as a picture. What is positioned or
    transformed is painted when CSS says. Waits for docs/upstream/painting-order.md.
    """

    @functools.wraps(original)
    def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, inside: Any) -> Any:
        before = len(contexts)
        kept = original(box, page, contexts, blocks, floats, inside)
        box = getattr(box, "_box", box)
        if kept is None and _is_read_in_place(box):
            is_float = box.is_floated() and box.style["overflow"] == "visible"
            inside[floats.pop() if is_float else contexts.pop(before)] = {}
        return kept

    return dispatch


def _is_read_in_place(box: Any) -> bool:
    style = box.style
    if style["opacity"] < 1 or style["transform"] or style["z_index"] != "auto":
        return False
    return style["position"] == "static" or _is_marker(box)


def _is_marker(box: Any) -> bool:
    return (box.element_tag or "").endswith("::marker")


def _drawing_in_order(original: Any, draw_lifted: Any, lifted: type) -> Any:
    """Return `original`, which draws blocks, made to draw what was `lifted` out of them at its place.

    A marker stands before its block's lines. Waits for docs/upstream/painting-order.md.
    """

    @functools.wraps(original)
    def draw_block_level(page: Any, stream: Any, blocks: Any) -> None:
        for block, inside in blocks.items():
            if isinstance(block, lifted):
                draw_lifted(stream, block)
                continue
            markers = [one for one in inside if isinstance(one, lifted) and _is_marker(one.box)]  # type: ignore[attr-defined]
            for marker in markers:
                draw_lifted(stream, marker)
            original(page, stream, {block: {one: inside[one] for one in inside if one not in markers}})

    return draw_block_level


def _on_its_own_baseline(original: Any, strut: Any) -> Any:
    """Set text on the baseline that its own face has in the line height, whatever faces lend it letters."""

    @functools.wraps(original)
    def split_text_box(context: Any, box: Any, *others: Any, **named: Any) -> Any:
        part, resume_at, is_forced = original(context, box, *others, **named)
        if part is not None and part.style["line_height"] != "normal":
            _, part.baseline = strut(part.style)
        return part, resume_at, is_forced

    return split_text_box


def _naming_marks(original: Any, null: Any) -> Any:
    """Return `original`, told what marks stand for. Waits for docs/upstream/marks-of-letters.md."""

    @functools.wraps(original)
    def draw_first_line(stream: Any, textbox: Any, *others: Any) -> Any:
        if textbox.text.strip():
            for item in _right_to_left_items(textbox.pango_layout, null):
                font, _ = stream.add_font(item.item.analysis.font)
                for glyph, text in _named(item, textbox.pango_layout.text.encode()):
                    font.to_unicode.setdefault(glyph, text)
        return original(stream, textbox, *others)

    return draw_first_line


def _right_to_left_items(pango_layout: Any, null: Any) -> Iterator[Any]:
    line, _ = pango_layout.get_first_line()
    run = line.runs[0]
    while run != null:
        if run.data.item.analysis.level % 2:
            yield run.data
        run = run.next


def _named(item: Any, text: bytes) -> Iterator[tuple[int, str]]:
    """Yield each glyph of a letter with marks, and the characters that it stands for."""
    glyphs = item.glyphs
    end = item.item.length
    for start, group in groupby(range(glyphs.num_glyphs), lambda index: glyphs.log_clusters[index]):
        infos = [glyphs.glyphs[index] for index in group]
        if len(infos) > 1:
            said = text[item.item.offset + start : item.item.offset + end].decode()
            is_mark = [info.geometry.width == 0 for info in infos]
            yield from zip((info.glyph for info in infos), shared_out(said, is_mark), strict=True)
        end = start


def shared_out(said: str, is_mark: Sequence[bool]) -> list[str]:
    """Return what each of a cluster's glyphs, from left to right, stands for in right-to-left text.

    `is_mark` says which glyphs are marks. The base has all letters; marks have one mark each, the last
    all that are left.
    """
    marks = [character for character in said if unicodedata.combining(character)]
    letters = "".join(character for character in said if not unicodedata.combining(character))
    names: list[str] = []
    for mark in reversed(is_mark):
        if not mark:
            names.append(letters)
            letters = ""
        else:
            left = sum(is_mark) - sum(1 for name in names if name and unicodedata.combining(name[0]))
            names.append("".join(marks) if left == 1 else "".join(marks[:1]))
            marks = [] if left == 1 else marks[1:]
    return names[::-1]


@contextmanager
def labelled_tags() -> Iterator[None]:
    """While open, structure elements carry their statement's id, and row headers say that they are.

    WeasyPrint builds the tree from the same boxes that were laid out; every element that a statement made
    gets the statement's id as its title (ISO 32000-1, §14.7.2, `T`). Waits for docs/upstream/nested-links.md
    and docs/upstream/header-scopes.md.
    """
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


_BEFORE_INLINE = re.compile(
    r"""<!--.*?--> | <(title|pre|style|script|textarea)\b.*?</\1\s*>
    | </?[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>
    | (?P<space>(?<=[^\s>])[ \n]+)(?=<(?:a|abbr|b|bdi|cite|em|i|q|small|span|strong|sub|sup|time|u)\b)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


def with_hanging_spaces(html: str) -> str:
    """Return `html` with the space before each inline element in a `span`.

    A space in a box of its own hangs, as CSS asks (CSS Text 3, §4.1.2), so that lines end where every other
    engine ends them. Comments, tags and what keeps its spaces are left as they are. Waits for
    docs/upstream/hanging-spaces.md.
    """
    return _BEFORE_INLINE.sub(lambda found: "<span> </span>" if found["space"] else found[0], html)
