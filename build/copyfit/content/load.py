"""A brief's files → a validated `Brief` with its sources, facts and the place of every part.

In: the job's files. Out: `Loaded`. Next: `edition` chooses what one page says. All problems are
reported at once: those of the file's form first, then what refers to something that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copyfit.content.brief import Brief, Figure, Statement, Table
from copyfit.content.chronology import day_problems, fact_problems
from copyfit.content.citations import Source, cites_in, is_citation
from copyfit.content.facts import Fact
from copyfit.content.sources import Sources, read_sources
from copyfit.content.text import mistakes_in
from copyfit.content.translation import is_translation, translated
from copyfit.errors import BriefError, Place, Problem
from copyfit.project import BRIEFS, FACTS, Files, variants
from copyfit.yaml.file import Path, Places, YamlFile, read_yaml
from copyfit.yaml.schema import checked, did_you_mean, one_of

LANGUAGE_FILE = re.compile(r"^brief(?:\.([A-Za-z-]+))?\.yaml$")
BRACKETS = re.compile(r"\[([^\[\]]*)\](?!\()")
FACT = re.compile(r"\{fact:\s*([^{}]*?)\s*\}")
BARE_SOURCE = re.compile(r"(?:^|\s)@([A-Za-z0-9][\w.:-]*\w)")
SOURCE_FILES = ("sources.yaml", "sources.json", "sources.bib")


@dataclass(frozen=True, eq=False)
class Loaded:
    """A brief in one language, what it may cite and use, and where everything stands."""

    brief: Brief
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    places: Places
    path: str


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
    original = read_yaml(f"{folder}brief.yaml", files[f"{folder}brief.yaml"]).data.get("language")
    first = original if isinstance(original, str) else "en"
    return (first, *(language for language in found if language != first))


def load_brief(
    files: Files, slug: str, language: str | None = None, known_variants: Sequence[str] | None = None
) -> Loaded:
    """Return the brief `slug` in `language` (None: the language it was written in).

    `known_variants` are the variants that it may name (None: those of `files`).

    Raises BriefError with every problem, each with file, line, column and hint.
    """
    path = _path_of(files, slug, language)
    raw, problems = _read(path, files, slug)
    brief = _checked(raw, problems)
    sources = _sources(files, slug)
    problems += sources.problems
    facts, fact_problems = _shared_facts(files)
    problems += fact_problems
    if brief is None:
        raise BriefError(problems)
    places = replace(raw.places, statements=dict(_statement_paths(raw.data)))
    loaded = Loaded(brief, sources.items, {**facts, **brief.facts}, places, path)
    found = _cross_checked(loaded, raw, files, slug, language)
    # Names cannot be judged by a file that could not be read.
    unjudged = {"unknown-source" if not sources.complete else "", "unknown-fact" if fact_problems else ""}
    problems += [problem for problem in found if problem.code not in unjudged]
    problems += _variants_named(loaded, tuple(known_variants or variants(files)))
    if problems:
        raise BriefError(sorted(problems, key=lambda problem: problem.place or Place(path)))
    return loaded


def _path_of(files: Files, slug: str, language: str | None) -> str:
    folder = f"{BRIEFS}/{slug}/"
    translated = f"{folder}brief.{language}.yaml"
    if language and translated in files:
        return translated
    path = f"{folder}brief.yaml"
    if path not in files:
        hint = f"write one with: copyfit new {slug}"
        raise BriefError(Problem("no-brief", f"there is no {path}", hint, Place(path)))
    return path


def _read(path: str, files: Files, slug: str) -> tuple[YamlFile, list[Problem]]:
    """Return a brief's data, a translation's over its original, and the ids that are there twice.

    Raises BriefError if a file cannot be read, or if something is not translated.
    """
    raw = read_yaml(path, files[path])
    original = f"{BRIEFS}/{slug}/brief.yaml"
    problems = list(_duplicates(raw))
    if path == original or original not in files or not is_translation(raw):
        return raw, problems
    whole, missing = translated(raw, read_yaml(original, files[original]))
    if missing:
        raise BriefError(sorted((*problems, *missing), key=lambda problem: problem.place or Place(path)))
    return whole, problems


def _checked(raw: YamlFile, problems: list[Problem]) -> Brief | None:
    try:
        return checked(Brief, raw.data, raw.places, BriefError)
    except BriefError as error:
        problems.extend(error.problems)
        return None


# -- sources and shared facts ------------------------------------------------------------


def _sources(files: Files, slug: str) -> Sources:
    """Return what the brief may cite: the first of the files that may say so."""
    paths = (f"{BRIEFS}/{slug}/{name}" for name in SOURCE_FILES)
    found = next((path for path in paths if path in files), None)
    return read_sources(found, files[found]) if found else Sources({})


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
        except BriefError as error:
            problems += [replace(one, message=f"fact `{name}`: {one.message}") for one in error.problems]
    return facts, problems


# -- what refers to something else -------------------------------------------------------


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


def _cross_checked(
    loaded: Loaded, raw: YamlFile, files: Files, slug: str, language: str | None
) -> list[Problem]:
    return [
        *_wordings(raw.data, loaded),
        *_names(loaded),
        *_files_named(loaded, files, slug),
        *_rows(loaded),
        *_language(loaded, language),
        *day_problems(loaded.brief, loaded.places),
        *_fact_days(raw.data, loaded, files),
    ]


def _duplicates(raw: YamlFile) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for name, path in _statement_paths(raw.data):
        if name in seen:
            first = raw.places.of(*seen[name])
            hint = f"it is also the id at line {first.line}; give each its own"
            yield Problem("duplicate-id", f"the id `{name}` is there twice", hint, raw.places.of(*path, "id"))
        seen.setdefault(name, path)


def _wordings(data: Any, loaded: Loaded, at: Path = ()) -> Iterator[Problem]:
    """Yield what is wrong inside the texts: Markdown that is not inline, unknown sources and facts."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _wordings(value, loaded, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _wordings(value, loaded, (*at, index))
    elif isinstance(data, str) and at and at[0] != "facts":
        place = loaded.places.of(*at)
        for message, hint in mistakes_in(data):
            yield Problem("not-inline", message, hint, place)
        yield from _citations(data, loaded, place)
        for name in filter(None, FACT.findall(data)):
            if name not in loaded.facts:
                hint = did_you_mean(name, loaded.facts) or "declare it under `facts:` or in briefs/facts.yaml"
                yield Problem("unknown-fact", f"unknown fact `{name}`", hint, place)


