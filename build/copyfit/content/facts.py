"""Facts: values that can go stale, each with an as-of date, a review-by date and a source.

In: plain data from `loading`. Out: `Fact`s, and which are past their review on a given day.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from copyfit.content.days import Day
from copyfit.language.characters import CELL_BEGIN, CELL_END, is_seen, printable
from copyfit.language.numerals import Decimal, Whole


def held(text: str) -> str:
    """Return `text` as files can hold it, with the marks around the cells of a series."""
    return printable(text, CELL_BEGIN + CELL_END)


def shown(text: str) -> str:
    """Return `text` as files can hold it, if it shows anything at all."""
    if not is_seen(text):
        raise PydanticCustomError("string_too_short", "shows nothing")
    return held(text)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(shown)]


def _as_written(value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Return what `check` makes of `value`, a number with the digits that it was written with."""
    checked = check(value)
    return value if isinstance(value, Whole | Decimal) else checked


class Fact(BaseModel):
    """A value used in the text that can go stale.

    `value` is a number, a date or words; numbers and dates are written as the language of the
    page writes them, numbers with the decimals that they have in the file. `unit` stands behind the value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[StrictInt | StrictFloat | dt.date | Words, WrapValidator(_as_written)] = Field(
        examples=["1200"]
    )
    unit: Annotated[Words, Field(max_length=40)] | None = Field(None, examples=["km"])
    as_of: Day = Field(examples=["2026-03-20"])
    review_by: Day | Literal["never"] = Field(examples=["2026-09-01 (or never)"])
    source: str = Field(min_length=1, examples=["nato-2024"])
    note: Words | None = None

    def is_stale(self, on: dt.date) -> bool:
        """Return whether the review was due before the day `on`."""
        return self.review_by != "never" and self.review_by < on
