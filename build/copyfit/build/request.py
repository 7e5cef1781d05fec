"""Which editions are asked for, and the key of each.

In: a `Request`. Out: `Planned` editions, and what is wrong with briefs that have none. Next: the
manifest says which of them are there already, and `pool` makes the others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import UNSET

from copyfit.build.key import digest, digests, edition_key, environment
from copyfit.build.manifest import Manifest, Readership
from copyfit.content.series.inputs import RowFiles, SeriesFiles
from copyfit.errors import BriefError, CopyfitError, Place, Problem, UsageError
from copyfit.project import (
    BRIEFS,
    CONTENT,
    PAGE,
    EditionId,
    Files,
    brief_file,
    common_files,
    inputs_of,
    shelf,
    snapshot,
    variants,
)
from copyfit.protocol import AS_OF, Job
from copyfit.suggest import nearest

FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be made. Empty selections mean all; `today` is the day that pages are judged on.

    With `rows`, names of rows of series, other briefs are passed over.
    """

    root: Path
    out: Path
    today: dt.date
    briefs: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    strict: bool = False
    prune: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @property
    def is_of_all(self) -> bool:
        """Whether every page of the project is asked for."""
        return not (self.briefs or self.variants or self.languages or self.rows)


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition to be made: the files that it may read, their digests, and the key of it all.

    `variants` are all that the project has: a brief may name those whose files it does not read. `row` is
    what a row of a series has of the brief's files.
    """

    id: EditionId
    files: Files
    inputs: Mapping[str, str]
    variants: tuple[str, ...]
    key: str
    row: RowFiles | None = None

    def path(self, form: str) -> str:
        """Return where the artifact of a format goes, relative to the output folder."""
        return f"{self.id.brief}/{'-'.join(self.id.parts)}.{form}"

    def job(self, request: Request, formats: Iterable[str]) -> Job:
        """Return the job that makes this edition."""
        return Job(
            self.files,
            self.id.brief,
            self.id.variant,
            self.id.language,
            tuple(formats),
            self.variants,
            request.options,
            row=self.id.row,
        )

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems with places as in the project's files, of which a row has only a part."""
        row = self.row
        if row is None:
            return tuple(problems)
        return tuple(replace(one, place=row.original(one.place)) for one in problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """All editions asked for, those that cannot be planned with the reason, and what was learnt."""

    editions: tuple[Planned, ...]
    failed: Mapping[EditionId, CopyfitError]
    readerships: Mapping[str, Readership]
    slugs: tuple[str, ...]
    variants: tuple[str, ...]
    remarks: tuple[Problem, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of the rows of each series that could be read, by brief."""


def plan(request: Request, manifest: Manifest) -> Plan:
    """Return the editions that `request` asks for.

    Raises UsageError for names that do not exist, BriefError or TemplateError if the project's
    folders cannot be used; what is wrong with one brief is in the plan instead.
    """
    stands = shelf(request.root)
    known = stands.slugs
    wanted = {
        name: one for name, one in stands.strays.items() if name in request.briefs or not request.briefs
    }
    _check_names("brief", [name for name in request.briefs if name not in wanted], known)
    chosen = tuple(slug for slug in known if slug in request.briefs or not request.briefs)
    if not chosen and not wanted:
        raise UsageError(
            Problem(
                "no-brief", f"there is no brief in {BRIEFS}/ yet", "write one with: copyfit new my-subject"
            )
        )
    editions: list[Planned] = []
    failed: dict[EditionId, CopyfitError] = {
        EditionId(name): BriefError(stray) for name, stray in wanted.items() if stray.severity == "error"
    }
    remarks = [stray for stray in wanted.values() if stray.severity != "error"]
    rows: dict[str, tuple[str, ...]] = {}
    readerships = dict(manifest.readerships)
    all_variants: set[str] = set()
    common = common_files(request.root) if len(chosen) > 1 else None
    unread: dict[str, frozenset[str]] = {}
    known_digests: dict[bytes, str] = {}
    shaped_by = environment().digest
    for slug in chosen:
        try:
            files = snapshot(request.root, slug, common)
        except CopyfitError as error:
            failed[EditionId(slug)] = error
            continue
        every_variant = variants(files)
        all_variants.update(every_variant)
        _check_names("variant", request.variants, every_variant)
        try:
            found = readerships[slug] = _readership(files, slug, manifest)
            series = _series(files, slug, found, every_variant)
        except CopyfitError as error:
            language = _language_at_a_glance(files, slug)
            asked = request.variants or every_variant
            failed |= {EditionId(slug, variant, language): error for variant in asked}
            continue
        if series:
            rows[slug] = tuple(series.rows)
            remarks += series.strays()
        elif request.rows:
            continue
        some = [name for name in every_variant if name in (request.variants or found.variants)]
        if not some:
            failed[EditionId(slug)] = BriefError(_for_no_page(slug, every_variant))
        codes = [code for code in found.languages if code in request.languages or not request.languages]
        pages = [EditionId(slug, variant, code) for code in codes for variant in some]
        planner = _Planner(files, every_variant, shaped_by, known_digests, unread if common else {})
        editions += _of_rows(series, pages, request, planner) if series else planner.planned(pages, request)
    if request.languages and not failed:
        _check_names(
            "language", request.languages, {code for slug in chosen for code in readerships[slug].languages}
        )
    if request.rows and not failed:
        _check_names("row", request.rows, {name for names in rows.values() for name in names})
    variants_found = tuple(sorted(all_variants))
    return Plan(tuple(editions), failed, readerships, known, variants_found, tuple(remarks), rows)


def files_of(root: Path, edition: EditionId) -> tuple[Files, RowFiles | None]:
    """Return the files of an edition's brief as they are now, and what its row has of them, if it has one.

    Raises BriefError if they cannot be read, or there is no such row.
    """
    files = snapshot(root, edition.brief)
    row = None
    if edition.row:
        from copyfit.content.readership import series_in

        series = series_in(files, edition.brief)
        rows = SeriesFiles(files, edition.brief, series) if series else None
        if rows is None or edition.row not in rows.rows:
            path = brief_file(files, edition.brief)
            message = f"{edition.brief} has no row `{edition.row}` any more"
            raise BriefError(Problem("unknown-row", message, "choose another page", Place(path)))
        row = rows.of(edition.row)
        files = row.files
    return files, row


def rows_in(root: Path, slug: str) -> tuple[str, ...]:
    """Return the names of a brief's rows, none if it is no series.

    Raises BriefError if they cannot be read.
    """
    from copyfit.content.readership import series_in

    files = snapshot(root, slug)
    series = series_in(files, slug)
    return tuple(SeriesFiles(files, slug, series).rows) if series else ()


def _series(files: Files, slug: str, known: Readership, variants: Sequence[str]) -> SeriesFiles | None:
    """Return the rows of a brief that is a series. Raises BriefError if two pages would be one file."""
    if not known.series:
        return None
    series = SeriesFiles(files, slug, known.series)
    stems: dict[str, str] = {}
    for name, row in series.rows.items():
        for variant in variants:
            stem = f"{name}-{variant}"
            if stem in stems:
                message = f"the pages of `{name}` and of `{stems[stem]}` would both be called {slug}-{stem}"
                place = row.place_of(known.series.slug)
                raise BriefError(Problem("duplicate-id", message, "rename one of the two", place))
            stems[stem] = name
    return series


def _of_rows(
    series: SeriesFiles, pages: Sequence[EditionId], request: Request, planner: _Planner
) -> Iterator[Planned]:
    """Yield the pages of each row that is asked for."""
    asked = [name for name in series.rows if name in request.rows or not request.rows]
    for name in asked:
        yield from planner.planned([replace(page, row=name) for page in pages], request, series.of(name))


class _Planner:
    """Plans the pages of one brief; what they have in common is found out once.

    `unread` are the templates that each variant may not read, as far as that is known: where all briefs have
    the same, it is found out for the first.
    """

    def __init__(
        self,
        files: Files,
        every_variant: tuple[str, ...],
        environment: str,
        known_digests: dict[bytes, str],
        unread: dict[str, frozenset[str]],
    ) -> None:
        self.files = files
        self.variants = every_variant
        self.environment, self.known_digests = environment, known_digests
        self._unread = unread

    def planned(
        self, pages: Iterable[EditionId], request: Request, row: RowFiles | None = None
    ) -> Iterator[Planned]:
        """Yield pages with what they read and their keys; those of a row read its part of the files."""
        files = row.files if row else self.files
        for edition in pages:
            readable = self._readable(files, edition.variant)
            inputs = digests(readable, self.known_digests)
            options = dict(request.options)
            if not _may_be_archived(files[brief_file(files, edition.brief)]):
                options.pop(AS_OF, None)  # only an archived page prints what the day makes of its facts
            key = edition_key(edition, inputs, self.variants, options, self.environment)
            yield Planned(edition, readable, inputs, self.variants, key, row)

    def _readable(self, files: Files, variant: str) -> Files:
        """Return the part of `files`, those of the brief or of a row of it, that a variant may read."""
        unread = self._unread.get(variant)
        if unread is None:
            unread = self._unread[variant] = frozenset(self.files.keys() - inputs_of(self.files, variant))
        return {path: content for path, content in files.items() if path not in unread}


def _may_be_archived(brief: bytes) -> bool:
    """Return whether a brief may say `archived:`, spelled out or in the escapes of YAML and JSON."""
    return b"archived" in brief or re.search(rb"\\(?:x|u00|U000000)[0-7]", brief) is not None


def _readership(files: Files, slug: str, manifest: Manifest) -> Readership:
    """Return for whom a brief is, from the manifest if all that says so is the same as then."""
    prefix = f"{BRIEFS}/{slug}/brief."
    own = digest(
        digests(
            {
                path: content
                for path, content in files.items()
                if path.startswith(prefix) or path.endswith(("/" + CONTENT, "/" + PAGE))
            }
        )
    )
    known = manifest.readerships.get(slug)
    if known and known.digest == own:
        return known
    from copyfit.content.readership import languages_of, series_in, variants_of

    languages = tuple(languages_of(files, slug))
    twin = f"{prefix}{languages[0]}.yaml"
    if twin in files:
        raise BriefError(_twins(twin, brief_file(files, slug), languages[0]))
    return Readership(own, languages, variants_of(files, slug), series_in(files, slug) or UNSET)


def _twins(twin: str, first: str, language: str) -> Problem:
    message = f"{twin} is in `{language}`, and so is {first}: one of them would never be read"
    hint = f"remove one of the two, or correct `language:` in {first}"
    return Problem("two-briefs", message, hint, Place(twin))


def _for_no_page(slug: str, every_variant: tuple[str, ...]) -> Problem:
    return Problem(
        "no-page",
        f"{slug} has the required blocks of no page, so none is made",
        f"write variants: [{every_variant[0]}] to be told what that page needs; docs/briefs.md lists it",
        Place(f"{BRIEFS}/{slug}"),
    )


def _language_at_a_glance(files: Files, slug: str) -> str:
    """Return the language that a brief seems to have that cannot be read."""
    content = files.get(brief_file(files, slug), b"")
    found = re.search(rb"^language:\s*[\"']?([A-Za-z-]{2,20})", content, re.MULTILINE)
    return found[1].decode() if found else ""


def _check_names(kind: str, asked: Iterable[str], known: Iterable[str]) -> None:
    known = sorted(known)
    problems = []
    for name in asked:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else f"there is: {', '.join(known) or 'none'}"
            problems.append(Problem(f"unknown-{kind}", f"there is no {kind} called `{name}`", hint))
    if problems:
        raise UsageError(problems)
