"""The one gate that refuses text which no PDF or DOCX can hold, and the signs that are set as what they mean.

Refused: C0 and C1 controls but tab and newline, lone surrogates, noncharacters, the bidirectional
overrides and isolates that make text read otherwise than it is stored (Unicode Technical Report 36,
§2; XML 1.0 §2.2), marks of a file's beginning, separators of lines and paragraphs, and joiners between
letters that do not join.
"""

from __future__ import annotations

import re
import unicodedata

FORBIDDEN = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline
    r"\u202a-\u202e\u2066-\u2069"  # overrides and isolates
    r"\u2028\u2029\ufeff"  # separators of lines and paragraphs, a mark of a file's beginning
    r"\ud800-\udfff\ufdd0-\ufdef"  # surrogates, noncharacters
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
    + "]"
)
"""A character that may not stand in any text of a brief."""
CELL_BEGIN, CELL_END = "\ufdda", "\ufddb"
"""Noncharacters around what a cell of a series put into a text; no author can write them."""
JOINER, NON_JOINER, JOINT = "\u200d", "\u200c", "\u2060"
NO_BREAK_SPACE = "\u00a0"
_BESIDE_JOINER = re.compile(
    f"[A-Za-z\u00c0-\u024f\u0370-\u052f]{JOINER}|{JOINER}[A-Za-z\u00c0-\u024f\u0370-\u052f]"
)
"""A joiner beside Latin, Greek or Cyrillic letters, which do not join."""
_SPACES_THAT_HOLD = "\u2007\u2009\u200a\u202f"
_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000"
MEANING = str.maketrans(
    {"\u2011": f"-{JOINT}"} | dict.fromkeys(_SPACES_THAT_HOLD, NO_BREAK_SPACE) | dict.fromkeys(_SPACES, " ")
)
"""Signs that few fonts have, and what is set for them: a hyphen and spaces that hold, spaces that break."""
_OUTSIDE_TAGS = re.compile(r"(?<=>)[^<]+")


class Forbidden(ValueError):
    """A text holds a character that it may not."""


def is_forbidden(character: str) -> bool:
    """Return whether `character` may not stand in any text of a brief."""
    return bool(FORBIDDEN.match(character))


def printable(text: str, besides: str = "") -> str:
    """Return `text` in Unicode normalization form C with `\\n` line ends; it may hold the marks `besides`.

    Raises Forbidden, which names the first forbidden character and its position, from 1.
    """
    visible = text.translate(dict.fromkeys(map(ord, besides))) if besides and besides[0] in text else text
    if visible.isprintable():
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for found in FORBIDDEN.finditer(text):
        if found[0] not in besides:
            raise Forbidden(
                f"holds U+{ord(found[0]):04X}, which no file can show, as character {found.end()}"
            )
    joiner = _BESIDE_JOINER.search(text)
    if joiner:
        position = joiner.start() + joiner[0].index(JOINER) + 1
        raise Forbidden(
            f"holds U+200D, which joins letters, beside one that does not join, as character {position}"
        )
    return unicodedata.normalize("NFC", text)


def is_seen(text: str) -> bool:
    """Return whether `text` shows anything: not only spaces, joiners and marks without width."""
    return any(
        not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc") for character in text
    )


def settled(html: str) -> str:
    """Return a page's HTML with each sign of its texts that few fonts have as what it means."""
    head, body, rest = html.partition("<body")
    return head + body + _OUTSIDE_TAGS.sub(lambda text: text[0].translate(MEANING), rest)
