"""The door to Dask: a client of a scheduler, or the problem that says why there is none.

In: an address. Out: a client, whose own log is silent: what it has to say is said as problems.
TLS: a `tls://` address takes its certificates from Dask's own configuration.
"""

from __future__ import annotations

import contextlib
import logging
import re
import warnings
from typing import Any

from copyfit.errors import MachineError, Problem, UsageError

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")
_CONNECT_SECONDS = 5
_LOGS = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado", "asyncio")


def connected(address: str) -> Any:
    """Return a client of the scheduler at `address`.

    Raises UsageError for what is no address, MachineError if Dask is not installed or nobody answers.
    """
    if not _ADDRESS.fullmatch(address):
        hint = "write it as tcp://10.0.0.5:8786, as the scheduler prints it"
        raise UsageError(Problem("usage", f"`{address}` is no address of a scheduler", hint))
    try:
        import distributed
    except ImportError:
        message = "Dask, which runs jobs on a cluster, is not installed"
        raise MachineError(
            Problem("no-cluster", message, 'run: python3 -m pip install "copyfit[cluster]"')
        ) from None
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: what matters is compared, and told, by `agreement`
            return _quiet(distributed.Client)(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError, TypeError) as error:
        why = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        message = f"no scheduler answers at {address}: {why[:1].lower()}{why[1:]}"
        hint = "is it running, and may this machine reach it? start one: dask scheduler"
        raise MachineError(Problem("no-cluster", message, hint)) from None


def _quiet(client: Any) -> Any:
    """Return the class of clients, of which one that never got through goes without a word."""

    class Client(client):  # type: ignore[misc]
        def __del__(self) -> None:
            with contextlib.suppress(Exception):
                super().__del__()

    return Client


def lost(why: str) -> MachineError:
    """Return the error of a build whose cluster went away."""
    first = why.splitlines()[0][:160] if why else "it does not answer"
    message = f"the cluster is lost: {first}"
    return MachineError(
        Problem("cluster-lost", message, "pages that were done are kept; build again to make the others")
    )
