"""What a build has put in place since the manifest was last written: nothing of it is lost when it is killed.

In: entries, one by one, as their files are published. Out: those entries, for the next build. The manifest
is written once, at the end of a build, and then the daybook is removed. A line is the JSON of an entry with
its own digest; one that was cut off or changed is passed over, and that page is made again.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from copyfit.build.key import Environment
from copyfit.build.manifest import Entry, Manifest, read_manifest
from copyfit.project import EditionId, regular_bytes

NAME = ".copyfit-daybook"
MAX_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    environment: Environment


_LINES = msgspec.json.Decoder(_Line)


def note(out: Path, entry: Entry, environment: Environment) -> None:
    """Write down that the files of `entry` are in place. Where that cannot be, the page is made again."""
    line = msgspec.json.encode(_Line(entry, environment))
    with contextlib.suppress(OSError):
        handle = os.open(out / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(line).hexdigest().encode() + line + b"\n")


def close(out: Path) -> None:
    """Remove the daybook: the manifest says it all."""
    with contextlib.suppress(OSError):
        (out / NAME).unlink(missing_ok=True)


def known(out: Path) -> Manifest:
    """Return the manifest of the folder `out`, with what a killed build has put in place since."""
    manifest = read_manifest(out)
    content = regular_bytes(out / NAME, MAX_BYTES)
    if content is None:
        return manifest
    entries: dict[EditionId, Entry] = dict(manifest.entries)
    environments = dict(manifest.environments)
    for line in content.split(b"\n"):
        if len(line) <= 64 or sha256(line[64:]).hexdigest().encode() != line[:64]:
            continue
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            found = _LINES.decode(line[64:])
            entries[found.entry.id] = found.entry
            environments[found.entry.environment] = found.environment
    return Manifest(entries, manifest.readerships, environments)
