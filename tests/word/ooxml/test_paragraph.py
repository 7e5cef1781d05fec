"""Paragraphs as Word's markup: the style, what differs from it, and the runs."""

from dataclasses import replace

import pytest

from copyfit.word.ooxml.bookmarks import Bookmarks
from copyfit.word.ooxml.element import prefixed, qualified
from copyfit.word.ooxml.paragraph import ParagraphWriter
from copyfit.word.spec import NumberSpec, RunSpec
from word_specs import TEXT, gap, paragraph, style

LINK = replace(TEXT, href="#s1", color="#0b4f6c")
NUMBERED = NumberSpec(7, True, 1, "1.", TEXT, 340)


def written(spec, own=None, **more):
    styles = {"Body Text": own or style(), "Spacer": style("Spacer")}
    places = Bookmarks({"a": "a"}, {"s1": "s1"}, more.pop("numbers", {"s1": "12"}))
    writer = ParagraphWriter(styles, {}, {7: 3}, places, lambda href: "rId9", lambda run: None, [])
    return writer.paragraph(spec)


def names(made, inside="w:pPr"):
    return [prefixed(child.tag) for child in made.find(qualified(inside))]


def runs(made):
    return list(made.iter(qualified("w:r")))


def said(run):
    return "".join(part.text for part in run.iter(qualified("w:t"), qualified("w:instrText")))


class DescribeAParagraphsMark:
    def it_says_nothing_where_the_words_before_it_do(self):
        bold = replace(paragraph(), base=replace(TEXT, bold=True))
        assert "w:rPr" not in names(written(bold))

    def it_looks_as_words_would_where_there_is_room_to_write(self):
        blank = replace(paragraph(), runs=(), base=replace(TEXT, bold=True))
        assert "w:rPr" in names(written(blank))

    def it_keeps_the_line_of_a_spacer_low(self):
        (mark,) = written(gap(40)).iter(qualified("w:rPr"))
        assert [child.get(qualified("w:val")) for child in mark] == ["2", "2"]


class DescribeANumber:
    def it_is_said_where_the_style_has_none(self):
        made = written(replace(paragraph(), number=NUMBERED))
        (number,) = made.iter(qualified("w:numId"))
        assert number.get(qualified("w:val")) == "3"

    def it_is_left_to_the_style_that_has_it(self):
        own = replace(style(), list_id=7)
        assert "w:numPr" not in names(written(replace(paragraph(), number=NUMBERED), own))

    def it_is_taken_away_where_the_style_has_one(self):
        (number,) = written(paragraph(), replace(style(), list_id=7)).iter(qualified("w:numId"))
        assert number.get(qualified("w:val")) == "0"


class DescribeALinkToANumber:
    def made(self, text="see 12, then"):
        return written(replace(paragraph(), runs=(RunSpec(text, LINK),)))

    def it_is_a_field_that_word_keeps_true_between_the_words_around_it(self):
        assert [said(run) for run in runs(self.made())] == [
            "see ",
            "",
            " REF s1 \\n \\h ",
            "",
            "12",
            "",
            ", then",
        ]

    def it_looks_alike_in_all_its_parts(self):
        looks = {
            tuple(sorted(prefixed(child.tag) for child in run.find(qualified("w:rPr"))))
            for run in runs(self.made())
        }
        assert len(looks) == 1

    @pytest.mark.parametrize("text", ["see 112", "see 123", "see there"])
    def it_is_plain_text_where_the_number_is_not_in_it(self, text):
        (run,) = runs(self.made(text))
        assert said(run) == text


class DescribeALink:
    def it_holds_all_runs_that_lead_to_one_place(self):
        parts = (RunSpec("a ", LINK), RunSpec("b", replace(LINK, bold=True)), RunSpec(" c", TEXT))
        made = written(replace(paragraph(), runs=parts), numbers={})
        (link,) = made.iter(qualified("w:hyperlink"))
        assert link.get(qualified("w:anchor")) == "s1"
        assert len(runs(link)) == 2

    def it_is_another_where_it_leads_elsewhere(self):
        parts = (RunSpec("a", LINK), RunSpec("b", replace(LINK, href="https://example.org")))
        first, second = written(replace(paragraph(), runs=parts), numbers={}).iter(qualified("w:hyperlink"))
        assert (first.get(qualified("r:id")), second.get(qualified("r:id"))) == (None, "rId9")
