"""A project → a release in its place: refused, or whole.

In: what is `Asked` for. Out: `Released`, and the folder `<out>/<version>/`; or why there is none. Everything
is put into a hidden folder beside it first, flushed to the disk, and renamed; nothing that is there is
changed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from copyfit.build import Progress, Report, Request, Result, build
from copyfit.build.key import environment
from copyfit.build.manifest import read_manifest
from copyfit.build.publication import held, unwritable
from copyfit.build.verdict import compared
from copyfit.content.load import load_brief
from copyfit.content.loaded import Loaded
from copyfit.content.readership import languages_of
from copyfit.errors import CopyfitError, Problem
from copyfit.project import slugs, snapshot
from copyfit.protocol import Task
from copyfit.release import index, manifest, refusal, signature, software, statement, sums
from copyfit.release.bundle import zipped
from copyfit.release.contents import Made, contents_of
from copyfit.release.earlier import Earlier, earlier
from copyfit.release.manifest import Commit, Inventory, ReleasedPage
from copyfit.release.repository import Repository, repository
from copyfit.release.version import version_of

STAGE = ".copyfit-stage-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be released: the `request` of a strict build of all formats, and where it goes.

    `since` is the release to compare with (None: the last one in `out`), `key` the file of the SSH key that
    signs it, `unreviewed` the translations that may pass, `variables` the environment's.
    """

    request: Request
    out: Path
    version: str | None = None
    dirty: bool = False
    unreviewed: tuple[str, ...] = ()
    since: Path | None = None
    key: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Released:
    """What came of it: the folder and what is in it, or nothing and `problems` with errors among them."""

    report: Report
    problems: tuple[Problem, ...]
    folder: Path | None = None
    manifest: Inventory | None = None


def release(asked: Asked, progress: Progress, make: str = Task.MAKE) -> Released:
    """Make the release that is asked for, unless something keeps it.

    Raises UsageError, BriefError, TemplateError or MachineError as `build` does, and for a version or a key
    that cannot be had. A failure on the way leaves nothing behind.
    """
    if asked.key:
        signature.ready(asked.key)
    known = repository(asked.request.root)
    with held(asked.out, progress.waiting):
        _sweep(asked.out)
        version = version_of(asked.version, asked.out, known)
        last = earlier(asked.out, asked.since)
        report, made = _built(asked, progress, make)
        problems = (*refusal.uncommitted(known, dirty=asked.dirty), *_refused(asked), *report.problems)
        if any(one.severity == "error" for one in problems):
            return Released(report, problems)
        files, told = _files(asked, version, known, made, last)
        folder = _put(asked.out, version, files)
    return Released(report, problems, folder, told)


def _built(asked: Asked, progress: Progress, make: str) -> tuple[Report, list[Result]]:
    """Return the report of a strict build, and the pages in it that are there."""
    report = build(asked.request, progress, make)
    results = compared({one.id: one for one in report.results}, asked.request.today, strict=True)
    report = replace(report, results=tuple(results.values()))
    return report, [one for one in report.results if one.status != "failed"]


def _refused(asked: Asked) -> Iterator[Problem]:
    """Yield what keeps each brief from being released, and the names of translations that are none."""
    unsigned = []
    for loaded, name in _briefs(asked):
        if loaded.path.endswith(("/brief.yaml", "/brief.json")) or loaded.brief.translation is None:
            yield from refusal.unapproved(loaded, asked.request.today)
        translation = loaded.brief.translation
        if translation and translation.status == refusal.UNREVIEWED:
            unsigned.append(name)
        yield from refusal.unreviewed(loaded, name, asked.unreviewed)
    yield from refusal.misnamed(asked.unreviewed, unsigned)


def _briefs(asked: Asked) -> Iterator[tuple[Loaded, str]]:
    """Yield each brief that is asked for, in each of its languages, and how that is called: `harbour.fr`.

    One that cannot be read is passed over: the build has told.
    """
    request = asked.request
    for slug in _slugs(request):
        with contextlib.suppress(CopyfitError):
            files = snapshot(request.root, slug)
            for language in languages_of(files, slug):
                if not request.languages or language in request.languages:
                    with contextlib.suppress(CopyfitError):
                        yield load_brief(files, slug, language), f"{slug}.{language}"


