"""Every rule has a brief that it has nothing to say of, and one that it finds fault with, line and column."""

import re
from pathlib import Path

import pytest

from copyfit.rules import CHECKS

FIXTURES = Path(__file__).parent / "fixtures"
ELSEWHERE = ("hosts", "citation-style", "sizes")
"""Rules that speak of other files than briefs, or that a house turns on, have tests of their own."""


def fixture(name):
    """Return a fixture's text, its variant, and the beginnings of what is to be found in it."""
    text = (FIXTURES / f"{name}.yaml").read_text()
    variant = re.search(r"^# variant: (\S+)", text)[1]
    return text, variant, re.findall(r"^# finds: (.+)$", text, re.MULTILINE)


def line_of(problem):
    """Return a problem as a fixture says it."""
    return f"{problem.severity} {problem.place.line}:{problem.place.column} {problem.message}"


@pytest.mark.parametrize("rule", [rule for rule in CHECKS if rule not in ELSEWHERE])
class DescribeARule:
    def it_has_nothing_to_say_of_what_is_right(self, rule, page_of, problems_of):
        text, variant, _ = fixture(f"{rule}-passes")
        assert problems_of(rule, page_of(text, variant)) == []

    def it_finds_what_is_wrong_with_its_place_and_a_way_out(self, rule, page_of, problems_of):
        text, variant, expected = fixture(f"{rule}-fails")
        found = problems_of(rule, page_of(text, variant))
        assert [
            line_of(problem)[: len(start)] for problem, start in zip(found, expected, strict=True)
        ] == expected
        assert all(problem.code == rule and problem.hint for problem in found)
        assert all(problem.place.path == "briefs/harbour/brief.yaml" for problem in found)
