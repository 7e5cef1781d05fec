"""Lines that another program may break elsewhere in the Word file.

In: how near each line is to breaking elsewhere. Out: a warning for each that is too near. Next: they are
among the problems of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.loaded import Loaded
from copyfit.errors import Place, Problem
from copyfit.measure.margins import BreakReport


def problems(breaks: BreakReport, loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each line that has next to nothing to spare, at its statement."""
    for line in breaks.tight:
        place = loaded.places.of_statement(line.statement) if line.statement else None
        spare = f"{line.margin_pt:.1f} pt" if line.margin_pt > 0 else "nothing"
        yield Problem(
            "tight-line",
            f"“{line.text}” may end elsewhere in Word: there is {spare} to spare",
            "change a word of this paragraph, so that the line is clearly shorter or clearly full",
            place or Place(loaded.path),
            "warning",
        )
