"""What a rule hands back, and how it becomes a problem.

In: a `Rule` and a `Finding`. Out: a `Problem` in the rule's words. A check knows neither level nor words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from copyfit.errors import Place, Problem
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Level, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """Which of the rule's sentences is to be said, where, and what fills its blanks.

    `is_mild`: a warning, even where the rule's findings are errors.
    """

    says: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    is_mild: bool = False


Check = Callable[[PrintedPage, Rule], Iterator[Finding]]


def as_problem(finding: Finding, rule: Rule, level: Level, page: str) -> Problem:
    """Return `finding` in the words of its rule; `{page}` in them is the page's name."""
    says, values = rule.says[finding.says], {"page": page, **finding.values}
    return Problem(
        rule.id,
        says.message.format_map(values),
        says.hint.format_map(values),
        finding.place,
        "error" if level == "error" and not finding.is_mild else "warning",
    )
