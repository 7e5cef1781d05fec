"""What becomes of a page where its fonts are neither installed nor read from the file."""

import datetime as dt
import io
import re
import zipfile

import pytest

from copyfit.word import portability, write_docx
from parity import editions, laid_out_by_libreoffice, letters_of
from samples import SAMPLES
from word_pages import EVERY, docx_of, layout_of, page_of

SENTENCE = "The mission trains advisers in Baghdad and reports to its partners. "
FULL = f'<p style="font-family: IBM Plex Sans Condensed">{SENTENCE * 21}</p>'


def without_fonts(docx):
    """Return the file with its fonts taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/fontTable.xml":
                data = re.sub(rb"<w:embed\w+ [^>]*/>", b"", data)
            if "odttf" not in name and name != "word/_rels/fontTable.xml.rels":
                target.writestr(name, data)
    return stream.getvalue()


class DescribeThePrediction:
    """Words are as wide as in the widest stand-in; lines are filled with them."""

    def it_says_nothing_of_a_page_with_room(self):
        assert portability(layout_of("paragraph")).over_without_fonts_pt == 0

    def it_says_by_how_much_a_full_page_would_run_over(self):
        assert portability(page_of(FULL)).over_without_fonts_pt > 12.5


@pytest.mark.slow
class DescribeLibreOfficeWithoutTheFonts:
    """It makes one page of what is said to hold."""

    def it_makes_one_page_of_each_page_that_is_said_to_hold(self):
        holding = [name for name in EVERY if not portability(layout_of(name)).over_without_fonts_pt]
        assert len(holding) > 10
        files = {name.replace(" ", "-"): without_fonts(docx_of(name)) for name in holding}
        pages = {name: letters_of(pdf)[1] for name, pdf in laid_out_by_libreoffice(files).items()}
        assert {name for name, count in pages.items() if count != 1} == set()

    def it_runs_over_where_that_is_said(self):
        stem = "full"
        pdf = laid_out_by_libreoffice({stem: without_fonts(write_docx(page_of(FULL)))})[stem]
        assert letters_of(pdf)[1] == 2

    def it_is_said_of_every_edition_that_runs_over(self):
        from copyfit.build.manifest import Manifest
        from copyfit.build.request import Request, plan
        from copyfit.make import make
        from parity import ROOT

        request = Request(ROOT, ROOT / "dist", dt.date(2026, 1, 1), SAMPLES, languages=("en",))
        said = {}
        for planned in plan(request, Manifest()).editions:
            account = make(planned.job(request, ())).account
            said["-".join(planned.id.parts)] = account.over_without_fonts_pt > 0
        files = {one.name: without_fonts(one.docx) for one in editions(languages=("en",))}
        pages = {name: letters_of(pdf)[1] for name, pdf in laid_out_by_libreoffice(files).items()}
        assert {name for name, count in pages.items() if count > 1} <= {
            name for name, over in said.items() if over
        }