def _slugs(request: Request) -> tuple[str, ...]:
    return tuple(slug for slug in slugs(request.root) if slug in request.briefs or not request.briefs)


def _made(results: list[Result], asked: Asked) -> Iterator[Made]:
    """Yield every page that was made, with its brief and its bytes."""
    request = asked.request
    entries = read_manifest(request.out).entries
    loaded: dict[tuple[str, str], Loaded] = {}  # by subject and language
    for result in results:
        edition = result.id
        files = snapshot(request.root, edition.brief)
        for language in languages_of(files, edition.brief):
            if (edition.subject, language) not in loaded:
                loaded[edition.subject, language] = load_brief(
                    files, edition.brief, language, row=edition.row
                )
        first = languages_of(files, edition.brief)[0]
        contents = {
            form: (request.out / artifact.path).read_bytes()
            for form, artifact in (result.artifacts or {}).items()
        }
        for form, artifact in (result.artifacts or {}).items():
            assert sha256(contents[form]).hexdigest() == artifact.sha256, "the output folder is held"
        yield Made(
            result,
            loaded[edition.subject, edition.language],
            loaded[edition.subject, first].brief.subject,
            contents,
            entries[edition].inputs,
        )


def _files(
    asked: Asked, version: str, known: Repository | None, results: list[Result], last: Earlier | None
) -> tuple[dict[str, bytes], Inventory]:
    """Return every file of the release by path, and its manifest."""
    files: dict[str, bytes] = {}
    pages: list[ReleasedPage] = []
    for made in _made(results, asked):
        page, contents = contents_of(made, last)
        pages.append(page)
        files |= contents
    told = _manifest(asked, version, known, tuple(pages), last)
    files[manifest.NAME] = manifest.manifest_bytes(told)
    files[statement.NAME] = statement.statement_bytes(told, asked.variables)
    files[software.NAME] = software.software_bytes(told)
    files[index.NAME] = index.index_bytes(told)
    files[sums.NAME] = sums.sums_bytes(files)
    if asked.key:
        files[signature.NAME] = signature.signature_of(files[sums.NAME], asked.key)
    name = archive_name(version)
    files[name] = zipped(top_of(version), files)
    files[f"{name}.sha256"] = f"{sha256(files[name]).hexdigest()}  {name}\n".encode()
    return files, told


def top_of(version: str) -> str:
    """Return the folder inside the zip of a release."""
    return f"release-{version}"


def archive_name(version: str) -> str:
    """Return the name of the zip of a release."""
    return f"{top_of(version)}.zip"


def _manifest(
    asked: Asked,
    version: str,
    known: Repository | None,
    pages: tuple[ReleasedPage, ...],
    last: Earlier | None,
) -> Inventory:
    today = asked.request.today
    days = [fact.review_by for page in pages if not page.archived for fact in page.facts if fact.review_by]
    commit = None
    if known and known.commit:
        commit = Commit(known.commit, known.remote, known.tags_here, known.changed)
    return Inventory(
        version=version,
        released_on=today,
        commit=commit,
        pages=pages,
        software=_software(),
        next_review=min((day for day in days if day >= today), default=None),
        since=last.manifest.version if last else None,
        unreviewed=tuple(sorted(asked.unreviewed)),
        options=dict(asked.request.options),
    )


def _software() -> dict[str, str]:
    """Return what shaped the files beside their inputs, by name."""
    found = environment()
    return {
        "copyfit": found.copyfit,
        "source": found.source,
        "python": found.python,
        "machine": found.machine,
        "zlib": found.zlib,
        "pango": found.pango,
        "harfbuzz": found.harfbuzz,
        "harfbuzz-subset": found.harfbuzz_subset,
        **{f"package:{name}": version for name, version in found.packages.items()},
    }


def _put(out: Path, version: str, files: Mapping[str, bytes]) -> Path:
    """Put `files` into the new folder `out/version`, whole or not at all, and return it."""
    stage, folder = out / f"{STAGE}{os.getpid()}", out / version
    try:
        for path, content in files.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            with (stage / path).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            raise FileExistsError(None, "it came to be meanwhile", str(folder))
        stage.rename(folder)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return folder


def _sweep(out: Path) -> None:
    """Remove what a release that was killed left behind; call it only while holding the folder."""
    for stale in out.glob(f"{STAGE}*"):
        shutil.rmtree(stale, ignore_errors=True)
