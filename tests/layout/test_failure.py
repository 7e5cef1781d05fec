"""A page that the engine fails at is told with the rule it fails at, not with a traceback."""

import pytest

from copyfit.errors import LayoutError
from copyfit.layout import lay_out

STYLE, HOUSE = "templates/leaflet/style.css", "templates/shared/house.css"
LINKS = "".join(f'<link rel="stylesheet" href="asset:{path}">' for path in (HOUSE, STYLE))


def refused(css, body="<p data-x='a'>A</p>", house="p { margin: 0 }\n"):
    """Return the problem of a page with two style sheets."""
    html = f'<html lang="en"><head><title>T</title>{LINKS}</head><body>{body}</body></html>'
    with pytest.raises(LayoutError) as error:
        lay_out(html, {HOUSE: house.encode(), STYLE: css.encode()})
    (problem,) = error.value.problems
    assert problem.hint
    return problem


class DescribeARuleThatTheEngineFailsAt:
    @pytest.mark.parametrize(
        ("rule", "message"),
        [
            ("p { background: attr(data-x url) }", "the layout engine fails at this rule"),
            ("* " * 400 + "{ color: red }", "this rule is too long, or nested too deep"),
            (f"p {{ width: calc({'(' * 900}1pt{')' * 900}) }}", "this rule is too long, or nested too deep"),
        ],
    )
    def it_is_named_by_its_line(self, rule, message):
        problem = refused(f"p {{ color: red }}\n\n{rule}\nb {{ color: red }}\ni {{ color: red }}\n")
        assert str(problem.place) == f"{STYLE}:3:1"
        assert problem.message.startswith(message)

    def it_is_found_in_the_sheet_of_the_house_too(self):
        problem = refused("p { color: red }", house="b { color: red }\np { background: attr(data-x url) }\n")
        assert str(problem.place) == f"{HOUSE}:2:1"


class DescribeHalfACharacter:
    def it_is_told_at_the_escape_of_a_style_sheet(self):
        problem = refused("p { margin: 0 }\np::before { content: '\\d800' }")
        assert str(problem.place) == f"{STYLE}:2:23"
        assert problem.message == "U+D800 is half a character, which no file can show"

    def it_is_looked_for_where_the_words_were_written(self):
        problem = refused("", "<p>A\udc00</p>")
        assert (problem.place, problem.about.kind, problem.about.name) == (None, "text", "\\udc00")


class DescribeOtherFailures:
    def it_is_a_refused_file_where_the_engine_stops_for_it(self):
        problem = refused("", "<style>@color-profile --x { src: url(file:///etc/passwd) }</style>")
        assert problem.message == "file:///etc/passwd is not one of the project's files"

    def it_is_the_template_where_elements_have_no_end(self):
        problem = refused("", "<div>" * 500)
        assert (problem.code, problem.about.kind) == ("template-too-deep", "template")
