"""`copyfit doctor`."""

from __future__ import annotations

import click

from copyfit.cli.output import echo, styled
from copyfit.errors import ExitStatus
from copyfit.machine import Check, checks, command_that_mends


@click.command("doctor")
@click.option("--quiet", "-q", is_flag=True, help="Print only what is missing.")
def command(quiet: bool) -> int:
    """Say what this machine has of all that copyfit needs, and the one command that brings what is missing.

    Exit status: 0 ready, 3 something is missing.
    """
    found = checks()
    width = max(len(check.name) for check in found)
    for check in found:
        if not (quiet and (check.is_fine or check.optional)):
            echo(_line(check, width))
    remedy = command_that_mends(found)
    if remedy:
        echo(f"run: {remedy}")
    elif not quiet:
        echo("this machine is ready")
    return ExitStatus.MACHINE if remedy else ExitStatus.DONE


def _line(check: Check, width: int) -> str:
    needed = f" ({check.needed} or later)" if check.needed else ""
    if check.is_fine:
        return f"{styled('ok     ', fg='green')}  {check.name:{width}}  {check.version}{needed}"
    word = "too old" if check.version else "missing"
    colour = "yellow" if check.optional else "red"
    version = f"{check.version}{needed}: " if check.version else ""
    hint = f"; if you want it, run: {check.remedy}" if check.optional else ""
    return f"{styled(word, fg=colour)}  {check.name:{width}}  {version}{check.why}{hint}"
