"""What a laid-out page is as a tree: how boxes stack, what belongs together, whose margins are one."""

from __future__ import annotations

import pytest

from copyfit.fit.nodes import (
    NEAR_PT,
    bottom_collapses,
    by_statement,
    cleared_pt,
    content_of,
    in_flow,
    last_in_flow,
    next_in_flow,
    overlap,
    sections_of,
    top_collapses,
)

from .boxes import box, nodes_of


class DescribeAWayToStack:
    def ways(self, *boxes, **more):
        return nodes_of(box("main", 0, 100, *boxes, **more))[0].way

    def it_is_a_flow_where_boxes_follow_each_other(self):
        assert self.ways(box(y=0), box(y=10)) == "flow"

    def it_is_a_grid_where_boxes_stand_side_by_side(self):
        assert self.ways(box(y=0, height=20), box(y=0, x=50), layout="flex") == "grid"

    @pytest.mark.parametrize(("into_pt", "way"), [(NEAR_PT, "flow"), (2 * NEAR_PT, "grid")])
    def it_takes_a_hair_of_overlap_for_rounding(self, into_pt, way):
        assert self.ways(box(y=0, height=10), box(y=10 - into_pt), layout="columns") == way

    def it_is_rigid_where_there_is_nothing_in_it(self):
        assert self.ways() == "rigid"

    def it_is_a_row_of_cells_which_pad_their_content_alike(self):
        cells = box(kind="cell", padding=(2, 3)), box(kind="cell", padding=(6, 3))
        row, *inner = nodes_of(box("tr", 0, 20, *cells, kind="row"))
        assert row.way == "row"
        assert [cell.pads_pt for cell in inner] == [5, 5]


class DescribeATree:
    def it_leaves_out_what_is_not_in_the_flow_of_the_page(self):
        assert len(nodes_of(box("main", 0, 100, box(layout="absolute"), box(layout="fixed"), box()))) == 2

    def it_knows_the_statement_of_what_stands_in_it(self):
        nodes = nodes_of(box("main", 0, 20, box("li", 0, 20, box("p", 0, 10), statement="a")))
        assert [node.statement for node in nodes] == [None, "a", "a"]
        assert by_statement(nodes) == {"a": [nodes[1]]}

    def it_finds_all_boxes_of_a_statement_that_has_several(self):
        nodes = nodes_of(box("main", 0, 20, box("p", 0, 10, statement="a"), box("p", 10, 10, statement="a")))
        assert by_statement(nodes) == {"a": [nodes[1], nodes[2]]}

    def it_knows_the_columns_around_a_box_innermost_first(self):
        nodes = nodes_of(box("main", 0, 20, box("div", 0, 20, box("p"), column="inner"), column="outer"))
        assert nodes[2].columns == ("inner", "outer")

    def it_counts_no_heading_as_content(self):
        main = nodes_of(box("main", 0, 30, box("h2"), box("p", 10), box("thead", 20)))[0]
        assert [child.box.tag for child in content_of(main)] == ["p"]

    def it_knows_what_stands_under_each_heading(self):
        tags = ("p", "h2", "p", "p", "h3", "h2", "ul")
        main = nodes_of(box("main", 0, 70, *(box(tag, 10 * y) for y, tag in enumerate(tags))))[0]
        found = [(head.box.tag, [one.box.tag for one in under]) for head, under in sections_of(main)]
        assert found == [("h2", ["p", "p"]), ("h3", []), ("h2", ["ul"])]


class DescribeTheFlow:
    def it_passes_over_floats_and_what_is_gone(self):
        main, first, floating, gone, last = nodes_of(
            box("main", 0, 30, box(), box(layout="float"), box(y=10), box(y=20))
        )
        assert in_flow(main) == [first, gone, last]
        assert in_flow(main, [False, False, False, True, False]) == [first, last]
        assert last_in_flow(main, [False, False, False, True, True]) is first
        assert (next_in_flow(first), next_in_flow(gone), next_in_flow(last)) == (gone, last, None)
        assert (next_in_flow(floating), next_in_flow(main)) == (None, None)


class DescribeMarginsThatAreOne:
    """CSS 2.1, §8.3.1: the margin of the first or last box is its parent's, if nothing lies between."""

    INSIDE = (box("p", 0, 10), box("p", 10, 10))

    def collapses(self, **more):
        node = nodes_of(box("div", 0, 20, *self.INSIDE, **more))[0]
        return top_collapses(node), bottom_collapses(node)

    def it_is_so_in_a_plain_block(self):
        assert self.collapses() == (True, True)

    @pytest.mark.parametrize("side", ["padding", "border"])
    def it_is_not_where_padding_or_a_border_lies_between(self, side):
        assert self.collapses(**{side: (1, 0)}) == (False, True)
        assert self.collapses(**{side: (0, 1)}) == (True, False)

    @pytest.mark.parametrize("more", [{"layout": "flow-root"}, {"kind": "cell"}, {"layout": "float"}])
    def it_is_not_in_a_box_that_keeps_its_content_for_itself(self, more):
        assert self.collapses(**more) == (False, False)

    def it_is_not_where_the_boxes_stand_apart(self):
        node = nodes_of(box("div", 0, 30, box("p", 1, 10), box("p", 11, 10)))[0]
        assert (top_collapses(node), bottom_collapses(node)) == (False, False)


class DescribeBoxesBesideEachOther:
    @pytest.mark.parametrize(("x", "shared"), [(99, True), (99.8, False), (100, False), (-99, True)])
    def it_shares_the_pages_width_if_more_than_a_hair_of_it(self, x, shared):
        assert overlap(box(width=100), box(x=x, width=100)) is shared


class DescribeClearance:
    def cleared(self, y, *, before=None):
        nodes = nodes_of(
            box("main", 0, 90, box(layout="float", height=40), box(height=before or 0), box(y=y))
        )
        return cleared_pt(nodes[2] if before else None, nodes[3], [nodes[1]])

    def it_is_how_far_a_box_stands_below_the_floats(self):
        assert self.cleared(46) == 6

    def it_is_none_where_the_box_stands_beside_them(self):
        assert self.cleared(20) is None

    def it_is_none_where_the_text_before_it_ended_lower(self):
        assert self.cleared(60, before=50) is None
        assert self.cleared(60, before=30) == 20

    def it_is_none_without_floats(self):
        assert cleared_pt(None, nodes_of(box())[0], []) is None
