"""A brief in one language, ready to be chosen from.

In: what `load` read. Out: `Loaded`. Next: `edition` chooses what one page says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copyfit.content.brief import Brief
from copyfit.content.citations import Source
from copyfit.content.declaration import Declarations
from copyfit.content.facts import Fact
from copyfit.content.series.cells import RowCells
from copyfit.errors import Place
from copyfit.yaml.file import Places


@dataclass(frozen=True, eq=False)
class Loaded:
    """A brief in one language, what it may cite and use, where everything stands, and what pages take."""

    brief: Brief
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    places: Places
    path: str
    declared: Declarations
    source_places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where each source and its values stand: by id and name, the source itself by ""."""
    row: RowCells | None = None
    """The row of a series that the brief is made for, None if it is no series."""
