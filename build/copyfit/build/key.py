"""What an edition is made from, as one digest: same key, same bytes.

In: the files an edition may read, its names and options. Out: its key. What the machine adds
(versions of Python, packages, libraries, and this program's own source) is the environment.
Nothing heavy is imported: a build that has nothing to do ends here.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import copyfit
from copyfit.machine import libraries
from copyfit.project import EditionId, Files

# The packages whose code or data can change a page or what is said of it.
SHAPING_PACKAGES = frozenset(
    "babel bibtexparser citeproc_py cssselect2 fontpkg fontpkg_ibm_plex_sans_arabic "
    "fontpkg_ibm_plex_sans_condensed fontpkg_ibm_plex_serif fonttools jinja2 lxml markdown_it_py "
    "markupsafe pillow pydantic pydantic_core pydyf pylatexenc pypdfium2 pyphen python_docx pyyaml "
    "ruamel_yaml segno tinycss2 tinyhtml5 uharfbuzz vl_convert_python weasyprint webencodings".split()
)


def digest(data: object) -> str:
    """Return the sha256 of plain `data`, written as JSON with sorted keys."""
    return sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def digests(files: Files, known: dict[bytes, str] | None = None) -> dict[str, str]:
    """Return the sha256 of each file, by path; those `known` by content are looked up."""
    known = {} if known is None else known
    for content in files.values():
        if content not in known:
            known[content] = sha256(content).hexdigest()
    return {path: known[content] for path, content in sorted(files.items())}


@dataclass(frozen=True, slots=True)
class Environment:
    """What beside the inputs shapes an artifact: this program, the packages and the system's libraries."""

    copyfit: str
    source: str
    python: str
    machine: str
    zlib: str
    pango: str
    harfbuzz: str
    harfbuzz_subset: str
    packages: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The sha256 of it all."""
        return digest(asdict(self))


def edition_key(
    edition: EditionId,
    inputs: Mapping[str, str],
    variants: Sequence[str],
    options: Mapping[str, str],
    environment: str,
) -> str:
    """Return the key of `edition`.

    `inputs` are digests of files by path, `variants` all that the project has, `environment` the
    digest of the `Environment`.
    """
    names = astuple(edition) if edition.row else astuple(edition)[:3]
    return digest([names, dict(inputs), list(variants), dict(options), environment])


@cache
def environment() -> Environment:
    """Return what shapes artifacts on this machine."""
    found = libraries()
    return Environment(
        copyfit=copyfit.__version__,
        source=_source_digest(Path(copyfit.__file__).parent),
        python=sys.version.split()[0],
        machine=f"{sys.platform}-{os.uname().machine}",
        zlib=zlib.ZLIB_RUNTIME_VERSION,
        pango=found.pango,
        harfbuzz=found.harfbuzz,
        harfbuzz_subset=found.harfbuzz_subset,
        packages=_packages(),
    )


@cache
def environment_digest() -> str:
    """Return the digest of what shapes artifacts on this machine."""
    return environment().digest


def _source_digest(folder: Path) -> str:
    """Return the digest of the program's own files, the starter project's left out."""
    return digest({name: sha256(path.read_bytes()).hexdigest() for name, path in _sources(folder, "")})


def _sources(folder: Path, inside: str) -> Iterator[tuple[str, Path]]:
    """Yield the program's own files by their paths from its folder."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        name = f"{inside}{entry.name}"
        if not entry.is_dir():
            yield name, Path(entry.path)
        elif entry.name != "__pycache__" and name != "starter":
            yield from _sources(Path(entry.path), f"{name}/")


def _packages() -> dict[str, str]:
    """Return the versions of the shaping packages, by their normalized names.

    Read from the names of their `.dist-info` folders: `importlib.metadata` takes longer to import.
    """
    found: dict[str, str] = {}
    for entry in sys.path:
        for folder in Path(entry or ".").glob("*.dist-info"):
            name, _, version = folder.name.removesuffix(".dist-info").rpartition("-")
            name = name.lower().replace("-", "_").replace(".", "_")
            if name in SHAPING_PACKAGES:
                found.setdefault(name, version)
    return dict(sorted(found.items()))
