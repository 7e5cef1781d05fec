"""A number that remembers how it was written is a number all the same."""

import json

import pytest

from copyfit.language.numerals import Decimal, Whole, plain


class DescribeASpelledNumber:
    @pytest.mark.parametrize(
        ("number", "plain", "spelling"), [(Whole(7, "007"), 7, "007"), (Decimal(1.5, "1.50"), 1.5, "1.50")]
    )
    def it_counts_as_itself_and_is_printed_as_it_was_written(self, number, plain, spelling):
        assert number == plain
        assert hash(number) == hash(plain)
        assert json.loads(json.dumps(number)) == plain
        assert str(number) == f"{number}" == spelling
        assert type(number + 0) is type(plain)

    def it_can_be_made_to_forget(self):
        found = plain({"a": [Whole(7, "007"), Decimal(1.5, "1.50")], "b": "x", "c": True})
        assert found == {"a": [7, 1.5], "b": "x", "c": True}
        assert [type(part) for part in found["a"]] == [int, float]
