"""The pictures of the README and of docs/gallery.md. `make gallery` draws them anew.

The README's has the sample's English pages; the guide's have each brief in one style, and one brief in each.

It is also what tests compare the pages with, coarsely: a page that lost a column, its fonts or a
tint is far from its picture; one with other words is not.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs/gallery.png"
BRIEFS_PICTURE, STYLES_PICTURE = ROOT / "docs/gallery-briefs.png", ROOT / "docs/gallery-styles.png"
BRIEFS = (("nato-iraq", "ar"), ("legionellen", "de"), ("us-measles", "en-US"), ("school-phones", "en-US"))
STYLES = ("house.css", "plain.css", "office.css", "bold.css")
STYLED = ("legionellen", "de")
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
    return side_by_side([page_picture(folder / f"nato-iraq-{variant}-en.pdf") for variant in VARIANTS])


def side_by_side(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages on a ground, each with an edge."""
    width = sum(page.width for page in pages) + GAP_PX * (len(pages) + 1)
    picture = Image.new("RGB", (width, PAGE_PX[1] + 2 * GAP_PX), GROUND)
    for left, page in zip(_lefts(len(pages)), pages, strict=True):
        picture.paste(EDGE, (left - 1, GAP_PX - 1, left + page.width + 1, GAP_PX + page.height + 1))
        picture.paste(page, (left, GAP_PX))
    return picture


def _lefts(count: int = len(VARIANTS)) -> Iterator[int]:
    """Yield where each page begins."""
    for number in range(count):
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
    """Build the shipped briefs and draw their galleries."""
    with tempfile.TemporaryDirectory() as out:
        project = Path(out) / "project"
        for name in ("briefs", "templates"):
            shutil.copytree(ROOT / name, project / name)
        _build(project, "nato-iraq", "--language", "en")
        _save(gallery(project / "dist/nato-iraq"), PICTURE)
        for slug, language in BRIEFS:
            _build(project, slug, "--language", language, "--variant", "executive")
        _save(side_by_side([_executive(project, *one) for one in BRIEFS]), BRIEFS_PICTURE)
        _save(side_by_side([_in_style(project, style) for style in STYLES]), STYLES_PICTURE)


def _build(project: Path, slug: str, *asked: str) -> None:
    command = [sys.executable, "-m", "copyfit", "build", slug, *asked, "--format", "pdf"]
    subprocess.run(command, cwd=project, check=True)


def _executive(project: Path, slug: str, language: str) -> Image.Image:
    return page_picture(project / f"dist/{slug}/{slug}-executive-{language}.pdf")


def _in_style(project: Path, style: str) -> Image.Image:
    """Return the executive page of one brief in a style of the house."""
    house = project / "templates/shared/house.yaml"
    text = (ROOT / "templates/shared/house.yaml").read_text(encoding="utf-8")
    house.write_text(text.replace("style: house.css", f"style: {style}"), encoding="utf-8")
    slug, language = STYLED
    _build(project, slug, "--language", language, "--variant", "executive")
    return _executive(project, slug, language)


def _save(picture: Image.Image, path: Path) -> None:
    content = written(picture)
    path.write_bytes(content)
    sys.stdout.write(f"{path.relative_to(ROOT)}  {len(content) // 1024} KB\n")


if __name__ == "__main__":
    main()
