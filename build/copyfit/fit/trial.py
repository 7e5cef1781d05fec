"""Lay a page out to look at it, and again to confirm how it is to stand.

In: a `Press` and the `Copy`. Out: `View`s of what was laid out, and `Outcome`s that fit. Next: `search`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from copyfit.content.edition import Setting
from copyfit.errors import About, LayoutError, Problem
from copyfit.fit.choice import NOTHING, Choice
from copyfit.fit.climb import Stand, climb
from copyfit.fit.copy import Copy
from copyfit.fit.ladder import ACCESSIBLE_PT, BEST_AIR, Ladder, quarter
from copyfit.fit.measures import NOISE_PT, Measured, TypeArea, area_of, least_free_pt, measured
from copyfit.fit.press import CountingPress, PaperSize, Said
from copyfit.fit.stack import Stack, stack_of
from copyfit.fit.view import View
from copyfit.layout.boxes import Layout

CORRECTIONS = 4
"""How often a page is laid out again because it was not as predicted."""
OFF_PT = 1.0
"""A page that ends this far from where it was to end is corrected."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page that fits: its layout and everything that was decided; `said` is what it says.

    `why` says why it is arranged as it is, "" where it is the design that holds it; `blank_lines` by how many
    lines a column ends above its neighbour before it opens up, where something was given up.
    """

    layout: Layout
    setting: Setting
    said: Said
    measured: Measured
    area: TypeArea
    layouts: int
    given_pt: Mapping[str, float] = field(default_factory=dict)
    why: str = ""
    blank_lines: float = 0.0

    @property
    def choice(self) -> Choice:
        """What gave way."""
        return self.said.choice

    @property
    def extras(self) -> frozenset[str]:
        """The extras that are on the page."""
        return self.said.extras

    @property
    def arrangement(self) -> str:
        """The arrangement that the page has."""
        return self.said.arrangement


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy on a press: what lays its page out, and counts how often.

    `too_long` are the pages that were laid out and did not fit: none is tried twice.
    """

    press: CountingPress
    copy: Copy
    too_long: list[tuple[Setting, Said]] = field(default_factory=list)

    def first(self) -> View:
        """Return the design with everything on it, laid out without end, at the best size.

        On an accessible page, what is set too small is set at 12 pt. Raises LayoutError for letters that no
        face has.
        """
        ladder = self.copy.ladder
        said = Said(NOTHING, self.copy.extras, ladder.arrangements[0])
        paper = self.press.sheet(ladder.setting(ladder.best(), BEST_AIR), said)
        view = self.probe(ladder, paper, said, first=True)
        if ladder.accessible:
            view = self.probe(_enlarged(ladder, view), paper, said)
        return view

    def probe(self, ladder: Ladder, paper: PaperSize, said: Said, *, first: bool = False) -> View:
        """Lay the page out on an endless sheet, at its best size, and return it as a view."""
        setting = ladder.setting(ladder.best(), BEST_AIR, None, said.arrangement)
        layout = self._endless(setting, said, paper)
        margin = layout.sheet.margin
        if first:
            from copyfit.layout.paper import prove_room

            prove_letters(layout)
            prove_room(paper.width_pt, paper.height_pt, margin)
        area = TypeArea(margin.top, paper.height_pt - margin.bottom, least_free_pt(layout))
        stack = stack_of(layout, setting, ladder.plan.runs)
        return View(stack, area, ladder, paper, said.arrangement, made=said.choice)

    def rearrangements(self, view: View, known: set[str], *, late: bool) -> Iterator[View]:
        """Yield the page in every arrangement that prints its blocks in other places, each laid out once.

        Those that are tried `late` or the others; `known` are pages that were looked at already.
        """
        known.add(self.press.words(Said(view.choice, self.copy.extras, view.arrangement)))
        plan = self.copy.ladder.plan
        for form in (form for form in self.copy.forms[1:] if plan.is_late(form[0]) == late):
            said = Said(view.choice, self.copy.extras, form[0])
            words = self.press.words(said)
            if words not in known:
                known.add(words)
                yield self.rearranged(view, form[0])

    def rearranged(self, view: View, arrangement: str) -> View:
        """Return the page in another arrangement, laid out anew."""
        said = Said(view.choice, self.copy.extras, arrangement)
        return self.probe(view.ladder, view.paper, said)

    def bare(self, view: View, choice: Choice) -> View:
        """Return the page with a choice made and no extras, laid out anew."""
        said = Said(choice, frozenset(), view.arrangement)
        probed = self.probe(view.ladder, view.paper, said)
        return replace(probed.bare(self.copy.extras), cramped_pt=view.cramped_pt)

    def short(self, view: View) -> Stack:
        """Return the page with every `short` wording there is, laid out at the setting of `view`."""
        ids = frozenset(candidate.id for candidate in self.copy.candidates if candidate.short)
        said = Said(Choice(ids), frozenset(), view.arrangement)
        layout = self._endless(view.stack.setting, said, view.paper)
        return stack_of(layout, view.stack.setting, self.copy.ladder.plan.runs)

    def _endless(self, setting: Setting, said: Said, paper: PaperSize) -> Layout:
        layout = self.press.lay_out(setting, said, paper)
        if len(layout.pages) > 1:
            raise LayoutError(self.never_one_page(setting, said))
        return layout

    # -- confirming ----------------------------------------------------------------------

    def confirmed(self, view: View, stand: Stand | None = None) -> tuple[Outcome | None, View]:
        """Return the page as it stands best, laid out for real, and the view that this was decided on.

        The outcome is None if the page does not fit at the floor.
        """
        extras = view.ladder.plan.extras
        outcome: Outcome | None = None
        stand = stand or climb(view, extras)
        for _ in range(CORRECTIONS):
            while stand and (stand.setting, _said(view, stand)) in self.too_long:
                view = _wary(view, stand)
                stand = climb(view, extras)
            if stand is None or (outcome and stand.setting == outcome.setting):
                break
            said = _said(view, stand)
            layout = self.press.lay_out(stand.setting, said, None)
            if not view.paper.is_like(layout):
                view = self._on_its_own_sheet(view, layout)
            else:
                found = self._outcome(layout, stand, said, view.area.least_pt)
                if outcome or (found and not _much_off(found, view)):
                    outcome = found or outcome
                    break
                outcome = found
                if found is None:
                    self.too_long.append((stand.setting, said))
                view = self._closer(view, stand, layout)
            stand = climb(view, extras)
        return outcome, view

    def _on_its_own_sheet(self, view: View, layout: Layout) -> View:
        """Return `view` again, on the paper that `layout` turned out to be on."""
        paper = PaperSize(layout.sheet.width_pt, layout.sheet.height_pt)
        said = Said(view.choice, self.copy.extras - view.without, view.arrangement)
        return self.probe(view.ladder, paper, said).bare(view.without)

    def _outcome(self, layout: Layout, stand: Stand, said: Said, least_pt: float) -> Outcome | None:
        """Return the page if it ends inside its type area, as it was planned; None if it is too long.

        Raises LayoutError if it is not whole.
        """
        found, area = measured(layout), replace(area_of(layout), least_pt=least_pt)
        too_long = found.ink_pt > area.foot_pt(stand.setting.leading_pt) + NOISE_PT
        if found.pages > 1 or too_long:
            return None
        prove_whole(layout)
        return Outcome(layout, stand.setting, said, found, area, self.press.layouts)

    def _closer(self, view: View, stand: Stand, layout: Layout) -> View:
        """Return a view taken at the setting that was predicted wrongly, with the same choice composed."""
        if len(layout.pages) > 1:
            layout = self._endless(stand.setting, _said(view, stand), view.paper)
        stack = stack_of(layout, stand.setting, self.copy.ladder.plan.runs)
        absent = self.copy.extras - stand.extras
        return replace(view, stack=stack, made=view.choice, asked=NOTHING, without=absent, step=0)

    def never_one_page(self, setting: Setting, said: Said) -> list[Problem]:
        """Return why a page that is short enough still is not one page: a forced break, say."""
        from copyfit.proof import completeness

        layout, name = self.press.lay_out(setting, said, None), self.copy.name
        if len(layout.pages) == 1:  # the endless sheet alone was broken over pages, or words were lost on it
            message = f"{name} is one page on paper, and cannot be measured on a longer sheet"
            hint = "take fixed heights and `break-before`, `break-after` or `page` from the style sheet"
        else:
            message = f"{name} takes {len(layout.pages)} pages even where there is room for all on one"
            hint = "look for `break-before`, `break-after` or `page` in the template's style sheet"
        return [*completeness(layout), Problem("not-one-page", message, hint, about=About("style"))]


