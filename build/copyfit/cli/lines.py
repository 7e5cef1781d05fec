"""A line that is printed, and how much is to be said: all that the program's last stop needs to have.

Results go to standard output, everything else to standard error. A reader who goes away ends the printing,
not the work. Apart from `output`, so that `--help` imports nothing of what the commands do.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from copyfit.runner import obeyed_by_none

VOICE = "copyfit.voice"
QUIET, VERBOSE = "quiet", "verbose"

unwritten: list[str] = []
"""Why something that was to be printed could not be, for the exit status."""


def echo(text: str = "", *, err: bool = False, commands: bool = False) -> None:
    """Print a line, which no runner of CI obeys unless it is meant to: `commands`.

    Where nobody reads any more, nothing is printed; what else goes wrong is remembered.
    """
    try:
        click.echo(text if commands else obeyed_by_none(text), err=err)
    except OSError as error:
        silence(2 if err else 1, error)


def voice() -> str:
    """Return how much is to be said: `quiet`, `verbose`, or "" for what is usual."""
    context = click.get_current_context(silent=True)
    return str(context.meta.get(VOICE, "")) if context else ""


def say(text: str) -> None:
    """Print a line that tells how it went, to standard error; nothing if only problems are asked for."""
    if voice() != QUIET:
        echo(text, err=True)


def flush() -> None:
    """Print what is still kept back."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream:
                stream.flush()
        except OSError as error:
            silence(number, error)


def silence(number: int, error: OSError) -> None:
    """Let the stream with this number lead to nowhere: what is left in it cannot be written."""
    if error.errno != errno.EPIPE:
        unwritten.append((error.strerror or str(error)).lower())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def styled(text: str, **style: Any) -> str:
    """Return `text` in a colour; plain if NO_COLOR is set (no-color.org). Off a terminal click drops it."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)
