"""A letter that no face has is said where it stands."""

from copyfit.chart import Theme
from drawings import BARS, COLORS, drawn, layered, mistakes_in

LABELS = {
    "x": {"field": "name", "type": "nominal"},
    "y": {"field": "staff", "type": "quantitative"},
}


class DescribeALetterWithoutAFace:
    def it_is_said_at_the_line_of_the_data(self):
        csv = "year,staff,name\n2019,5,五月\n2020,6,😀\n".encode()
        first, second = mistakes_in(layered(encoding=LABELS), csv)
        assert first.startswith("staff.csv:2: no font of charts has '五' (U+4E94), '月' (U+6708) in “五月”")
        assert second.startswith("staff.csv:3: no font of charts has '😀' (U+1F600) in “😀”")

    def it_is_said_at_the_name_of_a_column(self):
        spec = layered(encoding={**LABELS, "x": {"field": "月", "type": "nominal"}})
        assert mistakes_in(spec, "月,staff\na,1\n".encode())[0].startswith("staff.csv:1: no font of charts")

    def it_is_said_at_the_place_in_the_spec(self):
        (said,) = mistakes_in(layered(title="Staff 😀"))
        assert said.startswith("a.vl.json:16:11: no font of charts has '😀'")

    def it_is_not_judged_where_it_is_not_drawn(self):
        assert drawn(BARS, "year,staff,name\n2019,5,五月\n".encode())

    def it_is_judged_by_the_family_of_the_page(self):
        arabic = Theme(COLORS, "IBM Plex Sans Arabic", 8.0)
        assert drawn(layered(title="نحو 4,000"), language="ar", theme=arabic)
