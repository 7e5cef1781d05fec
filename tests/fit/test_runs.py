"""A list that runs on from column to column is parted where the columns end most evenly."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from copyfit.content.edition import Setting
from copyfit.content.variant import read_variant
from copyfit.errors import TemplateError
from copyfit.fit import Memory, Remembered, fit
from copyfit.fit.choice import Choice
from copyfit.fit.ladder import MIN_AIR, Rung
from copyfit.fit.measures import measured
from copyfit.fit.press import Said
from copyfit.fit.runs import most_even, runs_of
from copyfit.fit.stack import stack_of
from copyfit.fit.trial import Trial
from copyfit.fit.view import View
from copyfit.page import compose

from .boxes import box, nodes_of
from .briefs import Shape, brief_of, edition_of, project
from .test_arrangements import trial_of

FIT = "templates/student/fit.yaml"
NEAR_PT = 0.3
LONG, LITTLE = "Say in your own words what the Allies said, and why they said it then. " * 3, "Why?"


def asked(*texts: str) -> dict[str, object]:
    """Return a page for students that asks these questions."""
    questions = [
        {"id": f"q{number}", "lead": "Think", "text": text, "priority": 5, "optional": True}
        for number, text in enumerate(texts, start=1)
    ]
    return {**brief_of(Shape(3, "student", "en", 0.3)), "questions": questions}


@cache
def page_of(*texts: str) -> tuple[Trial, View]:
    """Return a page on its press, and as it is laid out first."""
    trial = trial_of(*edition_of(asked(*texts), "student"))
    return trial, trial.first()


class DescribeParting:
    """Heights of items, how many columns → after how many items each column ends."""

    @pytest.mark.parametrize(
        ("heights", "columns", "breaks"),
        [
            ((10, 10, 10, 10), 2, (2,)),
            ((10, 10, 10), 2, (2,)),  # the first has one more, as by count
            ((40, 10, 10, 10), 2, (1,)),
            ((10, 10, 10, 40), 2, (3,)),
            ((10, 10, 10, 10, 10), 3, (2, 4)),
            ((10,) * 7, 3, (3, 5)),  # 3, 2, 2 and not 3, 3, 1
            ((30, 10, 10, 10, 30), 3, (1, 4)),
        ],
    )
    def it_lets_columns_end_as_evenly_as_can_be(self, heights, columns, breaks):
        assert most_even(heights, 2.0, columns) == breaks

    @pytest.mark.parametrize(("count", "breaks"), [(0, (0,)), (1, (1,)), (2, (1,))])
    def it_leaves_what_is_no_more_than_the_columns(self, count, breaks):
        assert most_even((10.0,) * count, 2.0, 2) == breaks

    def it_is_by_count_where_there_are_too_many_ways(self):
        heights = (90.0, *(10.0,) * 59)
        assert most_even(heights, 0.0, 4) == (15, 30, 45)


class DescribeARun:
    """Columns by hand, side by side, with a list in each."""

    def columns(self, *, width=100.0, tag="ol", item="li"):
        first = box("div", 0, 20, box(tag, 0, 20, box(item, 0, 10), box(item, 10, 10)), column="list-1")
        second = box("div", 0, 10, box(tag, 0, 10, box("li", 0, 10)), column="list-2", width=width, x=120.0)
        return nodes_of(box("main", 0, 20, first, second, width=220.0))

    def it_is_found_by_the_names_of_its_columns(self):
        (run,) = runs_of(self.columns(), ["list", "other"])
        assert (run.name, len(run.columns), len(run.items)) == ("list", 2, 3)

    @pytest.mark.parametrize("other", [{"width": 90.0}, {"tag": "div"}, {"item": "p"}])
    def it_has_equal_columns_with_nothing_but_a_list_in_each(self, other):
        assert list(runs_of(self.columns(**other), ["list"])) == []


class DescribeAPageWithARun:
    """Where the list is parted is foretold, and laid out as foretold."""

    TEXTS = (LONG, LITTLE, LITTLE, LONG[:90], LITTLE)

    def ends(self, trial, view, setting, choice):
        """Return where columns end as foretold, and as laid out."""
        foretold = view.with_choice(choice).at(setting)
        said = Said(choice, trial.copy.extras, view.arrangement, foretold.breaks)
        real = measured(trial.press.lay_out(setting, said, view.paper))
        return {**foretold.columns_pt, "page": foretold.ink_pt}, {**real.columns_pt, "page": real.ink_pt}

    @pytest.mark.parametrize("dropped", ["", "q1", "q5", "q2 q3"])
    @pytest.mark.parametrize("columns", [{}, {"questions-2": 0.9, "questions-1": 0.1}])
    def it_is_foretold_with_less_on_it_and_in_columns_that_open_up(self, dropped, columns):
        trial, view = page_of(*self.TEXTS)
        setting = view.setting(Rung(10.0, 12.5), MIN_AIR, columns)
        foretold, real = self.ends(trial, view, setting, Choice(dropped=frozenset(dropped.split())))
        assert foretold == pytest.approx(real, abs=NEAR_PT)

    def it_is_foretold_from_a_page_on_which_it_is_parted_so_already(self):
        trial, first = page_of(*self.TEXTS)
        setting = first.setting(Rung(11.0, 14.0), 0.5)
        breaks = first.at(setting).breaks
        assert breaks == {"questions": (2,)}
        said = Said(first.choice, trial.copy.extras, first.arrangement, breaks)
        layout = trial.press.lay_out(setting, said, first.paper)
        view = replace(first, stack=stack_of(layout, setting, ("questions",)))
        assert view.at(setting).breaks == breaks
        for choice in (Choice(), Choice(dropped=frozenset(("q1",)))):
            foretold, real = self.ends(trial, view, setting, choice)
            assert foretold == pytest.approx(real, abs=NEAR_PT)

    def it_keeps_the_order_of_the_questions_and_their_numbers_and_costs_no_layout(self):
        found = fit(*edition_of(asked(*self.TEXTS), "student"))
        assert found.fit.layouts == 2
        columns = [
            [item for item in column.walk() if item.tag == "li"]
            for column in found.layout.page.walk()
            if column.attributes.get("data-column", "").startswith("questions-")
        ]
        assert [len(items) for items in columns] == [2, 3]
        items = [item for column in columns for item in column]
        assert [item.statement for item in items] == ["q1", "q2", "q3", "q4", "q5"]
        assert [item.marker.text.strip(" .\u00a0") for item in items if item.marker] == [
            "1",
            "2",
            "3",
            "4",
            "5",
        ]

    def it_is_remembered_as_it_was_parted(self):
        kept = Remembered(Memory(), ("page",), at_once=True)
        fit(*edition_of(asked(*self.TEXTS), "student"), remembered=kept)
        record = kept.memory.record(("page",))
        assert record.step.said.breaks == {"questions": (2,)}
        edited = asked(self.TEXTS[0].replace("Allies", "allies", 1), *self.TEXTS[1:])
        again, anew = (fit(*edition_of(edited, "student"), remembered=one) for one in (kept, None))
        assert (again.fit, again.setting, again.layout.html) == (anew.fit, anew.setting, anew.layout.html)

    def it_is_by_count_where_that_is_as_good(self):
        found = fit(*edition_of(asked(*[LITTLE] * 4), "student"))
        assert found.edition.breaks == {}


class DescribeQuestionsInRows:
    """What three columns leave over stands below them, as wide as there is room."""

    @pytest.mark.parametrize(
        ("count", "across", "below"), [(3, [1, 1, 1], []), (5, [1, 1, 1], [1, 1]), (7, [2] * 3, [1])]
    )
    def it_is_read_row_by_row(self, count, across, below):
        edition, files = edition_of(asked(*[LITTLE] * count), "student")
        html = compose(replace(edition, arrangement="rows-side-64"), Setting(10.0, 12.5), files)
        columns = re.findall(r'data-column="(questions-[^"]*)">(.*?)</ol>', html, re.DOTALL)
        shares = [len(re.findall("<li", items)) for _, items in columns]
        assert shares == across + below
        assert [name.startswith("questions-left") for name, _ in columns] == [False] * 3 + [True] * len(below)
        told = re.findall(r'data-statement="q(\d)"', html)
        assert told == sorted(told)

    def it_is_tried_only_where_no_other_arrangement_holds_all_words(self):
        edition, _ = edition_of(asked(LITTLE), "student")
        assert edition.variant.plan.is_late("rows-side-64")
        assert not edition.variant.plan.is_late("running-side-64")


def test_one_question_stands_in_full_width():
    edition, files = edition_of(asked(LITTLE), "student")
    html = compose(edition, Setting(10.0, 12.5), files)
    assert re.search(r'<div class="columns one">\s*<div data-column="questions-1">', html)


def test_a_run_that_the_template_does_not_ask_for_is_a_problem_with_its_line():
    own = project()[FIT].decode().replace("runs: [questions]", "runs: [questions, pictures]")
    with pytest.raises(TemplateError) as caught:
        read_variant({**project(), FIT: own.encode()}, "student")
    problem = caught.value.problems[0]
    assert problem.message == "the template does not ask for `breaks.pictures`"
    assert "runs:" in own.splitlines()[problem.place.line - 1]
