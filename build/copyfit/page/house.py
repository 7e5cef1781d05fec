"""What a house gives every page: its settings and the words of a language.

In: the job's files. Out: `House` and labels as plain mappings. Next: the context of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit.errors import Place, Problem, TemplateError
from copyfit.faces import Face
from copyfit.page.brand import brand_of
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import Path, YamlFile, read_yaml
from copyfit.yaml.schema import did_you_mean

HOUSE = f"{TEMPLATES}/shared/house.yaml"
LABELS = f"{TEMPLATES}/shared/labels"
ENGLISH = f"{LABELS}/en.yaml"
TEXT_WIDTH_MM = 174.0
PAPERS_MM = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
DEFAULTS: Mapping[str, Any] = {
    "style": "house.css",
    "page": "A4",
    "organisation": "",
    "accessible": False,
    "logo": None,
    "fonts": None,
}


@dataclass(frozen=True, slots=True)
class House:
    """The settings of `house.yaml`; paper, fonts and room for the logo as CSS; what is to be said of them."""

    data: Mapping[str, Any]
    page_css: str
    warnings: tuple[Problem, ...] = ()
    fonts: Mapping[Face, bytes] = field(default_factory=dict)


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
    if data["page"] not in PAPERS_MM:
        hint = did_you_mean(str(data["page"]), PAPERS_MM) or "write A4 or letter"
        problems.append(
            Problem("unknown-value", f"unknown paper `{data['page']}`", hint, raw.places.of("page"))
        )
    if not isinstance(data["accessible"], bool):
        hint = "write `accessible: true` for type of 12 pt and more, or leave it out"
        message = f"`accessible` is `{data['accessible']}`"
        problems.append(Problem("wrong-type", message, hint, raw.places.of("accessible")))
    brand = brand_of(raw, files)
    problems += [problem for problem in brand.problems if problem.severity == "error"]
    if problems:
        raise TemplateError(problems)
    sheet = f"{TEMPLATES}/shared/{data['style']}"
    if sheet not in files:
        near = [path.rsplit("/", 1)[1] for path in files if path.endswith(".css")]
        hint = did_you_mean(str(data["style"]), near) or "name a style sheet in templates/shared/"
        raise TemplateError(Problem("missing-file", f"there is no {sheet}", hint, raw.places.of("style")))
    warnings = tuple(problem for problem in brand.problems if problem.severity == "warning")
    return House(data, brand.css + _page_css(str(data["page"])), warnings, brand.fonts)


def _misspelt(raw: YamlFile) -> Iterator[Problem]:
    """Yield keys that are almost those of the program; others are a house's own, for its templates."""
    for name in raw.data:
        hint = "" if name in DEFAULTS else did_you_mean(name, DEFAULTS)
        if hint:
            yield Problem("unknown-key", f"unknown key `{name}`", hint, raw.places.of_key(name))


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
            problems = tuple(_missing_labels(raw, files))
            if problems:
                raise TemplateError(problems)
            return raw.data
    path = f"{LABELS}/{language}.yaml"
    hint = f"copy {ENGLISH} to {path} and translate what stands after each key"
    message = f"there are no labels for `{language}`"
    raise TemplateError(Problem("missing-labels", message, hint, asked_at or Place(path)))


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
