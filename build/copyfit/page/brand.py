"""A house's own logo and fonts, as `house.yaml` names them.

In: `house.yaml` and the job's files. Out: a `Brand`: the fonts, CSS that brings them and makes room for the
logo, and what is wrong with either. Next: the head of a page, and `faces`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copyfit.errors import Place, Problem
from copyfit.faces import Face, face_files
from copyfit.faces.check import Look, checked
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import YamlFile
from copyfit.yaml.schema import did_you_mean

FOLDER = f"{TEMPLATES}/shared"
FONTS = f"{FOLDER}/fonts"
LOGO_KEYS = ("file", "alt", "height_mm")
LOGO_KINDS = (".svg", ".png")
LOGO_MM = (4.0, 30.0)
TOP_MM = 22.0
"""The top margin of a page without a logo, as the shipped houses have it."""
BELOW_LOGO_MM = 2.0
LOOKS: Mapping[str, Look] = {
    "regular": (False, False),
    "bold": (True, False),
    "italic": (False, True),
    "bold_italic": (True, True),
}
STANDS_IN = {"bold": "regular", "italic": "regular", "bold_italic": "bold"}


@dataclass(frozen=True, slots=True)
class Brand:
    """The house's own faces, CSS that brings them and makes room for the logo, and what is wrong."""

    fonts: Mapping[Face, bytes]
    css: str
    problems: tuple[Problem, ...]


def brand_of(raw: YamlFile, files: Files) -> Brand:
    """Return the house's fonts, CSS for logo and fonts, and every problem with them, each with its place."""
    problems = [*_logo_problems(raw, files), *_font_problems(raw, files)]
    if any(problem.severity == "error" for problem in problems):
        return Brand({}, "", tuple(problems))
    logo, families = raw.data.get("logo"), raw.data.get("fonts") or {}
    css = "".join(_font_face(family, styles) for family, styles in families.items())
    if logo:
        css += f"@page {{ margin-top: {TOP_MM + logo['height_mm'] + BELOW_LOGO_MM:g}mm }}\n"
    fonts = {
        (family, *look): files[f"{FONTS}/{styles[name]}"]
        for family, styles in families.items()
        for name, look in LOOKS.items()
        if name in styles
    }
    return Brand(fonts, css, tuple(problems))


def _logo_problems(raw: YamlFile, files: Files) -> Iterator[Problem]:
    logo = raw.data.get("logo")
    if logo is None:
        return
    example = 'write logo: {file: logo.svg, alt: "Ministry of Works", height_mm: 10}'
    if not isinstance(logo, dict):
        yield Problem(
            "wrong-type", "`logo` says file, alternative text and height", example, raw.places.of("logo")
        )
        return
    for name in logo:
        if name not in LOGO_KEYS:
            hint = did_you_mean(str(name), LOGO_KEYS) or example
            yield Problem(
                "unknown-key", f"unknown key `{name}` in `logo`", hint, raw.places.of_key("logo", name)
            )
    for name in LOGO_KEYS:
        if logo.get(name) in (None, ""):
            yield Problem("missing-key", f"`logo` needs `{name}`", example, raw.places.of("logo"))
    height, file, alt = logo.get("height_mm"), logo.get("file"), logo.get("alt")
    is_number = isinstance(height, int | float) and not isinstance(height, bool)
    if height is not None and not (is_number and LOGO_MM[0] <= height <= LOGO_MM[1]):
        hint = f"write a number from {LOGO_MM[0]:g} to {LOGO_MM[1]:g}"
        yield Problem("wrong-type", f"`height_mm` is `{height}`", hint, raw.places.of("logo", "height_mm"))
    if alt is not None and not isinstance(alt, str):
        yield Problem(
            "wrong-type", f"`alt` is `{alt}`", "write what the logo says", raw.places.of("logo", "alt")
        )
    if file not in (None, ""):
        yield from _file_problems(str(file), FOLDER, LOGO_KINDS, raw.places.of("logo", "file"), files)


def _file_problems(
    file: str, folder: str, kinds: tuple[str, ...], place: Place, files: Files
) -> Iterator[Problem]:
    """Yield what keeps a file from being used: its kind, or that it is not there."""
    if not file.lower().endswith(kinds):
        yield Problem("wrong-type", f"{file} is no {' or '.join(kinds)} file", "save it as one", place)
    elif f"{folder}/{file}" not in files:
        near = [path.removeprefix(f"{folder}/") for path in files if path.startswith(f"{folder}/")]
        hint = did_you_mean(file, [name for name in near if name.endswith(kinds)])
        message = f"there is no {folder}/{file}"
        yield Problem("missing-file", message, hint or f"put it into {folder}/", place)


def _font_problems(raw: YamlFile, files: Files) -> Iterator[Problem]:
    families = raw.data.get("fonts")
    if families is None:
        return
    example = "write fonts: {Acme Sans: {regular: AcmeSans-Regular.ttf, bold: AcmeSans-Bold.ttf}}"
    if not isinstance(families, dict):
        yield Problem("wrong-type", "`fonts` names families", example, raw.places.of("fonts"))
        return
    shipped = {family for family, _, _ in face_files()}
    for family, styles in families.items():
        at = raw.places.of_key("fonts", family)
        if family in shipped:
            message = f"`{family}` comes with copyfit"
            yield Problem("double-font", message, "leave it out, or give your font another name", at)
        elif not isinstance(styles, dict) or not set('"\\;{}<').isdisjoint(str(family)):
            yield Problem("wrong-type", f"`{family}` names no styles", example, at)
        else:
            yield from _style_problems(str(family), styles, raw, files)


def _style_problems(family: str, styles: Mapping[str, Any], raw: YamlFile, files: Files) -> Iterator[Problem]:
    for name, file in styles.items():
        place = raw.places.of("fonts", family, name)
        if name not in LOOKS:
            hint = did_you_mean(str(name), LOOKS) or f"there are {', '.join(LOOKS)}"
            at = raw.places.of_key("fonts", family, name)
            yield Problem("unknown-key", f"unknown style `{name}` of {family}", hint, at)
            continue
        wrong = list(_file_problems(str(file), FONTS, (".ttf", ".otf"), place, files))
        yield from wrong or checked(f"{FONTS}/{file}", files[f"{FONTS}/{file}"], family, LOOKS[name], place)
    at = raw.places.of_key("fonts", family)
    for name in (name for name in LOOKS if name not in styles):
        if name == "regular":
            hint = "name the upright face of normal weight: regular: …"
            yield Problem("missing-key", f"{family} has no `regular`", hint, at)
        else:
            message = (
                f"{family} has no `{name.replace('_', ' ')}`: `{STANDS_IN[name].replace('_', ' ')}` stands in"
            )
            yield Problem("missing-style", message, f"add {name}: …, if a page uses it", at, "warning")


def _font_face(family: str, styles: Mapping[str, str]) -> str:
    """Return the rules by which the page finds a family's files."""
    rules = []
    for name, (bold, italic) in LOOKS.items():
        if name in styles:
            look = f"font-weight: {700 if bold else 400}; font-style: {'italic' if italic else 'normal'}"
            source = f'url("asset:{FONTS}/{styles[name]}")'
            rules.append(f'@font-face {{ font-family: "{family}"; {look}; src: {source} }}\n')
    return "".join(rules)
