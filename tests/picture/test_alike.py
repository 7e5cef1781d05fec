"""What the PDF paints of a picture and what lies in the Word file are the same to the eye."""

import io
import os
import shutil
import subprocess
import zipfile

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from copyfit.layout import lay_out
from copyfit.pdf import write_pdf
from copyfit.picture import prepared
from copyfit.word import write_docx
from picture.drawings_and_photos import PHOTOS, PLAIN, RICH, svg

PAGE = """<html lang="en"><title>T</title><style>@page { size: 100mm 80mm; margin: 10mm }
body, p, figure { margin: 0 } html { font: 10pt/12pt "IBM Plex Serif" } img { display: block }</style>
<p>Before</p><figure><img src="asset:%s" alt="A" style="width: 60mm; height: 36mm"></figure>"""
DPI = 144
PIXELS = (240, 144)
MEAN, WORST = 4.0, 60.0
"""Of 255: what edges may differ by, over the whole picture and in the worst of its 40 × 24 fields."""

FEW = (
    "turned 6",
    "turned 5",
    "sixteen bits",
    "cmyk",
    "palette with a hole",
    "transparent",
    "gradient",
    "mask",
)
"""What the usual run looks at besides plain drawings; COPYFIT_PROVE=1 looks at all."""
PICTURES = {
    **{f"{name}.jpg": content for name, content in PHOTOS.items()},
    **{f"{name}.svg": svg(inside) for name, inside in (PLAIN | RICH).items()},
}


SAMPLE = [
    name for name in PICTURES if "COPYFIT_PROVE" in os.environ or name.rpartition(".")[0] in (*FEW, *PLAIN)
]


@pytest.fixture(scope="module", params=SAMPLE)
def pair(request):
    """Return a page with one picture, as PDF and as the picture that lies in the Word file."""
    path = f"briefs/a/{request.param}".replace(" ", "-").replace(",", "")
    files = {path: prepared(path, PICTURES[request.param], 60).content}
    layout = lay_out(PAGE % path, files)
    assert layout.warnings == ()
    with zipfile.ZipFile(io.BytesIO(write_docx(layout))) as package:
        (name,) = [one for one in package.namelist() if "media/image" in one]
        raster = package.read(name)
    box = next(box for box in layout.page.walk() if box.picture)
    return (
        write_pdf(layout),
        raster,
        [length * DPI / 72 for length in (box.x_pt, box.y_pt, box.right_pt, box.bottom_pt)],
    )


def on_paper(picture):
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB").resize(PIXELS, Image.Resampling.BOX)


def assert_alike(page, edges, raster):
    painted = page.convert("RGB").crop([round(edge) for edge in edges]).resize(PIXELS, Image.Resampling.BOX)
    kept = on_paper(Image.open(io.BytesIO(raster)))
    difference = ImageChops.difference(painted, kept)
    fields = difference.resize((40, 24), Image.Resampling.BOX)
    assert max(ImageStat.Stat(difference).mean) < MEAN
    assert max(high for _, high in fields.getextrema()) < WORST


def it_is_painted_by_pdfium_as_word_has_it(pair):
    pdf, raster, edges = pair
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72).to_pil()
    assert_alike(page, edges, raster)


@pytest.mark.slow
def it_is_painted_by_poppler_as_word_has_it(pair, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("Poppler is not installed")
    pdf, raster, edges = pair
    (tmp_path / "a.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True
    )
    assert_alike(Image.open(tmp_path / "a.png"), edges, raster)
