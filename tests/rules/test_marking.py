"""Markings by scheme: which labels are legal, and where they must be found."""

import io
import zipfile

import pypdfium2
import pytest

from copyfit.pdf import write_pdf
from copyfit.word import write_docx

MASTHEAD = "templates__shared__page.html.j2"


@pytest.fixture
def marked(page_of, brief_text):
    """Return a function that makes a page with a marking."""

    def make(scheme, label, variant="executive", **files):
        written = f'marking: {{scheme: {scheme}, label: "{label}"}}'
        text = brief_text("answer: {id: answer, text: The harbour fills with sand.}", marking=written)
        return page_of(text, variant, **files)

    return make


@pytest.mark.parametrize(
    ("scheme", "label", "is_legal"),
    [
        ("tlp2", "TLP:CLEAR", True),
        ("tlp2", "TLP:AMBER+STRICT", True),
        ("tlp2", "TLP: RED", False),
        ("tlp2", "TLP:WHITE", False),
        ("tlp2", "tlp:green", False),
        ("uk-gscp", "OFFICIAL", True),
        ("uk-gscp", "OFFICIAL-SENSITIVE", True),
        ("uk-gscp", "OFFICIAL-SENSITIVE COMMERCIAL", True),
        ("uk-gscp", "UK SECRET", True),
        ("uk-gscp", "TOP SECRET – UK EYES ONLY", True),
        ("uk-gscp", "Official", False),
        ("uk-gscp", "CONFIDENTIAL", False),
        ("us-cui", "CUI", True),
        ("us-cui", "CUI//SP-PRVCY", True),
        ("us-cui", "CUI//SP-PRVCY/PRIIG//NOFORN", True),
        ("us-cui", "CONTROLLED", True),
        ("us-cui", "FOUO", False),
        ("us-cui", "cui", False),
    ],
)
def test_a_label_is_one_of_its_scheme(marked, problems_of, scheme, label, is_legal):
    found = problems_of("marking", marked(scheme, label))
    assert [problem.message for problem in found] == (
        [] if is_legal else [f"“{label}” is no label of {scheme}"]
    )


def test_a_scheme_needs_a_label_and_a_label_a_scheme(page_of, problems_of, brief_text):
    said = [
        problems_of("marking", page_of(brief_text(marking=marking)))[0].message
        for marking in ("marking: {label: OFFICIAL}", "marking: {scheme: uk-gscp}")
    ]
    assert "has no scheme" in said[0]
    assert "no label" in said[1]


@pytest.mark.parametrize("variant", ["executive", "academic", "student"])
@pytest.mark.parametrize(
    ("scheme", "label"), [("tlp2", "TLP:GREEN"), ("uk-gscp", "OFFICIAL-SENSITIVE"), ("us-cui", "CUI")]
)
def test_every_page_is_marked_top_and_bottom_and_aloud_in_both_formats(
    marked, problems_of, variant, scheme, label
):
    page = marked(scheme, label, variant)
    assert problems_of("marking", page) == []
    with zipfile.ZipFile(io.BytesIO(write_docx(page.layout))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    for kind in ("header", "footer"):
        texts = "".join(text for name, text in parts.items() if name.startswith(f"word/{kind}"))
        assert label in "".join(texts.split("<w:t")).replace("\u00a0", " ") or label in texts
    assert label in parts["docProps/core.xml"]
    pdf = pypdfium2.PdfDocument(write_pdf(page.layout))
    assert label in pdf.get_metadata_value("Subject")
    text = pdf[0].get_textpage()
    height = pdf[0].get_height()
    for low, high in ((0, 25 / 297 * height), (height * (1 - 22 / 297), height)):
        assert label in text.get_text_bounded(bottom=low, top=high)
    pdf.close()


class DescribeATemplateThatForgets:
    @pytest.fixture
    def without(self, templates, marked, problems_of):
        def run(removed, path="templates/shared/page.html.j2"):
            changed = templates[path].decode()
            assert removed in changed
            changed = changed.replace(removed, "")
            page = marked("uk-gscp", "SECRET", **{path.replace("/", "__"): changed.encode()})
            return [problem.message for problem in problems_of("marking", page)]

        return run

    def it_is_told_that_no_screen_reader_finds_the_marking(self, without):
        assert without(' ({{ brief.marking.label or "" }})') == [
            "a screen reader does not find the marking SECRET: it passes over headers and footers"
        ]

    def it_is_told_where_the_marking_is_missing(self, without):
        assert without("{{ banner(brief, labels) }}") == [
            "the marking SECRET is not in the page's header",
            "the marking SECRET is not in the page's footer",
        ]


def test_a_small_tlp_label_is_a_warning(templates, marked, problems_of):
    path = "templates/shared/house.css"
    small = templates[path].replace(b"--marking-size: 12pt", b"--marking-size: 9pt")
    assert small != templates[path]
    found = problems_of("marking", marked("tlp2", "TLP:RED", **{path.replace("/", "__"): small}))
    assert {problem.severity for problem in found} == {"warning"}
    assert "9 pt" in found[0].message
