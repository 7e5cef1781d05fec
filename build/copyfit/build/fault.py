"""The program itself failed: its details are kept in a file, and one sentence says so.

In: a traceback. Out: a `Problem`. Next: the report, or the command line's last stop.
"""

from __future__ import annotations

import os
import tempfile

from copyfit.errors import Problem


def fault_problem(traceback: str, what: str = "") -> Problem:
    """Return the problem that says that the program is at fault, while it made `what`."""
    lines = traceback.strip().splitlines()
    last = lines[-1][:200] if lines else "no details"
    where = _kept(traceback)
    details = f"with the details in {where}" if where else f"with what it says:\n{traceback.strip()}"
    return Problem(
        "our-fault",
        f"{what}: copyfit itself failed: {last}" if what else f"copyfit itself failed: {last}",
        f"this is a mistake in copyfit, not in your brief; please report it, {details}",
    )


def _kept(traceback: str) -> str:
    """Write `traceback` into a file of its own and return its path, "" where none can be written."""
    try:
        handle, path = tempfile.mkstemp(prefix="copyfit-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(traceback)
    except OSError:
        return ""
    return path
