"""`when:`, the condition under which a row's page has a statement.

In: `population > 10000 and not region = "North"`. Out: whether it holds for a row. Next: `filling` leaves
out what is not for the row.

The grammar, loosest first; nothing else is read, and nothing is ever run:

    condition  = all ("or" all)*
    all        = one ("and" one)*
    one        = "not" one | "(" condition ")" | column sign value
    sign       = "=" | "==" | "!=" | "<" | "<=" | ">" | ">="
    column     = a word, or anything between backquotes: `number of ports`
    value      = a number, a word, or anything between quotes: "North", ''

A number is compared as a number with a cell that holds one; anything else as the text that it is, and only
days, 2026-04-17, have an order. What stands behind an `and` is not looked at if what stands before does not
hold, and behind an `or` if it does.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Protocol

LONGEST = 1000
DEEPEST = 20
"""Brackets and `not`s inside one another."""
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge,
    "=": operator.eq, "<": operator.lt, ">": operator.gt,
}  # fmt: skip
WORDS = ("and", "or", "not")
NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>==|!=|<=|>=|=|<|>)|(?P<bracket>[()])|`(?P<column>[^`]+)`"
    r"|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<word>[\w.+-]+))"
)


class Mistake(ValueError):
    """A condition cannot be read, or compares what cannot be compared: then `column` is whose cell."""

    def __init__(self, message: str, hint: str, column: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.column = column


class Cells(Protocol):
    """The cells of one row."""

    def raw(self, column: str) -> str:
        """Return a cell, "" if it is empty. Raises whatever says that there is no such column."""


class Condition(Protocol):
    """What holds for a row, or does not."""

    def holds(self, cells: Cells) -> bool:
        """Return whether it holds. Raises Mistake if a cell cannot be compared."""


@dataclass(frozen=True, slots=True)
class CellComparison:
    """A cell beside a value: text, or a number if `is_number`."""

    column: str
    sign: str
    value: str
    is_number: bool

    def holds(self, cells: Cells) -> bool:
        """Return whether the cell of the row compares so."""
        cell, compare = cells.raw(self.column), SIGNS[self.sign]
        if self.is_number:
            return compare(self._number(cell), Decimal(self.value))
        if self.sign in ("=", "==", "!="):
            return compare(cell, self.value)
        for text in (cell, self.value):
            if not _DAY.fullmatch(text):
                hint = "only numbers and days such as 2026-04-17 have an order; compare texts with = or !="
                raise Mistake(
                    f"`{text}` is neither a number nor a day, and `{self.sign}` needs one", hint, self.column
                )
        return compare(cell, self.value)

    def _number(self, cell: str) -> Decimal:
        if not NUMBER.fullmatch(cell):
            said = (
                f"the cell `{self.column}` holds `{cell}`, no number"
                if cell
                else f"the cell `{self.column}` is empty"
            )
            hint = f'write a number such as 1234.5, or first ask for one: {self.column} != "" and …'
            raise Mistake(f"{said}, and is compared with {self.value}", hint, self.column)
        return Decimal(cell)


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions of which all must hold, or any."""

    word: Literal["and", "or"]
    parts: tuple[Condition, ...]

    def holds(self, cells: Cells) -> bool:
        """Return whether all of them hold, or any, as far as they have to be looked at."""
        found = (part.holds(cells) for part in self.parts)
        return all(found) if self.word == "and" else any(found)


@dataclass(frozen=True, slots=True)
class Negated:
    """What must not hold."""

    part: Condition

    def holds(self, cells: Cells) -> bool:
        """Return whether the part does not hold."""
        return not self.part.holds(cells)


@lru_cache(maxsize=512)
def condition(text: str) -> Condition:
    """Return the condition that a text is. Raises Mistake if it is none."""
    if len(text) > LONGEST:
        raise Mistake(f"a condition of {len(text)} characters", f"write at most {LONGEST}")
    reader = _Reader(list(_tokens(text)))
    found = reader.any_of(0)
    reader.end()
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise Mistake(
                f"`{text[at:].strip()[:20]}` cannot be read", 'a text that is no word goes into quotes: "…"'
            )
        kind = str(match.lastgroup)
        yield ("text" if kind in ("double", "single") else kind), match[kind]
        at = match.end()


class _Reader:
    """Reads tokens one after the other; `depth` counts the brackets around."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def any_of(self, depth: int) -> Condition:
        return self._joined("or", lambda: self._joined("and", lambda: self._one(depth)))

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise Mistake(f"`{self.tokens[self.at][1]}` is left over", "join conditions with `and` or `or`")

    def _joined(self, word: Literal["and", "or"], read: Callable[[], Condition]) -> Condition:
        parts = [read()]
        while self._peek() == ("word", word):
            self.at += 1
            parts.append(read())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise Mistake("brackets are nested too deeply", "write it flatter")
        if self._peek() == ("word", "not"):
            self.at += 1
            return Negated(self._one(depth + 1))
        if self._peek() == ("bracket", "("):
            self.at += 1
            found = self.any_of(depth + 1)
            if self._next() != ("bracket", ")"):
                raise Mistake("a bracket is not closed", "write `)` behind its condition")
            return found
        return self._comparison()

    def _comparison(self) -> Condition:
        kind, column = self._next()
        if kind not in ("word", "column") or (kind == "word" and column in WORDS):
            said = f"a column's name is missing before `{column}`" if column else "a condition is missing"
            raise Mistake(said, "write column, sign and value: population > 10000")
        kind, sign = self._next()
        if kind != "sign":
            raise Mistake(f"a sign is missing behind `{column}`", "write =, !=, <, <=, > or >= and a value")
        kind, value = self._next()
        if kind not in ("word", "text") or (kind == "word" and value in WORDS):
            raise Mistake(f"a value is missing behind `{column} {sign}`", 'write a number, a word or "text"')
        return CellComparison(column, sign, value, kind == "word" and bool(NUMBER.fullmatch(value)))

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        found = self._peek()
        self.at += 1
        return found
