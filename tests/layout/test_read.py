"""Boxes as they are read: every length in pt, every place from the sheet's top-left corner."""

import pytest

from copyfit.layout import lay_out
from copyfit.layout.boxes import GapUse, RoleUse

MM = 72 / 25.4
CSS = """
@page { size: 100mm 200mm; margin: 10mm; @top-right { content: "Kicker " counter(page) } }
:root { --body-size: 10pt; --body-leading: 12pt; --gap-item: 6pt }
html { font: var(--body-size)/var(--body-leading) "IBM Plex Serif" }
body, h1, p, ul, ol, figure { margin: 0; padding: 0 }
"""
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m"
    "Nk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def laid_out(body, css="", direction="ltr"):
    html = (
        f'<html lang="en" dir="{direction}"><head><title>T</title><style>{CSS}{css}</style></head>'
        f"<body>{body}</body></html>"
    )
    return lay_out(html, {})


def boxes(body, css="", direction="ltr"):
    """Return the boxes of a page by their tag; the first of each."""
    return {box.tag: box for box in reversed(list(laid_out(body, css, direction).page.body.walk()))}


def near(value):
    return pytest.approx(value, abs=0.01)


class DescribeASheet:
    def it_has_the_size_and_margins_of_the_page_rule(self):
        sheet = laid_out("<p>A</p>").sheet
        assert (sheet.width_pt, sheet.height_pt) == (near(100 * MM), near(200 * MM))
        margin = sheet.margin
        assert [margin.top, margin.right, margin.bottom, margin.left] == near([10 * MM] * 4)
        assert sheet.content_bottom_pt == near(190 * MM)

    def it_has_what_stands_in_its_margins(self):
        page = laid_out("<p>A</p>").page
        assert [line.text for box in page.header for line in box.all_lines()] == ["Kicker 1"]
        assert page.footer == ()

    def it_knows_title_language_and_direction(self):
        layout = laid_out("<p>A</p>", direction="rtl")
        assert (layout.title, layout.language, layout.direction) == ("T", "en", "rtl")


class DescribeABlock:
    def it_is_placed_by_its_border_box(self):
        box = boxes("<p>Text</p>", "p { margin: 5pt 4pt; border: 1pt solid; padding: 2pt 3pt }")["p"]
        assert (box.x_pt, box.y_pt) == (near(10 * MM + 4), near(10 * MM + 5))
        assert (box.width_pt, box.height_pt) == (near(80 * MM - 8), near(12 + 2 + 4))
        assert (box.content_left_pt, box.content_top_pt) == (near(box.x_pt + 4), near(box.y_pt + 3))
        assert (box.margin.top, box.padding.left, box.border.top.width_pt) == near((5, 3, 1))

    def it_keeps_margins_that_collapse(self):
        first, second = laid_out("<p>A</p><p>B</p>", "p { margin: 6pt 0 9pt }").page.body.children[0].children
        assert second.y_pt - first.bottom_pt == near(9)

    def it_says_which_gaps_it_takes(self):
        box = boxes("<p>A</p>", "p { margin-top: calc(var(--gap-item) / 2) }")["p"]
        assert box.gaps == (GapUse("item", "margin-top"),)
        assert box.margin.top == near(3)

    def it_says_which_role_its_size_and_leading_follow(self):
        box = boxes("<p>A <b>B</b></p>", "b { font-size: calc(var(--body-size) - 1pt) }")["p"]
        assert box.leading_role == RoleUse("body")
        roles = {run.text.strip(): run.role for run in box.lines[0].runs if run.text.strip()}
        assert roles == {"A": RoleUse("body"), "B": RoleUse("body", added=True)}

    def it_says_what_of_it_is_shown(self):
        css = "p { overflow: hidden } h1 { opacity: 0 } ul { transform: scale(0.5) }"
        found = boxes("<p>A</p><h1>B</h1><ul><li>C</li></ul>", css)
        assert (found["p"].shows, found["h1"].shows, found["ul"].moved) == ("inside", "nothing", True)

    def it_is_found_behind_an_absolute_position(self):
        box = boxes('<p>A</p><div style="position: absolute; top: 30mm; left: 5mm">B</div>')["div"]
        assert (box.x_pt, box.y_pt, box.layout) == (near(15 * MM), near(40 * MM), "absolute")

    @pytest.mark.parametrize(
        ("css", "layout"),
        [
            ("float: left", "float"),
            ("display: flex", "flex"),
            ("display: grid", "grid"),
            ("columns: 2", "columns"),
            ("display: block", "block"),
            ("position: relative", "relative"),
        ],
    )
    def it_says_how_it_was_placed(self, css, layout):
        assert boxes(f'<div style="{css}"><p>A</p></div>')["div"].layout == layout

    def it_carries_its_attributes_once(self):
        found = laid_out('<ul><li data-statement="one">A<p>B</p></li></ul>').page.body.walk()
        assert [box.statement for box in found if box.statement] == ["one"]


