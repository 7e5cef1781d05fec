"""Lists: one that goes on elsewhere is one, and its digits end at one place."""

import pytest

from copyfit.word.place.numbers import aligned, continued
from copyfit.word.spec import NumberSpec
from word_specs import TEXT, paragraph, row, table


def item(list_id, start=1, *, name="List Number", ordered=True, hanging=340, centred=False):
    return paragraph(
        name,
        number=NumberSpec(list_id, ordered, start, f"{start}.", TEXT, hanging, centred=centred),
        first=-hanging,
    )


def lists(items):
    return [one.number.list_id for one in continued(items)]


class DescribeAListThatGoesOn:
    def it_is_part_of_the_one_that_left_off_there(self):
        assert lists([item(1), item(1), item(2, 3), item(2, 3)]) == [1, 1, 1, 1]

    def it_is_counted_on_through_all_its_parts(self):
        assert lists([item(1), item(2, 2), item(3, 3)]) == [1, 1, 1]

    def it_is_its_own_if_it_begins_at_one(self):
        assert lists([item(1), item(2)]) == [1, 2]

    def it_is_its_own_if_another_number_would_come(self):
        assert lists([item(1), item(2, 3)]) == [1, 2]

    def it_is_its_own_if_it_looks_different(self):
        assert lists([item(1), item(2, 2, name="Judgement")]) == [1, 2]

    def it_is_its_own_if_it_has_no_numbers(self):
        assert lists([item(1, ordered=False), item(2, 2, ordered=False)]) == [1, 2]

    def it_goes_on_from_the_last_of_several(self):
        assert lists([item(1), item(2), item(3, 2)]) == [1, 2, 2]

    def it_goes_on_into_cells(self):
        (first, made) = continued([item(1), table(row((item(2, 2),)))])
        assert made.rows[0].cells[0].items[0].number.list_id == first.number.list_id == 1


class DescribeDigits:
    def it_ends_numbers_of_one_and_two_digits_at_one_place(self):
        made = aligned([item(1, hanging=240), item(1, hanging=340)])
        assert [one.number.digits_end for one in made] == [True, True]
        assert [one.format.first for one in made] == [-140, -140]

    @pytest.mark.parametrize(("more", "same"), [(10, True), (20, True), (21, False)])
    def it_leaves_numbers_alone_that_differ_by_no_more_than_a_point(self, more, same):
        items = [item(1, hanging=340), item(1, hanging=340 + more)]
        assert (list(aligned(items)) == items) is same

    def it_leaves_numbers_alone_that_are_centred(self):
        items = [item(1, hanging=240, centred=True), item(1, hanging=340, centred=True)]
        assert list(aligned(items)) == items
