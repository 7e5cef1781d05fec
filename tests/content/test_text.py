"""A text of a brief → inline HTML: escaped, with the language's typography, facts and citations printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.citations import cites_in
from copyfit.content.text import Printers, inline_html, mistakes_in


def printed(text, language="en"):
    def cite(cites):
        return "".join(f"<cite>{one.source}|{one.locator}|{one.prefix}</cite>" for one in cites)

    return inline_html(text, Printers(language, cite, lambda name: f"<{name}>".upper().strip("<>")))


class DescribeInlineMarkdown:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("plain", "plain"),
            ("**strong** and *so*", "<strong>strong</strong> and <em>so</em>"),
            ("[NATO](https://nato.int/?a=1&b=2)", '<a href="https://nato.int/?a=1&amp;b=2">NATO</a>'),
            ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
            ("two\nlines", "two lines"),
            ('it\'s "so"', "it’s “so”"),
            ("5 * 3 * 2", "5 * 3 * 2"),
            ("snake_case_name", "snake_case_name"),
        ],
    )
    def it_is_html_and_nothing_but_what_was_meant(self, text, html):
        assert printed(text).replace("\u00a0", " ") == html

    def it_prints_a_fact_in_an_element_of_its_own(self):
        assert (
            printed("so {fact:riders} ride") == 'so <span class="fact" data-fact="riders">RIDERS</span> ride'
        )

    def it_ties_a_citation_to_nothing_but_the_word_before(self):
        assert printed("said [@nato, p. 4].") == "said<cite>nato|p. 4|</cite>."
        assert printed("said [see @nato; @eu].") == "said<cite>nato||see</cite><cite>eu||</cite>."

    def it_leaves_brackets_that_cite_nothing(self):
        text = "the [new] law, mail a@b.org"
        assert printed(text).replace("\u00a0", " ") == text

    @given(st.text(alphabet="ab<>&\"'*_[](){}@:; \n", max_size=40))
    def it_never_lets_a_tag_through(self, text):
        if not list(mistakes_in(text)):
            html = inline_html(text, Printers("en", lambda cites: "", lambda name: ""))
            for tag in ("strong", "em"):
                html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
            ours = r'<span class="fact" data-fact="[^"<>]*">|<a href="[^"<>]*">|</(?:span|a)>'
            assert "<" not in re.sub(ours, "", html)


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
