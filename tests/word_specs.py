"""Paragraphs by hand, for tests of what comes after they are placed."""

from copyfit.layout.boxes import TextStyle
from copyfit.word.spec import (
    SPACER,
    CellSpec,
    NamedStyle,
    ParagraphFormat,
    ParagraphSpec,
    RowSpec,
    RunSpec,
    SectionSpec,
    TableSpec,
)

TEXT = TextStyle(family="IBM Plex Serif", size_pt=10.0)
BREAK = RunSpec(special="column-break")


def paragraph(name="Body Text", *, heading=0, number=None, **form):
    """Return a paragraph of a style with one word in it; lengths in twips."""
    begins = form.pop("begins", False)
    made = ParagraphFormat(**{"line": 250, **form})
    return ParagraphSpec(
        name, made, (RunSpec("A", TEXT),), TEXT, number=number, heading=heading, begins=begins
    )


def heading(**form):
    """Return a heading of the first level below the title."""
    return paragraph("Heading 1", heading=2, **form)


def gap(line, *, breaks=False, ends=False):
    """Return an empty line, which may break a column or end a section."""
    return ParagraphSpec(
        SPACER,
        ParagraphFormat(line=line),
        (BREAK,) if breaks else (),
        section=SectionSpec() if ends else None,
    )


def style(name="Body Text", *, level=0, **form):
    """Return a style."""
    return NamedStyle(name, ParagraphFormat(**{"line": 250, **form}), TEXT, heading=level)


def row(*cells, height=300, splits=False):
    """Return a row of cells, each a tuple of items."""
    return RowSpec(height, tuple(CellSpec(1000, items) for items in cells), splits=splits)


def table(*rows):
    """Return a table."""
    return TableSpec(2000, 0, (1000, 1000), rows)
