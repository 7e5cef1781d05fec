"""A budget for writers: the room there is, what takes it, what would go and what could be won."""

from __future__ import annotations

import pytest

from copyfit.account import Budget
from copyfit.fit.budget import budget_of
from copyfit.fit.search import search
from copyfit.protocol import line_from_made, made_from_line

from .paper import Paper, Said, copy_of, words


def budget(*said: Said) -> Budget:
    paper = Paper(said)
    return budget_of(search(paper, copy_of(paper)))


def some(count: int, **more) -> list[Said]:
    return [Said(f"s{n}", words(40, start=n), **more) for n in range(count)]


class DescribeABudget:
    """What `copyfit fit` prints."""

    def it_counts_the_words_there_are_and_the_words_that_fit(self):
        found = budget(*some(5))
        assert found.words == 201
        assert found.words < found.best.words < found.floor.words

    def it_says_what_each_statement_takes(self):
        found = budget(*some(3))
        assert [taken.name for taken in found.statements] == ["s0", "s1", "s2"]
        for taken in found.statements:
            assert taken.words == 40
            assert taken.mm == pytest.approx(taken.lines * found.fit.leading_pt / 72 * 25.4, abs=0.1)

    def it_says_what_each_block_takes(self):
        found = budget(*some(2), Said("e", words(12), part="end"))
        assert [block.name for block in found.blocks] == ["Top", "End"]

    def it_says_what_would_go_next_least_important_first(self):
        found = budget(
            Said("kept", words(40), words(9), priority=1),
            Said("last", words(40), words(9), priority=5),
            Said("may-go", words(20), optional=True),
        )
        assert [(m.statement, m.how) for m in found.going] == [
            ("last", "short"),
            ("kept", "short"),
            ("may-go", "left out"),
        ]

    def it_says_what_could_come_back(self):
        found = budget(*some(9), Said("x", words(40), words(10)))
        assert [(move.statement, move.how) for move in found.returning] == [("x", "short")]

    def it_has_a_budget_for_a_page_that_is_refused(self):
        found = budget(*some(14))
        assert found.fit is None
        assert found.problems[0].code == "does-not-fit"
        assert found.words > found.floor.words

    def it_names_last_lines_of_one_word(self):
        found = [budget(Said("s0", words(count))).winnable for count in range(20, 40)]
        assert all(len(saving.ending) < 20 for winnable in found for saving in winnable)
        assert any(found)

    def it_has_room_for_as_many_words_as_its_narrowest_leading_takes(self):
        found = budget(*some(5))
        text = " ".join(words(40, start=n) for n in range(5))
        assert found.best.words > len(text.split())

    def it_comes_whole_out_of_a_worker(self):
        found = budget(*some(2))
        assert made_from_line(line_from_made(found)) == found
        assert found.words == 81
