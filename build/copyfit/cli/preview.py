"""`copyfit preview`."""

from __future__ import annotations

import webbrowser
from contextlib import suppress

import click

from copyfit.cli.options import ACCESSIBLE_OPTION, BRIEF_NAMES, request
from copyfit.cli.output import echo, flush
from copyfit.errors import ExitStatus


@click.command("preview")
@click.argument("briefs", metavar="[BRIEF]", nargs=-1, shell_complete=BRIEF_NAMES)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", help="Serve on this port; else on a free one."
)
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@ACCESSIBLE_OPTION
def command(briefs: tuple[str, ...], port: int | None, no_open: bool, accessible: bool) -> int:
    """Show the pages of BRIEF, or of all, as they will print, in a browser on this machine.

    A save is on screen in an instant; what is wrong stands beside the page. Nothing is written: copyfit build
    does that. Only this machine is served, under an address that holds a secret. Ctrl-C ends it.
    Exit status: 0 ended, 2 wrong usage, 3 this machine lacks something.
    """
    from copyfit.preview import preview

    def opened(address: str) -> None:
        echo(address)
        echo("Ctrl-C ends the preview", err=True)
        flush()
        if not no_open:
            _open(address)

    with suppress(KeyboardInterrupt):  # that is how it ends
        preview(request(briefs, (), (), accessible=accessible), port, opened)
    return ExitStatus.DONE


def _open(address: str) -> None:
    """Open the address in the browser; where there is none, say what to do."""
    try:
        found = webbrowser.open(address)
    except (webbrowser.Error, OSError):
        found = False
    if not found:
        echo("no browser could be started: open the address above in one on this machine", err=True)
