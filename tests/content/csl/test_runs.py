"""Seams, quotation marks, looks and cases (CSL 1.0.2, "Formatting", "Affixes", "Quotes", "Text-case")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.csl.runs import as_html, rich, words_of


class DescribeASeam:
    @pytest.mark.parametrize(
        ("title", "suffix", "text"),
        [
            ("Soc.", ".", "Soc."),
            ("Soc.", ". ", "Soc. x"),
            ("Why?", ". ", "Why? x"),
            ("Ha!", ". ", "Ha! x"),
            ("Why?", ", ", "Why?, x"),
            ("Inc.", ", ", "Inc., x"),
            ("And…", ". ", "And… x"),
            ("He said “no.”", ". ", "He said “no.” x"),
            ("Space ", " ", "Space x"),
            ("a..b", ".", "a..b."),
        ],
    )
    def it_has_no_sign_twice_and_leaves_the_authors_own(self, printed, title, suffix, text):
        entry = f'<text variable="title" suffix="{suffix}"/>' + ('<text value="x"/>' if " " in suffix else "")
        assert printed(entry, {"title": title}) == [text]

    def it_has_no_delimiter_beside_what_prints_nothing(self, printed):
        texts = '<text variable="title"/><text variable="publisher"/>'
        entry = f'<group delimiter=", " prefix="(" suffix=")">{texts}</group>'
        assert printed(entry, {"title": "A"}) == ["(A)"]
        assert printed(entry, {}) == [""]


class DescribeAFullStopAfterQuotationMarks:
    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ('"A" <i>b</i>', "“A” b."),
            ('"A"<i>b</i>', "“A”b."),
            ('B "A"', "B “A.”"),
            ('B <i>"A"</i>', "B “A.”"),
            ("<i>Quercus</i>'s dogs'", "Quercus’s dogs’."),
        ],
    )
    def it_goes_into_those_at_the_very_end_in_american_english(self, printed, title, text):
        assert printed('<text variable="title" suffix="."/>', {"title": title}) == [text]


class DescribeAGroup:
    def it_is_left_out_with_its_words_if_its_variables_say_nothing(self, printed):
        entry = '<group delimiter=" "><text term="in"/><text variable="container-title"/></group>'
        assert printed(entry, {}) == [""]
        assert printed(entry, {"container-title": "B"}) == ["in B"]

    def it_stays_if_it_asks_for_none(self, printed):
        assert printed('<group><text value="Online"/></group>', {}) == ["Online"]


class DescribeQuotationMarks:
    QUOTED = '<text variable="title" quotes="true" suffix="."/>'

    @pytest.mark.parametrize(
        ("language", "text"),
        [("en-US", "“A ‘good’ one.”"), ("en-GB", "‘A “good” one’."), ("de-DE", "„A ‚good‘ one“.")],
    )
    def it_has_inner_ones_inside_and_the_stop_where_the_language_has_it(self, printed, language, text):
        assert printed(self.QUOTED, {"title": 'A "good" one'}, language=language) == [text]
        assert printed(self.QUOTED, {"title": "A “good” one"}, language=language) == [text]

    def it_leaves_those_of_the_author_where_the_style_has_none(self, printed):
        assert printed('<text variable="title"/>', {"title": "A “good” one"}, language="en-GB") == [
            "A “good” one"
        ]

    def it_knows_an_apostrophe(self, printed):
        assert printed(self.QUOTED, {"title": "Hemingway's 'Style' in '45"}) == [
            "“Hemingway’s ‘Style’ in ’45.”"
        ]


class DescribeLooks:
    def it_turns_italics_upright_inside_italics(self, printed):
        entry = '<text variable="title" font-style="italic"/>'
        assert printed(entry, {"title": "On <i>Quercus</i> trees"}, html=True) == [
            "<i>On </i>Quercus<i> trees</i>"
        ]

    def it_raises_and_lowers(self, printed):
        entry = '<text variable="title"/>'
        assert printed(entry, {"title": "H<sub>2</sub>O<sup>+</sup>"}, html=True) == [
            "H<sub>2</sub>O<sup>+</sup>"
        ]

    @pytest.mark.parametrize(
        "title", ["a < b", "<script>x</script>", "<i>open", "</i>", "R&D", '<i onclick="x">y</i>']
    )
    def it_lets_no_other_mark_up_through(self, title):
        made = as_html(rich(title))
        assert "<script" not in made
        assert "onclick" not in made
        assert made.count("<i>") == made.count("</i>")

    @given(st.text(alphabet="<>/ib\"' supan&;", max_size=40))
    def it_is_always_whole(self, text):
        made = as_html(rich(text))
        for tag in ("i", "b", "sup", "sub"):
            assert made.count(f"<{tag}>") == made.count(f"</{tag}>")
        assert words_of(rich(text)) is not None


class DescribeACase:
    @pytest.mark.parametrize(
        ("case", "title", "text"),
        [
            ("lowercase", "The NATO Pier", "the nato pier"),
            ("uppercase", "Straße", "STRAßE"),
            ("capitalize-first", "the pier", "The pier"),
            ("capitalize-all", "the pier", "The Pier"),
            ("sentence", "The Pier of NATO", "The pier of NATO"),
            ("title", "counts of riders at the quay: a review", "Counts of Riders at the Quay: A Review"),
            ("title", "iOS and NATO in the news", "iOS and NATO in the News"),
            ("title", "what it is for", "What It Is For"),
            ("title", 'vitamin A and <span class="nocase">pH</span>', "Vitamin A and pH"),
            ("title", "NATO", "NATO"),
        ],
    )
    def it_changes_letters_as_it_says(self, printed, case, title, text):
        assert printed(
            f'<text variable="title" text-case="{case}"/>', {"title": title, "language": "en"}
        ) == [text]

    def it_leaves_a_title_of_another_language(self, printed):
        item = {"title": "les rites de passage", "language": "fr"}
        assert printed('<text variable="title" text-case="title"/>', item) == ["les rites de passage"]

    def it_strips_periods(self, printed):
        assert printed('<text variable="title" strip-periods="true"/>', {"title": "Nucl. Phys."}) == [
            "Nucl Phys"
        ]
