"""The ledger: what a composed page shows, by the ids that its elements carry."""

import re
from pathlib import Path

import pytest

from copyfit.content.edition import Setting, select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import CopyfitError
from copyfit.page import compose
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


HEAD = """
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
"""
BRIEF = """
line: {id: line, text: The line.}
points: [{id: one, lead: A., text: B.}, {id: two, lead: C., text: D.}]
motto: So it *is*
story: "It began.\\n\\nIt went on."
place: {id: place, name: Port Lor, people: 1240, since: 1994-05-02}
"""
CONTENT = b"""
line: {kind: statement, required: true}
points: {kind: point, many: true}
motto: {kind: words}
story: {kind: text}
place: {kind: record, fields: {name: words, people: number, since: day}}
"""
PAGE = """<html lang="en"><body>
<p data-statement="{{ brief.line.id }}">{{ brief.line.text|inline }}</p>
{% for item in brief.points %}<p data-statement="{{ item.id }}">{{ item.text|inline }}</p>
{% endfor %}
<p>{{ brief.motto|inline }}</p>
{% for one in brief.story %}<p>{{ one|inline }}</p>{% endfor %}
<p data-part="{{ brief.place.id }}">{{ brief.place.name|inline }}, {{ brief.place.people|number }}
, {{ brief.place.since|date }}</p>
{% for item in brief.figures %}
<figure data-part="{{ item.id }}"><img src="{{ charts[item.id] }}"></figure>
{% endfor %}
</body></html>"""
FIT = b"{type: {body: {best: 11, floor: 9}}, leading: {min: 1.2, max: 1.3}}"


def lost(page=PAGE, brief=BRIEF, content=CONTENT, other=None):
    """Return what is told of a page of one's own that lost something, as `file:line: message`."""
    files = {
        path.relative_to(TEMPLATES.parent).as_posix(): path.read_bytes()
        for path in (TEMPLATES / "shared").rglob("*")
        if path.is_file()
    }
    files |= {
        "templates/own/page.html.j2": page.encode(),
        "templates/own/content.yaml": content,
        "templates/own/fit.yaml": FIT,
        "templates/other/page.html.j2": b"",
        "briefs/x/brief.yaml": (HEAD + brief).encode(),
        "briefs/x/a.png": b"",
        "briefs/x/b.png": b"",
    }
    if other:
        files["templates/other/content.yaml"] = other
    edition = select(load_brief(files, "x"), read_variant(files, "own"), "en")
    try:
        compose(edition, Setting(11, 14), files)
    except CopyfitError as error:
        return [str(problem) for problem in error.problems]
    return []


class DescribeTheLedger:
    def it_finds_nothing_on_a_page_that_prints_all(self):
        assert lost() == []

    @pytest.mark.parametrize(
        ("cut", "said"),
        [
            ('<p data-statement="{{ item.id }}">{{ item.text|inline }}</p>',
             ["brief.yaml:12:10: `one` is for the own page", "brief.yaml:12:41: `two` is for the own page"]),
            ('<p data-statement="{{ brief.line.id }}">{{ brief.line.text|inline }}</p>',
             ["templates/own/content.yaml:2:1: the own page cannot do without `line`"]),
            ("<p>{{ brief.motto|inline }}</p>", ["brief.yaml:13:1: `motto` is for the own page"]),
            ("{{ brief.place.name|inline }}, ", ["`name` is for the own page"]),
            (", {{ brief.place.people|number }}\n", ["`people` is for the own page"]),
            (", {{ brief.place.since|date }}", ["`since` is for the own page"]),
        ],
    )  # fmt: skip
    def it_tells_of_whatever_a_template_leaves_out(self, cut, said):
        found = lost(PAGE.replace(cut, ""))
        assert len(found) == len(said)
        for problem, words in zip(found, said, strict=True):
            assert words in problem
            assert "\n  " in problem

    def it_tells_of_the_second_of_two_that_are_printed_once(self):
        (problem,) = lost(PAGE.replace("in brief.points", "in brief.points[:1]"))
        assert "`two` is for the own page" in problem

    def it_tells_of_a_second_paragraph(self):
        (problem,) = lost(PAGE.replace("in brief.story", "in brief.story[:1]"))
        assert "`story` is for the own page" in problem

    def it_tells_of_a_second_figure(self):
        figures = "figures: [{id: f, title: F, file: a.png, alt: A}, {id: g, title: G, file: b.png, alt: B}]"
        assert lost(brief=BRIEF + figures) == []
        (problem,) = lost(PAGE.replace("in brief.figures", "in brief.figures[:1]"), BRIEF + figures)
        assert "`g` is for the own page" in problem

    def it_tells_of_what_names_a_page_that_does_not_take_its_block(self):
        content = CONTENT.replace(b"points: {kind: point, many: true}\n", b"")
        page = PAGE.replace("in brief.points", "in []")
        brief = BRIEF.replace("{id: one,", "{id: one, only: [own],")
        (problem,) = lost(page, brief, content, other=b"points: {kind: point, many: true}")
        assert "`one` is for the own page" in problem
        assert "the page takes no `points`: take `own` out of `only`" in problem

    def it_has_nothing_against_what_is_for_other_pages(self):
        brief = BRIEF.replace("{id: two,", "{id: two, only: [other],")
        assert lost(PAGE.replace("in brief.points", "in brief.points[:1]"), brief) == []

    @pytest.mark.parametrize("field", ["owner", "cost", "otherwise"])
    def it_tells_of_what_an_ask_says_of_itself_and_its_row_does_not(self, field):
        content = CONTENT + b"asks: {kind: recommendation, many: true}\n"
        row = "".join(f"{{{{ item.{name}|inline }}}}, " for name in ("text", "owner", "cost", "otherwise"))
        page = PAGE.replace(
            "</body>",
            '{% for item in brief.asks %}<p data-statement="{{ item.id }}">ROW</p>{% endfor %}</body>',
        )
        asks = "asks: [{id: ask, text: Do it., owner: Cook, by: 2026-01-02, cost: $5, otherwise: It rots.}]"
        assert lost(page.replace("ROW", row), BRIEF + asks, content) == []
        (problem,) = lost(
            page.replace("ROW", row.replace(f"{{{{ item.{field}|inline }}}}", "")) + "Cook, $5: It rots.",
            BRIEF + asks,
            content,
        )
        assert f"`{field}` of `ask` is for the own page, which does not print it" in problem

    def it_counts_a_statement_that_two_blocks_use(self):
        brief = BRIEF.replace("points: [", "points: [{use: line, lead: So.}, ")
        assert lost(brief=brief) == []
        (problem,) = lost(PAGE.replace("in brief.points", "in brief.points[1:]"), brief)
        assert "`line` is for the own page" in problem
