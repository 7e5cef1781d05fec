"""A figure or a table that is optional gives way as a statement does."""

from __future__ import annotations

import pytest

from copyfit.errors import FitError
from copyfit.fit import fit

from .briefs import Shape, brief_of, edition_of

FIGURE = {
    "id": "figure",
    "title": "What is seen",
    "file": "figures/trial.svg",
    "alt": "A square.",
    "note": "Seen once.",
    "width_mm": 52,
    "height_mm": 60,
}
TABLE = {
    "id": "table",
    "title": "What was counted",
    "columns": [{"head": "What"}, {"head": "How many", "align": "end"}],
    "rows": [[f"Row {number}", str(number)] for number in range(14)],
}


def too_long(**more):
    """Return a brief that fits without its figure or table, and not with it."""
    brief = brief_of(Shape(1, "executive", "en", 0.6, stubborn=True))
    return {**brief, "figures": [], "tables": [], "dates_ahead": [], **more}


@pytest.mark.parametrize(
    ("name", "part"),
    [("tables", {**TABLE, "rows": TABLE["rows"] * 3}), ("figures", {**FIGURE, "height_mm": 200})],
)
class DescribeAFigureOrTable:
    def it_is_left_out_for_room_where_it_is_optional(self, name, part):
        found = fit(*edition_of(too_long(**{name: [{**part, "optional": True}]}), "executive"))
        assert found.fit.dropped == (part["id"],)
        assert [problem.code for problem in found.problems if problem.code == "left-out"]
        assert part["title"] not in found.layout.html

    def it_stays_where_it_is_not(self, name, part):
        with pytest.raises(FitError) as caught:
            fit(*edition_of(too_long(**{name: [part]}), "executive"))
        assert not any(
            problem.code == "no-short" and part["id"] in problem.message for problem in caught.value.problems
        )
