"""What is in a release: `manifest.json`, whose schema is published in docs/release-manifest.schema.json.

In: the file's bytes. Out: a `Inventory`, and back. Values are plain and frozen; what is written is sorted, so
that equal releases are equal files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import msgspec

from copyfit.origin import Status

FORM: Final = "copyfit-release/1"
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file of the release: `path` is relative to its folder, with "/"; `sha256` in hexadecimal digits."""

    format: str
    path: str
    sha256: str
    bytes: int
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ReleasedFact:
    """A value on the page that can go stale. `review_by` is its last day without a review, None if never."""

    id: str
    value: str
    as_of: dt.date
    review_by: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class ReleasedSource:
    """A source that the page cites or tells to read; `address` is "" where it has none."""

    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ReleasedWaiver:
    """A rule that the brief may break until the end of the day `expires`."""

    rule: str
    reason: str
    owner: str
    expires: dt.date


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved a brief, and on which day."""

    by: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class ReleasedFit:
    """How the page was fitted; sizes in pt, `fill` as a share of the type area, lists of statements' ids."""

    body_pt: float
    leading_pt: float
    fill: float
    shortened: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    arrangement: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedPage:
    """One page: a brief, for one variant, in one language, and its files.

    `subject`, `version`, `date`, `as_of`, `archived` and `approval` are the brief's own; `subject` is that of
    the brief in its first language. `inputs` is the digest that the files carry, `input_files` the sha256 of
    each file that the page was made from, by path. `changes` says in words what differs from the page of the
    last release, None where there was none.
    """

    brief: str
    variant: str
    language: str
    subject: str
    title: str
    version: str
    date: dt.date
    as_of: dt.date
    status: Status
    approval: Approved | None
    archived: bool
    marking: str
    translation: Mapping[str, str]
    inputs: str
    input_files: Mapping[str, str]
    files: tuple[ReleasedFile, ...]
    picture: ReleasedFile
    fit: ReleasedFit
    facts: tuple[ReleasedFact, ...] = ()
    sources: tuple[ReleasedSource, ...] = ()
    waivers: tuple[ReleasedWaiver, ...] = ()
    changes: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """The page's name, such as `harbour executive en`."""
        return f"{self.brief} {self.variant} {self.language}"

    @property
    def is_draft(self) -> bool:
        """Whether the page says that it is a draft."""
        return self.status == "draft"

    def stale_on(self, day: dt.date) -> tuple[ReleasedFact, ...]:
        """Return the facts whose review is past on `day`; an archived page is judged by its own date."""
        on = self.date if self.archived else day
        return tuple(fact for fact in self.facts if fact.review_by and fact.review_by < on)


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that was released; `changed` are the inputs that differed from it (`--dirty`)."""

    id: str
    repository: str = ""
    tags: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """A release. `unreviewed` names translations that nobody has signed and that were let through.

    `software` is what shaped the files beside their inputs: with other versions of it, the same inputs give
    the same words, lines and places, and may give other bytes. `since` is the last release before this one.
    """

    version: str
    released_on: dt.date
    commit: Commit | None
    pages: tuple[ReleasedPage, ...]
    software: Mapping[str, str]
    next_review: dt.date | None = None
    since: str | None = None
    unreviewed: tuple[str, ...] = ()
    format: Literal["copyfit-release/1"] = FORM
    options: Mapping[str, str] = field(default_factory=dict)

    def page_of(self, path: str) -> ReleasedPage | None:
        """Return the page that a file of the release is of."""
        for page in self.pages:
            if path in (*(file.path for file in page.files), page.picture.path):
                return page
        return None


_MANIFEST = msgspec.json.Decoder(Inventory)


def manifest_bytes(manifest: Inventory) -> bytes:
    """Return `manifest` as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1) + b"\n"


def manifest_from(content: bytes) -> Inventory | None:
    """Return the manifest that a file holds; None if it is none of this form."""
    try:
        return _MANIFEST.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `manifest.json`."""
    found = msgspec.json.schema(Inventory)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A release of copyfit",
        **found,
    }
