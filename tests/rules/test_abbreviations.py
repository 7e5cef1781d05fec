"""Abbreviations, in the order in which a page is read."""

import pytest


@pytest.fixture
def unexplained(page_of, problems_of, brief_text):
    """Return a function that says which abbreviations a page leaves unexplained."""

    def run(text, *more, variant="executive", language="en", **files):
        brief = brief_text(f'bottom_line: {{id: bottom-line, text: "{text}"}}', *more, language=language)
        problems = problems_of("abbreviations", page_of(brief, variant, language, **files))
        return [problem.message.split("”")[0].lstrip("“") for problem in problems]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Safety Board (HSB) met.", []),
        ("The HSB (Harbour Safety Board) met.", []),
        ("The HSB met.", ["HSB"]),
        ("The HSBs (Harbour Safety Boards) met.", []),
        ("The UN and the EU met NATO.", []),
        ("King George III and Vatican II met the G7 on A4 paper.", []),
        ("The FDA met in Washington, DC.", ["FDA", "DC"]),
        ("Emissions of CO2 from 3 GW of coal fell.", []),
        ("The HSB (see page 4) met.", ["HSB"]),
        ("They met (HSB officials too).", ["HSB"]),
        ("They call it “an HSB matter”.", []),
        ("The HSB met. The HSB left.", ["HSB"]),
        ("Write to desk@HSB.example about RSV-2.", ["RSV"]),
    ],
)
def it_wants_the_full_name_at_the_first_use(unexplained, text, expected):
    assert unexplained(text) == expected


def it_does_not_take_a_later_explanation(unexplained):
    assert unexplained(
        "The HSB met.", "outlook: {id: outlook, text: The Harbour Safety Board (HSB) left.}"
    ) == ["HSB"]


def it_takes_what_the_pages_own_key_terms_explain(unexplained):
    student = (
        "answer: {id: answer, text: The HSB met.}",
        "terms: [{id: hsb, term: HSB, text: the people who look after the harbour.}]",
    )
    assert unexplained("x", *student, variant="student") == []


def it_takes_what_the_house_knows(unexplained):
    rules = b"abbreviations: {limits: {known: {en: [HSB]}}}"
    assert unexplained("The HSB met the UN.", **{"templates__shared__rules.yaml": rules}) == []
