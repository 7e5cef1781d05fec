"""One page is proved, not counted: ten usual styles that say one page and lose text are refused."""

import re

import pytest

from copyfit.errors import About
from copyfit.proof import completeness

from .paper import codes, page, statements

LIES = [
    pytest.param("html, body { height: 267mm }", "words-lost", id="a fixed height on html and body"),
    pytest.param("html, body { height: 100% }", "words-lost", id="heights of 100 %"),
    pytest.param("main { position: absolute }", "words-lost", id="an absolute flow root"),
    pytest.param("main { position: fixed }", "words-lost", id="a fixed flow root"),
    pytest.param("main { float: left }", "words-lost", id="a floated flow root"),
    pytest.param("main { display: inline-block }", "words-outside", id="an inline-block flow root"),
    pytest.param("body { position: absolute }", "words-lost", id="an absolute body"),
    pytest.param("main { height: 150mm; overflow: hidden }", "words-clipped", id="hidden overflow"),
    pytest.param("main { height: 267mm; columns: 2 }", "words-outside", id="columns of a fixed height"),
]
OUT = re.compile("absolute|fixed|float")
FLEX = "main { display: flex; flex-direction: column; height: 100vh }"
MARGIN = "h1 { margin: 8mm 0 4pt }"
"""A first margin, as browsers give it to a heading, is what makes the fixed heights lose text unseen."""


class DescribeAPageThatIsALie:
    """The text is of two pages; the layout engine reports one."""

    @pytest.mark.parametrize(("css", "code"), LIES)
    def it_is_refused_with_the_first_words_that_are_lost(self, css, code):
        layout = page(f"<h1>Title</h1>{statements(30)}", MARGIN + css)
        assert len(layout.pages) == 1
        problems = {problem.code: problem for problem in completeness(layout)}
        assert code in problems
        assert re.search(r"“.*word.*” of `s-\d+`", problems[code].message)
        assert problems[code].hint

    def it_is_refused_also_as_a_flex_column_of_the_pages_height(self):
        problems = completeness(page(statements(30), FLEX))
        assert problems
        assert re.search(r"“Number\d+ word.*” of `s-\d+`", problems[0].message)

    @pytest.mark.parametrize(("css", "code"), LIES)
    def it_is_taken_when_everything_is_on_it_and_in_the_flow(self, css, code):
        said = codes(completeness(page(f"<h1>Title</h1>{statements(7)}", MARGIN + css)))
        assert said == (["out-of-flow"] if OUT.search(css) else [])


class DescribeTwoPages:
    def it_is_refused_with_the_words_that_begin_the_second(self):
        (problem,) = completeness(page(statements(30)))
        assert problem.code == "not-one-page"
        assert re.fullmatch(
            r"the layout has 2 pages; the second begins with “.*word.*” of `s-\d+`", problem.message
        )


