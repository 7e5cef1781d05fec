"""What a runner of CI takes for a command in what a program prints, spelled such that it takes it for none.

In: a text that quotes what people wrote. Out: the same text without commands. Next: `cli` and `annotation`
print it. A stranger's change, checked by a runner, must not have its words obeyed there.

GitHub obeys a line that begins with `::name …::`, and `##[name …]` anywhere in a line; Azure `##vso[…]`;
TeamCity `##teamcity[…]`.
"""

from __future__ import annotations

import re

_COMMAND = re.compile(r"^(?P<before>(?:[^\S\n]|\x1b\[[\d;]*+m)*+):(?=:)|#(?=#\w*+\[)", re.MULTILINE)

PLAIN, JSON, XML = r"\x{:02x}", r"\u{:04x}", "&#{};"
"""How a sign is spelled in lines for people, in a string of JSON, and in the text of XML."""


def obeyed_by_none(text: str, spelled: str = PLAIN) -> str:
    """Return `text` with the first sign of each command spelled as `spelled` says; other texts stay."""
    return _COMMAND.sub(lambda found: (found["before"] or "") + spelled.format(ord(found[0][-1])), text)
