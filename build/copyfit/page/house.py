"""What a house gives every page: its settings, its style sheet and its paper.

In: the job's files. Out: `House`. Next: the context of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from copyfit.errors import Problem, TemplateError
from copyfit.faces import Face
from copyfit.language.locale import paper_of
from copyfit.page.brand import brand_of
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import YamlFile, read_yaml
from copyfit.yaml.schema import did_you_mean

HOUSE = f"{TEMPLATES}/shared/house.yaml"
TEXT_WIDTH_MM = 174.0
AUTO = "auto"
"""The paper of the country whose language a page speaks: `letter` for en-US, A4 for en."""
PAPERS_MM = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
BRAND = ("logo", "fonts")
DEFAULTS: Mapping[str, Any] = {
    "style": "house.css",
    "page": AUTO,
    "organisation": "",
    "accessible": False,
    "hosts": {},
}


@dataclass(frozen=True, slots=True)
class House:
    """The settings of `house.yaml`; paper, fonts and room for the logo as CSS; what is to be said of them."""

    data: Mapping[str, Any]
    page_css: str
    warnings: tuple[Problem, ...] = ()
    fonts: Mapping[Face, bytes] = field(default_factory=dict)


def read_house(files: Files, language: str = "en") -> House:
    """Return the house's settings, for pages in `language`.

    Raises TemplateError if the file cannot be read or names a paper or a sheet that is not there.
    """
    data = {**DEFAULTS, **dict.fromkeys(BRAND)}
    if HOUSE not in files:
        return House(data, _page_css(paper_of(language)))
    raw = read_yaml(HOUSE, files[HOUSE], TemplateError)
    data.update(raw.data)
    problems = list(_misspelt(raw))
    problems += _mistyped(raw)
    if isinstance(data["page"], str) and data["page"] not in (*PAPERS_MM, AUTO):
        hint = did_you_mean(data["page"], PAPERS_MM) or "write A4, letter, or auto"
        problems.append(
            Problem("unknown-value", f"unknown paper `{data['page']}`", hint, raw.places.of("page"))
        )
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
    paper = paper_of(language) if data["page"] == AUTO else str(data["page"])
    return House(data, brand.css + _page_css(paper), warnings, brand.fonts)


def is_accessible(files: Files, asked: str | None = None) -> bool:
    """Return whether nothing may be smaller than 12 pt: because it was `asked` for, or for the house."""
    return bool(asked or read_house(files).data["accessible"])


def _misspelt(raw: YamlFile) -> Iterator[Problem]:
    """Yield keys that are almost those of the program; others are a house's own, for its templates."""
    for name in raw.data:
        known = (*DEFAULTS, *BRAND)
        hint = "" if name in known else did_you_mean(name, known)
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
