"""Predict a page at another setting from one laid-out page: how high every box would be, and where.

In: a `Layout` and the `Setting` it was made with. Out: `Stack`, which answers for any other setting,
with other wordings and with statements left out. Next: `slack` and `omission` ask it.

The observed position of a box is kept, and only what changes is modelled: lines by breaking again,
gaps by the boxes that use them, margins by their collapsing. So a prediction for the setting that
was laid out is exact, and near it almost so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from copyfit.content.edition import Setting
from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.fit.lines import Galley, running
from copyfit.fit.nodes import Node, absent, grow, paragraphs_of
from copyfit.fit.prediction import Prediction, key_of
from copyfit.fit.runs import ListRun, runs_of
from copyfit.fit.scale import Scaling
from copyfit.fit.stacking import Stacking
from copyfit.fit.widths import cramped_pt, needed_pt, widened
from copyfit.layout.boxes import Layout

Texts = Mapping[int, Galley | None]
"""Paragraphs by the index of their node; None where the other words have no such paragraph."""
NO_TEXTS: Texts = MappingProxyType({})


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """The boxes of one layout, ready to be stacked again.

    `others` are the paragraphs in other words: wording → index of the node → its words, None for no
    paragraph. `runs` are lists that are parted among columns.
    """

    layout: Layout
    setting: Setting
    nodes: tuple[Node, ...]
    others: Mapping[str, Texts] = field(default_factory=dict)
    runs: tuple[ListRun, ...] = ()
    _known: dict[tuple[object, ...], Prediction] = field(default_factory=dict, repr=False)
    _gone: dict[tuple[frozenset[str], frozenset[str]], list[bool]] = field(default_factory=dict, repr=False)

    @property
    def statements(self) -> frozenset[str]:
        """The statements that stand on the page."""
        return frozenset(node.statement for node in self.nodes if node.statement)

    @property
    def extras(self) -> frozenset[str]:
        """The extras that stand on the page."""
        return frozenset(node.extra for node in self.nodes if node.extra)

    def with_wordings(self, wording: str, other: Stack, full: Stack | None = None) -> Stack:
        """Return the stack knowing how its statements read in the words that `other` shows.

        The other page may be arranged otherwise: its words are broken in the measures of this one. `full` is
        that page in its usual words: what a text here has before these, such as its lead, it keeps.
        """
        theirs, usual = paragraphs_of(other.nodes), paragraphs_of((full or self).nodes)
        texts: dict[int, Galley | None] = {}
        for statement, ours in paragraphs_of(self.nodes).items():
            said = [node.text for node in theirs.get(statement, []) if node.text]
            if len(ours) == 1 and said and ours[0].text:
                before = [node.text for node in usual.get(statement, []) if node.text]
                said = [running(said, ours[0].text, sum(len(text.words) for text in before))]
            for number, node in enumerate(ours):
                words = said[number] if number < len(said) else None
                texts[node.index] = words.moved_to(node.text) if words and node.text else None
        return replace(self, others={**self.others, wording: texts}, _known={})

    def at(
        self,
        setting: Setting,
        choice: Choice = NOTHING,
        without: frozenset[str] = frozenset(),
        texts: Texts = NO_TEXTS,
    ) -> Prediction:
        """Return the page as it would be at `setting`, with a choice made and extras left out.

        `texts` are paragraphs in yet other words, by the index of their node.
        """
        if texts:
            return self._placed(setting, choice, without, texts)
        known = (*key_of(setting), choice, without)
        if known not in self._known:
            self._known[known] = self._placed(setting, choice, without, texts)
        return self._known[known]

    def _placed(self, setting: Setting, choice: Choice, without: frozenset[str], texts: Texts) -> Prediction:
        """Stack the page; its runs are parted before columns open up."""
        breaks = None
        if self.runs and setting.column_gaps_pt:
            breaks = self.at(replace(setting, column_gaps_pt={}), choice, without, texts).breaks

        def words(node: Node) -> Galley | None:
            return texts[node.index] if node.index in texts else self.words_of(node, choice)

        left_out = (choice.dropped, without)
        if left_out not in self._gone:
            self._gone[left_out] = absent(self.nodes, *left_out)
        scaling, gone = Scaling(self.setting, setting), list(self._gone[left_out])
        return Stacking(self.nodes, self.runs, scaling, words, gone, breaks).placed()

    def words_of(self, node: Node, choice: Choice) -> Galley | None:
        """Return the words of a node with a choice made."""
        if node.statement in choice.shortened:
            return self.others.get(SHORT, {}).get(node.index, node.text)
        return None if node.statement in choice.dropped else node.text

    def widened(self, setting: Setting) -> Sequence[float]:
        """Return for each node by how much its box would be wider, in pt."""
        return widened(self.nodes, Scaling(self.setting, setting))

    def cell_widths_pt(self, setting: Setting) -> dict[str, float]:
        """Return how wide each named column of a table would have to be for its widest word, in pt."""
        return needed_pt(self.nodes, Scaling(self.setting, setting))

    def cramped_pt(self, setting: Setting) -> float:
        """Return by how much a word or a picture would be wider than where it stands, at most, in pt."""
        return cramped_pt(self.nodes, Scaling(self.setting, setting))


def stack_of(layout: Layout, setting: Setting, runs: Sequence[str] = ()) -> Stack:
    """Return the boxes of a layout that was made at `setting`; the lists named `runs` may be parted anew."""
    nodes = grow(layout)
    return Stack(layout, setting, nodes, runs=tuple(runs_of(nodes, runs)))
