"""What many commands take: options, and the request that they make together.

In: what somebody typed. Out: a `Request`, in the project around the current folder.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from copyfit.build import FORMATS, Request
from copyfit.cli.lines import QUIET, VERBOSE, VOICE
from copyfit.errors import CopyfitError, MachineError, Problem, UsageError
from copyfit.project import BRIEF, BRIEF_JSON, BRIEFS, TEMPLATES, find_root
from copyfit.protocol import ACCESSIBLE, ARCHIVAL, AS_OF, EMBED_BRIEF

OUT = "dist"
_PLAIN = re.compile(r"\w[\w.,/@+-]*")


def _names(of: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what completes names of `of`, a function of `names`; it is imported when a key is pressed.

    Where there is no project there are no names, and no message; the shell completes files then.
    """

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        from copyfit.cli import names

        taken = context.params.get(parameter.name or "") or ()
        try:
            known = getattr(names, of)(project())
        except (CopyfitError, OSError):
            known = ()
        found = [name for name in known if name.startswith(begun) and name not in taken and _is_plain(name)]
        return [CompletionItem(name) for name in found] or [CompletionItem(begun, type="file")]

    return complete


def _is_plain(name: str) -> bool:
    """Return whether a name means itself on a line of shell: others are left to whoever types them."""
    return bool(_PLAIN.fullmatch(name))


def _row_names(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return what completes the last of the names of rows that are `begun`, which commas part."""
    from copyfit.cli import names

    before, comma, last = begun.rpartition(",")
    try:
        # While an option waits for its value, what was typed before it is not told apart yet.
        chosen = (*context.params.get("briefs", ()), *context.args)
        known = names.rows(project(), [one for one in chosen if not one.startswith("-")])
    except (CopyfitError, OSError):
        known = ()
    taken = before.split(",")
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in known
        if name.startswith(last) and name not in taken and _is_plain(name)
    ]


_Command = Callable[..., object]


def _heard(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Remember in the context how much is to be said; `output` looks there."""
    if value and parameter.name:
        context.meta[VOICE] = parameter.name


def voice_options(function: _Command) -> _Command:
    """Add `--quiet` and `--verbose` to a command."""
    for short, name, text in (
        ("-v", VERBOSE, "Say more: every page as it is done, and how it was fitted."),
        ("-q", QUIET, "Say only what is wrong."),
    ):
        option = click.option(
            short, f"--{name}", name, is_flag=True, expose_value=False, callback=_heard, help=text
        )
        function = option(function)
    return function


BRIEFS_ARGUMENT = click.argument("briefs", metavar="[BRIEF]...", nargs=-1, shell_complete=_names("briefs"))
BRIEF_NAMES, VARIANT_NAMES, VERSION_NAMES = _names("briefs"), _names("variants"), _names("versions")
VARIANT_OPTION = click.option(
    "--variant",
    "variants",
    metavar="NAME",
    multiple=True,
    shell_complete=_names("variants"),
    help="Only this variant, such as executive. May be repeated.",
)
LANGUAGE_OPTION = click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    shell_complete=_names("languages"),
    help="Only this language, such as en. May be repeated.",
)
STRICT_OPTION = click.option("--strict", is_flag=True, help="Take warnings as errors.")
ACCESSIBLE_OPTION = click.option(
    "--accessible",
    is_flag=True,
    help="Set nothing on the page smaller than 12 pt; words give way instead.",
)
ARCHIVAL_OPTION = click.option(
    "--archival",
    is_flag=True,
    help="Make PDFs for an archive: PDF/A-3a too, with the page's data and sources inside.",
)
EMBED_BRIEF_OPTION = click.option(
    "--embed-brief",
    is_flag=True,
    help="Put the whole brief into such PDFs, with what is for other pages.",
)
AS_OF_OPTION = click.option(
    "--as-of",
    metavar="DAY",
    help="Judge facts on this day, such as 2026-11-25; archived pages print how many are due.",
)
ROWS_OPTION = click.option(
    "--only-rows",
    "rows",
    metavar="NAME,…",
    multiple=True,
    shell_complete=_row_names,
    callback=lambda _context, _parameter, value: tuple(
        dict.fromkeys(name.strip() for one in value for name in one.split(",") if name.strip())
    ),
    help="Only the pages of these rows of a series, such as alder-bay,elm-hill. May be repeated.",
)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")


