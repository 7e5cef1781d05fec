"""Boxes are recognised as what Word has a means for."""

import pytest

from copyfit.word.blocks import recognition
from copyfit.word.blocks.block import ColumnsBlock, ParagraphBlock, PictureBlock, RuleBlock, TableBlock
from copyfit.word.blocks.recognition import blocks_of
from word_pages import IMAGE, layout_of, page_of


def blocks(body, language="en"):
    return blocks_of(page_of(body, language).page.body)


def nested(depth, content):
    return '<div class="panel">' * depth + content + "</div>" * depth


class DescribeRecognition:
    @pytest.mark.parametrize(
        ("body", "kinds"),
        [
            pytest.param("<p>Words</p>", [ParagraphBlock], id="lines are a paragraph"),
            pytest.param(IMAGE, [PictureBlock], id="a picture"),
            pytest.param("<hr style='border: none; border-top: 1pt solid'>", [RuleBlock], id="a rule"),
            pytest.param("<table><tr><td>A</td></tr></table>", [TableBlock], id="a table"),
            pytest.param(
                '<div class="columns"><div class="half"><p>A</p></div><div class="half"><p>B</p></div></div>',
                [ColumnsBlock],
                id="boxes side by side are columns",
            ),
            pytest.param(
                '<p style="display: flex"><span>A</span><span style="margin-left: 20mm">B</span></p>',
                [ParagraphBlock],
                id="two ends of one line are a paragraph",
            ),
            pytest.param("<div></div>", [], id="nothing is nothing"),
        ],
    )
    def it_knows_what_a_box_is(self, body, kinds):
        assert [type(block) for block in blocks(body)] == kinds

    @pytest.mark.parametrize(
        ("body", "name"),
        [
            pytest.param("<h1>A</h1>", "Title", id="title"),
            pytest.param("<h2>A</h2>", "Heading 1", id="heading"),
            pytest.param("<h3>A</h3>", "Heading 2", id="lesser heading"),
            pytest.param("<p>A</p>", "Body Text", id="text"),
            pytest.param("<ul><li>A</li></ul>", "List Bullet", id="bullet"),
            pytest.param("<ol><li>A</li></ol>", "List Number", id="number"),
            pytest.param("<blockquote>A</blockquote>", "Quote", id="quotation"),
            pytest.param('<p data-style="Callout">A</p>', "Callout", id="named by the template"),
        ],
    )
    def it_names_a_paragraphs_style(self, body, name):
        assert [block.style_name for block in blocks(body)] == [name]

    def it_gives_a_list_one_number_however_many_there_are(self):
        found = blocks("<ol><li>A</li><li>B</li></ol><ol><li>C</li></ol>")
        assert [block.item.list_id for block in found] == [1, 1, 2]

    def it_gives_what_goes_on_under_a_number_no_number(self):
        found = blocks("<ol><li><p>A</p><p>B</p></li></ol>")
        assert [block.item.numbered for block in found] == [True, False]

    def it_frames_a_panels_paragraphs_alike(self):
        first, second = blocks('<div class="panel"><p>A</p><p>B</p></div>')
        assert first.frame is second.frame
        assert first.frame.background == "#f4f1ea"

    def it_makes_a_panel_that_holds_a_table_one_cell_without_a_frame_in_it(self):
        (table,) = blocks('<div class="panel"><p>A</p><table><tr><td>B</td></tr></table></div>')
        (cell,) = table.rows[0].cells
        assert table.layout
        assert [type(block) for block in cell.blocks] == [ParagraphBlock, TableBlock]
        assert cell.blocks[0].frame is None

    def it_keeps_the_frame_of_a_panel_inside_such_a_cell(self):
        inside = '<p>A</p><div class="panel"><p>B</p></div><table><tr><td>C</td></tr></table>'
        (table,) = blocks(nested(1, inside))
        outer, inner, _ = table.rows[0].cells[0].blocks
        assert outer.frame is None
        assert inner.frame is not None

    def it_reads_panels_in_panels_once_each(self, monkeypatch):
        steps = []
        content = recognition._content
        monkeypatch.setattr(
            recognition, "_content", lambda box, context: (steps.append(box), content(box, context))[1]
        )
        counts = []
        for depth in (4, 8, 16):
            page = page_of(
                "<style>.panel { padding: 0 1pt }</style>"
                + nested(depth, "<table><tr><td>A</td></tr></table>")
            )
            steps.clear()
            blocks_of(page.page.body)
            counts.append(len(steps))
        assert counts[2] - counts[1] == 2 * (counts[1] - counts[0])

    def it_reads_in_the_order_of_the_page(self):
        texts = [block.lines[0].text for block in blocks("<h1>A</h1><p>B</p><ul><li>C</li></ul><p>D</p>")]
        assert texts == ["A", "B", "C", "D"]

    def it_gives_an_elements_own_border_to_its_first_and_last_paragraph(self):
        edged = '<div style="border-top: 1pt solid; border-bottom: 2pt solid"><p>A</p><p>B</p></div>'
        first, last = blocks(edged)
        assert (first.top.width_pt, first.bottom.width_pt) == (1, 0)
        assert (last.top.width_pt, last.bottom.width_pt) == (0, 2)

    def it_takes_running_matter_as_header_and_footer(self):
        page = layout_of("running").page
        assert {block.style_name for box in page.header for block in blocks_of(box, "header")} == {"Header"}
        assert {block.style_name for box in page.footer for block in blocks_of(box, "footer")} == {"Footer"}
