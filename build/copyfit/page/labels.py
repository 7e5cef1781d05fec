"""Every word that templates say in a language: its file of labels, and what a country's file says otherwise.

In: the job's files and a language code. Out: labels as a plain mapping. Next: the context of a page.
`en-US.yaml` stands over `en.yaml` and holds only what differs; a code without a file of its own, as `en-GB`,
has its language's. English says which labels there are; one that it has and a language lacks stops the pages
that say it, and is a warning to the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from copyfit.content.declaration import Declarations
from copyfit.errors import Place, Problem, TemplateError
from copyfit.project import CONTENT, PAGE, SHARED, TEMPLATES, Files
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import did_you_mean

LABELS = f"{TEMPLATES}/shared/labels"
ENGLISH = f"{LABELS}/en.yaml"
LETTERS, MARKS, SCALES = "letters", "source_marks", "yardsticks"
STEP = ("key", "term", "range")
HEADINGS, VARIANTS, FIELDS, COUNTED = "headings", "variants", "fields", "facts_due"
GROUPS = frozenset(
    (
        HEADINGS,
        VARIANTS,
        COUNTED,
        "confidence",
        "confidence_sentence",
        "abstract",
        "grades",
        "yardstick_sources",
    )
)
OWN = frozenset((FIELDS, COUNTED))
"""Labels below which a language has names of its own: fields of a house, forms of its plural."""
ALWAYS = (GROUPS - {HEADINGS, VARIANTS}) | {SCALES, LETTERS, "fact_as_of"}
"""Labels that the program itself says, or that templates reach by a value of the brief."""


def read_labels(files: Files, language: str, asked_at: Place | None = None) -> Mapping[str, Any]:
    """Return every word that templates say in `language`, which was asked for at the place `asked_at`.

    Raises TemplateError if there is no such file, if it lacks what the English one has and the templates of
    `files` say, or if a label is of another kind than it must be.
    """
    paths = _paths(files, language)
    if not paths:
        path = f"{LABELS}/{language}.yaml"
        hint = f"copy {ENGLISH} to {path} and translate what stands after each key"
        if ENGLISH not in files:
            hint = f"`copyfit init` in an empty folder writes {ENGLISH}; copy it from there"
        message = f"there are no labels for `{language}`"
        raise TemplateError(Problem("missing-labels", message, hint, asked_at or Place(path)))
    first, *others = (read_yaml(path, files[path], TemplateError) for path in paths)
    problems = [one for one in _missing_labels(first, files) if one.severity == "error"]
    problems += _misshapen(first)
    labels = first.data
    for over in others:
        problems += [*_unknown(over, labels), *_misshapen(over)]
        labels = _merged(labels, over.data)
    if problems:
        raise TemplateError(problems)
    return labels


def label_remarks(files: Files, language: str, variant: str, declared: Declarations) -> Iterator[Problem]:
    """Yield warnings of labels that a language lacks or has alone, and of headings that it does not have."""
    paths = _paths(files, language)
    if not paths:
        return
    raw = read_yaml(paths[0], files[paths[0]], TemplateError)
    yield from (one for one in _missing_labels(raw, files) if one.severity == "warning")
    if ENGLISH in files:
        english = read_yaml(ENGLISH, files[ENGLISH], TemplateError).data
        yield from _alone(raw.data, english, (), raw)
    headings = raw.data.get(HEADINGS) or {}
    for name, block in declared.of(variant).items():
        if block.label and block.label not in headings:
            yield _no_heading(block.label, name, headings, raw.places.path, declared, variant)


def _no_heading(
    label: str, block: str, headings: Mapping[str, Any], path: str, declared: Declarations, variant: str
) -> Problem:
    folder = next(
        (
            one
            for one in (variant, SHARED)
            if one in declared.places and (block,) in declared.places[one].keys
        ),
        variant,
    )
    place = declared.places[folder].of(block, "label") if folder in declared.places else None
    hint = did_you_mean(label, headings) or f"add it to {path}, below `{HEADINGS}:`"
    message = f"there is no heading `{label}` among the labels"
    return Problem(
        "unknown-label", message, hint, place or Place(f"{TEMPLATES}/{variant}/{CONTENT}"), "warning"
    )


def _paths(files: Files, language: str) -> list[str]:
    """Return the files of labels that a language has: its own, then its country's over it."""
    base = language.split("-", maxsplit=1)[0]
    return [path for code in dict.fromkeys((base, language)) if (path := f"{LABELS}/{code}.yaml") in files]


