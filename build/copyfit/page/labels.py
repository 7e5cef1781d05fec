"""Every word that templates say in a language: its file of labels, and what a country's file says otherwise.

In: the job's files and a language code. Out: labels as a plain mapping. Next: the context of a page.
`en-US.yaml` stands over `en.yaml` and holds only what differs; a code without a file of its own, as `en-GB`,
has its language's. English says which labels there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.errors import Place, Problem, TemplateError
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import did_you_mean

LABELS = f"{TEMPLATES}/shared/labels"
ENGLISH = f"{LABELS}/en.yaml"
LETTERS, MARKS, SCALES = "letters", "source_marks", "yardsticks"
STEP = ("key", "term", "range")
GROUPS = frozenset(
    (
        "variants",
        "headings",
        "confidence",
        "confidence_sentence",
        "abstract",
        "grades",
        "yardstick_sources",
        "facts_due",
    )
)


def read_labels(files: Files, language: str, asked_at: Place | None = None) -> Mapping[str, Any]:
    """Return every word that templates say in `language`, which was asked for at the place `asked_at`.

    Raises TemplateError if there is no such file, if it lacks what the English one has, or if a label is of
    another kind than it must be.
    """
    base = language.split("-", maxsplit=1)[0]
    paths = [path for code in dict.fromkeys((base, language)) if (path := f"{LABELS}/{code}.yaml") in files]
    if not paths:
        path = f"{LABELS}/{language}.yaml"
        hint = f"copy {ENGLISH} to {path} and translate what stands after each key"
        if ENGLISH not in files:
            hint = f"`copyfit init` in an empty folder writes {ENGLISH}; copy it from there"
        message = f"there are no labels for `{language}`"
        raise TemplateError(Problem("missing-labels", message, hint, asked_at or Place(path)))
    first, *others = (read_yaml(path, files[path], TemplateError) for path in paths)
    problems = [*_missing_labels(first, files), *_misshapen(first)]
    labels = first.data
    for over in others:
        problems += [*_unknown(over, labels), *_misshapen(over)]
        labels = _merged(labels, over.data)
    if problems:
        raise TemplateError(problems)
    return labels


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
    """Yield the labels that English has and the file has not, each where it belongs."""
    if ENGLISH not in files or raw.places.path == ENGLISH:
        return
    english = read_yaml(ENGLISH, files[ENGLISH], TemplateError)
    for at in _lacking(english.data, raw.data):
        name = ".".join(map(str, at))
        hint = f"translate what {ENGLISH} says at line {english.places.of(*at).line}"
        yield Problem("missing-label", f"the label `{name}` is missing", hint, raw.places.of(*at))


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
        if name in (LETTERS, MARKS) and not (isinstance(value, list) and value):
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
