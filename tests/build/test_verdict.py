"""What is said of a page on a given day."""

import pytest

from copyfit.build.report import Result
from copyfit.build.verdict import compared, judged
from copyfit.errors import Place, Problem
from copyfit.protocol import FactUse, Made, line_from_made, made_from_line
from copyfit.review import Comparison, Review, WaiverUse

TODAY = "2026-06-30"
PLACE = Place("briefs/a/brief.yaml", 3, 5)
ADVICE = Problem("sentence-length", "a sentence has 30 words", "make it two", PLACE, "warning")
ERROR = Problem("bottom-line", "the page has no bottom line", "write it", PLACE)
WAIVER = WaiverUse("bottom-line", "It must be so", "Head of Desk", "2026-06-30", PLACE)


def made(*findings, waivers=(), **more):
    return Made({}, {}, review=Review(findings, waivers, **more))


class DescribeARulesFinding:
    def it_is_advice_if_it_is_a_warning(self):
        assert judged(made(ADVICE, ERROR), "2026-06-30", strict=False) == ((ERROR,), (ADVICE,))

    def it_is_an_error_if_one_is_strict(self):
        problems, advice = judged(made(ADVICE), "2026-06-30", strict=True)
        assert [problem.severity for problem in problems] == ["error"]
        assert advice == ()


class DescribeAWaiver:
    def it_silences_its_rule_to_the_end_of_its_last_day(self):
        assert judged(made(ERROR, ADVICE, waivers=(WAIVER,)), "2026-06-30", strict=True)[0] == (
            Problem("sentence-length", ADVICE.message, ADVICE.hint, PLACE),
        )

    def it_is_a_warning_when_it_has_expired_and_the_rule_is_back(self):
        problems, _ = judged(made(ERROR, waivers=(WAIVER,)), "2026-07-01", strict=False)
        assert [(problem.code, problem.severity) for problem in problems] == [
            ("waiver-expired", "warning"),
            ("bottom-line", "error"),
        ]
        assert "Head of Desk" in problems[0].hint


class DescribeAFact:
    @pytest.mark.parametrize(
        ("today", "strict", "severities"),
        [("2026-06-30", False, []), ("2026-07-01", False, ["warning"]), ("2026-07-01", True, ["error"])],
    )
    def it_is_stale_from_the_day_after_its_review(self, today, strict, severities):
        page = Made({}, {}, facts=(FactUse("staff", "2026-06-30", PLACE),))
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
            ("a", name, "en"): Result(("a", name, "en"), "checked", ("pdf",), review=review)
            for name, review in pages.items()
        }

    def it_is_kept_at_exactly_its_distance(self):
        found = compared(self.results(6.0, 9.0), TODAY, strict=False)
        assert found["a", "student", "en"].advice == ()

    def it_says_both_numbers_where_it_is_broken(self):
        found = compared(self.results(7.0, 9.0), TODAY, strict=False)
        assert [problem.message for problem in found["a", "student", "en"].advice] == [
            "grade 7.0, against 9.0"
        ]

    def it_fails_the_page_if_one_is_strict(self):
        result = compared(self.results(7.0, 9.0), TODAY, strict=True)["a", "student", "en"]
        assert (result.status, result.exit_status) == ("failed", 1)

    def it_is_silent_while_it_is_waived(self):
        waiver = WaiverUse("readability", "It must be so", "Head of Desk", TODAY, PLACE)
        results = self.results(7.0, 9.0, (waiver,))
        assert compared(results, TODAY, strict=True) == results
        assert compared(results, "2026-07-01", strict=True) != results

    def it_is_silent_without_the_other_page(self):
        results = self.results(7.0, 9.0)
        del results["a", "academic", "en"]
        assert compared(results, TODAY, strict=True) == results


def it_comes_whole_out_of_a_worker_and_a_manifest():
    page = made(
        ADVICE,
        waivers=(WAIVER,),
        measures={"grade": 6.5},
        comparisons=(Comparison("grade", "academic", 3, ADVICE),),
        translation={"of": "en", "status": "unreviewed"},
    )
    assert made_from_line(line_from_made(page)).review == page.review
