"""What a person who opens the file in Word finds: the document they would have made by hand."""

import pytest

from copyfit.word import write_docx
from copyfit.word.ooxml.bookmarks import bookmark_name
from word_files import NAMESPACES, WordFile, is_empty, tag, text_of, value
from word_pages import EVERY, RUNNING, docx_of, layout_of, page_of


@pytest.fixture
def written():
    """Return a function that gives a tiny page as a Word file, read."""
    return lambda name: WordFile(docx_of(name))


def paragraphs(file, *, empty=False):
    return [one for one in file.body.iter(tag("w:p")) if empty or not is_empty(one)]


def letters(text):
    """Return what is read: no spaces of any kind."""
    return "".join(text.replace("\u200b", "").split())


def texts_of(box):
    """Yield the lines below a box in the order of reading, without the numbers that Word makes itself."""
    yield from box.lines
    for child in box.children:
        yield from texts_of(child)


def of(paragraph, path):
    return paragraph.find(f"w:pPr/{path}", NAMESPACES)


class DescribeAParagraph:
    """Lines in a fixed pitch, styled by name."""

    def it_is_one_word_paragraph_per_paragraph_of_the_page(self, written):
        file = written("paragraph")
        assert [file.style_of(one) for one in paragraphs(file)] == ["Title", "Body Text", "Body Text"]
        assert len(paragraphs(file, empty=True)) == 3

    def it_says_its_looks_in_its_style_and_only_what_differs_in_itself(self, written):
        file = written("paragraph")
        style = next(
            one for one in file.trees["word/styles.xml"] if value(one.find("w:name", NAMESPACES)) == "Title"
        )
        assert value(style.find("w:rPr/w:sz", NAMESPACES)) == "32"
        assert not [one for one in file.all("w:rPr") if one.getparent().tag == tag("w:r") and len(one)]

    def it_has_an_exact_pitch_in_twips(self, written):
        style = written("paragraph").trees["word/styles.xml"]
        pitches = {one.get(tag("w:line")) for one in style.iter(tag("w:spacing")) if one.get(tag("w:line"))}
        assert {"400", "250"} <= pitches

    @pytest.mark.parametrize("name", EVERY)
    def it_keeps_the_words_of_the_page_in_order(self, written, name):
        shown = [run.text for line in texts_of(layout_of(name).page.body) for run in line.runs]
        assert letters(text_of(written(name).body)) == letters("".join(shown))

    def it_breaks_a_line_only_where_the_author_did(self, written):
        assert [len(written(name).all("w:br")) for name in ("breaks", "paragraph", "table")] == [2, 0, 0]


class DescribeAList:
    """Real numbering, one definition per list."""

    def it_numbers_with_words_own_lists(self, written):
        file = written("list")
        names = [file.style_of(one).removesuffix(" First") for one in paragraphs(file)][1:]
        assert names == ["List Bullet"] * 2 + ["List Number"] * 2
        numbers = [
            value(_style_named(file, name).find("w:pPr/w:numPr/w:numId", NAMESPACES)) for name in names
        ]
        assert numbers == ["1", "1", "2", "2"]
        assert not [one for one in paragraphs(file) if of(one, "w:numPr") is not None]

    def it_starts_where_the_page_starts(self, written):
        levels = written("list").trees["word/numbering.xml"].findall(".//w:lvl", NAMESPACES)
        assert [value(one.find("w:start", NAMESPACES)) for one in levels] == ["1", "3"]
        assert [value(one.find("w:numFmt", NAMESPACES)) for one in levels] == ["bullet", "decimal"]

    def it_does_not_number_what_goes_on_under_a_number(self, written):
        file = written("answer lines")
        assert [file.style_of(one) for one in paragraphs(file)] == ["List Number", "List Number"]
        ruled = [_border(file, one) for one in paragraphs(file, empty=True) if is_empty(one)]
        assert [border.find("w:between", NAMESPACES) is not None for border in ruled] == [True, True]


