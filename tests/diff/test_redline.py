"""What changed as tracked changes in Word: accepted it is the new page, rejected the old one."""

import io
import re
import subprocess
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from copyfit.diff.document import parts_of
from copyfit.diff.redline import redlined
from diff.word_changes import accepted, marks, rejected, said
from word_files import ORDERS, WordFile, tag

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(*blocks):
    """Return a Word file: a text is a paragraph with `*bold*` words, a list of rows a table."""
    body = "".join(_table(block) if isinstance(block, list) else _paragraph(block) for block in blocks)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<x/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return stream.getvalue()


def _paragraph(text):
    runs = [
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if at % 2 else ''}<w:t xml:space='preserve'>{part}</w:t></w:r>"
        for at, part in enumerate(text.split("*"))
        if part
    ]
    return f"<w:p><w:pPr><w:pStyle w:val='Body'/></w:pPr>{''.join(runs)}</w:p>"


def _table(rows):
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def tracked(old, new):
    return redlined(parts_of(document(*old)), parts_of(document(*new)))


WORDS = st.lists(st.sampled_from(["one", "two", "*three*", "four", "five"]), min_size=1, max_size=7).map(
    " ".join
)


class DescribeARedline:
    @pytest.mark.parametrize(
        ("old", "new", "came", "went"),
        [
            pytest.param(["a b c"], ["a x c"], ["x"], ["b"], id="a word"),
            pytest.param(["a *b* c"], ["a *b d* c"], ["d "], [], id="inside bold"),
            pytest.param(["a"], ["a", "b c d e f"], ["b c d e f"], [], id="a paragraph came"),
            pytest.param(["a", "b c d e f"], ["a"], [], ["b c d e f"], id="a paragraph went"),
            pytest.param([[["a", "b"]]], [[["a", "b"], ["c", "d"]]], ["c", "d"], [], id="a row came"),
            pytest.param([[["a", "b"], ["c", "d"]]], [[["a", "b"]]], [], ["c", "d"], id="a row went"),
            pytest.param(["x", [["a", "b"]], "y"], ["x", "y"], [], ["a", "b"], id="a table went"),
            pytest.param(["a"], ["a"], [], [], id="nothing"),
            pytest.param(["a b"], [], [], ["a b"], id="all went"),
            pytest.param(
                [[["a", "b"]], "c"], [""], [], ["a", "b", "c"], id="all went, but for an empty line"
            ),
            pytest.param([], ["a b"], ["a b"], [], id="all came"),
        ],
    )
    def it_marks_what_came_and_what_went(self, old, new, came, went):
        made = tracked(old, new)
        assert (marks(made, "ins"), marks(made, "del")) == (came, went)
        assert accepted(made) == said(document(*new))
        assert rejected(made) == said(document(*old))

    @given(old=st.lists(WORDS, max_size=5), new=st.lists(WORDS, max_size=5))
    @settings(max_examples=60, deadline=None)
    def it_is_either_text_when_all_is_accepted_or_rejected(self, old, new):
        made = tracked(old, new)
        assert accepted(made) == said(document(*new))
        assert rejected(made) == said(document(*old))

    def it_keeps_the_look_of_words_that_went(self):
        text = zipfile.ZipFile(io.BytesIO(tracked(["a *b* c"], ["a c"]))).read("word/document.xml").decode()
        assert re.search(r"<w:del [^>]+><w:r><w:rPr><w:b/></w:rPr><w:delText[^>]*>b", text)

    def it_has_the_same_bytes_each_time_and_no_day(self):
        once, again = tracked(["a b"], ["a c"]), tracked(["a b"], ["a c"])
        assert once == again
        assert b"w:date" not in zipfile.ZipFile(io.BytesIO(once)).read("word/document.xml")


@pytest.fixture(scope="module")
def page(compared):
    """Return a real page with its changes tracked, and the two files it was made of."""
    return compared.redline, compared.old, compared.new


class DescribeARealPage:
    def it_is_the_new_page_accepted_and_the_old_one_rejected(self, page):
        made, old, new = page
        assert accepted(made) == said(new)
        assert rejected(made) == said(old)

    def it_has_five_changes(self, page):
        assert len(marks(page[0], "del")) >= 5

    def it_has_its_children_in_the_order_of_the_standard(self, page):
        tree = WordFile(page[0]).trees["word/document.xml"]
        for name in ("pPr", "rPr"):
            order = ["ins", "del", *ORDERS[name].split()] if name == "rPr" else ORDERS[name].split()
            for element in tree.iter(tag(f"w:{name}")):
                found = [
                    order.index(child.tag.rpartition("}")[2]) for child in element if "w14" not in child.tag
                ]
                assert found == sorted(found)

    def it_gives_every_change_an_id_of_its_own(self, page):
        tree = WordFile(page[0]).trees["word/document.xml"]
        ids = [one.get(tag("w:id")) for kind in ("ins", "del") for one in tree.iter(tag(f"w:{kind}"))]
        assert len(ids) == len(set(ids))

    def it_would_not_be_repaired(self, page, tmp_path):
        path = tmp_path / "page.docx"
        path.write_bytes(page[0])
        assert [str(one) for one in OpenXmlValidator().validate(str(path)).errors] == []

    @pytest.mark.slow
    def it_is_one_page_in_libreoffice(self, page, tmp_path):
        (tmp_path / "page.docx").write_bytes(page[0])
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
                *("--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "page.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        info = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True)
        assert re.search(r"^Pages: +1$", info.stdout, re.MULTILINE)
