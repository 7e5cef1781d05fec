"""What the work has come to, told to whoever waits for it.

In: paths, from the steps of `make`, and a page as soon as it can be looked at. Out: a call of the listener
for each. A page that takes too long is ended from outside; only what was told before says what it was at.
"""

from __future__ import annotations

from collections.abc import Callable

from copyfit.scene import Glimpse

Step = str | Glimpse
"""The path of a file, or a page."""

_listeners: list[Callable[[Step], None]] = []


def listen(listener: Callable[[Step], None]) -> None:
    """Let `listener` be called with whatever the work comes to, and no other."""
    _listeners[:] = [listener]


def at(path: str) -> None:
    """Say that the work has come to the file `path`."""
    for listener in _listeners:
        listener(path)


def seen(glimpse: Glimpse) -> None:
    """Let a page be looked at of which nothing else is known yet."""
    for listener in _listeners:
        listener(glimpse)
