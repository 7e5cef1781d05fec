"""Editions → artifacts: what is there already is left alone, the rest is made, whole or not at all.

In: a `Request`. Out: a `Report`, and with `build` the files in the output folder and its manifest.
Next: `cli` prints the report.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from copyfit.build.key import digest, environment
from copyfit.build.manifest import NAME, Artifact, Entry, Manifest, Names, manifest_bytes, read_manifest
from copyfit.build.progress import Progress
from copyfit.build.publication import held, publish, signals_held
from copyfit.build.report import Report, Result, has_errors
from copyfit.build.request import FORMATS, Plan, Planned, Request, plan
from copyfit.build.verdict import compared, judged
from copyfit.errors import CopyfitError, ExitStatus, LimitError, Problem
from copyfit.machine import libraries, missing_libraries
from copyfit.protocol import Made, OurFault

__all__ = ["FORMATS", "Progress", "Report", "Request", "Result", "build", "check"]

Outcome = Made | CopyfitError | OurFault


def build(request: Request, progress: Progress, make: str = "") -> Report:
    """Make what is out of date and say what is there.

    Raises UsageError, BriefError or TemplateError if nothing can be planned, MachineError if this
    machine lacks a library or the output folder cannot be written.
    """
    with held(request.out, progress.waiting):
        return _Build(request, progress, make).run()


def check(request: Request, progress: Progress, make: str = "") -> Report:
    """Make every edition anew in memory and say what is wrong with it. Writes nothing.

    Raises what `build` raises, but for the output folder.
    """
    planned = plan(request, Manifest())
    results = dict(_failures(planned, request))
    progress.planned(len(planned.editions), 0)
    for edition, outcome in _outcomes(planned.editions, request, make):
        results[edition.names] = _result(edition, outcome, request, "checked")
        progress.finished(results[edition.names])
    return _report(planned, compared(results, request.today, strict=request.strict))


class _Build:
    """One build, while it holds the output folder. Entries are added as editions are published."""

    def __init__(self, request: Request, progress: Progress, make: str) -> None:
        self.request = request
        self.progress = progress
        self.make = make
        self.manifest = read_manifest(request.out)
        self.plan = plan(request, self.manifest)
        self.entries = self._kept_entries()
        self.results: dict[Names, Result] = dict(_failures(self.plan, request))

    def run(self) -> Report:
        stale = [edition for edition in self.plan.editions if not self._is_fresh(edition)]
        made_anew = {edition.names for edition in stale}
        fresh = [edition for edition in self.plan.editions if edition.names not in made_anew]
        self.progress.planned(len(stale), len(fresh))
        for edition in fresh:
            self.results[edition.names] = self._fresh_result(edition)
        try:
            for edition, outcome in _outcomes(stale, self.request, self.make):
                self._take(edition, outcome)
                self.progress.finished(self.results[edition.names])
        finally:
            self._write_manifest()
        return _report(self.plan, self.results)

    def _is_fresh(self, edition: Planned) -> bool:
        """Return whether every file asked for is there, made from the same inputs."""
        entry = self.entries.get(edition.names)
        return entry is not None and all(
            (artifact := entry.artifacts.get(form)) is not None
            and artifact.key == edition.key
            and artifact.path == edition.path(form)
            and artifact.is_there(self.request.out)
            for form in self.request.formats
        )

    def _fresh_result(self, edition: Planned) -> Result:
        entry = self.entries[edition.names]
        made = Made({}, entry.fit, entry.problems, entry.facts, entry.review)
        result = _result(edition, made, self.request, "fresh")
        return replace(result, artifacts=entry.artifacts, folder=_folder(self.request))

    def _take(self, edition: Planned, outcome: Outcome) -> None:
        """Publish an edition that came out well; one that did not leaves what was there."""
        result = _result(edition, outcome, self.request, "built")
        if result.status == "built":
            assert isinstance(outcome, Made)
            entry = self._entry(edition, outcome)
            publish(self.request.out, {edition.path(form): data for form, data in outcome.artifacts.items()})
            self.entries[edition.names] = entry
            result = replace(result, artifacts=entry.artifacts, folder=_folder(self.request))
        self.results[edition.names] = result

    def _entry(self, edition: Planned, made: Made) -> Entry:
        before = self.entries.get(edition.names)
        others = before.artifacts if before else {}
        artifacts = {
            form: Artifact(
                form, edition.path(form), hashlib.sha256(data).hexdigest(), len(data), 1, edition.key
            )
            for form, data in made.artifacts.items()
        }
        return Entry(
            edition.key,
            edition.inputs,
            digest(environment()),
            made.fit,
            made.problems,
            made.facts,
            {**others, **artifacts},
            made.review,
        )

    def _kept_entries(self) -> dict[Names, Entry]:
        """Return the entries of editions that the project still has."""
        return {
            names: entry
            for names, entry in self.manifest.entries.items()
            if names[0] in self.plan.slugs
            and (names[1] in self.plan.variants or not self.plan.variants)
            and (names[0] not in self.plan.languages or names[2] in self.plan.languages[names[0]].codes)
        }

    def _write_manifest(self) -> None:
        languages = {slug: known for slug, known in self.plan.languages.items() if slug in self.plan.slugs}
        environments = {**self.manifest.environments, digest(environment()): environment()}
        content = manifest_bytes(Manifest(self.entries, languages, environments))
        changed = self.entries != self.manifest.entries or not (self.request.out / NAME).is_file()
        if self.entries and changed:
            with signals_held():
                publish(self.request.out, {NAME: content})


def _outcomes(editions: Sequence[Planned], request: Request, make: str) -> Iterator[tuple[Planned, Outcome]]:
    """Yield each edition with what came of it, as they are done."""
    if not editions:
        return
    missing = missing_libraries(libraries())
    if missing and not make:
        raise missing
    from concurrent.futures import ThreadPoolExecutor, as_completed

    from copyfit.build.pool import MAKE, Workers

    count = min(len(editions), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    workers = Workers(make=make or MAKE)
    executor = ThreadPoolExecutor(count)
    try:
        futures = {
            executor.submit(workers.run, edition.job(request, request.formats)): edition
            for edition in editions
        }
        for future in as_completed(futures):
            error = future.exception()
            if error is not None and not isinstance(error, CopyfitError | OurFault):
                raise error
            yield futures[future], error or future.result()
    finally:
        workers.close()
        executor.shutdown(wait=True, cancel_futures=True)


def _result(edition: Planned, outcome: Outcome, request: Request, status: str) -> Result:
    """Return what became of an edition that is checked, built or fresh, if it is not failed."""
    if isinstance(outcome, Made):
        problems, advice = judged(outcome, request.today, strict=request.strict)
        result = Result(
            edition.names,
            status,  # type: ignore[arg-type]
            request.formats,
            fit=outcome.fit,
            problems=problems,
            advice=advice,
            review=outcome.review,
        )
        return (
            replace(result, status="failed", exit_status=ExitStatus.PROBLEM)
            if has_errors(problems)
            else result
        )
    if isinstance(outcome, OurFault):
        return _failed(edition.names, request, (_fault_problem(edition.names, outcome),))
    problems = outcome.problems
    if isinstance(outcome, LimitError):
        problems = tuple(_limit_problem(edition.names, problem) for problem in problems)
    return _failed(edition.names, request, problems, outcome.exit_status)


def _failures(planned: Plan, request: Request) -> Iterator[tuple[Names, Result]]:
    for names, error in planned.failed.items():
        yield names, _failed(names, request, error.problems, error.exit_status)


def _failed(
    names: Names,
    request: Request,
    problems: tuple[Problem, ...],
    exit_status: ExitStatus = ExitStatus.PROBLEM,
) -> Result:
    return Result(names, "failed", request.formats, problems=problems, exit_status=exit_status)


def _report(planned: Plan, results: Mapping[Names, Result]) -> Report:
    order = [*planned.failed, *(edition.names for edition in planned.editions)]
    return Report(tuple(results[names] for names in order if names in results))


def _folder(request: Request) -> str:
    """Return the output folder as artifacts' paths begin: relative to the project if it is inside."""
    out = request.out.resolve()
    root = request.root.resolve()
    return f"{out.relative_to(root).as_posix() if out.is_relative_to(root) else out}/"


def _limit_problem(names: Names, problem: Problem) -> Problem:
    return replace(problem, message=f"{', '.join(names)}: {problem.message}")


def _fault_problem(names: Names, fault: OurFault) -> Problem:
    """Return the problem that says that the program is at fault, its details kept in a file."""
    import tempfile

    text = str(fault)
    handle, path = tempfile.mkstemp(prefix=f"copyfit-{'-'.join(names)}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    last = text.strip().splitlines()[-1] if text.strip() else "no details"
    return Problem(
        "our-fault",
        f"{', '.join(names)}: copyfit itself failed: {last[:200]}",
        f"this is a mistake in copyfit, not in your brief; please report it with the details in {Path(path)}",
    )
