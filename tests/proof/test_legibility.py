"""What is painted can be read: it stands out, nothing covers it, and letters have their room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.errors import LayoutError
from copyfit.pdf import write_pdf
from copyfit.proof import READERS, completeness, prove_legible
from copyfit.proof.legibility import contrast, legibility_problems
from copyfit.proof.views import views_of

from .paper import page

TEXT = '<p class="x" data-statement="seen">Some plain words stand here.</p><p>And others below them.</p>'
COVER = 'content: ""; position: absolute; left: 0; top: 0; height: 15pt; background: white'


def said_of(css, body=TEXT, head=""):
    """Return code and severity of each problem with what can be read of a page."""
    layout = page(body, css, head=head)
    assert completeness(layout) == []
    pdf = write_pdf(layout)
    assert READERS["pdf"](layout, pdf) == []
    return [(one.code, one.severity) for one in legibility_problems(layout, pdf)]


class DescribeContrast:
    @pytest.mark.parametrize(
        ("one", "other", "ratio"),
        [
            ("000000", "ffffff", 21),
            ("ffffff", "ffffff", 1),
            ("777777", "ffffff", 4.48),
            ("0000ff", "ffffff", 8.59),
        ],
    )
    def it_is_that_of_wcag(self, one, other, ratio):
        first, second = (tuple(bytes.fromhex(colour)) for colour in (one, other))
        assert contrast(first, second) == contrast(second, first) == pytest.approx(ratio, abs=0.01)

    @given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
    @settings(deadline=None)
    def it_lies_between_1_and_21(self, one, other):
        assert 1 <= contrast(one, other) <= 21.001


class DescribeWordsThatNobodyCanRead:
    @pytest.mark.parametrize(
        "css",
        [
            pytest.param("p { color: white }", id="white on white"),
            pytest.param("p { color: #999 }", id="pale grey on white"),
            pytest.param(".x { background: black }", id="black on black"),
            pytest.param(
                ".x { background: linear-gradient(90deg, black 8mm, white 8mm) }", id="half on black"
            ),
            pytest.param(".x { opacity: 0.3 }", id="hardly opaque"),
            pytest.param("main { opacity: 0.6 } .x { opacity: 0.6 }", id="twice seen through"),
            pytest.param(".x { color: rgb(0 0 0 / 0.3) }", id="a colour that one sees through"),
        ],
    )
    def it_is_an_error_where_they_do_not_stand_out(self, css):
        assert set(said_of(css)) == {("words-unreadable", "error")}

    @pytest.mark.parametrize(
        "css",
        [
            pytest.param("p { outline: 900mm solid red }", id="an outline as large as the page"),
            pytest.param(
                f".x {{ position: relative }} .x::after {{ {COVER}; width: 90mm }}", id="a box above all"
            ),
            pytest.param(f".x {{ position: relative }} .x::after {{ {COVER}; width: 12pt }}", id="on a word"),
        ],
    )
    def it_is_an_error_where_something_covers_them(self, css):
        assert said_of(css) == [("words-covered", "error")]

    @pytest.mark.parametrize("css", ["p { word-spacing: -20mm }", "p { letter-spacing: -0.3em }"])
    def it_is_an_error_where_they_stand_on_each_other(self, css):
        layout = page(TEXT, css)
        (problem, *_) = legibility_problems(layout, write_pdf(layout))
        assert (problem.code, problem.severity) == ("words-overlap", "error")
        assert problem.about.name == css.split()[2].rstrip(":")

    def it_says_words_statement_and_colours(self):
        layout = page(TEXT, ".x { color: #999 }")
        with pytest.raises(LayoutError) as error:
            prove_legible(layout, write_pdf(layout))
        assert str(error.value.problems[0]) == (
            "“Some plain words stand here.” of `seen` has a contrast of 2.8:1 to what lies behind it, "
            "#999999 on #ffffff; 3:1 is the least that can be read\n"
            "  make its colour darker, or change what lies behind it"
        )


class DescribeWordsThatAreHardToRead:
    @pytest.mark.parametrize(
        "css", ["p { color: #888 }", ".x { opacity: 0.5 }", ".x { background: #707070 }"]
    )
    def it_is_a_warning_once_for_its_colours(self, css):
        assert said_of(css, TEXT + TEXT) == [("low-contrast", "warning")]

    def it_names_opacity_where_that_is_the_cause(self):
        layout = page(TEXT, ".x { opacity: 0.5 }")
        (problem,) = prove_legible(layout, write_pdf(layout))
        assert "has a contrast of 3.9:1" in problem.message
        assert problem.about.name == "opacity"


class DescribeWordsThatAreReadWell:
    @pytest.mark.parametrize(
        "css",
        [
            "",
            "p { color: #555 }",
            ".x { opacity: 0.8 }",
            "header { opacity: 0.8 }",
            ".x { background: black; color: white }",
            ".x { letter-spacing: -0.02em }",
            ".x { outline: 2pt solid red }",
            ".x { background: linear-gradient(90deg, white, #eee) }",
            ".x { text-decoration: underline }",
            ".x { border: 1pt solid black }",
        ],
    )
    def it_is_nothing_to_speak_of(self, css):
        assert said_of(css, head="<p>A kicker</p>") == []

    def it_is_so_in_right_to_left_text_too(self):
        layout = page("<p>لا إله والناتو NATO 2026 في العراق</p>", language="ar")
        assert legibility_problems(layout, write_pdf(layout)) == []


class DescribeTheViews:
    def it_see_ink_where_there_is_text_and_ground_where_there_is_none(self):
        layout = page(TEXT, "body { background: #fff8e0 } .x { color: #fff8e0 }")
        views = views_of(write_pdf(layout))
        assert views.ink.getbbox() == views.seen.getbbox()
        assert views.ground.getpixel((400, 600)) == (255, 248, 224)
        assert len(views.ground.getcolors()) == 2
