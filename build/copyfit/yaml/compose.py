"""A text as YAML nodes: quickly, or where that parser is not sure, carefully.

In: text. Out: the root node, or a problem. Next: `file` reads the nodes as data.
"""

from __future__ import annotations

from copyfit.yaml.nodes import Node
from copyfit.yaml.quick import Unsure, quickly_composed


def composed(path: str, text: str) -> Node | None:
    """Return the root node of `text`, None if there is nothing but comments.

    Raises BriefError with the place for whatever is no YAML, or too much of it: with every mistake that can
    be told apart from those before it.
    """
    try:
        return quickly_composed(text)
    except Unsure:
        from copyfit.yaml.careful import carefully_composed

        return carefully_composed(path, text)
