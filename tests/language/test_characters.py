"""The gate that refuses text which no file can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.language.characters import Forbidden, is_forbidden, printable


class DescribeTheGate:
    @pytest.mark.parametrize(
        "character",
        [
            "\0",
            "\x07",
            "\x1b",
            "\x7f",
            "\x85",
            "\ud800",
            "\ufffe",
            "\uffff",
            "\U0001fffe",
            "\ufdd0",
        ],
    )
    def it_refuses_controls_surrogates_and_noncharacters(self, character):
        assert is_forbidden(character)

    @pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    def it_refuses_what_turns_the_reading_of_text_around(self, character):
        assert is_forbidden(character)

    @pytest.mark.parametrize("character", "aé中ع\t\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f😀")
    def it_takes_letters_signs_and_what_scripts_need(self, character):
        assert not is_forbidden(character)


class DescribePrintableText:
    def it_is_in_one_form_with_one_kind_of_line_end(self):
        assert printable("cafe\u0301\r\na\rb") == "café\na\nb"

    def it_names_the_first_that_may_not_be_and_where(self):
        with pytest.raises(Forbidden, match=r"^holds U\+0007, which no file can show, as character 3$"):
            printable("ab\x07\x08")

    @given(st.text())
    def it_is_its_own_printable_text(self, text):
        try:
            once = printable(text)
        except Forbidden:
            assert any(map(is_forbidden, text.replace("\r", "\n")))
        else:
            assert printable(once) == once
            assert not any(map(is_forbidden, once))
