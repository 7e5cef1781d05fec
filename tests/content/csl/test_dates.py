"""Dates, as the specification of CSL 1.0.2 has them ("Date", "Date-part", "AD and BC")."""

import pytest

PARTS = (
    '<date variable="issued"><date-part name="month" suffix=" "/><date-part name="day" suffix=", "/>'
    '<date-part name="year"/></date>'
)


def issued(*ends, **more):
    return {"issued": {"date-parts": [list(end) for end in ends], **more}}


class DescribeADate:
    @pytest.mark.parametrize(
        ("date", "text"),
        [
            (issued((2020, 5, 3)), "May 3, 2020"),
            (issued((2020, 5)), "May 2020"),
            (issued((2020,)), "2020"),
            (issued(("2020", "5", "3")), "May 3, 2020"),
            (issued((2020,), season=2), "Summer 2020"),
            (issued((2020, 22)), "Summer 2020"),
            (issued((-100,)), "100 BC"),
            (issued((79,)), "79 AD"),
            ({"issued": {"literal": "n.d."}}, "n.d."),
        ],
    )
    def it_prints_the_parts_there_are(self, printed, date, text):
        assert printed(PARTS, date) == [text]

    @pytest.mark.parametrize(
        ("date", "text"),
        [
            (issued((2020, 5, 3), (2020, 5, 9)), "May 3–9, 2020"),
            (issued((2020, 5, 3), (2020, 6, 9)), "May 3–June 9, 2020"),
            (issued((2019, 7), (2019, 8)), "July–August 2019"),
            (issued((1988,), (1992,)), "1988–1992"),
        ],
    )
    def it_says_what_both_ends_of_a_range_share_once(self, printed, date, text):
        assert printed(PARTS, date) == [text]

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en-US", "May 3, 2020"),
            ("en-GB", "3 May 2020"),
            ("de-DE", "3. Mai 2020"),
            ("fr-FR", "3 mai 2020"),
        ],
    )
    def it_follows_the_language(self, printed, language, text):
        assert printed('<date variable="issued" form="text"/>', issued((2020, 5, 3)), language=language) == [
            text
        ]

    def it_leaves_parts_out_that_the_style_leaves_out(self, printed):
        entry = '<date variable="issued" form="text" date-parts="year-month"/>'
        assert printed(entry, issued((2020, 5, 3))) == ["May 2020"]

    def it_has_numbers_with_zeros(self, printed):
        entry = (
            '<date variable="issued" delimiter="-"><date-part name="year"/>'
            '<date-part name="month" form="numeric-leading-zeros"/>'
            '<date-part name="day" form="numeric-leading-zeros"/></date>'
        )
        assert printed(entry, issued((2020, 5, 3))) == ["2020-05-03"]

    def it_is_uncertain_where_its_source_says_so(self, printed):
        entry = (
            '<choose><if is-uncertain-date="issued"><text value="c. "/></if></choose>'
            '<date variable="issued"><date-part name="year"/></date>'
        )
        assert printed(entry, issued((1723,), circa=True)) == ["c. 1723"]
        assert printed(entry, issued((1723,))) == ["1723"]
