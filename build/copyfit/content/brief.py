"""The content of one subject in one language: a frozen model that a `brief.yaml` is read into.

In: plain data from `load`, and the blocks that `declaration` found. Out: a `Brief`. Next: `edition` chooses
what one page says. What every brief has, its head, is declared here; its blocks are the project's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, create_model

from copyfit.content.facts import Fact
from copyfit.content.fields import OWN, Id, Inline, Language, Part, Plain, Priority, Section, Spare
from copyfit.content.kinds import (
    Day,
    Identified,
    Illustration,
    Statement,
    Table,
    identified_in,
    statements_in,
)

Model = TypeVar("Model")
ARRANGEMENT = r"^[a-z][a-z0-9-]{0,63}(/(back|on)-[1-9][0-9]?)?(/[a-z][a-z0-9-]{0,63}\+[1-9][0-9]?)?$"
"""The name of an arrangement, by how many blocks its break is slid, by how many mm a column is wider."""


class Marking(Part):
    """A protective marking, by its scheme; `none` prints nothing."""

    scheme: Literal["none", "uk-gscp", "us-cui", "tlp2"] = "none"
    label: Plain | None = None


class Translation(Part):
    """What this brief translates, and whether a person has signed it."""

    of: Language
    status: Literal["unreviewed", "reviewed"]
    by: Plain | None = None


class Approval(Part):
    """Who approved the brief as it stands, and when; it holds for its translations that are reviewed."""

    by: Plain = Field(examples=['"Head of desk"'])
    on: Day = Field(examples=["2026-03-23"])


class Waiver(Part):
    """A rule that this brief may break: why, who answers for it, until when."""

    rule: Plain
    reason: Plain
    owner: Plain
    expires: Day


class StatementOverride(Part):
    """What one variant says instead; a field left out stays as it is."""

    text: Inline | None = None
    short: Spare | None = None
    plain: Spare | None = None
    lead: Inline | None = None
    priority: Priority | None = None
    optional: bool | None = None
    omit: bool = False


class Override(Part):
    """What differs in one variant: title, marking, headings, how sources are cited, statements by id."""

    title: Inline | None = None
    subtitle: Inline | None = None
    marking: Marking | None = None
    citations: Literal["none", "numbers", "letters"] | None = None
    headings: dict[Section, Inline] = Field(default_factory=dict)
    statements: dict[Id, StatementOverride] = Field(default_factory=dict)


class Pinned(Part):
    """A size, a leading or an arrangement that the author fixes in one variant; fitting finds the rest.

    A translation has what its original fixes, unless it says otherwise.
    """

    body_pt: Annotated[float, Field(ge=6, le=24, multiple_of=0.5)] | None = None
    leading_pt: Annotated[float, Field(ge=6, le=48, multiple_of=0.25)] | None = None
    arrangement: Annotated[str, StringConstraints(pattern=ARRANGEMENT)] | None = None


def _named_file(value: object) -> object:
    """Return the name of a file as the mapping that it is short for."""
    return {"file": value} if isinstance(value, str) else value


class Series(Part):
    """A table, CSV or JSON, of which each row is a brief of its own.

    The column `slug` names the pages' files. `numbers` and `days` are columns whose cells are written as the
    page's language writes such; all others are printed as they were typed.
    """

    file: Plain = Field(examples=["districts.csv"])
    slug: Plain = "slug"
    numbers: tuple[Plain, ...] = Field((), examples=["[population]"])
    days: tuple[Plain, ...] = Field((), examples=["[founded]"])


class RowOverride(Part):
    """What differs for one row of a series: title, marking, headings, statements by id."""

    title: Inline | None = None
    subtitle: Inline | None = None
    marking: Marking | None = None
    headings: dict[Section, Inline] = Field(default_factory=dict)
    statements: dict[Id, StatementOverride] = Field(default_factory=dict)


class Brief(Part):
    """The content of one subject in one language: its head, and the blocks that the project declares.

    `fit` pins the type of a variant, by the variant's name; `variants` are the pages that it is for, and
    where it names none those whose required blocks it has. `series` is a table of which each row is a page.
    """

    subject: Inline = Field(examples=['"NATO and Iraq"'])
    title: Annotated[Inline, Field(max_length=200)] = Field(
        examples=['"What the page claims, in one sentence"']
    )
    subtitle: Inline | None = None
    language: Language
    date: Day = Field(examples=["2026-03-23"])
    as_of: Day = Field(examples=["2026-03-20"])
    version: Plain = Field(examples=['"1.0"'])
    desk: Inline = Field(examples=['"Euro-Atlantic Security Desk"'])
    contact: Plain = Field(examples=['"desk@example.org"'])
    variants: Annotated[tuple[Id, ...], Field(examples=["[executive]"])] = ()
    series: Annotated[Series, BeforeValidator(_named_file)] | None = Field(None, examples=["districts.csv"])
    sample: bool = False
    archived: bool = False
    draft: bool = False
    approval: Approval | None = None
    decide_by: Day | None = None
    marking: Marking = Marking()
    yardstick: Literal["icd203", "phia", "ipcc", "none"] = "none"
    citation_style: Plain = "numeric"
    keywords: tuple[Inline, ...] = Field((), examples=["[NATO, Iraq]"])
    translation: Annotated[Translation | None, OWN] = None
    waivers: tuple[Waiver, ...] = ()
    facts: dict[Id, Fact] = Field(
        default_factory=dict,
        examples=["{people: {value: 1200, as_of: 2026-03-20, review_by: never, source: nato-2024}}"],
    )
    headings: dict[Section, Inline] = Field(default_factory=dict, examples=['{risks: "What may go wrong"}'])
    overrides: dict[Id, Override] = Field(default_factory=dict)
    fit: dict[Id, Pinned] = Field(default_factory=dict)

    due: ClassVar[str] = ""
    """What a page says of facts that are due for review; no block may be called so."""
    block_names: ClassVar[tuple[str, ...]] = ()
    """The names of the declared blocks, which are fields of a project's own kind of brief."""

    def blocks(self) -> Iterator[tuple[str, Any]]:
        """Yield name and value of every block that there may be, in the declarations' order."""
        for name in self.block_names:
            yield name, getattr(self, name)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, in the order of the blocks."""
        for _, value in self.blocks():
            yield from statements_in(value)

    def identified(self) -> Iterator[Identified]:
        """Yield everything that has an id, in the order of the blocks."""
        for _, value in self.blocks():
            yield from identified_in(value)

    def of_kind(self, kind: type[Model]) -> tuple[Model, ...]:
        """Return everything of one kind that stands in a block, in the order of the blocks."""
        return tuple(found for name, value in self.blocks() for found in _of_kind(value, kind))

    @property
    def figures_and_tables(self) -> tuple[Illustration | Table, ...]:
        """Every figure, band and map, then every table."""
        return (*self.of_kind(Illustration), *self.of_kind(Table))


def _of_kind(value: Any, kind: type[Model]) -> Iterator[Model]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _of_kind(item, kind)


HEAD = tuple(Brief.model_fields)
"""The keys of a brief's head, which no block may be called by."""


def brief_model(blocks: Mapping[str, tuple[Any, Any]]) -> type[Brief]:
    """Return the model of a brief whose blocks have these types and defaults, by name."""
    model = create_model("Brief", __base__=Brief, **blocks)  # type: ignore[call-overload]
    model.__doc__ = Brief.__doc__
    model.block_names = tuple(blocks)
    found: type[Brief] = model
    return found
