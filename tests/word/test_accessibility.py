"""What Word's accessibility checker looks for, and what a screen reader needs."""

import pytest

from word_files import NAMESPACES, WordFile, is_empty, tag, text_of, value
from word_pages import EVERY, docx_of

LEAST_CONTRAST = 4.5
EMPTY_AT_MOST = 10
"""Spacers: sections and columns end on paragraphs of their own, so that no statement ends one."""
VAGUE = {"here", "click here", "link", "this", "more", "ici", "هنا"}


def luminance(color):
    channels = [int(color[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the contrast of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Looks:
    """The computed colours of a run: its own, its style's, the default's."""

    def __init__(self, file):
        self.styles = {
            value(one, "w:styleId"): one
            for one in file.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
        }
        self.default = file.trees["word/styles.xml"].find("w:docDefaults", NAMESPACES)

    def color(self, run):
        style = self.styles[value(paragraph_of(run).find("w:pPr/w:pStyle", NAMESPACES))]
        places = (run.find("w:rPr/w:color", NAMESPACES), style.find("w:rPr/w:color", NAMESPACES))
        default = self.default.find(".//w:color", NAMESPACES)
        return next(value(one) for one in (*places, default) if one is not None)

    def ground(self, run):
        paragraph = paragraph_of(run)
        style = self.styles[value(paragraph.find("w:pPr/w:pStyle", NAMESPACES))]
        cells = [one.find("w:tcPr/w:shd", NAMESPACES) for one in run.iterancestors(tag("w:tc"))]
        places = (
            run.find("w:rPr/w:shd", NAMESPACES),
            paragraph.find("w:pPr/w:shd", NAMESPACES),
            style.find("w:pPr/w:shd", NAMESPACES),
            *cells,
        )
        fills = [value(one, "w:fill") for one in places if one is not None]
        return next((fill for fill in fills if fill != "auto"), "FFFFFF")


def paragraph_of(run):
    return next(run.iterancestors(tag("w:p")))


def barriers(data):
    """Yield everything in a Word file that keeps somebody out."""
    file = WordFile(data)
    yield from _unsaid(file)
    yield from _headings(file)
    yield from _tables(file)
    yield from _links(file)
    yield from _contrasts(file)
    empty = [
        one for one in file.body.iter(tag("w:p")) if is_empty(one) and file.style_of(one).startswith("Spacer")
    ]
    if len(empty) > EMPTY_AT_MOST:
        yield f"{len(empty)} empty paragraphs"


def _unsaid(file):
    core = {one.tag.rpartition("}")[2]: one.text for one in file.trees["docProps/core.xml"]}
    yield from (f"no {name}" for name in ("title", "language") if not core.get(name))
    if file.trees["word/styles.xml"].find(".//w:rPrDefault//w:lang", NAMESPACES) is None:
        yield "no language of the text"
    yield from ("a picture without alternative text" for one in file.all("wp:docPr") if not one.get("descr"))
    yield from ("a picture that floats" for _ in file.all("wp:anchor"))


def _headings(file):
    """Yield where a level is skipped below the title, whatever the headings' styles are called."""
    outline = file.outline_levels()
    styles = [value(one.find("w:pPr/w:pStyle", NAMESPACES)) for one in file.body.iter(tag("w:p"))]
    levels = [int(outline[style]) + 1 for style in styles if outline[style]]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"


def _tables(file):
    for table in file.all("w:tbl"):
        heads = table.findall("w:tr/w:trPr/w:tblHeader", NAMESPACES)
        if value(table.find("w:tblPr/w:tblLook", NAMESPACES), "w:firstRow") == "1" and not heads:
            yield "a table that promises a header row and has none"


def _links(file):
    for link in file.all("w:hyperlink"):
        words = text_of(link).strip(" \u00a0")
        if not words or words.lower() in VAGUE or words.startswith(("http:", "https:")):
            yield f"a link that does not say where it goes: “{words}”"


def _contrasts(file):
    looks = Looks(file)
    for run in file.all("w:r"):
        if not text_of(run.getparent()).strip() or not run.findall("w:t", NAMESPACES):
            continue
        pair = looks.color(run), looks.ground(run)
        if contrast(*pair) < LEAST_CONTRAST and (run.findtext("w:t", "", NAMESPACES) or "").strip("\u00a0 "):
            yield f"“{run.findtext('w:t', '', NAMESPACES)}” has a contrast of {contrast(*pair):.1f}"


@pytest.mark.parametrize("name", EVERY)
def test_a_tiny_page_keeps_nobody_out(name):
    assert list(barriers(docx_of(name))) == []


@pytest.mark.slow
def test_every_edition_keeps_nobody_out(printed):
    found = {name: list(barriers(one.docx)) for name, one in printed.items()}
    assert found
    assert {name: said for name, said in found.items() if said} == {}


class DescribeTheMeasure:
    """It finds what it is there to find."""

    def it_measures_contrast_as_wcag_does(self):
        assert contrast("FFFFFF", "000000") == pytest.approx(21)
        assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)

    def it_finds_pale_text_and_a_link_that_says_nothing(self):
        from copyfit.word import write_docx
        from word_pages import page_of

        page = page_of('<p style="color: #999">Pale <a href="https://example.org">here</a></p>')
        found = list(barriers(write_docx(page)))
        assert any("contrast of 2.8" in one for one in found)
        assert "a link that does not say where it goes: “here”" in found

    def it_finds_a_level_that_is_skipped(self):
        from copyfit.word import write_docx
        from word_pages import page_of

        page = page_of('<h1>A</h1><h2>B</h2><p>C</p><div class="panel"><h4>D</h4><p>E</p></div>')
        assert any("a heading of level 3 after one of level 1" in one for one in barriers(write_docx(page)))
