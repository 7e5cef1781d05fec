"""What a brief mentions that is not there: sources, facts, statements, variants, files, cells.

In: a `Loaded` brief with its raw data. Out: problems, each with its place. Next: `load` reports them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copyfit.content.facts import Fact
from copyfit.content.fields import Nature, member, nature_at
from copyfit.content.kinds import Evidence, Figure, Judgement, Question, Reading, Table
from copyfit.content.loaded import Loaded
from copyfit.content.readership import unknown_variant
from copyfit.content.text import (
    CITATION,
    ESCAPED,
    CellUsed,
    Cited,
    FactUsed,
    is_plain,
    mistakes_in,
    parse,
    with_cells_as_words,
)
from copyfit.errors import Place, Problem
from copyfit.project import BRIEFS, Files
from copyfit.yaml.file import Path, YamlFile
from copyfit.yaml.schema import did_you_mean

BARE_SOURCE = re.compile(r"(?<![\w@.])@(\w[^\s@()\[\]{},;]{0,200})")
AFTER_A_NAME = ".:!?'’\"”»*_"
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


def missing_mentions(
    loaded: Loaded, raw: YamlFile, files: Files, slug: str, variants: tuple[str, ...]
) -> list[Problem]:
    """Return a problem for everything that is named and is not there, or not written as it must be."""
    return [
        *_texts(raw.data, loaded, type(loaded.brief), ()),
        *_fact_values(loaded),
        *_conditions(loaded),
        *_sources_named(loaded),
        *_ids_named(loaded),
        *_likelihoods(loaded),
        *_files_named(loaded, files, slug),
        *_rows(loaded),
        *_variants_named(loaded, variants),
    ]


# -- texts ---------------------------------------------------------------------------------------


def _texts(data: Any, loaded: Loaded, kind: Any, at: Path, nature: Nature | None = None) -> Iterator[Problem]:
    """Yield what is wrong inside the texts that are inline Markdown, wherever the types say that they are."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, loaded, member(kind, key), (*at, key), nature_at(kind, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, loaded, member(kind, index), (*at, index), nature)
    elif isinstance(data, str) and nature and nature.inline:
        place = loaded.places.of(*at)
        many = _is_text(loaded, at)
        for paragraph in PARAGRAPHS.split(data) if many else (data,):
            yield from _text(paragraph, loaded, place)


def _is_text(loaded: Loaded, at: Path) -> bool:
    """Return whether the text at a data path may have several paragraphs."""
    block = loaded.declared.blocks.get(str(at[0]))
    if block is None:
        return False
    if block.kind == "record":
        field = block.fields.get(str(at[-1]))
        return field is not None and field.type == "text"
    return block.kind == "text"


def _text(text: str, loaded: Loaded, place: Place) -> Iterator[Problem]:
    mistakes = list(mistakes_in(text))
    for message, hint in mistakes:
        yield Problem("not-inline", message, hint, place)
    for token in parse(text, ""):
        if isinstance(token, Cited):
            yield from _citation(token, loaded, place)
        elif isinstance(token, FactUsed) and token.id not in loaded.facts:
            hint = did_you_mean(token.id, loaded.facts) or "declare it under `facts:` or in briefs/facts.yaml"
            yield Problem("unknown-fact", f"unknown fact `{token.id}`", hint, place)
        elif isinstance(token, CellUsed):
            yield _unfilled(token.column, loaded, place)
    if not mistakes:
        yield from _almost_citations(ESCAPED.sub("", with_cells_as_words(text, " ")), loaded, place)


def _unfilled(column: str, loaded: Loaded, place: Place) -> Problem:
    """Return the problem of a text that names a cell where no row is filled in."""
    message = f"`{{row:{column}}}` is a cell of a series, and "
    if loaded.row is None:
        hint = "name its table in the brief's head, series: districts.csv, or write \\{ for the sign"
        return Problem("no-series", f"{message}the brief has none", hint, place)
    return Problem("no-series", f"{message}no row is filled in here", "write the text itself", place)


def _citation(cited: Cited, loaded: Loaded, place: Place) -> Iterator[Problem]:
    if cited.mistake:
        yield Problem("wrong-form", cited.mistake, "write [@source, p. 4] or [@one; @two]", place)
    for cite in cited.cites:
        yield from _source_named(cite.source, loaded, place)


def _almost_citations(text: str, loaded: Loaded, place: Place) -> Iterator[Problem]:
    """Yield sources that are named, but not cited."""
    for written in BARE_SOURCE.findall(CITATION.sub("", text)):
        name = written.rstrip(AFTER_A_NAME)
        if name in loaded.sources:
            message = f"the source `{name}` is named outside of brackets"
            yield Problem("wrong-form", message, f"write [@{name}]", place)
    for inside in CITATION.findall(text):
        if inside in loaded.sources:
            message = f"the source `{inside}` is named without @"
            yield Problem("wrong-form", message, f"write [@{inside}]", place)