def request(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...] = FORMATS,
    out: Path | None = None,
    *,
    strict: bool = False,
    accessible: bool = False,
    prune: bool = False,
    archival: bool = False,
    embed_brief: bool = False,
    as_of: str | None = None,
    rows: tuple[str, ...] = (),
) -> Request:
    """Return what the options ask for, in the project around the current folder.

    Raises UsageError if there is none, if a brief is another project's, or if the output folder leads out of
    the project or into what is written by hand.
    """
    root, given = project(), _given_day(as_of)
    stamp = {AS_OF: given.isoformat()} if given else {}
    return Request(
        root,
        checked_out(root, out),
        given or today(),
        tuple(dict.fromkeys(_slug(name, root) for name in briefs)),
        variants,
        languages,
        formats,
        strict=strict,
        prune=prune,
        options={**_chosen(accessible, archival, embed_brief), **stamp},
        rows=rows,
    )


def _chosen(accessible: bool, archival: bool, embed_brief: bool) -> dict[str, str]:
    """Return the options of a page by name. Raises UsageError for a brief that is to go along in nothing."""
    if embed_brief and not archival:
        hint = "say --archival as well"
        raise UsageError(Problem("usage", "--embed-brief puts the brief into archival PDFs alone", hint))
    asked = {ACCESSIBLE: accessible, ARCHIVAL: archival, EMBED_BRIEF: embed_brief}
    return {name: "yes" for name, is_asked in asked.items() if is_asked}


def project() -> Path:
    """Return the folder of the project around the current folder.

    Raises UsageError if there is none, MachineError if there is no current folder.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        hint = "change to your project's folder"
        raise MachineError(Problem("no-folder", "the current folder is gone", hint)) from error
    return find_root(here)


def checked_out(root: Path, asked: Path | None, usual: str = OUT) -> Path:
    """Return the folder that is written to: `usual` in the project, or what was asked for.

    Raises UsageError if it leads out of the project unasked, or into what is written by hand.
    """
    out = asked or root / usual
    real = Path(os.path.realpath(out))
    if asked is None and not real.is_relative_to(root):
        message, hint = (
            f"{usual} is a link that leads out of the project",
            "remove it, or say where: --out DIR",
        )
        raise UsageError(Problem("outside", message, hint))
    for name in (BRIEFS, TEMPLATES):
        if real.is_relative_to(root / name):
            message = f"what is made cannot be kept in {name}/, where the next build would read it"
            raise UsageError(Problem("outside", message, "say another folder: --out DIR"))
    return out


def _slug(name: str, root: Path) -> str:
    """Return the brief that is meant: by its name, its folder or its file, as completion gives them.

    Raises UsageError for the folder of another project.
    """
    parts = [part for part in Path(name).parts if part not in (BRIEF, BRIEF_JSON)]
    if len(parts) < 2 or BRIEFS not in parts[:-1]:
        return name
    folder = Path(os.path.realpath(Path(*parts)))
    if folder.parent != Path(os.path.realpath(root / BRIEFS)):
        message = f"{name} is not in {BRIEFS}/ of this project, {root}"
        raise UsageError(
            Problem("outside", message, f"name a brief of this project, or change to {folder.parent.parent}")
        )
    return parts[-1]


def _given_day(as_of: str | None) -> dt.date | None:
    """Return the day that was given, by `--as-of` or else SOURCE_DATE_EPOCH; None if neither says one.

    Raises UsageError for what is no day.
    """
    if as_of is None:
        return today() if os.environ.get("SOURCE_DATE_EPOCH") else None
    try:
        return dt.date.fromisoformat(as_of)
    except ValueError:
        hint = "write a day of the calendar, such as 2026-11-25"
        raise UsageError(Problem("no-day", f"--as-of is `{as_of}`, which is no day", hint)) from None


def today() -> dt.date:
    """Return the day that facts are judged on: SOURCE_DATE_EPOCH's, or today's.

    Raises UsageError if SOURCE_DATE_EPOCH is not a number of seconds, or of no day from 1970 to 9998.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if not epoch:
            return dt.datetime.now(dt.UTC).date()
        day = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        if not 1970 <= day.year <= 9998:
            raise ValueError(epoch)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            Problem(
                "source-date-epoch",
                f"SOURCE_DATE_EPOCH is `{epoch}`",
                "it must be a whole number of seconds since 1970-01-01, of a day before 9999, or not set",
            )
        ) from error
    return day
