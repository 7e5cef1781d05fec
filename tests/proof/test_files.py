"""A finished file is read back before it is published: one page, the page's words in order, fonts inside."""

import io
import zipfile

import pikepdf
import pytest

from copyfit.errors import LayoutError
from copyfit.pdf import write_pdf
from copyfit.proof import completeness, prove_files
from copyfit.proof.painted import painted_problems
from copyfit.proof.written import written_problems
from copyfit.word import write_docx

from .paper import codes, page

CSS = (
    "html { font-family: 'IBM Plex Serif' } td, th { padding: 2pt; text-align: start }"
    ".said::before { content: 'He said: ' } b { font-weight: 700 }"
)
BODY = """
<h1>Well-known office of fjords</h1>
<p data-statement="first">One <b>two</b> three <i>four</i> state-of-the-art <a href="https://example.org">link</a>.</p>
<p class="said">Yes.</p>
<ul><li data-statement="second">An item</li><li>Another</li></ul>
<ol><li>1 stands here as text</li><li>Two</li></ol>
<table><thead><tr><th>Head</th><th>Other</th></tr></thead>
<tbody><tr data-statement="third"><td>Cell</td><td>1,000</td></tr></tbody></table>
"""
ARABIC = """
<h1>بعثة الناتو في العراق</h1>
<p data-statement="first">لا إله والناتو NATO 2026 في العراق، لماذا؟ الأمن والاستقرار لأن</p>
<ul><li>أول لا</li><li>ثان</li></ul>
"""


@pytest.fixture(scope="module")
def layout():
    """Return a page with every kind of block."""
    found = page(BODY, CSS, head="<p>Kicker</p>")
    assert completeness(found) == []
    return found


@pytest.fixture(scope="module")
def other():
    """Return a page that differs in one word in the middle of its second statement."""
    return page(BODY.replace("An item", "An older item"), CSS, head="<p>Kicker</p>")


@pytest.fixture(scope="module")
def pdf(layout):
    return write_pdf(layout)


@pytest.fixture(scope="module")
def docx(layout):
    return write_docx(layout)


def _changed(docx, change, part="word/document.xml"):
    """Return a DOCX with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                changed = change(text.decode()).encode()
                assert changed != text
                text = changed
            new.writestr(name, text)
    return stream.getvalue()


class DescribeProvingFiles:
    def it_takes_what_the_writers_made_of_the_page(self, layout, pdf, docx):
        prove_files(layout, {"pdf": pdf, "docx": docx})

    def it_takes_arabic_whose_ligatures_readers_swap(self):
        arabic = page(ARABIC, language="ar")
        prove_files(arabic, {"pdf": write_pdf(arabic), "docx": write_docx(arabic)})

    def it_refuses_the_files_of_another_page_all_at_once(self, other, pdf, docx):
        with pytest.raises(LayoutError) as error:
            prove_files(other, {"pdf": pdf, "docx": docx})
        assert codes(error.value.problems) == ["pdf-words-lost", "docx-words-lost"]
        assert "“An older item” of `second`" in error.value.problems[0].message


class DescribeAPaintedFile:
    def it_says_nothing_that_the_page_does_not_say(self, layout, other):
        assert codes(painted_problems(layout, write_pdf(other))) == ["pdf-words-lost"]
        more = page(BODY + "<p>And more</p>", CSS, head="<p>Kicker</p>")
        assert codes(painted_problems(layout, write_pdf(more))) == ["pdf-words-added"]

    def it_has_the_header(self, pdf):
        with_more = page(BODY, CSS, head="<p>Kicker and more</p>")
        assert codes(painted_problems(with_more, pdf)) == ["pdf-words-lost"]

    def it_has_one_page(self, layout, pdf):
        document = pikepdf.open(io.BytesIO(pdf))
        document.pages.append(document.pages[0])
        assert codes(painted_problems(layout, _saved(document))) == ["not-one-page"]

    def it_has_the_size_of_the_sheet(self, layout, pdf):
        document = pikepdf.open(io.BytesIO(pdf))
        document.pages[0].MediaBox = [0, 0, 612, 792]
        assert codes(painted_problems(layout, _saved(document))) == ["pdf-other-sheet"]

    def it_carries_its_fonts(self, layout, pdf):
        document = pikepdf.open(io.BytesIO(pdf))
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]
        assert "pdf-font-missing" in codes(painted_problems(layout, _saved(document)))


def _saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class DescribeAWrittenFile:
    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            pytest.param("An item", "An", "docx-words-lost", id="a word lost"),
            pytest.param(">Cell<", ">Cell Cell<", "docx-words-lost", id="a word twice"),
            pytest.param("1,000", "1,000 and more", "docx-words-added", id="more at the end"),
            pytest.param('w:w="11906"', 'w:w="12240"', "docx-other-sheet", id="another paper"),
            pytest.param(
                "An item</w:t>", 'An item</w:t><w:br w:type="page"/>', "docx-second-page", id="a break"
            ),
            pytest.param(
                "</w:pPr>", "<w:pageBreakBefore/></w:pPr>", "docx-second-page", id="a page break before"
            ),
        ],
    )
    def it_is_one_page_with_the_words_of_the_layout(self, layout, docx, old, new, code):
        assert codes(written_problems(layout, _changed(docx, lambda xml: xml.replace(old, new, 1)))) == [code]

    def it_starts_no_section_on_a_new_page(self, layout, docx):
        def change(xml):
            return xml.replace("<w:sectPr", "<w:sectPr/><w:sectPr", 1)

        assert codes(written_problems(layout, _changed(docx, change))) == ["docx-second-page"]

    def it_has_the_header(self, layout, docx):
        changed = _changed(docx, lambda xml: xml.replace("Kicker", "Kick"), "word/header1.xml")
        assert codes(written_problems(layout, changed)) == ["docx-words-lost"]

    def it_carries_its_fonts(self, layout, docx):
        changed = _changed(docx, lambda xml: xml.replace("embed", "lacks"), "word/fontTable.xml")
        assert codes(written_problems(layout, changed)) == ["docx-font-missing"]
