"""What `fit.yaml` arranges is known to the style sheets and the template, or is told with its line."""

import pytest

from copyfit.content.variant import read_variant
from copyfit.errors import TemplateError

FIT = """\
type: {body: {best: 11, floor: 9}}
leading: {min: 1.2, max: 1.3}
arrangements:
  design: {widths: {side: 60}}
  other: {widths: {side: 72}, classes: [wide], flow: {outlook: main}}
cells: {date: {min: 20, max: 30}}
"""
FILES = {
    "templates/press/style.css": "aside { width: var(--width-side) } .wide p { margin: 0 }",
    "templates/shared/base.css": ".date { width: var(--width-date) }",
    "templates/press/page.html.j2": "<p>{{ flow.outlook }}</p>",
}


def told(fit=FIT, **files):
    """Return what is told of a variant's `fit.yaml`: the line and the message of each problem."""
    texts = FILES | {"templates/press/fit.yaml": fit} | files
    try:
        read_variant({path: text.encode() for path, text in texts.items()}, "press")
    except TemplateError as error:
        return [(problem.place.line, problem.message) for problem in error.problems]
    return []


class DescribeAnArrangement:
    def it_is_as_the_page_knows_it(self):
        assert told() == []

    @pytest.mark.parametrize(
        ("known", "misspelt", "line", "message"),
        [
            ("{side: 72}", "{sied: 72}", 5, "no style sheet has a width `var(--width-sied)`"),
            ("[wide]", "[wide, sleek]", 5, "no style sheet has a class `.sleek`"),
            ("outlook: main", "outlok: main", 5, "the template does not ask for `flow.outlok`"),
            ("{date: {", "{dates: {", 6, "no style sheet has a width `var(--width-dates)`"),
        ],
    )
    def it_is_told_of_what_nothing_heeds(self, known, misspelt, line, message):
        assert told(FIT.replace(known, misspelt)) == [(line, message)]

    def it_is_told_by_others_that_a_style_sheet_or_a_template_is_missing(self):
        assert told(**{"templates/press/style.css": "", "templates/press/page.html.j2": ""}) == []


class DescribeWhatGivesAndWhatRunsOn:
    def it_is_columns_with_a_width_and_lists_that_the_template_parts(self):
        more = "gives: [{columns: [side, main], by: 6}]\nruns: [notes]\n"
        assert told(FIT + more) == [
            (7, "the first arrangement has no width of `main`"),
            (8, "the template does not ask for `breaks.notes`"),
        ]

    def it_is_as_the_page_knows_it(self):
        fit = (
            FIT.replace("{side: 60}", "{side: 60, main: 100}")
            + "gives: [{columns: [side, main], by: 6}]\nruns: [notes]\n"
        )
        style = {
            "templates/press/style.css": FILES["templates/press/style.css"]
            + "main { width: var(--width-main) }"
        }
        page = {"templates/press/page.html.j2": FILES["templates/press/page.html.j2"] + "{{ breaks.notes }}"}
        assert told(fit, **style, **page) == []
