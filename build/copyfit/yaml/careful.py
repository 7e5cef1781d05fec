"""A text as YAML nodes, with the words for what is wrong: the door to ruamel.yaml.

In: text. Out: the root node, or a problem. A file of a hundred thousand small items ends at the limit, not at
its end: what is counted are nodes, so that a slow machine says the same as a fast one. Most files are read by
`quick`; this parser has the last word.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import nodes as theirs
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.nodes import (
    MAX_ANCHORS,
    MAX_DEPTH,
    MAX_NODES,
    MappingNode,
    Mark,
    Node,
    ScalarNode,
    SequenceNode,
    after_key,
)
from copyfit.yaml.plain import tag_of
from copyfit.yaml.syntax import explained, without

MAX_MISTAKES = 10
MAX_READ_AGAIN = 50_000
"""Characters of a file that is read once more after a mistake, for the next one."""


class _TooMuch(Exception):
    """A limit was met: the problem, and where in the text."""

    def __init__(self, code: str, message: str, hint: str, mark: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.mark = code, message, hint, mark


class _Counted(Composer):
    """Composes nodes up to the limits; a name that is given twice is a mistake, not a warning."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader=loader)
        self.warn_double_anchors = False
        self.nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"the file holds more than {MAX_NODES} items"
            raise _TooMuch(
                "too-much", message, "a one-page briefing has a few hundred: shorten it", event.start_mark
            )
        anchor = getattr(event, "anchor", None) if not _is_alias(event) else None
        if anchor is not None and anchor in self.anchors:
            message = f"the name `&{anchor}` is given twice"
            raise _TooMuch(
                "anchor-twice", message, "give each its own, or write the text out", event.start_mark
            )
        if anchor is not None and len(self.anchors) >= MAX_ANCHORS:
            message = f"more than {MAX_ANCHORS} names (`&name`) are given in the file"
            raise _TooMuch("too-many-anchors", message, "write the texts out", event.start_mark)
        return super().compose_node(parent, index)


class _Core(VersionedResolver):
    """Gives texts without quotation marks the tags that `plain` has for them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is theirs.ScalarNode and implicit[0]:
            return Tag(suffix=tag_of(value))
        return super().resolve(kind, value, (False, True))


def _is_alias(event: Any) -> bool:
    return type(event).__name__ == "AliasEvent"


def carefully_composed(path: str, text: str) -> Node | None:
    """Return the root node of `text`, None if there is nothing but comments.

    Raises BriefError with the place for whatever is no YAML, or too much of it: with every mistake that can
    be told apart from those before it.
    """
    try:
        return parsed(text)
    except _TooMuch as much:
        place = Place(path, much.mark.line + 1, much.mark.column + 1)
        raise BriefError(Problem(much.code, much.message, much.hint, place)) from None
    except MarkedYAMLError as mistake:
        raise BriefError(_mistakes(path, text, mistake)) from None
    except (
        YAMLError,
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        KeyError,
    ) as mistake:
        raise BriefError(_unreadable(path, mistake)) from None


def parsed(text: str) -> Node | None:
    """Return the root node of `text`. Raises what the parser raises, and _TooMuch."""
    parser = YAML(typ="safe", pure=True)
    parser.Composer, parser.Resolver = _Counted, _Core
    parser.max_depth = MAX_DEPTH
    root = parser.compose(text)
    return None if root is None else _own(root, {})


def _own(node: Any, known: dict[int, Node]) -> Node:
    """Return a node of ruamel.yaml as one of ours; `known` are those met before, by their identity."""
    if id(node) in known:
        return known[id(node)]
    tag, start = str(node.tag), Mark(node.start_mark.line, node.start_mark.column)
    if isinstance(node, theirs.ScalarNode):
        end = Mark(node.end_mark.line, node.end_mark.column)
        known[id(node)] = ScalarNode(tag, node.value, start, end, node.style or "")
    elif isinstance(node, theirs.SequenceNode):
        known[id(node)] = sequence = SequenceNode(tag, [], start)
        sequence.value.extend(_own(item, known) for item in node.value)
    else:
        known[id(node)] = mapping = MappingNode(tag, [], start)
        for theirs_key, value in node.value:
            key = _own(theirs_key, known)
            mapping.value.append((key, after_key(key, _own(value, known))))
    return known[id(node)]


def _mistakes(path: str, text: str, mistake: MarkedYAMLError) -> list[Problem]:
    """Return the first mistake, and those that come to light when the lines of those before it are empty.

    A later line may be wrong only because an earlier one is: what is not further down is no new mistake.
    """
    found = [_syntax_problem(path, text, mistake)]
    while len(found) < MAX_MISTAKES and len(text) <= MAX_READ_AGAIN:
        text = without(text, *_lines_of(found[-1], mistake))
        try:
            parsed(text)
        except MarkedYAMLError as another:
            mistake = another
        except (_TooMuch, YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
            break
        else:
            break
        problem = _syntax_problem(path, text, mistake)
        if _line(problem) <= _line(found[-1]) or "<block end>" in str(mistake.problem):
            break
        found.append(problem)
    return found


def _lines_of(problem: Problem, mistake: MarkedYAMLError) -> tuple[int, int]:
    """Return the first and the last line that a mistake spoils: from an open bracket to where it shows."""
    begun, at = _position(mistake.context_mark), _position(mistake.problem_mark)
    line = _line(problem)
    if begun and at and "flow" in str(mistake.context):
        return min(begun[0], line), max(at[0], line)
    return line, line


def _line(problem: Problem) -> int:
    return problem.place.line if problem.place else 0


def _unreadable(path: str, mistake: BaseException) -> Problem:
    if isinstance(mistake, RecursionError):
        return _too_deep(Place(path))
    first_line = (str(mistake).splitlines() or ["unknown reason"])[0]
    hint = "compare it with a brief that builds; `copyfit new` writes one"
    return Problem("yaml-syntax", f"the file is not YAML: {first_line}", hint, Place(path))


def _syntax_problem(path: str, text: str, mistake: MarkedYAMLError) -> Problem:
    said = " ".join(str(part) for part in (mistake.problem, mistake.context) if part)
    at, begun = _position(mistake.problem_mark), _position(mistake.context_mark)
    if "maximum depth" in said:
        return _too_deep(Place(path, *(at or ())))
    return explained(path, text, said, at or begun, begun)


def _position(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _too_deep(place: Place) -> Problem:
    return Problem("too-deep", f"brackets are nested more than {MAX_DEPTH} deep", "write it flatter", place)
