"""What is wrong with a file that is no YAML, in the words of the person who wrote it.

In: the file's text, what the parser said and where. Out: a `Problem`. The line itself is looked at first:
a parser tells where it gave up, which is often far below the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copyfit.errors import Place, Problem

_QUOTE = 'put the whole text in double quotes: text: "…"'
_SYNTAX = (
    ("'@'", "a text starts with @", _QUOTE),
    ("'`'", "a text starts with `", _QUOTE),
    ("'%'", "a text starts with %", _QUOTE),
    ("expected alphabetic or numeric character", "a text starts with * or &", _QUOTE),
    ("found undefined alias", "a text starts with *, which YAML takes for a reference", _QUOTE),
    ("mapping values are not allowed", "a colon and a space stand inside a text", _QUOTE),
    (
        "could not find expected ':'",
        "a line here has no `key: value`",
        "indent it under its key, or add the colon",
    ),
    (
        "expected a single document",
        "the file holds a second document after `---`",
        "keep one document in a file",
    ),
    ("expected '<document start>'", "something stands after the end of all that is written", "remove it"),
    ("expected <block end>", "the indentation does not match the lines above", "align the keys of one level"),
    ("expected the node content", "a bracket is never closed, or a value is missing", "close it"),
    ("'\\t' that cannot start", "a tab stands where only a space may", "delete it, or write a space instead"),
    ("'\\t'", "a tab stands where only a space may", "delete it, or write a space instead"),
    ("unexpected end of stream", "a quotation mark or bracket is never closed", "close it"),
    ("while scanning a quoted scalar", "a quotation mark is never closed", "close it"),
    ("expected ',' or", "a bracket is never closed, or a comma is missing", _QUOTE),
    (
        "unknown escape character",
        "a backslash in double quotes starts no known escape",
        "write \\\\ for a backslash",
    ),
)
"""Words of the parser, and what they mean."""

_KEY = r"^\s*(?:- )?[\w-]+:"
_LINES = (
    (re.compile(r"^ *\t"), "a tab stands where only spaces may", "indent with spaces"),
    (re.compile(r"^\s*-[^\s-]"), "a dash has no space after it", "write a space after the dash: - id: …"),
    (
        re.compile(r"\{.*[\w-]:\s+[^\"'\[\]{},]+\[@"),
        "a text between { and } holds a bracket, which YAML takes for a list",
        _QUOTE,
    ),
    (
        re.compile(rf"{_KEY}\s+[\[{{].*[\]}}]\s*[^\s\]}},#]"),
        "a text starts with { or [, which YAML takes for a list or a mapping",
        _QUOTE,
    ),
    (
        re.compile(rf"{_KEY}\s+([\"']).*?(?<!\\)\1\s*[^\s#,]"),
        "text goes on after the quotation mark that closes it",
        'inside double quotes, write \\" for a quotation mark',
    ),
    (
        re.compile(rf"{_KEY}\s+[“”„«‘’]"),
        "a text starts with a typographic quotation mark, which closes nothing in YAML",
        'put straight marks around the whole text: text: "…"',
    ),
    (re.compile(r"^\s*(?:- )?[a-z_]+:[^\s:/]"), "a colon has no space after it", "write a space: key: value"),
)
"""What a line shows, whatever the parser says of it."""

_LIKE_AN_OPENING = re.compile(r"[\w-]:\s+$")
_QUOTED_VALUE = re.compile(rf"{_KEY}\s+([\"'])")


def explained(
    path: str, text: str, said: str, at: tuple[int, int] | None, begun: tuple[int, int] | None
) -> Problem:
    """Return what is wrong: the parser `said` it at line and column `at`, reading what had `begun` there."""
    if not at:
        return Problem(
            "yaml-syntax",
            f"the YAML cannot be read: {said}",
            "compare it with a brief that builds",
            Place(path),
        )
    lines = text.split("\n")
    unclosed = _unclosed_quote(lines[: at[0]])
    if unclosed:
        hint = 'close it at the end of the text; inside it, write \\" for a quotation mark'
        return Problem("yaml-syntax", "a quotation mark is never closed", hint, Place(path, *unclosed))
    cut = _cut_bracket(lines, begun[0], at[0]) if begun and "expected ',' or" in said else None
    if cut:
        message = "what follows ` #` is not part of the text, and the bracket is never closed"
        return Problem("yaml-syntax", message, _QUOTE, Place(path, *cut))
    if "could not find expected ':'" in said and begun:
        at = begun
    line = lines[at[0] - 1] if at[0] <= len(lines) else ""
    known = [(message, hint) for sign, message, hint in _LINES if sign.search(line)]
    known += [(message, hint) for words, message, hint in _SYNTAX if words in said]
    known.append((f"the YAML cannot be read: {said}", "compare the line with its neighbours"))
    return Problem("yaml-syntax", *known[0], Place(path, *at))


def without(text: str, first: int, last: int) -> str:
    """Return `text` with the lines from `first` to `last` empty, and what is indented below them."""
    lines = text.split("\n")
    indent = _indent(lines[first - 1]) if first <= len(lines) else 0
    after = last
    while after < len(lines) and (not lines[after].strip() or _indent(lines[after]) > indent):
        after += 1
    lines[max(first - 1, 0) : after] = [""] * (after - max(first - 1, 0))
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _cut_bracket(lines: list[str], first: int, last: int) -> tuple[int, int] | None:
    """Return line and column of the ` #` that takes a closing bracket away, None if none does."""
    for number, line in enumerate(lines[first - 1 : last], start=first):
        _, found, rest = line.partition(" #")
        if found and rest.rstrip().endswith(("}", "]")):
            return number, line.index(" #") + 2
    return None


def _unclosed_quote(lines: list[str]) -> tuple[int, int] | None:
    """Return line and column of the mark that opens a text which the next quoted text seems to close."""
    opened: tuple[int, int] | None = None
    mark = ""
    for number, line in enumerate(lines, start=1):
        begins = _QUOTED_VALUE.match(line)
        if begins and opened:
            return opened
        if begins:
            mark, opened = begins[1], (number, begins.end())
        if not opened:
            continue
        before = _before_close(line[begins.end() :] if begins else line, mark)
        if before is not None and _LIKE_AN_OPENING.search(before):
            return opened
        opened = opened if before is None else None
    return opened


def _before_close(line: str, mark: str) -> str | None:
    """Return what stands on a line before the mark that closes a text; None if none does."""
    plain = line.replace("''", "  ") if mark == "'" else re.sub(r"\\.", "  ", line)
    before, found, _ = plain.partition(mark)
    return before if found else None


_CUT = re.compile(r" #(\S?)")
_FEWEST_WORDS = 4
"""A plain text of so many words before ` # ` is taken for a sentence, not for a word with a comment."""


def plain_remarks(path: str, value: str, start: Any, end: Any, lines: list[str]) -> Iterator[Problem]:
    """Yield what the author of a text without quotes may not have meant.

    `start` and `end` are the parser's marks. One space before # begins a comment that was perhaps a number;
    two or more were meant as one.
    """
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    cut = _CUT.match(rest)
    if cut and (cut[1] or len(value.split()) >= _FEWEST_WORDS):
        lost = f"{rest.strip()[:29]}…" if len(rest.strip()) > 30 else rest.strip()
        message = f"what follows ` #` is not part of the text: `{lost}`"
        hint = "put the whole text in quotes; before a comment, write two spaces"
        yield Problem("cut-text", message, hint, Place(path, end.line + 1, end.column + 2), "warning")
    if len(value) > 2 and value[0] in "“„" and value[-1] in "”“" and not set(value[1:-1]) & set("“”„"):
        message = "the typographic quotation marks around this text are printed"
        hint = 'if they were to hold the text together, write straight ones: "…"'
        yield Problem(
            "printed-quotes", message, hint, Place(path, start.line + 1, start.column + 1), "notice"
        )
