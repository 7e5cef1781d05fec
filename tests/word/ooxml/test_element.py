"""Elements with their children in the order of the schema."""

import pytest

from copyfit.word.ooxml.element import element, hex_color, prefixed, qualified, valued
from copyfit.word.ooxml.order import ORDERS
from word_files import ORDERS as STANDARD


class DescribeAnElement:
    def it_puts_children_in_the_order_of_the_schema_and_leaves_out_none(self):
        children = [valued("w:jc", "left"), None, element("w:bidi"), valued("w:pStyle", "Normal")]
        made = element("w:pPr", children=children)
        assert [prefixed(child.tag) for child in made] == ["w:pStyle", "w:bidi", "w:jc"]

    def it_keeps_children_that_are_alike_in_their_order(self):
        made = element("w:tbl", children=[element("w:tr"), element("w:tr", {"rsidR": "1"})])
        assert [len(child.attrib) for child in made] == [0, 1]

    def it_refuses_a_child_that_has_no_place(self):
        with pytest.raises(ValueError, match="no place"):
            element("w:pPr", children=[element("w:tbl")])

    def it_names_attributes_by_the_elements_own_prefix(self):
        assert valued("w:sz", 20).get(qualified("w:val")) == "20"
        assert element("wp:extent", {"cx": 1}).get("cx") == "1"

    def it_spells_colours_as_word_does(self):
        assert [hex_color(color) for color in ("#0b4f6c", "auto")] == ["0B4F6C", "auto"]


class DescribeTheOrder:
    @pytest.mark.parametrize("parent", [name for name in ORDERS if name.partition(":")[2] in STANDARD])
    def it_is_the_standards(self, parent):
        standard = STANDARD[parent.partition(":")[2]].split()
        places = [standard.index(child.partition(":")[2]) for child in ORDERS[parent]]
        assert places == sorted(places)
