"""Right-to-left text is laid out as it is read, and all text painted in the order in which it is read."""

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.layout import lay_out
from copyfit.layout.patches import shared_out
from copyfit.pdf import write_pdf

PAGE = """<html lang="ar" dir="rtl"><head><title>x</title><style>
@page {{ size: 300pt 200pt; margin: 20pt }}
body {{ margin: 0; font: 12pt/17pt "IBM Plex Sans Arabic" }} p {{ margin: 0 }} .end {{ float: left }}
</style></head><body><p>{text}</p></body></html>"""
SHADDA, FATHA = "\u0651", "\u064e"


class DescribeAFloatInARightToLeftLine:
    def it_stands_at_the_end_edge(self):
        layout = lay_out(PAGE.format(text='موجز <span class="end">23 آذار</span>'), {})
        (line,) = [line for box in layout.page.walk() for line in box.lines]
        date = next(run for run in line.runs if "آذار" in run.text)
        assert date.x_pt == pytest.approx(20, abs=0.1)
        assert max(run.x_pt + run.width_pt for run in line.runs) == pytest.approx(280, abs=0.1)

    def it_stands_below_a_line_that_leaves_it_no_room(self):
        layout = lay_out(PAGE.format(text=f'{"كلمة " * 9}<span class="end">{"موجز " * 5}</span>'), {})
        runs = [run for box in layout.page.walk() for line in box.lines for run in line.runs]
        assert all(run.x_pt > 19.9 and run.x_pt + run.width_pt < 280.1 for run in runs)


READ = """<html lang="en"><head><title>x</title><style>
@page {{ size: 300pt 200pt; margin: 20pt }} body {{ margin: 0; font: 12pt/17pt "IBM Plex Serif" }} {style}
</style></head><body><p>First</p><div class="aside">Second</div><ol><li>Third</li></ol>
<p>Fourth <span class="end">Fifth</span></p><p>Sixth</p></body></html>"""


def painted(style):
    """Return the words of a page in the order in which they are painted."""
    layout = lay_out(READ.format(style=style), {})
    return pypdfium2.PdfDocument(write_pdf(layout))[0].get_textpage().get_text_range().split()


class DescribeTheOrderOfPainting:
    @pytest.mark.parametrize(
        "style", ["", ".aside { float: left } ol { clear: both }", ".aside { overflow: hidden }"]
    )
    def it_is_that_of_reading(self, style):
        assert painted(style) == ["First", "Second", "1.", "Third", "Fourth", "Fifth", "Sixth"]

    def it_paints_what_is_positioned_over_all_else(self):
        for style in ("position: relative", "opacity: 0.5", "transform: rotate(1deg)"):
            assert painted(f".aside {{ {style} }}")[-1] == "Second"

    def it_holds_for_a_float_with_something_positioned_in_it(self):
        style = ".aside { float: left } .aside::after { content: 'Above'; position: absolute; top: 90pt }"
        assert painted(style)[:2] == ["First", "Second"]
        assert painted(style)[-1] == "Above"


class DescribeLettersWithMarks:
    def it_can_be_read_back_from_the_pdf(self):
        layout = lay_out(PAGE.format(text="مرجّح كثير، لنقرّر وقد يغيّر"), {})
        text = pypdfium2.PdfDocument(write_pdf(layout))[0].get_textpage().get_text_range()
        assert sorted("".join(text.split())) == sorted("مرجّحكثير،لنقرّروقديغيّر")

    @pytest.mark.parametrize(
        ("said", "is_mark", "names"),
        [
            (f"ر{SHADDA}", [True, False], [SHADDA, "ر"]),
            (f"ي{SHADDA}ر", [True, False], [SHADDA, "ير"]),
            (f"ر{SHADDA}{FATHA}", [True, False], [SHADDA + FATHA, "ر"]),
            (f"ر{SHADDA}{FATHA}", [True, True, False], [FATHA, SHADDA, "ر"]),
        ],
    )
    def it_gives_the_base_its_letters_and_each_mark_its_own(self, said, is_mark, names):
        assert shared_out(said, is_mark) == names

    @given(
        letters=st.text("ريبلا", min_size=1, max_size=3),
        marks=st.text([SHADDA, FATHA], min_size=1, max_size=3),
        glyphs=st.integers(1, 3),
    )
    def it_loses_no_character(self, letters, marks, glyphs):
        glyphs = min(glyphs, len(marks))
        names = shared_out(letters + marks, [True] * glyphs + [False])
        assert sorted("".join(names)) == sorted(letters + marks)
