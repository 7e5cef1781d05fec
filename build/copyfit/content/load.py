"""A brief's files → a validated `Brief` with its sources, facts and the place of every part.

In: the job's files. Out: `Loaded`. Next: `edition` chooses what one page says. All problems are
reported at once: those of the file's form first, then what mentions something that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from copyfit.content.approval import approval_problems
from copyfit.content.brief import Brief
from copyfit.content.chronology import day_problems, fact_problems
from copyfit.content.declaration import Declarations, declarations
from copyfit.content.facts import Fact
from copyfit.content.loaded import Loaded
from copyfit.content.mentions import markup_in_value, missing_mentions
from copyfit.content.rows import with_rows
from copyfit.content.series.cells import RowCells
from copyfit.content.series.override import override_of
from copyfit.content.series.rows import SameFile, row_brief, row_cells
from copyfit.content.sources import Sources, read_sources
from copyfit.content.text import facts_in
from copyfit.content.translation import is_translation, translated
from copyfit.content.use import filled_in
from copyfit.errors import BriefError, Place, Problem
from copyfit.project import BRIEFS, FACTS, Files, brief_file, variants
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import checked

SOURCE_FILES = ("sources.yaml", "sources.json", "sources.bib")
MAX_STATEMENTS = 300
"""Parts with an id in a brief; a full page has some forty."""


def load_brief(
    files: Files,
    slug: str,
    language: str | None = None,
    known_variants: Sequence[str] | None = None,
    row: str = "",
) -> Loaded:
    """Return the brief `slug` in `language` (None: the language it was written in).

    `known_variants` are the variants that it may name (None: those of `files`). Of a series it is the brief
    of the row called `row`, "" for the first.

    Raises BriefError with every problem, each with file, line, column and hint; TemplateError if a
    `content.yaml` cannot be used.
    """
    declared = declarations(files)
    path = _path_of(files, slug, language)
    read = _read(path, files, slug, declared, row)
    raw, problems = read.raw, read.problems
    brief = _checked(raw, problems, declared)
    sources = _sources(files, slug)
    problems += sources.problems
    facts, fact_problems = _shared_facts(files)
    problems += fact_problems
    if brief is None:
        raise BriefError(_told(problems, read.origins))
    loaded = Loaded(
        brief, sources.items, {**facts, **brief.facts}, raw.places, path, declared, sources.places, read.cells
    )
    known = tuple(known_variants or variants(files))
    found = [
        *missing_mentions(loaded, raw, files, slug, known),
        *_language(loaded, language),
        *day_problems(brief, loaded.places),
        *approval_problems(brief, loaded.places),
        *_fact_days(loaded, raw, files),
    ]
    # Names cannot be judged by a file that could not be read.
    unjudged = {"unknown-source" if not sources.complete else "", "unknown-fact" if fact_problems else ""}
    problems += [problem for problem in found if problem.code not in unjudged]
    if problems:
        raise BriefError(
            sorted(_told(problems, read.origins), key=lambda problem: problem.place or Place(path))
        )
    return loaded


def _told(problems: list[Problem], origins: Mapping[Place, Place]) -> list[Problem]:
    """Return the problems; one at a cell says, too, where the brief uses the cell."""
    return [
        replace(one, message=f"{one.message}; it is used at {origins[one.place]}")
        if one.place and one.place in origins
        else one
        for one in problems
    ]


def _path_of(files: Files, slug: str, language: str | None) -> str:
    folder = f"{BRIEFS}/{slug}/"
    translated = f"{folder}brief.{language}.yaml"
    if language and translated in files:
        return translated
    path = brief_file(files, slug)
    if path not in files:
        hint = f"write one with: copyfit new {slug}"
        raise BriefError(Problem("no-brief", f"there is no {path}", hint, Place(path)))
    return path


@dataclass(frozen=True, slots=True)
class _Read:
    """A brief's data, what is wrong with it so far, and the row of a series that is filled in."""

    raw: YamlFile
    problems: list[Problem]
    cells: RowCells | None = None
    origins: Mapping[Place, Place] = field(default_factory=dict)


def _read(path: str, files: Files, slug: str, declared: Declarations, row: str) -> _Read:
    """Return a brief's data, a translation's over its original, and the ids that are there twice.

    Raises BriefError if a file cannot be read, a table's rows too, if something is not translated, or used
    and not there, or if a cell of a series cannot be.
    """
    original = brief_file(files, slug)
    written = read_yaml(path, files[path])
    is_merged = path != original and original in files and is_translation(written)
    first = SameFile(read_yaml(original, files[original])) if is_merged else None
    raw, statements, found = _written(SameFile(written), first, declared)
    problems = list(found)
    cells = row_cells(raw, files, slug, row)
    origins: Mapping[Place, Place] = {}
    if cells:
        language = path.rpartition("/")[2].split(".")[1] if path != original else ""
        filled = row_brief(
            raw, statements, declared.model, cells, override_of(files, slug, cells.slug, language)
        )
        if filled.problems:
            raise BriefError(sorted((*problems, *filled.problems), key=lambda one: one.place or Place(path)))
        raw, origins = filled.raw, filled.origins
    raw, unread = with_rows(raw, declared.model, files, slug)
    if unread:
        raise BriefError(
            sorted((*problems, *_told(list(unread), origins)), key=lambda one: one.place or Place(path))
        )
    if cells:
        there = dict(reversed(list(_statement_paths(raw.data))))
        statements = there | {name: moved for name, moved in filled.statements(statements) if name in there}
    return _Read(replace(raw, places=replace(raw.places, statements=statements)), problems, cells, origins)


