"""Where the preview is found: a port of this machine's own, and a token that only its reader has.

In: the project's folder, and a port if one was asked for. Out: a bound socket and a token. Both are kept, for
this account alone, so that a page left open finds the preview again after a restart. Next: `gate` and the
server.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import socket
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from copyfit.errors import MachineError, Problem, UsageError
from copyfit.project import regular_bytes

LOOPBACK = "127.0.0.1"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_MOST_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Address:
    """A socket that listens, and the token that every address begins with."""

    socket: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port that was found."""
        return int(self.socket.getsockname()[1])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that a browser on this machine may call us by."""
        return tuple(f"{name}:{self.port}" for name in (LOOPBACK, "localhost"))

    @property
    def url(self) -> str:
        """What is opened in the browser."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"


def address_for(root: Path, port: int | None) -> Address:
    """Return where the preview of the project in `root` is to be found: on `port`, or on the one of last
    time.

    Raises UsageError if a port that was asked for is taken, MachineError if there is none.
    """
    kept_port, token = _kept(root)
    if port is not None:
        found = _bound(port)
    else:
        free = _bound_if_free(kept_port) if kept_port else None
        if kept_port and free is None:  # another preview of the project, very likely: both have their own
            return Address(_bound(0), secrets.token_urlsafe(24))
        found = free or _bound(0)
    address = Address(found, token or secrets.token_urlsafe(24))
    _keep(root, address)
    return address


def _bound_if_free(port: int) -> socket.socket | None:
    try:
        return _bound(port)
    except (UsageError, MachineError):
        return None


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} is taken, very likely by another preview"
            raise UsageError(
                Problem("port-taken", message, "leave --port out, and a free one is found")
            ) from None
        reason = (error.strerror or str(error)).lower()
        hint = "leave --port out, or choose one above 1023"
        raise MachineError(Problem("no-port", f"port {port} cannot be used: {reason}", hint)) from None
    return listening


def _file(root: Path) -> Path:
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local/state")
    return Path(base) / "copyfit" / "preview" / f"{sha256(os.fsencode(root)).hexdigest()[:24]}.json"


def _kept(root: Path) -> tuple[int, str]:
    """Return the port and the token of last time; 0 and "" if nothing was kept that can be trusted."""
    try:
        path = _file(root)
        state = path.stat()
        if state.st_uid != os.getuid() or state.st_mode & 0o077:
            return 0, ""
        data = json.loads(regular_bytes(path, _MOST_BYTES) or b"{}")
        port, token = int(data["port"]), str(data["token"])
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return 0, ""
    return (port, token) if 0 < port < 2**16 and _TOKEN.fullmatch(token) else (0, "")


def _keep(root: Path, address: Address) -> None:
    """Write down where the preview is; where nothing can be written, the next one is found elsewhere."""
    with contextlib.suppress(OSError, RuntimeError):
        path = _file(root)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_suffix(f".{os.getpid()}")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump({"port": address.port, "token": address.token}, file)
        new.replace(path)
