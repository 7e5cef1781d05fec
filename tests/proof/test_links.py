"""Links lead to the web, to an e-mail, to a telephone or within the page; nothing else is published."""

from html import escape

import pytest

from copyfit.layout import lay_out
from copyfit.pdf import write_pdf
from copyfit.proof import READERS, completeness
from copyfit.proof.links import file_link_problems, is_safe
from copyfit.proof.pdfium import addresses_of, opened
from copyfit.word import write_docx

from .paper import page

SAFE = [
    "https://example.org",
    "HTTP://example.org/a?b=c#d",
    "https://de.wikipedia.org/wiki/Zürich_(Stadt)",
    "https://عربي.example/صفحة",
    "mailto:desk@example.org?subject=Pier",
    "tel:+44-20-7946-0000",
]
REFUSED = [
    "javascript:app.alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<b>x</b>",
    "file://attacker/share/x",
    "file:///etc/passwd",
    "smb://attacker/share",
    "ms-word:ofe|u|https://example.org/x.docx",
    "\\\\attacker\\share",
    "//attacker/share",
    "https:\\\\attacker\\share",
    "asset:briefs/harbour/brief.yaml",
    "other.html",
    "/etc/passwd",
    "https:",
    "https:///x",
    "https://a b",
    "ftp://example.org/x",
    "blob:https://example.org/x",
    "search-ms:query=x",
    "tel:1 2",
    "",
    "#",
]


def linked(address):
    return page(f'<p data-statement="a">See <a href="{escape(address)}">the plan</a>.</p><p id="there">B</p>')


class DescribeALink:
    @pytest.mark.parametrize("address", [*SAFE, "#there"])
    def it_may_lead_to_the_web_or_a_person_or_a_place_on_the_page(self, address):
        layout = linked(address)
        assert completeness(layout) == []
        assert READERS["pdf"](layout, write_pdf(layout)) == []
        assert READERS["docx"](layout, write_docx(layout)) == []

    @pytest.mark.parametrize("address", REFUSED)
    def it_leads_nowhere_else(self, address):
        problems = [one for one in completeness(linked(address)) if one.code == "link-refused"]
        assert [problem.about.name for problem in problems] == [address]

    @pytest.mark.parametrize("address", [one for one in REFUSED if one.strip() and one != "#"])
    def it_is_found_in_the_finished_files_too(self, address):
        assert [one.code for one in file_link_problems([address], "PDF")] == ["link-refused"]

    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_is_read_back_from_the_finished_file(self, form):
        layout = linked("file://attacker/share/x")
        content = {"pdf": write_pdf, "docx": write_docx}[form](layout)
        (problem,) = READERS[form](layout, content)
        assert problem.code == "link-refused"
        assert "file://attacker/share/x" in problem.message

    @pytest.mark.parametrize("link", ["url(javascript:x)", "attr(title)"])
    @pytest.mark.parametrize("tag", ["p", "b", "a"])
    def it_is_published_by_no_style_sheet(self, link, tag):
        layout = page(
            '<p title="javascript:x">A <b title="javascript:x">B</b> <a>C</a></p>',
            f"{tag} {{ link: {link} }}",
        )
        pdf = write_pdf(layout)
        with opened(pdf) as document:
            addresses = list(addresses_of(document, document[0]))
        assert addresses == [] or READERS["pdf"](layout, pdf)

    def it_carries_no_file(self):
        html = (
            '<html lang="en"><title>T</title><link rel="attachment" href="asset:briefs/a.yaml"><body><p>A</p>'
        )
        layout = lay_out(html, {"briefs/a.yaml": b"secret: 1"})
        assert [one.code for one in READERS["pdf"](layout, write_pdf(layout))] == ["pdf-attachment"]


def test_a_safe_address_is_safe_whatever_its_case():
    assert all(is_safe(address) for address in SAFE)
