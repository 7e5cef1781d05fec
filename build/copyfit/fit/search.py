"""Fit one page: look at it once, predict everything else, confirm, and correct only what was off.

In: a `Press` and the `Copy`. Out: what was `Found`. Next: `fit` wraps it, `budget` asks it.

Where nothing has to give way this takes two layouts, three if a prediction was off, and one more for each
arrangement that prints blocks in other places, if the design does not hold the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copyfit.errors import CopyfitError, LayoutError
from copyfit.fit.choice import NOTHING, SHORT, Candidate, Choice
from copyfit.fit.climb import Stand, climb
from copyfit.fit.copy import Copy
from copyfit.fit.giving import Giving
from copyfit.fit.measures import NOISE_PT
from copyfit.fit.omission import Weigher
from copyfit.fit.press import CountingPress, Press, Said
from copyfit.fit.rank import Standing, blank_lines, eased, ranked
from copyfit.fit.refusal import refusal, shortfall
from copyfit.fit.trial import Outcome, Trial
from copyfit.fit.view import View

CRAMPED_PT = 0.5
"""By so much a word may be wider than its column without being thought too wide."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search.

    `whole` is the page with nothing given up, in the arrangement that was taken, or that came nearest;
    `shapes` is it in every arrangement that was thought of. There is an `outcome`, or a `refused` that says
    why there is none.
    """

    copy: Copy
    whole: View
    candidates: tuple[Candidate, ...]
    weigh: Callable[[], Weigher]
    shapes: tuple[View, ...]
    outcome: Outcome | None = None
    refused: CopyfitError | None = None


def search(press: Press, copy: Copy, first: View | None = None, *, every: bool = False) -> Found:
    """Return the most readable page that holds everything, or why there is none.

    `first` is the page as it was looked at, where it was already, and counts as one layout. `every` has it
    looked at in all arrangements, even where the first ones hold it.
    Raises LayoutError if the page loses a word whatever its setting.
    """
    trial = Trial(CountingPress(press, 1 if first else 0), copy)
    first = first or trial.first()
    allowed_pt = _allowed_pt(first, copy)
    shapes = (replace(first, cramped_pt=allowed_pt), *_siblings(first, copy, allowed_pt))
    outcome, design = _whole(trial, shapes, shapes[0])
    known: set[str] = set()
    for late in (False, True):
        if outcome is None or every:
            others = tuple(trial.rearrangements(first, known, late=late))
            more = tuple(one for view in others for one in _siblings(view, copy, allowed_pt, itself=True))
            shapes += more
            if outcome is None:
                outcome, design = _whole(trial, more, design)
    if outcome is None:
        more = tuple(_eased(shapes))
        outcome, design = _whole(trial, more, design)
        shapes += more if outcome else ()
    if outcome is not None:
        whole = next(view for view in shapes if view.arrangement == outcome.arrangement)
        candidates = _on_page(copy, whole)
        weigh = lambda: _weigher(_paired(trial, (whole,))[0], copy)  # noqa: E731 - it takes a layout
        return Found(copy, whole, candidates, weigh, shapes, outcome)
    return _with_less(trial, shapes)


def _allowed_pt(design: View, copy: Copy) -> float:
    """Return by how much a word may be wider than its column: hardly, unless it is so in every width."""
    cramped_pt = design.stack.cramped_pt(design.tightest())
    others = _siblings(design, copy, CRAMPED_PT)
    if cramped_pt <= CRAMPED_PT or any(view.is_roomy(view.tightest()) for view in others):
        return CRAMPED_PT
    return cramped_pt


def _siblings(view: View, copy: Copy, allowed_pt: float, *, itself: bool = False) -> Iterator[View]:
    """Yield the page in every other arrangement that is foretold from the layout of `view`.

    No word or picture may be wider than its column by more than `allowed_pt`.
    """
    form = next(names for names in copy.forms if view.arrangement in names)
    for name in form:
        if itself or name != view.arrangement:
            yield replace(view.arranged(name), cramped_pt=allowed_pt)


def _eased(shapes: Sequence[View]) -> Iterator[View]:
    """Yield the arrangements that would hold the page if a column were a little wider, with it wider."""
    for view in shapes:
        bare = view.bare(view.without | view.ladder.plan.optional_extras)
        over_pt, wider = eased(bare, bare.overflow_pt(bare.tightest()))
        if wider is not bare and over_pt <= 0:
            yield view.arranged(wider.arrangement)


# -- everything stays ------------------------------------------------------------------------


def _whole(trial: Trial, shapes: tuple[View, ...], design: View) -> tuple[Outcome | None, View]:
    """Return the page with nothing given up, None if no arrangement holds it, and the design as it is known.

    The design is kept where its type is as large and its columns as even as in any other.
    """
    for _ in range(len(shapes) + 1):
        stands = _stands(shapes, design)
        if not stands:
            break
        view, stand = stands[0]
        outcome, seen = trial.confirmed(view, stand)
        if outcome is None and not trial.copy.extras <= seen.without | seen.stack.extras:
            seen = trial.bare(view, NOTHING)
            outcome, seen = trial.confirmed(seen)
        if outcome is not None:
            return replace(outcome, why=_why(view, stand, design)), design
        shapes = tuple(seen if one is view else one for one in shapes)
        design = seen if view is design else design
    return None, design


def _stands(shapes: Sequence[View], design: View) -> list[Standing]:
    """Return how each arrangement would stand, the best first; the design alone if nothing is better."""
    if shapes and shapes[0] is design:
        stand = climb(design, design.ladder.plan.extras)
        if stand is not None and stand.setting.body_pt >= design.ladder.sizes_pt[0]:
            return [(design, stand)]
    return ranked(shapes)


def _why(view: View, stand: Stand, design: View) -> str:
    if view is design:
        return ""
    other = climb(design, design.ladder.plan.extras)
    if other is None:
        return f"`{design.arrangement}` does not hold the page"
    if other.setting.body_pt < stand.setting.body_pt:
        return f"in `{design.arrangement}` the type would be {other.setting.body_pt:g} pt"
    lines = round(blank_lines(design, other))
    return f"in `{design.arrangement}` a column would end {lines} lines above its neighbour"


# -- something gives way ---------------------------------------------------------------------


def _with_less(trial: Trial, shapes: tuple[View, ...]) -> Found:
    """Return the page with as little given up as lets it fit, or its refusal if nothing does.

    Omissions can change more than heights, such as the columns of a table or the order of citations:
    where a page was not as predicted, what was learnt is heeded in choosing again.
    """
    copy = trial.copy
    shapes = tuple(view.bare(copy.extras) for view in _paired(trial, shapes))
    roomy = [view for view in shapes if view.is_roomy(view.tightest())]
    shapes = tuple(sorted(roomy, key=lambda view: view.overflow_pt(view.tightest())))
    whole = shapes[0]
    candidates = _on_page(copy, whole)
    weigher = _weigher(whole, copy)
    giving = Giving(trial, shapes, candidates, weigher)
    outcome, nearest = giving.search()
    if outcome is None:
        refused = _refusal(trial, nearest, candidates, giving.nearly(nearest))
        return Found(copy, whole, candidates, lambda: weigher, shapes, refused=refused)
    given, layouts = _given(outcome.choice, weigher), trial.press.layouts
    outcome = replace(outcome, layouts=layouts, given_pt=given, why=giving.why(outcome))
    return Found(copy, whole, candidates, lambda: weigher, shapes, outcome)


def _paired(trial: Trial, shapes: tuple[View, ...]) -> tuple[View, ...]:
    """Return the views knowing how every statement reads in its `short` wording, laid out once for all."""
    if not any(candidate.short for candidate in trial.copy.candidates):
        return shapes
    short = trial.short(shapes[0])
    stacks = {id(view.stack): view.stack.with_wordings(SHORT, short, shapes[0].stack) for view in shapes}
    return tuple(replace(view, stack=stacks[id(view.stack)]) for view in shapes)


def _on_page(copy: Copy, view: View) -> tuple[Candidate, ...]:
    statements = view.stack.statements
    return tuple(candidate for candidate in copy.candidates if candidate.id in statements)


def _weigher(view: View, copy: Copy) -> Weigher:
    setting = view.tightest()
    short = Choice(frozenset(candidate.id for candidate in _on_page(copy, view) if candidate.short))
    return Weigher(view.stack, view.at(setting), view.with_choice(short).at(setting))


def _given(choice: Choice, weigher: Weigher) -> Mapping[str, float]:
    shortened = {one: weigher.shortening_pt(one) for one in sorted(choice.shortened)}
    return {**shortened, **{one: weigher.dropping_pt(one) for one in sorted(choice.dropped)}}


def _refusal(
    trial: Trial, view: View, candidates: Sequence[Candidate], others: Sequence[tuple[View, float]]
) -> CopyfitError:
    """Return what is to be said about a page that does not fit with everything given up.

    `others` are its arrangements that are hardly longer, each with by how much it is foretold wrongly.
    """
    short = shortfall(view, others)
    if short.overflow_pt <= -NOISE_PT:
        said = Said(view.choice, frozenset(), view.arrangement)
        return LayoutError(trial.never_one_page(view.tightest(), said))
    return refusal(trial.copy.name, view, short, candidates, trial.copy.ladder.pin.arrangement)
