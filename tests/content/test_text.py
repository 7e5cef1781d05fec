"""A text of a brief → inline HTML: escaped, with the language's typography, facts and citations printed."""

import pytest

from copyfit.content.citations import cites_in
from copyfit.content.text import FactUsed, Spoken, citations_in, facts_in, is_plain, mistakes_in, parse


class DescribeACitation:
    @pytest.mark.parametrize(
        ("inside", "cites"),
        [
            ("@nato", [("nato", "", "")]),
            ("@nato, pp. 4-5", [("nato", "pp. 4-5", "")]),
            ("see @a; @b, ch. 2", [("a", "", "see"), ("b", "ch. 2", "")]),
        ],
    )
    def it_names_sources_and_where_to_look(self, inside, cites):
        assert [(one.source, one.locator, one.prefix) for one in cites_in(inside)] == cites

    @pytest.mark.parametrize("inside", ["@a p. 4", "@a;; @b", "@", "a@"])
    def it_is_refused_in_another_form(self, inside):
        with pytest.raises(ValueError, match="is no citation"):
            cites_in(inside)


class DescribeMistakes:
    @pytest.mark.parametrize(
        "text",
        [
            "# heading", "- item", "1. item", "![x](y)", "<b>x</b>", "`x`", "one\n\ntwo", "[x](ftp://y)",
            "{{ x }}",
            "{% x %}", "{fact x}", "{ fact:x }", "{FACT:x}", "[@ x]", "[@x", "**x", "x** y",
        ],
    )  # fmt: skip
    def it_finds_what_would_not_be_printed_as_meant(self, text):
        (message, hint), *_ = mistakes_in(text)
        assert message
        assert hint

    @pytest.mark.parametrize(
        "text",
        ["**x** y", "[@x]", "{fact:x}", "a - b", "2. place is not 1. place"[2:], "5 < 6", "a@b.org", "[x]"],
    )
    def it_finds_nothing_in_what_is(self, text):
        assert list(mistakes_in(text)) == []

    def it_says_that_an_address_with_a_space_is_none(self):
        ((message, hint),) = mistakes_in("[the plan](https://example.org/a plan)")
        assert message == "a link is not written as one"
        assert "%20" in hint

    def it_reads_a_fact_that_never_ends_in_no_time(self):
        text = "{fact:" + " " * 100_000 + "x"
        assert [message for message, _ in mistakes_in(text)] == ["a fact is not written as one"]
        assert facts_in(text) == ()


class DescribeTokens:
    def it_is_parsed_once(self):
        assert parse("so {fact:a} rides", "en") is parse("so {fact:a} rides", "en")

    def it_has_the_facts_and_citations_wherever_they_stand(self):
        text = "**so {fact: a }** and [link {fact:b}](https://x.org) [@one, p. 4; @two]"
        assert facts_in(text) == ("a", "b")
        assert [cite.source for cited in citations_in(text) for cite in cited.cites] == ["one", "two"]

    def it_keeps_any_name_of_a_fact_as_it_is_written(self):
        assert parse("{fact:Riders_2025}", "") == (FactUsed("Riders_2025"),)

    def it_closes_quotation_marks_behind_facts_and_citations(self):
        text = 'a "b {fact:n} c [@s] d" e'
        assert (
            "".join(token.text for token in parse(text, "en") if isinstance(token, Spoken)) == "a “b  c d” e"
        )

    def it_leaves_quotation_marks_alone_without_a_language(self):
        assert parse('a "b"', "") == (Spoken('a "b"'),)

    @pytest.mark.parametrize(
        ("text", "plain"),
        [("1,200 riders", True), ("7–8 July", True), ("5 * 3", True), ("*so*", False), ("{fact:b}", False),
         ("[@x]", False), ("<b>x</b>", False), ("[x](javascript:alert(1))", False), ("{{ 1 }} **b", False)],
    )  # fmt: skip
    def it_says_whether_a_value_is_words_alone(self, text, plain):
        assert is_plain(text) is plain
