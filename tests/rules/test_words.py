"""The rules on words: what they find, and that they are silent on what is well written."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

SENTENCES = YAML(typ="safe").load(Path(__file__).with_name("sentences.yaml"))
"""Two hundred sentences that are well written: cells, questions and asks."""
ANSWER = "answer: {id: answer, text: The harbour silts up.}\n"
ON = {"templates/shared/rules.yaml": b"sizes: {levels: {executive: warning}}\n"}


def listed(name, sentences, line):
    """Return a block of a brief with one item for each sentence."""
    items = "".join(f"  - {line.format(number=number, text=text)}\n" for number, text in enumerate(sentences))
    return f"{name}:\n{items}"


def cells(sentences):
    """Return a timeline that says the sentences."""
    return ANSWER + listed("timeline", sentences, '{{id: event-{number}, date: 2024, text: "{text}"}}')


def questions(sentences):
    """Return questions that a student page asks."""
    return ANSWER + listed("questions", sentences, '{{id: question-{number}, lead: Say., text: "{text}"}}')


def asks(sentences):
    """Return what an executive page asks."""
    line = '{{id: ask-{number}, owner: Harbour Board, by: 2026-04-17, text: "{text}"}}'
    return listed("recommendations", sentences, line)


@pytest.fixture
def alarms(page_of, problems_of, brief_text):
    """Return a function that counts what a rule says of a block, laid out on one page."""

    def count(rule, block, variant, files=None):
        whole = variant == "executive"
        text = brief_text(block, yardstick="none", whole=whole)
        return [problem.message for problem in problems_of(rule, page_of(text, variant, files=files or {}))]

    return count


class DescribeWhatIsWellWritten:
    def it_has_two_hundred_sentences(self):
        assert sum(map(len, SENTENCES.values())) == 200

    def it_begins_no_cell_with_an_orphan(self, alarms):
        assert alarms("pronouns", cells(SENTENCES["cells"]), "student") == []

    def it_clips_no_question(self, alarms):
        assert alarms("questions", questions(SENTENCES["questions"]), "student") == []

    def it_asks_often_enough_without_a_number_for_that_rule_to_be_off(self, alarms):
        found = alarms("sizes", asks(SENTENCES["asks"]), "executive", ON)
        assert len(found) / len(SENTENCES["asks"]) > 0.02
        assert alarms("sizes", asks(SENTENCES["asks"]), "executive") == []


class DescribeWhatIsNot:
    @pytest.mark.parametrize(
        "text", ["It ends.", "Its mandate ran out.", "**They** leave.", "“Their” limit."]
    )
    def it_is_found_in_a_cell(self, alarms, text):
        assert len(alarms("pronouns", cells([text]), "student")) == 1

    @pytest.mark.parametrize("text", ["Which ban leads?", "Bag or pouch?"])
    def it_is_found_in_a_question(self, alarms, text):
        assert len(alarms("questions", questions([text]), "student")) == 1

    def it_is_found_in_an_ask_where_the_house_wants_that(self, alarms):
        assert alarms("sizes", asks(["Test pouches in schools."]), "executive", ON) == [
            "the ask `ask-0` has no number and no `cost`"
        ]

    def it_is_not_looked_for_where_there_are_no_words_for_it(self, page_of, problems_of, brief_text):
        text = brief_text(questions(["Wozu?"]), language="de", yardstick="none", whole=False)
        page = page_of(text, "student", language="de")
        assert problems_of("questions", page) == problems_of("pronouns", page) == []
