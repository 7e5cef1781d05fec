"""Letters of a chart that its family lacks come from the companion, on the page and as shapes."""

import io
import json

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdfium2 import PdfDocument

from copyfit.chart import Theme, draw, outlined, raster
from copyfit.faces import face_bytes, parted
from copyfit.layout import lay_out

COLOURS = {
    "accent": "#0b4f6c",
    "ink": "#1b1b1a",
    "second": "#55524c",
    "soft": "#c9d9e0",
    "line": "#bdb7ab",
    "tint": "#f4f1ea",
}
SPEC = {
    "data": {"url": "a.csv"},
    "mark": "bar",
    "encoding": {
        "y": {"field": "name", "type": "nominal", "sort": None, "axis": {"title": "Δ CO₂⁻, ∅ 3 t ▲"}},
        "x": {"field": "value", "type": "quantitative"},
    },
}
CSV = "name,value\nΕλλάδα,4\nСофия,3\nNguyễn ☑,2\n"


@pytest.fixture(scope="module", params=["IBM Plex Sans Condensed", "Arimo"])
def svg(request):
    files = {"briefs/x/a.vl.json": json.dumps(SPEC).encode(), "briefs/x/a.csv": CSV.encode()}
    return draw("briefs/x/a.vl.json", files, Theme(COLOURS, request.param, 8.0), 70, 40, "en").svg


class DescribeLentLetters:
    @pytest.mark.parametrize("family", ["IBM Plex Sans Condensed", "IBM Plex Serif", "Arimo"])
    def it_is_each_of_a_face_that_has_it(self, family):
        for part, face in parted("Δ CO₂⁻, ∅ 3 t ▲ Ελλάδα София Nguyễn ☑", (family, True, False)):
            has = TTFont(io.BytesIO(face_bytes(face))).getBestCmap()
            assert {ord(letter) for letter in part if not letter.isspace()} <= set(has)

    def it_looks_on_the_page_as_its_shapes_do_in_word(self, svg):
        html = "<html lang=en><title>T</title><style>@page { size: 70mm 40mm; margin: 0 } body { margin: 0 }"
        html += '</style><img style="display: block" src="asset:a.svg" alt="A">'
        page = PdfDocument(lay_out(html, {"a.svg": svg}).source.write_pdf())[0]
        shapes = Image.open(io.BytesIO(raster(outlined(svg), 2)))
        ground = Image.new("RGB", shapes.size, "white")
        ground.paste(shapes, (0, 0), shapes)
        painted = page.render(scale=2 * 96 / 72).to_pil().convert("L").resize(shapes.size)
        apart = sum(
            abs(a - b) > 128 for a, b in zip(painted.tobytes(), ground.convert("L").tobytes(), strict=True)
        )
        assert apart < 0.004 * shapes.width * shapes.height

    def it_is_in_the_pages_pdf(self, svg):
        from pikepdf import open as opened

        html = (
            '<html lang=en><title>T</title><body style="font-family: Arimo"><img src="asset:a.svg" alt="A">'
        )
        pdf = lay_out(html, {"a.svg": svg}).source.write_pdf()
        with opened(io.BytesIO(pdf)) as document:
            fonts = [
                str(one.get("/BaseFont", ""))
                for one in document.objects
                if isinstance(one, dict) or hasattr(one, "get")
            ]
        assert any("Companion-Sans" in name for name in fonts)
