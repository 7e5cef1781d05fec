"""What browsers mend in silence is told to the template's author: tags, style sheets and their brackets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.page.markup import markup_problems

PAGE = "templates/leaflet/page.html.j2"
STYLE = "templates/leaflet/style.css"
LINK = f'<link rel="stylesheet" href="asset:{STYLE}">'


def said_of(html, css="p { margin: 0 }"):
    """Return what is said of a page whose template is its HTML."""
    files = {PAGE: html.encode(), STYLE: css.encode()}
    return [f"{one.place}: {one.message}" for one in markup_problems(html, files, "leaflet/page.html.j2")]


class DescribeAnElement:
    @pytest.mark.parametrize(
        ("html", "said"),
        [
            ("<main>\n<div>A</main>", "2:1: `<div>` is never closed"),
            ('<main>\n <div class="x">A</main>', '2:2: `<div class="x">` is never closed'),
            ("<p>A <em>B</p>", "1:6: `<em>` is never closed"),
            ("<main>A", "1:1: `<main>` is never closed"),
            ("<table><tr><td>A</tr>", "1:1: `<table>` is never closed"),
            ("A</div>", "1:2: `</div>` closes nothing"),
            ('<div class="x"\n<p>A</p></div>', '1:1: the tag `<div class="x"` does not end'),
            ('<div class="x>\n<p class="y">A</p></div>', '1:1: the tag `<div class="x>` does not end'),
        ],
    )
    def it_is_closed_where_its_author_says(self, html, said):
        assert said_of(html) == [f"{PAGE}:{said}"]

    @pytest.mark.parametrize(
        ("template", "place"),
        [
            ("<main>\n <div class='{{ kind }}'>A</main>", f"{PAGE}:2:2"),
            ("<main>\n <div class='{{ kind }}'>A</div> <div class='{{ kind }}'>A</main>", PAGE),
            ("<main>\n <div class='a'>A</div>\n<div class='a'>A</main>", f"{PAGE}:2:2"),
        ],
        ids=["as far as it is constant", "nowhere if that is not one place", "the first that is written so"],
    )
    def it_is_found_where_the_template_writes_it(self, template, place):
        files = {PAGE: template.encode()}
        html = template.replace("{{ kind }}", "a")
        (problem,) = markup_problems(html, files, "leaflet/page.html.j2")
        assert str(problem.place) == place

    @pytest.mark.parametrize(
        ("html", "said"),
        [
            ("<ol><li>A</li>\n<li value='7'>B</li></ol>", "2:1: `value` of `<li>`"),
            ("<ol start=3><li>A</ol>", "1:1: `start` of `<ol>`"),
            ("<ol reversed><li>A</ol>", "1:1: `reversed` of `<ol>`"),
            ("<UL type=square><li>A</ul>", "1:1: `type` of `<UL>`"),
            ("<table border=1><tr><td>A</table>", "1:1: `border` of `<table>`"),
            ("<p align=center>A</p>", "1:1: `align` of `<p>`"),
        ],
    )
    def it_has_no_attribute_that_nobody_heeds(self, html, said):
        (problem,) = said_of(html)
        assert problem == f"{PAGE}:{said} is not heeded: looks and numbers come from styles"

    @pytest.mark.parametrize(
        "html",
        [
            "<ol start=3 style='counter-reset: list-item 2'><li>A</ol>",
            "<svg width=3 height=4><rect width=3 height=4 /></svg>",
            "<table><tr><td colspan=2 rowspan=1>A</table>",
        ],
    )
    def it_may_have_the_others(self, html):
        assert said_of(html) == []

    @pytest.mark.parametrize(
        "html",
        [
            "<!doctype html><html lang=en><head><title>T</title><body><p>A<p>B",
            "<ul><li>A<li>B<br>C</ul><img src='a'><hr/>",
            "<table><thead><tr><th>A<tbody><tr><td>B</table>",
            "<!-- <div> --><p title='<div>'>A &lt; B</p>",
            "<svg><path d='M0 0'/><g><rect/></g></svg>",
            "<style>p > b { margin: 0 }</style><script>if (a < b) { c }</script>",
            "</p><p>A</p>",
        ],
    )
    def it_may_leave_out_what_html_lets_it(self, html):
        assert said_of(html) == []

    @given(st.text("<>/abdivp=\"' \n", max_size=60))
    @settings(deadline=None)
    def it_is_read_whatever_it_is(self, html):
        said_of(html)


class DescribeAStyleSheet:
    def it_is_told_to_be_missing(self):
        html = LINK.replace("style.css", "stile.css")
        (problem,) = markup_problems(html, {PAGE: html.encode(), STYLE: b""}, "leaflet/page.html.j2")
        assert str(problem) == (
            "templates/leaflet/stile.css: there is no style sheet templates/leaflet/stile.css\n"
            f"  did you mean `{STYLE}`?"
        )

    @pytest.mark.parametrize(
        ("css", "said"),
        [
            ("p { margin: 0 }\np {\n", "2:3: `{` is never closed"),
            ("a { b: c\np { d: e }\n", "1:3: `{` is never closed"),
            ("p { margin: calc(1pt }\n", "1:17: `(` is never closed"),
            ("p { margin: 0 }}\n", "1:16: `}` closes nothing"),
            ("p { content: '}' }\n@media print { p { margin: 0 }", "2:14: `{` is never closed"),
        ],
    )
    def it_has_a_counterpart_for_each_bracket(self, css, said):
        assert said_of(LINK, css) == [f"{STYLE}:{said}"]

    @pytest.mark.parametrize(
        "css",
        [
            '/* { */ p { content: \'{\'; background: url(a(b.png) } q { content: "\\"{" }',
            "p::before { content: '\\7b' } .a\\{b { margin: 0 }",
            "@media print { @page { margin: 0 } p { margin: calc((1pt + 2pt) * 2) } }",
            "p { margin: 0 } /* never closed {",
        ],
    )
    def it_does_not_count_brackets_in_texts_and_comments(self, css):
        assert said_of(LINK, css) == []
