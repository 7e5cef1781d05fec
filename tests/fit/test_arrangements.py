"""A page arranges itself: widths are foretold, blocks are moved where it helps, tables follow their words."""

from __future__ import annotations

import datetime as dt
import math
import os
import re

import pytest

from copyfit.content.edition import Edition, select
from copyfit.content.leeway import given
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import BriefError, FitError, TemplateError
from copyfit.fit import fit
from copyfit.fit.copy import Copy
from copyfit.fit.ladder import MIN_AIR, Ladder
from copyfit.fit.measures import measured
from copyfit.fit.press import CountingPress, EditionPress, Said
from copyfit.fit.trial import Trial
from copyfit.language.locale import script_of
from copyfit.project import Files

from .briefs import FOLDER, VARIANTS, Shape, brief_of, edition_of, project

FIT = "templates/executive/fit.yaml"
PROVE = bool(os.environ.get("COPYFIT_PROVE"))
SEEDS = range(30 if PROVE else 1)
NEAR_PT = 0.3


def trial_of(edition: Edition, files: Files) -> Trial:
    ladder = Ladder(edition.variant.plan, script_of(edition.language))
    return Trial(CountingPress(EditionPress(edition, files)), Copy("the page", ladder))


class DescribeWidths:
    """Arrangements that differ in widths, or in where a break is, are foretold from one layout."""

    @pytest.mark.parametrize("seed", SEEDS)
    @pytest.mark.parametrize("variant", VARIANTS)
    def it_foretells_every_arrangement_as_it_is_laid_out(self, variant, seed):
        language = ("en", "fr", "ar", "de")[seed % 4]
        edition, files = edition_of(brief_of(Shape(seed, variant, language, 1.0)), variant)
        trial = trial_of(edition, files)
        first = trial.first()
        for form in trial.copy.forms:
            view = trial.rearranged(first, form[0])
            wider = [given(form[-1], column, 5) for give in view.ladder.plan.gives for column in give.columns]
            for name in (*form[:: 1 if PROVE else 5], *wider):
                other = view.arranged(name)
                setting = other.setting(view.ladder.best(), MIN_AIR)
                foretold = other.at(setting)
                if foretold.ink_pt == math.inf:  # there is no block that could slide so far
                    continue
                said = Said(view.choice, trial.copy.extras, name, foretold.breaks)
                real = measured(trial.press.lay_out(setting, said, view.paper))
                assert foretold.ink_pt == pytest.approx(real.ink_pt, abs=NEAR_PT), name
                assert dict(foretold.columns_pt) == pytest.approx(dict(real.columns_pt), abs=NEAR_PT), name

    def it_foretells_a_word_that_is_divided_beside_a_day(self):
        trial = trial_of(*edition_of(brief_of(Shape(7, "student", "de", 1.0)), "student"))
        view = trial.first()
        assert any("Rahmenbedin\u00ad" in line.text for box in view.stack.nodes for line in box.box.lines)
        other = view.arranged("side-64")
        setting = other.setting(view.ladder.best(), MIN_AIR)
        real = measured(
            trial.press.lay_out(setting, Said(view.choice, trial.copy.extras, "side-64"), view.paper)
        )
        assert other.at(setting).columns_pt["side"] == pytest.approx(real.columns_pt["side"], abs=NEAR_PT)


