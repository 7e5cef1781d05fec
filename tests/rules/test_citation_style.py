"""Rule `citation-style`: what a style asks for in vain is told in the style's own line."""

import pytest

TEXT = """\
subject: Harbour
title: "The harbour: dredge it or leave it"
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Ports desk
contact: ports@example.org
citation_style: own
argument:
  - {id: arg-1, priority: 1, lead: Dredging pays., text: "It pays within a year [@survey]."}
"""
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="%s" version="1.0">
<citation%s>
<layout%s><text variable="title"/></layout></citation>
<bibliography><layout>
%s</layout></bibliography></style>"""


@pytest.fixture
def found(page_of, problems_of):
    """Return a function that says what the rule finds in a style."""

    def run(*, kind="in-text", citation="", layout="", entry='<text variable="title"/>'):
        style = STYLE % (kind, citation, layout, entry)
        page = page_of(TEXT, "academic", files={"templates/shared/styles/own.csl": style.encode()})
        return [f"{problem.place.line} {problem.message}" for problem in problems_of("citation-style", page)]

    return run


class DescribeAStyle:
    def it_needs_no_word_if_all_of_it_is_on_the_page(self, found):
        assert found() == []

    @pytest.mark.parametrize(
        ("parts", "said"),
        [
            ({"kind": "note"}, "1 the style is one of notes"),
            ({"citation": ' collapse="year"'}, "2 the style shortens citations that stand together"),
            ({"layout": ' vertical-align="sup"'}, "3 the style asks for raised numbers"),
            (
                {"entry": '<text variable="title" font-variant="small-caps"/>'},
                "5 the style asks for small capitals",
            ),
            (
                {"entry": '<text variable="title"/><institution/>'},
                "5 `<institution>` is no element of CSL 1.0.2",
            ),
        ],
    )
    def it_is_told_what_it_asks_for_in_vain(self, found, parts, said):
        (problem,) = found(**parts)
        assert problem.startswith(said)
