"""The ledger: what a composed page shows, by the ids that its elements carry."""

import re
from pathlib import Path

import pytest

from copyfit.page.ledger import statements_in

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class DescribeStatementsIn:
    def it_knows_what_a_page_shows_by_id(self):
        page = (
            '<!doctype html><html lang="en"><head><title>T</title></head><body><main>'
            '<p data-statement="bottom-line">Hold the <em>line</em>.</p>'
            '<table><tbody><tr data-statement="row"><td>A</td></tr></tbody></table>'
            '<p data-part="riders">Riders</p><figure data-part="riders"><img src="a.svg" alt="A"></figure>'
            "</main></body></html>"
        )
        assert statements_in(page) == {"bottom-line", "row", "riders"}

    @pytest.mark.parametrize(
        "inside",
        [
            "",
            "   \n ",
            "<strong></strong> <br>",
            "<!-- a word -->",
            "<template>A</template>",
            "<span hidden>A</span>",
        ],
    )
    def it_leaves_out_an_element_that_shows_nothing(self, inside):
        assert statements_in(f'<p data-statement="a">{inside}</p>') == frozenset()

    @pytest.mark.parametrize("around", ["<div hidden>{}</div>", "<template>{}</template>", "<!-- {} -->"])
    def it_leaves_out_what_is_not_shown(self, around):
        assert statements_in(around.format('<p data-statement="a">A</p>')) == frozenset()

    @pytest.mark.parametrize("picture", ['<img src="a.svg" alt="A">', "<svg><path d='M0 0'/></svg>"])
    def it_counts_a_picture(self, picture):
        assert statements_in(f'<figure data-part="a">{picture}</figure>') == {"a"}

    def it_counts_all_around_a_text(self):
        assert statements_in('<li data-statement="a"><p data-statement="b">B</p></li>') == {"a", "b"}

    def it_reads_a_page_whose_elements_are_never_closed(self):
        assert statements_in("<ul><li data-statement=a>A<li data-statement=b>B<p>C") == {"a", "b"}

    @pytest.mark.parametrize("page", ["", "  ", "words alone", "<", "\ud800", "<!doctype html>", "<!-- -->"])
    def it_reads_whatever_a_template_writes(self, page):
        assert statements_in(page) == frozenset()

    def it_reads_elements_nested_by_the_hundred(self):
        page = "<div>" * 900 + '<p data-statement="deep">D</p>' + "</div>" * 900
        assert statements_in(page) == {"deep"}


class DescribeTheSharedBlocks:
    @pytest.mark.parametrize(
        "path", sorted(TEMPLATES.glob("*/page.html.j2")), ids=lambda path: path.parent.name
    )
    def it_carry_the_ids_of_figures_and_tables(self, path):
        source = path.read_text(encoding="utf-8")
        if path.parent.name == "shared":
            source = (path.parent / "blocks.html.j2").read_text(encoding="utf-8")
        for tag in re.findall(r'<figure[^>]*>|<table class="data"[^>]*>', source):
            assert 'data-part="{{ item.id }}"' in tag
