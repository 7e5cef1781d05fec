"""The numbers of a Word file added up: where each line, shade and picture of its page comes to stand.

In: a `WordFile`. Out: the lines and rules of a page, in pt. Next: `word_page` holds them against the PDF's.

What is added up is what the format says and word processors were seen to do: an exact line has its baseline
at 0.8 of its height; of a space after and one before the larger counts; neighbours with the same borders and
shade share one box; a top border moves its text down by its width and distance; a section of columns is as
tall as its tallest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from copyfit.scene import Rectangle, WordLine, WordRule, WordRun
from copyfit.show.word.file import (
    Border,
    ParagraphLook,
    R,
    W,
    WordFile,
    borders_of,
    colour,
    is_on,
    length,
)
from copyfit.show.word.text import BREAK, OURS, TAB, Fragment, SetLine, lines_of

BASELINE = 0.8
EMU_PER_TWIP = 635
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
SPOKEN = {"noBreakHyphen": "-\u2060", "softHyphen": "", "tab": TAB, "br": BREAK}


@dataclass(frozen=True, slots=True)
class Edges:
    """Where text may stand: its edges in twips from the sheet's left, and whether it reads from the right."""

    left: float
    right: float
    rtl: bool = False

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    def x(self, at: float, width: float) -> float:
        """Return the left edge of something `width` wide that begins `at` from the leading edge."""
        return self.right - at - width if self.rtl else self.left + at


