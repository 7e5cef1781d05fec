"""The paper that a page asks for is the one that it is laid out on."""

import pytest

from copyfit.errors import LayoutError, Place
from copyfit.layout import lay_out
from copyfit.layout.paper import paper_of
from copyfit.units import pt_from_mm

LINK = '<link rel="stylesheet" href="asset:templates/a.css">'


def laid_out_and_asked_for(css, more=None, head=""):
    files = {"templates/a.css": css.encode(), **{name: text.encode() for name, text in (more or {}).items()}}
    html = f'<html lang="en"><head><title>T</title>{LINK}{head}</head><body><p>A</p></body></html>'
    sheet = lay_out(html, files).sheet
    return (sheet.width_pt, sheet.height_pt), paper_of(html, files)


class DescribeThePaper:
    @pytest.mark.parametrize(
        "css",
        [
            "",
            "@page { size: A4 }",
            "@page { size: letter }",
            "@page { size: A5 landscape }",
            "@page { size: landscape }",
            "@page { size: 100mm }",
            "@page { size: 8.5in 11in; margin: 1cm }",
            "@PAGE { SIZE: 210MM 297MM }",
            "@page { size: A5 } @page { size: 120mm 200mm }",
            "/* @page { size: A5 } */ @page { size: letter /* wide */ }",
            "@page { margin: 10mm; @top-left { content: 'size: A5' } }",
            "@page :first { margin: 3cm } @page { size: A5 }",
            "@media print { @page { size: A5 } }",
            "@media screen { @page { size: A5 } }",
            "@page { size: nonsense }",
            "@page { size: A5; size: 10em nonsense }",
            "p { margin: 0 } @page { size: 150mm 250mm; }",
        ],
    )
    def it_is_the_one_that_the_page_is_laid_out_on(self, css):
        laid_out, asked_for = laid_out_and_asked_for(css)
        assert asked_for == pytest.approx(laid_out, abs=0.01)

    def it_is_followed_through_imports_and_style_elements(self):
        more = {"templates/b.css": "@page { size: A5 }"}
        laid_out, asked_for = laid_out_and_asked_for('@import "asset:templates/b.css";', more)
        assert asked_for == pytest.approx(laid_out, abs=0.01)
        laid_out, asked_for = laid_out_and_asked_for(
            "@page { size: A5 }", head="<style>@page { size: letter }</style>"
        )
        assert asked_for == pytest.approx(laid_out, abs=0.01)


class DescribeALayout:
    def it_knows_its_style_sheets_and_facts(self):
        html = f'<html lang="en"><head><title>T</title>{LINK}</head><body><p>'
        html += '<span data-fact="b">1</span> <span data-fact="a">2</span> <span data-fact="b">1</span>'
        layout = lay_out(html, {"templates/a.css": b""})
        assert layout.style_sheets == ("templates/a.css",)
        assert layout.facts == ("b", "a")


class DescribeAPaperThatNobodyHas:
    @pytest.mark.parametrize("size", ["0 0", "1mm", "-10mm 20mm", "1e9mm", "559mm 400mm"])
    def it_is_refused_at_its_line(self, size):
        files = {"templates/a.css": f"p {{ margin: 0 }}\n@page {{ size: {size} }}".encode()}
        with pytest.raises(LayoutError) as refused:
            paper_of(f"<html><head>{LINK}</head></html>", files)
        (problem,) = refused.value.problems
        assert (problem.code, problem.place) == ("paper-size", Place("templates/a.css", 2, 9))

    def it_is_none_that_a_later_rule_takes_back(self):
        files = {"templates/a.css": b"@page { size: 0 0 } @page { size: 100mm }"}
        assert paper_of(LINK, files) == pytest.approx((pt_from_mm(100), pt_from_mm(100)))
