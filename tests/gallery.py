"""The picture in the README: the sample's English pages side by side. `make gallery` draws it anew.

It is also what tests compare the pages with, coarsely: a page that lost a column, its fonts or a
tint is far from its picture; one with other words is not.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/gallery.png"
VARIANTS = ("executive", "academic", "student")
PAGE_PX = (560, 792)
GAP_PX = 18
GROUND, EDGE = "#e4e1da", "#b9b4a9"
COLOURS = 48
CELLS = (10, 14)
"""Into how many cells a page is divided to be compared, across and down."""


def page_picture(pdf: Path) -> Image.Image:
    """Return the first page of a PDF at the size it has in the gallery."""
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    scale = 3 * PAGE_PX[0] / width
    large = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return large.resize((PAGE_PX[0], round(PAGE_PX[0] * height / width)), Image.Resampling.LANCZOS)


def gallery(folder: Path) -> Image.Image:
    """Return the pages of the sample, whose files are in `folder`, side by side."""
    pages = [page_picture(folder / f"nato-iraq-{variant}-en.pdf") for variant in VARIANTS]
    width = sum(page.width for page in pages) + GAP_PX * (len(pages) + 1)
    picture = Image.new("RGB", (width, PAGE_PX[1] + 2 * GAP_PX), GROUND)
    for left, page in zip(_lefts(), pages, strict=True):
        picture.paste(EDGE, (left - 1, GAP_PX - 1, left + page.width + 1, GAP_PX + page.height + 1))
        picture.paste(page, (left, GAP_PX))
    return picture


def _lefts() -> Iterator[int]:
    """Yield where each page begins."""
    for number in range(len(VARIANTS)):
        yield GAP_PX + number * (PAGE_PX[0] + GAP_PX)


def pages_in(picture: Image.Image) -> dict[str, Image.Image]:
    """Return the pages that a gallery shows, by variant."""
    box = (GAP_PX, GAP_PX + PAGE_PX[1])
    return {
        variant: picture.crop((left, box[0], left + PAGE_PX[0], box[1])).convert("RGB")
        for variant, left in zip(VARIANTS, _lefts(), strict=True)
    }


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pages are apart in grey, cell by cell: 0 the same, 1 black against white."""
    cells = [page.convert("L").resize(CELLS, Image.Resampling.BOX) for page in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*cells)).mean[0] / 255


def written(picture: Image.Image) -> bytes:
    """Return a picture as a small PNG."""
    stream = io.BytesIO()
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main() -> None:
    """Build the sample in English and draw its gallery."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "copyfit", "build", "nato-iraq", "--language", "en"]
        subprocess.run([*command, "--format", "pdf", "--out", out], cwd=ROOT, check=True)
        content = written(gallery(Path(out) / "nato-iraq"))
    PICTURE.write_bytes(content)
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}  {len(content) // 1024} KB\n")


if __name__ == "__main__":
    main()
