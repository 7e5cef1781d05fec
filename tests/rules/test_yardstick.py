"""Likelihood in the words of one yardstick, in the language of the page."""

import re

import pytest

from copyfit.page.labels import read_labels
from copyfit.rules.scales import Vocabulary, scales

JUDGEMENT = """\
judgements:
  - id: silt
    likelihood: {likelihood}
    confidence: moderate
    text: "{text}"
    basis: {{text: Two surveys agree.}}
"""


@pytest.fixture
def said_of(page_of, problems_of, brief_text):
    """Return a function that says what the rule finds in one judgement."""

    def run(text, likelihood="likely", yardstick="icd203", language="en", variant="executive"):
        brief = brief_text(
            JUDGEMENT.format(likelihood=likelihood, text=text),
            f"answer: {{id: answer, text: {text!r}}}",
            yardstick=yardstick,
            language=language,
        )
        return problems_of("yardstick", page_of(brief, variant, language))

    return run


def it_wants_a_yardstick_where_there_are_judgements(said_of):
    (problem,) = said_of("It will **likely** silt up.", yardstick="none")
    assert "declares no yardstick" in problem.message


def it_knows_the_terms_of_the_declared_yardstick(said_of):
    (problem,) = said_of("It will silt up.", likelihood="quite likely")
    assert problem.message == "the likelihood of `silt`, “quite likely”, is no term of ICD 203"
    assert "almost no chance, very unlikely" in problem.hint


@pytest.mark.parametrize(
    ("yardstick", "likelihood", "text"),
    [
        ("icd203", "almost certain", "It will **almost certainly** silt up."),
        ("icd203", "probable", "It will **probably** silt up."),
        ("icd203", "remote", "The chance that it silts up is remote."),
        ("phia", "realistic possibility", "There is a **realistic possibility** that it silts up."),
        ("ipcc", "more likely than not", "It is **more likely than not** to silt up."),
    ],
)
def it_takes_the_forms_of_a_term(said_of, yardstick, likelihood, text):
    found = said_of(text, likelihood, yardstick)
    assert [problem for problem in found if "remote" not in text] == []


def it_names_the_term_that_the_declared_yardstick_has_instead(said_of):
    found = said_of("It is likely, even highly likely, to silt up.")
    assert [problem.hint.split(" if ")[0] for problem in found] == ["write “very likely”"]


def it_advises_against_mixing_the_rows_of_icd_203(said_of):
    (problem,) = said_of("It will likely silt up, and probably soon.")
    assert problem.severity == "warning"
    assert problem.message == "“likely” and “probably” come from different rows of ICD 203"


def it_leaves_quotations_alone(said_of):
    assert said_of("It will **likely** silt up; one survey says “highly likely”.") == []


def it_says_nothing_on_a_students_page(said_of):
    assert said_of("It is highly likely to silt up.", variant="student") == []


class DescribeTheLabels:
    """What templates/shared/labels prints beside a yardstick is what the rules go by."""

    def languages(self, templates):
        names = (re.fullmatch(r"templates/shared/labels/(\w+)\.yaml", path) for path in templates)
        return [match[1] for match in names if match]

    def it_has_every_range_of_the_scale(self, templates):
        for language in self.languages(templates):
            labels = read_labels(templates, language)["yardsticks"]
            for name, scale in scales().items():
                for step in labels[name]:
                    band = scale.step(step["key"]).band
                    numbers = {float(number) for number in re.findall(r"\d+", step["range"])}
                    assert numbers <= set(band), f"{language}: {name}: {step['term']}: {step['range']}"

    def it_finds_every_term_in_a_sentence_of_its_language(self, templates):
        for language in self.languages(templates):
            labels = read_labels(templates, language)
            vocabulary = Vocabulary(language, labels)
            for name, listed in labels["yardsticks"].items():
                for step in listed:
                    found = [one.of(name) for one in vocabulary.found_in(f"… {step['term']} …")]
                    assert [term.step.key for term in found if term] == [step["key"]], step

    def it_names_every_scale_that_a_page_may_print(self, templates):
        for language in self.languages(templates):
            assert set(read_labels(templates, language)["yardstick_sources"]) == set(scales())
