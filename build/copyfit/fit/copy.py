"""What is to be fitted: a text, the settings it may have, and what of it may give way.

In: nothing. Out: a `Copy`. Next: `search` finds its page.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.fit.choice import Candidate
from copyfit.fit.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Copy:
    """What there is to fit: its name for reports, its ladder, and what may give way."""

    name: str
    ladder: Ladder
    candidates: tuple[Candidate, ...] = ()

    @property
    def extras(self) -> frozenset[str]:
        """The names of the blocks that appear when there is room."""
        return self.ladder.plan.optional_extras

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The names of the arrangements, together where one layout shows all; the design's come first."""
        forms: dict[tuple[object, ...], list[str]] = {}
        for name in self.ladder.arrangements:
            forms.setdefault(self.ladder.plan.form_of(name), []).append(name)
        return tuple(tuple(names) for names in forms.values())
