"""One JSON file as plain data, with the place of every key and value.

In: the bytes of a `*.json` file. Out: what it holds, and `Places`. Whatever the bytes are, the only
exception is a `CopyfitError`.

Data and mistakes of form are JSON's own (RFC 8259); places are those that the reader of YAML finds, of
which JSON is a part. Only two things are no YAML: a character beyond U+FFFF written as two `\\u` escapes
(§7), and tabs between tokens (§2). They are covered, sign for sign, before places are looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from copyfit.errors import BriefError, CopyfitError, Place, Problem
from copyfit.language.characters import is_forbidden
from copyfit.yaml.decode import decoded
from copyfit.yaml.file import MAX_BYTES, Path, Places, read_yaml_value
from copyfit.yaml.nodes import MAX_DEPTH

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|.)", re.DOTALL)
_LETTER_PAIR = "\\u0041\\u0041"


def read_json(path: str, content: bytes, error: type[CopyfitError] = BriefError) -> tuple[Any, Places]:
    """Return what `content`, the bytes of the file `path`, holds, and where its parts stand.

    Raises `error` with what is wrong: no JSON, a key twice, nested too deeply, too large, a character
    that no file can show; each with its line and column.
    """
    try:
        text = _text(path, content)
        data = _parsed(path, text)
        _, places = read_yaml_value(path, _covered(text).encode())
    except BriefError as found:
        raise error(found.problems) from None
    problems = list(_forbidden(data, places))
    if problems:
        raise error(problems)
    return data, places


def _text(path: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content) // 1024} KB; at most {MAX_BYTES // 1024} KB are read"
        raise BriefError(Problem("file-too-large", message, "move data to a CSV file", Place(path)))
    return decoded(path, content)


def _parsed(path: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as mistake:
        place = Place(path, mistake.lineno, mistake.colno)
        said = f"this is no valid JSON: {mistake.msg[0].lower()}{mistake.msg[1:]}"
        raise BriefError(Problem("json-syntax", said, _mend(mistake.msg), place)) from None
    except RecursionError:
        message = f"brackets are nested more than {MAX_DEPTH} deep"
        raise BriefError(Problem("too-deep", message, "write it flatter", Place(path))) from None
    except ValueError as mistake:
        said = "a number has thousands of digits" if "digits" in str(mistake) else str(mistake)
        hint = "write a number that can be printed, or null where there is none"
        raise BriefError(
            Problem("json-syntax", f"this is no valid JSON: {said}", hint, Place(path))
        ) from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON has")


def _mend(message: str) -> str:
    if "delimiter" in message:
        return "is a comma or a bracket missing before this place?"
    if "property name" in message or "Illegal trailing comma" in message:
        return "keys stand in straight double quotes, and no comma stands before `}`"
    return "an editor that knows JSON shows where it goes wrong"


def _covered(text: str) -> str:
    """Return valid JSON as YAML whose parts stand at the same lines and columns."""
    pieces: list[str] = []
    end = 0
    for string in _STRING.finditer(text):
        pieces.append(text[end : string.start()].replace("\t", " "))
        pieces.append(_ESCAPE.sub(_letters_for_pair, string[0]))
        end = string.end()
    return "".join([*pieces, text[end:].replace("\t", " ")])


def _letters_for_pair(escape: re.Match[str]) -> str:
    return _LETTER_PAIR if len(escape[0]) == len(_LETTER_PAIR) else escape[0]


def _forbidden(value: Any, places: Places, at: Path = ()) -> Iterator[Problem]:
    """Yield the first character of each text that no file can show, keys among them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unshown(key, places.of_key(*at, key))
            yield from _forbidden(inner, places, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _forbidden(inner, places, (*at, index))
    elif isinstance(value, str):
        yield from _unshown(value, places.of(*at))


def _unshown(text: str, place: Place) -> Iterator[Problem]:
    found = next((ord(letter) for letter in text if is_forbidden(letter)), None)
    if found is not None:
        message = f"the character U+{found:04X} cannot be shown in any file"
        yield Problem("forbidden-character", message, "remove it", place)
