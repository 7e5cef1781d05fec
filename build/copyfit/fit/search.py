"""Fit one page: look at it once, predict everything else, confirm, and correct only what was off.

In: a `Press` and the `Copy`. Out: what was `Found`. Next: `fit` wraps it, `budget` asks it.

Where nothing has to give way this takes two layouts, three if a prediction was off, and one more for each
arrangement that prints blocks in other places, if the design does not hold the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copyfit.errors import CopyfitError, LayoutError
from copyfit.fit.choice import NOTHING, SHORT, Candidate, Choice, unlike
from copyfit.fit.climb import Stand, climb
from copyfit.fit.copy import Copy
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.omission import Weigher, choose, put_back
from copyfit.fit.press import CountingPress, Press, Said
from copyfit.fit.refusal import refusal, shortfall
from copyfit.fit.trial import Outcome, Trial
from copyfit.fit.view import View

ROUNDS = 6
"""How often what gives way is chosen again because omissions gave back more or less than predicted."""
NEAR_MISSES, NEAR_PT = 2, 1.0
"""So many things given up are laid out again that are foretold to miss their room by less than so much."""
CRAMPED_PT = 0.5
"""By so much a word may be wider than its column without being thought too wide."""
NEAREST = 5
"""In so many arrangements it is tried what may stay: in those that are least too long with everything."""
EXTRA_PT = 0.5
LEVEL_LINES = 2.0
"""Columns that end within so many lines of each other are even."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search.

    `whole` is the page with nothing given up, in the arrangement that was taken, or that came nearest; there
    is an `outcome`, or a `refused` that says why there is none.
    """

    copy: Copy
    whole: View
    candidates: tuple[Candidate, ...]
    weigh: Callable[[], Weigher]
    outcome: Outcome | None = None
    refused: CopyfitError | None = None


def search(press: Press, copy: Copy) -> Found:
    """Return the most readable page that holds everything, or why there is none.

    Raises LayoutError if the page loses a word whatever its setting.
    """
    trial = Trial(CountingPress(press), copy)
    first = trial.first()
    allowed_pt = max(CRAMPED_PT, first.stack.cramped_pt(first.tightest()))
    shapes = (first, *(replace(view, cramped_pt=allowed_pt) for view in _siblings(first, copy)[1:]))
    outcome, shapes = _whole(trial, shapes)
    if outcome is None:
        others = tuple(replace(view, cramped_pt=allowed_pt) for view in trial.rearrangements(first))
        shapes += tuple(sibling for view in others for sibling in _siblings(view, copy))
        if others:
            outcome, shapes = _whole(trial, shapes)
    if outcome is not None:
        whole = next(view for view in shapes if view.arrangement == outcome.arrangement)
        candidates = _on_page(copy, whole)
        return Found(copy, whole, candidates, lambda: _weigher(_paired(trial, (whole,))[0], copy), outcome)
    return _with_less(trial, shapes)


def _siblings(view: View, copy: Copy) -> tuple[View, ...]:
    """Return the page in every arrangement that differs from that of `view` in widths only, itself first."""
    form = next(names for names in copy.forms if view.arrangement in names)
    return (view, *(replace(view, arrangement=name) for name in form if name != view.arrangement))


# -- everything stays ------------------------------------------------------------------------


def _whole(trial: Trial, shapes: tuple[View, ...]) -> tuple[Outcome | None, tuple[View, ...]]:
    """Return the page with nothing given up, None if no arrangement holds it, and what was learnt of each.

    The design is kept where its type is as large and its columns as even as in any other.
    """
    shapes = tuple(shapes)
    for _ in range(len(shapes) + 1):
        stands = [(view, stand) for view, stand in _stands(shapes)]
        if not stands:
            break
        view, stand = min(stands, key=lambda one: _rank(one[0], one[1], shapes))
        outcome, seen = trial.confirmed(view, stand)
        if outcome is None and not trial.copy.extras <= seen.without | seen.stack.extras:
            seen = trial.bare(view, NOTHING)
            outcome, seen = trial.confirmed(seen)
        if outcome is not None:
            return replace(outcome, why=_why(view, stand, shapes)), shapes
        shapes = tuple(seen if one is view else one for one in shapes)
    return None, shapes


def _stands(shapes: Sequence[View]) -> Iterator[tuple[View, Stand]]:
    """Yield how each arrangement would stand; the design alone where nothing could be better."""
    for number, view in enumerate(shapes):
        stand = climb(view, view.ladder.plan.extras)
        if stand is not None:
            yield view, stand
            best = stand.setting.body_pt >= view.ladder.sizes_pt[0]
            if number == 0 and best:
                return


def _rank(view: View, stand: Stand, shapes: Sequence[View]) -> tuple[float, ...]:
    """Return what a page is compared by: larger type, evener columns, the order in `fit.yaml`.

    An extra block is something to read: one that has its room is worth half a point of type.
    """
    order = [one.arrangement for one in shapes]
    return (
        -stand.setting.body_pt - EXTRA_PT * len(stand.extras),
        *_unevenness(view, stand),
        order.index(view.arrangement),
    )


def _unevenness(view: View, stand: Stand) -> tuple[float, ...]:
    lines = blank_pt(view, stand) / stand.setting.leading_pt
    return (0.0,) if lines <= LEVEL_LINES else (round(lines, 1),)


def blank_pt(view: View, stand: Stand) -> float:
    """Return by how much the shortest column ends above its neighbour, at most, in pt."""
    ends = view.bare(view.without | view.stack.extras - stand.extras).at(stand.setting).columns_pt
    bands = [[ends[name] for name in band if name in ends] for band in view.bands]
    return max((max(band) - min(band) for band in bands if band), default=0.0)


def _why(view: View, stand: Stand, shapes: Sequence[View]) -> str:
    design = shapes[0]
    if view is design:
        return ""
    other = climb(design, design.ladder.plan.extras)
    if other is None:
        return f"`{design.arrangement}` does not hold the page"
    if other.setting.body_pt < stand.setting.body_pt:
        return f"in `{design.arrangement}` the type would be {other.setting.body_pt:g} pt"
    return f"in `{design.arrangement}` a column would end {_lines(design, other)} lines above its neighbour"


def _lines(view: View, stand: Stand) -> int:
    return round(blank_pt(view, stand) / stand.setting.leading_pt)


# -- something gives way ---------------------------------------------------------------------


def _with_less(trial: Trial, shapes: tuple[View, ...]) -> Found:
    """Return the page with as little given up as lets it fit, or its refusal if nothing does.

    Omissions can change more than heights, such as the columns of a table or the order of citations:
    where a page was not as predicted, what was learnt is heeded in choosing again.
    """
    copy = trial.copy
    shapes = tuple(view.bare(copy.extras) for view in _paired(trial, shapes))
    roomy = [view for view in shapes if view.is_roomy(view.tightest())]
    shapes = tuple(sorted(roomy, key=lambda view: view.overflow_pt(view.tightest()))[:NEAREST])
    whole = shapes[0]
    candidates = _on_page(copy, whole)
    weigher = _weigher(whole, copy)
    giving = _Giving(trial, shapes, candidates, weigher)
    outcome, nearest = giving.search()
    if outcome is None:
        refused = _refusal(trial, nearest, candidates)
        return Found(copy, whole, candidates, lambda: weigher, refused=refused)
    given, layouts = _given(outcome.choice, weigher), trial.press.layouts
    outcome = replace(outcome, layouts=layouts, given_pt=given, why=giving.why(outcome))
    return Found(copy, whole, candidates, lambda: weigher, outcome)


def _paired(trial: Trial, shapes: tuple[View, ...]) -> tuple[View, ...]:
    """Return the views knowing how every statement reads in its `short` wording, laid out once for all."""
    if not any(candidate.short for candidate in trial.copy.candidates):
        return shapes
    short = trial.short(shapes[0])
    return tuple(replace(view, stack=view.stack.with_wordings(SHORT, short)) for view in shapes)


def _on_page(copy: Copy, view: View) -> tuple[Candidate, ...]:
    statements = view.stack.statements
    return tuple(candidate for candidate in copy.candidates if candidate.id in statements)


def _weigher(view: View, copy: Copy) -> Weigher:
    setting = view.tightest()
    short = Choice(frozenset(candidate.id for candidate in _on_page(copy, view) if candidate.short))
    return Weigher(view.stack, view.at(setting), view.with_choice(short).at(setting))


class _Giving:
    """A search for what gives way, in all arrangements at once: a choice will do if one of them holds it."""

    def __init__(
        self, trial: Trial, shapes: Sequence[View], candidates: Sequence[Candidate], weigher: Weigher
    ) -> None:
        self.trial = trial
        self.shapes = list(shapes)
        self.candidates = candidates
        self.weigher = weigher
        self.known: dict[tuple[str, Choice], float] = {}
        self.off_pt: dict[tuple[str, Choice], float] = {}
        self.foreseen: dict[tuple[str, Choice], float] = {}

    def search(self) -> tuple[Outcome | None, View]:
        """Return the page that gives up least, None if there is none, and the page that came nearest."""
        found: list[Outcome] = []
        for _ in range(ROUNDS):
            choice = choose(self.candidates, self.overflow, self.weigher)
            tried = None if choice in {one.choice for one in found} else self._confirmed(choice)
            if tried is None:
                break
            found += [tried[0]] if tried[0] else []
        if not found:
            everything = choose(self.candidates, lambda _: math.inf, self.weigher)
            outcome, seen = self._tried(self._nearest(everything), everything)
            if outcome is None:
                return None, seen
            found.append(outcome)
        least = min(found, key=lambda one: self.weigher.burden(self.candidates, one.choice))
        return self._with_near_misses(least), self.shapes[0]

    def _with_near_misses(self, outcome: Outcome) -> Outcome:
        """Return the page with those things back that are foretold to miss by so little that they may not."""
        for _ in range(NEAR_MISSES):
            ways = put_back(self.candidates, outcome.choice)
            near = (way for way in ways if 0 < self.overflow(way) < NEAR_PT)
            way = next((way for way in near if self._is_untried(way)), None)
            if way is None:
                break
            fuller, _ = self._tried(self._nearest(way), way)
            outcome = fuller or outcome
        return outcome

    def _is_untried(self, choice: Choice) -> bool:
        return all((view.arrangement, choice) not in self.known for view in self.shapes)

    def overflow(self, choice: Choice) -> float:
        """Return by how much the page is too long with a choice, in the arrangement that is nearest."""
        least = math.inf
        for view in list(self.shapes):
            over = self.overflow_in(view, choice)
            least = min(least, over)
            if over <= 0:
                self.shapes.remove(view)
                self.shapes.insert(0, view)
                break
        return least

    def why(self, outcome: Outcome) -> str:
        """Return why the page is arranged as it is, "" where it is the design that holds it."""
        name = self.trial.copy.ladder.arrangements[0]
        if outcome.arrangement == name:
            return ""
        design = next((view for view in self.shapes if view.arrangement == name), None)
        if design is None or self.overflow_in(design, outcome.choice) > 0:
            return f"`{name}` would give up more"
        return f"in `{name}` the type would be smaller or the columns less even"

    def overflow_in(self, view: View, choice: Choice) -> float:
        """Return the overflow in one arrangement: as it is known, or as predicted and corrected."""
        key = (view.arrangement, choice)
        if key in self.known:
            return self.known[key]
        if key not in self.foreseen:
            self.foreseen[key] = view.with_choice(choice).overflow_pt(view.tightest()) + NOISE_PT
        return self.foreseen[key] + self._off_pt(view.arrangement, choice)

    def _off_pt(self, arrangement: str, choice: Choice) -> float:
        """Return by how much a prediction is wrong, as it was for the choice most like it that was tried."""
        tried = [
            (unlike(choice, other), off) for (name, other), off in self.off_pt.items() if name == arrangement
        ]
        return min(tried, key=lambda one: one[0])[1] if tried else 0.0

    def _nearest(self, choice: Choice) -> View:
        return min(self.shapes, key=lambda view: self.overflow_in(view, choice))

    def _confirmed(self, choice: Choice) -> tuple[Outcome | None, View] | None:
        """Return the page with a choice made, laid out for real in the arrangement that suits it best.

        None if no arrangement is left that is said to hold it.
        """
        holding = [view for view in self.shapes if self.overflow_in(view, choice) <= 0]
        untried = [view for view in holding if (view.arrangement, choice) not in self.known]
        if not untried:
            return None
        stands = [(one, stand) for one in untried if (stand := _stand(one, choice))]
        order = self.trial.copy.ladder.arrangements
        ranked = sorted(
            stands,
            key=lambda one: (
                -one[1].setting.body_pt,
                *_unevenness(one[0].with_choice(choice), one[1]),
                order.index(one[0].arrangement),
            ),
        )
        return self._tried(ranked[0][0] if ranked else untried[0], choice)

    def _tried(self, view: View, choice: Choice) -> tuple[Outcome | None, View]:
        outcome, seen = self.trial.confirmed(view.with_choice(choice))
        if outcome is None and seen.made != choice:
            outcome, seen = self.trial.confirmed(self.trial.bare(view, choice))
        seen = seen.bare(self.trial.copy.extras)
        key = (view.arrangement, choice)
        self.known[key] = seen.overflow_pt(seen.tightest()) + NOISE_PT
        foreseen = view.with_choice(choice).overflow_pt(view.tightest()) + NOISE_PT
        self.off_pt[key] = self.known[key] - foreseen
        return outcome, seen


def _stand(view: View, choice: Choice) -> Stand | None:
    return climb(view.with_choice(choice), view.ladder.plan.extras)


def _given(choice: Choice, weigher: Weigher) -> Mapping[str, float]:
    shortened = {one: weigher.shortening_pt(one) for one in sorted(choice.shortened)}
    return {**shortened, **{one: weigher.dropping_pt(one) for one in sorted(choice.dropped)}}


def _refusal(trial: Trial, view: View, candidates: Sequence[Candidate]) -> CopyfitError:
    """Return what is to be said about a page that does not fit with everything given up."""
    short = shortfall(view)
    if short.overflow_pt <= -NOISE_PT:
        said = Said(view.choice, frozenset(), view.arrangement)
        return LayoutError(trial.never_one_page(view.tightest(), said))
    return refusal(trial.copy.name, view, short, candidates, trial.copy.ladder.pin.arrangement)
