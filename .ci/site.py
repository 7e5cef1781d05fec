"""What the site has beside docs/: the content reference, made from the declarations, and links out of docs/.

Hooks of MkDocs. In: the pages in docs/. Out: `reference.md`, generated, and links to files of the repository
that are no pages as plain names.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import File
from pydantic.fields import FieldInfo

from copyfit.content.declaration import Block, Declarations, declarations
from copyfit.content.kinds import KINDS
from copyfit.project import templates_of

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")


def on_files(files, config):
    """Add the reference to the pages."""
    files.append(File.generated(config, "reference.md", content=reference(declarations(templates_of(ROOT)))))
    return files


def on_page_markdown(markdown, **_):
    """Leave of a link out of docs/ its words: the site has no such page."""
    return OUTSIDE.sub(r"\1", markdown)


def reference(declared: Declarations) -> str:
    """Return every block of every page, and every key of its kind, as Markdown."""
    lines = [
        "# Every block",
        "",
        "What each page takes of a brief, and what stands in it: made from `templates/*/content.yaml` and",
        "the kinds that copyfit knows. A project with other pages has others: `copyfit schema` prints them.",
    ]
    for variant in declared.variants:
        own = declared.of(variant)
        lines += ["", f"## {variant.capitalize()}", "", "| block | kind | |", "|---|---|---|"]
        lines += [_row(name, block) for name, block in own.items()]
    lines += ["", "## Every kind"]
    for kind in dict.fromkeys(block.kind for block in declared.blocks.values()):
        lines += _kind(kind)
    return "\n".join(lines) + "\n"


def _row(name: str, block: Block) -> str:
    notes = [block.help or ""]
    notes += ["a list" + (f" of {block.min or 1} to {block.max}" if block.max else "")] if block.many else []
    notes += ["**required**"] if block.required else []
    notes += [f"parts: {', '.join(f'`{part}`' for part in block.parts)}"] if block.parts else []
    notes += [f"fields: {', '.join(f'`{field}`' for field in block.fields)}"] if block.fields else []
    return f"| `{name}` | {block.kind} | {'; '.join(filter(None, notes))} |"


def _kind(kind: str) -> Iterator[str]:
    model = KINDS[kind]
    fields = getattr(model, "model_fields", None)
    if not isinstance(model, type) or not fields:
        return
    said = " ".join((model.__doc__ or "").split())
    yield from ("", f"### {kind}", "", said, "", "| key | | example |", "|---|---|---|")
    for name, field in fields.items():
        example = str((field.examples or [""])[0]).replace("|", "\\|")
        notes = ["required" if field.is_required() else "may be missing", *_choices(field)]
        shown = f"`{example}`" if example else ""
        yield f"| `{name}` | {'; '.join(notes)} | {shown} |"


def _choices(field: FieldInfo) -> Iterator[str]:
    if typing.get_origin(field.annotation) is typing.Literal:
        yield ", ".join(f"`{one}`" for one in typing.get_args(field.annotation))
