"""Every Word file has its PDF's lines in the same places, as LibreOffice lays it out."""

from dataclasses import replace

import pytest

from copyfit.layout import lay_out
from copyfit.measure.margins import TIGHT_PT
from copyfit.pdf import write_pdf
from copyfit.word import write_docx
from parity import compare, compare_all, editions, laid_out_by_libreoffice

PAGE = """<html lang="en"><head><title>A page</title><style>
@page {{ size: 100mm 60mm; margin: 10mm }}
body {{ margin: 0; font: 10pt/12.5pt "IBM Plex Serif" }} p {{ margin: {gap}pt 0 0 }}
</style></head><body><p>{first}</p><p>{second}</p></body></html>"""


def pdf(gap=4, first="The mission trains advisers.", second="It reports to its partners."):
    return write_pdf(lay_out(PAGE.format(gap=gap, first=first, second=second), {}))


class DescribeTheInstrument:
    """What it would say of files that differ; two of our own PDFs stand for PDF and Word file."""

    def it_finds_every_line_of_a_page_in_the_page_itself(self):
        parity = compare("same", pdf(), pdf())
        assert len(parity.matched) == len(parity.places) == 2
        assert (parity.worst_dx, parity.worst_dy, list(parity.differences)) == (0, 0, [])

    def it_says_how_far_a_line_has_moved(self):
        parity = compare("moved", pdf(gap=4), pdf(gap=5))
        assert len(parity.matched) == 2
        assert parity.worst_dy == pytest.approx(2, abs=0.01)
        assert next(parity.differences).startswith("“The mission trains advisers.” is 0.00 pt aside")

    @pytest.mark.parametrize(
        ("theirs", "said"),
        [
            pytest.param("It reports to its <br>partners.", "is not a line of the Word file", id="broken"),
            pytest.param("It reports to its partner.", "is not a line of the Word file", id="other word"),
        ],
    )
    def it_names_a_line_that_the_word_file_does_not_have(self, theirs, said):
        parity = compare("broken", pdf(), pdf(second=theirs))
        assert len(parity.matched) == 1
        assert next(parity.differences) == f"“It reports to its partners.” {said}"

    def it_names_words_that_only_the_word_file_has(self):
        assert list(compare("more", pdf(second=""), pdf()).differences) == [
            "“It reports to its partners.” is in the Word file only"
        ]

    def it_does_not_call_nothing_the_same(self):
        empty = pdf(first="", second="")
        assert list(compare("empty", empty, empty).differences) == ["no line was compared"]

    def it_compares_arabic_by_sorted_letters(self):
        arabic = '<span lang="ar" style="font-family: IBM Plex Sans Arabic">تدريب المستشارين (2026)</span>'
        parity = compare("arabic", pdf(second=arabic), pdf(second=arabic))
        assert any(place.line.is_rtl for place in parity.matched)
        assert replace(parity, name="").places == compare("", pdf(second=arabic), pdf(second=arabic)).places


@pytest.mark.slow
class DescribeTheRepositorysEditions:
    """All variants and languages of all briefs: every line, within half a point, on one page."""

    def it_has_every_line_of_every_pdf_in_its_place(self, tmp_path):
        compared = compare_all(editions())
        assert compared.parities
        assert all(parity.places for parity in compared.parities)
        wrong = {
            parity.name: first
            for parity in compared.parities
            if (first := next(parity.differences, None)) is not None
        }
        if wrong:
            compared.save(tmp_path)
        assert wrong == {}, f"the overlays are in {tmp_path}"
        tight = {one.name: one.margin_pt for one in compared.parities if (one.margin_pt or 0) < TIGHT_PT}
        assert tight == {}, "a word must change, so that the lines break there in every program"


@pytest.mark.slow
def test_a_tiny_word_file_is_its_pdf():
    layout = lay_out(PAGE.format(gap=4, first="The mission trains advisers.", second="It reports."), {})
    made = laid_out_by_libreoffice({"tiny": write_docx(layout)})["tiny"]
    assert list(compare("tiny", write_pdf(layout), made).differences) == []
