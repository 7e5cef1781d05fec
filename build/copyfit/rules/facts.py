"""The facts that stand on a page, and until when each needs no review.

In: a `Layout` and a `Loaded` brief. Out: `FactUse`s. Next: `build` judges on the day whether they are stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.account import FactUse
from copyfit.content.factbook import place_of
from copyfit.content.loaded import Loaded
from copyfit.layout.boxes import Layout
from copyfit.project import Files


def on_page(layout: Layout, loaded: Loaded, files: Files) -> Iterator[FactUse]:
    """Yield the facts that stand on the page, each once."""
    for fact_id in layout.facts:
        review_by = loaded.facts[fact_id].review_by
        day = None if review_by == "never" else review_by
        yield FactUse(fact_id, day, place_of(loaded, fact_id, files))
