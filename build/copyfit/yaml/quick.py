"""A text as YAML nodes, read by libyaml in a tenth of the time: the door to PyYAML.

In: text. Out: the root node, or that the other parser is to read it: it finds the words for what is wrong,
and decides wherever the two could part. So whoever reads a file learns nothing of which parser did. On a
machine whose PyYAML comes without libyaml all files are read by the other.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from copyfit.yaml.nodes import (
    MAPPING,
    MAX_ANCHORS,
    MAX_DEPTH,
    MAX_NODES,
    SEQUENCE,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    after_key,
)
from copyfit.yaml.plain import TEXT, tag_of

_PARTING = re.compile(
    r"""\t                              # a tab between tokens
    | [|>][-+\d]* \#                  # a comment right after the mark of a block of text
    | [|>][-+\d]*[ ]*(?:[ ]\#.*)?\n[ ]+\n  # such a block that begins with a line of spaces
    | (?:^|[-:,\[{])[ ]*\?(?:\s|$)   # a key that is begun with a question mark
    | :[\]},]                        # a key in brackets without a value
    | ["'\]}][ ]*:[^\s]               # a value right after the colon, as in JSON
    | &[^\s,]*:                      # a colon in a name
    | ^\.\.\.                        # the end of a document
    """,
    re.MULTILINE | re.VERBOSE,
)
"""What the two parsers do not take alike."""


class Unsure(Exception):
    """The other parser is to read the text."""


@cache
def _parser() -> tuple[Any, Any] | None:
    """Return the kinds of events and the parser, None where PyYAML has no libyaml."""
    try:
        return import_module("yaml.events"), import_module("yaml._yaml").CParser
    except ImportError:
        return None


def quickly_composed(text: str) -> Node | None:
    """Return the root node of `text`, None if there is nothing but comments.

    Raises Unsure for what is no YAML, for more of it than the limits allow, and for what the two parsers
    might read differently.
    """
    found = _parser()
    if found is None or _PARTING.search(text):
        raise Unsure
    kinds, parser = found
    try:
        return _Composer(kinds, parser(text).get_event).document()
    except (import_module("yaml.error").YAMLError, ValueError):
        raise Unsure from None


class _Composer:
    """Makes nodes of events as they come; what is named is kept by its name."""

    def __init__(self, kinds: Any, event: Any) -> None:
        self._kinds = kinds
        self._event = event
        self._named: dict[str, Node] = {}
        self._count = 0

    def document(self) -> Node | None:
        """Return the root of the only document."""
        self._event()  # the stream begins
        if type(self._event()) is self._kinds.StreamEndEvent:
            return None
        root = self._node(self._event(), 1)
        if isinstance(root, ScalarNode):
            raise Unsure
        self._event()  # the document ends
        if type(self._event()) is not self._kinds.StreamEndEvent:
            raise Unsure
        return root

    def _node(self, event: Any, depth: int) -> Node:
        self._count += 1
        kind = type(event)
        if kind is self._kinds.AliasEvent:
            return self._meant(event.anchor)
        if self._count > MAX_NODES or depth > MAX_DEPTH or event.tag is not None:
            raise Unsure
        if kind is self._kinds.ScalarEvent:
            return self._kept(event.anchor, self._scalar(event))
        if kind is self._kinds.SequenceStartEvent:
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: Any) -> ScalarNode:
        tag = TEXT if event.style else tag_of(event.value)
        return ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style or "")

    def _sequence(self, event: Any, depth: int) -> Node:
        sequence = SequenceNode(SEQUENCE, [], event.start_mark)
        self._kept(event.anchor, sequence)
        end = self._kinds.SequenceEndEvent
        while type(inner := self._event()) is not end:
            sequence.value.append(self._node(inner, depth + 1))
        return sequence

    def _mapping(self, event: Any, depth: int) -> Node:
        mapping = MappingNode(MAPPING, [], event.start_mark)
        self._kept(event.anchor, mapping)
        end = self._kinds.MappingEndEvent
        while type(inner := self._event()) is not end:
            key = self._node(inner, depth + 1)
            mapping.value.append((key, after_key(key, self._node(self._event(), depth + 1))))
        return mapping

    def _kept(self, name: str | None, node: Node) -> Node:
        if name is not None:
            if name in self._named or len(self._named) >= MAX_ANCHORS:
                raise Unsure
            self._named[name] = node
        return node

    def _meant(self, name: str) -> Node:
        if name not in self._named:
            raise Unsure
        return self._named[name]
