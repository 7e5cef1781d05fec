"""What people report of Word files that programs make, and what a file of ours has instead."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from copyfit.word import write_docx
from copyfit.word.ooxml.bookmarks import places_in
from copyfit.word.spec import ParagraphFormat, ParagraphSpec
from parity import laid_out_by_libreoffice, letters_of, lines_of
from word_files import NAMESPACES, WordFile, is_empty, tag, text_of, value
from word_pages import EVERY, docx_of, page_of


@pytest.fixture(scope="module")
def files(printed):
    """Return every edition of the repository as a Word file."""
    return {name: one.docx for name, one in printed.items()}


def opened(data):
    return docx.Document(io.BytesIO(data))


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def words_by_size(pdf):
    letters, _ = letters_of(pdf)
    return {line.text: max(letter.size for letter in line.letters) for line in lines_of(letters)}


class DescribePlacesToWrite:
    """What is typed takes the look of the paragraph's mark (§17.3.1.29)."""

    @pytest.mark.parametrize("name", EVERY)
    def it_keeps_the_mark_low_in_spacers_alone(self, name):
        file = WordFile(docx_of(name))
        for paragraph in file.body.iter(tag("w:p")):
            size = paragraph.find("w:pPr/w:rPr/w:sz", NAMESPACES)
            assert size is None or value(size) != "2" or file.style_of(paragraph).startswith("Spacer")

    def it_gives_an_empty_cell_its_neighbours_line(self):
        page = page_of("<table><tr><td>A</td><td></td></tr></table>")
        first, second = WordFile(write_docx(page)).all("w:tc/w:p")
        styles = [value(one.find("w:pPr/w:pStyle", NAMESPACES)) for one in (first, second)]
        assert is_empty(second)
        assert styles == ["TableText", "TableText"]
        assert second.find("w:pPr/w:spacing", NAMESPACES) is None

    def it_writes_an_empty_arabic_cell_from_the_right(self):
        page = page_of("<table><tr><td>أ</td><td></td></tr></table>", "ar")
        file = WordFile(write_docx(page))
        style = next(one for one in file.trees["word/styles.xml"] if value(one, "w:styleId") == "TableText")
        assert style.find("w:pPr/w:bidi", NAMESPACES) is not None

    @pytest.mark.slow
    def it_shows_an_answer_at_the_size_of_the_text(self):
        answer = "<style>div { height: 16pt; border-bottom: 0.5pt solid #999 }</style>"
        page = page_of(f"{answer}<ol><li><p>Why?</p><div></div><div></div></li></ol>")
        document = opened(write_docx(page))
        for number, paragraph in enumerate(one for one in document.paragraphs if not one.text):
            run = paragraph.add_run(f"Answer{number}")
            mark = paragraph._p.find("w:pPr/w:rPr", NAMESPACES)
            if mark is not None:  # as Word does
                run._r.insert(0, mark.__copy__())
        sizes = words_by_size(laid_out_by_libreoffice({"answers": saved(document)})["answers"])
        assert sizes["Answer0"] > 7

    @pytest.mark.slow
    def it_shows_a_digit_that_moves_to_an_empty_cell(self):
        scale = "<table><tr><th>almost no chance</th><th>likely</th></tr><tr><td></td><td>1</td></tr></table>"
        document = docx.Document(io.BytesIO(write_docx(page_of(scale))))
        scale = document.tables[0]
        scale.rows[1].cells[0].paragraphs[0].add_run("9")
        pdf = laid_out_by_libreoffice({"scale": saved(document)})["scale"]
        letters, pages = letters_of(pdf)
        assert pages == 1
        assert [one for one in letters if one.text == "9" and one.size > 6 and one.x < 100]


