"""A field's type says how its texts are read: as Markdown or as they stand, in one language or in all."""

import pytest

from copyfit.content.brief import Brief, Marking, Override, Translation, Waiver
from copyfit.content.declaration import declarations
from copyfit.content.fields import Nature, item_of, member, model_in, nature_at, natures
from copyfit.content.kinds import Column, Figure, Judgement, Point, Statement, Table
from declared import DECLARED

PAGES = {f"templates/{name}/page.html.j2": b"" for name in ("executive", "academic", "student")}


class DescribeNatures:
    @pytest.mark.parametrize(
        ("model", "name"),
        [(Brief, "title"), (Brief, "keywords"), (Brief, "headings"), (Point, "lead"), (Figure, "alt"),
         (Table, "rows"), (Column, "head"), (Override, "subtitle")],
    )  # fmt: skip
    def it_is_markdown_that_each_language_says_for_itself(self, model, name):
        assert natures(model)[name] == Nature(inline=True, per_language=True)

    @pytest.mark.parametrize(
        ("model", "name"),
        [(Brief, "version"), (Brief, "contact"), (Judgement, "likelihood"), (Figure, "file"),
         (Marking, "label"), (Waiver, "owner"), (Translation, "by"), (Statement, "id")],
    )  # fmt: skip
    def it_is_plain_and_the_same_in_all_languages(self, model, name):
        nature = natures(model)[name]
        assert not nature.inline
        assert not nature.per_language

    def it_may_be_spare_or_a_files_own(self):
        assert natures(Statement)["short"].spare
        assert natures(Statement)["plain"].spare
        assert {name for name, nature in natures(Brief).items() if nature.own} == {
            "language",
            "translation",
        }

    def it_holds_for_every_text_of_the_projects_own_brief(self):
        model = declarations(DECLARED | PAGES).model
        assert natures(model)["declaration"].per_language


class DescribeTypes:
    def it_finds_the_type_of_a_part(self):
        assert member(Table, "columns") == tuple[Column, ...]
        assert member(tuple[Column, ...], 3) is Column
        assert member(Judgement, "basis") is not None
        assert member(dict[str, int], "any") is int
        assert member(Table, "nope") is None

    def it_takes_one_mapping_for_a_list_of_one(self):
        assert item_of(tuple[Column, ...]) is Column
        assert member(tuple[Figure, ...], "title") == member(Figure, "title")
        assert nature_at(tuple[Point, ...], "lead") == nature_at(Point, "lead")

    def it_finds_the_model_that_a_mapping_is_read_into(self):
        assert model_in(Figure | None) is Figure
        assert model_in(tuple[Figure, ...]) is None
        assert model_in(str) is None
