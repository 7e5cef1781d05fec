"""The one gate that refuses text which no PDF or DOCX can hold.

Refused: C0 and C1 controls but tab and newline, lone surrogates, noncharacters, and the
bidirectional overrides and isolates that make text read otherwise than it is stored
(Unicode Technical Report 36, §2; XML 1.0 §2.2).
"""

from __future__ import annotations

import unicodedata

BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ALLOWED_CONTROLS = frozenset("\t\n")


class Forbidden(ValueError):
    """A text holds a character that it may not."""


def is_forbidden(character: str) -> bool:
    """Return whether `character` may not stand in any text of a brief."""
    code = ord(character)
    if character in ALLOWED_CONTROLS:
        return False
    if character in BIDI_OVERRIDES or 0xD800 <= code <= 0xDFFF:
        return True
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    return unicodedata.category(character) == "Cc"


def printable(text: str) -> str:
    """Return `text` in Unicode normalization form C with `\\n` line ends.

    Raises Forbidden, which names the first forbidden character and its position, from 1.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for position, character in enumerate(text, start=1):
        if is_forbidden(character):
            raise Forbidden(f"holds U+{ord(character):04X}, which no file can show, as character {position}")
    return unicodedata.normalize("NFC", text)
