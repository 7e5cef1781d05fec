"""The pages of a side: made by this program, or read as they lie there.

In: two `ComparedSide`s and which pages are asked for. Out: `Versions`. Next: `diff` has both versions of a
page looked at. What both sides make from the same inputs is the same page, and is not made at all; what a
build has put into dist/ already is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from copyfit.account import Fit
from copyfit.build import FORMATS, Progress, Request, Result, outcomes
from copyfit.build.crew import Outcome
from copyfit.build.fault import fault_problem
from copyfit.build.manifest import Manifest, read_manifest
from copyfit.build.request import Plan, Planned, plan
from copyfit.diff.side import ComparedSide
from copyfit.errors import CopyfitError, Problem
from copyfit.project import EditionId, regular_bytes
from copyfit.protocol import Artifacts, OurFault, Task

MAX_BYTES = 64 * 2**20

_STEM = re.compile(r"([a-z0-9][a-z0-9-]*)-([a-z0-9]+)-([a-z]{2,3}(?:-[A-Z][A-Za-z]+)*)")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one page: its files by format, how it was fitted, and what it is made from.

    `problems` say why it could not be made; `planned` is None for what was only read.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    fit: Fit | None = None
    planned: Planned | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """The key of its inputs, "" where they are not known."""
        return self.planned.key if self.planned else ""

    @property
    def inputs(self) -> Mapping[str, str]:
        """The digest of each file that it is made from, by path."""
        return self.planned.inputs if self.planned else {}


Pages = Mapping[EditionId, Version]


@dataclass(frozen=True, slots=True)
class Versions:
    """The pages of both sides; those that are made from the same inputs are only named, in `same`."""

    old: Pages
    new: Pages
    same: tuple[EditionId, ...]


def versions(old: ComparedSide, new: ComparedSide, asked: Request, progress: Progress) -> Versions:
    """Return what both sides have of the pages asked for.

    Raises what planning a build raises, and CopyfitError for a file that cannot be read.
    """
    before, after = (_pages(side, asked) for side in (old, new))
    if old.kind == "file" and new.kind == "file":
        return Versions({next(iter(after)): next(iter(before.values()))}, after, ())
    before, after = _named_alike(before, after, asked), _named_alike(after, before, asked)
    if "file" in (old.kind, new.kind):
        named = next(iter(before if old.kind == "file" else after))
        before, after = ({named: side[named]} if named in side else {} for side in (before, after))
    same = tuple(
        one
        for one, page in after.items()
        if page.key and page.key == before.get(one, page).key and one in before
    )
    before, after = ({one: page for one, page in side.items() if one not in same} for side in (before, after))
    gone = before.keys() - after.keys()  # what is only taken away need not be made
    every = [*(page for one, page in before.items() if one not in gone), *after.values()]
    needed = [page for page in every if page.planned and not page.files]
    progress.planned(len({page.key for page in needed}), len(same))
    made = _made(needed, asked, progress)
    before, after = (
        {one: made.get(page.key, page) for one, page in side.items()} for side in (before, after)
    )
    return Versions(before, after, same)


def _pages(side: ComparedSide, asked: Request) -> dict[EditionId, Version]:
    if side.kind == "file":
        return {EditionId(side.path.stem): Version({side.path.suffix.lower()[1:]: _content(side.path)})}
    if side.kind == "files":
        return dict(_files_in(side.path))
    found, kept = _planned(side, asked), read_manifest(asked.out)
    pages = {edition: Version(problems=error.problems) for edition, error in found.failed.items()}
    return pages | {one.id: _kept(one, kept, asked.out) for one in found.editions}


def _planned(side: ComparedSide, asked: Request) -> Plan:
    """Return what a project has of what is asked for; a brief that it lacks is one the other side added."""
    try:
        return plan(replace(asked, root=side.path), Manifest())
    except CopyfitError as error:
        if any(not problem.code.startswith(("unknown-", "no-brief")) for problem in error.problems):
            raise
        return Plan((), {}, {}, (), ())


def _kept(one: Planned, kept: Manifest, out: Path) -> Version:
    """Return a page as a build left it in the output folder; without files if it is not there so."""
    entry = kept.entries.get(one.id)
    files: dict[str, bytes] = {}
    for form in FORMATS:
        artifact = entry.artifact(form) if entry else None
        if not artifact or artifact.key != one.key or not artifact.is_there(out):
            return Version(planned=one)
        files[form] = _content(out / artifact.path)
    return Version(files, entry.account.fit if entry else None, one)


def _files_in(folder: Path) -> Iterator[tuple[EditionId, Version]]:
    """Yield the finished pages below a folder, called by their files' names."""
    found: dict[str, dict[str, bytes]] = {}
    for path in sorted(folder.rglob("*")):
        form = path.suffix.lower()[1:]
        if form in FORMATS and path.is_file() and ".edited" not in path.suffixes:
            found.setdefault(path.stem, {}).setdefault(form, _content(path))
    for stem, files in found.items():
        yield EditionId(stem), Version(files)


def _named_alike(pages: Pages, others: Pages, asked: Request) -> dict[EditionId, Version]:
    """Return the pages asked for; files are called as the other side calls a page of their name."""
    known = {"-".join(edition.parts): edition for edition in others}
    called = {_edition_of(one, known): page for one, page in pages.items()}
    return {one: page for one, page in called.items() if _is_asked_for(one, asked)}


def _edition_of(edition: EditionId, known: Mapping[str, EditionId]) -> EditionId:
    if edition.variant:
        return edition
    other = known.get(edition.brief)
    if other and other.variant:
        return other
    found = _STEM.fullmatch(edition.brief)
    return EditionId(*found.groups()) if found else edition


def _is_asked_for(one: EditionId, asked: Request) -> bool:
    chosen = ((one.brief, asked.briefs), (one.variant, asked.variants), (one.language, asked.languages))
    return all(not names or name in names or not name for name, names in chosen)


def _made(needed: Iterable[Version], asked: Request, progress: Progress) -> dict[str, Version]:
    """Make the pages, what is made from the same inputs once, and return them by key."""
    waiting = {page.key: page for page in needed}
    found: dict[str, Version] = {}
    plans = [page.planned for page in waiting.values() if page.planned]
    with closing(outcomes(plans, replace(asked, formats=FORMATS), Task.MAKE)) as made:
        for one, outcome in made:
            found[one.key] = _version(one, outcome)
            progress.finished(Result(one.id, "failed" if found[one.key].problems else "checked", FORMATS))
    return found


def _version(one: Planned, outcome: Outcome) -> Version:
    if isinstance(outcome, Artifacts):
        return Version(dict(outcome.files), outcome.account.fit, one)
    if isinstance(outcome, OurFault):
        return Version(planned=one, problems=(fault_problem(str(outcome), str(one.id)),))
    return Version(planned=one, problems=outcome.problems)  # type: ignore[union-attr]


def _content(path: Path) -> bytes:
    content = regular_bytes(path, MAX_BYTES)
    if content is None:
        hint = f"name a regular file of at most {MAX_BYTES >> 20} MB that you may read"
        raise CopyfitError(Problem("unreadable", f"{path} cannot be read", hint))
    return content
