"""The tags of the PDF: what is read aloud, and which statement it is."""

from types import SimpleNamespace

import pikepdf
import pytest

import page as pdf_validation
from copyfit.errors import LayoutError
from copyfit.layout import lay_out
from copyfit.layout.tags import is_balanced
from copyfit.pdf import write_pdf

CSS = """
@page { size: A4; margin: 15mm; @top-left { content: element(head) } }
header { position: running(head) }
html { font: 10pt/13pt "IBM Plex Serif" }
ul ul { list-style: disc }
"""


def pdf_of(body):
    head = f"<head><title>T</title><style>{CSS}</style></head>"
    html = (
        f'<html lang="en">{head}<body><header><p>Head</p></header><main><h1>T</h1>{body}</main></body></html>'
    )
    return write_pdf(lay_out(html, {}))


def elements(body, tmp_path):
    """Return the elements of the structure tree below `main`: type, title and scope, indented by depth."""
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_of(body))
    found = []

    def read(node, depth):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                read(kid, depth)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node and str(node.S) not in ("/Span", "/NonStruct"):
                scope = str(node.get("/A", {}).get("/Scope", "")) if "/A" in node else ""
                found.append((depth, str(node.S)[1:], str(node.get("/T", "")), scope[1:]))
            if "/K" in node:
                read(node.K, depth + 1)

    with pikepdf.open(path) as pdf:
        read(pdf.Root.StructTreeRoot.K, 0)
    return [(kind, title, scope) for _, kind, title, scope in found[3:]]


class DescribeTags:
    def it_carries_the_statements_id_as_its_title(self, tmp_path):
        body = '<p data-statement="bottom-line">A</p><ol><li data-statement="first"><p>B</p></li></ol>'
        assert [(kind, title) for kind, title, _ in elements(body, tmp_path) if title] == [
            ("P", "bottom-line"),
            ("LI", "first"),
        ]

    def it_puts_the_blocks_of_a_list_item_into_its_body(self, tmp_path):
        kinds = [kind for kind, _, _ in elements("<ul><li><p>A</p><p>B</p></li></ul>", tmp_path)]
        assert kinds == ["L", "LI", "Lbl", "LBody", "P", "P"]

    def it_says_which_header_cells_head_columns_and_which_rows(self, tmp_path):
        body = (
            '<table><thead><tr><th>A</th></tr></thead><tbody><tr><th scope="row">B</th></tr></tbody></table>'
        )
        scopes = [scope for kind, _, scope in elements(body, tmp_path) if kind == "TH"]
        assert scopes == ["Column", "Row"]

    @pytest.mark.parametrize(
        "body",
        [
            '<p>A <a href="https://example.org">link <i>with <b>emphasis</b></i> inside</a></p>',
            '<p style="width: 20mm"><a href="https://example.org">a <i>link that</i> wraps often</a></p>',
            "<ul><li><p>A</p><ul><li>B</li></ul></li><li>C</li></ul>",
            "<dl><dt>A</dt><dd>B</dd></dl>",
            '<table><caption>C</caption><tr><th>A</th><td colspan="2">B</td></tr></table>',
            '<p id="x">A <a href="#x">inside</a></p>',
            "<section><h2>B</h2><blockquote><p>C</p></blockquote></section>",
        ],
    )
    def it_is_what_pdf_ua_asks_for(self, body):
        profile = pdf_validation.ValidationProfile.PDF_UA_1
        report = pdf_validation.validate_pdf_bytes(pdf_of(body), profile=profile)
        assert [failure.message for failure in report.failures] == []

    def it_lets_links_be_printed(self, tmp_path):
        path = tmp_path / "x.pdf"
        path.write_bytes(pdf_of('<p><a href="https://example.org">A <i>b</i></a></p>'))
        with pikepdf.open(path) as pdf:
            assert [int(link.F) for link in pdf.pages[0].Annots] == [4]

    def it_has_the_same_bytes_each_time(self):
        assert pdf_of("<p>A</p>") == pdf_of("<p>A</p>")
        assert pdf_of("<p>A</p>") != pdf_of("<p>B</p>")


class DescribeAPictureThatStopsHalfWay:
    @pytest.mark.parametrize(
        "inside",
        [
            '<g transform="scale(2)"><path d="A 1 1"/></g>',
            '<g transform="rotate()"><rect width="9" height="9"/></g>',
            '<g transform="scale(2)"><line x2="5" marker-end="url(#m)"/><marker id="m" viewBox="a"/></g>',
        ],
    )
    def it_is_refused_since_what_follows_would_stand_elsewhere(self, inside):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'
        html = '<html lang="en"><title>T</title><img src="asset:briefs/a/x.svg" alt="A"><p>A'
        layout = lay_out(html, {"briefs/a/x.svg": svg.encode()})
        with pytest.raises(LayoutError, match=r"briefs/a/x\.svg cannot be painted to its end"):
            write_pdf(layout)

    def it_is_noticed_by_what_is_left_open(self):
        def pdf(*operators):
            return SimpleNamespace(objects=[SimpleNamespace(stream=list(operators)), SimpleNamespace()])

        assert is_balanced(pdf(b"q", b"q", b"1 0 0 1 0 0 cm", b"Q", b"Q"))
        assert not is_balanced(pdf(b"q", b"q", b"Q"))


class DescribeLinksInTheHeader:
    def it_puts_them_into_the_tree_with_their_addresses(self, tmp_path):
        head = '<html lang="en"><head><title>T</title><style>' + CSS + "</style></head>"
        html = f'{head}<body><header><p>At <a href="https://example.org/a">a</a></p></header><h1>T</h1></body></html>'
        content = write_pdf(lay_out(html, {}))
        report = pdf_validation.validate_pdf_bytes(content, profile=pdf_validation.ValidationProfile.PDF_UA_1)
        assert report.failures == []
        (tmp_path / "x.pdf").write_bytes(content)
        with pikepdf.open(tmp_path / "x.pdf") as pdf:
            root = pdf.Root.StructTreeRoot
            paragraph = root.K[0].K[-1]
            link = paragraph.K[0]
            (annotation,) = pdf.pages[0].Annots
            assert (str(paragraph.S), str(link.S), str(link.Alt)) == ("/P", "/Link", "https://example.org/a")
            assert link.K[0].Obj.objgen == annotation.objgen
            numbers = list(root.ParentTree.Nums)
            assert numbers[numbers.index(annotation.StructParent) + 1].objgen == link.objgen


class DescribeATableWithoutHeaders:
    def it_is_blocks_side_by_side(self, tmp_path):
        body = "<table><tr><td><p>A</p></td><td><p>B</p></td></tr></table>"
        assert [kind for kind, _, _ in elements(body, tmp_path)] == [
            "Div",
            "Div",
            "Div",
            "Div",
            "P",
            "Div",
            "P",
        ]
