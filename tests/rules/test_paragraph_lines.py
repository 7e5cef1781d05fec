"""Rule `paragraph-lines` on laid-out boxes: which of them are paragraphs, and how tall each may be."""

from types import SimpleNamespace

import pytest

from copyfit.errors import Place
from copyfit.layout import lay_out
from copyfit.rules.paragraph_lines import check

RULE = SimpleNamespace(limits={"lines": 2})
TEXT = "The river brings the sand down, and the sea takes it away again. Nobody pays for the dredger."


def findings(body):
    style = "<style>@page { size: 100mm 200mm; margin: 10mm } main { width: 60mm; font-size: 11pt }</style>"
    layout = lay_out(f'<html lang="en"><head><title>T</title>{style}</head><main>{body}</main></html>', {})
    page = SimpleNamespace(layout=layout, place=lambda statement, text: Place(f"at/{statement}"))
    found = list(check(page, RULE))
    assert all(one.values["count"] > one.values["limit"] == 2 for one in found)
    return [str(one.place) for one in found]


class DescribeATallParagraph:
    @pytest.mark.parametrize(
        "body",
        [
            f'<p data-statement="a">{TEXT}</p>',
            f'<ul><li data-statement="a">{TEXT}</li></ul>',
            f'<blockquote data-statement="a">{TEXT}</blockquote>',
            f'<div data-statement="a"><p>{TEXT}</p></div>',
        ],
    )
    def it_is_told_at_its_statement(self, body):
        assert findings(body) == ["at/a"]

    @pytest.mark.parametrize(
        "body",
        [
            f"<p>{TEXT}</p>",
            '<p data-statement="a">The river brings the sand down, and the sea</p>',
            f'<h2 data-statement="a">{TEXT}</h2>',
            f'<table><tr><td data-statement="a">{TEXT}</td></tr></table>',
        ],
    )
    def it_is_not_told_of_what_is_short_or_no_statement_s_paragraph(self, body):
        assert findings(body) == []
