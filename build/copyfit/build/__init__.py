"""Editions → artifacts: what is there already is left alone, the rest is made, whole or not at all.

In: a `Request`. Out: a `Report`, and with `build` the files in the output folder and its manifest.
Next: `cli` prints the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import UNSET

from copyfit.account import Account, Budget
from copyfit.build import daybook
from copyfit.build.fault import fault_problem
from copyfit.build.journal import interrupted
from copyfit.build.key import environment
from copyfit.build.leftovers import kept_aside, left_over, pruned, unknown_files
from copyfit.build.manifest import NAME, Artifact, Entry, Manifest, Readership, manifest_bytes
from copyfit.build.progress import Progress
from copyfit.build.publication import held, publish, signals_held
from copyfit.build.report import Report, Result, has_errors, inside
from copyfit.build.request import FORMATS, Plan, Planned, Request, plan
from copyfit.build.verdict import compared, judged
from copyfit.content.series.inputs import RowFiles
from copyfit.errors import CopyfitError, ExitStatus, LimitError, MachineError, Problem
from copyfit.machine import libraries, missing_libraries
from copyfit.project import EditionId
from copyfit.protocol import Artifacts, OurFault, Task

if TYPE_CHECKING:
    from copyfit.build.cache import Cache
    from copyfit.build.crew import Crew, Outcome
    from copyfit.build.pool import Workers

    Outcomes = Generator[tuple[Planned, Outcome], None, None]
    """What became of editions, as they are done; closing it stops the work."""

__all__ = ["FORMATS", "Progress", "Report", "Request", "Result", "build", "check", "outcomes", "weigh"]


def build(
    request: Request,
    progress: Progress,
    make: str = Task.MAKE,
    workers: Workers | None = None,
    crew: Crew | None = None,
    cache: Cache | None = None,
) -> Report:
    """Make what is out of date and say what is there; `workers` are kept for the next build, if given.

    A `crew` makes it in place of this machine's processes. What a `cache` holds is taken from there.

    Raises UsageError, BriefError or TemplateError if nothing can be planned, MachineError if this
    machine lacks a library or the output folder cannot be written.
    """
    try:
        with held(request.out, progress.waiting) as remarks:
            return _Build(request, progress, make, workers, crew, cache).run(remarks)
    except MachineError as error:
        raise MachineError(inside(request.root, error.problems)) from error


def check(request: Request, progress: Progress, make: str = Task.MAKE) -> Report:
    """Make every edition in memory and say what is wrong with it. Writes nothing.

    What a build has proved and put into the output folder, from the same inputs, is only judged anew.
    Raises what `build` raises, but for the output folder.
    """
    manifest = daybook.known(request.out)
    planned = plan(request, manifest)
    results = dict(_failures(planned, request))
    proved = list(_proved(planned, manifest)) if make == Task.MAKE else []
    results |= {one.id: _result(one, made, request, "checked") for one, made in proved}
    left = [edition for edition in planned.editions if edition.id not in results]
    progress.planned(len(left), len(proved))
    with closing(outcomes(left, request, make)) as made:
        for edition, outcome in made:
            results[edition.id] = _result(edition, outcome, request, "checked")
            progress.finished(results[edition.id])
    remarks = (*inside(request.root, interrupted(request.out)), *planned.remarks)
    return _report(planned, compared(results, request.today, strict=request.strict), remarks)


def _proved(planned: Plan, manifest: Manifest) -> Iterator[tuple[Planned, Artifacts]]:
    """Yield the editions that were proved in every format, made from the same inputs, and what was said."""
    for edition in planned.editions:
        entry = manifest.entries.get(edition.id)
        made = [entry.artifact(form) for form in FORMATS] if entry else []
        if entry and all(one and one.key == edition.key for one in made):
            yield edition, Artifacts({}, entry.account)


def weigh(request: Request, progress: Progress) -> Report:
    """Return the budget of every edition; like `check`, it writes nothing and raises what that raises."""
    return check(request, progress, Task.WEIGH)


class _Build:
    """One build, while it holds the output folder. Entries are added as editions are published."""

    def __init__(
        self,
        request: Request,
        progress: Progress,
        make: str,
        workers: Workers | None = None,
        crew: Crew | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.request = request
        self.progress = progress
        self.make = make
        self.workers = workers
        self.crew = crew
        self.cache = cache
        self.manifest = daybook.known(request.out)
        self.plan = plan(request, self.manifest)
        self.folder = _folder(request)
        gone = [entry for entry in self.manifest.entries.values() if not self._is_ours_still(entry)]
        self.entries = {one.id: one for one in self.manifest.entries.values() if one not in gone}
        made = {edition.path(form) for edition in self.plan.editions for form in FORMATS} if gone else set()
        self.gone = [_without(entry, made) for entry in gone]
        self.results: dict[EditionId, Result] = dict(_failures(self.plan, request))

    def run(self, remarks: tuple[Problem, ...]) -> Report:
        stale = [edition for edition in self.plan.editions if not self._is_fresh(edition)]
        made_anew = {edition.id for edition in stale}
        fresh = [edition for edition in self.plan.editions if edition.id not in made_anew]
        self.progress.planned(len(stale), len(fresh))
        for edition in fresh:
            self.results[edition.id] = self._fresh_result(edition)
        try:
            with closing(self._outcomes(stale)) as made:
                for edition, outcome in made:
                    self._take(edition, outcome)
                    self.progress.finished(self.results[edition.id])
            over = tuple(self._left_over())
        finally:
            unwritten = self._write_manifest()
        kept = tuple(self.cache.problems) if self.cache else ()
        remarks = inside(self.request.root, (*remarks, *kept, *over, *unwritten))
        return _report(self.plan, self.results, (*remarks, *self.plan.remarks))

    def _outcomes(self, stale: Sequence[Planned]) -> Outcomes:
        """Yield what becomes of each edition: what the cache holds first, then what is made, and kept."""
        cache, left = self.cache, []
        for edition in stale:
            held = cache.get(_cache_key(edition, self.make), self.request.formats) if cache else None
            if held:
                yield edition, held
            else:
                left.append(edition)
        with closing(outcomes(left, self.request, self.make, self.workers, self.crew)) as made:
            for edition, outcome in made:
                if cache and isinstance(outcome, Artifacts):
                    cache.put(_cache_key(edition, self.make), outcome)
                yield edition, outcome
        if cache:
            cache.close()

    def _is_fresh(self, edition: Planned) -> bool:
        """Return whether every file asked for is there, made from the same inputs."""
        entry = self.entries.get(edition.id)
        return entry is not None and all(
            (artifact := entry.artifact(form)) is not None
            and artifact.key == edition.key
            and artifact.path == edition.path(form)
            and artifact.is_there(self.request.out)
            for form in self.request.formats
        )

    def _fresh_result(self, edition: Planned) -> Result:
        entry = self.entries[edition.id]
        result = _result(edition, Artifacts({}, entry.account), self.request, "fresh")
        return self._with_files(result, entry)

    def _with_files(self, result: Result, entry: Entry) -> Result:
        artifacts = {one.format: one for one in entry.artifacts}
        return replace(result, artifacts=artifacts, folder=self.folder)

    def _take(self, edition: Planned, outcome: Outcome) -> None:
        """Publish an edition that came out well; one that did not leaves what was there."""
        result = _result(edition, outcome, self.request, "built")
        if result.status == "built":
            assert isinstance(outcome, Artifacts)
            try:
                result = self._published(edition, outcome, result)
            except MachineError as error:  # no room, or a folder that cannot be written: the others go on
                problems = (*result.problems, *inside(self.request.root, error.problems))
                result = _failed(edition.id, self.request, problems, error.exit_status)
        self.results[edition.id] = result

    def _published(self, edition: Planned, made: Artifacts, result: Result) -> Result:
        """Put the files of an edition in place. Raises MachineError if they cannot be written."""
        kept = inside(self.request.root, self._kept_aside(edition, made))
        publish(self.request.out, {edition.path(form): data for form, data in made.files.items()})
        entry = self.entries[edition.id] = self._entry(edition, made)
        daybook.note(self.request.out, entry, environment())
        return self._with_files(replace(result, problems=(*result.problems, *kept)), entry)

    def _kept_aside(self, edition: Planned, made: Artifacts) -> Iterator[Problem]:
        """Keep what a person changed in the files that are about to be replaced, and yield the warnings."""
        before = self.entries.get(edition.id)
        for form, data in made.files.items():
            was = before.artifact(form) if before else None
            kept = kept_aside(self.request.out, edition.path(form), was, data)
            if kept:
                yield kept

    def _entry(self, edition: Planned, made: Artifacts) -> Entry:
        before = self.entries.get(edition.id)
        artifacts = {one.format: one for one in before.artifacts} if before else {}
        for form, data in made.files.items():
            digest = hashlib.sha256(data).hexdigest()
            artifacts[form] = Artifact(form, edition.path(form), digest, len(data), 1, edition.key)
        return Entry(
            *(edition.id.brief, edition.id.variant, edition.id.language, edition.key),
            tuple(artifacts[form] for form in sorted(artifacts)),
            made.account,
            edition.inputs,
            environment().digest,
            edition.id.row or UNSET,
        )

    def _is_ours_still(self, entry: Entry) -> bool:
        """Return whether the project still has the edition of an entry."""
        known = self.plan.readerships.get(entry.brief)
        return (
            entry.brief in self.plan.slugs
            and (not self.plan.variants or entry.variant in self.plan.variants)
            and (known is None or (entry.language in known.languages and entry.variant in known.variants))
            and (known is None or self._has_row(entry, known))
        )

    def _has_row(self, entry: Entry, known: Readership) -> bool:
        """Return whether the page of an entry is made for a row that there is, or for none."""
        if not known.series or not entry.row:
            return not known.series and not entry.row
        rows = self.plan.rows.get(entry.brief)
        return rows is None or entry.row in rows

    def _left_over(self) -> Iterator[Problem]:
        """Yield what is said of files that no brief makes any more; with `prune` they are removed."""
        if self.request.prune:
            yield from pruned(self.request.out, self.gone)
        else:
            yield from left_over(self.request.out, self.gone)
            self.entries |= {
                entry.id: entry
                for entry in self.gone
                if any(one.is_there(self.request.out) for one in entry.artifacts)
            }
        if self.request.is_of_all and not self.plan.failed:
            yield from unknown_files(self.request.out, self._paths())

    def _paths(self) -> set[str]:
        """Return the paths of all pages, made or not, and of what is left over of others."""
        planned = {edition.path(form) for edition in self.plan.editions for form in FORMATS}
        return planned | {one.path for entry in self.entries.values() for one in entry.artifacts}

    def _write_manifest(self) -> tuple[Problem, ...]:
        """Write what the folder holds now; return why that could not be."""
        slugs = {entry.brief for entry in self.entries.values()}
        readerships = {slug: known for slug, known in self.plan.readerships.items() if slug in slugs}
        environments = {**self.manifest.environments, environment().digest: environment()}
        changed = self.entries != self.manifest.entries or not (self.request.out / NAME).is_file()
        if changed and (self.entries or self.manifest.entries):
            content = manifest_bytes(Manifest(self.entries, readerships, environments))
            try:
                with signals_held():
                    publish(self.request.out, {NAME: content})
            except MachineError as error:
                return error.problems
        daybook.close(self.request.out)
        return ()


def outcomes(
    editions: Sequence[Planned],
    request: Request,
    make: str,
    kept: Workers | None = None,
    crew: Crew | None = None,
) -> Outcomes:
    """Yield each edition with what `make` made of it, as they are done; none is put anywhere.

    Workers that are `kept` go on living; a `crew` works in place of this machine's. Raises MachineError if
    this machine lacks a library, and what the crew raises.
    """
    if not editions:
        return
    missing = missing_libraries(libraries())
    if missing and make in tuple(Task):
        raise missing
    if crew is None:
        from copyfit.build.crew import OneMachine

        crew = OneMachine(kept)
    jobs = (edition.job(request, request.formats) for edition in editions)
    with closing(crew.made(jobs, make)) as made:
        for place, outcome in made:
            yield editions[place], outcome


def _cache_key(edition: Planned, make: str) -> str:
    return edition.key if make == Task.MAKE else f"{edition.key} {make}"


def _result(edition: Planned, outcome: Outcome, request: Request, status: str) -> Result:
    """Return what became of an edition that is checked, built or fresh, if it is not failed."""
    if isinstance(outcome, OurFault):
        return _failed(edition.id, request, (fault_problem(str(outcome), str(edition.id)),), row=edition.row)
    if isinstance(outcome, CopyfitError):
        problems = edition.placed(outcome.problems)
        if isinstance(outcome, LimitError):
            problems = tuple(_limit_problem(edition.id, problem) for problem in problems)
        return _failed(edition.id, request, problems, outcome.exit_status, edition.row)
    assert isinstance(outcome, Artifacts | Budget)
    page = outcome.account if isinstance(outcome, Artifacts) else outcome
    advice: tuple[Problem, ...] = ()
    problems = page.problems
    if isinstance(page, Account):
        problems, advice = judged(page, request.today, strict=request.strict)
    failed = has_errors(problems)
    return Result(
        edition.id,
        "failed" if failed else status,  # type: ignore[arg-type]
        request.formats,
        page=page,
        problems=edition.placed(problems),
        advice=edition.placed(advice),
        exit_status=ExitStatus.PROBLEM if failed else ExitStatus.DONE,
        row=edition.row.row.place if edition.row else None,
    )


def _without(entry: Entry, made: Container[str]) -> Entry:
    """Return the entry of a page that is gone without the files of pages that are `made`, which stay."""
    return replace(entry, artifacts=tuple(one for one in entry.artifacts if one.path not in made))


def _failures(planned: Plan, request: Request) -> Iterator[tuple[EditionId, Result]]:
    for edition, error in planned.failed.items():
        yield edition, _failed(edition, request, error.problems, error.exit_status)


def _failed(
    edition: EditionId,
    request: Request,
    problems: tuple[Problem, ...],
    exit_status: ExitStatus = ExitStatus.PROBLEM,
    row: RowFiles | None = None,
) -> Result:
    place = row.row.place if row else None
    return Result(edition, "failed", request.formats, problems=problems, exit_status=exit_status, row=place)


def _report(planned: Plan, results: Mapping[EditionId, Result], remarks: tuple[Problem, ...]) -> Report:
    order = [*planned.failed, *(edition.id for edition in planned.editions)]
    return Report(tuple(results[one] for one in order if one in results), remarks)


def _folder(request: Request) -> str:
    """Return the output folder as artifacts' paths begin: relative to the project if it is inside."""
    out = request.out.resolve()
    root = request.root.resolve()
    return f"{out.relative_to(root).as_posix() if out.is_relative_to(root) else out}/"


def _limit_problem(edition: EditionId, problem: Problem) -> Problem:
    return replace(problem, message=f"{edition}: {problem.message}")
