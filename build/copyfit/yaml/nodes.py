"""The parts of a YAML text, each where it stands, and how many there may be: what both parsers make of it.

In: nothing. Out: `ScalarNode`, `SequenceNode` and `MappingNode`. Next: `file` reads them as data.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_DEPTH = 50
MAX_NODES = 20_000
MAX_ANCHORS = 50

CORE = "tag:yaml.org,2002:"
SEQUENCE, MAPPING = f"{CORE}seq", f"{CORE}map"


@dataclass(slots=True)
class Mark:
    """A place in a text: line and column, both from 0, in characters."""

    line: int
    column: int


@dataclass(slots=True)
class ScalarNode:
    """A text, of which `tag` says how it is to be read; `style` is its quotation mark, `|`, `>` or ""."""

    tag: str
    value: str
    start: Mark
    end: Mark
    style: str = ""


@dataclass(slots=True)
class SequenceNode:
    """A list. One that is named, `&name`, is the same object wherever it is meant, `*name`."""

    tag: str
    value: list[Node]
    start: Mark


@dataclass(slots=True)
class MappingNode:
    """Keys and values in the order in which they are written; a key may be any node, and may come twice."""

    tag: str
    value: list[tuple[Node, Node]]
    start: Mark


Node = ScalarNode | SequenceNode | MappingNode


def after_key(key: Node, value: Node) -> Node:
    """Return the value of a key: one that is missing stands right after the key's colon.

    The parsers find the end of what is not there in different places, up to the next thing in the file.
    """
    if not isinstance(value, ScalarNode) or value.value or value.style:
        return value
    if (value.start.line, value.start.column) != (value.end.line, value.end.column):
        return value  # it has a name
    end = key.end if isinstance(key, ScalarNode) else key.start
    there = Mark(end.line, end.column + 1)
    return ScalarNode(value.tag, "", there, there)
