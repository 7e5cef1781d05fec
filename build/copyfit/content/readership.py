"""For whom a brief is: its languages, its pages, and whether there is one for each row of a table.

In: a project's files. Out: names. Next: `build` plans pages by them. Most briefs say all of it themselves:
then the models that briefs are checked with are not imported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copyfit.errors import BriefError, Place, Problem
from copyfit.project import BRIEFS, Files, brief_file, variants
from copyfit.suggest import did_you_mean, one_of
from copyfit.yaml.file import read_yaml

if TYPE_CHECKING:
    from copyfit.content.series.inputs import SeriesUse

LANGUAGE_FILE = re.compile(r"^brief(?:\.([A-Za-z-]+))?\.yaml$")
SERIES = "series"


def languages_of(files: Files, slug: str) -> tuple[str, ...]:
    """Return the languages the brief is written in: its own first, then its translations by name.

    Raises BriefError if `brief.yaml` cannot be read or says no language.
    """
    folder = f"{BRIEFS}/{slug}/"
    found = []
    for path in sorted(files):
        match = LANGUAGE_FILE.match(path.removeprefix(folder)) if path.startswith(folder) else None
        if match and match[1]:
            found.append(match[1])
    written = brief_file(files, slug)
    original = read_yaml(written, files[written]).data.get("language")
    first = original if isinstance(original, str) else "en"
    return (first, *(language for language in found if language != first))


def variants_of(files: Files, slug: str) -> tuple[str, ...]:
    """Return the variants that a brief is for: those that it names, else those whose required blocks it has.

    Raises BriefError if `brief.yaml` cannot be read, TemplateError if a `content.yaml` cannot be used.
    """
    known = variants(files)
    path = brief_file(files, slug)
    written = read_yaml(path, files[path])
    raw, named = written.data, written.data.get("variants")
    if isinstance(named, list) and named:
        found = tuple(name for name in known if name in named)
        if not found:
            place = written.places.of("variants", 0)
            raise BriefError(unknown_variant(str(named[0]), known, place))
        return found
    from copyfit.content.declaration import declarations

    declared = declarations(files)
    return tuple(name for name in known if all(raw.get(block) for block in declared.required(name)))


def series_in(files: Files, slug: str) -> SeriesUse | None:
    """Return the series that a brief is and what it takes from tables, None if it is none.

    Raises BriefError if `brief.yaml` cannot be read, or its `series` is none.
    """
    path = brief_file(files, slug)
    written = read_yaml(path, files[path])
    if written.data.get(SERIES) is None:
        return None
    from copyfit.content.series.rows import series_use

    return series_use(written)


def unknown_variant(name: str, known: tuple[str, ...], place: Place) -> Problem:
    """Return the problem of a variant at `place` that has no folder among `known`."""
    hint = did_you_mean(name, known) or f"write {one_of(known)}, or add the folder templates/{name}"
    return Problem("unknown-variant", f"unknown variant `{name}`", hint, place)
