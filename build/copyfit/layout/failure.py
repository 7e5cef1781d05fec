"""What the layout engine could not lay out, and the rule of a style sheet that it failed at.

In: what the engine raised, the page's HTML and files. Out: a `Problem`. The engine is asked again with fewer
rules, until the first at which it fails is known: some eight layouts, for broken pages alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain

import tinycss2

from copyfit.errors import About, Place, Problem

SHEET = re.compile(r"""<link\b[^>]*\bhref=["']asset:([^"']+\.css)["']""")
ESCAPED_HALF = re.compile(r"\\0{0,2}[dD][89abAB][0-9a-fA-F]{2}(?![0-9a-fA-F])")
"""An escape in a style sheet of half a character (CSS Syntax 3, §4.3.7: it stands for none)."""
UP_TO = 40

Try = Callable[[Mapping[str, bytes]], Exception | None]
"""Lays the page out with other files, and returns what the engine raised."""


def failure(error: Exception, html: str, files: Mapping[str, bytes], again: Try) -> Problem:
    """Return what is wrong with a page at which the engine raised `error`."""
    if isinstance(error, UnicodeEncodeError):
        return _half_a_character(error, html, files)
    place = _rule_at_fault(html, files, again)
    if place:
        message = f"the layout engine fails at this rule{_said(error)}"
        if isinstance(error, RecursionError | SyntaxError):
            message = "this rule is too long, or nested too deep"
        hint = "take it away, or say it more simply"
        return Problem("style-refused", message, hint, place)
    if isinstance(error, RecursionError):
        message = "elements of the page are nested hundreds deep in one another"
        return Problem("template-too-deep", message, "close each where it ends", about=About("template"))
    message = f"the layout engine fails at this page{_said(error)}"
    hint = "take away what was added last to the template or its style sheet"
    return Problem("layout-failed", message, hint, about=About("template"))


def _said(error: Exception) -> str:
    """Return what the engine says in words, if it does."""
    text = " ".join(str(error).split())[:UP_TO]
    return f": {text}" if " " in text else ""


def _half_a_character(error: UnicodeEncodeError, html: str, files: Mapping[str, bytes]) -> Problem:
    """Return that a text holds half a character, at the escape in a style sheet or a file of words."""
    code = ord(error.object[error.start])
    message = f"U+{code:04X} is half a character, which no file can show"
    hint = "write the character itself"
    for path in SHEET.findall(html):
        text = files.get(path, b"").decode("utf-8", "replace")
        found = ESCAPED_HALF.search(text)
        if found and chr(code) not in html:
            place = Place(path, text.count("\n", 0, found.start()) + 1, _column(text, found.start()))
            return Problem("half-a-character", message, hint, place)
    return Problem("half-a-character", message, hint, about=About("text", f"\\u{code:04x}"))


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at)


def _rule_at_fault(html: str, files: Mapping[str, bytes], again: Try) -> Place | None:
    """Return the first rule with which the page cannot be laid out, though it can with those before it."""
    sheets = [path for path in dict.fromkeys(SHEET.findall(html)) if path in files]
    rules = list(chain.from_iterable(_rules(path, files[path]) for path in sheets))
    if again(_with_rules(0, rules, sheets, files)) is not None:
        return None
    works, fails = 0, len(rules)
    if not rules:
        return None
    while fails - works > 1:
        middle = (works + fails) // 2
        if again(_with_rules(middle, rules, sheets, files)) is None:
            works = middle
        else:
            fails = middle
    return rules[fails - 1]


def _rules(path: str, content: bytes) -> list[Place]:
    """Return where each top-level rule of a style sheet begins."""
    parsed = tinycss2.parse_stylesheet(
        content.decode("utf-8", "replace"), skip_comments=True, skip_whitespace=True
    )
    return [Place(path, rule.source_line, rule.source_column) for rule in parsed]


def _with_rules(
    count: int, rules: list[Place], sheets: list[str], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files with only the first `count` rules of the page's style sheets."""
    if count == len(rules):
        return dict(files)
    first_gone = rules[count]
    after = sheets[sheets.index(first_gone.path) + 1 :]
    lines = files[first_gone.path].decode("utf-8", "replace").splitlines(keepends=True)
    kept = [*lines[: first_gone.line - 1], lines[first_gone.line - 1][: first_gone.column - 1]]
    return {**files, first_gone.path: "".join(kept).encode(), **dict.fromkeys(after, b"")}