def _fact_days(data: Any, loaded: Loaded, files: Files) -> Iterator[Problem]:
    own = loaded.brief.facts
    used = {name: loaded.facts[name] for name in _facts_used(data) if name in loaded.facts}

    def place_of(name: str) -> Place:
        if name in own:
            return loaded.places.of("facts", name, "as_of")
        return read_yaml(FACTS, files[FACTS]).places.of(name, "as_of")

    return fact_problems(loaded.brief, {name: used[name] for name in used if name not in own}, place_of)


def _facts_used(data: Any) -> Iterator[str]:
    """Yield the name of each fact that a text below `data` prints."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _facts_used(value)
    elif isinstance(data, str):
        yield from FACT.findall(data)


def _citations(text: str, loaded: Loaded, place: Place) -> Iterator[Problem]:
    for name in BARE_SOURCE.findall(BRACKETS.sub("", text)):
        if name in loaded.sources:
            message = f"the source `{name}` is named outside of brackets"
            yield Problem("wrong-form", message, f"write [@{name}]", place)
    for inside in BRACKETS.findall(text):
        if inside in loaded.sources:
            message = f"the source `{inside}` is named without @"
            yield Problem("wrong-form", message, f"write [@{inside}]", place)
        if not is_citation(inside):
            continue
        try:
            cites = cites_in(inside)
        except ValueError as mistake:
            yield Problem("wrong-form", str(mistake), "write [@source, p. 4] or [@one; @two]", place)
            continue
        for cite in cites:
            yield from _source_named(cite.source, loaded, place)


def _source_named(name: str, loaded: Loaded, place: Place) -> Iterator[Problem]:
    if name not in loaded.sources:
        hint = did_you_mean(name, loaded.sources) or "add it to sources.yaml beside the brief"
        yield Problem("unknown-source", f"unknown source `{name}`", hint, place)


def _names(loaded: Loaded) -> Iterator[Problem]:
    """Yield sources and ids that are named but not there."""
    brief, places = loaded.brief, loaded.places
    for index, evidence in enumerate(brief.evidence):
        for number, name in enumerate(evidence.sources):
            yield from _source_named(name, loaded, places.of("evidence", index, "sources", number))
    for index, reading in enumerate(brief.reading):
        yield from _source_named(reading.source, loaded, places.of("reading", index, "source"))
    for name, fact in brief.facts.items():
        yield from _source_named(fact.source, loaded, places.of("facts", name, "source"))
    known = {item.id for item in _identified(brief)}
    for index, question in enumerate(brief.questions):
        if question.answered_by and question.answered_by not in known:
            yield _unknown_id(question.answered_by, known, places.of("questions", index, "answered_by"))
    for variant, override in brief.overrides.items():
        for name in override.statements:
            if name not in known:
                yield _unknown_id(name, known, places.of_key("overrides", variant, "statements", name))


def _identified(brief: Brief) -> tuple[Statement | Figure | Table, ...]:
    """Return everything in the brief that has an id and may be for some variants only."""
    return (*brief.statements(), *brief.figures, *brief.tables)


def _unknown_id(name: str, known: set[str], place: Place) -> Problem:
    hint = did_you_mean(name, known) or "name the id of a statement of this brief"
    return Problem("unknown-id", f"there is no statement `{name}`", hint, place)


def _variants_named(loaded: Loaded, known: tuple[str, ...]) -> Iterator[Problem]:
    brief, places = loaded.brief, loaded.places
    for kind in ("overrides", "fit"):
        for name in getattr(brief, kind):
            if name not in known:
                yield _unknown_variant(name, known, places.of_key(kind, name))
    for item in _identified(brief):
        for index, name in enumerate(item.only):
            if name not in known:
                yield _unknown_variant(name, known, places.of(*places.statements[item.id], "only", index))


def _unknown_variant(name: str, known: tuple[str, ...], place: Place) -> Problem:
    hint = did_you_mean(name, known) or f"write {one_of(known)}, or add the folder templates/{name}"
    return Problem("unknown-variant", f"unknown variant `{name}`", hint, place)


def _files_named(loaded: Loaded, files: Files, slug: str) -> Iterator[Problem]:
    folder = f"{BRIEFS}/{slug}/"
    for index, figure in enumerate(loaded.brief.figures):
        if f"{folder}{figure.file}" not in files:
            near = [path.removeprefix(folder) for path in files if path.startswith(folder)]
            hint = did_you_mean(figure.file, near) or f"put it into {folder}figures/"
            place = loaded.places.of("figures", index, "file")
            yield Problem("missing-file", f"there is no {folder}{figure.file}", hint, place)


def _rows(loaded: Loaded) -> Iterator[Problem]:
    for index, table in enumerate(loaded.brief.tables):
        for number, row in enumerate(table.rows):
            if len(row) != len(table.columns):
                message = (
                    f"row {number + 1} of `{table.id}` has {len(row)} cells for {len(table.columns)} columns"
                )
                place = loaded.places.of("tables", index, "rows", number)
                yield Problem("wrong-row", message, "give each row one cell for each column", place)


def _language(loaded: Loaded, language: str | None) -> Iterator[Problem]:
    if language and loaded.brief.language != language:
        place = loaded.places.of("language")
        message = f"the brief is in `{loaded.brief.language}`, not in `{language}`"
        hint = f"add a translation as brief.{language}.yaml, or correct `language:` in {loaded.path}"
        yield Problem("wrong-language", message, hint, place)
