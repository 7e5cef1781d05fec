"""The content of one subject in one language: frozen models that a `brief.yaml` is read into.

In: plain data from `loading`. Out: a `Brief`. Next: `edition` chooses what one page says.

A text is inline Markdown: emphasis, strong, links, `[@source, p. 4]` and `{fact:id}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from copyfit.content.facts import Fact, Words

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Section = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,63}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Priority = Annotated[int, Field(ge=1, le=5)]


def _when(value: object) -> object:
    """Return a YAML year, date or string as the string that `When` checks."""
    return str(value) if isinstance(value, int | dt.date) and not isinstance(value, bool) else value


When = Annotated[
    str,
    BeforeValidator(_when),
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2}(/\d{2})?)?)?$"),
]
"""A year, a month, a day, or a span of days in one month: 2011, 2026-09, 2026-04-17, 2026-07-07/08."""


class Part(BaseModel):
    """Base of every model: frozen, and a key nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Part):
    """One thing said in up to three ways: in full, in fewer words, in plainer words."""

    text: Words
    short: Words | None = None
    plain: Words | None = None


class Statement(Wording):
    """One claim with an id, which travels to HTML, PDF tag and DOCX bookmark.

    `priority` 1 is kept longest, 5 goes first; only an `optional` statement may be left out.
    `only` names the variants that carry it; empty means all.
    """

    id: Id
    priority: Priority = 3
    optional: bool = False
    only: tuple[Id, ...] = ()


class Point(Statement):
    """A statement with a bold lead: a risk, a paragraph of an argument, a reading, a view."""

    lead: Words


class Judgement(Statement):
    """An assessment: likelihood in the yardstick's words, confidence apart, and the basis for both."""

    likelihood: Words
    confidence: Literal["low", "moderate", "high"]
    basis: Wording


class Recommendation(Statement):
    """What is asked, of whom, by when."""

    owner: Words
    by: dt.date


class Event(Statement):
    """Something that happened or will happen."""

    date: When


class Evidence(Statement):
    """One row of the evidence table: a claim, the best evidence (`text`), its strength and sources."""

    claim: Words
    grade: Literal["strong", "moderate", "weak", "none"]
    kind: Words
    sources: tuple[str, ...] = Field(min_length=1)


class Cause(Statement):
    """What happened (`text`) and what followed (`effect`)."""

    effect: Wording


class Term(Statement):
    """A key term; `text` is its meaning."""

    term: Words


class Question(Statement):
    """A question to check understanding; `answered_by` is the id of the statement that answers it."""

    lead: Words
    answered_by: Id | None = None


class Abstract(Part):
    """A structured abstract."""

    background: Statement
    approach: Statement
    findings: Statement
    conclusion: Statement


class Reading(Part):
    """Where to read on: a source and what is found there."""

    source: str
    note: Words


class Figure(Part):
    """A chart (`*.vl.json`) or a picture, with the message as its title."""

    id: Id
    title: Words
    measure: Words | None = None
    file: Words
    alt: Words
    note: Words | None = None
    width_mm: float = Field(default=84, gt=10, le=300)
    height_mm: float = Field(default=42, gt=10, le=200)
    priority: Priority = 3
    optional: bool = False
    only: tuple[Id, ...] = ()


class Column(Part):
    """One column of a table; `end` aligns figures to the end edge."""

    head: Words
    align: Literal["start", "end"] = "start"
    width_mm: float | None = Field(default=None, gt=0)


class Table(Part):
    """A data table; the first cell of each row names the row."""

    id: Id
    title: Words
    columns: tuple[Column, ...] = Field(min_length=2)
    rows: tuple[tuple[Words, ...], ...] = Field(min_length=1)
    note: Words | None = None
    priority: Priority = 3
    optional: bool = False
    only: tuple[Id, ...] = ()


class Marking(Part):
    """A protective marking, by its scheme; `none` prints nothing."""

    scheme: Literal["none", "uk-gscp", "us-cui", "tlp2"] = "none"
    label: Words | None = None


class Translation(Part):
    """What this brief translates, and whether a person has signed it."""

    of: Language
    status: Literal["unreviewed", "reviewed"]
    by: Words | None = None


class Waiver(Part):
    """A rule that this brief may break: why, who answers for it, until when."""

    rule: Words
    reason: Words
    owner: Words
    expires: dt.date


class StatementOverride(Part):
    """What one variant says instead; a field left out stays as it is."""

    text: Words | None = None
    short: Words | None = None
    plain: Words | None = None
    lead: Words | None = None
    priority: Priority | None = None
    optional: bool | None = None
    omit: bool = False


class Override(Part):
    """What differs in one variant: title, headings, statements by id."""

    title: Words | None = None
    headings: dict[Section, Words] = Field(default_factory=dict)
    statements: dict[Id, StatementOverride] = Field(default_factory=dict)


class Pinned(Part):
    """A size, a leading or an arrangement that the author fixes in one variant; fitting finds the rest."""

    body_pt: Annotated[float, Field(ge=6, le=24, multiple_of=0.5)] | None = None
    leading_pt: Annotated[float, Field(ge=6, le=48, multiple_of=0.25)] | None = None
    arrangement: Id | None = None


class Brief(Part):
    """The content of one subject in one language.

    `fit` pins the type of a variant, by the variant's name.
    """

    subject: Words
    title: Annotated[Words, Field(max_length=200)]
    language: Language
    date: dt.date
    as_of: dt.date
    version: Words
    desk: Words
    contact: Words
    sample: bool = False
    decide_by: dt.date | None = None
    marking: Marking = Marking()
    yardstick: Literal["icd203", "phia", "ipcc", "none"] = "none"
    citation_style: Words = "numeric"
    keywords: tuple[Words, ...] = ()
    translation: Translation | None = None
    waivers: tuple[Waiver, ...] = ()
    facts: dict[Id, Fact] = Field(default_factory=dict)

    bottom_line: Statement | None = None
    judgements: tuple[Judgement, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    dates_ahead: tuple[Event, ...] = ()
    outlook: Statement | None = None
    risks: tuple[Point, ...] = ()

    abstract: Abstract | None = None
    argument: tuple[Point, ...] = ()
    assessments: tuple[Point, ...] = ()
    verdict: Judgement | None = None
    evidence: tuple[Evidence, ...] = ()
    limitations: Statement | None = None
    declaration: Words | None = None

    answer: Statement | None = None
    causes: tuple[Cause, ...] = ()
    views: tuple[Point, ...] = ()
    why_it_matters: Statement | None = None
    terms: tuple[Term, ...] = ()
    timeline: tuple[Event, ...] = ()
    questions: tuple[Question, ...] = ()
    reading: tuple[Reading, ...] = ()

    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    headings: dict[Section, Words] = Field(default_factory=dict)
    overrides: dict[Id, Override] = Field(default_factory=dict)
    fit: dict[Id, Pinned] = Field(default_factory=dict)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, in the order of the fields above."""
        for name in type(self).model_fields:
            yield from _statements_in(getattr(self, name))


def _statements_in(value: object) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, Abstract):
        yield from (value.background, value.approach, value.findings, value.conclusion)
    elif isinstance(value, tuple):
        for item in value:
            yield from _statements_in(item)
