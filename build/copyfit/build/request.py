"""Which editions are asked for, and the key of each.

In: a `Request`. Out: `Planned` editions, and what is wrong with briefs that have none. Next: the
manifest says which of them are there already, and `pool` makes the others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copyfit.build.key import digest, digests, edition_key, environment_digest
from copyfit.build.manifest import Manifest, Readership
from copyfit.errors import BriefError, CopyfitError, Place, Problem, UsageError
from copyfit.project import (
    BRIEFS,
    CONTENT,
    PAGE,
    EditionId,
    Files,
    Snapshots,
    brief_file,
    inputs_of,
    shelf,
    variants,
)
from copyfit.protocol import AS_OF, Job
from copyfit.suggest import nearest

FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be made. Empty selections mean all; `today` is the day that pages are judged on."""

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


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition to be made: the files that it may read, their digests, and the key of it all.

    `variants` are all that the project has: a brief may name those whose files it does not read.
    """

    id: EditionId
    files: Files
    inputs: Mapping[str, str]
    variants: tuple[str, ...]
    key: str

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
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """All editions asked for, those that cannot be planned with the reason, and what was learnt."""

    editions: tuple[Planned, ...]
    failed: Mapping[EditionId, CopyfitError]
    readerships: Mapping[str, Readership]
    slugs: tuple[str, ...]
    variants: tuple[str, ...]
    remarks: tuple[Problem, ...] = ()


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
    remarks = tuple(stray for stray in wanted.values() if stray.severity != "error")
    readerships = dict(manifest.readerships)
    all_variants: set[str] = set()
    materials = _Materials(request.root)
    for slug in chosen:
        try:
            files = materials.of(slug)
        except CopyfitError as error:
            failed[EditionId(slug)] = error
            continue
        every_variant = variants(files)
        all_variants.update(every_variant)
        _check_names("variant", request.variants, every_variant)
        try:
            found = readerships[slug] = _readership(files, slug, manifest, materials)
        except CopyfitError as error:
            language = _language_at_a_glance(files, slug)
            asked = request.variants or every_variant
            failed |= {EditionId(slug, variant, language): error for variant in asked}
            continue
        some = [name for name in every_variant if name in (request.variants or found.variants)]
        if not some:
            failed[EditionId(slug)] = BriefError(_for_no_page(slug, every_variant))
        codes = [code for code in found.languages if code in request.languages or not request.languages]
        editions += [
            _planned(materials, EditionId(slug, variant, code), every_variant, request)
            for code in codes
            for variant in some
        ]
    if request.languages and not failed:
        _check_names(
            "language", request.languages, {code for slug in chosen for code in readerships[slug].languages}
        )
    return Plan(tuple(editions), failed, readerships, known, tuple(sorted(all_variants)), remarks)


class _Materials:
    """The files that briefs are made from, and their digests: what many share is looked at once."""

    def __init__(self, root: Path) -> None:
        self._snapshots = Snapshots(root)
        self._shared = digests(self._snapshots.shared)
        self._readable: dict[str, tuple[str, ...]] = {}
        self.files: Files = {}
        self.digests: Mapping[str, str] = {}

    def of(self, slug: str) -> Files:
        """Take up the files of a brief, and return them. Raises what `project.snapshot` raises."""
        self.files = self._snapshots.of(slug)
        own = {path: content for path, content in self.files.items() if path not in self._shared}
        self.digests = digests(own) | self._shared
        return self.files

    def readable(self, variant: str) -> tuple[Files, Mapping[str, str]]:
        """Return what one variant may read of the brief at hand, and the digests of that."""
        if variant not in self._readable:
            self._readable[variant] = tuple(sorted(inputs_of(self._snapshots.shared, variant)))
        own = tuple(path for path in self.files if path not in self._shared)
        paths = (*own, *self._readable[variant])
        return {path: self.files[path] for path in paths}, {path: self.digests[path] for path in paths}


def _planned(materials: _Materials, edition: EditionId, known: tuple[str, ...], request: Request) -> Planned:
    readable, inputs = materials.readable(edition.variant)
    options = dict(request.options)
    if not _may_be_archived(readable[brief_file(readable, edition.brief)]):
        options.pop(AS_OF, None)  # only an archived page prints what the day makes of its facts
    key = edition_key(edition, inputs, known, options, environment_digest())
    return Planned(edition, readable, inputs, known, key)


def _may_be_archived(brief: bytes) -> bool:
    """Return whether a brief may say `archived:`, spelled out or in the escapes of YAML and JSON."""
    return b"archived" in brief or re.search(rb"\\[xuU]", brief) is not None


def _readership(files: Files, slug: str, manifest: Manifest, materials: _Materials) -> Readership:
    """Return for whom a brief is, from the manifest if all that says so is the same as then."""
    prefix = f"{BRIEFS}/{slug}/brief."
    own = digest(
        {
            path: one
            for path, one in materials.digests.items()
            if path.startswith(prefix) or path.endswith(("/" + CONTENT, "/" + PAGE))
        }
    )
    known = manifest.readerships.get(slug)
    if known and known.digest == own:
        return known
    from copyfit.content.load import languages_of, variants_of  # imports Pydantic and the YAML parser

    languages = tuple(languages_of(files, slug))
    twin = f"{prefix}{languages[0]}.yaml"
    if twin in files:
        raise BriefError(_twins(twin, brief_file(files, slug), languages[0]))
    return Readership(own, languages, variants_of(files, slug))


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