class DescribeTheChoice:
    """The design where it holds the page; else the arrangement that gives up least."""

    def it_keeps_the_design_where_nothing_could_be_better(self):
        found = fit(*edition_of(brief_of(Shape(3, "executive", "en", 0.5)), "executive")).fit
        assert (found.arrangement, found.why, found.layouts) == ("side-52", "", 2)

    def it_takes_another_before_words_give_way(self):
        brief = brief_of(Shape(9006, "student", "de", 0.6))
        free = fit(*edition_of(brief, "student")).fit
        pinned = {**brief, "fit": {"student": {"arrangement": "side-56"}}}
        bound = fit(*edition_of(pinned, "student")).fit
        assert bound.shortened or bound.dropped
        assert not free.shortened
        assert not free.dropped
        assert free.arrangement != "side-56"
        assert "`side-56`" in free.why

    def it_leaves_nothing_out_that_some_arrangement_has_room_for(self):
        found = fit(*edition_of(brief_of(Shape(20058, "academic", "de", 1.49)), "academic")).fit
        assert found.shortened
        assert not found.dropped

    def it_lets_widths_give_where_a_thing_that_came_back_made_ends_uneven(self):
        found = fit(*edition_of(brief_of(Shape(20043, "academic", "en", 1.86)), "academic")).fit
        assert found.shortened
        assert "+" in found.arrangement
        assert "lines above its neighbour" not in found.why

    def it_makes_a_column_wider_before_words_give_way(self):
        found = fit(*edition_of(brief_of(Shape(20049, "academic", "fr", 1.79)), "academic")).fit
        assert not found.shortened
        assert "+" in found.arrangement

    def it_takes_no_arrangement_with_a_word_too_wide_where_another_has_room(self):
        brief = {**brief_of(Shape(3, "executive", "en", 0.5)), "figures": [], "tables": []}
        days = [{"id": "d", "text": "The Verteidigungsministerium meets", "date": "2026-07-07/08"}]
        found = fit(*edition_of({**brief, "dates_ahead": days}, "executive"))
        assert found.fit.arrangement != "side-52"

    def it_leaves_no_empty_column_beside_the_judgements(self):
        brief = {**brief_of(Shape(5, "executive", "en", 0.8)), "figures": [], "dates_ahead": []}
        found = fit(*edition_of(brief, "executive"))
        side = next(box for box in found.layout.page.walk() if box.attributes.get("data-column") == "side")
        assert any(side.all_lines())

    @pytest.mark.parametrize("seed", [9001, 9006])
    def it_makes_no_column_narrower_than_the_picture_in_it(self, seed):
        picture = {"id": "wide", "title": "What is seen", "file": "figures/trial.svg", "alt": "A square."}
        size = {"width_mm": 84, "height_mm": 30}
        brief = {**brief_of(Shape(seed, "academic", "en", 0.9)), "figures": [{**picture, **size}]}
        found = fit(*edition_of(brief, "academic"))
        columns = [box for box in found.layout.page.walk() if "data-column" in box.attributes]
        for column in columns:
            for box in column.walk():
                assert box.kind != "picture" or box.right_pt <= column.right_pt + 0.6


class DescribeAPin:
    """A brief says in `fit:` which arrangement its page takes."""

    def it_is_kept(self):
        brief = brief_of(Shape(3, "executive", "en", 0.5))
        pinned = {**brief, "fit": {"executive": {"arrangement": "side-60"}}}
        assert fit(*edition_of(pinned, "executive")).fit.arrangement == "side-60"

    def it_is_a_problem_with_its_line_where_no_page_has_it(self):
        brief = brief_of(Shape(3, "executive", "en", 0.5))
        pinned = {**brief, "fit": {"executive": {"arrangement": "side-6"}}}
        with pytest.raises(BriefError, match="no arrangement `side-6`") as caught:
            fit(*edition_of(pinned, "executive"))
        assert caught.value.problems[0].hint.startswith("did you mean")
        assert caught.value.problems[0].place.line

    def it_says_so_where_the_pinned_one_does_not_hold_the_page(self):
        brief = brief_of(Shape(1, "executive", "en", 2.5, stubborn=True))
        pinned = {**brief, "fit": {"executive": {"arrangement": "side-60"}}}
        with pytest.raises(FitError) as caught:
            fit(*edition_of(pinned, "executive"))
        assert "another arrangement than `side-60`" in caught.value.problems[0].hint


