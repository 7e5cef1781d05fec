"""A mistake found on the laid-out page is told at its cause: the words, the declaration or the template."""

import datetime as dt
from types import SimpleNamespace

import pytest

from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import About, Place, Problem
from copyfit.location import placed
from copyfit.project import snapshot
from copyfit.starter import lay_out_project, write_brief

BRIEF = "briefs/harbour/brief.yaml"
STYLE = "templates/executive/style.css"
PAGE = "templates/executive/page.html.j2"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the files of a small project, and the executive edition of its brief."""
    root = tmp_path_factory.mktemp("place") / "project"
    lay_out_project(root)
    write_brief(root, "harbour", dt.date(2026, 3, 20))
    files = dict(snapshot(root, "harbour"))
    files[BRIEF] += b'\nheadings: {outlook: "Ships to come"}\n'
    files[STYLE] += (
        b"\n/* opacity: 1 */\n.side { opacity: 0.5 }\n.side { orphans: 2 }\n.main { orphans: 2 }\n"
    )
    edition = select(load_brief(files, "harbour", "en"), read_variant(files, "executive"), "en")
    return SimpleNamespace(files=files, edition=edition)


def place_of(desk, about):
    (problem,) = placed([Problem("code", "What is wrong", about=about)], desk.edition, desk.files)
    assert problem.about is None
    return problem.place


def line_with(desk, path, letters):
    lines = desk.files[path].decode().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if letters in line)


class DescribeTheCauseOfAMistake:
    def it_is_the_words_of_a_statement_at_their_line_and_column(self, desk):
        statement = desk.edition.statements[0]
        words = " ".join(statement.text.replace("*", "").split()[2:7])
        found = place_of(desk, About("words", words, statement.id))
        start = desk.edition.loaded.places.of_statement(statement.id)
        assert found.path == BRIEF
        assert found > start

    def it_is_the_statement_where_its_words_cannot_be_found(self, desk):
        statement = desk.edition.statements[0].id
        found = place_of(desk, About("words", "never written so", statement))
        assert found == desk.edition.loaded.places.of_statement(statement)

    def it_is_words_that_no_statement_says_wherever_they_were_written(self, desk):
        assert place_of(desk, About("words", "Ships to come")).line == line_with(desk, BRIEF, "Ships to")
        found = place_of(desk, About("words", "Contact"))
        assert found.path == "templates/shared/labels/en.yaml"

    def it_is_the_only_declaration_of_a_property_and_no_comment(self, desk):
        assert place_of(desk, About("style", "opacity")) == Place(
            STYLE, line_with(desk, STYLE, "opacity: 0.5"), 9
        )

    def it_is_the_style_sheet_where_a_property_is_declared_more_than_once_or_not_known(self, desk):
        assert place_of(desk, About("style", "orphans")) == Place(STYLE)
        assert place_of(desk, About("style")) == Place(STYLE)

    def it_is_the_line_of_the_template_that_says_it(self, desk):
        assert place_of(desk, About("template", "judgements %}")).path == PAGE
        named = About("file", "asset:templates/shared/{{ house.style }}")
        assert place_of(desk, named).path == "templates/shared/page.html.j2"

    def it_is_at_least_the_page(self, desk):
        assert place_of(desk, None) == Place(PAGE)
        assert place_of(desk, About("template", "nowhere at all")) == Place(PAGE)

    def it_is_the_value_of_a_source_that_writes_the_letters_in_other_signs(self, desk):
        path = "briefs/harbour/sources.yaml"
        title = b"The title of your first source"
        files = {**desk.files, path: desk.files[path].replace(title, rb'"A \u16a0 rune"', 1)}
        edition = select(load_brief(files, "harbour", "en"), read_variant(files, "executive"), "en")
        (problem,) = placed([Problem("code", "What is wrong", about=About("text", "\u16a0"))], edition, files)
        assert (problem.place.path, problem.place.line) == (path, line_with(desk, path, title.decode()))
