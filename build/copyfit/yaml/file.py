"""One YAML file as plain data, with the place of every key and value.

In: the bytes of a file that people write. Out: a `YamlFile`: mappings, lists, strings, numbers,
dates, and `Places`. Whatever the bytes are, the only exception is a `CopyfitError`.

Read is YAML 1.2 (yaml.org/spec/1.2.2, §10.3, the core schema, and dates), one document, no tags,
no merge keys; or JSON, by the name of the file. Limits keep a hostile
or broken file to an error within a second.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from copyfit.errors import BriefError, CopyfitError, Place, Problem
from copyfit.language.characters import is_forbidden
from copyfit.language.numerals import Decimal, Whole
from copyfit.yaml.compose import composed
from copyfit.yaml.decode import json_as_yaml, text_of
from copyfit.yaml.nodes import CORE, MappingNode, Node, ScalarNode, SequenceNode
from copyfit.yaml.syntax import plain_remarks

Path = tuple[str | int, ...]

MAX_BYTES = 256 * 1024
MAX_ALIASES = 50
MAX_ITEMS = 1000
MAX_CHARACTERS = 20_000
MAX_DIGITS = 15
MAX_REPORTED = 20

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_NUMBER = re.compile(r"^[-+]?(\d+|0o[0-7]+|0x[0-9a-fA-F]+)$")
_DIRECTIVE = re.compile(r"^%(\S+)[ \t]*(\S*)")


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key and value of the data stands.

    A data path is a sequence of keys and indexes from 0: `("judgements", 2, "text")`. A path that
    is not in the file has the place of the nearest part around it. `spellings` are numbers, days and
    the like as they were written, `1.10` and not 1.1; `remarks` are warnings of what may not be meant.
    """

    path: str
    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)
    statements: Mapping[str, Path] = field(default_factory=dict)
    spellings: Mapping[Path, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()

    def of(self, *data_path: str | int) -> Place:
        """Return the place of the value at `data_path`."""
        return self._nearest(self.values, data_path)

    def of_key(self, *data_path: str | int) -> Place:
        """Return the place of the key that leads to `data_path`, of the value in a list."""
        return self.keys.get(data_path) or self.of(*data_path)

    def of_statement(self, statement: str) -> Place:
        """Return the place of the statement, figure or table with the id `statement`."""
        return self.of(*self.statements.get(statement, ()))

    def _nearest(self, places: Mapping[Path, Place], data_path: Path) -> Place:
        for end in range(len(data_path), -1, -1):
            if data_path[:end] in places:
                return places[data_path[:end]]
        return Place(self.path, 1, 1)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The mapping that a file holds, and where its parts stand."""

    data: dict[str, Any]
    places: Places


def read_yaml(path: str, content: bytes, error: type[CopyfitError] = BriefError) -> YamlFile:
    """Return the mapping in `content`, the bytes of the file `path`.

    Raises `error` with every problem found, each with its line and column.
    """
    data, places = read_yaml_value(path, content, error)
    if isinstance(data, dict):
        return YamlFile(data, places)
    was = "a list" if isinstance(data, list) else "a single value"
    raise error(
        Problem(
            "not-a-mapping",
            f"the file holds {was}, not a mapping",
            "start each line of the outermost level with a key: `title: …`",
            places.of(),
        )
    )


def read_yaml_value(path: str, content: bytes, error: type[CopyfitError] = BriefError) -> tuple[Any, Places]:
    """Return what `content` holds, a mapping, a list or a scalar, and where its parts stand.

    A process reads the same bytes once; what is returned is shared and must not be changed.
    Raises `error` with every problem found, each with its line and column.
    """
    try:
        return _read(path, content)
    except BriefError as found:
        raise error(found.problems) from None


@lru_cache(maxsize=40)
def _read(path: str, content: bytes) -> tuple[Any, Places]:
    text = _text(path, content)
    root = composed(path, text)
    if root is None:
        hint = "write at least one key"
        raise BriefError(Problem("empty-file", "the file is empty", hint, Place(path, 1, 1)))
    reader = _Reader(path, text)
    data = reader.value(root, ())
    if reader.problems:
        problems = reader.problems[:MAX_REPORTED]
        raise BriefError(sorted(problems, key=lambda problem: problem.place or Place(path)))
    return data, Places(path, reader.values, reader.keys, {}, reader.spellings, tuple(reader.remarks))


def _text(path: str, content: bytes) -> str:
    """Return `content` as text with `\\n` line ends, if it may be parsed at all."""
    if len(content) > MAX_BYTES:
        raise BriefError(
            Problem(
                "file-too-large",
                f"the file has {len(content) // 1024} KB; at most {MAX_BYTES // 1024} KB are read",
                "a one-page briefing needs about 10 KB; move data to a CSV file in figures/",
                Place(path),
            )
        )
    text = text_of(path, content)
    problems = list(_directives(path, text))
    if problems:
        raise BriefError(problems[:MAX_REPORTED])
    return json_as_yaml(text) if path.endswith(".json") else text


def _directives(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        match = _DIRECTIVE.match(line)
        if match and match.groups() != ("YAML", "1.2"):
            yield Problem(
                "yaml-directive",
                f"the line `{line[:40]}` starts with %, which changes how the rest is read",
                "remove the line; a text that starts with % goes into quotes",
                Place(path, number, 1),
            )


class _Reader:
    """Turns nodes into data; keeps their places and what is wrong with them."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.spellings: dict[Path, str] = {}
        self.remarks: list[Problem] = []
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()
        self._aliases = 0

    def value(self, node: Node, at: Path) -> Any:
        """Return the data of `node`, which stands at the data path `at`."""
        place = self._place(node)
        self.values[at] = place
        if id(node) in self._seen and not self._may_repeat(place):
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode | SequenceNode) and len(node.value) > MAX_ITEMS:
            self._too_many(node)
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        if isinstance(node, SequenceNode):
            if self._is_core(node, "seq"):
                return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
            return None
        assert isinstance(node, ScalarNode)
        value = self._scalar(node)
        if not isinstance(value, str):
            self.spellings[at] = str(node.value)
        elif not node.style:
            self.remarks += plain_remarks(self.path, value, node.start, node.end, self.lines)
        return value

    def _mapping(self, node: MappingNode, at: Path) -> dict[str, Any] | None:
        if not self._is_core(node, "map"):
            return None
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in data:
                line = self.keys[*at, key].line
                hint = f"join the two: write what stands here below `{key}:` in line {line}"
                self._problem("duplicate-key", f"`{key}` is written twice", hint, key_node)
                continue
            self.keys[*at, key] = self._place(key_node)
            data[key] = self.value(value_node, (*at, key))
        return data

    def _key(self, node: Node) -> str | None:
        if not isinstance(node, ScalarNode):
            self._problem(
                "key-not-text",
                "a key is a list or a mapping",
                "a text that starts with { or [ goes into quotes",
                node,
            )
            return None
        if node.tag == f"{CORE}merge":
            self._problem("merge-key", "`<<` is not supported", "write the keys out", node)
            return None
        return self._shown(node)

    def _scalar(self, node: ScalarNode) -> Any:
        text = str(node.value)
        kind = node.tag.removeprefix(CORE) if node.tag else "str"
        if kind == "null":
            return None
        if kind == "bool":
            return self._truth(node, text)
        if kind == "int":
            return self._whole_number(node, text)
        if kind == "float":
            return self._decimal(node, text)
        if kind == "timestamp":
            return self._date(node, text)
        return self._shown(node) if self._is_core(node, "str") else None

    def _too_many(self, node: MappingNode | SequenceNode) -> None:
        """Say where a list becomes longer than any that a page could hold."""
        what = "keys" if isinstance(node, MappingNode) else "items"
        message = f"{len(node.value)} {what} stand here; at most {MAX_ITEMS} are read"
        there = node.value[MAX_ITEMS][0] if isinstance(node, MappingNode) else node.value[MAX_ITEMS]
        self._problem("too-much", message, "a page holds a few dozen: shorten it", there)

    def _shown(self, node: ScalarNode) -> str | None:
        """Return a text, into which an escape such as `\\x1b` may have brought what no file can show."""
        text = str(node.value)
        if len(text) > MAX_CHARACTERS:
            message = f"a text of {len(text)} characters stands here; at most {MAX_CHARACTERS} are read"
            self._problem("too-much", message, "a whole page holds about 5000: shorten it", node)
            return None
        if text.isprintable():
            return text
        wrong = next((character for character in text if is_forbidden(character)), "")
        if not wrong:
            return text
        message = f"the text holds U+{ord(wrong):04X}, which no file can show"
        self._problem("forbidden-character", message, "remove the escape that stands for it", node)
        return None

    def _truth(self, node: ScalarNode, text: str) -> bool | None:
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        self._problem("wrong-type", f"`{text[:40]}` is neither true nor false", "write true or false", node)
        return None

    def _whole_number(self, node: ScalarNode, text: str) -> int | str | None:
        if not _NUMBER.match(text):
            return text
        if len(text) > MAX_DIGITS:
            self._problem(
                "number-too-long",
                f"a number of {len(text)} digits",
                "put it in quotes if it is not for counting",
                node,
            )
            return None
        return Whole(int(text, 0) if text[:2] in ("0o", "0x") else int(text), text)

    def _decimal(self, node: ScalarNode, text: str) -> float | None:
        try:
            number = float(text) if len(text) <= 40 else float("nan")
        except ValueError:
            number = float("nan")
        if not abs(number) < 10**MAX_DIGITS:
            self._problem(
                "not-a-number", f"`{text[:20]}` is no number that can be printed", "write digits", node
            )
            return None
        return Decimal(number, text)

    def _date(self, node: ScalarNode, text: str) -> dt.date | str | None:
        match = _DATE.match(text)
        if not match:
            return text
        try:
            return dt.date(*(int(part) for part in match.groups()))
        except ValueError:
            self._problem("no-such-day", f"{text} is no day of the calendar", "write year-month-day", node)
            return None

    def _is_core(self, node: Node, kind: str) -> bool:
        if node.tag in (f"{CORE}{kind}", "!", None):
            return True
        tag = str(node.tag).replace(CORE, "!!")
        self._problem("yaml-tag", f"the tag `{tag[:40]}` is not allowed", "remove it", node)
        return False

    def _may_repeat(self, place: Place) -> bool:
        self._aliases += 1
        if self._aliases == MAX_ALIASES + 1:
            hint = "write the text out where it is needed"
            self.problems.append(
                Problem(
                    "too-many-aliases",
                    f"more than {MAX_ALIASES} references (`*name`) in the file",
                    hint,
                    place,
                )
            )
        return self._aliases <= MAX_ALIASES

    def _place(self, node: Node) -> Place:
        mark = node.start
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, code: str, message: str, hint: str, node: Node) -> None:
        self.problems.append(Problem(code, message, hint, self._place(node)))
