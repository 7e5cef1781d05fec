"""Whether a brief is a draft or approved, and what of that contradicts itself.

In: a brief and where everything stands. Out: its status, and problems.
Next: `load` reports them with its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.brief import Brief
from copyfit.errors import Problem
from copyfit.origin import APPROVED, DRAFT, UNAPPROVED, Status
from copyfit.yaml.file import Places


def status_of(brief: Brief) -> Status:
    """Return `draft`, `approved`, or `unapproved` where the brief says neither."""
    if brief.draft:
        return DRAFT
    return APPROVED if brief.approval else UNAPPROVED


def approval_problems(brief: Brief, places: Places) -> Iterator[Problem]:
    """Yield what cannot be true of a brief's approval."""
    approval = brief.approval
    if not approval:
        return
    if brief.draft:
        message = f"a draft is not approved, and this one says that {approval.by} approved it"
        hint = "remove `draft: true`, or `approval:` until it is approved"
        yield Problem("contradiction", message, hint, places.of_key("draft"))
    if approval.on < brief.as_of:
        message = f"`approval` is of {approval.on}, before the brief's information ends, {brief.as_of}"
        hint = "have it approved as it stands now, or correct one of the two days"
        yield Problem("days-contradict", message, hint, places.of("approval", "on"))
