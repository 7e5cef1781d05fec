"""What typography leaves as it was written: addresses, names of files, code, and the names inside marks.

In: a text. Out: the text with a placeholder for each such piece, and the pieces. A piece is a stretch
without spaces; quotation marks, brackets and stops around it are the sentence's, not its own.
"""

from __future__ import annotations

import re

ASIDE, NAMED = "\ufdd2", "\ufdd3"
"""Where a piece stood, and where a name stood that shows nothing."""
MARKED = re.compile("\ufdd0[^\ufdd0\ufdd5]*\ufdd5|\ufdd5[0-9]+\ufdd5")
"""The name of a fact before its value, and the number of a citation."""
STRAIGHT = str.maketrans("‘’", "''")
"""An apostrophe that was curled before it was known to stand in an address."""
_STRETCH = re.compile(r"[^\s\u00a0\u202f\ufdd0-\ufdd5«»“”„<>]+")
_BEFORE, _AFTER = "\"'‘’([{¿¡", "\"'‘’)]}.,;:!?…،؛؟"
_AS_IT_IS = re.compile(
    r"""
    [A-Za-z][\w+.-]*://                                  # an address
    | ^(?:www\.|mailto:|doi:|tel:|//|/|\.{1,2}/|~/)       # an address or a path
    | ^10\.\d{4,9}/                                       # a DOI
    | [\w.+%-]+@[\w-]+\.[\w.-]+                           # e-mail
    | ^[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[/?\#:]\S*)?$  # a host or a file, and what follows
    | [\\_=~^|{}`]|::|\(\)|->|^--?[A-Za-z]                # code
    | /\S*[\d./]|[\d]\S*/                                 # what has a slash and is not `and/or`
    """,
    re.VERBOSE,
)

_WEB = re.compile(r"[A-Za-z]://|^[\"'‘’(\[{¿¡]*www\.")
_ENDS = re.compile("(?<=[&=;])(?=[^\u200b])|(?<=[^\u200b/])(?=[#_~%])")
"""Where a line may end in a web address besides its slashes, hyphens and `?`, as books of style have it."""


def with_line_ends(text: str) -> str:
    """Return `text` with a U+200B, which shows nothing, where a line may end in its web addresses."""
    return _STRETCH.sub(
        lambda found: _ENDS.sub("\u200b", found[0]) if _WEB.search(found[0]) else found[0], text
    )


def set_aside(text: str) -> tuple[str, list[str]]:
    """Return `text` with a placeholder for each piece that is to stay as it is, and the pieces in order."""
    pieces: list[str] = []

    def aside(piece: str, placeholder: str) -> str:
        pieces.append(piece)
        return placeholder

    def judged(match: re.Match[str]) -> str:
        begin, end = bounds(match[0])
        whole = match[0][begin:end]
        if not whole or not _AS_IT_IS.search(whole):
            return match[0]
        return match[0][:begin] + aside(whole.translate(STRAIGHT), ASIDE) + match[0][end:]

    parts = []
    last = 0
    for mark in MARKED.finditer(text):
        parts.append(_STRETCH.sub(judged, text[last : mark.start()]))
        parts.append(aside(mark[0], NAMED))
        last = mark.end()
    parts.append(_STRETCH.sub(judged, text[last:]))
    return "".join(parts), pieces


def put_back(text: str, pieces: list[str]) -> str:
    """Return `text` with the pieces where their placeholders stand."""
    rest = iter(pieces)
    return re.sub(f"[{ASIDE}{NAMED}]", lambda _: next(rest), text)


def bounds(stretch: str) -> tuple[int, int]:
    """Return where the piece inside `stretch` begins and ends, without the signs of the sentence."""
    begin = len(stretch) - len(stretch.lstrip(_BEFORE))
    return begin, max(begin, len(stretch.rstrip(_AFTER)))
