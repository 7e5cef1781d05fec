"""A command as it is run at a terminal: what it prints, with its colours."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build"


def at_terminal(*arguments, cwd, columns=100, **variables):
    """Return the exit status of a copyfit command and what it printed on a terminal of so many columns."""
    mine, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "copyfit", *arguments],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(BUILD), "TERM": "xterm", "COLUMNS": str(columns)} | variables,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while select.select([mine], [], [], 120)[0]:
        try:
            more = os.read(mine, 65536)
        except OSError:  # Linux says so that the other end is closed
            break
        if not more:
            break
        said += more
    os.close(mine)
    return process.wait(timeout=60), said.decode("utf-8", "replace").replace("\r\n", "\n")
