"""What a house gives every page: its settings and the words of a language.

In: the job's files. Out: `House` and labels as plain mappings. Next: the context of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.errors import Place, Problem, TemplateError
from copyfit.project import TEMPLATES, Files
from copyfit.validation import did_you_mean
from copyfit.yamlfile import read_yaml

HOUSE = f"{TEMPLATES}/shared/house.yaml"
LABELS = f"{TEMPLATES}/shared/labels"
TEXT_WIDTH_MM = 174.0
PAPERS_MM = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
DEFAULTS: Mapping[str, Any] = {"style": "house.css", "page": "A4", "organisation": ""}


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
    if data["page"] not in PAPERS_MM:
        hint = did_you_mean(str(data["page"]), PAPERS_MM) or "write A4 or letter"
        raise TemplateError(
            Problem("unknown-value", f"unknown paper `{data['page']}`", hint, raw.places.of("page"))
        )
    sheet = f"{TEMPLATES}/shared/{data['style']}"
    if sheet not in files:
        near = [path.rsplit("/", 1)[1] for path in files if path.endswith(".css")]
        hint = did_you_mean(str(data["style"]), near) or "name a style sheet in templates/shared/"
        raise TemplateError(Problem("missing-file", f"there is no {sheet}", hint, raw.places.of("style")))
    return House(data, _page_css(str(data["page"])))


def _page_css(paper: str) -> str:
    """Return the rule that puts the same text block on another paper; nothing for A4."""
    if paper == "A4":
        return ""
    width, height = PAPERS_MM[paper]
    side = (width - TEXT_WIDTH_MM) / 2
    return f"@page {{ size: {width}mm {height}mm; margin-left: {side}mm; margin-right: {side}mm }}\n"


def read_labels(files: Files, language: str) -> Mapping[str, Any]:
    """Return every word that templates say in `language`.

    Raises TemplateError if there is no such file.
    """
    for code in (language, language.split("-", maxsplit=1)[0]):
        path = f"{LABELS}/{code}.yaml"
        if path in files:
            return read_yaml(path, files[path], TemplateError).data
    path = f"{LABELS}/{language}.yaml"
    hint = f"copy {LABELS}/en.yaml to it and translate what stands after each key"
    raise TemplateError(Problem("missing-labels", f"there are no labels for `{language}`", hint, Place(path)))
