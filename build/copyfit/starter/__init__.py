"""What `copyfit init` and `copyfit new` lay out: a project with a sample, and a brief to fill in.

In: where it goes. Out: files; nothing that stands there already is changed.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from importlib.resources import files as package_files
from pathlib import Path
from string import Template

import copyfit
from copyfit.errors import CopyfitError, MachineError, Place, Problem, UsageError
from copyfit.project import BRIEF, BRIEFS, FACTS, TEMPLATES, is_name, templates_of
from copyfit.suggest import did_you_mean

SAMPLE = "nato-iraq"
_LEFT_OUT = ("__pycache__", ".*", "brief.*.yaml")
"""Hidden files, and translations of the sample: a first build is to be quick."""
EDITOR = ".vscode"
SETTINGS, SCHEMA = f"{EDITOR}/settings.json", f"{EDITOR}/brief.schema.json"
_WIRED = {"yaml.schemas": {SCHEMA: f"{BRIEFS}/*/brief*.yaml"}}
"""What tells VS Code, with its YAML extension, which files the schema is of."""
_IGNORE = "# What copyfit makes is made anew from what stands here.\n/dist/\n/release/\n"


def holds_project(folder: Path) -> bool:
    """Return whether a folder is a project already."""
    return (folder / BRIEFS).is_dir() and (folder / TEMPLATES).is_dir()


def lay_out_project(folder: Path) -> tuple[Path, ...]:
    """Copy the starter templates and the sample brief into `folder`; return what was laid out.

    VS Code is told what a brief may say, unless the folder has settings of its own for it.

    Raises UsageError if there is a project already, MachineError if the folder cannot be written.
    """
    try:
        taken = [name for name in (BRIEFS, TEMPLATES) if (folder / name).exists()]
    except OSError as error:
        raise _unwritable(folder, error) from error
    if taken:
        raise UsageError(
            Problem(
                "exists",
                f"{folder} already holds {' and '.join(f'{name}/' for name in taken)}",
                "name a new folder; nothing was changed",
                Place(str(folder)),
            )
        )
    starter = _starter()
    try:
        for name in (TEMPLATES, f"{BRIEFS}/{SAMPLE}"):
            shutil.copytree(starter / name, folder / name, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        if (starter / FACTS).is_file():
            shutil.copyfile(starter / FACTS, folder / FACTS)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")
        if not (folder / EDITOR).exists():
            _wire_editor(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return (folder / TEMPLATES, folder / BRIEFS / SAMPLE)


def _wire_editor(folder: Path) -> None:
    """Write the schema of the project's briefs, and the settings that name it."""
    from copyfit.content.declaration import declarations
    from copyfit.content.schema import brief_schema

    (folder / EDITOR).mkdir()
    schema = brief_schema(declarations(templates_of(folder)).model)
    for name, data in ((SETTINGS, _WIRED), (SCHEMA, schema)):
        text = json.dumps(data, ensure_ascii=False, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def write_brief(root: Path, slug: str, today: dt.date, variants: tuple[str, ...] = ()) -> Path:
    """Write the brief `slug`, complete but for its content, into the project; return its file.

    It is for `variants`; without any, for all that the project has. Raises UsageError if a name cannot
    be used or is taken, TemplateError if a `content.yaml` cannot be used, MachineError if nothing can be
    written.
    """
    folder = root / BRIEFS / slug
    if not is_name(slug):
        raise UsageError(
            Problem(
                "misnamed",
                f"`{slug}` cannot name a brief",
                "use up to 64 small letters a-z, digits and hyphens, such as trade-outlook",
            )
        )
    if folder.exists():
        raise UsageError(
            Problem("exists", f"{BRIEFS}/{slug} is there already", "choose another name; nothing was changed")
        )
    texts = {BRIEF: _skeleton(root, variants), "sources.yaml": _packaged("sources.yaml")}
    try:
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(_filled(text, slug, today), encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder / BRIEF


def _skeleton(root: Path, variants: tuple[str, ...]) -> str:
    """Return the text of a new brief, its name and dates still to be filled in.

    Raises UsageError for a variant that there is not.
    """
    from copyfit.content.declaration import declarations
    from copyfit.content.skeleton import skeleton

    declared = declarations(templates_of(root))
    for name in variants:
        if name not in declared.variants:
            hint = did_you_mean(name, declared.variants) or f"there is: {', '.join(declared.variants)}"
            raise UsageError(Problem("unknown-variant", f"there is no variant called `{name}`", hint))
    return skeleton(_packaged(BRIEF), declared, variants or declared.variants, only_these=bool(variants))


def _packaged(name: str) -> str:
    return package_files("copyfit.starter").joinpath(name).read_text(encoding="utf-8")


def _filled(text: str, slug: str, today: dt.date) -> str:
    """Return a text of a new brief with its name and dates filled in."""
    subject = slug.replace("-", " ").capitalize()
    return Template(text).safe_substitute(
        SUBJECT=subject,
        TITLE=f"{subject}: what it means and what to do",
        DATE=today,
        REVIEW=today + dt.timedelta(days=180),
        SOON=today + dt.timedelta(days=14),
        LATER=today + dt.timedelta(days=42),
        PARTS=f"{today.year}, {today.month}, {today.day}",
    )


def _starter() -> Path:
    """Return the folder with the starter's templates and sample: the wheel's, or the repository's."""
    package = Path(copyfit.__file__).resolve().parent
    for folder in (package / "starter", package.parents[1]):
        if (folder / TEMPLATES).is_dir() and (folder / BRIEFS / SAMPLE).is_dir():
            return folder
    raise MachineError(
        Problem(
            "no-starter",
            "this copy of copyfit lacks its starter project",
            "install it again: pip install copyfit",
        )
    )


def _unwritable(folder: Path, error: OSError) -> CopyfitError:
    return MachineError(
        Problem(
            "unwritable",
            f"cannot write {error.filename or folder}: {error.strerror or error}",
            "choose another folder, or change its permissions",
            Place(str(folder)),
        )
    )
