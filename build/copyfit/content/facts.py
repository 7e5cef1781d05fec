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
)

from copyfit.language.characters import printable

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(printable)]


class Fact(BaseModel):
    """A value used in the text that can go stale.

    `value` is a number, a date or words; numbers and dates are written as the language of the
    page writes them. `approximate` numbers are said to be so by the words around them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: StrictInt | StrictFloat | dt.date | Words = Field(examples=["1200"])
    as_of: dt.date = Field(examples=["2026-03-20"])
    review_by: dt.date | Literal["never"] = Field(examples=["2026-09-01 (or never)"])
    source: str = Field(min_length=1, examples=["nato-2024"])
    note: Words | None = None

    def is_stale(self, on: dt.date) -> bool:
        """Return whether the review was due before the day `on`."""
        return self.review_by != "never" and self.review_by < on