def prove_letters(layout: Layout) -> None:
    """Raise LayoutError for letters that no face of the page has."""
    from copyfit.proof import prove_letters as prove

    prove(layout)


def prove_whole(layout: Layout) -> None:
    """Raise LayoutError unless every word of the page is on it, whole and in order."""
    from copyfit.proof import completeness

    problems = [problem for problem in completeness(layout) if problem.severity == "error"]
    if problems:
        raise LayoutError(problems)


def _enlarged(ladder: Ladder, view: View) -> Ladder:
    """Return the ladder with every role that is set smaller than an accessible page allows at 12 pt."""
    small = {}
    for node in view.stack.nodes:
        for run in (run for line in node.box.lines for run in line.runs):
            role = run.role
            if role and not role.added and run.style.size_pt < ACCESSIBLE_PT:
                ratio = max(ladder.leadings.min, node.box.leading_pt / run.style.size_pt)
                small[role.name] = (ACCESSIBLE_PT, quarter(ACCESSIBLE_PT * ratio))
    return replace(ladder, small=small)


def _said(view: View, stand: Stand) -> Said:
    return Said(view.choice, stand.extras, view.arrangement, stand.breaks)


def _wary(view: View, stand: Stand) -> View:
    """Return a view with less room: a page that was as foretold does not fit all the same.

    What may not be parted is broken over two sheets though it would end above the margin of one.
    """
    room_pt = max(0.0, -view.overflow_pt(stand.setting))
    area = TypeArea(view.area.top_pt, view.area.bottom_pt - room_pt - OFF_PT)
    return replace(view, area=area)


def _much_off(outcome: Outcome, view: View) -> bool:
    """Return whether a page ends so far above where it was to end that a correction would show."""
    expected = view.at(outcome.setting).ink_pt
    return outcome.measured.ink_pt < expected - OFF_PT
