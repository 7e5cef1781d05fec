"""Cells that a chart cannot draw as what it takes them for."""

import io
import re

import pytest
from PIL import Image

from copyfit.chart import raster
from drawings import drawn, layered, mistakes_in

WHEN = {
    "x": {"field": "when", "type": "temporal"},
    "y": {"field": "staff", "type": "quantitative"},
}


class DescribeDays:
    def it_says_the_line_of_each_cell_that_is_none_and_how_to_write_it(self):
        csv = b"when,staff\n2024-02-01,5\n13.02.2024,6\n31.02.2024,7\n"
        first, second = mistakes_in(layered(mark="line", encoding=WHEN), csv)
        assert first == (
            "staff.csv:3: `13.02.2024` in column `when` is no day that a chart can read\n  write 2024-02-13"
        )
        assert second.startswith("staff.csv:4: `31.02.2024` in column `when` is no day")
        assert second.endswith("write year-month-day: 2024-02-13, 2024-02 or 2024")

    def it_takes_what_the_spec_says_how_to_read(self):
        data = {"url": "staff.csv", "format": {"parse": {"when": "date:'%d.%m.%Y'"}}}
        csv = b"when,staff\n01.02.2024,5\n13.02.2024,6\n"
        assert drawn(layered(data=data, mark="point", encoding=WHEN), csv)

    def it_leaves_an_empty_cell_alone(self):
        assert drawn(layered(mark="point", encoding=WHEN), b"when,staff\n2024-02-01,5\n,6\n2024-03-01,7\n")


class DescribeAnEmptyNumber:
    @pytest.mark.parametrize("mark", ["bar", "point", "line"])
    @pytest.mark.parametrize("schema", [None, "https://vega.github.io/schema/vega-lite/v5.json"])
    def it_stays_on_the_axis_and_is_not_drawn(self, mark, schema):
        csv = b"year,staff\n2018,7\n2019,580\n2020,\n2021,300\n"
        svg = drawn(layered(mark=mark, **({"$schema": schema} if schema else {})), csv)
        assert all(f">{year}</text>" in svg for year in range(2018, 2022))
        if mark != "line":
            marks = re.findall('<path [^>]*fill="#0b4f6c"', svg)
            assert len(marks) == 3

    def it_parts_a_line_and_does_not_bridge_it(self):
        csv = b"year,staff\n2018,7\n2019,580\n2020,\n2021,300\n2022,9\n"
        (line,) = re.findall('<path [^>]*stroke="#0b4f6c"[^>]*>', drawn(layered(mark="line"), csv))
        assert re.search(' d="([^"]+)"', line)[1].count("M") == 2
        assert 'stroke-linecap="round"' in line

    def it_leaves_a_number_between_two_of_them_to_be_seen_as_a_dot(self):
        csv = b"year,staff\n2018,\n2019,580\n2020,\n2021,300\n2022,200\n"
        svg = drawn(layered(mark="line"), csv)
        (dot,) = re.findall('<path d="M[^"]*h0.01"[^>]*>', svg)
        assert 'stroke-width="4.375"' in dot
        without = Image.open(io.BytesIO(raster(svg.replace(dot, "").encode())))
        assert Image.open(io.BytesIO(raster(svg.encode()))).tobytes() != without.tobytes()
