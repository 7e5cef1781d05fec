"""A chart from spec to picture: exact in its size, and the same each time."""

import os
import re
import subprocess
import sys

import pytest

from copyfit.chart import Theme
from drawings import BARS, COLORS, ROOT, drawn, layered


class DescribeTheFlagshipsCharts:
    def it_is_laid_out_at_exactly_its_size_with_its_text_as_text(self, chart):
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

    def it_has_text_of_one_family_and_no_smaller_than_the_houses(self, chart):
        text = chart[0].decode()
        assert set(re.findall(r'font-family="([^"]+)"', text)) == {"IBM Plex Sans Condensed"}
        assert {float(size) for size in re.findall(r'font-size="([\d.]+)px"', text)} == {10.667}


class DescribeADrawing:
    def it_finds_data_from_the_specs_folder_and_from_the_briefs(self):
        assert drawn(BARS) == drawn(layered(data={"url": "figures/staff.csv"}))

    def it_changes_with_the_house(self):
        house = Theme({**COLORS, "accent": "#aa0000"}, "IBM Plex Serif", 9.0)
        svg = drawn(BARS, theme=house)
        assert "#aa0000" in svg
        assert 'font-family="IBM Plex Serif"' in svg
        assert 'font-size="12px"' in svg

    def it_is_the_same_in_every_process_zone_and_locale(self):
        code = (
            "import hashlib, sys; sys.path[:0] = sys.argv[1:3]\n"
            "from drawings import *\nfrom copyfit.chart import raster\n"
            "when = {'field': 'year', 'type': 'temporal', 'timeUnit': 'yearmonthdate'}\n"
            "spec = layered(mark={'type': 'line', 'clip': True}, encoding={**ENCODING, 'x': when})\n"
            "first, again = drawn(spec), drawn(spec)\n"
            "assert first == again\n"
            "print(hashlib.sha256(first.encode() + raster(first.encode())).hexdigest())\n"
        )
        cases = [("UTC", "0"), ("Asia/Kolkata", "1"), ("America/New_York", "random")]
        digests = {
            subprocess.run(
                [sys.executable, "-c", code, str(ROOT / "build"), str(ROOT / "tests")],
                env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "FONTCONFIG_FILE": ""},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for zone, seed in cases
        }
        assert len(digests) == 1

    def it_leaves_the_process_environment_as_it_was(self):
        before = dict(os.environ)
        drawn(BARS)
        assert dict(os.environ) == before

    def it_does_not_import_its_engine_before_something_is_drawn(self):
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT / 'build')!r}); import copyfit.chart; "
            "print(sorted({'vl_convert', 'PIL', 'uharfbuzz'} & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "[]"
