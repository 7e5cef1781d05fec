"""What a template asks for and Word cannot have is said."""

from pathlib import Path

import pytest

from copyfit.layout import lay_out
from copyfit.rules.word import CARRIED, LIMITS, markdown, problems
from word_pages import page_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/word.md"
SHEET = "templates/poster/style.css"


def said_of(css, body="<p class='lead'>The mission trains advisers.</p>"):
    link = f'<link rel="stylesheet" href="asset:{SHEET}">'
    html = f'<html lang="en"><head><title>T</title>{link}</head>{body}</html>'
    files = {SHEET: css.encode()}
    return [(str(one.place), one.message, one.severity) for one in problems(lay_out(html, files), files)]


class DescribeStyleSheets:
    """Each declaration that matches something on the page, where it stands."""

    def it_names_file_line_selector_property_and_what_happens(self):
        assert said_of("p { color: red }\n.lead { transform: rotate(3deg) }") == [
            (
                f"{SHEET}:2:9",
                "`.lead` has `transform: rotate(3deg)`, which Word cannot: it stands where it would without",
                "warning",
            )
        ]

    @pytest.mark.parametrize(
        "declaration",
        [
            "transform: scale(2)",
            "position: absolute",
            "background: linear-gradient(red, blue)",
            "border-radius: 3pt",
            "opacity: 0.5",
            "font-weight: 500",
            "font-size: 10.2pt",
            "font-variant-caps: small-caps",
            "word-spacing: 2pt",
            "column-count: 2",
        ],
    )
    def it_says_what_word_cannot_have(self, declaration):
        assert len(said_of(f".lead {{ {declaration} }}")) == 1

    @pytest.mark.parametrize(
        "css",
        [
            ".lead { font-size: 10.5pt; font-weight: 700; font-variant-numeric: tabular-nums }",
            ".lead { background: #f4f1ea; border-radius: 0; opacity: 1; transform: none }",
            ".elsewhere { transform: rotate(3deg) }",
            "li::marker { word-spacing: 2mm }",
            ".lead { hyphens: auto; hyphenate-character: '-' }",
            ".lead { font-size: var(--body-size) }",
        ],
    )
    def it_is_silent_about_the_rest(self, css):
        assert said_of(css) == []

    def it_looks_at_styles_on_elements_too(self):
        body = '<p style="border-radius: 4pt">Words</p>'
        assert [message for _, message, _ in said_of("", body)] == [
            "<p style> has `border-radius: 4pt`, which Word cannot: corners are square"
        ]

    def it_leaves_running_header_and_footer_alone(self):
        assert (
            said_of(".lead { position: running(head) } @page { @top-left { content: element(head) } }") == []
        )


class DescribeWhatOnlyTheLayoutShows:
    """Lines unevenly apart, and tables that only place things."""

    def it_names_lines_that_are_not_equally_far_apart(self):
        uneven = page_of(
            '<p style="width: 40mm">The mission trains advisers in Baghdad and '
            '<span style="font-size: 20pt; line-height: 30pt">reports</span> to partners there.</p>'
        )
        assert any("not equally far apart" in one.message for one in problems(uneven, {}))

    def it_does_not_name_lines_that_are(self):
        even = page_of(
            '<p style="width: 40mm">The mission trains advisers in Baghdad and reports to partners.</p>'
        )
        assert problems(even, {}) == ()

    def it_names_a_layout_table(self):
        body = '<section class="panel"><p>Lead</p><table><tr><td>A</td><td>B</td></tr></table></section>'
        assert [one.message for one in problems(page_of(body), {})] == [
            "“Lead …” stands in a layout table in the Word file"
        ]

    def it_does_not_name_columns_or_data_tables(self):
        body = (
            '<div class="columns"><div class="wide"><table><tr><td>A</td></tr></table></div>'
            '<div class="narrow"><p>B</p></div></div>'
        )
        assert problems(page_of(body), {}) == ()


class DescribeTheDocument:
    """`docs/word.md` has the program's own table."""

    def it_has_the_table_as_the_program_has_it(self):
        text = DOCUMENT.read_text("utf-8")
        assert markdown() in text, "put there what copyfit.rules.word.markdown() returns"

    def it_says_of_each_property_once_what_cannot_be(self):
        names = [name for limit in LIMITS for name in limit.properties]
        assert len(names) == len(set(names))
        assert CARRIED
