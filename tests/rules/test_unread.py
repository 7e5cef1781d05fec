"""What stands in a page's style sheets, and nothing heeds."""

from types import SimpleNamespace

import pytest

from copyfit.rules.unread import problems
from samples import ROOT

OWN, SHARED = "templates/press/style.css", "templates/shared/harbour.css"
PAGE = '<main class="lead"><p class="grade-{{ item.grade }}">A</p><p class="{{ kind }}-note">B</p></main>'


def said_of(own="", shared=":root { --accent: black }", page=PAGE):
    """Return what is said of a page of two style sheets."""
    files = {OWN: own.encode(), SHARED: shared.encode(), "templates/press/page.html.j2": page.encode()}
    layout = SimpleNamespace(style_sheets=(SHARED, OWN), html="<p style='--here: 1'>A</p>")
    return [f"{one.place}: {one.message} / {one.hint}" for one in problems(layout, files, "press")]


class DescribeAProperty:
    def it_is_told_where_nothing_defines_it(self):
        (said,) = said_of("p {\n  color: var(--acent);\n}")
        assert said == f"{OWN}:2:10: nothing defines `--acent` / did you mean `--accent`?"
        (said,) = said_of("p { margin: calc(2 * var( --gap )) }")
        assert said.startswith(f"{OWN}:1:22: nothing defines `--gap` / define it below `:root`")

    @pytest.mark.parametrize(
        "css",
        [
            "p { color: var(--accent) }",
            "p { color: var(--nowhere, black) }",
            "p { color: var(--here) }",
            "p { --own: 1; margin: var(--own) }",
            "/* var(--nowhere) */ p::before { content: 'var(--nowhere)' }",
        ],
    )
    def it_is_well_where_it_is_defined_or_has_another_value(self, css):
        assert said_of(css) == []

    def it_is_told_of_a_sheet_for_many_only_where_it_is_misspelt(self):
        assert said_of(shared=":root { --accent: black } p { color: var(--for-others) }") == []
        (said,) = said_of(shared=":root { --accent: black } p { color: var(--acent) }")
        assert "`--accent`" in said


class DescribeAClass:
    def it_is_told_where_no_template_has_it(self):
        (said,) = said_of("@media print { p > .laed em { margin: 0 } }")
        assert said.startswith(f"{OWN}:1:21: no template has the class `laed`")
        assert said.endswith("did you mean `lead`?")

    @pytest.mark.parametrize("css", [".lead {}", ".grade-high {}", ".side-note {}", "p:not(.x) {}", ".5 {}"])
    def it_is_well_where_a_template_has_or_may_make_it(self, css):
        assert said_of(css) == []

    def it_is_not_asked_of_a_sheet_for_many(self):
        assert said_of(shared=".laed { margin: 0 }") == []


@pytest.mark.parametrize("variant", ["executive", "academic", "student"])
def it_is_silent_of_the_sheets_that_come_with_it(variant):
    """Of every house style, and of each variant's own."""
    files = {
        str(path.relative_to(ROOT)): path.read_bytes()
        for folder in (variant, "shared")
        for path in (ROOT / "templates" / folder).rglob("*")
        if path.is_file()
    }
    sheets = tuple(path for path in files if path.endswith(".css"))
    layout = SimpleNamespace(
        style_sheets=sheets, html="<style>:root{--type:10pt;--leading:1;--gap:1}</style>"
    )
    told = [one for one in problems(layout, files, variant) if one.code == "unknown-class"]
    assert told == []
