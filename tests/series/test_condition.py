"""`when:`, a small grammar that is read, never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.series.condition import Mistake, condition

CELLS = {"population": "12500", "region": "North", "ports": "", "founded": "1931-04-02", "sea level": "-1.5"}


class Row:
    def raw(self, column):
        return CELLS[column]


def holds(text):
    return condition(text).holds(Row())


class DescribeACondition:
    @pytest.mark.parametrize(
        "text",
        [
            "population > 10000",
            "population >= 12500.0",
            "population = 12500 and region = North",
            'region = "North" or region = "South"',
            "not region = South",
            "not (region = South or population < 5)",
            "region != South and not ports != ''",
            'ports = ""',
            "founded < 1940-01-01",
            "`sea level` < 0",
            "region = South or region = North and population > 1",
        ],
    )
    def it_holds(self, text):
        assert holds(text)

    @pytest.mark.parametrize(
        "text", ["population > 12500", "region = north", "not ports = ''", "`sea level` > -1"]
    )
    def it_does_not_hold(self, text):
        assert not holds(text)

    def it_looks_only_as_far_as_it_has_to(self):
        assert not holds('ports != "" and ports > 3')
        assert holds('ports = "" or ports > 3')

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("ports > 3", "the cell `ports` is empty, and is compared with 3"),
            ("region > 3", "the cell `region` holds `North`, no number, and is compared with 3"),
            ("region > South", "`North` is neither a number nor a day, and `>` needs one"),
        ],
    )
    def it_compares_only_what_has_an_order(self, text, message):
        with pytest.raises(Mistake) as mistake:
            holds(text)
        assert (str(mistake.value), mistake.value.column) == (message, text.split()[0])

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "a condition is missing"),
            ("population", "a sign is missing behind `population`"),
            ("population >", "a value is missing behind `population >`"),
            ("population > 1 region = x", "`region` is left over"),
            ("(population > 1", "a bracket is not closed"),
            ("and population > 1", "a column's name is missing before `and`"),
            ("population > 1; import os", "`; import os` cannot be read"),
            ("(" * 60 + "a = 1" + ")" * 60, "brackets are nested too deeply"),
        ],
    )
    def it_says_what_cannot_be_read(self, text, message):
        with pytest.raises(Mistake, match="^" + message.replace("(", r"\(")):
            condition(text)

    @given(st.text(max_size=60) | st.text("()\"'` andornot=<>1x", max_size=60))
    def it_is_read_or_refused_whatever_it_is(self, text):
        try:
            condition(text)
        except Mistake as mistake:
            assert str(mistake) and mistake.hint
