"""Days as briefs write them: a `Day` of the calendar, and a `When` that may be vaguer or longer.

In: what a YAML or JSON file holds. Out: the types that the models of a brief are made of. A day that is
none is refused here, quoted or not, so that no template meets one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

WHEN = r"^\d{4}(-\d{2}(-\d{2}(/\d{2})?)?)?$"
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _day(value: object) -> object:
    """Return a day that was written as a text as a day. A number is none, though Pydantic takes it so."""
    if isinstance(value, str) and _DAY.match(value):
        return _of_the_calendar(value, value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise PydanticCustomError("date_type", "no day")


def _written(value: object) -> object:
    """Return a year or a day that YAML has read as a number or a date as the text that it was."""
    if isinstance(value, bool | dt.datetime) or not isinstance(value, int | dt.date):
        return value
    return str(value)


def _when(value: str) -> str:
    """Return `value` if the calendar has all that it says."""
    year, month, day, last = value[:4], value[5:7], value[8:10], value[11:]
    first = _of_the_calendar(f"{year}-{month or '01'}-{day or '01'}", value)
    if last and _of_the_calendar(f"{year}-{month}-{last}", value) <= first:
        raise ValueError(f"ends before it begins: `{value}`")
    return value


def _of_the_calendar(day: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"is not in the calendar: `{value}`") from None


CELL: dict[str, Any] = {"type": "string", "pattern": r"^\s*\{row:[^{}]+\}\s*$"}
"""The JSON Schema of a value that is a cell of a series."""
_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "string", "format": "date", "pattern": _DAY.pattern}, CELL]}

Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema(_SCHEMA, mode="validation")]
"""One day: 2026-04-17."""

When = Annotated[
    str,
    BeforeValidator(_written),
    StringConstraints(pattern=WHEN),
    AfterValidator(_when),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": WHEN},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                CELL,
            ]
        },
        mode="validation",
    ),
]
"""A year, a month, a day, or a span of days in one month: 2011, 2026-09, 2026-04-17, 2026-07-07/08."""
