"""What holds for every page: random in length, language and shape, 0.2 to 3 pages' worth of text.

`COPYFIT_FUZZ` is how many pages are tried; `make fuzz` sets it to 1,000, `COPYFIT_PROVE=1` to a few hundred.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from copyfit.errors import FitError
from copyfit.fit.choice import NOTHING, Choice
from copyfit.fit.trial import Outcome
from copyfit.proof import completeness

from .paper import PLAN, Paper, Said, fill, fitted, words

PROVE = bool(os.environ.get("COPYFIT_PROVE"))
TRIES = int(os.environ.get("COPYFIT_FUZZ", "200" if PROVE else "8"))
SAVING = re.compile(r"`(\w+)`( in its `short` wording)?.*?(\d+) characters? fewer save")
PARTS = ("top", "left", "right", "table", "end")

fuzz = settings(
    max_examples=TRIES,
    deadline=None,
    derandomize="COPYFIT_FUZZ" not in os.environ,
    phases=(Phase.explicit, Phase.generate, *([Phase.shrink] if PROVE else [])),
    suppress_health_check=list(HealthCheck),
    database=None,
)


@st.composite
def statements(draw: st.DrawFn, language: str, number: int) -> Said:
    count = draw(st.integers(3, 70))
    short = draw(st.none() | st.integers(2, max(2, count - 1)))
    start = draw(st.integers(0, 40))
    return Said(
        id=f"s{number}",
        text=words(count, language, start),
        short=words(short, language, start + 1) if short else None,
        priority=draw(st.integers(1, 5)),
        optional=draw(st.booleans()),
        part=draw(st.sampled_from(PARTS)),
    )


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    language = draw(st.sampled_from(("en", "en", "fr", "ar")))
    count = draw(st.integers(1, 26))
    first, *others = (draw(statements(language, number)) for number in range(count))
    title = replace(first, part="top", optional=False)  # a page has something that stands in no column
    return Paper((title, *others), language, height_mm=draw(st.sampled_from((180.0, 210.0, 240.0))))


def outcome_of(paper: Paper) -> Outcome | FitError:
    try:
        return fitted(paper)
    except FitError as error:
        return error


@fuzz
@given(papers())
def test_a_page_is_full_or_as_large_as_it_gets_or_refused(paper):
    outcome = outcome_of(paper)
    if isinstance(outcome, FitError):
        return
    assert len(outcome.layout.pages) == 1
    assert completeness(outcome.layout) == []
    assert fill(outcome) <= 1.0005
    if outcome.choice == NOTHING:
        assert outcome.layouts <= 3
    assert fill(outcome) >= 0.93 or outcome.setting.body_pt == PLAN.type.body.best


@settings(fuzz, max_examples=TRIES if PROVE else 4)
@given(papers())
def test_nothing_that_was_given_up_would_fit_again(paper):
    outcome = outcome_of(paper)
    assume(not isinstance(outcome, FitError) and outcome.choice != NOTHING)
    assert all(one.optional for one in paper.said if one.id in outcome.choice.dropped)
    for more in put_back(paper, outcome.choice):
        assert isinstance(outcome_of(replace(paper, said=tuple(as_it_stands(paper, more)))), FitError)


def put_back(paper: Paper, choice: Choice) -> Iterator[Choice]:
    """Yield the choice with each one thing back: in full, or in few words what was left out."""
    for one in paper.said:
        if one.id in choice.shortened | choice.dropped:
            yield choice.in_full(one.id)
        if one.id in choice.dropped and one.short:
            yield choice.in_few_words(one.id)


def as_it_stands(paper: Paper, choice: Choice) -> Iterator[Said]:
    """Yield what a page with a choice made says, of which nothing more may give way."""
    for one in paper.said:
        words = one.words(choice)
        if words is not None:
            yield replace(one, text=words, short=None, optional=False)


@fuzz
@given(papers())
def test_shortening_by_what_the_refusal_says_makes_it_fit(paper):
    outcome = outcome_of(paper)
    assume(isinstance(outcome, FitError))
    head, *others = outcome.problems
    assume("not enough" not in head.hint)
    savings = {
        match[1]: (match[2] is not None, int(match[3]))
        for problem in others
        if problem.code == "shorten" and (match := SAVING.match(problem.message))
    }
    assert savings
    said = tuple(cut(one, *savings[one.id]) if one.id in savings else one for one in paper.said)
    assert fitted(replace(paper, said=said))


def cut(one: Said, short: bool, characters: int) -> Said:
    """Return the statement with whole words gone from the end of one wording, as asked."""
    kept = ((one.short if short else one.text) or "").split()
    wanted = len(" ".join(kept)) - characters
    while kept and len(" ".join(kept)) > wanted:
        kept.pop()
    return replace(one, short=" ".join(kept)) if short else replace(one, text=" ".join(kept))


@fuzz
@given(papers(), st.sampled_from((6.0, 20.0, 60.0)))
def test_more_room_never_gives_smaller_type(paper, more_mm):
    small = outcome_of(paper)
    assume(not isinstance(small, FitError) and small.choice == NOTHING)
    large = fitted(replace(paper, height_mm=paper.height_mm + more_mm))
    assert large.choice == NOTHING
    assert large.setting.body_pt >= small.setting.body_pt


@fuzz
@given(papers())
def test_the_result_is_the_same_on_every_run(paper):
    one, other = outcome_of(paper), outcome_of(paper)
    if isinstance(one, FitError):
        assert one.problems == other.problems
    else:
        assert (one.setting, one.choice, one.measured) == (other.setting, other.choice, other.measured)
