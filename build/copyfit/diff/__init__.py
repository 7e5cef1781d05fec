"""What changed between two versions of the pages: words, facts, what gave way, and whether it shows.

In: the names of two versions. Out: a `Difference`. Next: `cli` prints it, `html` draws it. Both versions are
made by the program of today, in the same supervised processes as a build, so that what differs is what
somebody changed.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import Literal

from copyfit.build import Progress, Request
from copyfit.diff.changes import changes_of, facts_of
from copyfit.diff.difference import Difference, Touch, VersionedPage
from copyfit.diff.pages import Version, Versions, versions
from copyfit.diff.side import ComparedSide, opened_side
from copyfit.errors import CopyfitError, Problem
from copyfit.project import TEMPLATES, EditionId
from copyfit.protocol import Job, Task
from copyfit.sight import SeenPages

__all__ = ["UNTRACKED", "Difference", "VersionedPage", "compare"]

HEAD = "HEAD"


def compare(
    request: Request,
    old: str = HEAD,
    new: str = "",
    *,
    pictures: bool = False,
    redline: bool = False,
    progress: Progress | None = None,
) -> Difference:
    """Return what changed from `old` to `new` in the pages that `request` asks for.

    Each is a git revision, a folder or a file; "" is the project as it stands. `request` names the project
    (`root`), the day, and the briefs, variants and languages. With `pictures` and `redline` every page has
    them. Writes nothing. Raises UsageError for a version that there is not, BriefError or TemplateError
    for one that cannot be planned, MachineError if this machine lacks git or a library.
    """
    told = progress or Progress()
    with ExitStack() as open_sides:
        sides = [open_sides.enter_context(opened_side(request.root, name)) for name in (old, new)]
        pages = versions(sides[0], sides[1], request, told)
        seen = _looked_at(pages, (*(("pictures",) if pictures else ()), *(("redline",) if redline else ())))
        facts = facts_of(sides[0], sides[1], request) if _are_projects(sides) else ()
    every = dict.fromkeys((*pages.new, *pages.old))
    found = tuple(_page(one, pages, seen.get(one)) for one in every)
    return Difference(sides[0].name, sides[1].name, found, pages.same, facts, tuple(_touches(pages)))


def _are_projects(sides: list[ComparedSide]) -> bool:
    return all(side.kind == "project" for side in sides)


UNTRACKED = "not-tracked"
"""The code of the problem that a file is not passed on with its changes."""


def _looked_at(pages: Versions, wanted: tuple[str, ...]) -> dict[EditionId, SeenPages | CopyfitError]:
    """Have both versions of every page looked at, each page in a process of its own."""
    from copyfit.build.pool import Workers

    found: dict[EditionId, SeenPages | CopyfitError] = {}
    with Workers(make=Task.LOOK) as workers:
        for one, version in pages.new.items():
            new, old = version.files, pages.old[one].files if one in pages.old else {}
            if not new or (one in pages.old and not old):
                continue
            files = {
                f"{name}.{form}": data
                for name, side in (("old", old), ("new", new))
                for form, data in side.items()
            }
            try:
                sight = workers.run(Job(files, one.brief, one.variant, one.language, wanted))
            except CopyfitError as error:
                found[one] = error
            else:
                assert isinstance(sight, SeenPages)
                found[one] = sight
    return found


def _page(one: EditionId, pages: Versions, seen: SeenPages | CopyfitError | None) -> VersionedPage:
    old, new = pages.old.get(one), pages.new.get(one)
    if old is None or new is None:
        only = old or new
        assert only
        pictures = seen.pictures if isinstance(seen, SeenPages) else {}
        status: Literal["removed", "added"] = "removed" if old else "added"
        page = VersionedPage(one, status, pictures=pictures, problems=() if old else only.problems)
    else:
        page = _compared(one, old, new, seen)
    return replace(page, old_fit=old.fit if old else None, new_fit=new.fit if new else None)


def _compared(
    one: EditionId, old: Version, new: Version, seen: SeenPages | CopyfitError | None
) -> VersionedPage:
    problems = (*_of_the_old(one, old), *new.problems)
    if isinstance(seen, CopyfitError):
        problems = (*problems, *seen.problems)
    if not isinstance(seen, SeenPages):
        return VersionedPage(one, "failed", problems=problems)
    unread = tuple(Problem("unreadable", text, "name another file") for text in seen.unread)
    if seen.untracked:
        message, hint = (
            f"the changes cannot be tracked: {seen.untracked}",
            "take that out in Word, and save it",
        )
        problems = (*problems, Problem(UNTRACKED, message, hint))
    changes = changes_of(seen.old, seen.new)
    same = seen.alike and not changes
    return VersionedPage(
        one,
        "failed" if unread else "same" if same else "changed",
        changes,
        seen.alike,
        seen.pictures,
        seen.redline,
        (*problems, *unread),
    )


def _of_the_old(one: EditionId, old: Version) -> tuple[Problem, ...]:
    """Return why the old version cannot be made: no fault of the new one's, so a warning."""
    return tuple(
        replace(problem, message=f"{one}, as it was: {problem.message}", severity="warning", place=None)
        for problem in old.problems
    )


def _touches(pages: Versions) -> list[Touch]:
    """Return the templates' files that changed, each with the pages that are made from it."""
    found: dict[str, list[EditionId]] = {}
    for one, page in pages.new.items():
        if one not in pages.old or not page.inputs or not pages.old[one].inputs:
            continue
        before = pages.old[one].inputs
        for path in sorted({*before, *page.inputs}):
            if path.startswith(f"{TEMPLATES}/") and before.get(path) != page.inputs.get(path):
                found.setdefault(path, []).append(one)
    return [Touch(path, tuple(ones)) for path, ones in sorted(found.items())]
