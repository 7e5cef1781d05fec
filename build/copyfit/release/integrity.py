"""Whether a release is whole and as it was made: every file that is damaged, missing or added, by name.

In: a `Bundle`. Out: problems; none means intact. There are three witnesses: SHA256SUMS, the digests in the
manifest, and the zip, which holds every file once more. So where a file and its digest differ, the two others
tell which of them was changed; without them both are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from copyfit.errors import Place, Problem
from copyfit.release import manifest, signature, sums
from copyfit.release.bundle import Bundle, Zip, unzipped
from copyfit.release.manifest import Inventory

_ARCHIVE = re.compile(r"release-[^/]+\.zip")
_HINT = "take the release anew from where it was published; trust no file that is named here"


@dataclass(frozen=True, slots=True)
class OpenedRelease:
    """A release that was read: its files, what they say of themselves, and their digests.

    `told` is None if there is no manifest that can be read, `listed` if there are no digests that can.
    """

    bundle: Bundle
    told: Inventory | None
    listed: Mapping[str, str] | None
    twin: Zip | None
    archive: str

    @property
    def is_one(self) -> bool:
        """Whether it is a release at all, whole or not."""
        names = self.bundle.paths()
        return manifest.NAME in names or sums.NAME in names


def release_on(bundle: Bundle) -> OpenedRelease:
    """Return the release that stands on a bundle, as far as it can be read."""
    content = bundle.read(manifest.NAME)
    archive = next((path for path in bundle.paths() if _ARCHIVE.fullmatch(path)), "")
    packed = bundle.read(archive) if archive and not isinstance(bundle, Zip) else None
    twin = unzipped(packed) if packed else None
    listed = sums.sums_from(bundle.read(sums.NAME) or b"")
    return OpenedRelease(bundle, manifest_of(content), listed, twin, archive)


def manifest_of(content: bytes | None) -> Inventory | None:
    """Return the manifest that a file holds, None if there is none."""
    return manifest.manifest_from(content) if content else None


def integrity_problems(release: OpenedRelease) -> tuple[Problem, ...]:
    """Return every file that is not as it was made, each once."""
    found: dict[str, Problem] = {}
    for problem in (
        *_archive(release),
        *_sums(release),
        *_files(release),
        *_digests(release),
        *_copies(release),
    ):
        found.setdefault(problem.place.path if problem.place else "", problem)
    return tuple(found.values())


def _trusted(release: OpenedRelease) -> Mapping[str, str]:
    """Return the digests that files are held to: those of the zip if it is whole, else the folder's own."""
    if release.twin and release.twin.is_canonical:
        found = sums.sums_from(release.twin.read(sums.NAME) or b"")
        if found:
            return found
    return release.listed or {}


def _sums(release: OpenedRelease) -> Iterator[Problem]:
    own = release.bundle.read(sums.NAME)
    twin = release.twin
    if own is None:
        yield _missing(sums.NAME)
    elif release.listed is None:
        yield _damaged(sums.NAME, "holds lines that are no digests, or not in their order")
    elif twin and twin.is_canonical and twin.read(sums.NAME) != own:
        yield _damaged(sums.NAME, f"is not what it was: {release.archive} holds another")


def _files(release: OpenedRelease) -> Iterator[Problem]:
    """Yield what differs from its digest, is missing, or is one too many."""
    trusted = _trusted(release)
    there = set(release.bundle.paths())
    broken = set(release.bundle.broken) if isinstance(release.bundle, Zip) else set()
    for path, digest in trusted.items():
        content = release.bundle.read(path)
        if path in broken:
            yield _damaged(path, "cannot be read from the zip: its bytes were changed")
        elif content is None:
            yield _missing(path)
        elif sha256(content).hexdigest() != digest:
            yield _blamed(release, path, sha256(content).hexdigest())
    if trusted:
        companions = {sums.NAME, signature.NAME, release.archive, f"{release.archive}.sha256"}
        for path in sorted(there - set(trusted) - companions):
            yield _damaged(path, "is not part of the release", "foreign-file")
    for path in sorted(broken - set(trusted)):
        yield _damaged(path, "cannot be read from the zip: its bytes were changed")


def _blamed(release: OpenedRelease, path: str, digest: str) -> Problem:
    """Return which of the two was changed, a file or its digest, where they differ."""
    said = _said(release.told).get(path)
    if said == digest and not (release.twin and release.twin.is_canonical):
        return _damaged(sums.NAME, f"says another digest of {path} than {manifest.NAME} does")
    if said or (release.twin and release.twin.is_canonical):
        return _damaged(path, "was changed since the release was made")
    return _damaged(path, f"is not what {sums.NAME} says: it was changed, or {sums.NAME} was")


def _said(told: Inventory | None) -> dict[str, str]:
    """Return the digests that the manifest says, by path."""
    pages = told.pages if told else ()
    return {file.path: file.sha256 for page in pages for file in (*page.files, page.picture)}


def _digests(release: OpenedRelease) -> Iterator[Problem]:
    """Yield files that SHA256SUMS and the manifest disagree about; a damaged manifest says nothing."""
    listed = _trusted(release)
    own = release.bundle.read(manifest.NAME) or b""
    if listed.get(manifest.NAME) != sha256(own).hexdigest():
        return
    for path, digest in _said(release.told).items():
        if path in listed and listed[path] != digest:
            yield _damaged(path, f"has one digest in {sums.NAME} and another in {manifest.NAME}")


def _archive(release: OpenedRelease) -> Iterator[Problem]:
    """Yield what is wrong with the zip in the folder, with its digest, or with the zip that is the bundle."""
    bundle, name = release.bundle, release.archive
    if isinstance(bundle, Zip):
        if not bundle.is_canonical and not bundle.broken:
            yield _damaged("", "the zip is not, byte for byte, what copyfit makes of its files")
        return
    if not name:
        return
    packed, digest = bundle.read(name), bundle.read(f"{name}.sha256")
    if packed is None or digest is None:
        yield _missing(name if packed is None else f"{name}.sha256")
    elif release.twin is None:
        yield _damaged(name, "is no zip that can be read")
    elif digest != f"{sha256(packed).hexdigest()}  {name}\n".encode():
        guilty = f"{name}.sha256" if release.twin.is_canonical else name
        yield _damaged(guilty, "was changed since the release was made")
    elif not release.twin.is_canonical:
        yield _damaged(name, "is not, byte for byte, what copyfit makes of its files")


def _copies(release: OpenedRelease) -> Iterator[Problem]:
    """Yield files beside the digests, such as the signature, that are not what the zip holds."""
    if release.twin and release.twin.is_canonical:
        for path in release.twin.paths():
            if path not in _trusted(release) and release.bundle.read(path) != release.twin.read(path):
                yield _damaged(path, f"is not what {release.archive} holds")


def _damaged(path: str, what: str, code: str = "damaged") -> Problem:
    return Problem(code, f"{path} {what}".strip(), _HINT, Place(path) if path else None)


def _missing(path: str) -> Problem:
    return Problem("missing-file", f"{path} is missing", _HINT, Place(path))
