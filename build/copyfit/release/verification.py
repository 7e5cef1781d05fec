"""What came back: is it intact, is it ours, what of it was edited, and is it still right?

In: a folder, a zip or a single file, and the releases that are at hand. Out: a `Verdict`. Next: `cli` prints
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from copyfit.diff.words import shared
from copyfit.errors import Problem, UsageError
from copyfit.project import regular_bytes
from copyfit.release import signature, sums
from copyfit.release.bundle import MAX_FILE_BYTES, opened
from copyfit.release.changes import changes
from copyfit.release.integrity import OpenedRelease, integrity_problems, release_on
from copyfit.release.manifest import NAME, Inventory, ReleasedFile, ReleasedPage
from copyfit.release.texts import Received, read_file
from copyfit.suggest import count

State = Literal["intact", "damaged", "edited", "unproved", "foreign"]
ALIKE_ENOUGH = 0.5
"""The share of words from which on a file without claims is said to be made of a page."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of something that was sent. `said` are sentences, `problems` what speaks against it.

    `release` is the release that it was judged against, `page` the page that a single file is of.
    """

    state: State
    said: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    release: Inventory | None = None
    page: ReleasedPage | None = None
    changes: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it is proved to be what was released."""
        return self.state == "intact" and not any(one.severity == "error" for one in self.problems)

    def as_json(self) -> dict[str, Any]:
        """Return the object that `copyfit verify --json` prints."""
        told, page = self.release, self.page
        return {
            "verdict": self.state,
            "release": told.version if told else None,
            "commit": told.commit.id if told and told.commit else None,
            "page": {
                "brief": page.brief,
                "variant": page.variant,
                "language": page.language,
                "version": page.version,
                "status": page.status,
            }
            if page
            else None,
            "said": list(self.said),
            "changes": list(self.changes),
            "problems": [problem.as_json() for problem in self.problems],
        }


def verify(path: Path, against: Sequence[Path], signers: Path | None, today: dt.date) -> Verdict:
    """Return what is to be said of what is at `path`, on the day `today`.

    `against` are releases that a single file is judged by; `signers` is the file of those whose signatures
    count. Raises UsageError if there is nothing at `path`, or no release in `against` can be read.
    """
    if not path.exists():
        raise UsageError(Problem("no-file", f"there is nothing at {path}", "name a file, a folder or a zip"))
    known = tuple(_opened(place) for place in against)
    content = None if path.is_dir() else regular_bytes(path, MAX_FILE_BYTES)
    bundle = opened(path)
    release = release_on(bundle) if bundle else None
    if release and release.is_one:
        return _whole(release, signers, today)
    if path.is_dir():
        return Verdict("foreign", (f"{_folder(path)} is no release",), (_no_release(path),))
    if content is None:
        message, hint = f"{path.name} cannot be read", "name a regular file of at most 256 MB"
        return Verdict("foreign", (), (Problem("unreadable", message, hint),))
    return _single(path.name, content, known, signers, today)


def _opened(place: Path) -> OpenedRelease:
    bundle = opened(place)
    release = release_on(bundle) if bundle else None
    if release and release.is_one and not release.told:
        what = "cannot be read" if NAME in release.bundle.paths() else "is missing"
        hint = "take the release anew from where it was published"
        raise UsageError(Problem("no-release", f"the manifest of the release at {place} {what}", hint))
    if not release or not release.told:
        hint = "name a release's folder, such as release/3, or its zip"
        raise UsageError(Problem("no-release", f"there is no release at {place}", hint))
    return release


def _folder(path: Path) -> str:
    """Return what a folder is called, that of `.` and `..` too."""
    return f"{path.name or path.resolve().name}/" if path.name != ".." else f"{path.resolve().name}/"


def _no_release(path: Path) -> Problem:
    inside = sorted(one.name for one in path.iterdir() if (one / sums.NAME).is_file())
    hint = (
        f"name one of the releases in it: {path / inside[-1]}" if inside else "name a release's folder or zip"
    )
    return Problem("no-release", f"{_folder(path)} holds neither a manifest nor {sums.NAME}", hint)


# -- a release --


