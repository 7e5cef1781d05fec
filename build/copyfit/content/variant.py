"""A variant: a folder of templates that makes one kind of page.

In: the job's files. Out: `Variant` with its `Leeway`. Next: `edition` chooses wordings as it prefers.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.content.arrangements import unknown_parts
from copyfit.content.leeway import Leeway
from copyfit.errors import Place, Problem, TemplateError
from copyfit.project import TEMPLATES, Files, variants
from copyfit.yaml.file import read_yaml
from copyfit.yaml.schema import checked, did_you_mean, one_of


@dataclass(frozen=True, slots=True)
class Variant:
    """The name of the folder in `templates/`, and what fitting may change on its page."""

    name: str
    plan: Leeway


def read_variant(files: Files, name: str) -> Variant:
    """Return the variant `name`.

    Raises TemplateError if there is no such folder, or its `fit.yaml` cannot be used.
    """
    known = variants(files)
    if name not in known:
        hint = did_you_mean(name, known) or f"write {one_of(known)}"
        raise TemplateError(Problem("unknown-variant", f"unknown variant `{name}`", hint, Place(TEMPLATES)))
    path = f"{TEMPLATES}/{name}/fit.yaml"
    if path not in files:
        hint = "copy it from templates/executive/fit.yaml and change the sizes"
        raise TemplateError(Problem("missing-file", f"there is no {path}", hint, Place(path)))
    raw = read_yaml(path, files[path], TemplateError)
    plan = checked(Leeway, raw.data, raw.places, TemplateError)
    unknown = list(unknown_parts(plan, raw.places, files, name))
    if unknown:
        raise TemplateError(unknown)
    return Variant(name, plan)
