"""What a text without quotation marks is: a number, a day, true, nothing, or a text.

In: the text. Out: its tag. These are the core schema's (yaml.org/spec/1.2.2, §10.3.2) and days, in the forms
that YAML 1.1 gave numbers and days too: `file` reads those of 1.2 and takes the others for texts. `<<` has
the tag that a merge key had, so that it can be refused.
"""

from __future__ import annotations

import re

from copyfit.yaml.nodes import CORE

TEXT, NOTHING = f"{CORE}str", f"{CORE}null"
_DIGITS = "0123456789"
_DECIMAL = (
    r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)"
    r"|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DAY = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
_KINDS = (
    ("bool", "tTfF", r"true|True|TRUE|false|False|FALSE"),
    ("float", f"-+.{_DIGITS}", _DECIMAL),
    ("int", f"-+{_DIGITS}", r"[-+]?(?:[0-9_]+|0b[0-1_]+|0o[0-7_]+|0x[0-9a-fA-F_]+)"),
    ("merge", "<", r"<<"),
    ("null", "~nN", r"~|null|Null|NULL"),
    ("timestamp", _DIGITS, _DAY),
)
"""Each kind, the characters that it may begin with, and how it is written."""
_BY_FIRST = {
    first: tuple((f"{CORE}{kind}", re.compile(form)) for kind, firsts, form in _KINDS if first in firsts)
    for first in {first for _, firsts, _ in _KINDS for first in firsts}
}


def tag_of(text: str) -> str:
    """Return the tag of a text that is written without quotation marks."""
    if not text:
        return NOTHING
    for tag, form in _BY_FIRST.get(text[0], ()):
        if form.fullmatch(text):
            return tag
    return TEXT
