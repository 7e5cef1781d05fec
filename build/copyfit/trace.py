"""Which file the work has come to, told to whoever waits for it.

In: paths, from the steps of `make`. Out: a call of the listener for each. A page that takes too long is
ended from outside; only what was told before says what it was at.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> None:
    """Let `listener` be called with the path of each file that the work comes to, and no other."""
    _listeners[:] = [listener]


def at(path: str) -> None:
    """Say that the work has come to the file `path`."""
    for listener in _listeners:
        listener(path)
