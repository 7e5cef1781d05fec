"""`copyfit import`."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import click

from copyfit.build.pool import Workers
from copyfit.build.publication import publish
from copyfit.cli.options import VARIANT_NAMES, project, today
from copyfit.cli.output import echo, say
from copyfit.draft import Draft
from copyfit.errors import Problem, UsageError, shown
from copyfit.project import BRIEFS, MAX_FILE_BYTES, is_name, regular_bytes, templates_of
from copyfit.protocol import Job, Task
from copyfit.suggest import count

ENDINGS = (".docx", ".md", ".markdown", ".csv")


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Call the brief so; without it, as the file is called.")
@click.option("--language", metavar="CODE", default="en", show_default=True, help="The language it is in.")
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME",
    shell_complete=VARIANT_NAMES,
    help="For this variant, such as executive. May be repeated.",
)
def command(file: Path, name: str | None, language: str, variants: tuple[str, ...]) -> None:
    """Write briefs/NAME/brief.yaml, a first brief with what stands in FILE: a start, not magic.

    A heading that says a block's label, such as “Risks”, puts what follows it into that block; paragraphs
    become statements, tables tables. What has no place stands as comments at the end, and what was guessed
    is said. Nothing that is there already is changed.
    """
    root = project()
    slug = _slug(file, name)
    if (root / BRIEFS / slug).exists():
        hint = "choose another name: --name NAME; nothing was changed"
        raise UsageError(Problem("exists", f"{BRIEFS}/{slug} is there already", hint))
    ending = file.suffix.lower()
    files = {**templates_of(root), f"{slug}{'.md' if ending == '.markdown' else ending}": _content(file)}
    options = {
        "subject": file.stem.replace("-", " ").replace("_", " ").strip().capitalize(),
        "day": str(today()),
        "file": shown(file.name),
    }
    with Workers(make=Task.TRANSCRIBE) as workers:
        draft = workers.run(Job(files, slug, "", language, (), variants, options))
    assert isinstance(draft, Draft)
    publish(root, {f"{BRIEFS}/{slug}/{path}": data for path, data in draft.files.items()}, "")
    echo(f"{BRIEFS}/{slug}/brief.yaml")
    _say(draft, slug)


def _say(draft: Draft, slug: str) -> None:
    say(f"filled: {', '.join(draft.placed) or 'nothing'}")
    for sentence in draft.unsure:
        say(f"unsure: {shown(sentence)}")
    if draft.unplaced:
        say(f"{count(draft.unplaced, 'passage')} without a place, as comments at its end")
    say(f"next: copyfit check {slug}")


def _slug(file: Path, name: str | None) -> str:
    """Return what the brief is called. Raises UsageError for a name that no file can have."""
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode().lower()
    slug = name or re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")
    if is_name(slug):
        return slug
    hint = "say one of small letters, digits and hyphens: --name trade-outlook"
    raise UsageError(Problem("misnamed", f"`{name or file.stem}` cannot name a brief", hint))


def _content(file: Path) -> bytes:
    """Return what is in the file. Raises UsageError for one that is not there, or is of another kind."""
    if file.suffix.lower() not in ENDINGS:
        hint = f"save it as one of: {', '.join(ENDINGS)}"
        raise UsageError(Problem("unknown-kind", f"{file} is no Word, Markdown or CSV file", hint))
    content = regular_bytes(file, MAX_FILE_BYTES)
    if content is None:
        hint = f"name a file of at most {MAX_FILE_BYTES >> 20} MB that you may read"
        raise UsageError(Problem("unreadable", f"{file} cannot be read", hint))
    return content