class DescribeATable:
    """Data in a table, its header row marked."""

    def it_marks_the_header_row_and_says_what_the_table_is(self, written):
        file = written("table")
        rows = file.all("w:tr")
        assert [one.find("w:trPr/w:tblHeader", NAMESPACES) is not None for one in rows] == [
            True,
            False,
            False,
        ]
        assert value(file.all("w:tblLook")[0], "w:firstRow") == "1"
        assert value(file.all("w:tblCaption")[0]) == "Two offers"

    def it_has_styles_for_headings_and_text(self, written):
        file = written("table")
        names = {
            file.style_of(one) for one in file.body.iter(tag("w:p")) if one.getparent().tag == tag("w:tc")
        }
        assert names == {"Table Heading", "Table Row Heading", "Table Text"}

    def it_spans_columns_and_rows_as_the_page_does(self, written):
        file = written("spans")
        assert [value(one) for one in file.all("w:gridSpan")] == ["2", "2"]
        assert [value(one) for one in file.all("w:vMerge")] == ["restart", "continue"]
        for row in file.all("w:tr"):
            widths = [int(value(one, "w:w")) for one in row.iterfind("w:tc/w:tcPr/w:tcW", NAMESPACES)]
            assert sum(widths) == sum(int(value(one, "w:w")) for one in file.all("w:gridCol"))

    def it_lets_rows_grow_with_their_text(self, written):
        assert {value(one, "w:hRule") for one in written("spans").all("w:trHeight")} == {"atLeast"}

    def it_gives_a_border_to_both_neighbours(self, written):
        cells = written("tinted cells").all("w:tcBorders")
        assert [[one.tag.rpartition("}")[2] for one in cell] for cell in cells] == [
            ["right"],
            ["left", "right"],
            ["left", "right"],
            ["left"],
        ]


class DescribeColumns:
    """Main columns are columns of the section, not cells."""

    def it_has_sections_and_no_layout_table(self, written):
        file = written("columns")
        columns = [value(one, "w:num") for one in file.all("w:sectPr/w:cols")]
        assert (columns, file.all("w:tbl")) == (["", "2", ""], [])

    def it_fills_the_width_of_the_text(self, written):
        for name in ("columns", "three columns", "arabic halves"):
            file = written(name)
            size, margin = file.all("w:pgSz")[0], file.all("w:pgMar")[0]
            room = int(value(size, "w:w")) - int(value(margin, "w:left")) - int(value(margin, "w:right"))
            for columns in file.all("w:sectPr/w:cols"):
                widths = [int(value(one, "w:w")) + int(value(one, "w:space")) for one in columns]
                assert sum(widths) in (room, 0)

    def it_breaks_each_column_itself_in_a_line_of_its_own(self, written):
        breaks = [one for one in written("three columns").all("w:br") if value(one, "w:type") == "column"]
        assert len(breaks) == 2
        assert all(is_empty(one.getparent().getparent()) for one in breaks)

    def it_reads_a_column_to_its_end_before_the_next(self, written):
        texts = [text_of(one) for one in paragraphs(written("columns"))]
        assert texts.index("Left") < texts.index("Right") < texts.index("After")


class DescribeACallout:
    """Paragraphs with one border and one shade, which Word draws as one box."""

    def it_is_two_paragraphs_with_the_same_border(self, written):
        from lxml import etree

        file = written("callout")
        shaded = [one for one in paragraphs(file) if of(one, "w:shd") is not None or _shaded(file, one)]
        borders = {etree.tostring(_border(file, one)) for one in shaded}
        assert (len(shaded), len(borders), file.all("w:tbl")) == (2, 1, [])

    def it_has_its_bar_at_the_start_and_its_padding_as_distance(self, written):
        file = written("callout")
        border = _border(file, paragraphs(file)[1])
        bar = border.find("w:left", NAMESPACES)
        assert (value(bar, "w:sz"), value(bar, "w:space"), value(bar, "w:color")) == ("36", "12", "0B4F6C")
        assert value(border.find("w:top", NAMESPACES), "w:color") == "F4F1EA"

    def it_has_its_bar_at_the_right_in_arabic(self, written):
        file = written("arabic callout")
        assert value(_border(file, paragraphs(file)[1]).find("w:right", NAMESPACES), "w:sz") == "36"

    def it_is_one_cell_only_if_it_holds_a_table(self, written):
        assert len(written("panel with a table").all("w:tbl")) == 2
        assert written("panels").all("w:tbl") == []


def _style(file, paragraph):
    styles = file.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
    wanted = value(of(paragraph, "w:pStyle"))
    return next(one for one in styles if one.get(tag("w:styleId")) == wanted)


def _style_named(file, name):
    styles = file.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
    return next(one for one in styles if value(one.find("w:name", NAMESPACES)) == name)


