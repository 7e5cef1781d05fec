"""`copyfit fit`, `--accessible` and `--strict`, as writers run them, on the project's own sample."""

from __future__ import annotations

import json

import pytest

from .briefs import ROOT

SAMPLE = "nato-iraq"


@pytest.fixture(scope="module")
def budgets(copyfit):
    """Return the sample's budgets, as `--json` prints them, by variant."""
    ran = copyfit("fit", SAMPLE, "--language", "en", "--json", cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return {page["variant"]: page for page in json.loads(ran.stdout)["pages"]}


class DescribeFit:
    """A budget for writers, page by page."""

    def it_says_for_every_page_how_many_words_fit_and_how_many_there_are(self, budgets):
        assert set(budgets) == {"academic", "executive", "student"}
        for page in budgets.values():
            assert page["brief"] == SAMPLE
            assert page["words"] > 300
            assert page["best"]["body_pt"] > page["floor"]["body_pt"]
            assert page["best"]["words"] < page["floor"]["words"]
            assert page["words"] <= page["floor"]["words"]

    def it_says_what_every_statement_takes(self, budgets):
        taken = {one["name"]: one for one in budgets["executive"]["statements"]}
        assert "bottom-line" in taken
        assert "answer" not in taken
        for one in taken.values():
            assert one["lines"] >= 1
            assert one["mm"] > 2
            assert one["words"] > 1

    def it_measures_a_row_of_a_table_once(self, budgets):
        row = next(one for one in budgets["executive"]["statements"] if one["name"] == "support-naples")
        assert row["lines"] <= 2
        assert row["mm"] < 14

    def it_says_what_every_block_takes_in_the_order_of_the_page(self, budgets):
        names = [block["name"] for block in budgets["executive"]["blocks"]]
        assert names[0] == "Bottom line"
        assert len(names) == len(set(names)) >= 6
        assert sum(block["mm"] for block in budgets["executive"]["blocks"]) < 2 * 250

    def it_says_what_would_give_way_least_important_first(self, copyfit, budgets):
        going = budgets["executive"]["going"]
        assert going
        assert [move["how"] for move in going] == sorted((move["how"] for move in going), reverse=True)
        assert all(move["mm"] > 0 for move in going)

    def it_can_be_read_on_a_terminal(self, copyfit):
        ran = copyfit("fit", SAMPLE, "--variant", "executive", "--language", "en", cwd=ROOT)
        assert ran.returncode == 0
        said = ran.stdout
        for words in ("words; there is room for about", "blocks", "statements", "would give way next"):
            assert words in said
        assert "\x1b" not in said

    def it_names_a_brief_that_is_not_there(self, copyfit):
        ran = copyfit("fit", "nato-irak", cwd=ROOT)
        assert ran.returncode == 2
        assert "did you mean nato-iraq?" in ran.stderr


class DescribeAnAccessiblePage:
    """Nothing on it is smaller than 12 pt; words give way instead, and it is said which."""

    def it_is_asked_for_with_an_option(self, copyfit, tmp_path):
        ran = copyfit(
            "build", SAMPLE, "--variant", "student", "--language", "en", "--accessible", "--json",
            "--out", str(tmp_path), cwd=ROOT,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        fit = json.loads(ran.stdout)["artifacts"][0]["fit"]
        assert fit["body_pt"] >= 12
        assert fit["shortened"]

    def it_makes_a_page_anew_that_was_not_accessible(self, copyfit, project):
        asked = ("build", SAMPLE, "--variant", "student", "--language", "en")
        plain, large = copyfit(*asked, cwd=project), copyfit(*asked, "--accessible", cwd=project)
        assert "12/" not in plain.stdout
        assert "12/" in large.stdout
        copyfit(*asked, cwd=project)

    def it_may_be_the_rule_of_the_house(self, project, copyfit):
        house = project / "templates/shared/house.yaml"
        before = house.read_text()
        assert "accessible: false" in before
        try:
            house.write_text(before.replace("accessible: false", "accessible: true"))
            ran = copyfit("fit", SAMPLE, "--variant", "student", "--language", "en", "--json", cwd=project)
            assert json.loads(ran.stdout)["pages"][0]["fit"]["body_pt"] >= 12
            house.write_text(before.replace("accessible: false", "accessible: perhaps"))
            ran = copyfit("fit", SAMPLE, "--variant", "student", "--language", "en", cwd=project)
            assert ran.returncode == 1
            assert "`accessible` is neither true nor false" in ran.stderr
        finally:
            house.write_text(before)


class DescribeStrict:
    """With `--strict` nothing is shortened or left out."""

    def it_refuses_a_page_that_had_to_be_shortened(self, copyfit, tmp_path):
        ran = copyfit(
            "build", SAMPLE, "--variant", "student", "--language", "en", "--accessible", "--strict",
            "--out", str(tmp_path), cwd=ROOT,
        )  # fmt: skip
        assert ran.returncode == 1
        assert "is said in its `short` wording" in ran.stderr
        assert not list(tmp_path.rglob("*.pdf"))
