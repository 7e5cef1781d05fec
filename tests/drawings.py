"""Small charts to be drawn, and what is said of them."""

import json
from pathlib import Path

import pytest

from copyfit.chart import Theme, draw
from copyfit.errors import BriefError

ROOT = Path(__file__).parents[1]
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
BARS = {"data": {"url": "staff.csv"}, "mark": "bar", "encoding": ENCODING}


def files_of(spec, csv=CSV):
    text = spec if isinstance(spec, str) else json.dumps(spec, indent=1, ensure_ascii=False)
    return {SPEC: text.encode(), "briefs/x/figures/staff.csv": csv}


def drawn(spec, csv=CSV, language="en", theme=THEME):
    return draw(SPEC, files_of(spec, csv), theme, 60, 40, language).svg.decode()


def mistakes_in(spec, csv=CSV):
    with pytest.raises(BriefError) as caught:
        drawn(spec, csv)
    return [str(problem).replace("briefs/x/figures/", "") for problem in caught.value.problems]


def layered(**changes):
    return {**BARS, **changes}