@dataclass
class Forme:
    """Goes down a page and notes what it sets. `y` is how far it has come, in twips."""

    file: WordFile
    targets: dict[str, str]
    y: float = 0.0
    after: float = 0.0
    lines: list[WordLine] = field(default_factory=list)
    rules: list[WordRule] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    box: tuple[object, ...] = ()
    box_top: float = 0.0

    # -- paragraphs -----------------------------------------------------------------------------

    def paragraph(self, element: Element, column: Edges, following: Element | None = None) -> None:
        """Set one paragraph; `following` tells whether its box goes on."""
        look = self.file.paragraph(element)
        column = replace(column, rtl=look.bidi)
        frame = look.frame if look.borders else ()
        goes_on = bool(frame) and frame == self.box
        gap = max(self.after, look.before)
        if not goes_on:
            self.y += gap
            self.box_top = self.y
            top = look.borders.get("top", Border())
            self.y += top.width + top.space
        else:
            self.y += gap
        self.box = frame
        start = self.y
        shades = len(self.rules)
        for line in lines_of(self._pieces(element, look), look, column.width):
            self._line(line, look, column)
        self.after = look.after
        self._boxed(look, column, start, shades, self._frame_of(following) == frame != ())

    def _frame_of(self, element: Element | None) -> tuple[object, ...]:
        if element is None or element.tag != f"{W}p":
            return ()
        look = self.file.paragraph(element)
        return look.frame if look.borders else ()

    def _line(self, line: SetLine, look: ParagraphLook, column: Edges) -> None:
        pictures = [one.piece.height for one in line.pieces if one.piece.picture]
        tall = look.line if look.exact else max(pictures, default=_natural(line, look))
        share = BASELINE if look.exact or not pictures else 1.0
        baseline = self.y + tall * share
        runs = []
        for one in line.pieces:
            x = column.x(one.at, one.width)
            if one.piece.picture:
                area = _pt(x, baseline - one.piece.height, one.width, one.piece.height)
                self.rules.append(WordRule(area, picture=one.piece.picture))
            elif one.piece.text.strip():
                if one.piece.look.shade:
                    self.rules.append(WordRule(_pt(x, self.y, one.width, tall), one.piece.look.shade))
                runs.append((one.piece, x, one.width))
        if runs:
            made = tuple(_run(piece, x, width) for piece, x, width in runs)
            self.lines.append(WordLine(round(baseline / 20, 2), made))
        self.y += tall

    def _boxed(self, look: ParagraphLook, column: Edges, start: float, shades: int, goes_on: bool) -> None:
        """Note the shade and the borders of a paragraph; the last of a box adds what is below it."""
        bottom = look.borders.get("bottom", Border())
        end = self.y if goes_on else self.y + bottom.space + bottom.width
        left = look.borders.get("left", Border())
        right = look.borders.get("right", Border())
        begin, finish = (look.end, look.start) if column.rtl else (look.start, look.end)
        x = column.left + begin - left.space - left.width
        wide = column.right - finish + right.space + right.width - x
        top = self.box_top
        behind = []
        if look.shade:
            behind.append(WordRule(_pt(x, top, wide, end - top), look.shade))
        if left.width:
            behind.append(WordRule(_pt(x, top, left.width, end - top), left.color))
        if right.width:
            behind.append(WordRule(_pt(x + wide - right.width, top, right.width, end - top), right.color))
        upper = look.borders.get("top", Border())
        if upper.width and top == self.box_top and start >= top + upper.width + upper.space - 0.01:
            behind.append(WordRule(_pt(x, top, wide, upper.width), upper.color))
        if bottom.width and not goes_on:
            behind.append(WordRule(_pt(x, end - bottom.width, wide, bottom.width), bottom.color))
            self.y = end
        self.rules[shades:shades] = behind

    def _pieces(self, element: Element, look: ParagraphLook) -> list[Fragment]:
        level = self.file.level(look.list_id)
        pieces: list[Fragment] = []
        if level is not None:
            number = self.counts.get(look.list_id, level.start - 1) + 1
            self.counts[look.list_id] = number
            text = level.text.replace("%1", str(number)) if level.ordered else level.text
            mark = self.file.run(element, None, level)
            anchor = {"right": 1.0, "end": 1.0, "center": 0.5}.get(level.align, 0.0)
            pieces += [Fragment(text, mark, number=True, anchor=anchor), Fragment(TAB, mark, number=True)]
        for run in element.iter(f"{W}r"):
            pieces += self._run_pieces(element, run)
        return pieces

    def _run_pieces(self, paragraph: Element, run: Element) -> Iterator[Fragment]:
        look = self.file.run(paragraph, run)
        for child in run:
            name = child.tag.removeprefix(W)
            if name == "t":
                yield Fragment(child.text or "", look)
            elif name == "drawing":
                yield from self._drawing(child, Fragment("", look))
            elif name in SPOKEN and child.get(f"{W}type") != "column":
                yield Fragment(SPOKEN[name], look)

    def _drawing(self, drawing: Element, piece: Fragment) -> Iterator[Fragment]:
        extent = next(drawing.iter(EXTENT), None)
        blips = [*drawing.iter(SVG_BLIP), *drawing.iter(f"{DRAWING}blip")]
        if extent is not None and blips:
            name = self.targets.get(str(blips[0].get(f"{R}embed")), "")
            width, height = (float(extent.get(side) or 0) / EMU_PER_TWIP for side in ("cx", "cy"))
            yield replace(piece, picture=name.rpartition("/")[2], width=width, height=height)

    # -- tables ---------------------------------------------------------------------------------

    def table(self, element: Element, column: Edges) -> None:
        """Set a table: a fixed grid, rows as tall as what is in them, at least as they say."""
        self.y += self.after
        self.after, self.box = 0.0, ()
        properties = element.find(f"{W}tblPr")
        bidi = properties is not None and is_on(properties.find(f"{W}bidiVisual"))
        indent = properties.find(f"{W}tblInd") if properties is not None else None
        grid = [length(one, "w") for one in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        begin = length(indent, "w") if indent is not None else 0.0
        inside = replace(column, rtl=bidi)
        rows = list(element.iterfind(f"{W}tr"))
        above: dict[int, Border] = {}
        for row in rows:
            above = self._row(row, inside, begin, grid, above, last=row is rows[-1])

    def _row(
        self,
        row: Element,
        column: Edges,
        begin: float,
        grid: Sequence[float],
        above: dict[int, Border],
        *,
        last: bool,
    ) -> dict[int, Border]:
        """Set a row and return the borders below its cells, by their place in the grid."""
        cells = list(_cells(row, grid))
        tops = [
            max((above.get(i, Border()), cell.top), key=lambda one: one.width) for i, cell in enumerate(cells)
        ]
        rule = max((one.width for one in tops), default=0.0)
        start = self.y
        asked = row.find(f"{W}trPr/{W}trHeight")
        tall = length(asked, "val") if asked is not None else 0.0
        formes = []
        for cell in cells:
            x = column.x(begin + cell.at, cell.width)
            forme = Forme(self.file, self.targets, start + rule, counts=self.counts)
            forme.fill(cell.items, Edges(x, x + cell.width, column.rtl))
            formes.append(forme)
            if cell.merge == "":
                tall = max(tall, forme.y + forme.after - start - rule)
        end = start + rule + tall
        for cell, forme, top in zip(cells, formes, tops, strict=True):
            x = column.x(begin + cell.at, cell.width)
            spare = end - forme.y - forme.after
            down = {"bottom": spare, "center": spare / 2}.get(cell.align, 0.0)
            if cell.shade:
                self.rules.append(WordRule(_pt(x, start, cell.width, end - start), cell.shade))
            self._cell_rules(cell, top, x, start, end, last=last)
            self.rules += [replace(one, area=_moved(one.area, down)) for one in forme.rules]
            self.lines += [
                replace(one, baseline_pt=round(one.baseline_pt + down / 20, 2)) for one in forme.lines
            ]
        lower = {i: cell.bottom for i, cell in enumerate(cells)}
        self.y = end + (max((one.width for one in lower.values()), default=0.0) if last else 0.0)
        return lower

    def _cell_rules(
        self, cell: _Cell, top: Border, x: float, start: float, end: float, *, last: bool
    ) -> None:
        sides = [
            (top, (x, start, cell.width, top.width)),
            (cell.left, (x, start, cell.left.width, end - start)),
            (cell.right, (x + cell.width - cell.right.width, start, cell.right.width, end - start)),
        ]
        if last:
            sides.append((cell.bottom, (x, end, cell.width, cell.bottom.width)))
        self.rules += [WordRule(_pt(*area), one.color) for one, area in sides if one.width]

    def fill(self, items: Sequence[Element], column: Edges) -> None:
        """Set paragraphs and tables below each other. A last empty one after a table takes no room."""
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            if item.tag == f"{W}tbl":
                self.table(item, column)
            elif item.tag == f"{W}p":
                closes = following is None and index and items[index - 1].tag == f"{W}tbl"
                if not (closes and not any(True for _ in item.iter(f"{W}r"))):
                    self.paragraph(item, column, following)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a row: where it begins in the grid, how wide it is, and how it looks."""

    at: float
    width: float
    items: tuple[Element, ...]
    merge: str
    align: str
    shade: str
    top: Border
    bottom: Border
    left: Border
    right: Border


def _cells(row: Element, grid: Sequence[float]) -> Iterator[_Cell]:
    index = 0
    for cell in row.iterfind(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        assert properties is not None, "our own writer says what each cell is"
        span = properties.find(f"{W}gridSpan")
        count = int(length(span, "val", default=1)) if span is not None else 1
        sides = borders_of(properties.find(f"{W}tcBorders"))
        shade, merge, align = (properties.find(f"{W}{name}") for name in ("shd", "vMerge", "vAlign"))
        yield _Cell(
            sum(grid[:index]),
            sum(grid[index : index + count]),
            tuple(one for one in cell if one.tag in (f"{W}p", f"{W}tbl")),
            (merge.get(f"{W}val") or "continue") if merge is not None else "",
            align.get(f"{W}val", "top") if align is not None else "top",
            colour(shade.get(f"{W}fill", "")) if shade is not None else "",
            *(sides.get(side, Border()) for side in ("top", "bottom", "left", "right")),
        )
        index += count


def _natural(line: SetLine, look: ParagraphLook) -> float:
    """Return the height of a line that is as tall as its letters: some 1.3 of the largest."""
    return max((one.piece.look.size_pt for one in line.pieces), default=10.0) * 26 * look.line / 240


def _run(piece: Fragment, x: float, width: float) -> WordRun:
    look = piece.look
    return WordRun(
        round(x / 20, 2),
        round(width / 20, 2),
        piece.text,
        OURS.get(look.family, look.family),
        look.size_pt,
        look.bold,
        look.italic,
        look.color,
        look.rtl,
        round(look.raised / 20, 2),
    )


def _pt(x: float, y: float, width: float, height: float) -> Rectangle:
    return round(x / 20, 2), round(y / 20, 2), round(width / 20, 2), round(height / 20, 2)


def _moved(area: Rectangle, down: float) -> Rectangle:
    return area[0], round(area[1] + down / 20, 2), area[2], area[3]
