"""What a house gives every page: its settings and the words of a language.

In: the job's files. Out: `House` and labels as plain mappings. Next: the context of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.errors import Place, Problem, TemplateError
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import did_you_mean

HOUSE = f"{TEMPLATES}/shared/house.yaml"
LABELS = f"{TEMPLATES}/shared/labels"
ENGLISH = f"{LABELS}/en.yaml"
TEXT_WIDTH_MM = 174.0
PAPERS_MM = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
GROUPS = (
    "variants headings confidence confidence_sentence abstract grades yardsticks yardstick_sources".split()
)
"""Labels that are found by a second name."""
DEFAULTS: Mapping[str, Any] = {"style": "house.css", "page": "A4", "organisation": "", "accessible": False}


@dataclass(frozen=True, slots=True)
class House:
    """The settings of `house.yaml`, and the paper they ask for as CSS."""

    data: Mapping[str, Any]
    page_css: str


def read_house(files: Files) -> House:
    """Return the house's settings.

    Raises TemplateError if the file cannot be read or names a paper or a sheet that is not there.
    """
    data = dict(DEFAULTS)
    if HOUSE not in files:
        return House(data, "")
    raw = read_yaml(HOUSE, files[HOUSE], TemplateError)
    data.update(raw.data)
    problems = list(_misspelt(raw))
    problems += _mistyped(raw)
    if isinstance(data["page"], str) and data["page"] not in PAPERS_MM:
        hint = did_you_mean(data["page"], PAPERS_MM) or "write A4 or letter"
        problems.append(
            Problem("unknown-value", f"unknown paper `{data['page']}`", hint, raw.places.of("page"))
        )
    if problems:
        raise TemplateError(problems)
    sheet = f"{TEMPLATES}/shared/{data['style']}"
    if sheet not in files:
        near = [path.rsplit("/", 1)[1] for path in files if path.endswith(".css")]
        hint = did_you_mean(str(data["style"]), near) or "name a style sheet in templates/shared/"
        raise TemplateError(Problem("missing-file", f"there is no {sheet}", hint, raw.places.of("style")))
    return House(data, _page_css(str(data["page"])))


def is_accessible(files: Files, asked: str | None = None) -> bool:
    """Return whether nothing may be smaller than 12 pt: because it was `asked` for, or for the house."""
    return bool(asked or read_house(files).data["accessible"])


def _misspelt(raw: YamlFile) -> Iterator[Problem]:
    """Yield keys that are almost those of the program; others are a house's own, for its templates."""
    for name in raw.data:
        hint = "" if name in DEFAULTS else did_you_mean(name, DEFAULTS)
        if hint:
            yield Problem("unknown-key", f"unknown key `{name}`", hint, raw.places.of_key(name))


def _mistyped(raw: YamlFile) -> Iterator[Problem]:
    """Yield the program's own keys whose values are of another type than they can be."""
    for name, usual in DEFAULTS.items():
        value = raw.data.get(name, usual)
        if isinstance(value, type(usual)):
            continue
        place = raw.places.of(name)
        if isinstance(usual, bool):
            hint = f"write `{name}: true`, or leave it out"
            yield Problem("wrong-type", f"`{name}` is neither true nor false", hint, place)
        else:
            example = f"`{name}: {usual}`" if usual else f'`{name}: "…"`'
            yield Problem(
                "wrong-type", f"`{name}` must be a text", f"write {example}, or leave it out", place
            )


def _page_css(paper: str) -> str:
    """Return the rule that puts the same text block on another paper; nothing for A4."""
    if paper == "A4":
        return ""
    width, height = PAPERS_MM[paper]
    side = (width - TEXT_WIDTH_MM) / 2
    return f"@page {{ size: {width}mm {height}mm; margin-left: {side}mm; margin-right: {side}mm }}\n"


def read_labels(files: Files, language: str, asked_at: Place | None = None) -> Mapping[str, Any]:
    """Return every word that templates say in `language`, which was asked for at the place `asked_at`.

    Raises TemplateError if there is no such file, or if it lacks what the English one has.
    """
    for code in (language, language.split("-", maxsplit=1)[0]):
        path = f"{LABELS}/{code}.yaml"
        if path in files:
            raw = read_yaml(path, files[path], TemplateError)
            problems = (*_misshapen(raw), *_missing_labels(raw, files))
            if problems:
                raise TemplateError(problems)
            return raw.data
    path = f"{LABELS}/{language}.yaml"
    hint = f"copy {ENGLISH} to {path} and translate what stands after each key"
    if ENGLISH not in files:
        hint = f"`copyfit init` in an empty folder writes {ENGLISH}; copy it from there"
    message = f"there are no labels for `{language}`"
    raise TemplateError(Problem("missing-labels", message, hint, asked_at or Place(path)))


def _misshapen(raw: YamlFile) -> Iterator[Problem]:
    """Yield the groups of labels that are none: templates look for words in them."""
    for name in GROUPS:
        if name in raw.data and not isinstance(raw.data[name], dict):
            hint = f"write, indented below `{name}:`, a `key: word` line for each, as {ENGLISH} does"
            yield Problem("wrong-type", f"`{name}` must hold labels by name", hint, raw.places.of(name))


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
