"""All editions of a project, and how each stands: built and up to date, changed since, new, or not to be
read.

In: a `Request`. Out: `Row`s. Next: `studio` sends them to whoever looks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from copyfit.build.manifest import Manifest, read_manifest
from copyfit.build.request import FORMATS, Planned, Request, plan
from copyfit.errors import CopyfitError, Problem
from copyfit.preview.display import parts
from copyfit.project import EditionId

State = Literal["built", "changed", "new", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """One edition, or a brief of which no edition is known: then `problems` say why."""

    id: EditionId
    state: State
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what the browser is told."""
        return {
            **parts(self.id),
            "state": self.state,
            "problems": [problem.as_json() for problem in self.problems],
        }


def listed(request: Request) -> tuple[Row, ...]:
    """Return every edition that the request asks for; what keeps all from being read is a row of its own."""
    manifest = read_manifest(request.out)
    try:
        planned = plan(replace(request, formats=FORMATS), manifest)
    except CopyfitError as error:
        return (Row(EditionId(""), "failed", error.problems),)
    rows = [Row(one.id, _state(one, manifest, request)) for one in planned.editions]
    rows += [Row(edition, "failed", error.problems) for edition, error in planned.failed.items()]
    return tuple(sorted(rows, key=lambda row: (row.id.brief, row.id.row, row.id.language)))


def _state(edition: Planned, manifest: Manifest, request: Request) -> State:
    entry = manifest.entries.get(edition.id)
    if entry is None:
        return "new"
    artifacts = [entry.artifact(form) for form in FORMATS]
    is_current = all(one and one.key == edition.key and one.is_there(request.out) for one in artifacts)
    return "built" if is_current else "changed"
