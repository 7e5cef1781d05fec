"""What holds for every brief in the project's own templates, whoever wrote it and however long it is.

`COPYFIT_FUZZ` is how many briefs are tried; `make fuzz` sets it to 1,000, `COPYFIT_PROVE=1` to a few hundred.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

from copyfit.content.edition import Edition
from copyfit.content.leeway import Leeway
from copyfit.errors import BriefError, FitError
from copyfit.fit import Fitted, fit
from copyfit.project import Files
from copyfit.proof import completeness

from .briefs import VARIANTS, Shape, brief_of, edition_of, project
from .test_properties import fuzz as with_shrinking

SAVING = re.compile(
    r"`([\w-]+)`( in its `short` wording)? ends.*?, “(.*)”: (\d+) characters fewer save (a line|\d+ lines)"
)
HOUSE = "templates/shared/house.css"
MARGIN_MM = {"22mm 18mm 25mm": "22mm 18mm 15mm", "--bottom: 25mm": "--bottom: 15mm"}

PROVE = bool(os.environ.get("COPYFIT_PROVE"))
TRIES = int(os.environ.get("COPYFIT_FUZZ", "100" if PROVE else "4"))
fuzz = settings(with_shrinking, max_examples=TRIES, phases=(Phase.explicit, Phase.generate))
"""Without shrinking: a seed that is made smaller is another brief, no simpler one."""


def shapes(least: float, most: float, *, stubborn: bool = False) -> st.SearchStrategy[Shape]:
    """Return a strategy for shapes of so many pages' worth of text."""
    return st.builds(
        Shape,
        seed=st.integers(0, 10**6),
        variant=st.sampled_from(VARIANTS),
        language=st.sampled_from(("en", "en", "fr", "ar")),
        length=st.floats(least, most),
        stubborn=st.just(stubborn),
    )


anything = shapes(0.2, 1.3) | shapes(0.8, 3.0)


def outcome_of(edition: Edition, files: Files) -> Fitted | FitError:
    try:
        return fit(edition, files)
    except FitError as error:
        return error


def is_as_large_as_it_gets(fitted: Fitted) -> bool:
    """Return whether neither type nor gaps could grow."""
    plan: Leeway = fitted.edition.variant.plan
    gaps = fitted.setting.gaps_pt
    return all(gaps[name] >= gap.max - 0.06 for name, gap in plan.gaps.items())


@fuzz
@given(anything)
@example(
    Shape(611686, "student", "ar", 2.9626906695317805)
)  # what was known of one choice, guessed of others
@example(Shape(171627, "student", "en", 1.3948604550611234))  # a block that slid between gaps that open
def test_a_page_is_full_or_honestly_short_or_refused(shape):
    outcome = outcome_of(*edition_of(brief_of(shape), shape.variant))
    if isinstance(outcome, FitError):
        assert outcome.problems[0].code == "does-not-fit"
        return
    assert completeness(outcome.layout) == []
    assert outcome.fit.fill <= 1.0005
    assert outcome.fit.fill >= 0.97 or is_as_large_as_it_gets(outcome)
    assert (outcome.fit.fill < 0.85) == any(problem.code == "page-short" for problem in outcome.problems)
    if not outcome.fit.shortened and not outcome.fit.dropped:
        assert outcome.fit.layouts <= (6 if outcome.fit.why else 3)


@settings(fuzz, max_examples=TRIES if PROVE else 1)
@given(shapes(1.2, 3.0))
@example(Shape(15953, "academic", "ar", 2.07682))  # with a wording goes a source, and a column is wider
def test_nothing_that_was_given_up_would_fit_again(shape):
    brief = brief_of(shape)
    outcome = outcome_of(*edition_of(brief, shape.variant))
    assume(isinstance(outcome, Fitted) and (outcome.fit.dropped or outcome.fit.shortened))
    given_up = {**dict.fromkeys(outcome.fit.shortened, "short"), **dict.fromkeys(outcome.fit.dropped, "gone")}
    for one, how in given_up.items():
        for put_back in ("full", "short") if how == "gone" else ("full",):
            kept = {**given_up, one: put_back}
            if put_back == "full" or has_short(brief, one):
                fuller = as_it_stands(copy.deepcopy(brief), kept)
                assert not holds(fuller, shape.variant), (one, put_back)


def holds(brief: Any, variant: str) -> bool:
    """Return whether a page holds the brief as it stands; an abstract that lacks a part is no brief."""
    try:
        return isinstance(outcome_of(*edition_of(brief, variant)), Fitted)
    except BriefError:
        return False


def has_short(brief: Any, statement: str) -> bool:
    """Return whether a statement, or a wording in it, has fewer words to offer."""
    part = next(part for part in parts_of(brief) if part.get("id") == statement)
    return any("short" in inner for inner in parts_of(part))


def as_it_stands(value: Any, kept: Mapping[str, str], how: str = "full") -> Any:
    """Return the brief of a page that says so much, of which nothing more may give way."""
    if isinstance(value, list):
        found = [as_it_stands(one, kept, how) for one in value]
        return [one for one in found if one is not None]
    if not isinstance(value, dict):
        return value
    how = kept.get(value.get("id"), "full") if "id" in value else how
    if how == "gone":
        return None
    if how == "short" and "short" in value:
        value["text"] = value["short"]
    value.pop("short", None)
    if "priority" in value:
        value["optional"] = False
    made = {name: as_it_stands(inner, kept, how) for name, inner in value.items()}
    return {name: inner for name, inner in made.items() if inner is not None}


