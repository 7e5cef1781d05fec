"""Tokens → inline HTML: escaped, with the typography of the language, facts and citations printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.text import mistakes_in
from copyfit.page.inline import Printers, inline_html


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

    def it_lets_a_line_end_inside_a_web_address_and_in_no_other_word(self):
        address = "https://example.org/a_b?one=1&two=20%25#end"
        shown = printed(f"at {address} or a_b=c.")
        assert shown.replace("\u200b", "").replace("\u00a0", " ") == (
            "at https://example.org/a_b?one=1&amp;two=20%25#end or a_b=c."
        )
        assert "/a\u200b_b?one=\u200b1&amp;\u200btwo=\u200b20\u200b%25\u200b#end" in shown
        assert "a_b=c" in shown

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


class DescribeQuotationMarks:
    @pytest.mark.parametrize(
        ("language", "text", "html"),
        [
            ("en", 'He said "yes".', "He said “yes”."),
            ("en", "He said 'yes'.", "He said ‘yes’."),
            ("en", 'Support the "*NMI*" in July.', "Support the “<em>NMI</em>” in July."),
            ("en", 'review "**it**" now', "review “<strong>it</strong>” now"),
            ("en", "the *mission*'s end", "the <em>mission</em>’s end"),
            ("en", 'the "{fact:riders}" who ride', "the “RIDERS” who ride"),
            ("en", 'so "it is [@count]", they say', "so “it is<cite>count||</cite>”, they say"),
            ("en", '"[NATO](https://nato.int)" said', "“<a>NATO</a>” said"),
            ("fr", 'un "oui" libre', "un « oui » libre"),
            ("fr", 'un "*non*" libre', "un «<em> non</em> » libre"),
            ("fr", 'un "*non **et** non*" libre', "un «<em> non <strong>et</strong> non</em> » libre"),
            ("fr", "un « ", "un «"),
            ("de", 'ein "*Nein*" und "Ja"', "ein „<em>Nein</em>“ und „Ja“"),
            ("de", "\"Er sagt 'Ja', so\"", "„Er sagt ‚Ja‘, so“"),
            ("en", "https://a.org/it's, it's", "https://a.org/it's, it’s"),
            ("ar", 'كلمة "نعم" حرة', "كلمة «نعم» حرة"),
        ],
    )
    def it_opens_and_closes_around_whatever_stands_inside(self, language, text, html):
        found = re.sub(r"<span[^>]*>|</span>", "", printed(text, language))
        found = re.sub(r"<a [^>]*>", "<a>", found)
        assert found.replace("\u00a0", " ") == html


class DescribeABackslash:
    @pytest.mark.parametrize("sign", ["*", "_", "`", "[", "]", "{", "\\"])
    def it_prints_the_sign_behind_it(self, sign):
        assert printed(f"a \\{sign}b\\{sign} c").replace("\u00a0", " ") == f"a {sign}b{sign} c"
        assert list(mistakes_in(f"a \\{sign}b\\{sign} c")) == []

    def it_keeps_a_fact_and_a_citation_from_being_read(self):
        text = "write \\{fact:x} and \\[@source] so"
        assert list(mistakes_in(text)) == []
        assert printed(text).replace("\u00a0", " ") == "write {fact:x} and [@source] so"
