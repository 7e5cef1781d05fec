"""The kinds of content that a page's blocks may be of: frozen models of what an author writes under one key.

In: plain data from `load`. Out: values of these models. Next: `declaration` says which block is of which
kind, and `brief` puts the blocks together. A kind is code; which blocks there are is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints

from copyfit.content import days
from copyfit.content.days import When
from copyfit.content.facts import Words, shown
from copyfit.content.fields import Cell, Id, Inline, Nature, Part, Plain, Priority, Section, Spare
from copyfit.language.characters import printable

Day = Annotated[days.Day, Field(examples=["2026-04-17"])]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(shown),
    Nature(inline=True, per_language=True),
]
"""Paragraphs of inline Markdown, an empty line between them."""

Figures = Annotated[Words, Nature(inline=True)]
"""A number as inline Markdown, which a translation takes over unless it says another."""

WHERE = '{district: "{row:name}"}'

_DOI = r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S{1,500}$"

Doi = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=_DOI),
    AfterValidator(lambda said: said[said.index("10.") :]),
]
"""A digital object identifier, without an address before it: 10.1000/182 (ISO 26324)."""
Address = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, pattern=r"^https?://[^\s<>\"@/?#\\]{3,253}([/?#][^\s<>\"\\]{0,500})?$"
    ),
    AfterValidator(printable),
]
"""An address of the web; no name stands before its host, which would lead elsewhere than it seems."""


class Identified(Part):
    """What has an id, and may be for some pages only, or left out for room.

    `priority` 1 is kept longest, 5 goes first; only what is `optional` may be left out. `only` names the
    variants that carry it; empty means those that declare its block. `when` says for which rows of a series.
    """

    id: Id = Field(examples=["staff-stay-low"])
    priority: Priority = 3
    optional: Annotated[bool, Field(examples=["true"])] = False
    only: Annotated[tuple[Id, ...], Field(examples=["[executive, student]"])] = ()
    when: Plain | None = Field(None, examples=["'population > 10000'"])


class Wording(Part):
    """One thing said in up to three ways: in full, in fewer words, in plainer words."""

    text: Inline = Field(examples=['"We assess that the mission will **likely** go on."'])
    short: Spare | None = None
    plain: Spare | None = None


class Statement(Identified, Wording):
    """One claim with an id, which travels to HTML, PDF tag and DOCX bookmark."""


class Point(Statement):
    """A statement with a bold lead: a risk, a paragraph of an argument, a view."""

    lead: Inline = Field(examples=['"Safety"'])


class Number(Statement):
    """A number that the eye meets first: its value, what it counts (`unit`), and what it says (`text`)."""

    value: Figures = Field(examples=['"{fact:riders}"'])
    unit: Inline | None = Field(None, examples=['"riders a week"'])
    source: Inline | None = Field(None, examples=['"Port Authority, 2026"'])


class Judgement(Statement):
    """An assessment: likelihood in the yardstick's words, confidence apart, and the basis for both.

    `likelihood` must be there where the brief declares a yardstick.
    """

    likelihood: Plain | None = Field(None, examples=["likely"])
    confidence: Literal["low", "moderate", "high"] = Field(examples=["moderate"])
    basis: Wording | None = None


class Recommendation(Statement):
    """What is asked, of whom, by when; what it costs, and what comes `otherwise`, if nothing is done."""

    owner: Inline = Field(examples=['"Defence Policy Director"'])
    by: Day
    cost: Inline | None = Field(None, examples=['"€2 million"'])
    otherwise: Inline | None = Field(None, examples=['"The contract ends in May."'])


class Event(Statement):
    """Something that happened or will happen; what went on for a time has an `until`."""

    date: When = Field(examples=["2026-07-07/08"])
    until: When | None = Field(None, examples=["2011-12"])


class Evidence(Statement):
    """One row of the evidence table: a claim, the best evidence (`text`), its strength and sources."""

    claim: Inline
    grade: Literal["strong", "moderate", "weak", "none"]
    kind: Inline
    sources: tuple[str, ...] = Field(min_length=1, examples=["[nato-2024]"])


class Cause(Statement):
    """What happened (`text`) and what followed (`effect`)."""

    effect: Wording


class Term(Statement):
    """A key term; `text` is its meaning."""

    term: Inline


class Question(Statement):
    """A question to check understanding; `answered_by` is the id of the statement that answers it.

    `answer` is what a good answer says, for the page of those who teach.
    """

    lead: Inline = Field(examples=['"Explain."'])
    answered_by: Id | None = None
    answer: Wording | None = None


class Reading(Part):
    """Where to read on: a source and what is found there."""

    source: str = Field(examples=["nato-2024"])
    note: Inline


class Illustration(Identified):
    """What is seen, not read: its message as title, and in words what one should know who cannot see it."""

    title: Inline
    measure: Inline | None = None
    alt: Inline = Field(examples=['"Bar chart: 580 staff in 2019, 0 in 2026."'])
    note: Inline | None = None
    source: Inline | None = Field(None, examples=['"Port Authority, 2026"'])
    width_mm: float = Field(default=84, gt=10, le=300)
    height_mm: float = Field(default=42, gt=10, le=200)


class Figure(Illustration):
    """A chart (`*.vl.json`) or a picture; a chart draws the rows of its data that have what `where` says."""

    file: Plain = Field(examples=["figures/staff.vl.json"])
    where: dict[str, Plain] = Field(default_factory=dict, examples=[WHERE])


class Band(Illustration):
    """The events of a block, drawn to scale: those with `until` as bars, the others on leader lines.

    An `upright` one runs down a narrow column, where it says when spans begin and shows when they end.
    """

    of: Section = "timeline"
    upright: bool = False
    width_mm: float = Field(default=174, ge=40, le=300)
    height_mm: float = Field(default=30, gt=10, le=150)


class Spot(Part):
    """A place on a map, in degrees east and north; a `minor` one is small, an `area` a name alone."""

    id: Id = Field(examples=["harbour"])
    name: Inline = Field(examples=['"Harbour"'])
    east: float = Field(ge=-180, le=180, examples=["44.4"])
    north: float = Field(ge=-80, le=80, examples=["33.3"])
    look: Literal["place", "minor", "area"] = "place"


class Map(Illustration):
    """Where places are, on outlines of countries, some of them `tinted`; one arrow, from one to another."""

    places: tuple[Spot, ...] = Field(min_length=1, max_length=8)
    arrow: tuple[Id, ...] = Field((), min_length=2, max_length=2, examples=["[harbour, island]"])
    tinted: tuple[Plain, ...] = Field((), examples=["[Iraq, Italy]"])
    width_mm: float = Field(default=52, ge=25, le=52)
    height_mm: float = Field(default=40, ge=20, le=40)


class Code(Identified):
    """A QR code of an address, with what stands there as `text`."""

    address: Address = Field(examples=["https://example.org/night-ferry"])
    text: Inline = Field(examples=['"Data and sources"'])
    width_mm: float = Field(default=22, ge=18, le=40)


class Column(Part):
    """One column of a table; `end` aligns figures to the end edge.

    `field` is the name of the column in the CSV file that the table's rows stand in.
    """

    head: Inline
    field: Plain | None = Field(None, examples=["fare"])
    align: Literal["start", "end"] = "start"
    width_mm: float | None = Field(default=None, gt=0)


class Table(Identified):
    """A data table; the first cell of each row names the row.

    A brief may name a CSV file for its rows, which `rows` has read when this is made: all of them, or those
    that have in each column what `where` says.
    """

    title: Inline
    columns: tuple[Column, ...] = Field(min_length=2)
    rows: tuple[tuple[Cell, ...], ...] = Field(min_length=1)
    where: dict[str, Plain] = Field(default_factory=dict, examples=[WHERE])
    note: Inline | None = None
    source: Inline | None = Field(None, examples=['"Port Authority, 2026"'])


class Group(Part):
    """Statements that belong together, by names that the declaration gives: an abstract."""

    def parts(self) -> Mapping[str, Statement | None]:
        """Return the statements by name, in the declaration's order."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Record(Identified):
    """Fields that the declaration names, each with a type: the profile of a country, say."""

    own_fields: ClassVar[Mapping[str, str]] = {}
    """The names of the declared fields, and the type of each."""


def statements_in(value: Any) -> Iterator[Statement]:
    """Yield every statement inside a block's value, in its order."""
    yield from (item for item in identified_in(value) if isinstance(item, Statement))


def identified_in(value: Any) -> Iterator[Identified]:
    """Yield everything with an id inside a block's value, in its order."""
    if isinstance(value, Identified):
        yield value
    elif isinstance(value, Group):
        yield from (part for part in value.parts().values() if part is not None)
    elif isinstance(value, tuple):
        for item in value:
            yield from identified_in(item)


KINDS: Mapping[str, Any] = {
    "words": Inline,
    "text": Text,
    "doi": Doi,
    "address": Address,
    "statement": Statement,
    "point": Point,
    "number": Number,
    "judgement": Judgement,
    "recommendation": Recommendation,
    "event": Event,
    "evidence": Evidence,
    "cause": Cause,
    "term": Term,
    "question": Question,
    "reading": Reading,
    "figure": Figure,
    "band": Band,
    "map": Map,
    "code": Code,
    "table": Table,
    "group": Group,
    "record": Record,
}
"""The type of one value of each kind; those of groups and records are made from their declaration."""
