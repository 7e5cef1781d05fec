"""The CSV behind a chart."""

import pytest

from drawings import BARS, mistakes_in


@pytest.mark.parametrize(
    ("csv", "report"),
    [
        pytest.param(b"", "staff.csv:1: the file is empty", id="empty"),
        pytest.param(b"year,staff\n2019\n", "staff.csv:2: cells in this row: 1; columns", id="ragged"),
        pytest.param(b'year,staff\n2019,"3\n', "staff.csv:2: this row cannot be read", id="quote"),
        pytest.param(b"year,year\n1,2\n", "staff.csv:1: two columns are named `year`", id="names"),
        pytest.param(b"year,staff\n2019,\xff\n", "staff.csv:2: byte 17 is not UTF-8", id="latin"),
        pytest.param(
            b"year,staff\n2019,\x00\n",
            "staff.csv: the file holds U+0000, which no file can show, as character 17",
            id="control",
        ),
        pytest.param(b'year,staff\n2019,"4,000"\n', "staff.csv:2: `4,000` in column `staff`", id="number"),
        pytest.param(b"year,staff\n" + b"1,1\n" * 6000, "staff.csv:5002: a chart may have 5000", id="rows"),
        pytest.param(
            b"year,staff\n" + b"1,1\n" * 300_000, "staff.csv: a CSV file may have 1000 kB", id="large"
        ),
    ],
)
def test_a_mistake_in_the_data_says_in_which_row(csv, report):
    assert mistakes_in(BARS, csv)[0].startswith(report)