@lru_cache(maxsize=16)
def _written(
    written: SameFile, original: SameFile | None, declared: Declarations
) -> tuple[YamlFile, Mapping[str, Path], tuple[Problem, ...]]:
    """Return a brief's data as it is the same for all rows, the paths of its statements, and what is wrong.

    What is returned is shared and must not be changed. Raises BriefError as `_read` does.
    """
    raw = written.file
    problems = list(_duplicates(raw))
    if original:
        raw, missing = translated(raw, original.file, declared.model)
        if missing:
            raise BriefError(sorted((*problems, *missing), key=lambda one: one.place or raw.places.of()))
    statements = dict(_statement_paths(raw.data))
    if len(statements) > MAX_STATEMENTS:
        raise BriefError(_too_many(raw, list(statements.values())[MAX_STATEMENTS]))
    raw, misused = filled_in(raw, declared.model)
    if misused:
        raise BriefError([*problems, *misused])
    return raw, statements, tuple(problems)


def _too_many(raw: YamlFile, at: Path) -> Problem:
    message = f"the brief has more than {MAX_STATEMENTS} statements, figures and tables"
    return Problem("too-much", message, "a full page has some forty: make several briefs", raw.places.of(*at))


def _checked(raw: YamlFile, problems: list[Problem], declared: Declarations) -> Brief | None:
    try:
        return checked(declared.model, raw.data, raw.places, BriefError)
    except BriefError as error:
        problems.extend(error.problems)
        return None


# -- sources and shared facts ------------------------------------------------------------


def _sources(files: Files, slug: str) -> Sources:
    """Return what the brief may cite. Raises BriefError if two files say so: one would not be read."""
    paths = (f"{BRIEFS}/{slug}/{name}" for name in SOURCE_FILES)
    found = [path for path in paths if path in files]
    if len(found) > 1:
        message = f"{found[1]} is not read, since there is {found[0]}"
        hint = "put the sources into one of the two, and remove the other"
        raise BriefError(Problem("two-sources", message, hint, Place(found[1])))
    return read_sources(found[0], files[found[0]]) if found else Sources({})


def _shared_facts(files: Files) -> tuple[dict[str, Fact], list[Problem]]:
    if FACTS not in files:
        return {}, []
    try:
        raw = read_yaml(FACTS, files[FACTS])
    except BriefError as error:
        return {}, list(error.problems)
    facts: dict[str, Fact] = {}
    problems: list[Problem] = []
    for name, value in raw.data.items():
        try:
            facts[name] = checked(Fact, value, raw.places, BriefError, (name,))
            problems += markup_in_value(name, facts[name], raw.places.of(name, "value"))
        except BriefError as error:
            problems += [replace(one, message=f"fact `{name}`: {one.message}") for one in error.problems]
    return facts, problems


# -- ids ----------------------------------------------------------------------------------------


def _fact_days(loaded: Loaded, raw: YamlFile, files: Files) -> Iterator[Problem]:
    """Yield facts whose days contradict: the brief's own, and those of all briefs that it uses."""
    own = loaded.brief.facts
    used = [name for name in dict.fromkeys(_facts_used(raw.data)) if name in loaded.facts and name not in own]

    def place_of(name: str) -> Place:
        if name in own:
            return loaded.places.of("facts", name, "as_of")
        return read_yaml(FACTS, files[FACTS]).places.of(name, "as_of")

    return fact_problems(loaded.brief, {name: loaded.facts[name] for name in used}, place_of)


def _facts_used(data: Any) -> Iterator[str]:
    """Yield the name of each fact that a text below `data` prints."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _facts_used(value)
    elif isinstance(data, str):
        yield from facts_in(data)


def _statement_paths(data: Any, at: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield the id and the data path of everything that has an id."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"], at
        for key, value in data.items():
            yield from _statement_paths(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _statement_paths(value, (*at, index))


def _duplicates(raw: YamlFile) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for name, path in _statement_paths(raw.data):
        if name in seen:
            first = raw.places.of(*seen[name])
            hint = f"it is also the id at line {first.line}; give each its own"
            yield Problem("duplicate-id", f"the id `{name}` is there twice", hint, raw.places.of(*path, "id"))
        seen.setdefault(name, path)


def _language(loaded: Loaded, language: str | None) -> Iterator[Problem]:
    if language and loaded.brief.language != language:
        place = loaded.places.of("language")
        message = f"the brief is in `{loaded.brief.language}`, not in `{language}`"
        hint = f"add a translation as brief.{language}.yaml, or correct `language:` in {loaded.path}"
        yield Problem("wrong-language", message, hint, place)
