"""Part lists that run on from column to column where the columns end most evenly.

In: the `Node`s of one layout, and how high the items of a list are. Out: `ListRun`s, and after how many items
each of their columns ends. Next: `stacking` stacks the columns so, the template prints them so.

A run named `questions` is a list in columns `questions-1`, `questions-2` and so on, side by side and equally
wide; where nothing else is asked for, the template parts it by count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from copyfit.content.edition import Breaks
from copyfit.fit.nodes import NEAR_PT, Node

MOST_WAYS = 1000
"""A run that can be parted in more ways is parted by count."""


@dataclass(frozen=True, eq=False, slots=True)
class ListRun:
    """A list in columns: the columns, the part of the list in each, and all items in reading order."""

    name: str
    columns: tuple[Node, ...]
    lists: tuple[Node, ...]
    items: tuple[Node, ...]

    @property
    def band(self) -> int:
        """The index of the box that the columns stand in."""
        parent = self.columns[0].parent
        assert parent is not None, "columns stand in a box"
        return parent.index

    def left(self, gone: Sequence[bool]) -> list[Node]:
        """Return the items that are not `gone`."""
        return [item for item in self.items if not gone[item.index]]

    def parts(self, gone: Sequence[bool], breaks: Breaks) -> Iterator[tuple[Node, Sequence[Node]]]:
        """Yield the list of each column with the items that `breaks` put into it, but for what is `gone`."""
        items = self.left(gone)
        at = breaks.get(self.name) or by_count(len(items), len(self.columns))
        return zip(self.lists, parted(items, at), strict=True)

    def restore(self, gone: list[bool]) -> None:
        """Let no column be `gone`: the items that are left move up."""
        for node in (*self.columns, *self.lists):
            gone[node.index] = False

    def neighbours(self, gone: Sequence[bool]) -> tuple[Node, Node] | None:
        """Return two items that follow each other in one column, such as are not `gone` if there are any."""
        pairs = [pair for part in self.lists for pair in pairwise(part.children)]
        kept = (pair for pair in pairs if not any(gone[node.index] for node in pair))
        return next(kept, pairs[0] if pairs else None)


def runs_of(nodes: Sequence[Node], names: Sequence[str]) -> Iterator[ListRun]:
    """Yield each run that stands on the page as it should: equal columns with nothing but a list in each."""
    for name in names:
        columns = tuple(_columns(nodes, name))
        lists = tuple(child for column in columns for child in column.children)
        is_equal = len({round(column.box.width_pt / NEAR_PT) for column in columns}) == 1
        if len(columns) > 1 and is_equal and all(map(_is_list, columns)):
            yield ListRun(name, columns, lists, tuple(item for one in lists for item in one.children))


def _columns(nodes: Sequence[Node], name: str) -> Iterator[Node]:
    """Yield the columns of a run that stand side by side, the first first."""
    named = {
        node.box.attributes["data-column"]: node for node in nodes if "data-column" in node.box.attributes
    }
    number = 1
    while (column := named.get(f"{name}-{number}")) and column.parent is named[f"{name}-1"].parent:
        yield column
        number += 1


def _is_list(column: Node) -> bool:
    parts = column.children
    return (
        len(parts) == 1
        and parts[0].box.tag in ("ol", "ul")
        and all(item.box.tag == "li" for item in parts[0].children)
    )


def parted(items: Sequence[Node], breaks: Sequence[int]) -> tuple[Sequence[Node], ...]:
    """Return the items of each column."""
    return tuple(items[start:stop] for start, stop in pairwise((0, *breaks, len(items))))


def moved(runs: Sequence[ListRun], breaks: Breaks, gone: Sequence[bool]) -> dict[int, tuple[str, ...]]:
    """Return the columns, innermost first, of every node in an item that `breaks` put into another column."""
    found: dict[int, tuple[str, ...]] = {}
    for run in runs:
        for column, (_, part) in zip(run.columns, run.parts(gone, breaks), strict=True):
            inside = (node for item in part for node in item.walk())
            found |= {node.index: column.columns for node in inside if node.columns != column.columns}
    return found


def by_count(count: int, columns: int) -> tuple[int, ...]:
    """Return the breaks of a run that is parted by count: the first columns have one more."""
    each = -(-count // columns)
    return tuple(min(each * number, count) for number in range(1, columns))


def most_even(heights_pt: Sequence[float], gap_pt: float, columns: int) -> tuple[int, ...]:
    """Return the breaks with which the longest column is as short, and the shortest as long, as can be.

    No column is left empty; of ways as good it is the one nearest to parting by count.
    """
    usual, count = by_count(len(heights_pt), columns), len(heights_pt)
    if not columns < count or comb(count - 1, columns - 1) > MOST_WAYS:
        return usual
    ways = {
        breaks: [_long_pt(heights_pt[start:stop], gap_pt) for start, stop in pairwise((0, *breaks, count))]
        for breaks in combinations(range(1, count), columns - 1)
    }
    least = min(map(max, ways.values())) + NEAR_PT
    ways = {breaks: ends for breaks, ends in ways.items() if max(ends) <= least}
    evenest = min(max(ends) - min(ends) for ends in ways.values()) + NEAR_PT
    good = [breaks for breaks, ends in ways.items() if max(ends) - min(ends) <= evenest]
    return min(
        good, key=lambda breaks: sum(abs(one - other) for one, other in zip(breaks, usual, strict=True))
    )


def _long_pt(heights_pt: Sequence[float], gap_pt: float) -> float:
    return sum(heights_pt) + gap_pt * (len(heights_pt) - 1)