class DescribeWordsThatAreNotSeen:
    @pytest.mark.parametrize(
        ("css", "code"),
        [
            pytest.param(".x { display: none }", "words-lost", id="not displayed"),
            pytest.param(".x { visibility: hidden }", "words-lost", id="invisible"),
            pytest.param(".x { color: transparent }", "words-lost", id="without ink"),
            pytest.param(".x { font-size: 0 }", "words-lost", id="without size"),
            pytest.param(".x { opacity: 0 }", "words-hidden", id="without opacity"),
            pytest.param(".x { height: 5pt; overflow: hidden }", "words-clipped", id="clipped"),
            pytest.param(".x { position: absolute; clip: rect(0, 0, 0, 0) }", "words-hidden", id="cut away"),
            pytest.param(".x { margin-left: -30mm }", "words-outside", id="left of the page"),
            pytest.param(".x { position: relative; top: 300mm }", "words-outside", id="below the page"),
            pytest.param(".x { text-indent: -9999px }", "words-outside", id="indented away"),
            pytest.param(".x { white-space: nowrap }", "words-outside", id="never broken"),
            pytest.param(".x { margin-top: -20pt }", "words-overlap", id="on other words"),
            pytest.param(".x { transform: rotate(90deg) }", "words-moved", id="turned"),
            pytest.param(".y { margin-top: -80pt } .x { margin-bottom: 40pt }", "words-", id="out of order"),
        ],
    )
    def it_is_refused(self, css, code):
        text = "Words to look for " * 8
        body = f'<p>Before.</p><p class="x" data-statement="seen">{text}</p><p class="y">After all this.</p>'
        problems = completeness(page(body, css))
        assert any(problem.code.startswith(code) for problem in problems), problems
        assert all("“" in problem.message for problem in problems)

    def it_is_allowed_where_the_author_says_so(self):
        assert completeness(page('<p>Seen.</p><p hidden data-statement="later">Later.</p>')) == []

    def it_is_no_loss_when_a_word_is_broken_or_set_in_capitals(self):
        css = "p { width: 30mm; hyphens: auto } b { text-transform: uppercase }"
        body = "<p>Incomprehensibilities and counter&shy;intelligence state-of-the-art <b>straße</b></p>"
        assert completeness(page(body, css)) == []


class DescribeASpaceAtTheEndOfALine:
    def it_may_stand_outside_since_it_shows_nothing(self):
        for count in range(60, 100):
            body = f"<p>{'i' * count}\u00a0 {'i' * 20}</p>"
            assert "words-outside" not in codes(completeness(page(body)))


class DescribeAWordThatIsTooLong:
    """The words are to blame, not the style sheet."""

    def it_is_told_where_it_leaves_the_page(self):
        (problem,) = completeness(page(f'<p data-statement="seen">So {"x" * 200} is</p>'))
        assert problem.code == "word-too-long"
        assert problem.about == About("words", "x" * 200, "seen")
        assert re.search(r"“x+…” of `seen` is \d+\.\d mm too long for its line", problem.message)

    @pytest.mark.parametrize("mark", ["\u00a0", "« ", " »", " !"])
    def it_may_hold_a_space_that_no_line_ends_at(self, mark):
        problems = completeness(page(f'<p data-statement="seen">{"x" * 90}{mark}{"x" * 90}</p>'))
        assert codes(problems) == ["word-too-long"]

    def it_is_told_where_it_lies_on_the_next_cell(self):
        body = (
            '<table style="width: 60mm; table-layout: fixed"><tr data-statement="row">'
            "<td>Counterintelligence-free</td><td>Beside it</td><td>More</td><td>More</td></tr></table>"
        )
        problems = completeness(page(body))
        assert codes(problems) == ["word-too-long"]
        assert problems[0].about.statement == "row"

    def it_is_the_style_sheet_that_keeps_words_from_being_broken(self):
        problems = completeness(page(f"<p>{'some words ' * 30}</p>", "p { white-space: nowrap }"))
        assert codes(problems) == ["words-outside"]


class DescribeATableWithoutCells:
    @pytest.mark.parametrize(
        "table", ["<table></table>", '<table class="a"><tbody></tbody></table>', "<table>Words</table>"]
    )
    def it_is_told_with_the_template_to_look_at(self, table):
        problems = [one for one in completeness(page(f"<p>A</p>{table}")) if one.code == "table-empty"]
        assert [one.about.kind for one in problems] == ["template"]
        assert table.startswith(problems[0].about.name)


class DescribeRunningWords:
    def it_takes_them_in_the_margin(self):
        assert completeness(page("<p>Text.</p>", head="<p>Kicker <b>and more</b></p>")) == []

    def it_misses_them_when_no_margin_shows_them(self):
        css = "@page { @top-left { content: none } }"
        problems = completeness(page("<p>Text.</p>", css, head="<p>Kicker lost</p>"))
        assert [problem.code for problem in problems] == ["words-lost"]
        assert "“Kicker lost”" in problems[0].message
