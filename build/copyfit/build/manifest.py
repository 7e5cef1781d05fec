"""What is in the output folder and what it was made from: `manifest.json`.

In: the file's bytes. Out: a `Manifest`, and back. The file carries a digest of itself; one that is
missing, damaged or of another version counts as empty, so that everything is made anew, once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from copyfit.build.key import digest
from copyfit.errors import Problem
from copyfit.protocol import FactUse, fact_as_json, fact_from_json
from copyfit.review import Review, problem_from_json, review_from_json

NAME = "manifest.json"
VERSION = 2

Names = tuple[str, str, str]
"""Slug, variant and language of an edition."""


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
        try:
            content = (out / self.path).read_bytes()
        except OSError:
            return False
        return len(content) == self.bytes and sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one edition: inputs' digests by path, the fit, what was said, the files.

    `review` holds what the rules found, what the brief waives, and whether a translation was signed.
    """

    key: str
    inputs: Mapping[str, str]
    environment: str
    fit: Mapping[str, Any]
    problems: tuple[Problem, ...]
    facts: tuple[FactUse, ...]
    artifacts: Mapping[str, Artifact]
    review: Review = field(default_factory=Review)


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that a brief is written in, as of the files with this digest."""

    digest: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the output folder holds, and the languages of each brief, by slug."""

    entries: Mapping[Names, Entry] = field(default_factory=dict)
    languages: Mapping[str, Languages] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_manifest(out: Path) -> Manifest:
    """Return the manifest of the folder `out`, an empty one if there is none that can be trusted."""
    try:
        data = json.loads((out / NAME).read_bytes())
        if data.pop("digest") != digest(data) or data["version"] != VERSION:
            return Manifest()
        return _from_json(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return `manifest` as the bytes of its file: sorted, so that equal manifests are equal files."""
    used = {entry.environment for entry in manifest.entries.values()}
    data: dict[str, Any] = {
        "version": VERSION,
        "editions": [_entry_as_json(names, entry) for names, entry in sorted(manifest.entries.items())],
        "languages": {
            slug: {"digest": known.digest, "codes": list(known.codes)}
            for slug, known in sorted(manifest.languages.items())
        },
        "environments": {key: value for key, value in sorted(manifest.environments.items()) if key in used},
    }
    data["digest"] = digest(data)
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def _entry_as_json(names: Names, entry: Entry) -> dict[str, Any]:
    return {
        "brief": names[0],
        "variant": names[1],
        "language": names[2],
        "key": entry.key,
        "artifacts": [_artifact_as_json(entry.artifacts[name]) for name in sorted(entry.artifacts)],
        "fit": dict(entry.fit),
        "problems": [problem.as_json() for problem in entry.problems],
        "facts": [fact_as_json(fact) for fact in entry.facts],
        "review": entry.review.as_json(),
        "inputs": dict(sorted(entry.inputs.items())),
        "environment": entry.environment,
    }


def _artifact_as_json(artifact: Artifact) -> dict[str, str | int]:
    return {name: getattr(artifact, name) for name in ("format", "path", "sha256", "bytes", "pages", "key")}


def _from_json(data: Mapping[str, Any]) -> Manifest:
    entries = {(e["brief"], e["variant"], e["language"]): _entry_from_json(e) for e in data["editions"]}
    languages = {slug: Languages(k["digest"], tuple(k["codes"])) for slug, k in data["languages"].items()}
    return Manifest(entries, languages, data["environments"])


def _entry_from_json(data: Mapping[str, Any]) -> Entry:
    return Entry(
        data["key"],
        data["inputs"],
        data["environment"],
        data["fit"],
        tuple(problem_from_json(problem) for problem in data["problems"]),
        tuple(fact_from_json(fact) for fact in data["facts"]),
        _artifacts_from_json(data["artifacts"]),
        review_from_json(data["review"]),
    )


def _artifacts_from_json(data: Iterable[Mapping[str, Any]]) -> dict[str, Artifact]:
    return {artifact["format"]: Artifact(**artifact) for artifact in data}
