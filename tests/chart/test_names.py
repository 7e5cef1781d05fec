"""A column may have any name."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copyfit.chart.names import column_of, restored, safe, with_safe_names
from copyfit.yaml.separated import CsvTable
from drawings import drawn

NAMES = [
    "Appt. Time",
    "riders [k]",
    "[x]",
    "a'b",
    'say "x"',
    "back\\slash",
    "# Stops",
    "a.b[0].c",
    "%",
    "naïve",
]


def bars(x, y, **more):
    encoding = {"x": {"field": x, "type": "ordinal"}, "y": {"field": y, "type": "quantitative"}}
    return {"data": {"url": "staff.csv"}, "mark": "bar", "encoding": encoding, **more}


def csv_of(*columns):
    return CsvTable("a", columns, (("May", "6"), ("Aug", "7")), (2, 3)).as_csv().encode()


class DescribeAName:
    @pytest.mark.parametrize("name", NAMES)
    def it_draws_what_a_plain_one_draws_and_is_printed_as_it_is(self, name):
        svg, plain = drawn(bars(name, "n"), csv_of(name, "n")), drawn(bars("m", "n"), csv_of("m", "n"))
        written = name.replace("&", "&amp;")
        assert f">{written}</text>" in svg.replace("&quot;", '"')
        assert svg.count("<path") == plain.count("<path")
        for label in (">May</text>", ">Aug</text>", ">6</text>"):
            assert label in svg

    @pytest.mark.parametrize("name", NAMES)
    def it_may_be_that_of_the_numbers_too(self, name):
        assert ">6</text>" in drawn(bars("m", name), csv_of("m", name))

    @pytest.mark.parametrize("written", ["Appt. Time", "Appt\\. Time", "['Appt. Time']", '["Appt. Time"]'])
    def it_may_be_written_as_vega_lite_has_it(self, written):
        assert column_of(written, ["m", "Appt. Time"]) == "Appt. Time"
        svg = drawn(bars(written, "n"), csv_of("Appt. Time", "n"))
        assert ">Appt. Time</text>" in svg

    def it_is_known_in_expressions_transforms_and_sorting(self):
        aggregate = {"aggregate": [{"op": "sum", "field": "n.x", "as": "total"}], "groupby": ["Appt. Time"]}
        spec = bars("Appt. Time", "total", transform=[{"filter": "datum['n.x'] > 6"}, aggregate])
        svg = drawn(spec, csv_of("Appt. Time", "n.x"))
        assert ">Aug</text>" in svg
        assert ">May</text>" not in svg

    def it_is_known_where_it_is_read_by_the_spec(self):
        spec = bars("Appt. Time", "n.x")
        spec["data"]["format"] = {"parse": {"n.x": "number"}}
        assert ">6</text>" in drawn(spec, csv_of("Appt. Time", "n.x"))


@settings(deadline=None)
@given(st.text(max_size=12))
@example("a.b['c']")
def test_what_is_made_safe_is_restored(name):
    if not any("\ue000" <= sign <= "\ue005" for sign in name):
        assert restored(safe(name)).replace("&quot;", '"') == name


def test_data_that_is_put_in_is_left_alone():
    given_data = {"data": {"values": "a.b,n\na.b,1\n"}, "title": "a.b"}
    assert with_safe_names(given_data, frozenset(["a.b"]))["data"] == given_data["data"]
