"""The release before this one, as far as it is at hand.

In: a release's folder or zip, or the folder that holds all of them. Out: `Earlier`: its version, and the
passages of its pages. Next: `contents` says what changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from copyfit.errors import Problem, UsageError
from copyfit.project import EditionId
from copyfit.release.bundle import Bundle, opened
from copyfit.release.manifest import NAME, Inventory, manifest_from
from copyfit.release.texts import DOCX, read_file
from copyfit.sight import SeenPassage


@dataclass(frozen=True, slots=True)
class Earlier:
    """A release that is there already: what it says of itself, and its files."""

    manifest: Inventory
    bundle: Bundle

    def passages_of(self, edition: EditionId) -> tuple[SeenPassage, ...] | None:
        """Return what the same page said then; None if there was none, or it cannot be read."""
        for page in self.manifest.pages:
            if (page.brief, page.variant, page.language) == (
                edition.subject,
                edition.variant,
                edition.language,
            ):
                for file in page.files:
                    content = self.bundle.read(file.path) if file.format == DOCX else None
                    if content is not None:
                        try:
                            return read_file(content).passages
                        except ValueError:
                            return None
        return None


def earlier(out: Path, since: Path | None) -> Earlier | None:
    """Return the release at `since`; without it the last one in the folder `out`, None if there is none.

    Raises UsageError if there is no release at `since`.
    """
    if since is not None:
        found = _read(since)
        if found is None:
            hint = "name a release's folder, or its zip"
            raise UsageError(Problem("no-release", f"there is no release at {since}", hint))
        return found
    return max(
        _all(out), key=lambda one: (one.manifest.released_on, _order(one.manifest.version)), default=None
    )


def _all(out: Path) -> Iterator[Earlier]:
    for folder in sorted(out.iterdir()) if out.is_dir() else ():
        if not folder.name.startswith(".") and folder.is_dir() and (found := _read(folder)):
            yield found


def _read(path: Path) -> Earlier | None:
    bundle = opened(path)
    content = bundle.read(NAME) if bundle else None
    manifest = manifest_from(content) if content else None
    return Earlier(manifest, bundle) if manifest and bundle else None


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts versions as people count: 2 before 10, 1.9 before 1.10."""
    parts = version.replace("-", ".").split(".")
    return tuple((int(part), "") if part.isdecimal() and len(part) < 10 else (-1, part) for part in parts)
