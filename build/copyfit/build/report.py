"""What a build or a check came to: one result per edition, and every problem once.

Next: `cli` prints it, as lines or as the object of `--json`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from copyfit.account import Account, Budget, Fit
from copyfit.build.manifest import Artifact
from copyfit.errors import ExitStatus, Place, Problem
from copyfit.project import EditionId
from copyfit.review import Review

FIT_KEYS = (
    "body_pt",
    "leading_pt",
    "fill",
    "layouts",
    "break_margin_pt",
    "shortened",
    "dropped",
    "arrangement",
    "why",
)

MOST_ROWS = 8
"""So many rows that have the same problem are named."""

Status = Literal["built", "fresh", "failed", "checked"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one edition. `exit_status` matters if it failed; `folder` is where paths begin.

    `page` is the account of a page that was made, or the budget of one that was only weighed. `advice` are
    the warnings of the editorial rules, which only `check` prints one by one. `row` is where the row of a
    series stands that the edition is made for.
    """

    id: EditionId
    status: Status
    formats: tuple[str, ...]
    folder: str = ""
    artifacts: Mapping[str, Artifact] | None = None
    page: Account | Budget | None = None
    problems: tuple[Problem, ...] = ()
    exit_status: ExitStatus = ExitStatus.DONE
    advice: tuple[Problem, ...] = ()
    row: Place | None = None

    @property
    def fit(self) -> Fit | None:
        """How the page was fitted, None if it was not."""
        return self.page.fit if self.page else None

    @property
    def review(self) -> Review:
        """What the editorial rules say of the page."""
        return self.page.review if isinstance(self.page, Account) else Review()

    def as_json(self) -> list[dict[str, Any]]:
        """Return one object per format; of a failed edition nothing is known but its names."""
        return [self._artifact_as_json(form) for form in self.formats]

    def _artifact_as_json(self, form: str) -> dict[str, Any]:
        artifact = (self.artifacts or {}).get(form)
        return {
            "brief": self.id.brief,
            **({"row": self.id.row} if self.id.row else {}),
            "variant": self.id.variant or None,
            "language": self.id.language or None,
            "format": form,
            "path": f"{self.folder}{artifact.path}" if artifact else None,
            "sha256": artifact.sha256 if artifact else None,
            "bytes": artifact.bytes if artifact else None,
            "pages": artifact.pages if artifact else None,
            "status": self.status,
            "fit": self._fit_as_json(),
        }

    def _fit_as_json(self) -> dict[str, Any] | None:
        """Return what programs may rely on; the manifest holds more."""
        if self.fit is None or self.status == "failed":
            return None
        return {name: getattr(self.fit, name) for name in FIT_KEYS}


@dataclass(frozen=True, slots=True)
class Report:
    """Results in the order of briefs, languages and variants; `remarks` are on the output folder itself."""

    results: tuple[Result, ...]
    remarks: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem once, in the order of the results, advice among them; those of rows name them."""
        return tuple(dict.fromkeys((*self.remarks, *self._told())))

    @property
    def advice(self) -> tuple[Problem, ...]:
        """The warnings of the editorial rules, each once."""
        advice = {problem for result in self.results for problem in result.advice}
        return tuple(dict.fromkeys(self._told(advice)))

    def _told(self, chosen: Collection[Problem] | None = None) -> Iterator[Problem]:
        """Yield the problems of the results, or the chosen of them; what rows have in common is said once."""
        rows: dict[tuple[str, Problem], dict[str, Place | None]] = {}
        for result in self.results:
            for problem in (*result.problems, *result.advice) if result.id.row else ():
                rows.setdefault((result.id.brief, problem), {})[result.id.row] = result.row
        every: dict[str, set[str]] = {}
        for result in self.results:
            every.setdefault(result.id.brief, set()).add(result.id.row)
        for result in self.results:
            for problem in (*result.problems, *result.advice):
                if chosen is None or problem in chosen:
                    found = rows.get((result.id.brief, problem))
                    yield _of_rows(problem, found, len(every[result.id.brief])) if found else problem

    @property
    def exit_status(self) -> ExitStatus:
        """The gravest of the results' exit statuses; what is wrong with the folder is the machine's."""
        folder = ExitStatus.MACHINE if has_errors(self.remarks) else ExitStatus.DONE
        return max((folder, *(result.exit_status for result in self.results)))

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints."""
        return {
            "artifacts": [artifact for result in self.results for artifact in result.as_json()],
            "problems": [problem.as_json() for problem in self.problems],
        }


def _of_rows(problem: Problem, rows: Mapping[str, Place | None], every: int) -> Problem:
    """Return the problem of rows with their names; one alone with its line in the table, too."""
    names = [f"`{name}`" for name in rows]
    if len(names) == 1:
        (place,) = rows.values()
        at = f" ({place})" if place and (not problem.place or problem.place.path != place.path) else ""
        said = f"row {names[0]}{at}"
    elif len(names) == every:
        said = f"all {every} rows"
    else:
        listed = ", ".join(names[:MOST_ROWS])
        said = f"{len(names)} rows, {listed}{', …' if len(names) > MOST_ROWS else ''}"
    return replace(problem, message=f"{said}: {problem.message}")


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Return whether any of `problems` stops an edition."""
    return any(problem.severity == "error" for problem in problems)


def inside(root: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` with paths as from the project's folder, so that no log says where that is."""
    before = f"{root}/"
    found = []
    for one in problems:
        place = one.place and Place(one.place.path.removeprefix(before), one.place.line, one.place.column)
        message, hint = one.message.replace(before, ""), one.hint.replace(before, "")
        found.append(replace(one, message=message, hint=hint, place=place))
    return tuple(found)