def _whole(release: OpenedRelease, signers: Path | None, today: dt.date) -> Verdict:
    problems = (*integrity_problems(release), *_signature_problems(release, signers))
    told = release.told
    if told is None:
        what = "cannot be read" if NAME in release.bundle.paths() else "is missing"
        return Verdict(
            "damaged", (f"not intact: a release whose manifest {what}", *_damage(problems)), problems
        )
    pages = told.pages
    where = f"release {told.version} of {told.released_on}, {count(len(pages), 'page')}{_commit(told)}"
    if any(problem.severity == "error" for problem in problems):
        return Verdict("damaged", (f"not intact: {where}", *_damage(problems)), problems, told)
    said = [f"intact: {where}", *_signed(release, signers), *_standing(pages)]
    return Verdict("intact", tuple(said), (*problems, *_stale(pages, today)), told)


def _damage(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield how many files are missing, which is how a copy looks that was broken off."""
    missing = sum(problem.code == "missing-file" for problem in problems)
    if missing:
        verb = "is" if missing == 1 else "are"
        yield f"{count(missing, 'file')} of it {verb} missing: it may have been copied in part"


def _commit(told: Inventory) -> str:
    if not told.commit:
        return ", under no version control"
    dirty = f" with {count(len(told.commit.changed), 'uncommitted change')}" if told.commit.changed else ""
    return f", from commit {told.commit.id[:12]}{dirty}"


def _standing(pages: Sequence[ReleasedPage]) -> Iterator[str]:
    drafts = sum(page.is_draft for page in pages)
    approved = sum(page.approval is not None for page in pages)
    yield ", ".join(
        filter(None, [f"{approved} approved" if approved else "", count(drafts, "draft") if drafts else ""])
    )


def _signature_problems(release: OpenedRelease, signers: Path | None) -> Iterator[Problem]:
    content, found = release.bundle.read(sums.NAME), release.bundle.read(signature.NAME)
    hint = "ask the house for its key, or for the release as it signed it"
    if found is None:
        if signers is not None:
            yield Problem("not-signed", "the release is not signed", hint)
    elif content is not None and (problem := signature.judged(content, found, signers).problem):
        yield Problem("not-signed", problem, hint)


def _signed(release: OpenedRelease, signers: Path | None) -> Iterator[str]:
    content, found = release.bundle.read(sums.NAME), release.bundle.read(signature.NAME)
    if content is None or found is None:
        yield "not signed: that it is intact does not prove who made it"
        return
    signed = signature.judged(content, found, signers)
    yield (
        f"signed by {signed.by}"
        if signed.by
        else f"signed by the key {signed.key}, for which nobody here vouches"
    )


def _stale(pages: Sequence[ReleasedPage], today: dt.date) -> Iterator[Problem]:
    """Yield a warning for each fact past its review today; archived pages stand as of their own day."""
    said = set()
    for page in pages:
        for fact in page.stale_on(today):
            if (page.brief, fact.id) not in said:
                said.add((page.brief, fact.id))
                message = f"the fact `{fact.id}` of {page.brief} was to be reviewed by {fact.review_by}"
                hint = f"it says {fact.value}, as of {fact.as_of}: ask whether that still holds"
                yield Problem("stale-fact", message, hint, severity="warning")


# -- a single file --


def _single(
    name: str, content: bytes, known: Sequence[OpenedRelease], signers: Path | None, today: dt.date
) -> Verdict:
    try:
        received = read_file(content)
    except ValueError as error:
        hint = "ask for it to be sent again; if it is a release, name its folder or its zip"
        problem = Problem("unreadable", f"{name}: {error}", hint)
        return Verdict("foreign", (f"{name} cannot be judged",), (problem,))
    digest = sha256(content).hexdigest()
    for release in known:
        for page, file in _pages(release, received):
            if file.sha256 == digest:
                return _intact(name, release, page, file, signers, today)
    found = _same_page(received, known)
    if found:
        return _edited(name, received, *found, today)
    return _unproved(name, received, known) if received.origin else _foreign(name, received, known, today)


def _pages(release: OpenedRelease, received: Received) -> Iterator[tuple[ReleasedPage, ReleasedFile]]:
    for page in release.told.pages if release.told else ():
        for file in page.files:
            if file.format == received.format:
                yield page, file


def _intact(
    name: str,
    release: OpenedRelease,
    page: ReleasedPage,
    file: ReleasedFile,
    signers: Path | None,
    today: dt.date,
) -> Verdict:
    told = release.told
    assert told, "only what was told has pages"
    problems = [
        one for one in integrity_problems(release) if one.place and one.place.path in (sums.NAME, file.path)
    ]
    problems += _signature_problems(release, signers)
    said = (
        f"intact: {name} is {file.path} of release {told.version}, byte for byte{_commit(told)}",
        *_signed(release, signers),
        _page_said(page),
    )
    state: State = "damaged" if problems else "intact"
    return Verdict(state, said, (*problems, *_stale((page,), today)), told, page)


def _page_said(page: ReleasedPage) -> str:
    approved = f"approved by {page.approval.by} on {page.approval.on}" if page.approval else page.status
    return f"{page.name}, version {page.version} of {page.date}, {approved}"


def _same_page(
    received: Received, known: Sequence[OpenedRelease]
) -> tuple[OpenedRelease, ReleasedPage, ReleasedFile] | None:
    """Return the page that a file claims to be, from the same inputs; else the latest of that name."""
    origin = received.origin
    if not origin:
        return None
    named = [
        (release, page, file)
        for release in known
        for page, file in _pages(release, received)
        if (page.brief, page.variant, page.language) == (origin.brief, origin.variant, origin.language)
    ]
    same = [found for found in named if found[1].inputs == origin.inputs]
    found = same or named
    return found[-1] if found else None


def _edited(
    name: str,
    received: Received,
    release: OpenedRelease,
    page: ReleasedPage,
    file: ReleasedFile,
    today: dt.date,
) -> Verdict:
    """Return what was edited in a file that comes from a page of a release, in words."""
    told, origin = release.told, received.origin
    assert told, "only what was told has pages"
    same = not origin or origin.inputs == page.inputs
    original = release.bundle.read(file.path)
    whole = original is not None and sha256(original).hexdigest() == file.sha256
    found = changes(read_file(original).passages, received.passages) if original is not None and whole else ()
    head = f"{name} comes from {file.path} of release {told.version}"
    if not same:
        head = f"{name} claims to be {page.name}, and was made from other inputs than release {told.version}"
    if found:
        said = f"{head}: {count(len(found), 'passage')} of it {'differs' if len(found) == 1 else 'differ'}"
    elif whole:
        said = (
            f"{head}: its words are the same, and its bytes are not. It was saved anew; pictures may differ"
        )
    else:
        said = f"{head}, which is not there any more to compare it with"
    problem = Problem("edited", f"{name} is not the file that was released", f"the one that was: {file.path}")
    released = f"what was released: {_page_said(page)}"
    own = (
        () if same or not origin else (f"what it says of itself: version {origin.version}, {origin.status}",)
    )
    return Verdict("edited", (said, *own, released), (problem, *_stale((page,), today)), told, page, found)


def _unproved(name: str, received: Received, known: Sequence[OpenedRelease]) -> Verdict:
    origin = received.origin
    assert origin, "it makes claims"
    page = f"{origin.brief} {origin.variant} {origin.language}, version {origin.version}, {origin.status}"
    said = (f"{name} claims to be {page}", f"made from inputs {origin.inputs[:16]}…", "not proved")
    if known:
        versions = ", ".join(one.told.version for one in known if one.told)
        problem = Problem(
            "not-proved",
            f"no release at hand has such a page: {versions}",
            "name its release: --release PATH",
        )
    else:
        problem = Problem("not-proved", "there is no release to judge it by", "name one: --release PATH")
    return Verdict("unproved", said, (problem,))


def _foreign(name: str, received: Received, known: Sequence[OpenedRelease], today: dt.date) -> Verdict:
    """Return what is to be said of a file that says nothing of where it comes from."""
    best: tuple[float, OpenedRelease, ReleasedPage, ReleasedFile] | None = None
    for release in known:
        for page, file in _pages(release, received):
            original = release.bundle.read(file.path)
            if original is not None and sha256(original).hexdigest() == file.sha256:
                share = shared(read_file(original).words, received.words)
                if share >= ALIKE_ENOUGH and (best is None or share >= best[0]):
                    best = (share, release, page, file)
    if best:
        return _edited(name, received, *best[1:], today)
    problem = Problem(
        "foreign",
        f"{name} says nothing of where it comes from",
        "copyfit did not make it, or its claims were taken out",
    )
    return Verdict("foreign", (f"{name} is not known here",), (problem,))
