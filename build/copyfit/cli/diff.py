"""`copyfit diff`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from copyfit.build import Request
from copyfit.build.publication import publish
from copyfit.cli.options import (
    BRIEF_NAMES,
    JSON_OPTION,
    LANGUAGE_OPTION,
    VARIANT_OPTION,
    VERSION_NAMES,
    request,
    today,
    voice_options,
)
from copyfit.cli.output import echo, print_json, print_problems, progress, say, styled
from copyfit.diff import UNTRACKED, Difference, VersionedPage, compare
from copyfit.diff.difference import Change, FactChange, FactState, Portion
from copyfit.diff.html import html_of, state_of, summary
from copyfit.errors import CopyfitError, Problem, UsageError, shown
from copyfit.suggest import count

KEPT_WORDS = 5
"""So many words that stayed are shown on either side of those that changed."""


@click.command("diff")
@click.argument("old", default="HEAD", metavar="[OLD]", shell_complete=VERSION_NAMES)
@click.argument("new", default="", metavar="[NEW]", shell_complete=VERSION_NAMES)
@click.option(
    "--brief",
    "briefs",
    metavar="NAME",
    multiple=True,
    shell_complete=BRIEF_NAMES,
    help="Only this brief. May be repeated.",
)
@VARIANT_OPTION
@LANGUAGE_OPTION
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one page for a browser: before, after and overlay.",
)
@click.option(
    "--docx",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the new Word file with the changes tracked: FILE.docx for one page, or a folder for several.",
)
@voice_options
@JSON_OPTION
def command(
    old: str,
    new: str,
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    html: Path | None,
    docx: Path | None,
    as_json: bool,
) -> int:
    """Say what changed from OLD to NEW, page by page: words, facts, what gives way now.

    Each is a git revision, a project's folder, a folder of finished pages, or one PDF or Word file. Without
    OLD it is the last commit, without NEW the project as it stands. Both are made with this copyfit, and
    nothing but FILE is written. Exit status: 0 done, whatever changed; 1 a page could not be made.
    """
    asked = _request(briefs, variants, languages)
    with closing(progress()) as told:
        found = compare(asked, old, new, pictures=html is not None, redline=docx is not None, progress=told)
    if as_json:
        print_json(found.as_json())
    else:
        echo("\n".join(_lines(found)))
        print_problems(found.problems)
        say(summary(found))
    if html:
        _write(html, html_of(found).encode())
    if docx:
        _write_redlines(docx, found)
    return found.exit_status


def _request(briefs: tuple[str, ...], variants: tuple[str, ...], languages: tuple[str, ...]) -> Request:
    """Return what is asked for; outside of a project files and folders can be compared all the same."""
    try:
        return request(briefs, variants, languages)
    except UsageError as error:
        if all(problem.code != "no-project" for problem in error.problems):
            raise
        return replace(
            Request(Path.cwd(), Path.cwd(), today()), briefs=briefs, variants=variants, languages=languages
        )


def _lines(found: Difference) -> Iterator[str]:
    yield f"{shown(found.old)} → {shown(found.new)}"
    for page in found.pages:
        if page.status != "same":
            yield from _page_lines(page)
    if found.facts:
        yield styled("facts", bold=True)
        yield from (f"  {_fact(fact)}" for fact in found.facts)
    if found.touches:
        yield styled("templates", bold=True)
        visible = {page.id for page in found.pages if page.status != "same"}
        for touch in found.touches:
            seen = sum(one in visible for one in touch.editions)
            yield f"  {touch.path}: {count(len(touch.editions), 'page')} made from it, {seen} changed"


def _page_lines(page: VersionedPage) -> Iterator[str]:
    yield f"{styled(shown(' '.join(page.id.parts)), bold=True)}  {state_of(page)}{_sizes(page)}"
    width = min(24, max((len(change.where) for change in page.changes), default=0))
    for change in page.changes:
        where = change.where if len(change.where) <= width else f"{change.where[: width - 1]}…"
        yield f"  {shown(where):{width}}  {_words(change)}"
    for how, ids in page.gives_way.items():
        yield f"  {styled(how, fg='yellow')}: {', '.join(ids)}"


def _sizes(page: VersionedPage) -> str:
    """Return how the type changed: `  9.5/12.5 → 9/12 pt`."""
    sizes = [f"{fit.body_pt:g}/{fit.leading_pt:g}" for fit in (page.old_fit, page.new_fit) if fit]
    return f"  {' → '.join(dict.fromkeys(sizes))} pt" if sizes else ""


def _words(change: Change) -> str:
    moved = "moved: " if change.kind == "moved" else "moved, " if change.also_moved else ""
    last = len(change.pieces) - 1
    said = [_piece(piece, at == 0, at == last) for at, piece in enumerate(change.pieces)]
    return moved + "".join(said)


def _piece(piece: Portion, first: bool, last: bool) -> str:
    text = shown(re.sub(r"\s+", " ", piece.text))
    if piece.kind == "gone":
        return styled(f"[-{text}-]", fg="red")
    if piece.kind == "come":
        return styled(f"{{+{text}+}}", fg="green")
    words = text.split(" ")
    if len(words) <= 2 * KEPT_WORDS + 1:
        return text
    head = "" if first else " ".join(words[:KEPT_WORDS]) + " "
    tail = "" if last and not first else " " + " ".join(words[-KEPT_WORDS:])
    return f"{head}…{tail}"


def _fact(fact: FactChange) -> str:
    name = f"{fact.brief} {fact.id}".strip()
    if fact.old is None or fact.new is None:
        state = fact.old or fact.new
        assert state
        return f"{shown(name)}: {'new' if fact.new else 'gone'}, {shown(state.value)}, as of {state.as_of}"
    return f"{shown(name)}: {', '.join(_fields(fact.old, fact.new))}"


def _fields(old: FactState, new: FactState) -> Iterator[str]:
    for name, label in (
        ("value", ""),
        ("as_of", "as of "),
        ("review_by", "review by "),
        ("source", "source "),
    ):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield shown(f"{label}{before} → {after}")


def _write_redlines(where: Path, found: Difference) -> None:
    """Write the tracked changes: of one page into the file, of several into a folder.

    Raises CopyfitError if there is no Word file in both versions, UsageError if a file is named for several.
    """
    pages = [page for page in found.pages if page.redline is not None and page.status != "same"]
    if not pages:
        if any(problem.code == UNTRACKED for problem in found.problems):
            return  # it is said why
        if all(page.status == "same" for page in found.pages):
            say("no Word file written: nothing changed")
            return
        hint = "compare versions that have a Word file, such as two revisions"
        raise CopyfitError(Problem("no-word-file", "no changed page has a Word file in both versions", hint))
    if where.suffix and len(pages) == 1:
        _write(where, pages[0].redline or b"")
        return
    if where.suffix:
        message = f"{count(len(pages), 'page')} changed, and {where} is one file"
        hint = f"name a folder: --docx changes; or one page: --brief {shlex.quote(pages[0].id.brief)}"
        raise UsageError(Problem("one-file", message, f"{hint} --variant {pages[0].id.variant}"))
    for page in pages:
        _write(where / f"{'-'.join(page.id.parts)}-changes.docx", page.redline or b"")


def _write(path: Path, content: bytes) -> None:
    publish(path.parent, {path.name: content}, ", or name a file elsewhere")
    say(shown(str(path)))
