"""Properties say what differs from the style, and nothing else."""

import pytest

from copyfit.layout.boxes import TextStyle
from copyfit.word.ooxml.element import prefixed, qualified
from copyfit.word.ooxml.properties import format_children, run_properties
from copyfit.word.spec import BorderSpec, ParagraphFormat, TabSpec

EDGE = BorderSpec(4, 0, "#000000")
TEXT = TextStyle("IBM Plex Serif", 10)


def said(own, base):
    return {prefixed(child.tag): dict(child.attrib) for child in format_children(own, base)}


class DescribeAParagraphsProperties:
    @pytest.mark.parametrize(
        ("form", "names"),
        [
            pytest.param(ParagraphFormat(), set(), id="nothing"),
            pytest.param(ParagraphFormat(before=20), {"w:spacing"}, id="space"),
            pytest.param(ParagraphFormat(start=20), {"w:ind"}, id="indent"),
            pytest.param(ParagraphFormat(alignment="end"), {"w:jc"}, id="alignment"),
            pytest.param(ParagraphFormat(bidi=True), {"w:bidi"}, id="direction"),
            pytest.param(ParagraphFormat(shading="#eeeeee"), {"w:shd"}, id="shade"),
            pytest.param(ParagraphFormat(borders=(("top", EDGE),)), {"w:pBdr"}, id="border"),
            pytest.param(ParagraphFormat(tabs=(TabSpec(100),)), {"w:tabs"}, id="tab"),
        ],
    )
    def it_says_what_differs(self, form, names):
        assert set(said(form, ParagraphFormat())) == names

    def it_undoes_what_the_style_has_and_it_has_not(self):
        style = ParagraphFormat(bidi=True, shading="#eeeeee", borders=(("top", EDGE),))
        undone = said(ParagraphFormat(), style)
        assert undone["w:bidi"][qualified("w:val")] == "0"
        assert undone["w:shd"][qualified("w:fill")] == "auto"

    def it_hangs_or_indents_the_first_line(self):
        hanging = said(ParagraphFormat(first=-40), ParagraphFormat())["w:ind"]
        indented = said(ParagraphFormat(first=40), ParagraphFormat())["w:ind"]
        assert hanging[qualified("w:hanging")] == "40"
        assert indented[qualified("w:firstLine")] == "40"

    def it_has_an_exact_line_unless_it_is_as_tall_as_what_it_holds(self):
        exact = said(ParagraphFormat(line=250), ParagraphFormat())["w:spacing"]
        grown = said(ParagraphFormat(line=0), ParagraphFormat())["w:spacing"]
        assert (exact[qualified("w:line")], exact[qualified("w:lineRule")]) == ("250", "exact")
        assert (grown[qualified("w:line")], grown[qualified("w:lineRule")]) == ("240", "auto")


class DescribeARunsProperties:
    def it_is_nothing_for_a_run_like_its_paragraph(self):
        assert run_properties(TEXT, TEXT) is None

    def it_switches_off_what_the_style_has_on(self):
        bold = TextStyle("IBM Plex Serif", 10, bold=True)
        made = run_properties(TEXT, bold)
        assert [(prefixed(child.tag), child.get(qualified("w:val"))) for child in made] == [
            ("w:b", "0"),
            ("w:bCs", "0"),
        ]
