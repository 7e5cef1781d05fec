"""The CSV behind a chart."""

import pytest

from copyfit.chart.tables import is_day, read_table
from drawings import BARS, drawn, mistakes_in


def table_of(text):
    return read_table("a.csv", text.encode())


class DescribeATable:
    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    def it_is_parted_by_what_parts_its_names(self, sign):
        table = table_of(f"month{sign}riders\nMay{sign}1180\n")
        assert (table.columns, table.rows, table.delimiter) == (("month", "riders"), (("May", "1180"),), sign)

    def it_is_parted_by_commas_if_its_names_are(self):
        assert table_of("a;b,c\n1;2,3\n").columns == ("a;b", "c")

    def it_may_have_one_column(self):
        assert table_of("month\nMay\n").rows == (("May",),)

    def it_has_points_for_the_decimal_commas_of_a_spreadsheet(self):
        table = table_of("a;b;c;d\n1,5;1.234,5;x,y;−2,5\n2;7;z;3\n")
        assert table.rows == (("1.5", "1234.5", "x,y", "-2.5"), ("2", "7", "z", "3"))

    def it_draws_the_same_however_it_is_parted(self):
        assert drawn(BARS, b"year;staff\n2019;580,5\n2020;300\n") == drawn(
            BARS, b"year,staff\n2019,580.5\n2020,300\n"
        )


class DescribeADay:
    @pytest.mark.parametrize(
        "cell", ["2024", "2024-02", "2024-02-29", "2024-02-29T10:00", "2024-02-29 10:00:30Z"]
    )
    def it_is_written_year_first(self, cell):
        assert is_day(cell)

    @pytest.mark.parametrize(
        "cell", ["13.02.2024", "02/13/2024", "2023-02-29", "24-02-13", "2024-2-3", "May", ""]
    )
    def it_is_nothing_else(self, cell):
        assert not is_day(cell)


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
        pytest.param(
            b"year;staff\n2019;4.000\n",
            "staff.csv:2: `4.000` in column `staff` may be 4000 or 4,000",
            id="point",
        ),
        pytest.param(b"year,staff\n" + b"1,1\n" * 6000, "staff.csv:5002: a CSV file may have", id="rows"),
        pytest.param(
            b"year,staff\n" + b"1,1\n" * 300_000, "staff.csv: a CSV file may have 1000 kB", id="large"
        ),
    ],
)
def test_a_mistake_in_the_data_says_in_which_row(csv, report):
    assert mistakes_in(BARS, csv)[0].startswith(report)
