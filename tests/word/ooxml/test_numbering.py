"""Lists as Word numbers them."""

from copyfit.layout.boxes import TextStyle
from copyfit.word.ooxml.element import qualified
from copyfit.word.ooxml.numbering import numbering_xml
from copyfit.word.spec import NumberSpec


class DescribeTheNumbering:
    def it_says_the_numerals_size_so_that_no_paragraph_style_changes_it(self):
        body = TextStyle("IBM Plex Serif", 12)
        number = NumberSpec(list_id=1, ordered=True, start=1, text="1", style=body, hanging=340)
        level = numbering_xml({1: number}).find(".//" + qualified("w:lvl"))
        assert level.find(".//" + qualified("w:sz")).get(qualified("w:val")) == "24"
        assert level.find(".//" + qualified("w:color")).get(qualified("w:val")) == "000000"
