"""A folder of its own for each worker's temporary files: none is left behind, whatever becomes of it.

In: nothing. Out: a folder that only this account may enter. A worker that is killed cannot tidy up, so
whoever started it does; and a folder whose starter was killed is removed by the next command.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from copyfit.errors import MachineError, Problem

_PREFIX = "copyfit-worker-"


def scratch_folder() -> Path:
    """Return a new folder of our own. Raises MachineError where there is no place for one."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"no temporary file can be written: {reason}"
        hint = "set TMPDIR to a folder that can be written, and make room in it"
        raise MachineError(Problem("no-temporary-folder", message, hint)) from error


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of processes of ours that are no more."""
    with contextlib.suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError, ValueError):
                owner = int(folder.name.removeprefix(_PREFIX).partition("-")[0])
                state = folder.lstat()
                if state.st_uid == os.getuid() and not folder.is_symlink() and not _is_running(owner):
                    remove(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
