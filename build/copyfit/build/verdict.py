"""What is said of a page on a given day: facts past their review, rules broken, waivers that hold.

In: the `Account` of a page and a day. Out: problems, errors among them if `strict`. Next: the report.
Nothing here depends on when the page was made, so that a page left alone is judged like a new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from copyfit.account import Account, FactUse
from copyfit.build.report import Result
from copyfit.errors import ExitStatus, Problem
from copyfit.project import EditionId
from copyfit.review import Comparison, Review


def judged(
    account: Account, today: dt.date, *, strict: bool
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of a page on the day `today`, and apart from them the rules' advice.

    An archived page is judged as of its own day, whenever that was. With `strict`, warnings are errors, and
    there is no advice; a notice stays one.
    """
    on = account.as_of or today
    findings = tuple(unwaived(account.review, on))
    problems = (*account.problems, *stale_facts(account.facts, on), *expired(account.review, on))
    if strict:
        return tuple(map(_as_error, (*problems, *findings))), ()
    errors = tuple(finding for finding in findings if finding.severity == "error")
    return (*problems, *errors), tuple(finding for finding in findings if finding.severity != "error")


def unwaived(review: Review, on: dt.date) -> Iterator[Problem]:
    """Return what the rules found and no waiver silences on the day `on`."""
    silenced = silenced_on(review, on)
    return (finding for finding in review.findings if finding.code not in silenced)


def silenced_on(review: Review, on: dt.date) -> set[str]:
    """Return the rules that the brief may break on the day `on`, a waiver's last day included."""
    return {waiver.rule for waiver in review.waivers if on <= waiver.expires}


def expired(review: Review, on: dt.date) -> Iterator[Problem]:
    """Yield a warning for each waiver whose last day is past."""
    for waiver in review.waivers:
        if on > waiver.expires:
            yield Problem(
                "waiver-expired",
                f"the waiver of `{waiver.rule}` held until {waiver.expires}",
                f"mend what it allowed and remove it; {waiver.owner} answers for it",
                waiver.place,
                "warning",
            )


def stale_facts(facts: Iterable[FactUse], on: dt.date) -> Iterator[Problem]:
    """Yield a warning for each fact on the page whose review was due before the day `on`."""
    for fact in facts:
        if fact.is_stale(on):
            yield Problem(
                "stale-fact",
                f"the fact `{fact.id}` was to be reviewed by {fact.review_by}",
                "check its value at the source, then move `as_of` and `review_by` on",
                fact.place,
                "warning",
            )


def compared(results: Mapping[EditionId, Result], today: dt.date, *, strict: bool) -> dict[EditionId, Result]:
    """Return `results` with what is wrong with a page beside another variant's page of the same brief."""
    found = dict(results)
    for edition, result in results.items():
        problems = tuple(_too_near(edition, result, results, today))
        if problems and strict:
            found[edition] = replace(
                result,
                status="failed",
                problems=(*result.problems, *map(_as_error, problems)),
                exit_status=ExitStatus.PROBLEM,
            )
        elif problems:
            found[edition] = replace(result, advice=(*result.advice, *problems))
    return found


def _too_near(
    edition: EditionId, result: Result, results: Mapping[EditionId, Result], today: dt.date
) -> Iterator[Problem]:
    archived = result.page.as_of if isinstance(result.page, Account) else None
    waived = silenced_on(result.review, archived or today)
    for comparison in result.review.comparisons:
        other = results.get(replace(edition, variant=comparison.against))
        if other and comparison.problem.code not in waived:
            yield from _apart(comparison, result.review.measures, other.review.measures)


def _apart(comparison: Comparison, own: Mapping[str, float], other: Mapping[str, float]) -> Iterator[Problem]:
    if comparison.measure in own and comparison.measure in other:
        here, there = own[comparison.measure], other[comparison.measure]
        if here > there - comparison.by:
            message = comparison.problem.message.format(own=here, other=there)
            yield replace(comparison.problem, message=message)


def _as_error(problem: Problem) -> Problem:
    return replace(problem, severity="error") if problem.severity == "warning" else problem
