"""The bytes of a file that people write, as text: the door for UTF-8, line ends, odd characters.

In: bytes. Out: text with `\n` line ends, or the problem at its line. Next: `file` parses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from copyfit.errors import BriefError, CopyfitError, Place, Problem
from copyfit.language.characters import FORBIDDEN

MAX_REPORTED = 20
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_TABS = re.compile(r"^[ \t]+", re.MULTILINE)
_UNSEEN_ENDS = {"\u2028": "line separator", "\u2029": "paragraph separator", "\ufeff": "byte order mark"}


def text_of(path: str, content: bytes, error: type[CopyfitError] = BriefError) -> str:
    """Return `content`, the bytes of the file `path`, as text.

    Raises `error` if it is not UTF-8, or holds a character that no file can show, each with its line.
    """
    text = decoded(path, content, error)
    problems = list(islice(_forbidden(path, text), MAX_REPORTED))
    if problems:
        raise error(problems)
    return text


def decoded(path: str, content: bytes, error: type[CopyfitError] = BriefError) -> str:
    """Return UTF-8 as text, without the mark at its beginning, with `\\n` line ends.

    Raises `error` with the line for what is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = content.count(b"\n", 0, mistake.start) + 1
        problem = Problem("not-utf-8", "the file is not UTF-8 text", "save it as UTF-8", Place(path, line))
        raise error(problem) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def json_as_yaml(text: str) -> str:
    r"""Return JSON as YAML 1.2 has it, every character in its line.

    JSON may be indented by tabs, and writes a character beyond U+FFFF as two halves, `\ud83d\udcda`
    (RFC 8259, §7); YAML has one escape for it.
    """
    text = _TABS.sub(lambda found: " " * len(found[0]), text)
    return _PAIR.sub(lambda found: found[1] + _joined(found[2], found[3]), text)


def _joined(high: str, low: str) -> str:
    code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    return f"\\U{code:08x}"


def _forbidden(path: str, text: str) -> Iterator[Problem]:
    for found in FORBIDDEN.finditer(text):
        character, line_start = found[0], text.rfind("\n", 0, found.start()) + 1
        place = Place(path, text.count("\n", 0, line_start) + 1, found.end() - line_start)
        if character in _UNSEEN_ENDS:
            message = f"a {_UNSEEN_ENDS[character]} (U+{ord(character):04X}) stands here, which nobody sees"
            yield Problem("forbidden-character", message, "delete it, and type a space or Enter", place)
        else:
            yield Problem(
                "forbidden-character",
                f"the character U+{ord(character):04X} cannot be shown in any file",
                "remove it; it is invisible, so delete the word around it and type it again",
                place,
            )
