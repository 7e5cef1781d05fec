"""A colleague works in the file: what they add or take away moves what is below it, and nothing breaks.

Every edit is made with python-docx and laid out by LibreOffice, all files at once.
"""

import copy
import io
import os

import docx
import pytest

from parity import editions, laid_out_by_libreoffice, letters_of, lines_of
from word_files import NAMESPACES, tag

PROVE = os.environ.get("COPYFIT_PROVE") == "1"
SAMPLE = ("nato-iraq-executive-en", "us-measles-academic-en", "school-phones-student-en")
MORE = " More will be known when the next reports are out."


def paragraphs(document, style):
    names = {one.style_id for one in document.styles if one.name.removesuffix(" First") == style}
    found = document.element.body.iter(tag("w:p"))
    return [one for one in found if one.find("w:pPr/w:pStyle", NAMESPACES).get(tag("w:val")) in names]


def add_words(document, style, text):
    """Add words to the end of the first paragraph of a style."""
    runs = paragraphs(document, style)[0].findall(".//w:r", NAMESPACES)
    last = next(one for one in reversed(runs) if one.find("w:t", NAMESPACES) is not None)
    last.find("w:t", NAMESPACES).text += text


def remove(document, style, index):
    gone = paragraphs(document, style)[index]
    gone.getparent().remove(gone)


def add_like(document, style):
    """Add a paragraph after the first of a style, as Word does at the press of a key: of the same kind."""
    first = paragraphs(document, style)[0]
    made = copy.deepcopy(first)
    for child in list(made):
        if child.tag != tag("w:pPr"):
            made.remove(child)
    first.addnext(made)
    docx.text.paragraph.Paragraph(made, document).add_run("One more")


EDITS = {
    "words": {
        "executive": lambda d: add_words(d, "Basis", " Now."),
        "academic": lambda d: add_words(d, "Body Text", " Now."),
        "student": lambda d: add_words(d, "Body Text", " Now."),
    },
    "sentence": {
        "executive": lambda d: add_words(d, "Basis", MORE),
        "academic": lambda d: add_words(d, "Body Text", MORE),
        "student": lambda d: add_words(d, "Callout", MORE),
    },
    "less": {
        "executive": lambda d: remove(d, "Judgement", 1),
        "academic": lambda d: remove(d, "List Bullet", 1),
        "student": lambda d: remove(d, "Question", 1),
    },
    "more": {
        "executive": lambda d: add_like(d, "List Bullet"),
        "academic": lambda d: add_like(d, "Bibliography"),
        "student": lambda d: add_like(d, "Question"),
    },
}
STAYS = ("words", "less")
"""Edits after which the page is one page; the others may run over."""


@pytest.fixture(scope="module")
def edited():
    """Return every edited file as LibreOffice lays it out: its lines, and how many pages."""
    files = {}
    for one in editions():
        if not PROVE and one.name not in SAMPLE:
            continue
        for edit, by_variant in EDITS.items():
            document = docx.Document(io.BytesIO(one.docx))
            by_variant[one.name.split("-")[-2]](document)
            stream = io.BytesIO()
            document.save(stream)
            files[f"{one.name}-{edit}"] = stream.getvalue()
    made = laid_out_by_libreoffice(files)
    return {name: (pdf, *letters_of(pdf)) for name, pdf in made.items()}


@pytest.mark.slow
class DescribeAnEdit:
    def it_keeps_the_page_one_page_if_it_is_small(self, edited):
        small = {name: pages for name, (_, _, pages) in edited.items() if name.endswith(STAYS)}
        assert small
        assert {name: pages for name, pages in small.items() if pages != 1} == {}

    def it_runs_over_to_a_second_page_and_never_a_third(self, edited):
        assert {name: pages for name, (_, _, pages) in edited.items() if pages > 2} == {}

    def it_keeps_header_and_footer_on_every_page(self, edited):
        import pypdfium2

        for name, (pdf, _, pages) in edited.items():
            document = pypdfium2.PdfDocument(pdf)
            for number in range(pages):
                text = document[number].get_textpage().get_text_range()
                assert "example" in text, (name, number)

    def it_keeps_columns_beside_one_another(self, edited):
        letters = edited["nato-iraq-executive-en-less"][1]
        tops = {line.text: line.baseline for line in lines_of(letters)}
        left = next(y for text, y in tops.items() if text.startswith("Whatwouldend"))
        right = next(y for text, y in tops.items() if text.startswith("Risks"))
        assert left == pytest.approx(right, abs=0.5)

    def it_renumbers_what_follows(self, edited):
        for name, first, last in (
            ("nato-iraq-executive-en-less", "Keyjudgements", 3),
            ("school-phones-student-en-more", "Checkyour", 5),
        ):
            lines = lines_of(edited[name][1])
            top = next(line.baseline for line in lines if line.text.startswith(first))
            numbers = {line.text[0] for line in lines if line.baseline > top and line.text[:1].isdigit()}
            assert str(last) in numbers, name
