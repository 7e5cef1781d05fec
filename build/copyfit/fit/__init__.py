"""Find the sizes, gaps and words at which one page is full and nothing spills.

In: an `Edition` and the job's files. Out: `Fitted`: a `Layout` of one page with its `Fit`. Next: `pdf`,
`docx`.

One layout on an endless sheet is read into a model (`stack`) that predicts the page at every other
setting and in every other width: paragraphs are broken again with HarfBuzz (`lines`), gaps and widths
follow the boxes that use them. So the whole ladder is searched without another layout, and the result is
confirmed by a real one.
"""

from __future__ import annotations

from collections.abc import Iterable

from copyfit.account import Budget, Fit
from copyfit.content.edition import Edition
from copyfit.content.kinds import Identified, Statement, Wording
from copyfit.errors import BriefError, LayoutError, Place, Problem
from copyfit.fit.again import Remembered
from copyfit.fit.budget import budget_of
from copyfit.fit.choice import Candidate
from copyfit.fit.copy import Copy
from copyfit.fit.guess import Memory
from copyfit.fit.ladder import Ladder, Pin
from copyfit.fit.manners import manners
from copyfit.fit.outcome import Fitted
from copyfit.fit.press import BoundedPress, EditionPress
from copyfit.fit.report import fit_of, warnings
from copyfit.fit.search import search
from copyfit.language.locale import script_of
from copyfit.project import Files
from copyfit.suggest import did_you_mean, one_of

__all__ = ["Budget", "Fit", "Fitted", "Memory", "Remembered", "budget", "fit", "ladder_of"]


def fit(
    edition: Edition, files: Files, *, accessible: bool = False, remembered: Remembered | None = None
) -> Fitted:
    """Return the page of `edition`: the most readable setting at which everything is on it.

    `accessible` makes 12 pt the smallest type and lets words give way instead. What was shortened or
    left out, and that a page is short, is among the problems, as warnings. What is `remembered` of the page
    from the last time makes it come sooner, and no other.
    Raises FitError if it does not fit with everything given up that may go, or if no setting settles it,
    LayoutError if the template loses a word whatever the setting.
    """
    press, copy = EditionPress(edition, files), _copy(edition, accessible=accessible)
    found = remembered.found(press, copy) if remembered else None
    if found is None:
        found = search(BoundedPress(press, Place(edition.loaded.path)), copy)
        if remembered:
            remembered.learns(found, press, copy, files)
    outcome = found.outcome
    if outcome is None:
        assert found.refused is not None, "a page is found or refused"
        raise found.refused
    chosen = press.chosen(outcome.said)
    place = Place(edition.loaded.path)
    said = (*warnings(outcome, copy, place), *manners(outcome.layout, edition.loaded.places.of_statement))
    return Fitted(outcome.layout, fit_of(outcome, copy), outcome.setting, chosen, said)


def budget(edition: Edition, files: Files, *, accessible: bool = False) -> Budget:
    """Return what the writer of `edition` needs to know: the room there is, and what takes it.

    A page that is refused has a budget too. Raises LayoutError if the template loses a word whatever
    the setting.
    """
    found = search(EditionPress(edition, files), _copy(edition, accessible=accessible), every=True)
    if isinstance(found.refused, LayoutError):
        raise found.refused
    return budget_of(found)


def ladder_of(edition: Edition, *, accessible: bool) -> Ladder:
    """Return the settings that the page of `edition` may take.

    Raises BriefError if the brief pins an arrangement that there is none of.
    """
    return Ladder(edition.variant.plan, script_of(edition.language), _pin(edition), accessible)


def _copy(edition: Edition, *, accessible: bool) -> Copy:
    return Copy(
        name=f"{edition.slug}, {edition.variant.name}, {edition.language}",
        ladder=ladder_of(edition, accessible=accessible),
        candidates=tuple(_candidate(edition, part) for part in _parts(edition)),
    )


def _pin(edition: Edition) -> Pin:
    """Return what the brief pins. Raises BriefError if the variant has no such arrangement."""
    name = edition.variant.name
    pinned = edition.loaded.brief.fit.get(name)
    if pinned is None:
        return Pin()
    plan = edition.variant.plan
    if pinned.arrangement is not None and not plan.has(pinned.arrangement):
        hint = did_you_mean(pinned.arrangement, plan.named()) or f"write {one_of(plan.arranged())}"
        place = edition.loaded.places.of("fit", name, "arrangement")
        message = f"{name} pages have no arrangement `{pinned.arrangement}`"
        raise BriefError(Problem("unknown-arrangement", message, hint, place))
    return Pin(pinned.body_pt, pinned.leading_pt, pinned.arrangement)


def _parts(edition: Edition) -> Iterable[Identified]:
    """Return everything that may give way, once, statements first, in the order of the brief."""
    found = sorted(edition.brief.identified(), key=lambda one: not isinstance(one, Statement))
    return {part.id: part for part in found}.values()


def _candidate(edition: Edition, part: Identified) -> Candidate:
    return Candidate(
        id=part.id,
        priority=part.priority,
        optional=part.optional,
        short=isinstance(part, Statement) and _has_short(part),
        place=edition.loaded.places.of_statement(part.id),
        wordings=isinstance(part, Statement),
    )


def _has_short(statement: Statement) -> bool:
    """Return whether the statement, or a wording inside it such as its basis, has a `short` wording."""
    nested = (getattr(statement, name) for name in type(statement).model_fields)
    wordings = (statement, *(value for value in nested if isinstance(value, Wording)))
    return any(wording.short is not None for wording in wordings)
