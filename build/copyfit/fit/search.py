"""Fit one page: probe it once, predict everything else, confirm, and correct only what was off.

In: a `Press` and the `Page`'s ladder, extras and candidates. Out: an `Outcome`. Next: `fit` wraps it.

Where nothing has to give way this takes two layouts, three if a prediction was off.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from copyfit.content.edition import Setting
from copyfit.errors import About, CopyfitError, LayoutError, Problem
from copyfit.fit.climb import Stand, View, climb
from copyfit.fit.ladder import ACCESSIBLE_PT, BEST_AIR, Ladder, quarter
from copyfit.fit.measures import NOISE_PT, Area, Measured, area_of, measured
from copyfit.fit.omission import NOTHING, Candidate, Choice, Overflow, Weigher, choose, pair
from copyfit.fit.press import Press, Sheet
from copyfit.fit.refusal import refusal, shortfall
from copyfit.fit.stack import Question, Stack
from copyfit.layout.boxes import Layout

CORRECTIONS = 4
"""How often a page is laid out again because it was not as predicted."""
ROUNDS = 6
"""How often what gives way is chosen again because omissions gave back more or less than predicted."""
OFF_PT = 1.0
"""A page that ends this far from where it was to end is corrected."""


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to fit: the page's name for reports, its ladder, and what may give way."""

    name: str
    ladder: Ladder
    candidates: tuple[Candidate, ...] = ()

    @property
    def extras(self) -> frozenset[str]:
        """The names of the blocks that appear when there is room."""
        return frozenset(extra.name for extra in self.ladder.plan.extras)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page that fits: its layout and everything that was decided."""

    layout: Layout
    setting: Setting
    choice: Choice
    extras: frozenset[str]
    measured: Measured
    area: Area
    layouts: int
    given_pt: dict[str, float] = field(default_factory=dict)


class Engine:
    """Fits one page; counts how often it is laid out."""

    def __init__(self, press: Press, page: Page) -> None:
        self.press = press
        self.page = page
        self.ladder = page.ladder
        self.layouts = 0
        self._full: View | None = None
        self.sheet = press.sheet(self.ladder.setting(self.ladder.best(), BEST_AIR))

    def fit(self) -> Outcome:
        """Return the most readable page that holds everything.

        Raises FitError if it does not fit with everything given up that may go, LayoutError if the
        page loses a word whatever its setting.
        """
        view = self._probe(NOTHING, self.page.extras)
        if self.ladder.accessible:
            view = self._enlarged(view)
        self._full = view
        outcome, _ = self._stand_and_confirm(view)
        if outcome is None and not self.page.extras <= {node.extra for node in view.stack.nodes}:
            view = self._bare_probe(NOTHING)
            outcome, _ = self._stand_and_confirm(view)
        return outcome or self._fit_with_less(view)

    @property
    def full(self) -> View:
        """The page as it was probed first, with nothing given up."""
        assert self._full is not None, "the page is probed by fitting it"
        return self._full

    def view_of(self, outcome: Outcome) -> View:
        """Return a page that was fitted as a view, so that it can be asked about."""
        stack = Stack(outcome.layout, outcome.setting)
        return View(stack, outcome.area, self.ladder, made=outcome.choice)

    def weigh(self) -> tuple[tuple[Candidate, ...], Weigher]:
        """Return the statements on the page, and what each takes in full and in few words."""
        candidates = self._on_page(self.full.stack)
        if not any(node.others for node in self.full.stack.nodes):
            self._learn_short_wordings(self.full, candidates)
        return candidates, self._weigher(self.full, candidates)

    # -- looking -------------------------------------------------------------------------

    def _lay_out(self, setting: Setting, choice: Choice, extras: frozenset[str], *, endless: bool) -> Layout:
        self.layouts += 1
        layout = self.press.lay_out(setting, choice, extras, self.sheet if endless else None)
        if endless and len(layout.pages) > 1:
            raise LayoutError(self._never_one_page(setting, choice))
        return layout

    def _probe(self, choice: Choice, extras: frozenset[str]) -> View:
        """Lay the page out on an endless sheet, at its best size, and return it as a view."""
        setting = self.ladder.setting(self.ladder.best(), BEST_AIR)
        layout = self._lay_out(setting, choice, extras, endless=True)
        margin = layout.sheet.margin
        area = Area(margin.top, self.sheet.height_pt - margin.bottom)
        return View(Stack(layout, setting), area, self.ladder, made=choice)

    def _enlarged(self, view: View) -> View:
        """Return `view` with every role that is set smaller than an accessible page allows at 12 pt."""
        small = {}
        for node in view.stack.nodes:
            for run in (run for line in node.box.lines for run in line.runs):
                role = run.role
                if role and not role.added and run.style.size_pt < ACCESSIBLE_PT:
                    ratio = max(self.ladder.leadings.min, node.box.leading_pt / run.style.size_pt)
                    small[role.name] = (ACCESSIBLE_PT, quarter(ACCESSIBLE_PT * ratio))
        self.ladder = replace(self.ladder, small=small)
        return self._probe(view.choice, self.page.extras)

    # -- confirming ----------------------------------------------------------------------

    def _stand_and_confirm(self, view: View) -> tuple[Outcome | None, View]:
        """Return the page as it stands best, laid out for real, and the view that this was decided on.

        The outcome is None if the page does not fit at the floor.
        """
        extras = self.ladder.plan.extras
        outcome: Outcome | None = None
        stand = climb(view, extras)
        for _ in range(CORRECTIONS):
            if stand is None or (outcome and stand.setting == outcome.setting):
                break
            layout = self._lay_out(stand.setting, view.choice, stand.extras, endless=False)
            if not self.sheet.is_like(layout):
                view = self._on_its_own_sheet(view, layout)
            else:
                found = self._outcome(layout, stand, view.choice)
                if outcome or (found and not self._much_off(found, view)):
                    outcome = found or outcome
                    break
                outcome = found
                view = self._closer(view, stand, layout)
            stand = climb(view, extras)
        return outcome, view

    def _on_its_own_sheet(self, view: View, layout: Layout) -> View:
        """Return `view` again, on the paper that `layout` turned out to be on."""
        self.sheet = Sheet(layout.sheet.width_pt, layout.sheet.height_pt)
        shown = self.page.extras - view.without
        return replace(self._probe(view.choice, shown), without=view.without)

    def _outcome(self, layout: Layout, stand: Stand, choice: Choice) -> Outcome | None:
        """Return the page if it ends inside its type area; None if it is too long.

        Raises LayoutError if it is not whole.
        """
        found, area = measured(layout), area_of(layout)
        too_long = found.ink_pt > area.foot_pt(stand.setting.leading_pt) + NOISE_PT
        if found.pages > 1 or too_long:
            return None
        prove_whole(layout)
        return Outcome(layout, stand.setting, choice, stand.extras, found, area, self.layouts)

    def _much_off(self, outcome: Outcome, view: View) -> bool:
        """Return whether a page ends so far above where it was to end that a correction would show."""
        expected = view.ask(outcome.setting).ink_pt
        return outcome.measured.ink_pt < expected - OFF_PT

    def _closer(self, view: View, stand: Stand, layout: Layout) -> View:
        """Return a view taken at the setting that was predicted wrongly, with the same choice composed."""
        if len(layout.pages) > 1:
            layout = self._lay_out(stand.setting, view.choice, stand.extras, endless=True)
        absent = self.page.extras - stand.extras
        return View(Stack(layout, stand.setting), view.area, self.ladder, made=view.choice, without=absent)

    # -- giving way ----------------------------------------------------------------------

    def _fit_with_less(self, view: View) -> Outcome:
        """Return the page with as little given up as lets it fit; raise FitError if nothing does.

        Omissions can change more than heights, such as the columns of a table or the order of citations:
        where a page was not as predicted, what was learnt is heeded in choosing again.
        """
        bare = replace(view, without=self.page.extras)
        candidates = self._on_page(view.stack)
        self._learn_short_wordings(bare, candidates)
        weigher = self._weigher(bare, candidates)
        seen, off_pt = bare, 0.0
        found: list[Outcome] = []
        known: dict[Choice, float] = {}
        for _ in range(ROUNDS):
            choice = choose(candidates, self._overflow(bare, off_pt, known), weigher)
            if choice in known:
                break
            outcome, seen = self._confirmed(view, choice)
            found += [outcome] if outcome else []
            known[choice] = seen.overflow_pt(seen.tightest()) + NOISE_PT
            off_pt = known[choice] - self._overflow(bare, 0.0)(choice)
        everything = choose(candidates, lambda _: math.inf, weigher)
        if not found and everything not in known:
            outcome, seen = self._confirmed(view, everything)
            found += [outcome] if outcome else []
        if not found:
            raise self._refusal(seen, candidates)
        least = min(found, key=lambda outcome: weigher.burden(candidates, outcome.choice))
        return replace(least, layouts=self.layouts, given_pt=_given(least.choice, weigher))

    def _confirmed(self, view: View, choice: Choice) -> tuple[Outcome | None, View]:
        """Return the page with a choice made, None if it does not fit, and how it was seen last."""
        outcome, seen = self._stand_and_confirm(replace(view, asked=choice))
        if outcome is None and seen.made != choice:
            outcome, seen = self._stand_and_confirm(self._bare_probe(choice))
        return outcome, replace(seen, without=self.page.extras)

    def _bare_probe(self, choice: Choice) -> View:
        """Return the page with a choice made and no extras, laid out anew."""
        return replace(self._probe(choice, frozenset()), without=self.page.extras)

    def _learn_short_wordings(self, view: View, candidates: Sequence[Candidate]) -> None:
        ids = frozenset(c.id for c in candidates if c.short)
        if ids:
            short = self._lay_out(view.stack.setting, Choice(ids), frozenset(), endless=True)
            pair(view.stack, Stack(short, view.stack.setting))

    def _on_page(self, stack: Stack) -> tuple[Candidate, ...]:
        return tuple(c for c in self.page.candidates if c.id in stack.statements)

    def _weigher(self, view: View, candidates: Sequence[Candidate]) -> Weigher:
        setting = view.tightest()
        short = Choice(frozenset(c.id for c in candidates if c.short))
        return Weigher(view.stack, view.ask(setting), replace(view, asked=short).ask(setting))

    def _overflow(self, view: View, off_pt: float, known: Mapping[Choice, float] | None = None) -> Overflow:
        """Return the overflow of a choice: as it is `known`, or as predicted, corrected by `off_pt`."""
        setting = view.tightest()

        def overflow(choice: Choice) -> float:
            if known and choice in known:
                return known[choice]
            return replace(view, asked=choice).overflow_pt(setting) + off_pt + NOISE_PT

        return overflow

    def _refusal(self, view: View, candidates: Sequence[Candidate]) -> CopyfitError:
        """Return what is to be said about a page that does not fit with everything given up."""
        setting = view.tightest()

        def overflow(question: Question) -> float:
            asked = replace(question, without=view.without)
            return view.area.overflow_pt(view.stack.ask(asked), setting.leading_pt)

        short = shortfall(view.stack, setting, overflow)
        if short.overflow_pt <= -NOISE_PT:
            return LayoutError(self._never_one_page(setting, view.made))
        return refusal(self.page.name, short, setting, candidates, view.made)

    def _never_one_page(self, setting: Setting, choice: Choice) -> list[Problem]:
        """Return why a page that is short enough still is not one page: a forced break, say."""
        from copyfit.proof import completeness

        layout = self._lay_out(setting, choice, frozenset(), endless=False)
        if len(layout.pages) == 1:  # the endless sheet alone was broken over pages, or words were lost on it
            message = f"{self.page.name} is one page on paper, and cannot be measured on a longer sheet"
            hint = "take fixed heights and `break-before`, `break-after` or `page` from the style sheet"
        else:
            count = len(layout.pages)
            message = f"{self.page.name} takes {count} pages even where there is room for all on one"
            hint = "look for `break-before`, `break-after` or `page` in the template's style sheet"
        return [*completeness(layout), Problem("not-one-page", message, hint, about=About("style"))]


def prove_whole(layout: Layout) -> None:
    """Raise LayoutError unless every word of the page is on it, whole and in order."""
    from copyfit.proof import completeness

    problems = [problem for problem in completeness(layout) if problem.severity == "error"]
    if problems:
        raise LayoutError(problems)


def _given(choice: Choice, weigher: Weigher) -> dict[str, float]:
    shortened = {one: weigher.shortening_pt(one) for one in sorted(choice.shortened)}
    return {**shortened, **{one: weigher.dropping_pt(one) for one in sorted(choice.dropped)}}
