"""What other programs and notebooks use: read a brief, see which pages there are, make the files of one.

In: a project's folder, and names. Out: a `Brief`, or the bytes of the files with an account of the page.
Nothing is written: where the bytes go is the caller's business.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from copyfit.build import FORMATS, Request
from copyfit.build.manifest import Manifest
from copyfit.build.request import plan
from copyfit.content.brief import Brief
from copyfit.content.load import load_brief
from copyfit.content.series.escape import escaped
from copyfit.errors import Problem, UsageError
from copyfit.machine import libraries, missing_libraries
from copyfit.project import EditionId, find_root, snapshot
from copyfit.protocol import ACCESSIBLE, Artifacts
from copyfit.suggest import either

Folder = str | os.PathLike[str]
_UNUSED_DAY = dt.date(1970, 1, 1)
"""A page is made alike on every day; only what is said of it has one."""


def read_brief(project: Folder, slug: str, language: str | None = None, row: str = "") -> Brief:
    """Return the brief `slug` of the project in the folder `project`, or above it.

    `language` is that of a translation; without it the brief is returned as it was written. Of a series it is
    the brief of the row called `row`, or of the first. Raises BriefError with every problem that it has,
    UsageError if there is no project.
    """
    root = find_root(Path(project))
    return escaped(load_brief(snapshot(root, slug), slug, language, row=row).brief)


def editions(project: Folder) -> tuple[EditionId, ...]:
    """Return every page of the project: brief, variant, language, and the row of a series.

    Raises the first error of a brief that cannot be read, UsageError if there is none.
    """
    planned = plan(_request(find_root(Path(project))), Manifest())
    for error in planned.failed.values():
        raise error
    return tuple(one.id for one in planned.editions)


def make_files(
    project: Folder, edition: EditionId, formats: Sequence[str] = FORMATS, *, accessible: bool = False
) -> Artifacts:
    """Return the files of one page by format, as bytes, and the account of it: fit, problems, facts.

    Made in a supervised process, as `copyfit build` does, with its limits. `accessible` sets nothing smaller
    than 12 pt. Raises CopyfitError for all that keeps the page from being made: BriefError, TemplateError,
    FitError, LayoutError, LimitError, UsageError for a page or a format that is none, MachineError.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        message = f"there is no format `{unknown[0]}`" if unknown else "no format is asked for"
        raise UsageError(Problem("unknown-format", message, f"there is {either(list(FORMATS))}"))
    root = find_root(Path(project))
    request = _request(root, edition, accessible=accessible)
    planned = plan(request, Manifest())
    for error in planned.failed.values():
        raise error
    missing = missing_libraries(libraries())
    if missing:
        raise missing
    from copyfit.build.pool import Workers

    (page,) = planned.editions
    with Workers() as workers:
        made = workers.run(page.job(request, formats))
    assert isinstance(made, Artifacts), "a job that makes answers with files"
    return made


def _request(root: Path, edition: EditionId | None = None, *, accessible: bool = False) -> Request:
    options = {ACCESSIBLE: "yes"} if accessible else {}
    if edition is None:
        return Request(root, root, _UNUSED_DAY)
    names = ((edition.brief,), (edition.variant,), (edition.language,))
    rows = (edition.row,) if edition.row else ()
    return Request(root, root, _UNUSED_DAY, *names, options=options, rows=rows)
