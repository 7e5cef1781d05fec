"""The Word file as LibreOffice lays it out, where it is installed and somebody asks.

In: the bytes of a DOCX. Out: a PDF, kept by the file's digest, since LibreOffice takes seconds. Next: its
page is painted beside ours.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from threading import Lock

from copyfit.errors import MachineError, Problem
from copyfit.project import regular_bytes
from copyfit.proof.rendition import page_count

PROGRAMS = ("soffice", "libreoffice")
MOST_SECONDS = 90
MOST_KEPT = 8
MOST_BYTES = 50 * 2**20


class Office:
    """Files laid out by LibreOffice, one at a time; the last few are kept."""

    def __init__(self) -> None:
        self._laid_out: dict[str, bytes] = {}
        self._lock = Lock()

    def laid_out(self, docx: bytes) -> str:
        """Return the digest that the laid-out file is kept by. Raises MachineError if that cannot be done."""
        digest = sha256(docx).hexdigest()
        with self._lock:
            if digest not in self._laid_out:
                self._laid_out[digest] = _converted(docx)
                while len(self._laid_out) > MOST_KEPT:
                    self._laid_out.pop(next(iter(self._laid_out)))
        return digest

    def pdf(self, digest: str) -> bytes | None:
        """Return what was laid out, None if it is kept no longer."""
        return self._laid_out.get(digest)

    def pages(self, digest: str) -> int:
        """Return on how many pages LibreOffice put it."""
        return page_count(self._laid_out[digest])


def _converted(docx: bytes) -> bytes:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        hint = "install it: sudo apt-get install -y libreoffice-writer-nogui"
        raise MachineError(Problem("no-libreoffice", "LibreOffice is not installed here", hint))
    with tempfile.TemporaryDirectory(prefix="copyfit-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.docx").write_bytes(docx)
        command = [
            *(program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--convert-to", "pdf", "--outdir", name, str(folder / "page.docx")),
        ]
        _run(command, folder)
        pdf = regular_bytes(folder / "page.pdf", MOST_BYTES)
    if not pdf:
        hint = "open the Word file in LibreOffice itself, and see what it says"
        raise MachineError(Problem("libreoffice", "LibreOffice made nothing of the Word file", hint))
    return pdf


def _run(command: list[str], folder: Path) -> None:
    """Run a program for a while at most, with all that it starts."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        cwd=folder,
        env={**environment, "TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        process.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired:
        message = f"LibreOffice took more than {MOST_SECONDS} s"
        raise MachineError(
            Problem("libreoffice", message, "try again when the machine is less busy")
        ) from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
