"""How much longer the Word file gets in a program that has neither its embedded fonts nor reads them.

In: a story. Out: pt over the page. The stand-in is the widest that LibreOffice commonly takes, DejaVu
Sans: a page that holds with it holds with Cambria and Arial Narrow, which the file names, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from copyfit.layout.boxes import Layout
from copyfit.measure.margins import Fonts, run_widths
from copyfit.units import pt_from_twips, twips_from_pt
from copyfit.word.spec import Item, ParagraphSpec, SectionSpec, Story, TableSpec

Wider = Mapping[str, tuple[float, float]]

WIDER: Wider = {
    "Arimo": (1.0, 1.0),  # it is called Arial in the file, which programs have, or a twin of it
    "IBM Plex Serif": (1.07, 1.16),
    "IBM Plex Sans Condensed": (1.25, 1.35),
    "IBM Plex Sans Arabic": (1.13, 1.25),
    "Companion Serif": (1.07, 1.16),
    "Companion Sans": (1.25, 1.35),
}
"""How much wider the stand-in sets running text than a family does, regular and bold."""
WIDER_UNKNOWN = (1.15, 1.25)
AS_IT_IS = (1.0, 1.0)


def over_without_fonts_pt(layout: Layout, story: Story) -> float:
    """Return by how many pt the body would run over its page; 0 if it would not."""
    sheet = layout.sheet
    width = twips_from_pt(sheet.width_pt - sheet.margin.left - sheet.margin.right)
    grown = _Predictor(layout.fonts, WIDER, WIDER_UNKNOWN).body(story, width)
    own = _Predictor(layout.fonts, {}, AS_IT_IS).body(story, width)
    over = story.end + grown - own - twips_from_pt(sheet.content_bottom_pt)
    return max(pt_from_twips(over), 0.0)


class _Predictor:
    """Adds up heights, in twips, with every family wider than it is."""

    def __init__(self, fonts: Fonts, wider: Wider, usual: tuple[float, float]) -> None:
        self.fonts = fonts
        self.wider = wider
        self.usual = usual

    def body(self, story: Story, width: int) -> int:
        """Return the height of all sections."""
        return sum(self.section(items, section, width) for items, section in _sections(story))

    def section(self, items: Sequence[Item], section: SectionSpec, width: int) -> int:
        """Return the height of a section: that of its tallest column."""
        if not section.columns:
            return self.height(items, width)
        columns = zip(_columns(items), section.columns, strict=False)
        return max((self.height(column, own) for column, (own, _) in columns), default=0)

    def height(self, items: Sequence[Item], width: int) -> int:
        """Return the height of items below one another."""
        return sum(
            self.paragraph(item, width) if isinstance(item, ParagraphSpec) else self.table(item)
            for item in items
        )

    def table(self, table: TableSpec) -> int:
        """Return the height of all rows, each as tall as its tallest cell."""
        return sum(
            max((self.height(cell.items, cell.width) for cell in row.cells if not cell.merge), default=0)
            for row in table.rows
        )

    def paragraph(self, paragraph: ParagraphSpec, width: int) -> int:
        """Return a paragraph's height with as many lines as its words take."""
        form = paragraph.format
        lines = self.lines(paragraph, pt_from_twips(width - form.start - form.end))
        return form.before + form.after + form.line * lines

    def lines(self, paragraph: ParagraphSpec, room_pt: float) -> int:
        """Return how many lines the paragraph's words fill."""
        count, used = 1, 0.0
        for word in self.words(paragraph):
            if used and used + word > room_pt:
                count, used = count + 1, 0.0
            used += word
        return count

    def words(self, paragraph: ParagraphSpec) -> Iterator[float]:
        """Yield the width of each word with the space after it, in pt."""
        for run in paragraph.runs:
            if run.style is None:
                continue
            wider = self.wider.get(run.style.family, self.usual)[run.style.bold]
            for word in run.text.split(" "):
                yield run_widths(f"{word} ", run.style, self.fonts)[0] * wider


def _sections(story: Story) -> Iterator[tuple[list[Item], SectionSpec]]:
    items: list[Item] = []
    for item in story.body:
        items.append(item)
        if isinstance(item, ParagraphSpec) and item.section is not None:
            yield items, item.section
            items = []
    yield items, story.final_section


def _columns(items: Sequence[Item]) -> list[list[Item]]:
    columns: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, ParagraphSpec) and any(run.special == "column-break" for run in item.runs):
            columns.append([])
        columns[-1].append(item)
    return columns