class DescribeWhatNothingHeeds:
    """A width, class or block that neither style sheet nor template knows is a problem with its line."""

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ("  odd: {widths: {mian: 90}}", "no style sheet has a width `var(--width-mian)`"),
            ("  odd: {classes: [sleek]}", "no style sheet has a class `.sleek`"),
            ("  odd: {flow: {outlok: side}}", "the template does not ask for `flow.outlok`"),
        ],
    )
    def it_is_named(self, more, message):
        own = project()[FIT].decode().replace("arrangements:\n", f"arrangements:\n{more}\n")
        with pytest.raises(TemplateError) as caught:
            read_variant({**project(), FIT: own.encode()}, "executive")
        problem = caught.value.problems[0]
        assert problem.message == message
        assert own.splitlines()[problem.place.line - 1] == more


class DescribeColumnsOfTables:
    """They are as wide as their words, at every size, in every month and language."""

    @pytest.mark.parametrize("months", [range(1, 7), range(7, 13)], ids=["first half", "second half"])
    @pytest.mark.parametrize("language", ["en", "fr", "ar", "de"])
    def it_breaks_no_day_in_any_month(self, language, months):
        shape = Shape(3, "executive", language, 0.5)
        asked = [
            {"id": f"r{month}", "text": "Do it", "owner": "Head", "by": f"{dt.date(2027, month, 28)}"}
            for month in months
        ]
        brief = {**brief_of(shape), "recommendations": asked, "figures": [], "tables": []}
        found = fit(*edition_of(brief, "executive"))
        days = [box for box in found.layout.page.walk() if box.attributes.get("class") == "by"]
        assert len(days) == len(asked) + 1
        for box in days:
            assert len(box.lines) == 1
            assert all(
                line.width_pt <= box.content_right_pt - box.content_left_pt + 0.1 for line in box.lines
            )

    def it_widens_for_a_long_owner(self):
        owner = "Verteidigungsfachministerium"
        asked = [{"id": "r", "text": "Do it", "owner": owner, "by": "2027-09-29"}]
        brief = {**brief_of(Shape(3, "executive", "en", 0.5)), "recommendations": asked}
        found = fit(*edition_of(brief, "executive"))
        cell = next(
            box for box in found.layout.page.walk() if "".join(line.text for line in box.lines) == owner
        )
        assert cell.lines[0].width_pt <= cell.content_right_pt - cell.content_left_pt


def test_a_page_of_three_pages_is_refused_with_a_plan():
    brief = brief_of(Shape(2, "executive", "en", 6.0, stubborn=True))
    with pytest.raises(FitError) as caught:
        fit(*edition_of(brief, "executive"))
    hint = caught.value.problems[0].hint
    assert "words must go in all" in hint or "the savings listed make it fit" in hint


def test_a_project_whose_fit_yaml_names_no_arrangement_has_one():
    own = project()[FIT].decode().partition("# ways to arrange")[0] + "extras: [yardstick]\n"
    style = project()["templates/executive/style.css"].decode()
    for name, width in {"main": "116mm", "side": "52mm", "outlook": "84mm", "risks": "84mm"}.items():
        style = style.replace(f"var(--width-{name})", width)
    for name, width in {"day": "19mm", "owner": "36mm", "by": "22mm"}.items():
        style = style.replace(f"var(--width-{name})", width)
    page = project()["templates/executive/page.html.j2"].decode()
    page = re.sub(r'flow\.\w+ (== "\w+"|in \([^)]*\))', "false", page)
    files = {
        **project(),
        FIT: own.encode(),
        "templates/executive/style.css": style.encode(),
        "templates/executive/page.html.j2": page.encode(),
    }
    edition, more = edition_of(brief_of(Shape(3, "executive", "en", 0.5)), "executive", files)
    loaded = load_brief(more, FOLDER.split("/")[1])
    found = fit(select(loaded, read_variant(more, "executive"), edition.language), more)
    assert found.fit.arrangement == "design"
