"""What is said of a page on a given day: facts past their review, rules broken, waivers that hold.

In: what was `Made` and a day. Out: problems, errors among them if `strict`. Next: the report. Nothing here
depends on when the page was made, so that a page left alone is judged like a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from copyfit.build.manifest import Names
from copyfit.build.report import Result
from copyfit.errors import ExitStatus, Problem
from copyfit.protocol import FactUse, Made
from copyfit.review import Comparison, Review


def judged(made: Made, today: str, *, strict: bool) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of a page on the day `today`, an ISO date, and apart from them the rules' advice.

    With `strict`, warnings are errors, and there is no advice.
    """
    findings = tuple(unwaived(made.review, today))
    problems = (*made.problems, *stale_facts(made.facts, today), *expired(made.review, today))
    if strict:
        return tuple(map(_as_error, (*problems, *findings))), ()
    errors = tuple(finding for finding in findings if finding.severity == "error")
    return (*problems, *errors), tuple(finding for finding in findings if finding.severity != "error")


def unwaived(review: Review, today: str) -> Iterator[Problem]:
    """Yield what the rules found and no waiver silences on the day `today`."""
    silenced = silenced_on(review, today)
    return (finding for finding in review.findings if finding.code not in silenced)


def silenced_on(review: Review, today: str) -> set[str]:
    """Return the rules that the brief may break on the day `today`, a waiver's last day included."""
    return {waiver.rule for waiver in review.waivers if today <= waiver.expires}


def expired(review: Review, today: str) -> Iterator[Problem]:
    """Yield a warning for each waiver whose last day is past."""
    for waiver in review.waivers:
        if today > waiver.expires:
            yield Problem(
                "waiver-expired",
                f"the waiver of `{waiver.rule}` held until {waiver.expires}",
                f"mend what it allowed and remove it; {waiver.owner} answers for it",
                waiver.place,
                "warning",
            )


def stale_facts(facts: Iterable[FactUse], today: str) -> Iterator[Problem]:
    """Yield a warning for each fact on the page whose review was due before `today`, an ISO date."""
    for fact in facts:
        if fact.review_by and fact.review_by < today:
            yield Problem(
                "stale-fact",
                f"the fact `{fact.id}` was to be reviewed by {fact.review_by}",
                "check its value at the source, then move `as_of` and `review_by` on",
                fact.place,
                "warning",
            )


def compared(results: Mapping[Names, Result], today: str, *, strict: bool) -> dict[Names, Result]:
    """Return `results` with what is wrong with a page beside another variant's page of the same brief."""
    found = dict(results)
    for names, result in results.items():
        problems = tuple(_too_near(names, result, results, today))
        if problems and strict:
            found[names] = replace(
                result,
                status="failed",
                problems=(*result.problems, *map(_as_error, problems)),
                exit_status=ExitStatus.PROBLEM,
            )
        elif problems:
            found[names] = replace(result, advice=(*result.advice, *problems))
    return found


def _too_near(names: Names, result: Result, results: Mapping[Names, Result], today: str) -> Iterator[Problem]:
    slug, _, language = names
    waived = silenced_on(result.review, today)
    for comparison in result.review.comparisons:
        other = results.get((slug, comparison.against, language))
        if other and comparison.problem.code not in waived:
            yield from _apart(comparison, result.review.measures, other.review.measures)


def _apart(comparison: Comparison, own: Mapping[str, float], other: Mapping[str, float]) -> Iterator[Problem]:
    if comparison.measure in own and comparison.measure in other:
        here, there = own[comparison.measure], other[comparison.measure]
        if here > there - comparison.by:
            message = comparison.problem.message.format(own=here, other=there)
            yield replace(comparison.problem, message=message)


def _as_error(problem: Problem) -> Problem:
    return replace(problem, severity="error")
