"""Tables that only place things: found in the blocks of a page, named by their first words.

In: the body's box. Out: words to find the places by. Next: `rules` warns of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.layout.boxes import Box
from copyfit.word.blocks.block import Block, ColumnsBlock, ParagraphBlock, TableBlock
from copyfit.word.blocks.recognition import blocks_of

WORDS_SHOWN = 4


def layout_table_places(body: Box) -> Iterator[str]:
    """Yield the first words of what is written as a table only to place it."""
    for block in blocks_of(body):
        yield from _placing(block, top=True)


def _placing(block: Block, *, top: bool) -> Iterator[str]:
    if isinstance(block, ColumnsBlock):
        if not top:
            yield _first_words(block)
        for column in block.columns:
            for inner in column:
                yield from _placing(inner, top=False)
    elif isinstance(block, TableBlock):
        if block.layout:
            yield _first_words(block)
        for row in block.rows:
            for cell in row.cells:
                for inner in cell.blocks:
                    yield from _placing(inner, top=False)


def _first_words(block: Block) -> str:
    """Return the first words in a block."""
    if isinstance(block, ParagraphBlock):
        return " ".join(block.lines[0].text.split()[:WORDS_SHOWN])
    if isinstance(block, ColumnsBlock):
        inside = [inner for column in block.columns for inner in column]
    elif isinstance(block, TableBlock):
        inside = [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
    else:
        inside = []
    return next((words for inner in inside if (words := _first_words(inner))), "")
