"""Fit a page again after an edit, from the layout at the setting that it had: one layout instead of two.

In: a press, the `Copy`, and the `Memory` of pages. Out: what a search without any memory would have `Found`,
or None where that is not certain. Next: `fit` searches anew then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from copyfit.errors import CopyfitError
from copyfit.fit.choice import NOTHING
from copyfit.fit.copy import Copy
from copyfit.fit.guess import (
    KnownPress,
    Memory,
    Recollection,
    Stance,
    Unforeseen,
    is_alike,
    is_certain,
    recorded,
    retold,
    templates_of,
)
from copyfit.fit.measures import least_free_pt
from copyfit.fit.press import EditionPress, Said
from copyfit.fit.search import Found, search
from copyfit.fit.trial import prove_letters
from copyfit.project import Files


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where the record of one page is kept; `at_once` if not only of a page that comes a second time."""

    memory: Memory
    name: tuple[object, ...]
    at_once: bool = False

    def found(self, press: EditionPress, copy: Copy) -> Found | None:
        """Return what a search finds on the page, where its record tells that for certain."""
        record = self.memory.record(self.name)
        if record is None:
            return None
        try:
            found = _found(record, press, copy)
        except (CopyfitError, Unforeseen):  # an error is for the page to say that is fitted as if it were new
            found = None
        if found is None or found.outcome is None:
            return None
        outcome = found.outcome
        step = Stance(outcome.setting, outcome.said)
        kept = replace(record, step=step, free_pt=least_free_pt(outcome.layout))
        self.memory.keep(self.name, kept)
        return found

    def learns(self, found: Found, press: EditionPress, copy: Copy, files: Files) -> None:
        """Keep a record of a page that was fitted as if it were new."""
        if not (self.memory.comes_again(self.name) or self.at_once):
            return
        record = None
        if found.outcome is not None:
            view, words = found.shapes[0], press.words(_first(copy))
            record = recorded(copy, view, words, found.outcome, templates_of(files))
        self.memory.keep(self.name, record)


def _first(copy: Copy) -> Said:
    """Return what a page says when it is looked at first."""
    return Said(NOTHING, copy.extras, copy.ladder.arrangements[0])


def _found(record: Recollection, press: EditionPress, copy: Copy) -> Found | None:
    if not is_alike(record, copy, press.words(_first(copy)), templates_of(press.files)):
        return None
    step = record.step
    layout = press.lay_out(step.setting, step.said, None)
    prove_letters(layout)
    view = retold(record, copy, layout)
    if view is None:
        return None
    found = search(KnownPress(press, step, layout), copy, view)
    plain = found.outcome is not None and found.outcome.arrangement == view.arrangement
    return found if plain and is_certain(view, record) else None
