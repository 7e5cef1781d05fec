"""What is said of a page on a given day."""

import datetime as dt

import pytest

from copyfit.account import Account, FactUse, Fit
from copyfit.build.report import Result
from copyfit.build.verdict import compared, judged
from copyfit.errors import Place, Problem
from copyfit.project import EditionId
from copyfit.review import Comparison, Review, WaiverUse

FIT = Fit(9.5, 12.5, 0.98, 3)
TODAY = dt.date(2026, 6, 30)
STUDENT = EditionId("a", "student", "en")
PLACE = Place("briefs/a/brief.yaml", 3, 5)
ADVICE = Problem("sentence-length", "a sentence has 30 words", "make it two", PLACE, "warning")
ERROR = Problem("bottom-line", "the page has no bottom line", "write it", PLACE)
WAIVER = WaiverUse("bottom-line", "It must be so", "Head of Desk", dt.date(2026, 6, 30), PLACE)


def made(*findings, waivers=(), **more):
    return Account(FIT, review=Review(findings, waivers, **more))


class DescribeARulesFinding:
    def it_is_advice_if_it_is_a_warning(self):
        assert judged(made(ADVICE, ERROR), dt.date(2026, 6, 30), strict=False) == ((ERROR,), (ADVICE,))

    def it_is_an_error_if_one_is_strict(self):
        problems, advice = judged(made(ADVICE), dt.date(2026, 6, 30), strict=True)
        assert [problem.severity for problem in problems] == ["error"]
        assert advice == ()


class DescribeAWaiver:
    def it_silences_its_rule_to_the_end_of_its_last_day(self):
        assert judged(made(ERROR, ADVICE, waivers=(WAIVER,)), dt.date(2026, 6, 30), strict=True)[0] == (
            Problem("sentence-length", ADVICE.message, ADVICE.hint, PLACE),
        )

    def it_is_a_warning_when_it_has_expired_and_the_rule_is_back(self):
        problems, _ = judged(made(ERROR, waivers=(WAIVER,)), dt.date(2026, 7, 1), strict=False)
        assert [(problem.code, problem.severity) for problem in problems] == [
            ("waiver-expired", "warning"),
            ("bottom-line", "error"),
        ]
        assert "Head of Desk" in problems[0].hint


class DescribeAFact:
    @pytest.mark.parametrize(
        ("today", "strict", "severities"),
        [
            (dt.date(2026, 6, 30), False, []),
            (dt.date(2026, 7, 1), False, ["warning"]),
            (dt.date(2026, 7, 1), True, ["error"]),
        ],
    )
    def it_is_stale_from_the_day_after_its_review(self, today, strict, severities):
        page = Account(FIT, facts=(FactUse("staff", dt.date(2026, 6, 30), PLACE),))
        problems, _ = judged(page, today, strict=strict)
        assert [problem.severity for problem in problems] == severities


class DescribeAComparison:
    PROBLEM = Problem(
        "readability", "grade {own:.1f}, against {other:.1f}", "plainer words", PLACE, "warning"
    )

    def results(self, student, academic, waivers=()):
        comparison = Comparison("grade", "academic", 3, self.PROBLEM)
        pages = {
            "student": Review((), waivers, {"grade": student}, (comparison,)),
            "academic": Review((), (), {"grade": academic}),
        }
        return {
            EditionId("a", name, "en"): Result(
                EditionId("a", name, "en"), "checked", ("pdf",), page=Account(FIT, review=review)
            )
            for name, review in pages.items()
        }

    def it_is_kept_at_exactly_its_distance(self):
        found = compared(self.results(6.0, 9.0), TODAY, strict=False)
        assert found[STUDENT].advice == ()

    def it_says_both_numbers_where_it_is_broken(self):
        found = compared(self.results(7.0, 9.0), TODAY, strict=False)
        assert [problem.message for problem in found[STUDENT].advice] == ["grade 7.0, against 9.0"]

    def it_fails_the_page_if_one_is_strict(self):
        result = compared(self.results(7.0, 9.0), TODAY, strict=True)[STUDENT]
        assert (result.status, result.exit_status) == ("failed", 1)

    def it_is_silent_while_it_is_waived(self):
        waiver = WaiverUse("readability", "It must be so", "Head of Desk", TODAY, PLACE)
        results = self.results(7.0, 9.0, (waiver,))
        assert compared(results, TODAY, strict=True) == results
        assert compared(results, dt.date(2026, 7, 1), strict=True) != results

    def it_is_silent_without_the_other_page(self):
        results = self.results(7.0, 9.0)
        del results[EditionId("a", "academic", "en")]
        assert compared(results, TODAY, strict=True) == results
