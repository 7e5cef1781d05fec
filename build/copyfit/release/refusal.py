"""What keeps a project from being released, beside the problems of `check --strict`.

In: the briefs that were asked for, what git knows, and the day. Out: problems. Next: `cli` prints them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from copyfit.content.approval import status_of
from copyfit.content.loaded import Loaded
from copyfit.errors import Place, Problem
from copyfit.origin import UNAPPROVED
from copyfit.release.repository import Repository
from copyfit.suggest import count, nearest

UNREVIEWED = "unreviewed"
_NAMED = 3


def uncommitted(known: Repository | None, *, dirty: bool) -> Iterator[Problem]:
    """Yield why the inputs are not those of a commit; nothing if that is wanted (`dirty`)."""
    if dirty:
        return
    if known is None:
        message = "this project is in no git repository, so nobody could say later what was released"
        hint = "put it under version control: git init; or release it all the same: --dirty"
        yield Problem("no-repository", message, hint)
    elif known.commit is None:
        hint = "commit what is there: git add . && git commit; or release it all the same: --dirty"
        yield Problem("uncommitted", "this repository has no commit yet", hint)
    elif known.changed:
        named = ", ".join(known.changed[:_NAMED]) + (", …" if len(known.changed) > _NAMED else "")
        message = f"{count(len(known.changed), 'file')} not as committed: {named}"
        hint = "commit or stash them; or release them all the same, marked as such: --dirty"
        yield Problem("uncommitted", message, hint, Place(known.changed[0]))


def unapproved(loaded: Loaded, today: dt.date) -> Iterator[Problem]:
    """Yield why a brief may not leave the house: nobody approved it, or on a day that has not come."""
    brief, places = loaded.brief, loaded.places
    if status_of(brief) == UNAPPROVED:
        message = "nobody has approved this brief, and it is not marked as a draft"
        hint = "write approval: {by: …, on: …} when somebody has, or draft: true"
        yield Problem(UNAPPROVED, message, hint, Place(loaded.path, 1, 1))
    elif brief.approval and brief.approval.on > today:
        message = f"`approval` is of {brief.approval.on}, a day that has not come"
        hint = "correct the day, or wait for it"
        yield Problem("days-contradict", message, hint, places.of("approval", "on"))


def unreviewed(loaded: Loaded, name: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Yield that a translation, called `name`, is signed by nobody and not among those `allowed`."""
    translation = loaded.brief.translation
    if translation and translation.status == UNREVIEWED and name not in allowed:
        message = f"the translation from `{translation.of}` is unreviewed"
        hint = f"have it read and signed (status: reviewed, by: …), or let it through: --unreviewed {name}"
        yield Problem("unreviewed-translation", message, hint, loaded.places.of("translation", "status"))


def misnamed(asked: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield the names of translations that are asked to pass and are not there, or are reviewed."""
    for name in sorted(set(asked) - set(known)):
        near = nearest(name, sorted(known))
        there = f"there is: {', '.join(sorted(known))}" if known else "every translation is reviewed"
        hint = f"did you mean {near}?" if near else there
        yield Problem("unknown-translation", f"there is no unreviewed translation `{name}`", hint)
