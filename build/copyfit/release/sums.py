"""SHA256SUMS: the digest of every file of a release, as `sha256sum -c` reads it.

In: files by path. Out: the file's bytes, and back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]{1,500})")


def sums_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of `files`, a line for each, in the order of their paths."""
    return "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()


def sums_from(content: bytes) -> dict[str, str] | None:
    """Return the digest of each file, by path; None if a line is none of ours, or a path is there twice."""
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError:
        return None
    if lines[-1] or not lines[:-1]:
        return None
    found = [_LINE.fullmatch(line) for line in lines[:-1]]
    if not all(found):
        return None
    sums = {match[2]: match[1] for match in found if match}
    return sums if len(sums) == len(found) and list(sums) == sorted(sums) else None