class DescribeTheLanguage:
    """Programs that check spelling know languages by region."""

    @pytest.mark.parametrize("name", EVERY)
    def it_names_a_region_everywhere(self, name):
        for part, tree in WordFile(docx_of(name)).trees.items():
            for element in (*tree.iter(tag("w:lang")), *tree.iter(tag("w:themeFontLang"))):
                assert all("-" in tagged for tagged in element.attrib.values()), part

    @pytest.mark.parametrize(
        ("language", "attributes"),
        [("en", {"val": "en-GB"}), ("fr", {"val": "fr-FR"}), ("ar", {"val": "en-GB", "bidi": "ar-IQ"})],
    )
    def it_is_the_documents(self, language, attributes):
        styles = WordFile(write_docx(page_of("<p>A</p>", language))).trees["word/styles.xml"]
        default = styles.find(".//w:rPrDefault//w:lang", NAMESPACES)
        assert {key.rpartition("}")[2]: tagged for key, tagged in default.attrib.items()} == attributes

    def it_is_that_of_foreign_words(self):
        page = page_of('<p>A <span lang="it">Rivista Italiana</span> of <span lang="ar">قلم</span></p>')
        said = [dict(one.attrib) for one in WordFile(write_docx(page)).all("w:lang")]
        assert said == [{tag("w:val"): "it-IT"}, {tag("w:bidi"): "ar-IQ"}]

    @pytest.mark.slow
    def it_is_that_of_titles_of_sources_in_other_languages(self, files):
        said = {}
        for name in ("nato-iraq-academic-en", "nato-iraq-academic-fr", "nato-iraq-academic-ar"):
            for mark in WordFile(files[name]).all("w:r/w:rPr/w:lang"):
                said[name[-2:], text_of(mark.getparent().getparent())[:10]] = value(mark)
        assert said["en", "L’Italia a"] == said["fr", "L’Italia a"] == said["ar", "L’Italia a"] == "it-IT"
        assert said["en", "Le command"] == said["ar", "Le command"] == "fr-FR"
        assert said["fr", "NATO Missi"] == "en-GB"
        assert ("fr", "Le command") not in said


class DescribeAlignment:
    """`left` and `right`: the older names, which every program knows."""

    @pytest.mark.parametrize("name", EVERY)
    def it_can_be_read_by_python_docx(self, name):
        document = opened(docx_of(name))
        paragraphs = [
            *document.paragraphs,
            *(p for t in document.tables for c in t._cells for p in c.paragraphs),
        ]
        assert {one.alignment for one in paragraphs} <= {None, *WD_ALIGN_PARAGRAPH}
        assert {one.paragraph_format.alignment for one in document.styles if hasattr(one, "paragraph_format")}


class DescribeBookmarks:
    """No two alike, whatever the ids; Word keeps the first of two and lets links go to the wrong place."""

    @staticmethod
    def names(*anchors, statements=()):
        spec = ParagraphSpec("Body Text", ParagraphFormat(), anchors=anchors, statements=statements)
        return places_in([spec])

    def it_tells_keys_apart_that_differ_in_one_letter_or_in_case(self):
        places = self.names(
            "ref-müller-2024", "ref-möller-2024", "ref-RID-2022", "ref-rid-2022", "ref-a.b", "ref-a:b"
        )
        assert len({name.casefold() for name in places.anchors.values()}) == 6

    def it_keeps_letters_of_other_scripts(self):
        assert self.names("ref-müller").anchors["ref-müller"] == "ref_müller"

    def it_tells_a_statement_from_a_place_of_the_same_name(self):
        said = ParagraphSpec("Body Text", ParagraphFormat(), statements=("ref-x", "ref_x"))
        places = places_in([said, ParagraphSpec("Body Text", ParagraphFormat(), anchors=("ref-x",))])
        every = [*places.anchors.values(), *places.statements.values()]
        assert len({name.casefold() for name in every}) == 3
        assert places.statements["ref-x"] == "ref_x"

    def it_is_one_where_a_statement_and_a_place_begin_together(self):
        places = self.names("x", statements=("x",))
        assert places.anchors == places.statements == {"x": "x"}

    @pytest.mark.parametrize("name", ["x" * 60, "1949", "", "é" * 50, "-"])
    def it_gives_names_that_word_accepts(self, name):
        (found,) = self.names(name).anchors.values()
        assert found[0].isalpha()
        assert len(found) <= 40

    def it_leads_links_to_their_own_places(self):
        body = (
            '<p><a href="#müller">A</a> <a href="#möller">B</a></p><p id="möller">C</p><p id="müller">D</p>'
        )
        file = WordFile(write_docx(page_of(body)))
        marks = {value(one, "w:name"): text_of(one.getparent()) for one in file.all("w:bookmarkStart")}
        assert [marks[value(one, "w:anchor")] for one in file.all("w:hyperlink")] == ["D", "C"]


class DescribeCrossReferences:
    """A number that leads to a numbered place is a field with today's number."""

    BODY = """<p>As shown <a href="#b">[2, p. 4]</a> and <a href="#p">there</a>.</p>
<ol><li id="a">One</li><li id="b">Two</li></ol><p id="p">Place</p>"""

    def it_is_a_field_with_its_number_and_words_around_it(self):
        file = WordFile(write_docx(page_of(self.BODY)))
        (code,) = file.all("w:instrText")
        assert code.text == " REF b \\n \\h "
        assert [text_of(one) for one in file.all("w:hyperlink")] == ["[2, p. 4]", "there"]

    @pytest.mark.slow
    def it_follows_the_list(self):
        document = opened(write_docx(page_of(self.BODY)))
        gone = next(one for one in document.paragraphs if one.text == "One")
        gone._element.getparent().remove(gone._element)
        letters, _ = letters_of(laid_out_by_libreoffice({"list": saved(document)})["list"])
        assert "Asshown[1,p.4]andthere." in [line.text for line in lines_of(letters)]


