"""Names that a shell completes: briefs, variants, languages, rows and revisions of a project.

In: the project's folder. Out: names. Only names of files are read, and a line of each brief, so that a key
that was pressed is answered at once; for rows a series and its table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from copyfit.errors import CopyfitError
from copyfit.project import BRIEF, BRIEFS, PAGE, SHARED, TEMPLATES, regular_bytes, slugs

_FIRST_BYTES = 2**20
_LANGUAGE = re.compile(rb"^language:\s*[\"']?([A-Za-z-]{2,20})", re.MULTILINE)


def briefs(root: Path) -> Sequence[str]:
    """Return the names of the briefs."""
    return slugs(root)


def variants(root: Path) -> Sequence[str]:
    """Return the names of the variants."""
    folders = sorted((root / TEMPLATES).iterdir())
    return [one.name for one in folders if one.name != SHARED and (one / PAGE).is_file()]


def rows(root: Path, chosen: Sequence[str] = ()) -> Sequence[str]:
    """Return the names of the rows of the briefs that were `chosen`, of all if none was."""
    from copyfit.build.request import rows_in

    found: list[str] = []
    for slug in [slug for slug in slugs(root) if slug in chosen or not chosen]:
        with suppress(CopyfitError):  # what is wrong with a brief is said when it is built
            found += rows_in(root, slug)
    return list(dict.fromkeys(found))


def versions(root: Path) -> Sequence[str]:
    """Return the names of branches and tags."""
    from copyfit.diff.revision import names_of_revisions

    return names_of_revisions(root)


def languages(root: Path) -> Sequence[str]:
    """Return the languages of the briefs and their translations."""
    found: set[str] = set()
    for slug in slugs(root):
        folder = root / BRIEFS / slug
        found |= {path.name.split(".")[1] for path in folder.glob("brief.*.yaml")}
        said = _LANGUAGE.search(regular_bytes(folder / BRIEF, _FIRST_BYTES) or b"")
        found |= {said[1].decode()} if said else set()
    return sorted(found)
