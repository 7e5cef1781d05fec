"""Whatever the words, they are on the page, and back out of both files."""

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.pdf import write_pdf
from copyfit.proof import completeness, prove_files
from copyfit.word import write_docx

from .paper import codes, page

LATIN = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789àéîöüßçñ.,;:!?()[]/&<>'\"’“”–—-%€"
ARABIC = "".join(map(chr, range(0x0621, 0x063B))) + "فقكلمنهويى،؟.()0123456789"
WORDS = st.lists(st.text(LATIN, min_size=1, max_size=14), min_size=1, max_size=40).map(" ".join)
MIXED = st.lists(
    st.text(ARABIC, min_size=1, max_size=10) | st.text("abcNATO", min_size=1, max_size=8),
    min_size=1,
    max_size=30,
).map(" ".join)
SLOW = settings(deadline=None, max_examples=25)


class DescribeRandomWords:
    @SLOW
    @given(texts=st.lists(WORDS, min_size=1, max_size=5), tag=st.sampled_from(["p", "li", "td", "h2"]))
    def it_finds_all_of_them_on_the_page_and_in_both_files(self, texts, tag):
        around = {"li": "ul", "td": "tr"}.get(tag, "div")
        inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
        block = f"<{around}>{inner}</{around}>"
        layout = page(f"<table>{block}</table>" if tag == "td" else block, "td { vertical-align: top }")
        said = [code for code in codes(completeness(layout)) if code.startswith("words-lost")]
        assert said == []
        if not completeness(layout):
            prove_files(layout, {"pdf": write_pdf(layout), "docx": write_docx(layout)})

    @SLOW
    @given(text=MIXED)
    def it_finds_arabic_and_what_is_mixed_into_it(self, text):
        layout = page(f"<p>{escape(text)}</p>", "html { font-family: 'IBM Plex Sans Arabic' }", "ar")
        assert completeness(layout) == []
        prove_files(layout, {"pdf": write_pdf(layout), "docx": write_docx(layout)})

    def it_finds_figures_and_latin_letters_alone_on_a_right_to_left_page(self):
        layout = page("<p>0 A</p><p>12 (3) B</p>", "html { font-family: 'IBM Plex Sans Arabic' }", "ar")
        assert completeness(layout) == []
        prove_files(layout, {"pdf": write_pdf(layout), "docx": write_docx(layout)})
