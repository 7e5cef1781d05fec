"""Numbers as they were written: a value to count with that remembers its digits.

In: the spelling of a number in a file. Out: `Whole` and `Decimal` values, and the digits that a page shows.
Next: `locale` puts the language's separators between them.
"""

from __future__ import annotations

import decimal
import re
from typing import Any, Self

MINUS = "\u2212"
_PLAIN = re.compile(r"^([-+]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:[eE]([-+]?\d{1,3}))?$")


class _Spelled:
    """What remembers how it was written, and is printed so."""

    spelling: str

    def __str__(self) -> str:
        return self.spelling


class Whole(_Spelled, int):
    """A whole number that remembers how it was written: 007, +5."""

    def __new__(cls, value: int, spelling: str) -> Self:
        """Return `value`, written as `spelling`."""
        number = super().__new__(cls, value)
        number.spelling = spelling
        return number


class Decimal(_Spelled, float):
    """A number with decimals that remembers how it was written: 1.50, 1e3."""

    def __new__(cls, value: float, spelling: str) -> Self:
        """Return `value`, written as `spelling`."""
        number = super().__new__(cls, value)
        number.spelling = spelling
        return number


def plain(value: Any) -> Any:
    """Return `value`, or what is in it, with its numbers as numbers that remember nothing."""
    if isinstance(value, Whole):
        return int(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def parts_of(value: int | float) -> tuple[str, str, str] | None:
    """Return the sign, the whole digits and the decimals of a number as it was written.

    None if its digits do not count as a number's do: 007, 0x1F. What was written with an exponent is
    written out: 1.5e3 has the digits 1500.
    """
    spelling = str(value) if isinstance(value, _Spelled | int) else repr(value)
    match = _PLAIN.match(spelling)
    if not match or not (match[2] or match[3]):
        return None
    sign, whole, decimals, exponent = (part or "" for part in match.groups())
    if exponent:
        digits = format(decimal.Decimal(f"{whole or '0'}.{decimals or '0'}e{exponent}").normalize(), "f")
        whole, _, decimals = digits.partition(".")
    return sign, whole, decimals