class DescribeSections:
    """Header, footer and marking do not hang on one paragraph."""

    @pytest.mark.slow
    def it_keeps_them_when_the_bottom_line_is_deleted(self, files):
        document = opened(files["nato-iraq-executive-en"])
        gone = next(one for one in document.paragraphs if one.style.name == "Callout")
        gone._element.getparent().remove(gone._element)
        letters, pages = letters_of(laid_out_by_libreoffice({"page": saved(document)})["page"])
        lines = [line.text for line in lines_of(letters)]
        assert pages == 1
        assert sum("TLP:CLEAR" in line for line in lines) == 2
        assert any(line.startswith("KeepNATO") for line in lines)


class DescribeTables:
    """Header row and first column are marked as what they are (§17.4.55)."""

    @pytest.mark.parametrize(
        ("body", "look"),
        [
            pytest.param(
                "<thead><tr><th>A</th></tr></thead><tr><td>B</td></tr>", ("1", "0", "0620"), id="row"
            ),
            pytest.param("<tr><th>A</th><td>B</td></tr>", ("0", "1", "0680"), id="column"),
            pytest.param(
                "<thead><tr><th>A</th><th>B</th></tr></thead><tr><th>C</th><td>D</td></tr>",
                ("1", "1", "06A0"),
                id="both",
            ),
            pytest.param("<tr><td>A</td></tr>", ("0", "0", "0600"), id="neither"),
        ],
    )
    def it_marks_its_headings(self, body, look):
        (made,) = WordFile(write_docx(page_of(f"<table>{body}</table>"))).all("w:tblLook")
        assert tuple(value(made, name) for name in ("w:firstRow", "w:firstColumn", "w:val")) == look


class DescribeTheDefaults:
    """What Word gives to text and pictures that a colleague adds."""

    FILE = WordFile(docx_of("columns"))

    def style(self, style_id):
        styles = self.FILE.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
        return next(one for one in styles if one.get(tag("w:styleId")) == style_id)

    def it_lets_a_line_be_as_tall_as_what_it_holds(self):
        spacing = self.FILE.trees["word/styles.xml"].find(".//w:pPrDefault//w:spacing", NAMESPACES)
        assert value(spacing, "w:lineRule") == "auto"
        assert self.style("Normal").find("w:pPr", NAMESPACES) is None

    @pytest.mark.slow
    def it_shows_a_picture_whole(self):
        from PIL import Image

        stream = io.BytesIO()
        Image.new("RGB", (60, 40), "#ff0000").save(stream, "png")
        document = opened(docx_of("columns"))
        document.add_paragraph(style="Normal").add_run().add_picture(io.BytesIO(stream.getvalue()))
        pdf = laid_out_by_libreoffice({"picture": saved(document)})["picture"]
        import pypdfium2

        page = pypdfium2.PdfDocument(pdf)[0]
        pictures = [one for one in page.get_objects() if one.type == 3]
        left, bottom, right, top = pictures[-1].get_bounds()
        assert (top - bottom) / (right - left) == pytest.approx(2 / 3, rel=0.02)
        assert bottom > 0

    def it_gives_what_follows_a_heading_the_bodys_style(self):
        assert value(self.style("Heading1").find("w:next", NAMESPACES)) == "BodyText"

    def it_hides_styles_that_nobody_should_pick(self):
        assert self.style("Spacer").find("w:semiHidden", NAMESPACES) is not None
        assert self.style("Spacer").find("w:qFormat", NAMESPACES) is None

    def it_shows_none_of_words_own_styles_before_they_are_used(self):
        latent = self.FILE.trees["word/styles.xml"].find("w:latentStyles", NAMESPACES)
        assert value(latent, "w:defSemiHidden") == "1"

    def it_underlines_a_link_that_is_added_and_not_those_of_the_page(self):
        look = self.style("Hyperlink").find("w:rPr/w:u", NAMESPACES)
        assert value(look) == "single"
        styles = WordFile(docx_of("link")).all("w:rStyle")
        assert {value(one) for one in styles} == {"LinkinText"}
