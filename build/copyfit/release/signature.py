"""A release's signature, by an SSH key: made and judged by OpenSSH's own `ssh-keygen`, without a network.

In: the bytes of SHA256SUMS, and a key, or the file of those whose word counts (`allowed_signers`,
ssh-keygen(1)). Out: the bytes of SHA256SUMS.sig, and what a signature proves. Keys with a passphrase, in an
agent or on a token work as they do for git.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from copyfit.errors import MachineError, Problem, UsageError
from copyfit.release import sums

NAME = f"{sums.NAME}.sig"
NAMESPACE = "copyfit-release"
_SECONDS = 120
_KEY = re.compile(r"key (SHA256:\S+)")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature proves: `by` whom, "" if nobody vouches for its key; `problem` if nothing."""

    key: str = ""
    by: str = ""
    problem: str = ""


def signature_of(content: bytes, key: Path) -> bytes:
    """Return the signature of `content` by the SSH key in the file `key`.

    Raises UsageError if there is no such key or it cannot sign, MachineError if there is no `ssh-keygen`.
    """
    ready(key)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / sums.NAME
        path.write_bytes(content)
        done = _run("-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key), str(path))
        made = path.with_name(NAME)
        if done.returncode or not made.is_file():
            raise UsageError(
                Problem("no-key", f"{key} does not sign: {_said(done)}", "check the key and its passphrase")
            )
        return made.read_bytes()


def ready(key: Path) -> None:
    """Raise UsageError if there is no such key, MachineError if there is nothing to sign with."""
    if not key.is_file():
        hint = "name a file with an SSH key, such as ~/.ssh/id_ed25519; ssh-keygen -t ed25519 makes one"
        raise UsageError(Problem("no-key", f"there is no key at {key}", hint))
    _program()


def judged(content: bytes, signature: bytes, signers: Path | None) -> Signed:
    """Return what `signature` proves of `content`; `signers` is the file of those whose word counts.

    Raises UsageError if there is no such file, MachineError if there is no `ssh-keygen`.
    """
    if signers is not None and not signers.is_file():
        hint = "a line in it: head.of.desk@example.org ssh-ed25519 AAAA…; `man ssh-keygen` tells"
        raise UsageError(Problem("no-signers", f"there is no file {signers}", hint))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(signature)
        found = ("-n", NAMESPACE, "-s", str(path))
        intact = _run("-Y", "check-novalidate", *found, stdin=content)
        if intact.returncode:
            return Signed(problem=f"the signature {NAME} is not of {sums.NAME}")
        key = _KEY.search(_said(intact))
        name = key[1] if key else "an unnamed key"
        if signers is None:
            return Signed(name)
        principals = _run("-Y", "find-principals", "-s", str(path), "-f", str(signers), stdin=content)
        for who in principals.stdout.decode("utf-8", "replace").split():
            if not _run("-Y", "verify", "-f", str(signers), "-I", who, *found, stdin=content).returncode:
                return Signed(name, who)
        return Signed(name, problem=f"it is signed by the key {name}, which is not among {signers}")


def _run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [_program(), *arguments], input=stdin, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise MachineError(Problem("no-ssh-keygen", "ssh-keygen did not answer", "try it by hand")) from None


def _program() -> str:
    found = shutil.which("ssh-keygen")
    if not found:
        hint = "install OpenSSH's tools: apt-get install openssh-client"
        message = "there is no ssh-keygen, which signs and checks releases"
        raise MachineError(Problem("no-ssh-keygen", message, hint))
    return found


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace").strip()
    return said.rpartition("\n")[2] or "it says no reason"