@settings(fuzz, max_examples=TRIES if PROVE else 1)
@given(shapes(1.2, 3.0, stubborn=True))
@example(Shape(93, "student", "ar", 1.6181677927656082, stubborn=True))  # as many lines, but broken earlier
@example(Shape(225948, "student", "en", 2.072, stubborn=True))  # nothing in the first column
@example(Shape(50020, "student", "en", 1.24, stubborn=True))  # a text beside a day, whose type shrinks
def test_a_refusal_is_a_plan_on_both_sides(shape):
    brief = brief_of(shape)
    outcome = outcome_of(*edition_of(brief, shape.variant))
    assume(isinstance(outcome, FitError) and "not enough" not in outcome.problems[0].hint)
    told = [SAVING.match(problem.message) for problem in outcome.problems if problem.code == "shorten"]
    assert told
    assert isinstance(outcome_of(*edition_of(shortened(brief, told), shape.variant)), Fitted)
    for spared in range(len(told)) if PROVE else range(1):
        longer = outcome_of(*edition_of(shortened(brief, told, spared), shape.variant))
        assert isinstance(longer, FitError) or has_nothing_to_spare(longer), told[spared][0]


def has_nothing_to_spare(fitted: Fitted) -> bool:
    """Return whether the gaps of a page are as narrow as may be: it fits by a fraction of a point."""
    plan: Leeway = fitted.edition.variant.plan
    return all(fitted.setting.gaps_pt[name] <= gap.min + 0.1 for name, gap in plan.gaps.items())


def shortened(brief: Mapping[str, Any], told: list[re.Match[str]], spared: int | None = None) -> Any:
    """Return the brief shortened as told, but for the first line of what one text was to lose."""
    made = copy.deepcopy(brief)
    for number, saving in enumerate(told):
        characters = int(saving[4])
        if number == spared:
            characters = _but_for_a_line(characters, saving[5], saving[3])
        if characters:
            cut(made, saving[1], "short" if saving[2] else "text", saving[3], characters)
    return made


def _but_for_a_line(characters: int, lines: str, ending: str) -> int:
    """Return how much is to be cut so that one line fewer is saved: whole lines are about as long."""
    if lines == "a line":
        return 0
    count, last = int(lines.split(maxsplit=1)[0]), len(ending) + 1
    return int(last + 0.9 * (count - 2) * (characters - last) / (count - 1))


@fuzz
@given(shapes(0.2, 1.3))
def test_more_room_never_gives_smaller_type(shape):
    brief = brief_of(shape)
    small = outcome_of(*edition_of(brief, shape.variant))
    assume(isinstance(small, Fitted) and not small.fit.shortened and not small.fit.dropped)
    large = fit(*edition_of(brief, shape.variant, {HOUSE: roomier(project()[HOUSE])}))
    assert large.fit.body_pt >= small.fit.body_pt or set(large.fit.extras) > set(small.fit.extras)
    assert large.fit.body_pt >= min(small.fit.body_pt, large.edition.variant.plan.type.body.best)


@fuzz
@given(anything)
def test_the_result_is_the_same_on_every_run(shape):
    one, other = (outcome_of(*edition_of(brief_of(shape), shape.variant)) for _ in range(2))
    if isinstance(one, FitError):
        assert one.problems == other.problems
    else:
        assert (one.fit, one.layout.html) == (other.fit, other.layout.html)


def roomier(css: bytes) -> bytes:
    """Return the style sheet with a bottom margin that is 10 mm smaller."""
    text = css.decode()
    for margin, smaller in MARGIN_MM.items():
        assert margin in text
        text = text.replace(margin, smaller)
    return text.encode()


def cut(brief: Mapping[str, Any], statement: str, wording: str, ending: str, characters: int) -> None:
    """Take whole words, `characters` long at least, from the end of the text that ends as told."""
    part = next(part for part in parts_of(brief) if part.get("id") == statement)
    told = [
        (holder, key)
        for holder, key in texts_of(part)
        if letters(holder[key]).endswith(letters(ending)) and (key == "short") <= (wording == "short")
    ]
    assert told, f"no text of {statement} ends “{ending}”"
    others = [one for one in texts_of(part) if one[1] == wording and one not in told]
    for told_holder, told_key in told:  # two texts may end alike
        left = characters
        for holder, key in ((told_holder, told_key), *others):  # one paragraph may be made of two texts
            left -= cut_text(holder, key, left)


def cut_text(holder: Any, key: Any, characters: int) -> int:
    """Take whole words from the end of a text, but the first; return how many characters went."""
    text, citation = re.match(r"(.*?)( \[@.*\])?$", holder[key]).groups()
    kept = text.split()
    while len(kept) > 1 and len(text) - len(" ".join(kept)) < characters:
        kept.pop()
    holder[key] = " ".join(kept) + (citation or "")
    return len(text) - len(" ".join(kept))


def parts_of(value: Any) -> Iterator[Any]:
    """Yield every mapping in plain data."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(inner)


def texts_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what holds each text in plain data, and its key there."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from texts_of(inner)


def letters(text: str) -> str:
    """Return the letters of a text, without citations."""
    return "".join(filter(str.isalpha, re.sub(r"\[[^\]]*\]", "", text)))
