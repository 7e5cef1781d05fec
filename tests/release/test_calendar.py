"""The calendar of reviews, read back by another reader of iCalendar; what is due, and what never is."""

import datetime as dt
import json

import pytest
from icalendar import Calendar

from copyfit.content.factbook import list_facts
from copyfit.release.calendar import calendar_bytes, due_within

from .house import BRIEF, SLUG

DAY = dt.date(2026, 8, 20)


@pytest.fixture
def listed(fresh):
    fresh.write(
        "briefs/facts.yaml", "rate: {value: 2.5, as_of: 2026-01-01, review_by: 2026-08-01, source: port}\n"
    )
    return list_facts(fresh.root, DAY)


class DescribeWhatIsDue:
    @pytest.mark.parametrize(("days", "ids"), [(0, ["rate"]), (11, ["rate"]), (12, ["rate", "ships"])])
    def it_is_past_or_within_so_many_days_the_most_urgent_first(self, listed, days, ids):
        assert [one.id for one in due_within(listed, days, DAY)] == ids

    def it_is_never_a_fact_of_an_archived_brief(self, fresh):
        fresh.write(f"briefs/{SLUG}/brief.yaml", BRIEF + "archived: true\n")
        assert due_within(list_facts(fresh.root, DAY), 1000, DAY) == ()

    def it_may_be_due_on_the_last_day_that_there_is(self, fresh):
        fresh.write(
            "briefs/facts.yaml",
            "rate: {value: 2.5, as_of: 2026-01-01, review_by: 9999-12-31, source: port}\n",
        )
        listed = list_facts(fresh.root, DAY)
        assert b"DTSTART;VALUE=DATE:99991231" in calendar_bytes(listed)
        assert [one.id for one in due_within(listed, 36_500, dt.date(9998, 1, 1))] == ["ships", "rate"]


class DescribeTheCalendar:
    def it_has_a_whole_day_for_each_review(self, listed):
        calendar = Calendar.from_ical(calendar_bytes(listed))
        events = [
            (
                str(event["summary"]),
                event.decoded("dtstart"),
                event.decoded("dtend") - event.decoded("dtstart"),
            )
            for event in calendar.walk("VEVENT")
        ]
        assert events == [
            ("Review `rate` of all briefs: 2.5", dt.date(2026, 8, 1), dt.timedelta(days=1)),
            ("Review `ships` of harbour: 12", dt.date(2026, 9, 1), dt.timedelta(days=1)),
        ]

    def it_is_the_same_whenever_it_is_written(self, fresh, listed):
        later = list_facts(fresh.root, DAY + dt.timedelta(days=3))
        assert calendar_bytes(listed) == calendar_bytes(later)

    def it_moves_a_review_and_doubles_none(self, fresh, listed):
        text = BRIEF.replace("review_by: 2026-09-01", "review_by: 2026-10-01")
        fresh.write(f"briefs/{SLUG}/brief.yaml", text)
        names = [
            {str(event["uid"]) for event in Calendar.from_ical(calendar_bytes(found)).walk("VEVENT")}
            for found in (listed, list_facts(fresh.root, DAY))
        ]
        assert names[0] == names[1]


class DescribeTheCommand:
    def it_has_three_forms(self, fresh, copyfit):
        def said(*options):
            done = copyfit("facts", *options, cwd=fresh.root, SOURCE_DATE_EPOCH="1787184000")
            assert done.returncode == 0, done.stderr
            return done.stdout

        assert [one["id"] for one in json.loads(said("--due", "30", "--format", "json"))["facts"]] == [
            "ships"
        ]
        assert "ships: 12" in said("--due", "30")
        assert "berths" not in said("--due", "30")
        assert Calendar.from_ical(said("--format", "ics")).walk("VEVENT")
