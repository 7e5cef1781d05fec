"""Search for what gives way, in all arrangements at once: a choice will do if one of them holds it.

In: the page in every arrangement, and what may give way. Out: the `Outcome` that gives up least. Next:
`search`.

What a layout shows corrects what was foretold: of the choice that was laid out exactly, of others like it by
as much.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from copyfit.content.leeway import without_give
from copyfit.fit.choice import Candidate, Choice, unlike
from copyfit.fit.climb import Stand
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.omission import Weigher, all_given_up, all_shortened, choose, put_back
from copyfit.fit.rank import LEVEL_LINES, blank_lines, eased, evened, ranked
from copyfit.fit.trial import Outcome, Trial
from copyfit.fit.view import View

ROUNDS = 6
"""How often what gives way is chosen again because omissions gave back more or less than predicted."""
NEAR_MISSES, NEAR_PT = 2, 1.0
"""So many things given up are laid out again that are foretold to miss their room by less than so much."""
NEAREST = 6
"""So many arrangements are asked what may stay before all are asked."""
MUCH_LONGER_PT = 30.0
"""An arrangement that is longer by so much than the nearest is not asked what need not be shortened."""


class Giving:
    """The search on one page: `shapes` are its arrangements, those first that are least too long."""

    def __init__(
        self, trial: Trial, shapes: Sequence[View], candidates: Sequence[Candidate], weigher: Weigher
    ) -> None:
        self.trial = trial
        self.shapes = tuple(shapes)
        self.candidates = candidates
        self.weigher = weigher
        self.known: dict[tuple[str, Choice], float] = {}
        self.off_pt: dict[tuple[str, Choice], float] = {}
        self.foreseen: dict[tuple[str, Choice], float] = {}
        self.wider: dict[tuple[str, Choice, float], tuple[float, View]] = {}
        self.seen: dict[tuple[str, Choice], View] = {}
        self.near = self._nearest_few()

    def search(self) -> tuple[Outcome | None, View]:
        """Return the page that gives up least, None if there is none, and the page that came nearest."""
        found: list[Outcome] = []
        for _ in range(ROUNDS):
            choice = self._chosen()
            tried = None if choice in {one.choice for one in found} else self._confirmed(choice)
            if tried is None:
                break
            found += [tried[0]] if tried[0] else []
        if not found:
            everything = all_given_up(self.candidates, self.weigher)
            outcome, seen = self._tried(self._eased(self._nearest(everything), everything)[1], everything)
            if outcome is None:
                return None, seen
            found.append(outcome)
        least = min(found, key=lambda one: self.weigher.burden(self.candidates, one.choice))
        return self._levelled(self._with_near_misses(least)), self.shapes[0]

    def why(self, outcome: Outcome) -> str:
        """Return why the page is arranged as it is, and that words win over even ends where they did."""
        name = self.trial.copy.ladder.arrangements[0]
        design = next((view for view in self.shapes if view.arrangement == name), None)
        said = []
        if outcome.arrangement != name:
            more = design is None or self.overflow_in(design, outcome.choice) > 0
            less = f"in `{name}` the type would be smaller or the columns less even"
            said.append(f"`{name}` would give up more" if more else less)
        if outcome.blank_lines > LEVEL_LINES:
            lines = round(outcome.blank_lines)
            said.append(
                f"a column ends {lines} lines above its neighbour, for evener ones give up more words"
            )
        return "; ".join(said)

    def nearly(self, nearest: View) -> list[tuple[View, float]]:
        """Return the arrangements that are not much longer than the nearest, with as much given up.

        Each with by how much it is foretold wrongly, in pt.
        """
        choice = nearest.choice
        over_pt = {view.arrangement: self.overflow_in(view, choice) for view in self.shapes}
        most_pt = self.overflow_in(nearest, choice) + MUCH_LONGER_PT
        found = [view for view in self.shapes if view.arrangement != nearest.arrangement]
        found.sort(key=lambda view: over_pt[view.arrangement])
        return [
            (view.with_choice(choice), self._off_pt(view.arrangement, choice))
            for view in found[:NEAREST]
            if over_pt[view.arrangement] < most_pt
        ]

    # -- what a choice would come to -----------------------------------------------------

    def overflow(self, choice: Choice) -> float:
        """Return by how much the page is too long with a choice, in the best of the nearest arrangements."""
        return self._overflow_among(self.near, choice)

    def overflow_in(self, view: View, choice: Choice) -> float:
        """Return the overflow in one arrangement: as it is known, or as predicted and corrected.

        Its columns are as wide as they may be where that helps.
        """
        key = (view.arrangement, choice)
        if key in self.known:
            return self.known[key]
        return self._eased(view, choice)[0]

    def _foreseen(self, view: View, choice: Choice) -> float:
        key = (view.arrangement, choice)
        if key not in self.foreseen:
            self.foreseen[key] = view.with_choice(choice).overflow_pt(view.tightest()) + NOISE_PT
        return self.foreseen[key]

    def _eased(self, view: View, choice: Choice) -> tuple[float, View]:
        """Return the overflow with a choice made, in the widths that columns may give, and that page."""
        off_pt = self._off_pt(view.arrangement, choice)
        key = (view.arrangement, choice, off_pt)
        if key not in self.wider:
            over_pt = self._foreseen(view, choice) + off_pt
            self.wider[key] = eased(view.with_choice(choice), over_pt, off_pt=off_pt + NOISE_PT)
        return self.wider[key]

    def _overflow_among(self, views: Sequence[View], choice: Choice) -> float:
        least = math.inf
        for view in views:
            over = self.overflow_in(view, choice)
            least = min(least, over)
            if over <= 0:
                self.near = [view, *(one for one in self.near if one is not view)]
                break
        return least

    def _off_pt(self, arrangement: str, choice: Choice) -> float:
        """Return by how much a prediction is wrong, as it was for the choice most like it that was tried.

        In the same arrangement; if none was tried in it, by what made others shorter than foretold: with the
        words that gave way, sources may go that nothing cites any more.
        """
        tried = [(unlike(choice, other), off, name) for (name, other), off in self.off_pt.items()]
        own = [(far, off) for far, off, name in tried if name == arrangement]
        if own:
            return min(own, key=lambda one: one[0])[1]
        return min(0.0, min(tried, key=lambda one: one[0])[1]) if tried else 0.0

    def _nearest_few(self) -> list[View]:
        """Return the arrangements that are least too long, with everything on the page or without.

        The first may be the wrong ones to ask: what gives way may all stand in one column.
        """
        for way in all_shortened(self.candidates, self.weigher), all_given_up(self.candidates, self.weigher):
            over_pt = {view.arrangement: self.overflow_in(view, way) for view in self.shapes}
            few = sorted(self.shapes, key=lambda view: over_pt[view.arrangement])[:NEAREST]
            if over_pt[few[0].arrangement] <= 0:
                break
        return [*few, *(view for view in self.shapes[:NEAREST] if all(view is not one for one in few))]

    def _nearest(self, choice: Choice) -> View:
        return min(self.shapes, key=lambda view: self.overflow_in(view, choice))

    def _chosen(self) -> Choice:
        """Return the choice that gives up least in the nearest arrangements, or in any if none will do."""
        choice = choose(self.candidates, self.overflow, self.weigher)
        if self.overflow(choice) > 0:
            choice = choose(self.candidates, self._overflow_anywhere, self.weigher)
        return choice if self._overflow_anywhere(choice) > 0 else self._fuller(choice)

    def _overflow_anywhere(self, choice: Choice) -> float:
        return self._overflow_among(self.shapes, choice)

    def _fuller(self, choice: Choice) -> Choice:
        """Return the choice with everything back, one thing at a time, that some arrangement has room for."""
        holding: Sequence[View] = self.shapes
        while True:
            holding = [view for view in holding if self.overflow_in(view, choice) <= 0]
            ways = put_back(self.candidates, choice)
            way = next((way for way in ways if self._overflow_among(holding, way) <= 0), None)
            if way is None:
                return choice
            choice = way

    # -- laying out ----------------------------------------------------------------------

    def _with_near_misses(self, outcome: Outcome) -> Outcome:
        """Return the page with those things back that are foretold to miss by so little that they may not."""
        for _ in range(NEAR_MISSES):
            ways = put_back(self.candidates, outcome.choice)
            views = [view for view in self.shapes if self.overflow_in(view, outcome.choice) < NEAR_PT]
            near = (way for way in ways if self._overflow_among(views, way) < NEAR_PT)
            way = next((way for way in near if self._is_untried(way)), None)
            if way is None:
                break
            fuller, _ = self._tried(self._eased(self._nearest(way), way)[1], way)
            outcome = fuller or outcome
        return outcome

    def _levelled(self, outcome: Outcome) -> Outcome:
        """Return the page in widths that give a little, where it came to end less evenly than in them."""
        view = self.seen[outcome.arrangement, outcome.choice]
        stand = Stand(outcome.setting, outcome.extras)
        if outcome.blank_lines <= LEVEL_LINES or (even := evened(view, stand)) is view:
            return outcome
        found, seen = self.trial.confirmed(even)
        return self._marked(found, seen) if found else outcome

    def _is_untried(self, choice: Choice) -> bool:
        return all((view.arrangement, choice) not in self.known for view in self.shapes)

    def _confirmed(self, choice: Choice) -> tuple[Outcome | None, View] | None:
        """Return the page with a choice made, laid out for real in the arrangement that suits it best.

        None if no arrangement is left that is said to hold it.
        """
        holding = [view for view in self.shapes if self.overflow_in(view, choice) <= 0]
        untried = [view for view in holding if (view.arrangement, choice) not in self.known]
        if not untried:
            return None
        order = self.trial.copy.ladder.arrangements.index
        untried.sort(key=lambda view: order(view.arrangement))
        pages = [self._eased(view, choice)[1] for view in untried]
        stands = ranked(pages)
        return self._tried(evened(*stands[0]) if stands else pages[0], choice)

    def _tried(self, view: View, choice: Choice) -> tuple[Outcome | None, View]:
        outcome, seen = self.trial.confirmed(view.with_choice(choice))
        if outcome is None and seen.made != choice:
            outcome, seen = self.trial.confirmed(self.trial.bare(view, choice))
        seen = seen.bare(self.trial.copy.extras)
        over_pt = seen.overflow_pt(seen.tightest()) + NOISE_PT
        foreseen_pt = view.with_choice(choice).overflow_pt(view.tightest()) + NOISE_PT
        own = without_give(view.arrangement)
        self.known[own, choice], self.off_pt[own, choice] = over_pt, over_pt - foreseen_pt
        if outcome is not None:
            self.seen[view.arrangement, choice] = seen
            outcome = self._marked(outcome, seen)
        return outcome, seen

    def _marked(self, outcome: Outcome, seen: View) -> Outcome:
        """Return the page with by how many lines its columns end apart."""
        stand = Stand(outcome.setting, outcome.extras)
        return replace(outcome, blank_lines=blank_lines(seen, stand))
