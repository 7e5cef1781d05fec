"""The tree of a page that was laid out, for when it is laid out again with other style sheets in its head.

In: the parser, and each document. Out: the same tree, and which rules go for which of its elements. A page is
looked at in one setting and made in another; its words and tags are the same, and only the text of a `style`
differs.
"""

from __future__ import annotations

import copy
import functools
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(?=</style)", re.DOTALL | re.IGNORECASE)
_REPLACED = re.compile("[\r\0\ud800-\udfff]")
"""What the parser reads as something else."""

MOST_SHEETS = 16
"""So many sheets of a page are known; it has six."""


def parse_once(parser: Any, matcher: Any) -> None:
    """Let `tinyhtml5` take the tree of the page before, and `cssselect2.Matcher` what it found on it."""
    last = _Last()
    parser.parse = last.parsing(parser.parse)
    matcher.match = last.matching(matcher.match)


@dataclass(slots=True)
class _Tree:
    """A tree as it was parsed, and what was found on it: rules by matcher, for each element by number."""

    bare: str
    named: dict[str, Any]
    root: Any
    found: dict[int, tuple[Any, dict[int, Sequence[Any]]]] = field(default_factory=dict)


class _Last:
    """The page that was parsed last, and the numbers of the elements in the tree that is laid out."""

    def __init__(self) -> None:
        self._tree: _Tree | None = None
        self._numbers: dict[int, int] = {}
        self._laid_out: Any = None

    def parsing(self, parse: Any) -> Any:
        """Return `parse`, which makes a tree of a document, with a memory."""

        @functools.wraps(parse)
        def parsed(document: Any, **named: Any) -> Any:
            text = document.getvalue() if isinstance(document, io.StringIO) else "\r"
            if _REPLACED.search(text):
                return parse(document, **named)
            sheets = [match[2] for match in _STYLE.finditer(text)]
            bare = _STYLE.sub(lambda match: match[1] + ("-" if match[2] else ""), text)
            tree = self._tree
            if tree is None or tree.bare != bare or tree.named != named:
                self._tree = None
                root = parse(document, **named)
                if [style.text or "" for style in root.iter("style")] != sheets:
                    return root
                tree = self._tree = _Tree(bare, named, copy.deepcopy(root))
            else:
                root = copy.deepcopy(tree.root)
                for style, sheet in zip(root.iter("style"), sheets, strict=True):
                    style.text = sheet
            self._laid_out = root  # held, so that the numbers of its elements are not used again
            self._numbers = {id(element): number for number, element in enumerate(root.iter())}
            return root

        return parsed

    def matching(self, match: Any) -> Any:
        """Return `match`, which finds the rules for an element, with a memory of the tree."""

        @functools.wraps(match)
        def matched(matcher: Any, element: Any) -> Sequence[Any]:
            tree, number = self._tree, self._numbers.get(id(element.etree_element))
            if tree is None or number is None:
                rules: Sequence[Any] = match(matcher, element)
                return rules
            if len(tree.found) >= MOST_SHEETS:
                tree.found.clear()
            _, known = tree.found.setdefault(id(matcher), (matcher, {}))
            if number not in known:
                known[number] = match(matcher, element)
            return known[number]

        return matched
