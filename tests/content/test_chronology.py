"""What a brief says of its own time has to be possible."""

import pytest
from tests.content.test_load import FILES, PATH, said, with_more

AS_OF = b"as_of: 2026-03-20"


def with_day(old: bytes, new: bytes, path: str = PATH):
    assert old in FILES[path]
    return FILES | {path: FILES[path].replace(old, new, 1)}


class DescribeDaysThatContradict:
    def it_cannot_know_what_comes_after_it(self):
        (problem,) = said(with_day(AS_OF, b"as_of: 2027-03-20"))
        assert problem.startswith(
            f"{PATH}:6:8: `as_of` is 2027-03-20, after the brief's own `date`, 2026-03-23"
        )

    def it_cannot_be_decided_before_it_is_asked_for(self):
        (problem,) = said(with_more("decide_by: 1999-01-01\n"))
        assert problem.startswith(f"{PATH}:18:12: `decide_by` is 1999-01-01, before the brief's own `date`")

    @pytest.mark.parametrize(
        ("days", "message"),
        [
            (
                "as_of: 2999-01-01, review_by: never",
                "is as of 2999-01-01, after the brief's `date`, 2026-03-23",
            ),
            ("as_of: 2026-03-01, review_by: 2000-01-01", "was due on 2000-01-01, before it was known"),
        ],
    )
    def it_uses_no_fact_from_the_future_and_none_that_was_due_before_it_was_known(self, days, message):
        (problem,) = said(with_day(b"as_of: 2026-03-01, review_by: never", days.encode()))
        assert problem.startswith(f"{PATH}:11:32: ")
        assert message in problem

    def it_holds_for_a_shared_fact_that_the_brief_prints(self):
        path = "briefs/facts.yaml"
        (problem,) = said(with_day(b"as_of: 2026-01-01", b"as_of: 2026-09-01", path))
        assert problem.startswith(
            f"{path}:1:27: the fact `fare` is as of 2026-09-01, after the brief's `date`"
        )
        assert "write its value of that day under the brief's `facts:`" in problem

    def it_leaves_alone_what_the_brief_does_not_print(self):
        from copyfit.content.load import load_brief

        more = b"\nspare: {value: 1, as_of: 2026-09-01, review_by: never, source: count}\n"
        assert load_brief(FILES | {"briefs/facts.yaml": FILES["briefs/facts.yaml"] + more}, "harbour")


class DescribeAQuotedDayThatIsNone:
    def it_is_told_at_its_own_line(self):
        (problem,) = said(with_day(b"date: 2026-07-07/08", b'date: "2026-07-08/07"'))
        assert problem.startswith(f"{PATH}:17:23: `date` in `talks` ends before it begins: `2026-07-08/07`\n")
