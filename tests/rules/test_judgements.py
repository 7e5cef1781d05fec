"""Figures beside words for likelihood, confidence apart from them, and what is asked."""

import pytest

JUDGEMENT = """\
judgements:
  - id: silt
    likelihood: likely
    confidence: moderate
    text: "{text}"
    basis: {{text: Two surveys agree.}}
"""


@pytest.fixture
def said(page_of, problems_of, brief_text):
    """Return a function that says what a rule finds in one judgement."""

    def run(rule, text, yardstick="icd203"):
        brief = brief_text(JUDGEMENT.format(text=text), yardstick=yardstick)
        return [problem.message for problem in problems_of(rule, page_of(brief))]

    return run


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It will likely (60%) silt up.", []),
        ("It will likely (about 90%) silt up.", ["90%"]),
        ("It will likely (55–80 per cent) silt up.", []),
        ("It will likely, 85 to 90%, silt up.", ["85–90%"]),
        ("It is likely, with a 30% chance of rain.", ["30%"]),
        ("It is likely; the probability is 95%.", ["95%"]),
        ("It will likely, 90% of pilots say, silt up.", []),
        ("It will likely cost 2% more than last year.", []),
        ("It will likely silt up. The dredger is 95% paid.", []),
    ],
)
def it_compares_only_figures_that_are_probabilities(said, text, figures):
    assert [message.split(" stands")[0] for message in said("bands", text)] == figures


def it_only_warns_where_a_scales_bands_were_not_read_in_the_standard(page_of, problems_of, brief_text):
    brief = brief_text(JUDGEMENT.format(text="It will likely (90%) silt up."), yardstick="phia")
    assert [problem.severity for problem in problems_of("bands", page_of(brief))] == ["warning"]


@pytest.mark.parametrize(
    ("text", "is_mixed"),
    [
        ("We have high confidence that it will likely silt up.", True),
        ("It will likely silt up; our confidence is low.", True),
        ("It will likely silt up, a low-confidence judgement.", True),
        ("It will likely silt up. Our confidence is low.", False),
        ("We are confident in the surveys, and it will likely silt up.", False),
        ("One survey says “likely, with high confidence”.", False),
    ],
)
def it_wants_confidence_in_a_sentence_of_its_own(said, text, is_mixed):
    assert bool(said("confidence", text)) is is_mixed


def it_lets_the_ipcc_say_both_at_once(said):
    assert said("confidence", "It will likely silt up (high confidence).", yardstick="ipcc") == []


class DescribeAnAsk:
    @pytest.fixture
    def asked(self, page_of, problems_of, brief_text):
        def run(owner, by="2026-04-17", **files):
            brief = brief_text(
                f'recommendations: [{{id: pay, owner: "{owner}", by: {by}, text: Pay for one dredger.}}]'
            )
            return [problem.message for problem in problems_of("asks", page_of(brief, **files))]

        return run

    @pytest.mark.parametrize("owner", ["Head of *Finance*", "Minister's office", "Ports - East"])
    def it_finds_an_owner_whatever_typography_made_of_it(self, asked, owner):
        assert asked(owner) == []

    @pytest.mark.parametrize("owner", ["TBC", "we", "N/A", "To be confirmed"])
    def it_takes_nobody_for_nobody(self, asked, owner):
        assert asked(owner) == [f"`pay` does not show who is to act: “{owner}”"]

    def it_is_not_met_by_a_template_that_prints_no_day(self, asked, templates):
        path = "templates/executive/page.html.j2"
        changed = templates[path].replace(b"{{ item.by|when }}", b"")
        assert changed != templates[path]
        assert asked("Head of Finance", **{path.replace("/", "__"): changed}) == [
            "`pay` does not show by when"
        ]
