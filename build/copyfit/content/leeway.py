"""What a variant lets fitting change: the models of its `fit.yaml`.

In: plain data, read by `variant`. Out: a `Leeway`. Next: `fit` climbs its ladder.

Sizes, leadings and gaps are in pt, widths in mm; the leading's range is a multiple of the size.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

HalfPoints = Annotated[float, Field(ge=4, le=96, multiple_of=0.5)]
Length = Annotated[float, Field(ge=0, le=400)]
Millimetres = Annotated[float, Field(gt=0, le=1000)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
DESIGN = "design"
"""The name of the only arrangement where `fit.yaml` names none."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GapRange(_Part):
    """How far one gap may shrink and grow around its design value, in pt.

    `shared`: columns that stand side by side keep it equal, so that their first lines stay level.
    """

    min: Length = Field(examples=["3"])
    best: Length = Field(examples=["4"])
    max: Length = Field(examples=["6"])
    shared: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.min <= self.best <= self.max:
            raise ValueError("needs min ≤ best ≤ max")
        return self

    def at(self, air: float) -> float:
        """Return the gap at `air`: 0 is min, 0.5 is best, 1 is max, straight in between."""
        if air <= 0.5:
            return self.min + (self.best - self.min) * 2 * air
        return self.best + (self.max - self.best) * (2 * air - 1)


class SizeRange(_Part):
    """The body's sizes: `best` is tried first, `floor` is the smallest, `ceiling` is for empty pages."""

    best: HalfPoints = Field(examples=["11"])
    floor: HalfPoints = Field(examples=["9.5"])
    ceiling: HalfPoints | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.floor <= self.best <= (self.ceiling or self.best):
            raise ValueError("needs floor ≤ best ≤ ceiling")
        return self


class Follower(_Part):
    """A role whose size follows the body's: `by` pt below it, never below `floor` or above `ceiling`.

    `leading` is its leading as a multiple of its size; without it, the body's ratio is taken. By `yields` pt
    it may become smaller yet, in two steps, where the body is at its floor and words would have to give way.
    """

    below: Literal["body"] = "body"
    by: Annotated[float, Field(ge=-24, le=24, multiple_of=0.5)] = 0
    floor: HalfPoints = Field(examples=["9"])
    ceiling: HalfPoints | None = None
    leading: Annotated[float, Field(ge=1, le=2)] | None = None
    yields: Annotated[float, Field(ge=0, le=12, multiple_of=0.5)] = 0


