"""A space that stands alone before an element is drawn: the file says it, and a reader need not guess it."""

import io
import re
import zipfile

import pikepdf
import pytest

from copyfit.layout import lay_out
from copyfit.pdf import write_pdf
from copyfit.word import write_docx

PAGE = """<html lang="en"{direction}><head><title>x</title><style>
body {{ margin: 0; font: 11.5pt/14.75pt "IBM Plex Serif" }} p {{ margin: 0; width: {width}pt }}
</style></head><body><p>{text}</p></body></html>"""


def laid_out(text, width=400, direction=""):
    return lay_out(PAGE.format(text=text, width=width, direction=direction), {})


def drawn(layout):
    """Return the characters that the PDF draws, as its own fonts name them; a reader guesses none."""
    file = pikepdf.open(io.BytesIO(write_pdf(layout)))
    page = file.pages[0]
    names, font, said = {}, "", []
    for name, resource in page.obj.Resources.Font.items():
        pairs = re.findall(rb"<(\w+)>\s*<(\w+)>", resource.ToUnicode.read_bytes())
        names[name] = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
        }
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) == "TJ":
            for piece in (bytes(piece) for piece in operands[0] if isinstance(piece, pikepdf.String)):
                codes = zip(piece[::2], piece[1::2], strict=True)
                said += [names[font].get(high << 8 | low, "") for high, low in codes]
    return "".join(said)


def written(layout):
    """Return the text of the Word file."""
    with zipfile.ZipFile(io.BytesIO(write_docx(layout))) as archive:
        return "".join(
            re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", archive.read("word/document.xml").decode())
        )


class DescribeASpaceBeforeAnElement:
    @pytest.mark.parametrize(
        "text",
        [
            'The survey took <span class="fact">2,985</span> pupils.',
            "We <strong>support</strong> <em>it</em> now.",
            '<strong>So</strong> <span class="fact">15</span> <em>of</em> <a href="https://a.org">them</a>',
        ],
    )
    def it_is_in_both_files(self, text):
        layout = laid_out(text)
        said = re.sub("<[^>]*>", "", text)
        assert drawn(layout).strip() == said
        assert written(layout) == said

    @pytest.mark.parametrize("width", range(60, 200, 20))
    def it_is_in_the_word_file_where_a_line_ended(self, width):
        text = 'The survey took <span class="fact">2,985</span> pupils and <em>then</em> <b>some</b> more.'
        assert written(laid_out(text, width)).replace("\u00a0", " ") == re.sub("<[^>]*>", "", text)

    def it_is_drawn_in_lines_that_run_from_right_to_left_too(self):
        assert drawn(laid_out("سأل <span>15</span> عضواً", direction=' dir="rtl"')).count(" ") == 2


class DescribeAPictureWithASpaceInIt:
    def it_leaves_what_is_drawn_after_it_in_its_place(self):
        svg = b"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30">
            <g transform="translate(9 9)"><text x="1" y="9" xml:space="preserve">  </text>
            <text x="9" y="9">a</text></g></svg>"""
        page = PAGE.format(text="so <b>it</b> is", width=400, direction="").replace(
            "<p>", '<img src="asset:a.svg" alt="a"><p>'
        )
        file = pikepdf.open(io.BytesIO(write_pdf(lay_out(page, {"a.svg": svg}))))
        operators = [str(operator) for _, operator in pikepdf.parse_content_stream(file.pages[0])]
        assert operators.count("q") == operators.count("Q")
