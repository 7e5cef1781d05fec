"""What a file says of where it came from: brief, page, language, version, status, and a digest of its inputs.

In: a `Job` and the brief that was read of it. Out: `Origin`, which `layout` puts into a PDF's XMP and `word`
into a Word file's custom properties. Nothing of it depends on a clock, a machine or a commit: bytes stay a
function of inputs. A release's manifest maps the digest to commit, version and approval.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Final, Literal

DRAFT: Final = "draft"
APPROVED: Final = "approved"
UNAPPROVED: Final = "unapproved"
Status = Literal["draft", "approved", "unapproved"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file claims. `version` is the brief's own, `inputs` a sha256, `status` one of those above."""

    brief: str
    variant: str
    language: str
    version: str
    status: str
    inputs: str

    def as_items(self) -> dict[str, str]:
        """Return the claims by name, in their order."""
        return asdict(self)


NAMES = tuple(field.name for field in fields(Origin))


def origin_from(items: Mapping[str, str]) -> Origin | None:
    """Return the origin that a file's claims, by name, make; None unless all of them are there."""
    return Origin(**{name: items[name] for name in NAMES}) if all(map(items.get, NAMES)) else None


def inputs_digest(edition: tuple[str, ...], files: Mapping[str, bytes], options: Mapping[str, str]) -> str:
    """Return the sha256 of what a page was made from: its names, every file it may read, and the options."""
    contents = {path: sha256(content).hexdigest() for path, content in sorted(files.items())}
    told = json.dumps([list(edition), contents, dict(options)], sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