class LeadingRange(_Part):
    """The body's leading, as multiples of its size."""

    min: Annotated[float, Field(ge=1, le=2)] = Field(examples=["1.25"])
    max: Annotated[float, Field(ge=1, le=2)] = Field(examples=["1.3"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise ValueError("needs min ≤ max")
        return self


class TypePlan(_Part):
    """The sizes that fitting sets: the body and the roles that follow it."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Follower]

    body: SizeRange = Field(examples=["{best: 11, floor: 9.5}"])

    @property
    def followers(self) -> dict[str, Follower]:
        """The roles that follow the body, by name."""
        return dict(self.__pydantic_extra__ or {})


class Script(_Part):
    """What differs for a script (ISO 15924), such as Arab: its leading, and the followers' leadings."""

    leading: LeadingRange


class Extra(_Part):
    """A block that appears only when there is room for it; one to `require` has its room before type grows.

    `air`: how wide the gaps must stay with it on the page: `min` squeezes it in, `best` keeps the design.
    """

    name: Name
    air: Literal["min", "best"] = "best"
    require: bool = False


def _extra(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Cell(_Part):
    """A column of a table that is as wide as its widest word needs, from `min` to `max` mm."""

    min: Millimetres
    max: Millimetres

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise ValueError("needs min ≤ max")
        return self


class Reach(_Part):
    """How far a break between two columns may slide along the reading order: so many blocks at most.

    `back` is towards the beginning of the page, so that more of them stand in the second column, `on` towards
    its end.
    """

    back: Annotated[int, Field(ge=0, le=12)] = 0
    on: Annotated[int, Field(ge=0, le=12)] = 0

    @property
    def steps(self) -> tuple[int, ...]:
        """By how many blocks the break may slide, below 0 for back, the shortest way first."""
        ways = (*range(-self.back, 0), *range(1, self.on + 1))
        return tuple(sorted(ways, key=lambda step: (abs(step), step)))


class Slide(Reach):
    """A break that may slide; `flow` is the name in `data-flow` of what may stand in either column."""

    flow: Name


class Arrangement(_Part):
    """One way in which a page may be arranged.

    `widths` are in mm and set `--width-<name>`; `classes` stand on the page's body; `flow` says where the
    template prints a block that it can print in several places; `slide` is how far the break between its
    columns may slide, where that is not as far as in others. A `late` one is tried only where no other holds
    all words.
    """

    widths: dict[Name, Millimetres] = Field(default_factory=dict)
    classes: tuple[Name, ...] = ()
    flow: dict[Name, Name] = Field(default_factory=dict)
    slide: Reach | None = None
    late: bool = False


class Give(_Part):
    """Columns side by side, and by how many mm one of them may become wider, the other narrower."""

    columns: tuple[Name, Name]
    by: Annotated[int, Field(ge=1, le=20)]


class Leeway(_Part):
    """What fitting may change on a variant's page, and which wordings, marks and dates it prints.

    `facts: as-of` prints the day behind each fact that can go stale.
    `columns` widens gaps in one column (`data-column`) only, so that it can end beside its neighbour;
    `extras` are in order of importance, most important first; so are `arrangements`, the design first.
    `slide` lets the break between two columns slide in every arrangement, as far as it says or as the
    arrangement does; `cells` are the columns of tables that follow their words; `runs` are lists that run on
    from column to column (`<name>-1`, `<name>-2` …), parted where these end most evenly; `gives` are columns
    whose widths give a little before words do, and where one would end early.
    """

    prefer: Literal["text", "plain"] = "text"
    citations: Literal["none", "numbers", "letters"] = "none"
    facts: Literal["value", "as-of"] = "value"
    type: TypePlan
    leading: LeadingRange
    scripts: dict[str, Script] = Field(default_factory=dict)
    gaps: dict[str, GapRange] = Field(default_factory=dict)
    columns: dict[str, dict[str, GapRange]] = Field(default_factory=dict)
    extras: tuple[Annotated[Extra, BeforeValidator(_extra)], ...] = ()
    arrangements: dict[Name, Arrangement] = Field(default_factory=dict)
    slide: Slide | None = None
    cells: dict[Name, Cell] = Field(default_factory=dict)
    runs: tuple[Name, ...] = ()
    gives: tuple[Give, ...] = ()

    @property
    def optional_extras(self) -> frozenset[str]:
        """The names of the extras that appear only when there is room."""
        return frozenset(extra.name for extra in self.extras if not extra.require)

    def leading_for(self, script: str) -> LeadingRange:
        """Return the range of the body's leading in `script`."""
        found = self.scripts.get(script)
        return found.leading if found else self.leading

    def arranged(self) -> dict[str, Arrangement]:
        """Return every arrangement by its name, the design first; there is always one."""
        return dict(self.arrangements) or {DESIGN: Arrangement()}

    def named(self) -> tuple[str, ...]:
        """Return the names of all arrangements, then of all again with the break slid each way there is."""
        steps = {name: self._steps_of(one) for name, one in self.arranged().items()}
        ways = sorted({way for ways in steps.values() for way in ways}, key=lambda step: (abs(step), step))
        return (*steps, *(slid(name, way) for way in ways for name, own in steps.items() if way in own))

    def has(self, name: str) -> bool:
        """Return whether a page may be arranged so, its columns as wide as it says or given a little."""
        wider, by = wider_of(name)
        given = any(wider in give.columns and by <= give.by for give in self.gives)
        return without_give(name) in self.named() and (given or not by)

    def widths_of(self, arrangement: str) -> dict[str, float]:
        """Return the widths that an arrangement sets, in mm; the design says the default."""
        arranged = self.arranged()
        widths = {**next(iter(arranged.values())).widths, **arranged[base_of(arrangement)].widths}
        column, by = wider_of(arrangement)
        for give in self.gives:
            if column in give.columns:
                other = next(name for name in give.columns if name != column)
                widths |= {column: widths[column] + by, other: widths[other] - by}
        return widths

    def _steps_of(self, arrangement: Arrangement) -> tuple[int, ...]:
        reach = arrangement.slide or self.slide
        return reach.steps if self.slide and reach else ()

    def flow_of(self, arrangement: str) -> dict[str, str]:
        """Return where each block with several places is printed; the design says the default."""
        arranged = self.arranged()
        names = sorted({name for one in arranged.values() for name in one.flow})
        design = next(iter(arranged.values())).flow
        one = arranged.get(base_of(arrangement))
        own = one.flow if one else {}
        return {name: own.get(name, design.get(name, "")) for name in names}

    def classes_of(self, arrangement: str) -> tuple[str, ...]:
        """Return the classes that an arrangement sets on the page's body."""
        one = self.arranged().get(base_of(arrangement))
        return one.classes if one else ()

    def is_late(self, arrangement: str) -> bool:
        """Return whether an arrangement is tried only where no other holds all words."""
        one = self.arranged().get(base_of(arrangement))
        return bool(one and one.late)

    def form_of(self, arrangement: str) -> tuple[object, ...]:
        """Return what tells it from arrangements that differ in widths, or in where a break is, only."""
        return (self.classes_of(arrangement), tuple(self.flow_of(arrangement).items()))


def slid(arrangement: str, step: int) -> str:
    """Return the name of an arrangement whose break is slid by `step` blocks, below 0 for back."""
    return f"{base_of(arrangement)}/{'back' if step < 0 else 'on'}-{abs(step)}" if step else arrangement


def given(arrangement: str, column: str, by: int) -> str:
    """Return the name of an arrangement with a column that is wider by so many mm."""
    return f"{without_give(arrangement)}/{column}+{by}"


def without_give(arrangement: str) -> str:
    """Return the name of an arrangement with its columns as wide as it says."""
    name, _, given = arrangement.rpartition("/")
    return name if "+" in given else arrangement


def wider_of(arrangement: str) -> tuple[str, int]:
    """Return which column of an arrangement is wider than it says, and by how many mm; 0 if none is."""
    column, _, by = arrangement.rpartition("/")[2].rpartition("+")
    return column, int(by) if column else 0


def base_of(arrangement: str) -> str:
    """Return the name that an arrangement has in `fit.yaml`."""
    return arrangement.partition("/")[0]


def step_of(arrangement: str) -> int:
    """Return by how many blocks the break of an arrangement is slid, below 0 for back."""
    way, _, count = without_give(arrangement).partition("/")[2].rpartition("-")
    return -int(count) if way == "back" else int(count or 0)
