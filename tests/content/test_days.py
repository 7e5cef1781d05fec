"""Days as they are written, and those that are none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from copyfit.content.days import Day, When

DAY, WHEN = TypeAdapter(Day), TypeAdapter(When)


class DescribeADay:
    @given(day=st.dates())
    def it_is_the_same_written_as_a_date_or_as_a_text(self, day):
        assert DAY.validate_python(day) == day
        assert DAY.validate_python(day.isoformat()) == day

    @pytest.mark.parametrize(
        "value",
        [2026, 0, 1.5, True, "soon", "2026-3-1", "20260301", dt.datetime.fromtimestamp(0, dt.UTC), None],
    )
    def it_is_nothing_else(self, value):
        with pytest.raises(ValidationError):
            DAY.validate_python(value)

    def it_has_to_be_in_the_calendar(self):
        with pytest.raises(ValidationError, match="is not in the calendar: `2026-02-30`"):
            DAY.validate_python("2026-02-30")


class DescribeAWhen:
    @pytest.mark.parametrize("value", ["2011", "2026-09", "2026-04-17", "2026-07-07/08", "2024-02-29"])
    def it_is_a_year_a_month_a_day_or_a_span_of_days(self, value):
        assert WHEN.validate_python(value) == value

    def it_may_be_what_yaml_makes_of_it(self):
        assert WHEN.validate_python(2011) == "2011"
        assert WHEN.validate_python(dt.date(2026, 4, 17)) == "2026-04-17"

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("2026-13", "is not in the calendar: `2026-13`"),
            ("2026-00", "is not in the calendar: `2026-00`"),
            ("0000", "is not in the calendar: `0000`"),
            ("2026-02-30", "is not in the calendar: `2026-02-30`"),
            ("2026-07-08/32", "is not in the calendar: `2026-07-08/32`"),
            ("2026-07-08/07", "ends before it begins: `2026-07-08/07`"),
            ("2026-07-08/08", "ends before it begins: `2026-07-08/08`"),
        ],
    )
    def it_has_to_be_in_the_calendar_and_to_run_forwards(self, value, said):
        with pytest.raises(ValidationError, match=said):
            WHEN.validate_python(value)

    @given(digits=st.from_regex(r"\A\d{4}(-\d{2}(-\d{2}(/\d{2})?)?)?\Z"))
    def it_is_refused_or_can_be_shown_in_every_language(self, digits):
        from copyfit.language.locale import when

        try:
            value = WHEN.validate_python(digits)
        except ValidationError:
            return
        assert when(value, "en", 2026)

    def it_tells_editors_of_files_that_a_year_may_be_a_number(self):
        assert {"type": "integer", "minimum": 1000, "maximum": 9999} in WHEN.json_schema()["anyOf"]
