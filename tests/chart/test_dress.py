"""A spec dressed: the house's colours, the language's words, its data put in."""

import re

from drawings import COLORS, ENCODING, drawn, layered


class DescribeColours:
    def it_takes_the_houses_colours_by_name_wherever_a_colour_stands(self):
        svg = drawn(
            layered(
                mark={"type": "bar", "color": "soft", "stroke": "line"},
                encoding={
                    **ENCODING,
                    "color": {"condition": {"test": "datum.staff > 500", "value": "ink"}, "value": "tint"},
                },
            )
        )
        assert {COLORS["ink"], COLORS["tint"], COLORS["line"]} <= set(re.findall(r"#[0-9a-f]{6}", svg))

    def it_leaves_a_mark_a_column_and_a_row_alone_that_are_called_like_a_colour(self):
        csv = b"line,staff\naccent,3\nink,5\n"
        encoding = {
            "x": {"field": "line", "type": "nominal"},
            "y": {"field": "staff", "type": "quantitative"},
            "color": {
                "field": "line",
                "type": "nominal",
                "scale": {"domain": ["accent", "ink"], "range": ["accent", "soft"]},
                "legend": None,
            },
        }
        svg = drawn(layered(mark="bar", encoding=encoding), csv)
        assert ">accent</text>" in svg
        assert COLORS["soft"] in svg


class DescribeData:
    def it_never_draws_an_empty_cell_as_nought(self):
        svg = drawn(layered(mark="point"))
        assert svg.count(f'fill="{COLORS["accent"]}"') == 2

    def it_reads_a_year_as_a_date_where_the_spec_says_temporal(self):
        svg = drawn(layered(mark="point", encoding={**ENCODING, "x": {"field": "year", "type": "temporal"}}))
        assert "1970" not in svg

    def it_keeps_to_the_columns_types_that_the_spec_gives(self):
        data = {"url": "staff.csv", "format": {"parse": {"year": "string"}}}
        svg = drawn(layered(data=data, transform=[{"filter": "datum.year === '2019'"}]))
        assert ">2019</text>" in svg


class DescribeWords:
    def it_writes_numbers_dates_and_words_as_the_language_does(self):
        values = [{"when": "2024-02-01", "n": 12345.5}]
        when = {"field": "when", "type": "temporal", "axis": {"format": "%B %Y", "tickCount": 1}}
        spec = {
            "data": {"values": values},
            "mark": {"type": "text", "align": "left"},
            "title": "Staff",
            "usermeta": {"words": {"fr": {"Staff": "Personnel"}}},
            "encoding": {
                "x": when,
                "text": {"field": "n", "type": "quantitative", "format": ",.1f"},
            },
        }
        svg = drawn(spec, language="fr")
        for words in ("février 2024", "12\u00a0345,5", "Personnel"):
            assert words in svg
