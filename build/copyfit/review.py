"""What the editorial rules and the calendar have to say of a page, before anyone judges it.

In: nothing. Out: `Review`, which `checks` writes in a worker, `building` judges on a given day and the
manifest keeps. Plain values: a build that has nothing to do reads them without the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A rule that the brief may break until the end of the day `expires`, an ISO date."""

    rule: str
    reason: str
    owner: str
    expires: str
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure of this page that must be at least `by` below that of the variant `against`.

    The problem's message has `{own}` and `{other}` where the two numbers go.
    """

    measure: str
    against: str
    by: float
    problem: Problem


@dataclass(frozen=True, slots=True)
class Review:
    """`findings` are what the rules found, each with its rule's id as code; `measures` are by name.

    `translation` is what a translated brief says of itself: `of`, `status`, `by`.
    """

    findings: tuple[Problem, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    translation: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return plain data, as the manifest keeps it and a worker sends it."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "waivers": [_waiver_as_json(waiver) for waiver in self.waivers],
            "measures": dict(self.measures),
            "comparisons": [_comparison_as_json(comparison) for comparison in self.comparisons],
            "translation": dict(self.translation),
        }


def review_from_json(data: Mapping[str, Any]) -> Review:
    """Return the review that `Review.as_json` wrote."""
    return Review(
        tuple(problem_from_json(finding) for finding in data["findings"]),
        tuple(_waiver_from_json(waiver) for waiver in data["waivers"]),
        data["measures"],
        tuple(_comparison_from_json(comparison) for comparison in data["comparisons"]),
        data["translation"],
    )


def problem_from_json(data: Mapping[str, Any]) -> Problem:
    """Return the problem that `Problem.as_json` wrote."""
    return Problem(data["code"], data["message"], data["hint"], _place_from_json(data), data["severity"])


def _place_from_json(data: Mapping[str, Any]) -> Place | None:
    return Place(data["file"], data["line"] or 0, data["column"] or 0) if data["file"] else None


def _waiver_as_json(waiver: WaiverUse) -> dict[str, Any]:
    place = waiver.place
    return {
        "rule": waiver.rule,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires,
        "file": place.path,
        "line": place.line,
        "column": place.column,
    }


def _waiver_from_json(data: Mapping[str, Any]) -> WaiverUse:
    place = Place(data["file"], data["line"], data["column"])
    return WaiverUse(data["rule"], data["reason"], data["owner"], data["expires"], place)


def _comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "measure": comparison.measure,
        "against": comparison.against,
        "by": comparison.by,
        "problem": comparison.problem.as_json(),
    }


def _comparison_from_json(data: Mapping[str, Any]) -> Comparison:
    return Comparison(data["measure"], data["against"], data["by"], problem_from_json(data["problem"]))
