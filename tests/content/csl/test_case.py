"""Text in another case, as the specification of CSL 1.0.2 has it ("Text-case")."""

import pytest


def titled(case, more=""):
    return f'<text variable="title" text-case="{case}" {more}/>'


class DescribeATitleInTitleCase:
    @pytest.mark.parametrize(
        ("written", "text"),
        [
            ("the state of the art", "The State of the Art"),
            ("what to look for", "What to Look For"),
            ("a view from above: the last word", "A View from Above: The Last Word"),
            ("night-and-day work", "Night-and-Day Work"),
            ("how NATO grew, and why", "How NATO Grew, and Why"),
            ("the eBook Of the year", "The eBook of the Year"),
            ("is it 'over'? it is", "Is It “Over”? It Is"),
            ("an “end in sight” at last", "An “End in Sight” at Last"),
            ("“in sight” at last", "“In Sight” at Last"),
            ("the o'neill years", "The O’neill Years"),
        ],
    )
    def it_has_capitals_but_for_small_words(self, printed, written, text):
        assert printed(titled("title"), {"title": written, "language": "en"}) == [text]

    def it_is_left_alone_in_other_languages(self, printed):
        assert printed(titled("title"), {"title": "der letzte tag", "language": "de"}) == ["der letzte tag"]

    def it_keeps_what_is_marked_so(self, printed):
        entry = titled("title")
        item = {"title": 'the <span class="nocase">iPhone</span> and <sup>th</sup>e rest'}
        assert printed(entry, item) == ["The iPhone and the Rest"]


class DescribeOtherCases:
    @pytest.mark.parametrize(
        ("case", "text"),
        [
            ("lowercase", "the end of nato"),
            ("uppercase", "THE END OF NATO"),
            ("capitalize-first", "The end of NATO"),
            ("capitalize-all", "The End Of NATO"),
            ("sentence", "The end of NATO"),
        ],
    )
    def it_changes_the_letters_that_it_says(self, printed, case, text):
        assert printed(titled(case), {"title": "the end of NATO"}) == [text]

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            ("The State of The Art", "The state of the art"),
            ("THE STATE OF THE ART", "The state of the art"),
            ("How McDonald Grew", "How McDonald grew"),
            ("“The State”", "“The state”"),
        ],
    )
    def it_makes_sentences(self, printed, written, text):
        assert printed(titled("sentence"), {"title": written}) == [text]

    def it_never_makes_one_letter_two(self, printed):
        assert printed(titled("uppercase"), {"title": "Straße"}) == ["STRAßE"]

    def it_leaves_full_stops_out_where_a_style_says_so(self, printed):
        entry = '<text variable="container-title" strip-periods="true"/>'
        assert printed(entry, {"container-title": "J. Agric. Sci."}) == ["J Agric Sci"]
