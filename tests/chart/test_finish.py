"""A drawn picture made small and exact."""

from drawings import drawn, layered


class DescribeALabel:
    def it_gives_each_line_of_a_label_its_own_text(self):
        svg = drawn(layered(title=["One", "two"]))
        assert "tspan" not in svg
        assert ">two</text>" in svg