def _fact_values(loaded: Loaded) -> Iterator[Problem]:
    for name, fact in loaded.brief.facts.items():
        place = loaded.places.of("facts", name, "value")
        if loaded.row is None or place.path != loaded.row.row.path:  # a cell is printed as it stands
            yield from markup_in_value(name, fact, place)


def _conditions(loaded: Loaded) -> Iterator[Problem]:
    """Yield the conditions of a brief that has no rows for which they could hold."""
    for item in loaded.brief.identified() if loaded.row is None else ():
        if item.when is not None:
            place = loaded.places.of_key(*loaded.places.statements[item.id], "when")
            message = f"`{item.id}` has a condition, and the brief has no rows for which it could hold"
            hint = "name their table in the brief's head, series: districts.csv, or remove `when`"
            yield Problem("no-series", message, hint, place)


def markup_in_value(name: str, fact: Fact, place: Place) -> Iterator[Problem]:
    """Yield that a fact's value would be printed with its markup."""
    if isinstance(fact.value, str) and not is_plain(fact.value):
        yield Problem(
            "not-plain",
            f"the value of the fact `{name}` holds markup, and is printed as it stands",
            "write the words alone; emphasis and citations belong to the text that uses the fact",
            place,
        )


# -- sources, ids, variants --------------------------------------------------------------------


def _source_named(name: str, loaded: Loaded, place: Place) -> Iterator[Problem]:
    if name not in loaded.sources:
        hint = did_you_mean(name, loaded.sources) or "add it to sources.yaml beside the brief"
        yield Problem("unknown-source", f"unknown source `{name}`", hint, place)


def _sources_named(loaded: Loaded) -> Iterator[Problem]:
    brief, places = loaded.brief, loaded.places
    for evidence in brief.of_kind(Evidence):
        at = places.statements[evidence.id]
        for number, name in enumerate(evidence.sources):
            yield from _source_named(name, loaded, places.of(*at, "sources", number))
    for block, value in brief.blocks():
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Reading):
                yield from _source_named(item.source, loaded, places.of(block, index, "source"))
    for name, fact in brief.facts.items():
        yield from _source_named(fact.source, loaded, places.of("facts", name, "source"))


def _ids_named(loaded: Loaded) -> Iterator[Problem]:
    brief, places = loaded.brief, loaded.places
    known = {item.id for item in brief.identified()}
    for question in brief.of_kind(Question):
        if question.answered_by and question.answered_by not in known:
            at = places.statements[question.id]
            yield _unknown_id(question.answered_by, known, places.of(*at, "answered_by"))
    for variant, override in brief.overrides.items():
        for name in override.statements:
            if name not in known:
                yield _unknown_id(name, known, places.of_key("overrides", variant, "statements", name))


def _unknown_id(name: str, known: set[str], place: Place) -> Problem:
    hint = did_you_mean(name, known) or "name the id of a statement of this brief"
    return Problem("unknown-id", f"there is no statement `{name}`", hint, place)


def _likelihoods(loaded: Loaded) -> Iterator[Problem]:
    """Yield the judgements that say no likelihood though the brief declares the words for it."""
    if loaded.brief.yardstick == "none":
        return
    for judgement in loaded.brief.of_kind(Judgement):
        if judgement.likelihood is None:
            yield Problem(
                "missing-key",
                f"`likelihood` is missing in `{judgement.id}`",
                "write likelihood: likely, or in the head yardstick: none",
                loaded.places.of_statement(judgement.id),
            )


def _variants_named(loaded: Loaded, known: tuple[str, ...]) -> Iterator[Problem]:
    brief, places = loaded.brief, loaded.places
    for index, name in enumerate(brief.variants):
        if name not in known:
            yield unknown_variant(name, known, places.of("variants", index))
    for kind in ("overrides", "fit"):
        for name in getattr(brief, kind):
            if name not in known:
                yield unknown_variant(name, known, places.of_key(kind, name))
    for item in brief.identified():
        for index, name in enumerate(item.only):
            if name not in known:
                yield unknown_variant(name, known, places.of(*places.statements[item.id], "only", index))


# -- figures and tables ------------------------------------------------------------------------


def _files_named(loaded: Loaded, files: Files, slug: str) -> Iterator[Problem]:
    folder = f"{BRIEFS}/{slug}/"
    for figure in loaded.brief.of_kind(Figure):
        if f"{folder}{figure.file}" not in files:
            near = [path.removeprefix(folder) for path in files if path.startswith(folder)]
            hint = did_you_mean(figure.file, near) or f"put it into {folder}figures/"
            place = loaded.places.of(*loaded.places.statements[figure.id], "file")
            yield Problem("missing-file", f"there is no {folder}{figure.file}", hint, place)


def _rows(loaded: Loaded) -> Iterator[Problem]:
    for table in loaded.brief.of_kind(Table):
        for number, row in enumerate(table.rows):
            if len(row) != len(table.columns):
                message = (
                    f"row {number + 1} of `{table.id}` has {len(row)} cells for {len(table.columns)} columns"
                )
                place = loaded.places.of(*loaded.places.statements[table.id], "rows", number)
                yield Problem("wrong-row", message, "give each row one cell for each column", place)
