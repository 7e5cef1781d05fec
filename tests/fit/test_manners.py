"""What is said of a page that a good typesetter would not leave so."""

from __future__ import annotations

import pytest

from copyfit.errors import Place
from copyfit.fit.manners import ends_alone, manners
from copyfit.layout import lay_out
from copyfit.measure.shape import positions

STYLE = '<style>@page { size: 100mm 100mm; margin: 10mm } body { font: 10pt/13pt "IBM Plex Serif" }</style>'


def said(body: str) -> list[tuple[str, str]]:
    html = f'<!doctype html><html lang="en"><head><title>Page</title>{STYLE}</head><body>{body}</body></html>'
    problems = manners(lay_out(html, {}), lambda statement: Place(f"{statement}.yaml", 3))
    assert all(problem.severity == "warning" for problem in problems)
    return [(problem.code, str(problem.place or "")) for problem in problems]


class DescribeLoneWords:
    """The last line of a text is no short word alone."""

    LONG = "Nobody could say how far the reform of all these many ministries had gone by"

    def it_names_the_statement_that_ends_in_one(self):
        assert said(f'<p data-statement="s1">{self.LONG}<br>then.</p>') == [("one-word-line", "s1.yaml:3")]

    def it_is_one_too_where_it_is_the_end_of_a_word_that_was_divided(self):
        assert ends_alone(["Das Verteidigungsministe-", "rium."]) is False  # a text of few words is a name
        assert ends_alone(["Die Mission berät in Bagdad das Ministe-", "rium."])

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(f"{LONG}<br>then, too.", id="two-words"),
            pytest.param(f"{LONG}<br>notwithstanding.", id="a-long-word"),
            pytest.param("Foreign Policy<br>Director", id="a-name-of-three-words"),
            pytest.param("Then.", id="a-line-of-its-own"),
        ],
    )
    def it_says_nothing_of_a_line_that_may_stand(self, text):
        assert said(f'<p data-statement="s1">{text}</p>') == []

    def it_says_nothing_of_what_no_writer_can_change(self):
        assert said(f"<p>{self.LONG}<br>2022.</p>") == []


class DescribeHeadings:
    """A heading stands right above the text that it is the heading of."""

    def it_may_stand_above_a_text_or_a_list(self):
        assert said("<h2>Why</h2><p>Because.</p><h2>How</h2><ul><li>So.</li></ul>") == []

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param("<section><h2>Why</h2></section><p>Because.</p>", id="nothing-under-it"),
            pytest.param("<h2>Why</h2><h2>How</h2><p>So.</p>", id="another-heading-under-it"),
            pytest.param('<h2>Why</h2><p style="margin-top: 30mm">Because.</p>', id="far-apart"),
        ],
    )
    def it_is_named_when_it_is_parted_from_its_text(self, body):
        assert said(body) == [("parted-heading", "")]


class DescribeFigures:
    """Columns of figures are aligned: every digit of a face is as wide as every other."""

    def it_has_digits_of_one_width_in_every_face_of_its_own(self):
        words = "<b>1</b> <i>2</i> 3 "
        faces = ("IBM Plex Serif", "IBM Plex Sans Condensed", "IBM Plex Sans Arabic")
        html = "".join(f"<p style='font-family: \"{face}\"'>{words}</p>" for face in faces)
        fonts = lay_out(f"<html lang=en><head>{STYLE}</head><body>{html}</body></html>", {}).fonts
        assert len(fonts) >= 6
        for font in (font for (family, *_), font in fonts.items() if family in faces):
            assert len({round(positions(font, digit)[-1], 4) for digit in "0123456789"}) == 1
