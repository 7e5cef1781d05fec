"""Days that contradict one another: what a brief says of its own time must be able to be true.

In: a brief, the facts on its pages, and where everything stands. Out: problems. Next: `load` reports them
with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from copyfit.content.brief import Brief
from copyfit.content.facts import Fact
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Places

CONTRADICTION = "days-contradict"


def day_problems(brief: Brief, places: Places) -> Iterator[Problem]:
    """Yield what cannot be true of the days of `brief`, at the day that is more likely to be wrong."""
    if brief.as_of > brief.date:
        message = f"`as_of` is {brief.as_of}, after the brief's own `date`, {brief.date}"
        hint = "no page can hold what was learnt after it: correct one of the two"
        yield Problem(CONTRADICTION, message, hint, places.of("as_of"))
    if brief.decide_by and brief.decide_by < brief.date:
        message = f"`decide_by` is {brief.decide_by}, before the brief's own `date`, {brief.date}"
        hint = "nothing can be decided before it is asked for: correct one of the two"
        yield Problem(CONTRADICTION, message, hint, places.of("decide_by"))


def fact_problems(
    brief: Brief, shared: Mapping[str, Fact], place_of: Callable[[str], Place]
) -> Iterator[Problem]:
    """Yield what cannot be true of the days of the brief's own facts, and of the `shared` ones that it uses.

    `place_of` says where a fact stands.
    """
    for name, fact in {**shared, **brief.facts}.items():
        if fact.review_by != "never" and fact.review_by < fact.as_of:
            message = f"the review of the fact `{name}` was due on {fact.review_by}, before it was known"
            hint = f"its `as_of` is {fact.as_of}: give it a later `review_by`"
            yield Problem(CONTRADICTION, message, hint, place_of(name))
        if fact.as_of > brief.date:
            message = f"the fact `{name}` is as of {fact.as_of}, after the brief's `date`, {brief.date}"
            own = name in brief.facts
            hint = (
                "correct one of the two" if own else "write its value of that day under the brief's `facts:`"
            )
            yield Problem(CONTRADICTION, message, hint, place_of(name))
