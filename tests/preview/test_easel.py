"""Pictures of pages are painted before they are asked for, and hold every pixel of the page."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from PIL import Image

from copyfit.preview import easel as easels
from copyfit.preview.easel import MOST_PAGES, Easel
from copyfit.project import EditionId
from copyfit.proof.rendition import PX_PER_PT, rendition

EDITION = EditionId("bridge", "executive", "en")


@pytest.fixture(scope="module")
def pdf():
    """A sheet of 120 by 90 pt with a red field on it."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(120, 90)
    field = pypdfium2.raw.FPDFPageObj_CreateNewRect(10, 20, 50, 40)
    pypdfium2.raw.FPDFPageObj_SetFillColor(field, 200, 30, 30, 255)
    pypdfium2.raw.FPDFPath_SetDrawMode(field, pypdfium2.raw.FPDF_FILLMODE_WINDING, 0)
    pypdfium2.raw.FPDFPage_InsertObject(page, field)
    page.gen_content()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class DescribeAPicture:
    @pytest.mark.parametrize("scale", [0.5, 1.0, 3.3])
    def it_has_every_pixel_of_the_page(self, pdf, scale):
        found = Image.open(io.BytesIO(rendition(pdf, scale)))
        found.load()
        painted = pypdfium2.PdfDocument(pdf)[0].render(scale=scale * PX_PER_PT).to_pil().convert("RGB")
        assert (found.format, found.mode, found.size) == ("PNG", "RGB", painted.size)
        assert found.tobytes() == painted.tobytes()
        assert len(set(found.tobytes())) > 1


class DescribeAnEasel:
    @pytest.fixture
    def painted(self, monkeypatch):
        """What was painted so far."""
        done = []

        def paint(pdf, scale):
            done.append((pdf, scale))
            return pdf + str(scale).encode()

        monkeypatch.setattr(easels, "rendition", paint)
        return done

    def alone(self, scene):
        with ThreadPoolExecutor(1) as thread:  # a browser of other tests may have a loop in this one
            return thread.submit(asyncio.run, scene).result()

    def it_paints_ahead_at_the_size_that_was_asked_for_last(self, painted):
        async def scene():
            easel = Easel()
            easel.keep(EDITION, 1, b"one")
            assert await easel.painted(EDITION, 1, 0.8) == b"one0.8"
            easel.keep(EDITION, 2, b"two")
            await asyncio.sleep(0)
            assert await easel.painted(EDITION, 2, 0.8) == b"two0.8"

        self.alone(scene())
        assert painted == [(b"one", 0.8), (b"two", 0.8)]

    def it_paints_nothing_that_nobody_looked_at(self, painted):
        async def scene():
            Easel().keep(EDITION, 1, b"one")

        self.alone(scene())
        assert painted == []

    def it_keeps_the_last_pages_alone(self, painted):
        async def scene():
            easel = Easel()
            for number in range(MOST_PAGES + 1):
                easel.keep(EDITION, number, str(number).encode())
            return await easel.painted(EDITION, 0, 1.0), await easel.painted(EDITION, 1, 1.0)

        assert self.alone(scene()) == (None, b"11.0")
