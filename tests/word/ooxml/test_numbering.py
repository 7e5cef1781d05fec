"""Lists as Word numbers them."""

import io
from dataclasses import replace

import docx
import pytest

from copyfit.layout.boxes import TextStyle
from copyfit.word import write_docx
from copyfit.word.ooxml.numbering import NumberedList, numbering_xml
from copyfit.word.spec import NumberSpec
from parity import laid_out_by_libreoffice, letters_of, lines_of
from word_files import NAMESPACES, WordFile, value
from word_pages import page_of

BODY = TextStyle("IBM Plex Serif", 12)
NUMBER = NumberSpec(list_id=1, ordered=True, start=1, text="1", style=BODY, hanging=340)
LIST = NumberedList(NUMBER, "List Number", indent=340, hanging=340)

SPLIT = """<div class="columns">
<div class="half"><ol><li>A</li><li>B</li></ol></div>
<div class="half"><ol style="counter-reset: list-item 2"><li>C</li><li>D</li></ol></div></div><p>After</p>"""


class DescribeTheNumbering:
    def it_says_the_numerals_size_so_that_no_paragraph_style_changes_it(self):
        level = numbering_xml({1: LIST}, {}).find(".//w:lvl", NAMESPACES)
        assert value(level.find(".//w:sz", NAMESPACES)) == "24"
        assert value(level.find(".//w:color", NAMESPACES)) == "000000"

    def it_has_a_number_of_its_own_by_which_programs_merge_lists(self):
        first = numbering_xml({1: LIST}, {}).find(".//w:nsid", NAMESPACES)
        other = replace(LIST, indent=400)
        second = numbering_xml({1: other}, {}).find(".//w:nsid", NAMESPACES)
        assert len(value(first)) == 8
        assert int(value(first), 16) != int(value(second), 16)

    def it_starts_a_second_list_of_one_look_again(self):
        second = replace(LIST, number=replace(NUMBER, list_id=2))
        made = numbering_xml({1: LIST, 2: second}, {})
        assert len(made.findall("w:abstractNum", NAMESPACES)) == 1
        first, again = made.findall("w:num", NAMESPACES)
        assert first.find("w:lvlOverride", NAMESPACES) is None
        assert value(again.find("w:lvlOverride/w:startOverride", NAMESPACES)) == "1"


class DescribeAListStyle:
    """A person picks the style in the gallery: the paragraph is numbered, or has its bullet."""

    FILE = WordFile(write_docx(page_of("<ul><li>A</li></ul><ol><li>B</li></ol><ol><li>C</li></ol>")))

    @pytest.mark.parametrize("name", ["List Bullet", "List Number"])
    def it_numbers_by_itself(self, name):
        style = next(
            one
            for one in self.FILE.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
            if value(one.find("w:name", NAMESPACES)) == name
        )
        number = value(style.find("w:pPr/w:numPr/w:numId", NAMESPACES))
        numbering = self.FILE.trees["word/numbering.xml"]
        use = next(one for one in numbering.iterfind("w:num", NAMESPACES) if value(one, "w:numId") == number)
        abstract = next(
            one
            for one in numbering.iterfind("w:abstractNum", NAMESPACES)
            if value(one, "w:abstractNumId") == value(use.find("w:abstractNumId", NAMESPACES))
        )
        assert value(abstract.find("w:lvl/w:pStyle", NAMESPACES)) == value(style, "w:styleId")

    def it_leaves_only_a_further_list_to_say_which_it_is(self):
        said = self.FILE.all("w:numPr/w:numId")
        assert [value(one) for one in said] == ["3"]


class DescribeAListThatGoesOn:
    """In the next column or cell it is one list."""

    def it_is_one_list_over_columns(self):
        file = WordFile(write_docx(page_of(SPLIT)))
        assert len(file.trees["word/numbering.xml"].findall("w:num", NAMESPACES)) == 1
        assert file.all("w:numPr") == []

    def it_is_another_if_its_number_is_not_the_next(self):
        file = WordFile(write_docx(page_of(SPLIT.replace("list-item 2", "list-item 4"))))
        assert len(file.trees["word/numbering.xml"].findall("w:num", NAMESPACES)) == 2

    @pytest.mark.slow
    def it_moves_the_numbers_of_the_second_part_when_the_first_loses_an_item(self):
        document = docx.Document(io.BytesIO(write_docx(page_of(SPLIT))))
        gone = next(one for one in document.paragraphs if one.text == "B")
        gone._element.getparent().remove(gone._element)
        stream = io.BytesIO()
        document.save(stream)
        letters, pages = letters_of(laid_out_by_libreoffice({"list": stream.getvalue()})["list"])
        text = "".join(line.text for line in lines_of(letters))
        assert pages == 1
        assert {"1", "2", "3"} <= set(text)
        assert "4" not in text
