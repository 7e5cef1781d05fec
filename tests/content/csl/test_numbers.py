"""Numbers and ranges of pages, as the specification of CSL 1.0.2 has them ("Page Ranges", "Number")."""

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.csl.numbers import is_numeric, is_several, ordinal, pages, roman
from copyfit.content.csl.style import Locale


class DescribeARangeOfPages:
    @pytest.mark.parametrize(
        ("form", "written", "text"),
        [
            ("", "4-19", "4–19"),
            ("expanded", "42-5", "42–45"),
            ("expanded", "321-28", "321–328"),
            ("expanded", "N110-5", "N110–N115"),
            ("minimal", "42-45", "42–5"),
            ("minimal", "321-328", "321–8"),
            ("minimal-two", "2787-2816", "2787–816"),
            ("minimal-two", "42-45", "42–45"),
            ("minimal-two", "321-328", "321–28"),
            ("chicago-16", "3-10", "3–10"),
            ("chicago-16", "71-72", "71–72"),
            ("chicago-16", "100-104", "100–104"),
            ("chicago-16", "1100-1113", "1100–1113"),
            ("chicago-16", "107-108", "107–8"),
            ("chicago-16", "1002-1006", "1002–6"),
            ("chicago-16", "321-325", "321–25"),
            ("chicago-16", "1496-1504", "1496–504"),
            ("chicago", "1496-1504", "1496–1504"),
            ("chicago", "2787-2816", "2787–2816"),
            ("minimal", "4-19", "4–19"),
            ("minimal", "19-4", "19–4"),
            ("minimal", "iv-ix", "iv–ix"),
            ("minimal", "A1", "A1"),
            ("chicago", "431-456, 791-823", "431–56, 791–823"),
            ("minimal", "e123-e129", "e123–9"),
            ("minimal", "e22-21", "e22–e21"),
            ("minimal", "e22-1", "e22–1"),
            ("expanded", "e8-12", "e8–e12"),
        ],
    )
    def it_is_written_in_the_styles_form(self, form, written, text):
        assert pages(written, form, "–") == text

    @given(
        st.integers(1, 9999),
        st.integers(1, 9999),
        st.sampled_from(["minimal", "minimal-two", "chicago", "chicago-16"]),
    )
    def it_never_becomes_another_range(self, first, more, form):
        last = first + more
        written = pages(f"{first}-{last}", form, "–")
        begun, _, ended = written.partition("–")
        assert begun == str(first)
        whole = str(last)
        assert whole.endswith(ended)
        assert str(first)[: len(whole) - len(ended)] == whole[: len(whole) - len(ended)] or ended == whole


class DescribeANumber:
    @pytest.mark.parametrize("value", ["2", "2b", "D2", "2, 3", "2-4", "2 & 4", "L2d"])
    def it_is_one_with_letters_at_it_or_in_a_list(self, value):
        assert is_numeric(value)

    @pytest.mark.parametrize("value", ["second", "2nd edition", "", "-", "third, 4"])
    def it_is_none_with_words(self, value):
        assert not is_numeric(value)

    def it_is_several_only_where_it_rises(self):
        assert is_several("3-4")
        assert is_several("3, 5")
        assert not is_several("99-02")
        assert not is_several("12")

    @pytest.mark.parametrize(("form", "edition", "text"), [
        ("ordinal", "1", "1st"), ("ordinal", "2", "2nd"), ("ordinal", "3", "3rd"), ("ordinal", "11", "11th"),
        ("ordinal", "22", "22nd"), ("ordinal", "113", "113th"), ("long-ordinal", "2", "second"),
        ("roman", "14", "xiv"), ("numeric", "2-4", "2–4"), ("ordinal", "revised", "revised"),
    ])  # fmt: skip
    def it_has_a_form(self, printed, form, edition, text):
        assert printed(f'<number variable="edition" form="{form}"/>', {"edition": edition}) == [text]

    def it_keeps_a_designation_as_it_is(self, printed):
        entry = (
            '<group delimiter=" "><label variable="number" form="short"/><text variable="number"/></group>'
        )
        assert printed(entry, {"number": "99-02"}) == ["no. 99-02"]

    def it_has_a_label_in_the_plural_for_several(self, printed):
        entry = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
        assert printed(entry, {"page": "4-19"}) == ["pp. 4–19"]
        assert printed(entry, {"page": "4"}) == ["p. 4"]

    def it_is_roman(self):
        assert [roman(number) for number in (1, 4, 9, 40, 1999)] == ["i", "iv", "ix", "xl", "mcmxcix"]

    def it_has_no_ending_in_a_locale_without_one(self):
        from copyfit.content.csl.numbers import ordinal

        assert ordinal(3, Locale()) == "3"


class DescribeAnOrdinal:
    """CSL 1.0.2, "Ordinal Suffixes": an ending is for a whole number, its last digit, or its last two."""

    ENDINGS: ClassVar = {
        "ordinal": "e",
        "ordinal-01": "er",
        "ordinal-02": "d",
        "ordinal-02/feminine": "de",
        "ordinal-11": "x",
    }
    LOCALE = Locale(
        {(name, "long"): (ending, ending) for name, ending in ENDINGS.items()},
        matches={"ordinal-01": "whole-number"},
    )

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (1, "1er"),
            (21, "21e"),
            (101, "101e"),
            (2, "2d"),
            (22, "22d"),
            (11, "11x"),
            (111, "111x"),
            (5, "5e"),
        ],
    )
    def it_is_the_one_that_the_language_has_for_the_number(self, value, text):
        assert ordinal(value, self.LOCALE) == text

    def it_is_that_of_the_gender_where_there_is_one(self):
        assert (ordinal(2, self.LOCALE, "feminine"), ordinal(1, self.LOCALE, "feminine")) == ("2de", "1er")
