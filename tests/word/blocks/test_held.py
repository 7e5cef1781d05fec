"""A hyphen before a figure ends no line in Word, if none on the page."""

import pytest

from copyfit.layout.boxes import Line, Run
from copyfit.word.blocks.held import held
from word_specs import TEXT


def lines(*texts, ends_in_space=True):
    made = [Line(0, 0, 0, 12, 10, (Run(text, TEXT, 0, 0),), ends_in_space=ends_in_space) for text in texts]
    return [line.text for line in held(tuple(made))]


class DescribeALinesFirstWord:
    @pytest.mark.parametrize(
        ("word", "found"),
        [
            pytest.param("551-1 says", "551-\u20601 says", id="figures"),
            pytest.param("W\u00a0551-1", "W\u00a0551-\u20601", id="tied"),
            pytest.param("A-4-B says", "A-\u20604-B says", id="more than one"),
            pytest.param("well-known 3-4", "well-known 3-4", id="letters, and a word farther on"),
            pytest.param("10.1000/182-33", "10.1000/182-33", id="address"),
            pytest.param("-5 degrees", "-5 degrees", id="minus"),
        ],
    )
    def it_is_held_together_before_figures(self, word, found):
        assert lines("Above", word) == ["Above", found]

    def it_is_left_in_the_first_line_which_none_is_above(self):
        assert lines("551-1", "A") == ["551-1", "A"]

    def it_is_left_if_it_goes_on_from_the_line_above(self):
        assert lines("https://example.org/", "551-1", ends_in_space=False)[1] == "551-1"
