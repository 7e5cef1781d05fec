"""What is wrong with a chart, each mistake at its place."""

import pytest

from drawings import BARS, layered, mistakes_in

ONE_LINE = '{"data": {"url": "%s"}, "mark": "bar", "encoding": {"x": {"field": "year", "type": "ordinal"}}}'


@pytest.mark.parametrize(
    ("spec", "report"),
    [
        pytest.param(
            '{"mark": 1,\n "data" 2}', "a.vl.json:2:9: this is no valid JSON: expecting ':'", id="json"
        ),
        pytest.param("[1]", "a.vl.json:1:1: a chart is one JSON object", id="list"),
        pytest.param('{"mark": NaN}', "a.vl.json: this is no valid JSON: NaN is not a number", id="nan"),
        pytest.param('{"a": 1, "a": 2}', "a.vl.json:1:10: `a` is written twice", id="twice"),
        pytest.param("[" * 9000 + "]" * 9000, "a.vl.json: brackets are nested", id="deep"),
        pytest.param(
            '{"a":' * 90 + "1" + "}" * 90,
            "a.vl.json:1:247: brackets are nested more than 50 deep",
            id="nested",
        ),
        pytest.param(" " * 300_000, "a.vl.json: the file has 292 KB; at most 256 KB", id="large"),
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
def test_a_mistake_in_a_spec_says_where_and_how_to_mend_it(spec, report):
    assert mistakes_in(spec)[0].startswith(report)


@pytest.mark.parametrize(
    "spec",
    [
        {"data": 1, "mark": "bar"},
        {"data": {"url": 1}, "mark": "bar"},
        {"layer": 3},
        layered(transform=3),
        layered(transform=[3]),
        layered(encoding=3),
        layered(config=3),
        {"spec": 3},
        layered(encoding={"x": 3}),
        layered(data={"url": "staff.csv", "format": 3}),
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": %s}' % ("1" * 5000),
        "[" * 900,
        layered(mark={"type": "bar", "color": {"value": "url(x.svg#a)"}}),
        layered(encoding={"color": {"value": "url(#a)"}}),
        layered(background="url(http://x/a)"),
    ],
)
def test_every_mistake_has_a_way_out_and_its_place_is_a_file_of_the_briefs(spec):
    for said in mistakes_in(spec):
        first, *hint = said.splitlines()
        assert hint
        assert first.startswith(("a.vl.json", "staff.csv"))