class DescribeLines:
    def it_says_where_each_begins_and_its_baseline(self):
        box = boxes("<p>word word word word word word word word word word word word</p>")["p"]
        first, second = box.lines
        assert (first.x_pt, first.y_pt, first.height_pt) == (near(10 * MM), near(10 * MM), near(12))
        assert second.y_pt - first.y_pt == near(12)
        assert second.baseline_pt - first.baseline_pt == near(12)
        assert first.y_pt < first.baseline_pt < first.bottom_pt
        assert first.ends_in_space

    def it_knows_a_break_of_the_author_and_one_inside_a_word(self):
        css = "p { width: 25mm }"
        forced, _ = boxes("<p>One<br>two</p>", css)["p"].lines
        assert (forced.forced, forced.ends_in_space) == (True, False)
        hyphen = boxes("<p>state-of-the-art-and-more</p>", css)["p"].lines[0]
        assert (hyphen.forced, hyphen.ends_in_space) == (False, False)

    def it_is_cut_into_runs_of_one_style(self):
        line = boxes('<p>One <b>two</b> <i>three</i> <a href="https://example.org">four</a></p>')["p"].lines[
            0
        ]
        styles = {run.text.strip(): run.style for run in line.runs}
        assert (styles["two"].bold, styles["three"].italic) == (True, True)
        assert styles["four"].href == "https://example.org"
        assert styles["One"].family == "IBM Plex Serif"
        assert styles["One"].size_pt == 10
        for before, after in zip(line.runs, line.runs[1:], strict=False):
            assert after.x_pt == near(before.x_pt + before.width_pt)

    def it_knows_what_the_style_sheet_put_in(self):
        line = boxes("<p>said</p>", "p::before { content: 'He ' }")["p"].lines[0]
        assert [(run.text, run.generated) for run in line.runs] == [("He ", True), ("said", False)]

    def it_knows_how_far_a_letter_is_raised(self):
        line = boxes("<p>x<sup>2</sup>y<sub>0</sub></p>", "sup, sub { font-size: 6pt; line-height: 0 }")[
            "p"
        ].lines[0]
        raised = {run.text: run.style.raise_pt for run in line.runs}
        assert raised["2"] > 0 > raised["0"]
        assert raised["x"] == 0

    def it_leaves_out_what_has_no_ink(self):
        box = boxes('<p>seen<span style="visibility: hidden">unseen</span></p>')["p"]
        assert box.lines[0].text == "seen"

    def it_gives_each_run_its_statement(self):
        line = boxes('<p>A <span data-statement="inner">B</span></p>')["p"].lines[0]
        assert {run.text.strip(): run.statement for run in line.runs if run.text.strip()} == {
            "A": None,
            "B": "inner",
        }


class DescribeALine:
    """Right to left, the lines begin at the right."""

    def it_ends_at_the_right_edge(self):
        line = boxes("<p>Short</p>", direction="rtl")["p"].lines[0]
        last = line.runs[-1]
        assert last.x_pt + last.width_pt == near(90 * MM)


class DescribeALists:
    def it_has_its_marker_as_a_line_apart(self):
        box = boxes("<ol><li>One</li></ol>", "ol { padding-left: 10mm }")["li"]
        assert box.marker is not None
        assert box.marker.text.strip() == "1."
        assert [line.text for line in box.lines] == ["One"]
        assert box.marker.x_pt < box.lines[0].x_pt == near(20 * MM)
        assert box.marker.baseline_pt == near(box.lines[0].baseline_pt)


class DescribeATable:
    CSS = "table { border-collapse: collapse; width: 80mm } td, th { padding: 0; text-align: left }"
    BODY = (
        "<table><caption>C</caption><thead><tr><th>H</th><th>I</th></tr></thead>"
        '<tbody><tr data-statement="row"><td colspan="2">Cell</td></tr></tbody></table>'
    )

    def it_has_groups_rows_and_cells(self):
        table = boxes(self.BODY, self.CSS)["table"]
        assert [child.kind for child in table.children] == ["caption", "row-group", "row-group"]
        row = table.children[2].children[0]
        assert (row.kind, row.statement) == ("row", "row")
        assert [(cell.kind, cell.columns) for cell in row.children] == [("cell", 2)]
        assert row.children[0].lines[0].text == "Cell"

    def it_places_its_cells(self):
        head = boxes(self.BODY, self.CSS)["table"].children[1].children[0]
        left, right = head.children
        assert left.x_pt == near(10 * MM)
        assert right.x_pt == near(left.right_pt)
        assert right.right_pt == near(90 * MM)


class DescribeAPicture:
    def it_has_its_place_and_its_text(self):
        css = "img { display: block; width: 20mm; height: 10mm }"
        box = boxes(f'<figure><img src="{PIXEL}" alt="A dot"></figure>', css)["img"]
        assert box.kind == "picture"
        assert box.picture is not None
        assert box.picture.alt == "A dot"
        assert (box.x_pt, box.width_pt, box.height_pt) == (near(10 * MM), near(20 * MM), near(10 * MM))

    def it_is_found_also_inside_a_line(self):
        box = boxes(f'<p><img src="{PIXEL}" alt="A dot"></p>')["p"]
        assert [child.kind for child in box.children] == ["picture"]


class DescribeSeveralPages:
    def it_has_all_of_them(self):
        layout = laid_out("<p>A</p><p>B</p>", "p + p { break-before: page }")
        assert [page.body.children[0].children[0].lines[0].text for page in layout.pages] == ["A", "B"]
        with pytest.raises(AssertionError):
            _ = layout.page