def _border(file, paragraph):
    own = of(paragraph, "w:pBdr")
    return own if own is not None else _style(file, paragraph).find("w:pPr/w:pBdr", NAMESPACES)


def _shaded(file, paragraph):
    return _style(file, paragraph).find("w:pPr/w:shd", NAMESPACES) is not None


class DescribeText:
    """Runs differ from their paragraph in what they differ in, and in nothing else."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param("Bold", {"b", "bCs"}, id="bold"),
            pytest.param("italic", {"i", "iCs"}, id="italic"),
            pytest.param("both", {"b", "bCs", "i", "iCs"}, id="both"),
            pytest.param("under", {"u"}, id="underlined"),
            pytest.param("struck", {"strike"}, id="struck"),
            pytest.param("shaded", {"shd"}, id="shaded"),
            pytest.param("spaced", {"spacing"}, id="spaced"),
            pytest.param("français", {"lang"}, id="in another language"),
        ],
    )
    def it_says_how_a_run_differs(self, written, text, said):
        run = next(one for one in written("emphasis").all("w:r") if text_of_run(one).strip() == text)
        assert {one.tag.rpartition("}")[2] for one in run.find("w:rPr", NAMESPACES)} == said

    def it_raises_a_superscript_and_lowers_a_subscript(self, written):
        raised = [int(value(one)) for one in written("superscript").all("w:position")]
        assert len(raised) == 2
        assert raised[0] > 0 > raised[1]

    def it_reaches_the_end_of_a_line_by_a_tab_stop(self, written):
        file = written("two ends")
        assert text_of(paragraphs(file)[0]) == "Left\tRight"
        stop = _style(file, paragraphs(file)[0]).find("w:pPr/w:tabs/w:tab", NAMESPACES)
        assert (value(stop), file.all("w:tbl")) == ("right", [])

    def it_hangs_a_year_before_its_event(self, written):
        first = paragraphs(written("hanging year"))[0]
        assert text_of(first).startswith("1949\t")

    def it_kerns_and_joins_letters(self, written):
        defaults = written("paragraph").trees["word/styles.xml"].find(".//w:rPrDefault/w:rPr", NAMESPACES)
        assert value(defaults.find("w:kern", NAMESPACES)) == "1"
        assert defaults.find("w14:ligatures", NAMESPACES) is defaults[-1]


def text_of_run(run):
    return "".join(one.text or "" for one in run.iterfind("w:t", NAMESPACES))


class DescribeLinks:
    """Addresses outside, and places in the document."""

    def it_links_to_addresses_and_to_bookmarks(self, written):
        file = written("link")
        links = file.all("w:hyperlink")
        targets = file.targets("word/document.xml")
        relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        assert [targets.get(one.get(relation)) or value(one, "w:anchor") for one in links] == [
            "https://example.org/a",
            "end",
            "https://example.org/b",
        ]
        assert {value(one, "w:name") for one in file.all("w:bookmarkStart")} == {"top", "end"}

    @pytest.mark.parametrize(
        ("name", "bookmark"),
        [
            pytest.param("bottom-line", "bottom_line", id="no hyphen"),
            pytest.param("1949", "s_1949", id="a letter first"),
            pytest.param("x" * 60, f"{'x' * 31}_e3bd5ba4", id="40 characters"),
        ],
    )
    def it_names_bookmarks_as_word_allows(self, name, bookmark):
        assert bookmark_name(name)[:32] == bookmark[:32]
        assert len(bookmark_name(name)) <= 40


class DescribeRunningMatter:
    """Header and footer are parts of their own."""

    def it_has_a_header_and_a_footer_part(self, written):
        file = written("running")
        assert text_of(file.trees["word/header1.xml"]) == "Head\tMarking"
        assert text_of(file.trees["word/footer1.xml"]).endswith("Version\tPage end")

    def it_draws_the_rule_above_a_shaded_marking_as_a_bar(self):
        marking = '<b style="background: #000; color: #fff">CLEAR</b>'
        header = f'<header>Head <span class="end">{marking}</span></header>'
        file = WordFile(write_docx(page_of(f"<style>{RUNNING}</style>{header}<p>Words</p>")))
        bar, line = file.trees["word/header1.xml"].iterfind("w:p", NAMESPACES)
        assert (is_empty(bar), text_of(line)) == (True, "Head\tCLEAR")
        assert _border(file, line) is None

    def it_leaves_them_room_in_the_margins(self, written):
        margin = written("running").all("w:pgMar")[0]
        assert int(value(margin, "w:header")) < int(value(margin, "w:top"))
        assert int(value(margin, "w:footer")) < int(value(margin, "w:bottom"))

    def it_names_them_in_every_section_should_another_go(self):
        columns = '<div class="columns"><p class="half">A</p><p class="half">B</p></div>'
        body = f"<style>{RUNNING}</style><header>Head</header><footer>Foot</footer><p>A</p>{columns}<p>B</p>"
        sections = WordFile(write_docx(page_of(body))).all("w:sectPr")
        assert len(sections) == 3
        assert all(one.find("w:headerReference", NAMESPACES) is not None for one in sections)
        assert all(one.find("w:footerReference", NAMESPACES) is not None for one in sections)

    def it_ends_no_section_in_a_paragraph_with_words(self, written):
        for name in ("columns", "panels", "tables in columns", "arabic halves"):
            ends = written(name).all("w:pPr/w:sectPr")
            assert ends
            assert all(is_empty(one.getparent().getparent()) for one in ends)


class DescribeRightToLeft:
    """Paragraphs, runs, tables and sections all know their direction."""

    @pytest.mark.parametrize("name", [name for name in EVERY if name.startswith("arabic")])
    def it_says_so_of_sections_tables_and_runs(self, written, name):
        file = written(name)
        assert all(one.find("w:bidi", NAMESPACES) is not None for one in file.all("w:sectPr"))
        assert all(one.find("w:bidiVisual", NAMESPACES) is not None for one in file.all("w:tblPr"))
        for run in file.all("w:r"):
            arabic = any("\u0600" <= letter <= "\u06ff" for letter in text_of_run(run))
            assert not arabic or run.find("w:rPr/w:rtl", NAMESPACES) is not None

    def it_sets_complex_script_fonts_and_sizes_in_every_style(self, written):
        styles = written("arabic paragraph").trees["word/styles.xml"]
        for fonts in styles.iter(tag("w:rFonts")):
            assert value(fonts, "w:cs") == value(fonts, "w:ascii")
        assert len(list(styles.iter(tag("w:sz")))) == len(list(styles.iter(tag("w:szCs"))))

    def it_leaves_latin_names_inside_in_their_own_direction(self, written):
        styled = written("arabic paragraph").all("w:lang")
        assert all(value(one, "w:val") == "" for one in styled)

    def it_places_unequal_columns_with_one_table_and_equal_ones_with_a_section(self, written):
        assert written("arabic halves").all("w:tbl") == []
        depth = [len(list(one.iterancestors(tag("w:tbl")))) for one in written("arabic columns").all("w:tbl")]
        assert sorted(depth) == [0, 1, 1]

    def it_centres_numbers_because_engines_disagree_on_their_start(self, written):
        levels = written("arabic list").trees["word/numbering.xml"].iter(tag("w:lvlJc"))
        assert {value(one) for one in levels} == {"center"}


class DescribePictures:
    """A vector picture with a raster one for programs that know no SVG, and words for who sees neither."""

    def it_holds_both_and_the_alternative_text(self, written):
        file = written("picture")
        assert [one.get("descr") for one in file.all("wp:docPr")] == ["Staff fell to none"]
        kinds = sorted(name.rpartition(".")[2] for name in file.bytes if "/media/" in name)
        assert kinds == ["png", "svg"]

    def it_has_the_size_that_the_page_gives_it(self, written):
        extent = written("picture").all("wp:extent")[0]
        assert (int(extent.get("cx")), int(extent.get("cy"))) == pytest.approx((1_440_000, 720_000), abs=700)


class DescribeProperties:
    """What the file says of itself, from the brief and never from the clock."""

    def it_has_title_author_language_and_the_briefs_date(self, project):
        from pathlib import Path

        file = WordFile(next(Path(project).glob("dist/*/*-executive-*.docx")).read_bytes())
        core = {one.tag.rpartition("}")[2]: one.text for one in file.trees["docProps/core.xml"]}
        assert core["title"] and core["creator"] and core["language"]
        assert core["created"] == core["modified"]

    def it_writes_one_page_or_refuses(self):
        from dataclasses import replace

        layout = layout_of("paragraph")
        with pytest.raises(AssertionError, match="one page"):
            write_docx(replace(layout, pages=layout.pages * 2))
