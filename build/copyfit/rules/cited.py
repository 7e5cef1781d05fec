"""The sources that a page cites, and those that it tells its readers to read.

In: an `Edition` as it was fitted, and the job's files. Out: ids of sources. Next: the account of the page
keeps them.
"""

from __future__ import annotations

from copyfit.content.edition import Edition
from copyfit.content.kinds import Reading
from copyfit.page import sources_of
from copyfit.project import Files


def on_page(edition: Edition, files: Files) -> tuple[str, ...]:
    """Return the ids of the page's sources, each once: cited ones in order, then those to read on."""
    blocks = [value for name, value in edition.brief.blocks() if name in edition.own_blocks]
    listed = [
        item.source
        for value in blocks
        for item in (value if isinstance(value, tuple) else (value,))
        if isinstance(item, Reading)
    ]
    found = dict.fromkeys((*sources_of(edition, files), *listed))
    return tuple(name for name in found if name in edition.loaded.sources)
