"""What is in the output folder and what it was made from: `manifest.json`.

In: the file's bytes. Out: a `Manifest`, and back. The file carries a digest of itself; one that is
missing, damaged, forged or of another version counts as empty, so that everything is made anew, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import UNSET, UnsetType

from copyfit.account import Account
from copyfit.build.key import Environment
from copyfit.content.series.inputs import SeriesUse
from copyfit.project import EditionId, regular_bytes

NAME = "manifest.json"
VERSION = 3
MAX_BYTES = 2**30


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file made: `path` is relative to the output folder, `key` that of the inputs it was made from."""

    format: str
    path: str
    sha256: str
    bytes: int
    pages: int
    key: str

    def is_there(self, out: Path) -> bool:
        """Return whether the file is in `out` as it was made."""
        content = regular_bytes(f"{out}/{self.path}", self.bytes)
        return content is not None and sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one edition: inputs' digests by path, the files, and what was said of the page.

    `row` is the row of a series; of other pages the file says none.
    """

    brief: str
    variant: str
    language: str
    key: str
    artifacts: tuple[Artifact, ...]
    account: Account
    inputs: Mapping[str, str]
    environment: str
    row: str | UnsetType = UNSET

    @property
    def id(self) -> EditionId:
        """The edition that the entry is of."""
        return EditionId(self.brief, self.variant, self.language, self.row or "")

    def artifact(self, form: str) -> Artifact | None:
        """Return the file of a format, None if it was never made."""
        return next((one for one in self.artifacts if one.format == form), None)


@dataclass(frozen=True, slots=True)
class Readership:
    """The languages of a brief, the variants it is for and its series, as of the files with this digest."""

    digest: str
    languages: tuple[str, ...]
    variants: tuple[str, ...]
    series: SeriesUse | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the output folder holds, and the readership of each brief, by slug."""

    entries: Mapping[EditionId, Entry] = field(default_factory=dict)
    readerships: Mapping[str, Readership] = field(default_factory=dict)
    environments: Mapping[str, Environment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Contents:
    version: int
    editions: tuple[Entry, ...]
    readerships: Mapping[str, Readership]
    environments: Mapping[str, Environment]
    digest: str = ""


_CONTENTS = msgspec.json.Decoder(_Contents)


def read_manifest(out: Path) -> Manifest:
    """Return the manifest of the folder `out`, an empty one if there is none that can be trusted."""
    content = regular_bytes(out / NAME, MAX_BYTES)
    if content is None:
        return Manifest()
    try:
        found = _CONTENTS.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Manifest()
    if found.version != VERSION or _bytes_of(found) != content:
        return Manifest()
    entries = {entry.id: entry for entry in found.editions}
    return Manifest(entries, found.readerships, found.environments)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return `manifest` as the bytes of its file: sorted, so that equal manifests are equal files."""
    used = {entry.environment for entry in manifest.entries.values()}
    return _bytes_of(
        _Contents(
            VERSION,
            tuple(entry for _, entry in sorted(manifest.entries.items())),
            dict(sorted(manifest.readerships.items())),
            {key: value for key, value in sorted(manifest.environments.items()) if key in used},
        )
    )


def _bytes_of(contents: _Contents) -> bytes:
    """Return the file's bytes, with the digest of all else in it."""
    bare = replace(contents, digest="")
    digest = sha256(msgspec.json.encode(bare)).hexdigest()
    return msgspec.json.format(msgspec.json.encode(replace(bare, digest=digest)), indent=1) + b"\n"
