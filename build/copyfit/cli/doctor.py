"""`copyfit doctor`."""

from __future__ import annotations

import click

from copyfit.cli.output import echo, styled
from copyfit.errors import ExitStatus
from copyfit.machine import Check, checks


@click.command("doctor", short_help="Say whether this machine is ready.")
@click.option("--quiet", is_flag=True, help="Print only what is missing.")
def command(quiet: bool) -> int:
    """Say whether this machine has all that copyfit needs, and if not, the command to run.

    Exit status: 0 ready, 3 something is missing.
    """
    found = checks()
    width = max(len(check.name) for check in found)
    for check in found:
        if not (quiet and check.version):
            echo(_line(check, width))
    return ExitStatus.DONE if all(check.version for check in found) else ExitStatus.MACHINE


def _line(check: Check, width: int) -> str:
    if check.version:
        return f"{styled('ok     ', fg='green')}  {check.name:{width}}  {check.version}"
    word = styled("missing", fg="red")
    return f"{word}  {check.name:{width}}  {check.why}\n         run: {check.remedy}"