def lettered(labels: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return labels whose `letters` (of asks) and `source_marks` go on in pairs: A … Z, AA, AB … ZZ."""
    longer = {}
    for name in (LETTERS, MARKS):
        letters = labels.get(name, [])
        longer[name] = [*letters, *(first + second for first in letters for second in letters)]
    return {**labels, **longer}


def _merged(below: Any, over: Any) -> Any:
    """Return labels with those of a country over them; steps of a scale are matched by their keys."""
    if isinstance(below, dict) and isinstance(over, dict):
        return {**below, **{name: _merged(below.get(name), value) for name, value in over.items()}}
    if _are_steps(below) and _are_steps(over):
        own = {step["key"]: step for step in over}
        return [{**step, **own.get(step["key"], {})} for step in below]
    return over


def _are_steps(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(step, dict) and "key" in step for step in value)


def _missing_labels(raw: YamlFile, files: Files) -> Iterator[Problem]:
    """Yield the labels that English has and the file has not, each where it belongs.

    A warning is that of a label which no template among `files` says.
    """
    if ENGLISH not in files or raw.places.path == ENGLISH:
        return
    english = read_yaml(ENGLISH, files[ENGLISH], TemplateError)
    words = _words_of_templates(files)
    for at in _lacking(english.data, raw.data):
        name = ".".join(map(str, at))
        hint = f"translate what {ENGLISH} says at line {english.places.of(*at).line}"
        problem = Problem("missing-label", f"the label `{name}` is missing", hint, raw.places.of(*at))
        yield problem if _is_said(at, words, files) else replace(problem, severity="warning")


def _is_said(at: Path, words: frozenset[str], files: Files) -> bool:
    """Return whether the label at `at` may be said on a page that is made from `files`."""
    if at[0] == VARIANTS and len(at) > 1:
        return f"{TEMPLATES}/{at[1]}/{PAGE}" in files
    return at[0] in ALWAYS or str(at[-1]) in words


def _words_of_templates(files: Files) -> frozenset[str]:
    """Return every word of the templates and of what they declare."""
    found: set[str] = set()
    for path, content in files.items():
        if path.startswith(f"{TEMPLATES}/") and path.endswith((".j2", ".html", f"/{CONTENT}")):
            found.update(re.findall(r"\w+", content.decode("utf-8", "replace")))
    return frozenset(found)


def _alone(own: Any, english: Any, at: Path, raw: YamlFile) -> Iterator[Problem]:
    """Yield the labels that a file has and English has not, which says what there is."""
    if not isinstance(own, dict) or not isinstance(english, dict) or (at and at[0] in OWN):
        return
    for key, value in own.items():
        if key in english:
            yield from _alone(value, english[key], (*at, key), raw)
            continue
        name = ".".join(map(str, (*at, key)))
        hint = did_you_mean(str(key), english) or f"add it to {ENGLISH} too, or remove it"
        message = f"there is no label `{name}` in {ENGLISH}"
        yield Problem("unknown-label", message, hint, raw.places.of_key(*at, key), "warning")


def _lacking(reference: Any, own: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the paths of `reference` that `own` lacks; steps of a scale must also have the same keys."""
    if isinstance(reference, dict):
        for key, value in reference.items():
            said = own.get(key) if isinstance(own, dict) else None
            if said in (None, "") or (key == "key" and said != value):
                yield (*at, key)
            else:
                yield from _lacking(value, said, (*at, key))
    elif isinstance(reference, list) and reference and isinstance(reference[0], dict):
        steps = own if isinstance(own, list) else []
        for index, value in enumerate(reference):
            yield from _lacking(value, steps[index] if index < len(steps) else None, (*at, index))


def _unknown(raw: YamlFile, below: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield labels of a country's file that are almost those of its language; others are a house's own."""
    for name in raw.data:
        hint = "" if name in below else did_you_mean(name, below)
        if hint:
            yield Problem("unknown-key", f"there is no label `{name}`", hint, raw.places.of_key(name))


def _misshapen(raw: YamlFile) -> Iterator[Problem]:
    """Yield labels that are of another kind than pages and rules need."""
    for name, value in raw.data.items():
        place = raw.places.of(name)
        if name in (*GROUPS, SCALES) and not isinstance(value, dict):
            yield _nameless(name, place)
            continue
        yield from _texts_in(value, (name,), raw)
        if name in (LETTERS, MARKS) and not (
            isinstance(value, list) and value and not any(isinstance(one, dict | list) for one in value)
        ):
            yield Problem("wrong-type", f"`{name}` must be a list", f"write {name}: [A, B, C]", place)
        elif name == SCALES:
            yield from _scales(value, raw)


def _nameless(name: str, place: Place) -> Problem:
    hint = f"write, indented below `{name}:`, a `key: word` line for each, as {ENGLISH} does"
    kind = "scales" if name == SCALES else "labels"
    return Problem("wrong-type", f"`{name}` must be a mapping of {kind}", hint, place)


def _scales(value: Mapping[str, Any], raw: YamlFile) -> Iterator[Problem]:
    """Yield what keeps the yardsticks from being scales of steps, each with a key, a term and a range."""
    hint = "write a list under the scale's name: - {key: likely, term: likely, range: 55–80%}"
    for name, steps in value.items():
        for index, step in enumerate(steps if isinstance(steps, list) else [None]):
            lacking = [key for key in STEP if not (isinstance(step, dict) and isinstance(step.get(key), str))]
            if lacking:
                message = f"a step of the scale `{name}` has no `{lacking[0]}`"
                yield Problem("wrong-type", message, hint, raw.places.of(SCALES, name, index))


def _texts_in(value: Any, at: Path, raw: YamlFile) -> Iterator[Problem]:
    """Yield what below `value` is no text."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts_in(part, (*at, key), raw)
    elif not isinstance(value, str):
        shown = "empty" if value is None else f"`{value}`, which is no text"
        message = f"the label `{'.'.join(map(str, at))}` is {shown}"
        yield Problem("wrong-type", message, "put it in quotes", raw.places.of(*at))
