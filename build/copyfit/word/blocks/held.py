"""Lines with the hyphens before figures held together: `W 551-1` ends no line in Word after its hyphen.

In: the lines of a paragraph. Out: the same lines; Word has a hyphen of its own for this (ECMA-376 Part 1,
§17.3.3.18). The page does not break there (UAX #14, LB25), and a program that does would draw the first
half of a line's first word up into the line above. Next: `recognition`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from copyfit.layout.boxes import Line

ADDRESS = re.compile(r"://|^www\.|@[\w-]+\.|^[\w-]+(?:\.[\w-]+)+/|^10\.\d{4,9}/|^/\w+/")
JOINT = "\u2060"
BEFORE_A_FIGURE = re.compile(r"(?<=\w)-(?=\d)")


def held(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines; an address is left as it is, so that it opens when it is copied."""
    made = (_held(line) if above.ends_in_space else line for above, line in pairwise(lines))
    return (*lines[:1], *made)


def _held(line: Line) -> Line:
    if not line.runs:
        return line
    first = line.runs[0]
    word, space, rest = first.text.partition(" ")
    if ADDRESS.search(word) or not BEFORE_A_FIGURE.search(word):
        return line
    text = BEFORE_A_FIGURE.sub(f"-{JOINT}", word) + space + rest
    return replace(line, runs=(replace(first, text=text), *line.runs[1:]))
