"""Charts: a Vega-Lite spec and CSV, dressed in the house's tokens, the same bytes each time."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from copyfit.chart import Theme, draw, outlined, raster, theme_from_css
from copyfit.errors import BriefError, TemplateError

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "briefs/nato-iraq/figures"
SPEC = "briefs/x/figures/a.vl.json"
CSV = b"year,staff,name\n2019,580,first\n2020,,second\n2021,300,third\n"
COLORS = {
    "accent": "#0b4f6c",
    "ink": "#1b1b1a",
    "second": "#55524c",
    "soft": "#c9d9e0",
    "line": "#bdb7ab",
    "tint": "#f4f1ea",
}
THEME = Theme(COLORS, "IBM Plex Sans Condensed", 8.0)
ENCODING = {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "staff", "type": "quantitative"}}
BARS: Mapping[str, Any] = {"data": {"url": "staff.csv"}, "mark": "bar", "encoding": ENCODING}


def files_of(spec: Mapping[str, Any] | str, csv: bytes = CSV) -> dict[str, bytes]:
    text = spec if isinstance(spec, str) else json.dumps(spec, indent=1, ensure_ascii=False)
    return {SPEC: text.encode(), "briefs/x/figures/staff.csv": csv}


def drawn(spec: Mapping[str, Any] | str, csv: bytes = CSV, language: str = "en", theme: Theme = THEME) -> str:
    return draw(SPEC, files_of(spec, csv), theme, 60, 40, language).svg.decode()


def mistakes_in(spec: Mapping[str, Any] | str, csv: bytes = CSV) -> list[str]:
    with pytest.raises(BriefError) as caught:
        drawn(spec, csv)
    return [str(problem).replace("briefs/x/figures/", "") for problem in caught.value.problems]


def layered(**changes: Any) -> dict[str, Any]:
    return {**BARS, **changes}


class DescribeTheFlagshipsCharts:
    @pytest.fixture(
        params=[("staff-glance", 52.0, 42.0), ("staff-missions", 84.0, 42.0)], ids=lambda case: case[0]
    )
    def chart(self, request: pytest.FixtureRequest) -> tuple[bytes, float, float]:
        name, width_mm, height_mm = request.param
        files = {f"briefs/nato-iraq/figures/{path.name}": path.read_bytes() for path in FIGURES.iterdir()}
        theme = theme_from_css((ROOT / "templates/shared/house.css").read_text("utf-8"), "en")
        path = f"briefs/nato-iraq/figures/{name}.vl.json"
        return draw(path, files, theme, width_mm, height_mm, "en").svg, width_mm, height_mm

    def it_is_laid_out_at_exactly_its_size_with_its_text_as_text(
        self, chart: tuple[bytes, float, float]
    ) -> None:
        from copyfit.layout import lay_out
        from copyfit.units import pt_from_mm

        svg, width_mm, height_mm = chart
        picture = '<img alt="a" src="asset:chart/c.svg">'
        html = f'<html lang="en"><title>t</title><style>img{{display:block}}</style>{picture}'
        layout = lay_out(html, {"chart/c.svg": svg})
        boxes, pictures = [layout.pages[0].body], []
        while boxes:
            box = boxes.pop()
            boxes.extend(box.children)
            pictures.extend([box] if box.tag == "img" else [])
        assert [(box.width_pt, box.height_pt) for box in pictures] == [
            (pytest.approx(pt_from_mm(width_mm), abs=0.01), pytest.approx(pt_from_mm(height_mm), abs=0.01))
        ]
        assert layout.warnings == ()
        pdf = layout.source.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
        assert b"IBM-Plex-Sans-Condensed" in pdf
        assert b"DejaVu" not in pdf

    def it_has_text_of_one_family_and_no_smaller_than_the_houses(
        self, chart: tuple[bytes, float, float]
    ) -> None:
        text = chart[0].decode()
        assert set(re.findall(r'font-family="([^"]+)"', text)) == {"IBM Plex Sans Condensed"}
        assert {float(size) for size in re.findall(r'font-size="([\d.]+)px"', text)} == {10.667}

    def it_has_a_raster_of_300_pixels_to_the_inch(self, chart: tuple[bytes, float, float]) -> None:
        svg, width_mm, height_mm = chart
        picture = Image.open(io.BytesIO(raster(svg)))
        assert picture.width == pytest.approx(width_mm / 25.4 * 300, abs=2)
        assert picture.height == pytest.approx(height_mm / 25.4 * 300, abs=2)

    def it_looks_the_same_with_its_letters_as_shapes(self, chart: tuple[bytes, float, float]) -> None:
        from PIL import ImageChops

        shapes = outlined(chart[0])
        assert b"<text" not in shapes
        pictures = [Image.open(io.BytesIO(raster(svg))).getchannel("A") for svg in (chart[0], shapes)]
        darkest = ImageChops.difference(*pictures).getextrema()[1]
        assert isinstance(darkest, (int, float))
        assert darkest < 90


class DescribeADrawing:
    def it_takes_the_houses_colours_by_name_wherever_a_colour_stands(self) -> None:
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

    def it_leaves_a_mark_a_column_and_a_row_alone_that_are_called_like_a_colour(self) -> None:
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

    def it_changes_with_the_house(self) -> None:
        house = Theme({**COLORS, "accent": "#aa0000"}, "IBM Plex Serif", 9.0)
        svg = drawn(BARS, theme=house)
        assert "#aa0000" in svg
        assert 'font-family="IBM Plex Serif"' in svg
        assert 'font-size="12px"' in svg

    def it_never_draws_an_empty_cell_as_nought(self) -> None:
        svg = drawn(layered(mark="point"))
        assert svg.count(f'fill="{COLORS["accent"]}"') == 2

    def it_reads_a_year_as_a_date_where_the_spec_says_temporal(self) -> None:
        svg = drawn(layered(mark="point", encoding={**ENCODING, "x": {"field": "year", "type": "temporal"}}))
        assert "1970" not in svg

    def it_keeps_to_the_columns_types_that_the_spec_gives(self) -> None:
        data = {"url": "staff.csv", "format": {"parse": {"year": "string"}}}
        svg = drawn(layered(data=data, transform=[{"filter": "datum.year === '2019'"}]))
        assert ">2019</text>" in svg

    def it_finds_data_from_the_specs_folder_and_from_the_briefs(self) -> None:
        assert drawn(BARS) == drawn(layered(data={"url": "figures/staff.csv"}))

    def it_writes_numbers_dates_and_words_as_the_language_does(self) -> None:
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

    def it_draws_right_to_left_letters_as_shapes(self) -> None:
        arabic = Theme(COLORS, "IBM Plex Sans Arabic", 8.0)
        svg = drawn(layered(title="نحو 4,000 منذ 2021"), language="ar", theme=arabic)
        assert "نحو" not in svg
        assert ">2021</text>" in svg

    def it_gives_each_line_of_a_label_its_own_text(self) -> None:
        svg = drawn(layered(title=["One", "two"]))
        assert "tspan" not in svg
        assert ">two</text>" in svg

    def it_is_the_same_in_every_process_zone_and_locale(self) -> None:
        code = (
            "import hashlib, sys; sys.path[:0] = sys.argv[1:3]\n"
            "from test_chart import *\n"
            "when = {'field': 'year', 'type': 'temporal', 'timeUnit': 'yearmonthdate'}\n"
            "spec = layered(mark={'type': 'line', 'clip': True}, encoding={**ENCODING, 'x': when})\n"
            "first, again = drawn(spec), drawn(spec)\n"
            "assert first == again\n"
            "print(hashlib.sha256(first.encode() + raster(first.encode())).hexdigest())\n"
        )
        cases = [("UTC", "0"), ("Asia/Kolkata", "1"), ("America/New_York", "random")]
        digests = {
            subprocess.run(
                [sys.executable, "-c", code, str(ROOT / "build"), str(ROOT / "tests/chart")],
                env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "FONTCONFIG_FILE": ""},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for zone, seed in cases
        }
        assert len(digests) == 1

    def it_leaves_the_process_environment_as_it_was(self) -> None:
        before = dict(os.environ)
        drawn(BARS)
        assert dict(os.environ) == before

    def it_does_not_import_its_engine_before_something_is_drawn(self) -> None:
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT / 'build')!r}); import copyfit.chart; "
            "print(sorted({'vl_convert', 'PIL', 'uharfbuzz'} & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "[]"


ONE_LINE = '{"data": {"url": "%s"}, "mark": "bar", "encoding": {"x": {"field": "year", "type": "ordinal"}}}'


@pytest.mark.parametrize(
    ("spec", "report"),
    [
        pytest.param(
            '{"mark": 1,\n "data" 2}', "a.vl.json:2:9: this is no valid JSON: expecting ':'", id="json"
        ),
        pytest.param("[1]", "a.vl.json:1:1: a chart is one JSON object", id="list"),
        pytest.param('{"mark": NaN}', "a.vl.json: this is no valid JSON: NaN is not a number", id="nan"),
        pytest.param('{"a": 1, "a": 2}', 'a.vl.json:1:10: the key "a" stands here twice', id="twice"),
        pytest.param("[" * 9000 + "]" * 9000, "a.vl.json: this is no valid JSON: it is nested", id="deep"),
        pytest.param(
            '{"a":' * 90 + "1" + "}" * 90, "a.vl.json:1:301: this is nested too deeply", id="nested"
        ),
        pytest.param(" " * 300_000, "a.vl.json: a chart's description may have 256 kB", id="large"),
        pytest.param(
            ONE_LINE % "stuff.csv",
            "a.vl.json:1:18: `stuff.csv` does not exist\n  did you mean `figures/staff.csv`?",
            id="missing",
        ),
        *(
            pytest.param(ONE_LINE % url, f"a.vl.json:1:18: `{url}` is not a ", id=url)
            for url in (
                "http://x/a.csv",
                "/etc/a.csv",
                "../y/a.csv",
                "file:a.csv",
                "data:text/csv,a",
                "//x/a.csv",
                "a.json",
            )
        ),
        pytest.param(
            layered(mark="baar"), "a.vl.json:5:10: `baar` is not a mark\n  did you mean `bar`?", id="mark"
        ),
        pytest.param(layered(encodin={}), "a.vl.json:16:2: `encodin` is not a key", id="key"),
        pytest.param(layered(encoding={"xx": {}}), "a.vl.json:7:3: `xx` is not a channel", id="channel"),
        pytest.param(
            layered(encoding={"x": {"field": "yaer"}}),
            "a.vl.json:8:13: `yaer` is not a column of staff.csv\n  did you mean `year`?",
            id="column",
        ),
        pytest.param(
            layered(transform=[{"filter": "datum.staf > 2"}]),
            "a.vl.json:18:14: `staf` is not a column of staff.csv",
            id="column in an expression",
        ),
        pytest.param(
            layered(transform=[{"filter": "datum.staff >> ("}]),
            "a.vl.json:18:14: Vega-Lite cannot draw this: Unexpected end of input",
            id="expression",
        ),
        pytest.param(
            layered(transform=[{"filtr": "1"}]), "a.vl.json:17:3: `filtr` is not a tr", id="transform"
        ),
        pytest.param(layered(transform=[{"sample": 2}]), "a.vl.json:18:4: `sample` takes rows", id="sample"),
        pytest.param(
            layered(transform=[{"calculate": "random()", "as": "r"}]),
            "a.vl.json:18:17: `random()` changes",
            id="random",
        ),
        pytest.param(layered(mark={"type": "image"}), "a.vl.json:5:10: a chart may hold no pict", id="image"),
        pytest.param(
            layered(config={"axis": {"labelFontSize": 6}}),
            "a.vl.json:18:21: `labelFontSize` 6 px is 4.5 pt, smaller than the house's 8 pt",
            id="small",
        ),
        pytest.param(layered(config={"font": "Arial"}), "a.vl.json:17:3: `font` is `Arial`", id="font"),
        pytest.param(
            layered(transform=[{"filter": "datum.staff > 9000"}]),
            "a.vl.json:1:1: the chart shows nothing of its data",
            id="empty",
        ),
        pytest.param({"hconcat": [BARS, BARS]}, "a.vl.json:1:1: the chart takes ", id="wide"),
        pytest.param(
            layered(mark={"type": "text", "align": "left", "text": "too long for its place here"}),
            "a.vl.json:1:1: something in the chart stands",
            id="cut off",
        ),
        pytest.param(
            {"data": {"sequence": {"stop": 1e9}}, "mark": "bar"}, "a.vl.json:3:3: a sequence", id="sequence"
        ),
        pytest.param(
            {"data": 1, "mark": ["x"], "layer": 3}, "a.vl.json:2:10: `data` is an object", id="kinds"
        ),
    ],
)
def test_a_mistake_in_a_spec_says_where_and_how_to_mend_it(
    spec: Mapping[str, Any] | str, report: str
) -> None:
    assert mistakes_in(spec)[0].startswith(report)


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
def test_a_mistake_in_the_data_says_in_which_row(csv: bytes, report: str) -> None:
    assert mistakes_in(BARS, csv)[0].startswith(report)


class DescribeTheHousesTheme:
    CSS = """:root { --ink: #111; --second: rgb(85, 82, 76); --accent: var(--brand); --brand: #0B4F6C;
      --line: #bdb7ab; --tint: #f4f1ea; --soft: #c9d9e0; --sans: "IBM Plex Sans Condensed"; --note-size: 8pt }
      :root:lang(ar) { --sans: 'IBM Plex Sans Arabic', sans-serif; }"""

    def it_comes_from_the_tokens_on_the_root(self) -> None:
        theme = theme_from_css(self.CSS, "en")
        assert theme.colors == {**COLORS, "ink": "#111111"}
        assert (theme.family, theme.text_pt) == ("IBM Plex Sans Condensed", 8.0)

    @pytest.mark.parametrize("language", ["ar", "ar-IQ"])
    def it_takes_what_is_declared_for_the_language(self, language: str) -> None:
        assert theme_from_css(self.CSS, language).family == "IBM Plex Sans Arabic"

    def it_names_every_token_that_is_missing_or_is_not_what_it_should_be(self) -> None:
        with pytest.raises(TemplateError) as caught:
            theme_from_css(":root { --ink: blau; --accent: #123; --sans: 'X'; --note-size: 1em }", "en")
        named = [re.findall(r"--[\w-]+", problem.message)[0] for problem in caught.value.problems]
        assert named == ["--ink", "--second", "--soft", "--line", "--tint", "--note-size"]

    def it_needs_a_family_that_the_program_has(self) -> None:
        with pytest.raises(TemplateError, match="charts cannot be set in Comic Sans"):
            drawn(BARS, theme=Theme(COLORS, "Comic Sans", 8.0))
